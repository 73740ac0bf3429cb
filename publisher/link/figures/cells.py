"""Cells: a number divided by dimensions, and the sums that hold between its cells.

A cell is named by the ids of its groups with + between them, the whole by nothing. In a line of cells the parent is the
sum of its children, which differ in one dimension, and of those who are in none of its groups.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from publisher.model.groups import Dimension, group_ids

WHOLE: Final = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A parent cell and its children in one dimension; `whole` says that the children are all that there is."""

    parent: str
    children: tuple[str, ...]
    whole: bool


def sums(cells: Sequence[str], dimensions: Sequence[Dimension]) -> Iterator[Sum]:
    """Yield every sum among cells, the whole included."""
    by_groups = {group_ids(cell): cell for cell in cells} | {frozenset[str](): WHOLE}
    for dimension in dimensions:
        own = frozenset(group.id for group in dimension.groups)
        for groups, parent in by_groups.items():
            if not groups & own:
                found = [by_groups[groups | {group}] for group in sorted(own) if groups | {group} in by_groups]
                if found:
                    yield Sum(parent, tuple(found), dimension.exhaustive and len(found) == len(own))


def hidden_cells(
    counts: Mapping[str, Decimal], dimensions: Sequence[Dimension], smallest: int, also: Set[str] = frozenset()
) -> frozenset[str]:
    """Return the cells that may not be told: those of few, and so many more that nobody can work one out.

    `also` are cells that must be hidden for another reason. `counts` holds how many are in each cell, the whole
    among them, which is told. Besides the sums themselves, a reader knows that no count is below zero: so what is
    hidden of a sum is hidden together with enough others.
    """
    lines = [line for line in sums([cell for cell in counts if cell], dimensions) if line.parent in counts]
    hidden = {cell for cell, count in counts.items() if cell and 0 < count < smallest} | also
    while more := _one_more(counts, lines, hidden, smallest):
        hidden.add(more)
    return frozenset(hidden)


def _one_more(counts: Mapping[str, Decimal], lines: Sequence[Sum], hidden: Set[str], smallest: int) -> str:
    """Return one more cell that must be hidden, the smallest that helps; nothing where all is safe."""
    for line in lines:
        told = [cell for cell in line.children if cell not in hidden and counts[cell] > 0]
        if told and _gives_away(counts, line, hidden, smallest):
            return min(told, key=lambda cell: (counts[cell], cell))
    for cell in sorted(_determined(lines, hidden)):
        for line in lines:
            told = [each for each in (line.parent, *line.children) if each and each not in hidden and counts[each] > 0]
            if cell in (line.parent, *line.children) and told:
                return min(told, key=lambda each: (counts[each], each))
    return ""


def _gives_away(counts: Mapping[str, Decimal], line: Sum, hidden: Set[str], smallest: int) -> bool:
    """Say whether what is hidden of a sum is too little: one cell alone, or together so few that this says enough."""
    if line.parent in hidden:
        # With all its children told, the parent would be their sum.
        return line.whole and not hidden & {*line.children}
    unknown = [counts[cell] for cell in line.children if cell in hidden]
    rest = counts[line.parent] - sum(counts[cell] for cell in line.children)
    if not line.whole and rest > 0 and (unknown or rest < smallest):
        unknown.append(rest)
    return bool(unknown) and (len(unknown) == 1 or sum(unknown) < smallest)


def _determined(lines: Sequence[Sum], hidden: Set[str]) -> set[str]:
    """Return the hidden cells that follow from the sums all together, as a table with margins can give them away."""
    names = sorted(hidden)
    rows = []
    for line in lines:
        within = {line.parent: Fraction(1)} | dict.fromkeys(line.children, Fraction(-1))
        if line.whole and hidden & within.keys():
            rows.append([within.get(name, Fraction(0)) for name in names])
    return {names[_first(row)] for row in _reduced(rows) if sum(map(bool, row)) == 1}


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the rows of a matrix in reduced row echelon form."""
    done: list[list[Fraction]] = []
    for row in rows:
        for other in done:
            at = _first(other)
            row = [value - row[at] * known for value, known in zip(row, other, strict=True)]
        if any(row):
            lead = row[_first(row)]
            new = [value / lead for value in row]
            at = _first(new)
            done = [[v - other[at] * n for v, n in zip(other, new, strict=True)] for other in done] + [new]
    return done


def _first(row: Sequence[Fraction]) -> int:
    return next(at for at, value in enumerate(row) if value)
