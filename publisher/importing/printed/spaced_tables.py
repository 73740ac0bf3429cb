"""Tables without ruling lines between their columns: lines whose words stand below each other in three or more."""
# One meaning, so one file.

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.printed.column_extents import (
    NARROW,
    Extents,
    Part,
    PlacedParts,
    columns_hit,
    columns_of,
    columns_together,
    divided,
    line_parts,
    placed_parts,
    widened,
)
from publisher.importing.printed.drawn_shapes import HorizontalRule
from publisher.importing.printed.printed_tables import NEAR, PrintedTable
from publisher.importing.printed.printed_words import Box, Word, bottom_of, box_of, lines_of, top_of, x0, x1
from publisher.importing.printed.spaced_rows import SpacedLine, is_value, lines_of_rest, rows_of, value_columns

# The least number of columns, and of lines with so many parts; two columns are known by their header.
_LEAST: Final = 3
_TWO: Final = 2
# Columns with more words per line than this are running text, unless they have rows of a few lines each.
# The words of the shortest cell that is a text.
_SENTENCE: Final = 6
_CELL_WORDS: Final = 4
_ROWS: Final = (0.125, 0.5)
# The greatest distance between lines of one table, and between the lines of one cell, as multiples of their height.
_APART: Final = 3.0
_TIGHT: Final = 0.6
# So far from the row above a header may be that of another table.
_FAR: Final = 1.2
# The height of a line that is no line of the table, as a multiple of those.
_LARGER: Final = 1.15


@dataclass
class _Region:
    """Lines of a table, as parts: those above its first full line, the others, and which of these are bands.

    A full line has the `least` number of columns.
    """

    lines: list[Sequence[Part]]
    bands: set[int]
    least: int = _LEAST

    @property
    def cells(self) -> list[Sequence[Part]]:
        """The lines that are no bands."""
        return [line for at, line in enumerate(self.lines) if at not in self.bands]


def spaced_tables(
    words: Sequence[Word], rules: Sequence[HorizontalRule], joining: Set[str], two: Callable[[str, str], bool],
    before: Extents = (), is_header: Callable[[Sequence[str]], bool] = lambda _: False,
) -> list[PrintedTable]:  # fmt: skip
    """Return the tables among words; `joining` and `two` decide how the lines of a cell are joined.

    `before` are the columns of the last table of the page before, which may continue here. `is_header` decides whether
    texts beside each other are the header of a table, so that it may have two columns.
    """
    lines = [line_parts(line) for line in lines_of(words)]
    found: list[PrintedTable] = []
    at = done = 0
    while at < len(lines):
        goes_on = bool(before and not found and _continues(lines, at, before))
        pair = len(lines[at]) == _TWO and is_header(
            [" ".join(str(word["text"]) for word in part) for part in lines[at]]
        )
        region = (
            _region(lines, at, done, _TWO if pair else _LEAST) if len(lines[at]) >= _LEAST or goes_on or pair else None
        )
        table = _table(region[0], rules, joining, two, before if goes_on else ()) if region else None
        if region and table and (is_header(table.rows[0]) or not _are_texts(table)):
            found.append(table)
            at = done = region[1]
        else:
            at += 1
    return found


def _region(lines: Sequence[Sequence[Part]], at: int, done: int, least: int) -> tuple[_Region, int]:
    """Return the lines that may be one table with the full line at a position, and the position after them."""
    region, end, largest = _Region([lines[at]], set(), least), at + 1, _LARGER * _height(lines[at])
    columns: Extents = columns_of(region.lines)
    while (
        end < len(lines)
        and _distance(lines[end - 1], lines[end]) <= _APART * _height(lines[end])
        and _height(lines[end]) < largest
        and not _begins_another(lines[end], region)
    ):
        line = divided(lines[end], columns)
        if _fits(line, columns):
            region.lines.append(line)
            columns = _with_line(columns, region)
        elif end + 1 < len(lines) and _is_band(lines[end], lines[end + 1], columns, least):
            region.bands.add(len(region.lines))
            region.lines.append(lines[end])
        else:
            break
        end += 1
    end -= _trimmed(region)
    columns, tight = columns_together(region.cells), _TIGHT * _height(lines[at])
    while at > done and least == _LEAST and _height(lines[at - 1]) < largest:
        above = divided(lines[at - 1], columns)
        # A header whose words are near each other is as far from the rows as these are from each other.
        head = len(above) >= _LEAST and _fits(above, columns)
        near = _distance(lines[at - 1], lines[at])
        if not (near <= tight and _stands_above(lines[at - 1], columns)) and not (head and near <= _apart(region)):
            break
        at -= 1
        region.lines.insert(0, above if head else lines[at])
        region.bands = {band + 1 for band in region.bands}
    return region, end


