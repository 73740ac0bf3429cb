"""The sums of an indicator's counts over time, in one plan and in all plans that measure it.

Two results may have the same number; a year and its first half give the second half. Plans whose numbers agree wherever
both have one are taken to count the same people, as a reader of the indicator's page would.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from publisher.link.confidentiality.disclosure_audit import Sum
from publisher.link.confidentiality.divisions import complete, divisions
from publisher.link.confidentiality.lattice import all_of, contradict, hold
from publisher.model.result import Result

# A count: its result, its measurement and its group; "" stands for the number itself.
Count: TypeAlias = tuple[str, str, str]
# In the place of a measurement: what a part leaves of its whole.
REST: Final = "~"
Measured: TypeAlias = tuple[str, str]
"""A result and its measurement."""


def periods_of(results: Mapping[str, Result], measured: Iterable[Measured]) -> set[str]:
    """Return the periods of some measurements."""
    return {_period(results, each) for each in measured}


def sums_in_time(
    results: Mapping[str, Result],
    measured: Sequence[Measured],
    counts: Mapping[Count, Decimal],
    cells: Sequence[str],
    split_from: int,
) -> Iterator[Sum[Count]]:
    """Yield the sums of each indicator's counts over time, as far as the given numbers do not contradict them.

    `split_from` is the month in which split years begin, from 0.
    """
    by_indicator: dict[str, list[Measured]] = {}
    for name, one in measured:
        whole = results[name].measurements[one.removesuffix(REST)].of if one.endswith(REST) else ""
        by_indicator.setdefault(f"{one}{whole}", []).append((name, one))
    for every in by_indicator.values():
        plans: dict[str, list[Measured]] = {}
        for each in every:
            plans.setdefault(results[each[0]].plan, []).append(each)
        for agreeing in _agreeing(results, list(plans.values()), counts, cells, split_from):
            yield from _equal(results, agreeing, counts, cells)
            yield from _over_periods(results, agreeing, counts, cells, split_from)


def _agreeing(
    results: Mapping[str, Result],
    plans: Sequence[Sequence[Measured]],
    counts: Mapping[Count, Decimal],
    cells: Sequence[str],
    split_from: int,
) -> list[list[Measured]]:
    """Return the measurements of the plans, those together whose numbers may be of the same people."""
    found: list[list[Measured]] = []
    for own in plans:
        for others in found:
            both = [*others, *own]
            if _one_number(results, others, own, counts, cells) and (
                not contradict(_divided(results, both, cells, split_from), counts)
                or contradict(_divided(results, own, cells, split_from), counts)
            ):
                others += own
                break
        else:
            found.append([*own])
    return found


def _one_number(
    results: Mapping[str, Result],
    some: Iterable[Measured],
    others: Sequence[Measured],
    counts: Mapping[Count, Decimal],
    cells: Sequence[str],
) -> bool:
    """Return whether the numbers of the same period and group are equal."""
    pairs = ((one, other) for one in some for other in others if _period(results, one) == _period(results, other))
    return all(
        counts[*one, cell] == counts[*other, cell]
        for one, other in pairs
        for cell in cells
        if (*one, cell) in counts and (*other, cell) in counts
    )


def _equal(
    results: Mapping[str, Result], every: Sequence[Measured], counts: Mapping[Count, Decimal], cells: Sequence[str]
) -> Iterator[Sum[Count]]:
    """Yield that the numbers of the same period are equal."""
    for at, one in enumerate(every):
        for other in every[at + 1 :]:
            if _period(results, one) == _period(results, other):
                lines = in_cells(all_of(one, (other,)), cells)
                yield from lines if hold(lines, counts) else ()


def _over_periods(
    results: Mapping[str, Result],
    every: Sequence[Measured],
    counts: Mapping[Count, Decimal],
    cells: Sequence[str],
    split_from: int,
) -> Iterator[Sum[Count]]:
    at = _at(results, every)
    for whole, parts in complete(at):
        # People counted in several quarters may count once in the year: no sum of those holds for any of its groups.
        lines = in_cells(all_of(at[whole], tuple(at[part] for part in parts)), cells)
        yield from lines if hold(lines, counts) else ()
    lines = _divided(results, every, cells, split_from)
    yield from () if contradict(lines, counts) else lines


def _divided(
    results: Mapping[str, Result], every: Sequence[Measured], cells: Sequence[str], split_from: int
) -> list[Sum[Count]]:
    """Return the sums of all time that the periods divide, given or not."""
    at = _at(results, every)
    return [
        line
        for whole, parts in divisions(at, split_from)
        for line in in_cells(all_of(_measured(at, every, whole), (_measured(at, every, part) for part in parts)), cells)
    ]


def _measured(at: Mapping[str, Measured], every: Sequence[Measured], period: str) -> Measured:
    """Return the measurement of a period; one that nobody gives is named by the period."""
    return at.get(period, (f"{every[0][0]} {period}", every[0][1]))


def _at(results: Mapping[str, Result], every: Iterable[Measured]) -> dict[str, Measured]:
    return {_period(results, each): each for each in every}


def _period(results: Mapping[str, Result], each: Measured) -> str:
    return str(results[each[0]].period_of(each[1].removesuffix(REST)))


def in_cells(line: Sum[Measured], cells: Sequence[str]) -> list[Sum[Count]]:
    """Return the sum of some measurements in each cell."""
    return [all_of((*line.parent, cell), tuple((*each, cell) for each in line.children)) for cell in cells]
