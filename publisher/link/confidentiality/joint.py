"""Joint disclosure control: what a plan's counts reveal together, by sums over groups, periods and parts.

Each sum is examined elsewhere by itself. Here all are combined, as a reader with the data files could, with the cells
that nobody gives as unknowns: if that recovers a small group, more numbers are suppressed until it no longer does.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import chain, product
from typing import Final

from publisher.link.confidentiality.cells import WHOLE
from publisher.link.confidentiality.disclosure_audit import Sum, certain
from publisher.link.confidentiality.lattice import all_of, components, inferred, lattice_sums
from publisher.model.groups import Dimension
from publisher.model.result import Measurement, Result
from publisher.model.time_period import parts_of

# A count: its result, its measurement and its group; "" stands for the number itself.
Count = tuple[str, str, str]
# In the place of a measurement: what a part leaves of its whole.
REST: Final = "~"
# With more cells than this together, only those that are given are considered.
MOST_CELLS: Final = 20_000


def more_of_all(
    given: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> set[Count]:
    """Return the counts to suppress, too, so that no small group can be derived; empty if none can.

    `people` holds the measurements that count people, by result.
    """
    by_plan: dict[str, dict[str, Result]] = {}
    for name, result in given.items():
        by_plan.setdefault(result.plan, {})[name] = result
    return {more for results in by_plan.values() for more in _more(results, shown, dimensions, smallest, people)}


def _more(
    results: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> Iterator[Count]:
    """Yield the counts of one plan to suppress, too."""
    counts = {key: count for name in results for key, count in _counts(name, results[name], people[name])}
    published = {key for key in counts if _number(shown[key[0]].measurements[key[1]], key[2]) is not None}
    lines = _lines(results, counts, dimensions)
    every = inferred(counts, lines)
    for together in components(lines):
        cells = {cell for line in together for cell in line.cells}
        while more := _one_more(every, together, cells - published, smallest):
            yield more
            published -= {key for key in published if _goes_with(results, key, more)}


def _one_more(
    counts: dict[Count, Decimal], lines: Sequence[Sum[Count]], hidden: Set[Count], smallest: int
) -> Count | None:
    """Return the smallest published count that helps to hide a small one that can be derived; add what is derived."""
    asked = {cell for cell in hidden if cell not in counts or 0 < counts[cell] < smallest}
    found = certain(counts, lines, hidden, asked)
    counts |= found
    for known in sorted(cell for cell, count in found.items() if 0 < count < smallest):
        beside = {cell for line in lines if known in line.cells for cell in line.cells}
        farther = {cell for line in lines if not beside.isdisjoint(line.cells) for cell in line.cells}
        for near in (beside, farther, {cell for line in lines for cell in line.cells}):
            if choice := [cell for cell in near - hidden if counts[cell] > 0]:
                return min(choice, key=lambda cell: (counts[cell], cell))
    return None


def _goes_with(results: Mapping[str, Result], key: Count, hidden: Count) -> bool:
    """Return whether a count is suppressed with another: it is the same, one of its groups, or a part of it."""
    name, one, _ = key
    if name != hidden[0]:
        return False
    return key == hidden or (hidden[2] == WHOLE and hidden[1] in {one, results[name].measurements[one].of})


def _counts(name: str, result: Result, people: Sequence[str]) -> Iterator[tuple[Count, Decimal]]:
    for one in people:
        measurement = result.measurements[one]
        if measurement.value is not None:
            yield (name, one, WHOLE), measurement.value
        if measurement.share is None:
            yield from (
                ((name, one, cell), number) for cell, number in measurement.groups.items() if number is not None
            )


def _number(measurement: Measurement, cell: str) -> Decimal | None:
    return measurement.groups.get(cell) if cell else measurement.value


def _lines(
    results: Mapping[str, Result], counts: Mapping[Count, Decimal], dimensions: Sequence[Dimension]
) -> list[Sum[Count]]:
    """Return the sums over groups, over periods, and over parts, as far as the given numbers do not contradict them."""
    measured = sorted({(name, one) for name, one, _ in counts})
    groups = lattice_sums(list(dict.fromkeys(cell for _, _, cell in counts if cell)), dimensions)
    cells = sorted({WHOLE, *(cell for line in groups for cell in line.cells)})
    if len(cells) * len(measured) > MOST_CELLS:
        groups, cells = [], sorted({cell for _, _, cell in counts})
    within = (
        all_of((name, one, line.parent), tuple((name, one, cell) for cell in line.children))
        for (name, one), line in product(measured, groups)
    )
    wholes = [*_periods(results, measured), *_parts(results, measured)]
    # People counted in several quarters may count once in the year: no sum of those holds for any of its groups.
    beyond = chain.from_iterable(lines for line in wholes if _hold(lines := _in_cells(line, cells), counts))
    return [*(line for line in within if _holds(line, counts)), *beyond]


def _in_cells(line: Sum[tuple[str, str]], cells: Sequence[str]) -> list[Sum[Count]]:
    """Return the sum of some measurements in each cell."""
    return [all_of((*line.parent, cell), tuple((*each, cell) for each in line.children)) for cell in cells]


def _periods(results: Mapping[str, Result], measured: Sequence[tuple[str, str]]) -> Iterator[Sum[tuple[str, str]]]:
    """Yield the measurement of each longer period with those of the shorter ones that make it up."""
    at = {(one, str(results[name].period_of(one))): (name, one) for name, one in measured}
    for (one, period), whole in at.items():
        for parts in parts_of(period):
            if all((one, part) in at for part in parts):
                yield all_of(whole, tuple(at[one, part] for part in parts))


def _parts(results: Mapping[str, Result], measured: Sequence[tuple[str, str]]) -> Iterator[Sum[tuple[str, str]]]:
    """Yield each total with all its parts, in case they add up to it, and with each part and what that leaves."""
    by_whole: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, one in measured:
        if (whole := (name, results[name].measurements[one].of or "")) in measured:
            by_whole.setdefault(whole, []).append((name, one))
            yield all_of(whole, ((name, one), (name, f"{one}{REST}")))
    yield from (all_of(whole, parts) for whole, parts in by_whole.items() if len(parts) > 1)


def _hold(lines: Sequence[Sum[Count]], counts: Mapping[Count, Decimal]) -> bool:
    """Return whether sums of the same measurements hold: no given number contradicts one."""
    return all(_holds(line, counts) for line in lines)


def _holds(line: Sum[Count], counts: Mapping[Count, Decimal]) -> bool:
    """Return whether a sum holds as far as its numbers are given."""
    given = [counts[cell] for cell in line.children if cell in counts]
    if line.parent not in counts or len(given) == len(line.children):
        return counts.get(line.parent, sum(given)) == sum(given)
    return counts[line.parent] >= sum(given)