def _apart(region: _Region) -> float:
    """Return the distance of the first two lines of a region, give or take a little; 0 if it has but one."""
    first, second = (*region.lines, None)[:2]
    return 1.2 * _distance(first, second) if first and second else 0.0


def _begins_another(line: Sequence[Part], region: _Region) -> bool:
    """Return whether a line far below a region with values is the header of another table."""
    apart = _distance(region.lines[-1], line) > _FAR * _height(line)
    return apart and len(line) >= region.least and not _has_value(line) and any(map(_has_value, region.lines))


def _has_value(line: Sequence[Part]) -> bool:
    return any(is_value(" ".join(str(word["text"]) for word in part)) for part in line[1:])


def _with_line(columns: Extents, region: _Region) -> Extents:
    """Return the columns of a region, wide enough for its last line."""
    hits = [(columns_hit(part, columns), part) for part in region.lines[-1]]
    if any(not hit for hit, _ in hits):
        return columns_together(region.cells)
    wider = list(columns)
    for (at,), part in hits:
        wider[at] = min(wider[at][0], x0(part[0])), max(wider[at][1], x1(part[-1]))
    return wider


def _continues(lines: Sequence[Sequence[Part]], at: int, before: Extents) -> bool:
    """Return whether the first full line of a page has its words below the columns of the page before."""
    if len(lines[at]) < _LEAST - 1 or any(len(line) > 1 for line in lines[:at]):
        return False
    hits = [columns_hit(part, before) for part in lines[at]]
    return all(len(each) == 1 for each in hits) and len({each[0] for each in hits}) == len(hits)


def _trimmed(region: _Region) -> int:
    """Take lines off the end of a region that are no cells of it, such as a text below it; return their number."""
    last = max(at for at, line in enumerate(region.lines) if len(line) > 1)
    end = last + 1
    while end < len(region.lines) and _distance(region.lines[end - 1], region.lines[end]) <= _TIGHT * _height(
        region.lines[end]
    ):
        end += 1
    taken = len(region.lines) - end
    del region.lines[end:]
    region.bands = {at for at in region.bands if at < end}
    return taken


def _distance(above: Sequence[Part], below: Sequence[Part]) -> float:
    return min(top_of(part[0]) for part in below) - max(bottom_of(part[0]) for part in above)


def _height(line: Sequence[Part]) -> float:
    return max(max(bottom_of(part[0]) - top_of(part[0]) for part in line), 1.0)


def _fits(line: Sequence[Part], columns: Extents) -> bool:
    """Return whether each part of a line is below one column, or, if it has several, between two."""
    hits = [columns_hit(part, columns) for part in line]
    return all(len(each) == 1 or (not each and len(line) > 1) for each in hits)


def _is_band(line: Sequence[Part], below: Sequence[Part], columns: Extents, least: int) -> bool:
    """Return whether a line is one text from the table's left edge, above a full line of the same columns."""
    at_left = len(line) == 1 and abs(x0(line[0][0]) - columns[0][0]) < NEAR
    return at_left and len(below) >= least and _fits(below, columns)


def _stands_above(line: Sequence[Part], columns: Extents) -> bool:
    """Return whether a line is a part of the first row: a wrapped cell, or headers of several columns."""
    hits = [columns_hit(part, columns) for part in line]
    apart = all(max(one) < min(other) for one, other in pairwise(hits) if one and other)
    return all(hits) and apart and (len(line) > 1 or len(hits[0]) == 1)


