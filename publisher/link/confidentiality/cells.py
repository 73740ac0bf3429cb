"""Cells: a number broken down by dimensions, and the sums that hold between its cells.

A cell is named by its group ids joined with +; the total has the name "". In a sum, the parent equals its children,
which differ in one dimension, plus those who belong to none of the groups.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from itertools import combinations
from math import prod
from typing import Final

from publisher.link.confidentiality.disclosure_audit import Sum, certain
from publisher.model.groups import Dimension, group_ids

WHOLE: Final = ""


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
    exhaustive = [line for line in lines if line.whole]
    for known in sorted(certain(counts, exhaustive, hidden, hidden)):
        if cell := protecting(counts, known, lines, hidden):
            return cell
    return ""


def protecting(counts: Mapping[str, Decimal], known: str, lines: Sequence[Sum[str]], hidden: Set[str]) -> str:
    """Return the cell to suppress beside one that others determine: in a sum with it, or else in any; "" if none."""
    beside = [cell for line in lines if known in line.cells for cell in line.cells]
    anywhere = [cell for line in lines for cell in line.cells]
    return smallest_of(counts, beside, hidden) or smallest_of(counts, anywhere, hidden)


def smallest_of(counts: Mapping[str, Decimal], cells: Iterable[str], hidden: Set[str]) -> str:
    """Return the smallest published cell above zero, by name among equals, but never the total WHOLE; "" if none."""
    published = [cell for cell in cells if cell and cell not in hidden and counts[cell] > 0]
    return min(published, key=lambda cell: (counts[cell], cell), default=WHOLE)


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
