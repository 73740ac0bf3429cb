"""Joint disclosure control: what counts reveal together, by sums over groups, periods, parts and plans.

Each sum is examined elsewhere by itself. Here all are combined, as a reader with the data files could, with the cells
that nobody gives as unknowns: if that recovers a small group, more numbers are suppressed until it no longer does. An
indicator's page lists the numbers of all its plans, so plans that measure the same are examined together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import product
from typing import Final

from publisher.link.confidentiality.cells import WHOLE
from publisher.link.confidentiality.disclosure_audit import Sum, certain
from publisher.link.confidentiality.divisions import beginnings
from publisher.link.confidentiality.lattice import all_of, components, hold, holds, inferred, lattice_sums
from publisher.link.confidentiality.measured_in_time import REST, Count, in_cells, periods_of, sums_in_time
from publisher.model.groups import Dimension
from publisher.model.result import Measurement, Result

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
    by_plan = _by_plan(given)
    for sets in ([*by_plan.values()], [each for each in joined(given, people) if _has_plans(each.values())]):
        if found := {more for results in sets for more in more_of(results, shown, dimensions, smallest, people)}:
            return found
    return set()


def _by_plan(results: Mapping[str, Result]) -> dict[str, dict[str, Result]]:
    found: dict[str, dict[str, Result]] = {}
    for name, result in results.items():
        found.setdefault(result.plan, {})[name] = result
    return found


def _has_plans(results: Iterable[Result]) -> bool:
    return len({each.plan for each in results}) > 1


def joined(given: Mapping[str, Result], people: Mapping[str, Sequence[str]]) -> list[dict[str, Result]]:
    """Return the results of plans that measure the same, together, and those of every other plan."""
    by_plan, plans = _by_plan(given), dict[str, list[str]]()
    for plan, results in by_plan.items():
        for one in dict.fromkeys(one for name in results for one in people[name]):
            plans.setdefault(one, []).append(plan)
    alone = [all_of(plan, ()) for plan in by_plan]
    several = components([*alone, *(all_of(first, others) for first, *others in plans.values() if others)])
    sets = [dict.fromkeys(plan for line in together for plan in line.cells) for together in several]
    return [{name: result for plan in each for name, result in by_plan[plan].items()} for each in sets]


def more_of(
    results: Mapping[str, Result],
    shown: Mapping[str, Result],
    dimensions: Sequence[Dimension],
    smallest: int,
    people: Mapping[str, Sequence[str]],
) -> Iterator[Count]:
    """Yield the counts of some plans to suppress, too."""
    counts = {key: count for name in results for key, count in _counts(name, results[name], people[name])}
    published = {key for key in counts if _number(shown[key[0]].measurements[key[1]], key[2]) is not None}
    for split_from in beginnings(periods_of(results, {(name, one) for name, one, _ in counts})):
        lines = _lines(results, counts, dimensions, split_from)
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
    results: Mapping[str, Result], counts: Mapping[Count, Decimal], dimensions: Sequence[Dimension], split_from: int
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
    lines = [line for line in within if holds(line, counts)]
    known = inferred(counts, lines)
    for parts in _parts(results, measured):
        # Parts that overlap do not add up, in any of their groups.
        lines += each if hold(each := in_cells(parts, cells), counts) else []
    # What the parts leave adds up over time, too.
    rests = [(name, f"{one}{REST}") for name, one in measured if (name, results[name].measurements[one].of) in measured]
    known |= {cell: count for cell, count in inferred(known, lines).items() if cell[:2] in rests}
    return [*lines, *sums_in_time(results, [*measured, *rests], known, cells, split_from)]


def _parts(results: Mapping[str, Result], measured: Sequence[tuple[str, str]]) -> Iterator[Sum[tuple[str, str]]]:
    """Yield each total with all its parts, in case they add up to it, and with each part and what that leaves."""
    by_whole: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, one in measured:
        of = results[name].measurements[one].of
        if of is not None and (whole := (name, of)) in measured:
            by_whole.setdefault(whole, []).append((name, one))
            yield all_of(whole, ((name, one), (name, f"{one}{REST}")))
    yield from (all_of(whole, parts) for whole, parts in by_whole.items() if len(parts) > 1)