def _table(
    region: _Region, rules: Sequence[HorizontalRule], joining: Set[str], two: Callable[[str, str], bool],
    before: Extents,
) -> PrintedTable | None:  # fmt: skip
    """Return the table of a region; None if it is running text, or has too few columns or rows.

    `before` are the columns of the table that it continues.
    """
    full = [line for line in region.cells if len(line) >= region.least]
    # Headers of several columns do not join these: lines with values say where the columns are.
    valued = columns_of([line for line in full if _has_value(line)] or full)
    plain = [line for line in region.cells if all(len(columns_hit(part, valued)) <= 1 for part in line)]
    narrow = [line_parts([word for part in line for word in part], NARROW) for line in plain]
    columns = widened(before, plain) if before else columns_together(narrow)
    if (len(full) < _LEAST and not before) or len(columns) < region.least:
        return None
    lines = [_placed(line) for line in placed_parts([divided(line, columns) for line in region.lines], columns)]
    box = box_of([word for line in region.lines for part in line for word in part])
    across = [each.top for each in rules if each.left < box[0] + (box[2] - box[0]) / 4
              and each.right > box[2] - (box[2] - box[0]) / 4]  # fmt: skip
    rows, joined, bands = [], [], []
    begin = lines_of_rest(lines) if before else 0
    rest = [(False, lines[:begin])] if begin else []
    for band, row in (*rest, *_with_bands(region, lines, begin, across, len(columns))):
        made = [_cell(row, at, columns, joining, two) for at in range(len(columns))]
        rows.append(tuple(text for text, _ in made))
        joined.append(any(each for _, each in made))
        bands.append(band)
    in_rows = value_columns(lines, len(columns)) or _ROWS[0] <= len(rows) / len(lines) <= _ROWS[1]
    if not in_rows and _is_running([part for row in full for part in row[1:]]):
        return None
    lefts, rights = zip(*columns, strict=True)
    return PrintedTable(box, lefts, tuple(rows), tuple(joined), tuple(bands), ruled=False, rights=rights)


def _are_texts(table: PrintedTable) -> bool:
    """Return whether a table of one row is columns of text: all that stands below its heads are sentences."""
    *heads, row = table.rows
    return len(heads) < 2 and all(len(cell.split()) >= _SENTENCE and cell.endswith((".", "!", "?")) for cell in row)


def _is_running(parts: Sequence[Part]) -> bool:
    """Return whether parts of lines are of running text: long, or most begin within a sentence, or there are none."""
    within = sum(str(part[0]["text"])[:1].islower() for part in parts)
    return not parts or median(map(len, parts)) > _CELL_WORDS or 2 * within > len(parts)


def _placed(line: PlacedParts) -> SpacedLine:
    columns = dict.fromkeys(at for _, places in line for at in places)
    parts = {at: [word for part, places in line if at in places for word in part] for at in columns}
    top, bottom = min(top_of(part[0]) for part, _ in line), max(bottom_of(part[0]) for part, _ in line)
    return SpacedLine(top, bottom, parts)


def _with_bands(
    region: _Region, lines: Sequence[SpacedLine], begin: int, rules: Sequence[float], columns: int
) -> Iterator[tuple[bool, Sequence[SpacedLine]]]:
    """Yield the lines of each row, and whether it is a band, which has its words in the first cell alone."""
    for at in [*sorted(region.bands), len(lines)]:
        if begin < at:
            yield from ((False, row) for row in rows_of(lines[begin:at], rules, columns))
        if at < len(lines):
            band = lines[at]
            yield True, [SpacedLine(band.top, band.bottom, {0: next(iter(band.parts.values()))})]
        begin = at + 1


def _cell(
    row: Sequence[SpacedLine], at: int, columns: Sequence[tuple[float, float]], joining: Set[str],
    two: Callable[[str, str], bool],
) -> tuple[str, bool]:  # fmt: skip
    words = [word for line in row for word in line.parts.get(at, ())]
    box: Box = (columns[at][0], row[0].top, columns[at][1], row[-1].bottom)
    return cell_text(box, words, joining, two)
