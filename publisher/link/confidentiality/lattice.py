"""The lattice of all cells that a reader can infer, given or not, over dimensions and periods.

Cells that are not given are unknowns in the same sums, and in each cell a year is the sum of its quarters.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from itertools import combinations, product

from publisher.link.confidentiality.cells import WHOLE, protecting, smallest_of
from publisher.link.confidentiality.disclosure_audit import Cell, Sum, certain
from publisher.link.confidentiality.divisions import Division, beginnings, divisions
from publisher.model.groups import Dimension, group_ids
from publisher.model.time_period import TimePeriod, parts_of


def hidden_through(
    counts: Mapping[TimePeriod, Mapping[str, Decimal]],
    dimensions: Sequence[Dimension],
    smallest: int,
    also: Mapping[TimePeriod, Set[str]],
) -> dict[TimePeriod, frozenset[str]]:
    """Return for each period the cells to suppress (the total as ""), so that no small number can be derived."""
    hidden = {at: frozenset(cells) for at, cells in also.items()}
    for split_from in beginnings(map(str, counts)):
        hidden = _hidden_from(split_from, counts, dimensions, smallest, hidden)
    return hidden


def _hidden_from(
    split_from: int,
    counts: Mapping[TimePeriod, Mapping[str, Decimal]],
    dimensions: Sequence[Dimension],
    smallest: int,
    also: Mapping[TimePeriod, Set[str]],
) -> dict[TimePeriod, frozenset[str]]:
    """Return the same, if split years begin in one month."""
    every = {_key(period, cell): count for period, cells in counts.items() for cell, count in cells.items()}
    lattice = lattice_sums(list(dict.fromkeys(cell for cells in counts.values() for cell in cells if cell)), dimensions)
    names = sorted({WHOLE, *(cell for line in lattice for cell in line.cells)})
    periods = {str(period) for period in counts}
    times = [(year, parts) for year in sorted(periods) for parts in parts_of(year) if periods & {*parts}]
    lines = [line for time in times for line in _in_cells(time, names)]
    between = [line for time in divisions(periods, split_from) for line in _in_cells(time, names)]
    lines += [line for year in components(between) if not contradict(year, every) for line in year]
    for at in sorted(periods | {part for _, parts in times for part in parts}):
        lines += [all_of(_key(at, line.parent), tuple(_key(at, each) for each in line.children)) for line in lattice]
    given = {_key(period, cell) for period, cells in also.items() for cell in cells}
    hidden = _hidden(every, lines, smallest, given)
    return {at: frozenset(cell for cell in cells if _key(at, cell) in hidden) for at, cells in counts.items()}


def _in_cells(time: Division, cells: Iterable[str]) -> list[Sum[str]]:
    """Return the sum of a longer time in each cell."""
    whole, parts = time
    return [all_of(_key(whole, cell), tuple(_key(part, cell) for part in parts)) for cell in cells]


def _key(period: TimePeriod | str, cell: str) -> str:
    return f"{period} {cell}"


def lattice_sums(cells: Sequence[str], dimensions: Sequence[Dimension]) -> list[Sum[str]]:
    """Return every sum that holds between cells, including cells that are not given."""
    named = {group_ids(cell): cell for cell in cells}
    groups = {each.id: [group.id for group in each.groups] for each in dimensions}
    for each in dimensions:
        if not each.exhaustive:
            # Those who belong to none of its groups.
            groups[each.id].append(f"~{each.id}")
    ways = {frozenset(name for name, ids in groups.items() if group_ids(cell) & {*ids}) for cell in cells}
    # Any total may be published where those between it and the cells are not.
    ways = {frozenset(some) for way in ways for size in range(len(way) + 1) for some in combinations(way, size)}
    lines = []
    for way in sorted(ways, key=sorted):
        for name in sorted(groups.keys() - way):
            if way | {name} in ways:
                for within in product(*(groups[each] for each in sorted(way))):
                    children = [frozenset({*within, group}) for group in groups[name]]
                    lines.append(
                        all_of(_name(frozenset(within), named), tuple(_name(each, named) for each in children))
                    )
    return lines


def _name(groups: frozenset[str], named: Mapping[frozenset[str], str]) -> str:
    return named.get(groups, "+".join(sorted(groups)))


def _hidden(given: Mapping[str, Decimal], lines: Sequence[Sum[str]], smallest: int, also: Set[str]) -> frozenset[str]:
    """Return the unpublished cells, including those that are not given."""
    counts = inferred(given, lines)
    withheld = {cell for line in lines for cell in line.cells if cell not in given}
    # A count of people cannot be negative: a negative one is a change, of that many.
    hidden = {cell for cell, count in given.items() if 0 < abs(count) < smallest} | also | withheld
    # A group that is not given may be derived as long as it is not small.
    kept = {cell for cell in hidden if cell not in withheld or 0 < counts.get(cell, Decimal(0)) < smallest}
    for together in components(lines):
        while more := _one_more(counts, together, hidden, kept, smallest):
            hidden.add(more)
            kept.add(more)
    return frozenset(hidden)


def components(lines: Sequence[Sum[Cell]]) -> list[list[Sum[Cell]]]:
    """Return the connected components of the sums: sets that share no cell, such as the years of a long series."""
    sets: dict[Cell, list[Sum[Cell]]] = {}
    for line in lines:
        met = {id(found): found for cell in line.cells if (found := sets.get(cell))}
        joined = [line, *(each for found in met.values() for each in found)]
        sets |= dict.fromkeys((cell for each in joined for cell in each.cells), joined)
    return [*{id(found): found for found in sets.values()}.values()]


def inferred(given: Mapping[Cell, Decimal], lines: Sequence[Sum[Cell]]) -> dict[Cell, Decimal]:
    """Return the given counts and those that follow from them by one sum at a time."""
    counts, known = dict(given), -1
    while known != len(counts):
        known = len(counts)
        for line in lines:
            missing = [cell for cell in line.children if cell not in counts]
            parts = sum((counts[cell] for cell in line.children if cell in counts), Decimal(0))
            if line.parent not in counts:
                counts |= {} if missing else {line.parent: parts}
            elif len(missing) == 1 or counts[line.parent] == parts:
                # Where nobody is left, there is nobody in any of them.
                counts |= dict.fromkeys(missing, counts[line.parent] - parts)
    return counts


def _one_more(
    counts: Mapping[str, Decimal], lines: Sequence[Sum[str]], hidden: Set[str], kept: Set[str], smallest: int
) -> str:
    """Return one more cell to suppress, the smallest that helps; "" if nothing can be derived."""
    for line in lines:
        if _gives_away(counts, line, hidden, kept, smallest) and (cell := smallest_of(counts, line.children, hidden)):
            return cell
    for known in sorted(certain(counts, lines, hidden, kept)):
        if cell := protecting(counts, known, lines, hidden):
            return cell
    return ""


def _gives_away(counts: Mapping[str, Decimal], line: Sum[str], hidden: Set[str], kept: Set[str], smallest: int) -> bool:
    """Return whether a sum reveals its suppressed cells: there is only one, or together they are a small number."""
    unknown = [cell for cell in line.children if cell in hidden]
    if line.parent in hidden:
        # If all its children are published, the parent is their sum.
        return not unknown and line.parent in kept
    rest = counts[line.parent] - sum((counts[cell] for cell in line.children if cell not in hidden), Decimal(0))
    return bool(unknown) and rest > 0 and (rest < smallest or (len(unknown) == 1 and unknown[0] in kept))


def all_of(parent: Cell, children: Iterable[Cell]) -> Sum[Cell]:
    """Return the sum of a total and all its parts."""
    return Sum(parent, tuple(children), whole=True)


def contradict(lines: Sequence[Sum[Cell]], given: Mapping[Cell, Decimal]) -> bool:
    """Return whether the given counts cannot all be true, if the sums hold and no count is negative."""
    every = inferred({cell: given[cell] for line in lines for cell in line.cells if cell in given}, lines)
    return any(number < 0 for cell, number in every.items() if cell not in given) or not hold(lines, every)


def hold(lines: Iterable[Sum[Cell]], counts: Mapping[Cell, Decimal]) -> bool:
    """Return whether sums of the same measurements hold: no given number contradicts one."""
    return all(holds(line, counts) for line in lines)


def holds(line: Sum[Cell], counts: Mapping[Cell, Decimal]) -> bool:
    """Return whether a sum holds as far as its numbers are given."""
    given = [counts[cell] for cell in line.children if cell in counts]
    if line.parent not in counts or len(given) == len(line.children):
        return counts.get(line.parent, sum(given)) == sum(given)
    return counts[line.parent] >= sum(given)
