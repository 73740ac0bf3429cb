"""Assumptions and measurements: an assumption whose limit the latest measurement has crossed calls for a review."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from publisher.model.parts import Assumption, Limit
from publisher.model.result import Result


@dataclass(frozen=True, slots=True)
class Review:
    """A review that is due: whose assumption (`position` in its list), and the result that crossed the limit."""

    source: str
    position: int
    assumption: Assumption
    indicator: str
    limit: Decimal
    result: Result
    measured: Decimal


def crossed(limit: Limit, value: Decimal) -> bool:
    """Return whether a value is beyond a limit; a value equal to the limit is within it."""
    if limit.above is not None:
        return value > limit.above
    return limit.below is not None and value < limit.below


def reviews(
    source: str, assumptions: Sequence[Assumption], results_with: Callable[[str], Iterable[Result]]
) -> tuple[Review, ...]:
    """Return the reviews that the assumptions of a document call for.

    `results_with` gives the results, of any plan, that measure an indicator. Those of its latest period count; if
    several of them have crossed the limit, the one farthest beyond it is named.
    """
    return tuple(_due(source, assumptions, results_with))


def _due(
    source: str, assumptions: Sequence[Assumption], results_with: Callable[[str], Iterable[Result]]
) -> Iterator[Review]:
    for position, assumption in enumerate(assumptions):
        limit, indicator = assumption.limit, assumption.indicator
        if limit is None or indicator is None:
            continue
        results = [each for each in results_with(indicator) if not each.measurements[indicator].missing]
        last = max((result.period_of(indicator) for result in results), default=None)
        latest = [(it.measurements[indicator].number, it) for it in results if it.period_of(indicator) == last]
        # A suppressed number triggers no review either.
        past = [(value, result) for value, result in latest if value is not None and crossed(limit, value)]
        if past:
            value, result = (max if limit.below is None else min)(past, key=itemgetter(0))
            yield Review(source, position, assumption, indicator, limit.value, result, value)
