"""Cells: a number broken down by dimensions, and the sums that hold between its cells.

A cell is named by its group ids joined with +; the total has the name "". In a sum, the parent equals its children,
which differ in one dimension, plus those who belong to none of the groups.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, prod
from typing import Final, Generic, TypeVar

from publisher.model.groups import Dimension, group_ids

WHOLE: Final = ""
# An upper bound: more than any municipality has people; and how many times bounds are narrowed.
MOST: Final = Decimal(10**9)
ROUNDS: Final = 12
# Systems with more unknowns are not solved, as that takes cubic time.
MOST_UNKNOWNS: Final = 80

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """A parent cell and its children in one dimension; `whole` says that the children are exhaustive."""

    parent: Cell
    children: tuple[Cell, ...]
    whole: bool


def sums(cells: Sequence[str], dimensions: Sequence[Dimension]) -> Iterator[Sum[str]]:
    """Yield every sum among cells, including the total: over one dimension, then over several at once.

    The cells of two dimensions add up to the total even if nobody has given the sums between.
    """
    by_groups = {group_ids(cell): cell for cell in cells} | {frozenset[str](): WHOLE}
    own = [frozenset(group.id for group in dimension.groups) for dimension in dimensions]
    found: dict[tuple[int, ...], dict[frozenset[str], list[str]]] = {}
    for groups, cell in by_groups.items():
        divided = [at for at, each in enumerate(own) if groups & each]
        for some in (some for size in range(1, len(divided) + 1) for some in combinations(divided, size)):
            parent = groups.difference(*(own[at] for at in some))
            if parent in by_groups:
                found.setdefault(some, {}).setdefault(parent, []).append(cell)
    for some in sorted(found, key=lambda each: (len(each), each)):
        exhaustive, many = all(dimensions[at].exhaustive for at in some), prod(len(own[at]) for at in some)
        for parent, children in found[some].items():
            yield Sum(by_groups[parent], tuple(children), exhaustive and len(children) == many)


def hidden_cells(
    counts: Mapping[str, Decimal], dimensions: Sequence[Dimension], smallest: int, also: Set[str] = frozenset()
) -> frozenset[str]:
    """Return the cells to suppress: small ones (primary), and as many others as prevent deriving them (secondary).

    `also` are cells to suppress for another reason. `counts` holds the count in each cell, including the total, which
    is published. Besides the sums, a reader knows that no count is negative, so suppressed cells of a sum are
    suppressed together with enough others.
    """
    lines = [line for line in sums([cell for cell in counts if cell], dimensions) if line.parent in counts]
    hidden = {cell for cell, count in counts.items() if cell and 0 < count < smallest} | also
    while more := _one_more(counts, lines, hidden, smallest):
        hidden.add(more)
    return frozenset(hidden)


def _one_more(counts: Mapping[str, Decimal], lines: Sequence[Sum[str]], hidden: Set[str], smallest: int) -> str:
    """Return one more cell to suppress, the smallest that helps; "" if nothing can be derived."""
    for line in lines:
        if _gives_away(counts, line, hidden, smallest) and (cell := smallest_of(counts, line.children, hidden)):
            return cell
    for known in sorted(determined(lines, hidden)):
        for line in lines:
            cells = (line.parent, *line.children)
            if known in cells and (cell := smallest_of(counts, cells, hidden)):
                return cell
        # All cells beside it are suppressed, and it follows from sums farther away: those disclose too much.
        for reached in _rings(known, lines):
            if cell := smallest_of(counts, reached, hidden):
                return cell
    return ""


def smallest_of(counts: Mapping[str, Decimal], cells: Iterable[str], hidden: Set[str]) -> str:
    """Return the smallest published cell above zero, by name among equals, but never the total WHOLE; "" if none."""
    published = [cell for cell in cells if cell and cell not in hidden and counts[cell] > 0]
    return min(published, key=lambda cell: (counts[cell], cell), default=WHOLE)


def _rings(cell: str, lines: Sequence[Sum[str]]) -> Iterator[Set[str]]:
    """Yield cells breadth first: those that share a sum with this one, then those that share one with them."""
    reached: Set[str] = {cell}
    while True:
        met = (line for line in lines if reached & {line.parent, *line.children})
        wider = {each for line in met for each in (line.parent, *line.children)} | reached
        if wider == reached:
            return
        yield wider
        reached = wider


def _gives_away(counts: Mapping[str, Decimal], line: Sum[str], hidden: Set[str], smallest: int) -> bool:
    """Return whether a sum reveals its suppressed cells: there is only one, or together they are a small number."""
    if line.parent in hidden:
        # If all its children are published, the parent is their sum.
        return line.whole and not hidden & {*line.children}
    unknown = [counts[cell] for cell in line.children if cell in hidden]
    rest = counts[line.parent] - sum(counts[cell] for cell in line.children)
    if not line.whole and rest > 0 and (unknown or rest < smallest):
        unknown.append(rest)
    return bool(unknown) and (len(unknown) == 1 or sum(unknown) < smallest)


def narrowed(
    counts: Mapping[Cell, Decimal], lines: Sequence[Sum[Cell]], hidden: Set[Cell], at_most: Mapping[Cell, Cell]
) -> dict[Cell, Decimal]:
    """Return the suppressed cells that published numbers narrow to one value, with that value.

    `at_most` maps a cell to one that it cannot exceed. Lower and upper bounds are narrowed sum by sum.
    """
    least = {cell: Decimal(0) if cell in hidden else count for cell, count in counts.items()}
    most = {cell: MOST if cell in hidden else count for cell, count in counts.items()}
    equations = _equations(counts, lines, hidden) if len(hidden) <= MOST_UNKNOWNS else []
    for _ in range(ROUNDS):
        before = dict(least), dict(most)
        for part, whole in at_most.items():
            most[part], least[whole] = min(most[part], most[whole]), max(least[whole], least[part])
        for line in lines:
            low = sum((least[each] for each in line.children), Decimal(0))
            high = sum((most[each] for each in line.children), Decimal(0))
            least[line.parent] = max(least[line.parent], low)
            if line.whole:
                most[line.parent] = min(most[line.parent], high)
            for each in line.children:
                own = most[each]
                most[each] = min(own, most[line.parent] - (low - least[each]))
                if line.whole:
                    least[each] = max(least[each], least[line.parent] - (high - own))
        for weights, total in equations:
            _solve(weights, total, least, most)
        if before == (least, most):
            break
    return {cell: least[cell] for cell in hidden if least[cell] == most[cell]}


def _equations(
    counts: Mapping[Cell, Decimal], lines: Sequence[Sum[Cell]], hidden: Set[Cell]
) -> list[tuple[dict[Cell, Fraction], Fraction]]:
    """Return the linear equations of the sums in reduced form: coefficients of suppressed cells, and the constant."""
    names = list(hidden)
    rows = []
    for line in lines:
        if line.whole and hidden & {line.parent, *line.children}:
            within = {line.parent: Fraction(1)} | dict.fromkeys(line.children, Fraction(-1))
            known = sum(-weight * Fraction(counts[cell]) for cell, weight in within.items() if cell not in hidden)
            rows.append([*(within.get(name, Fraction(0)) for name in names), Fraction(known)])
    return [
        ({name: weight for name, weight in zip(names, row[:-1], strict=True) if weight}, row[-1])
        for row in _reduced(rows)
    ]


def _solve(
    weights: Mapping[Cell, Fraction], total: Fraction, least: dict[Cell, Decimal], most: dict[Cell, Decimal]
) -> None:
    """Narrow each cell of one equation to the integers that the bounds of the others allow."""
    ends = {
        cell: sorted((weight * Fraction(least[cell]), weight * Fraction(most[cell])))
        for cell, weight in weights.items()
    }
    low, high = sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())
    for cell, weight in weights.items():
        one, other = sorted(((total - high + ends[cell][1]) / weight, (total - low + ends[cell][0]) / weight))
        least[cell] = max(least[cell], Decimal(ceil(one)))
        most[cell] = min(most[cell], Decimal(floor(other)))


def determined(lines: Sequence[Sum[Cell]], hidden: Set[Cell]) -> set[Cell]:
    """Return the suppressed cells that the system of all sums determines, as in a table with margins."""
    names = list(hidden)
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
