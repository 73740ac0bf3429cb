"""The cells of tables on a scanned page, by the ruling lines around them."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, TypeAlias

from publisher.ocr.hocr import PlacedWord, Ruling

Box: TypeAlias = tuple[float, float, float, float]
"""The left, upper, right and lower edge of a cell, in points."""

# Ruling lines that are so close, in points, meet or are one.
_NEAR: Final = 6.0
# A table has this many ruling lines in each direction at the least, with those that its sides lack.
_LEAST_COLUMNS: Final = 3
_LEAST_ROWS: Final = 3
# The gap between two columns, as a multiple of the height of their words; the height of the tallest row.
_GAP: Final = 1.1
_TALLEST: Final = 150.0
# The share of a ruling line that an engine sees of it at the least.
_PIECE: Final = 0.5


def tables_of(rulings: Sequence[Ruling], words: Sequence[PlacedWord]) -> Iterator[tuple[Box, ...]]:
    """Yield the cells of each table, from its ruling lines; a cell over several columns or rows is one box.

    Where no ruling line parts two columns, or the engine missed it, a gap between their words does.
    """
    for group in _groups(rulings):
        across = [each for each in group if each.across]
        down = [each for each in group if not each.across]
        tops = _places([*(each.at for each in across), *_ends(down)])
        if len(across) < _LEAST_ROWS - 1 or len(tops) < _LEAST_ROWS:
            continue
        down += _gaps([word for word in words if tops[0] < _middle(word) < tops[-1]], down, tops, across)
        # Tables are often open at the sides.
        edges = _places([*(each.at for each in down), *_ends(across)])
        if down and len(edges) >= _LEAST_COLUMNS:
            yield tuple(_cells(edges, tops, [*across, *down], words))


def _ends(rulings: Sequence[Ruling]) -> list[float]:
    """Return where the first of some ruling lines begins and the last one ends; an engine sees pieces of the others."""
    return [min(each.start for each in rulings), max(each.end for each in rulings)] if rulings else []


def _gaps(
    words: Sequence[PlacedWord], down: Sequence[Ruling], tops: Sequence[float], across: Sequence[Ruling]
) -> Iterator[Ruling]:
    """Yield a ruling line for each gap between columns that has none."""
    left, right = min(each.start for each in across), max(each.end for each in across)
    said = [word for word in words if any(map(str.isalnum, str(word["text"])))]
    spans = sorted((float(word["x0"]), float(word["x1"])) for word in said if left <= float(word["x0"]) <= right)
    if not spans:
        return
    tall = median(float(word["bottom"]) - float(word["top"]) for word in said)
    end = spans[0][1]
    for begin, until in spans[1:]:
        ruled = any(end - _NEAR <= each.at <= begin + _NEAR for each in down)
        if begin - end > _GAP * tall and not ruled:
            yield Ruling(across=False, at=(begin + end) / 2, start=tops[0], end=tops[-1])
        end = max(end, until)


def _middle(word: PlacedWord) -> float:
    return (float(word["top"]) + float(word["bottom"])) / 2


def _groups(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Yield the ruling lines that meet, directly or by others, or that stand below each other, equally long."""
    left = list(rulings)
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            ruling = waiting.pop()
            group.append(ruling)
            met = [each for each in left if _meet(each, ruling) or _is_below(each, ruling)]
            left = [each for each in left if each not in met]
            waiting += met
        yield group


def _is_below(one: Ruling, other: Ruling) -> bool:
    """Return whether two ruling lines part the rows of one table: about as long as each other, and not far apart."""
    if not (one.across and other.across) or abs(one.at - other.at) > _TALLEST:
        return False
    short, long = sorted((one, other), key=lambda each: each.end - each.start)
    within = long.start - 2 * _NEAR <= short.start and short.end <= long.end + 2 * _NEAR
    return within and short.end - short.start > _PIECE * (long.end - long.start)


def _meet(one: Ruling, other: Ruling) -> bool:
    if one.across == other.across:
        return False
    return all(a.start - _NEAR <= b.at <= a.end + _NEAR for a, b in ((one, other), (other, one)))


def _places(found: Iterable[float]) -> list[float]:
    """Return the places of ruling lines in order; pieces of one line, a little apart, are one."""
    runs: list[list[float]] = []
    for place in sorted(found):
        if runs and place - runs[-1][-1] <= _NEAR:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [sum(run) / len(run) for run in runs]


def _cells(
    edges: Sequence[float], tops: Sequence[float], rulings: Sequence[Ruling], words: Sequence[PlacedWord]
) -> Iterator[Box]:
    taken: set[tuple[int, int]] = set()
    rows, columns = range(len(tops) - 1), range(len(edges) - 1)
    beside = [[word for word in words if tops[row] < _middle(word) < tops[row + 1]] for row in rows]
    for row, column in ((row, column) for row in rows for column in columns):
        if (row, column) in taken:
            continue
        middle_y, middle_x = (tops[row] + tops[row + 1]) / 2, (edges[column] + edges[column + 1]) / 2
        last = next(at for at in columns[column:] if at == columns[-1] or _is_ruled(rulings, edges[at + 1], middle_y)
                    or _is_apart(beside[row], edges[at + 1]))  # fmt: skip
        span = edges[column], edges[last + 1]
        below = next(at for at in rows[row:] if at == rows[-1]
                     or _is_ruled(rulings, tops[at + 1], middle_x, across=True)
                     or (_within(beside[at], span) and _within(beside[at + 1], span)))  # fmt: skip
        taken |= {(y, x) for y in range(row, below + 1) for x in range(column, last + 1)}
        yield edges[column], tops[row], edges[last + 1], tops[below + 1]


def _is_ruled(rulings: Iterable[Ruling], at: float, beside: float, *, across: bool = False) -> bool:
    """Return whether a ruling line at a place runs past another place.

    An engine often loses the right end of a line between rows; cells over several rows are at the left of a table.
    """
    return any(
        each.across == across and abs(each.at - at) <= _NEAR and each.start <= beside and (across or beside <= each.end)
        for each in rulings
    )


def _is_apart(words: Sequence[PlacedWord], edge: float) -> bool:
    """Return whether the words of a row leave a gap where an edge of columns is, so that a ruling line was missed."""
    left = [float(word["x1"]) for word in words if (float(word["x0"]) + float(word["x1"])) / 2 < edge]
    right = [float(word["x0"]) for word in words if (float(word["x0"]) + float(word["x1"])) / 2 >= edge]
    if not left or not right or max(left) > edge + _NEAR or min(right) < edge - _NEAR:
        return False
    tall = median(float(word["bottom"]) - float(word["top"]) for word in words)
    return min(right) - max(left) > _GAP * tall


def _within(words: Sequence[PlacedWord], span: tuple[float, float]) -> list[PlacedWord]:
    """Return the words between two edges."""
    return [word for word in words if span[0] < (float(word["x0"]) + float(word["x1"])) / 2 < span[1]]
