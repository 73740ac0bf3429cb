"""Former numbers: those of corrections, which add up with numbers of other periods, plans and statistics, too.

A year of 20 that was 12 before, and its first half of 10, give a second half of 2 people at that time. No reader knows
which numbers were published together, so every combination is examined; if any of them discloses a small group, no
former number among them is published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, TypeAlias

from publisher.link.confidentiality.joint import joined, more_of
from publisher.link.confidentiality.lattice import all_of, components, hidden_through
from publisher.model.correction import Correction
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.statistics import Observation
from publisher.model.time_period import TimePeriod

# Combinations of today's and former numbers. If there are more, the former ones are suppressed.
MOST_STATES: Final = 200

Measured: TypeAlias = tuple[str, str]
"""A result and its measurement."""


def without_disclosing(
    given: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> Mapping[str, Result]:
    """Return results without the former numbers that disclose a small group beside those of other results.

    `people` holds the measurements that count people, by result.
    """
    for results in joined(given, people):
        for names in _of_one_time(results, people):
            counts = [(name, one) for name in names for one in people[name]]
            corrected = {(name, one): shown[name].measurements[one].corrections for name, one in counts}
            former = {key: found for key, found in corrected.items() if any(each.was is not None for each in found)}
            if len(names) > 1 and former and _disclose(former, names, given, shown, dimensions, smallest, people):
                shown = {**shown, **{name: without_former(shown[name], people[name]) for name, _ in former}}
    return shown


def _of_one_time(results: Mapping[str, Result], people: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the results whose numbers are of periods in the same calendar years, one after the other."""
    lines = []
    for name, result in results.items():
        years = {str(year) for one in people[name] for year in years_of(result.period_of(one))}
        lines.append(all_of(f"/{name}", sorted(years)))
    for together in components(lines):
        yield [line.parent.removeprefix("/") for line in together]


def years_of(period: TimePeriod) -> range:
    """Return the calendar years that a period is in."""
    return range(period.year - period.split, period.year + 1)


def _disclose(
    former: Mapping[Measured, Sequence[Correction]],
    names: Sequence[str],
    given: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> bool:
    """Return whether some former numbers, in the place of today's, disclose a small group."""
    histories = [[None, *(each.was for each in corrections)] for corrections in former.values()]
    if prod(map(len, histories)) > MOST_STATES:
        return True
    for state in product(*histories):
        was = {key: number for key, number in zip(former, state, strict=True) if number is not None}
        if was:
            before = {name: _at(given[name], name, was) for name in names}
            published = {name: _at(shown[name], name, was) for name in names}
            if next(more_of(before, published, dimensions, smallest, people), None):
                return True
    return False


def _at(result: Result, name: str, was: Mapping[Measured, Decimal]) -> Result:
    """Return a result with former numbers in the place of today's."""
    own = {one: each for one, each in result.measurements.items() if (name, one) in was}
    changed = {one: _with(each, was[name, one]) for one, each in own.items()}
    return result.model_copy(update={"measurements": {**result.measurements, **changed}})


def _with(measurement: Measurement, number: Decimal) -> Measurement:
    counted = measurement.share is None and not measurement.is_of_nothing
    return measurement.model_copy(update={"value" if counted else "share": number})


def without_former(shown: Result, people: Iterable[str]) -> Result:
    """Return a result without the former numbers of people."""
    corrected = {
        name: one.model_copy(
            update={"corrections": tuple(it.model_copy(update={"was": None}) for it in one.corrections)}
        )
        for name, one in shown.measurements.items()
        if name in people and one.corrections
    }
    return shown.model_copy(update={"measurements": {**shown.measurements, **corrected}})


def disclosing_beside_statistics(
    indicator: Indicator, limit: int, results: Iterable[Result], hidden: Mapping[TimePeriod, frozenset[str]]
) -> frozenset[TimePeriod]:
    """Return the periods whose former numbers disclose a small number beside those of an indicator's statistics."""
    numbers: dict[TimePeriod, list[Decimal]] = {}
    former: dict[TimePeriod, set[Decimal]] = {}
    known: list[tuple[TimePeriod, Measurement | Observation]] = [*indicator.statistics.items()]
    known += [(each.period_of(indicator.id), each.measurements[indicator.id]) for each in results]
    for period, one in known:
        if one.value is not None:
            numbers.setdefault(period, []).append(one.value)
            former.setdefault(period, set()).update(it.was for it in one.corrections if it.was is not None)
    lines = [all_of(f"/{period}", map(str, years_of(period))) for period in numbers]
    named = {f"/{period}": period for period in numbers}
    found: set[TimePeriod] = set()
    for together in components(lines):
        periods = [named[line.parent] for line in together]
        histories = [[*dict.fromkeys((*numbers[each], *sorted(former[each])))] for each in periods]
        if len(periods) > 1 and any(former[each] for each in periods) and limit:
            also = {each: hidden.get(each, frozenset()) for each in periods}
            if prod(map(len, histories)) > MOST_STATES or any(
                hidden_through({each: {"": one} for each, one in zip(periods, state, strict=True)}, (), limit, also)
                != {each: also[each] & {""} for each in periods}
                for state in product(*histories)
            ):
                found.update(periods)
    return frozenset(found)
