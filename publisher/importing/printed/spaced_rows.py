"""The rows of a table without ruling lines: which of its printed lines belong together, wherever cells are wrapped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from publisher.importing.printed.printed_words import Word

# The least difference between the distances of lines and of rows, in points and as a share of the height of a line.
_JUMP: Final = (1.5, 0.15)
# A number, a date or a span of them, with its unit: 84,1 · 1 240 · ≥ 88 % · 2024-06-30
_VALUE: Final = re.compile(r"[<>≤≥=~±+\u2212–-]*\s*[£€$]?\d[\d\s.,:/–-]*(?:%|[^\W\d]{1,3}\.?)?[*¹²³]?")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
# So many of the parts of a column of values are values.
_MOST: Final = 0.75
# A line that begins a sentence is more often the second of its cell than one within a sentence is the first.
_LESS: Final = 4


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """A printed line of a table: its upper and lower edge, and its words by the table's column, from 0."""

    top: float
    bottom: float
    parts: Mapping[int, Sequence[Word]]

    def text(self, at: int) -> str:
        """Return the words below one column, or ""."""
        return " ".join(str(word["text"]) for word in self.parts.get(at, ()))


def rows_of(lines: Sequence[SpacedLine], rules: Sequence[float], columns: int) -> list[list[SpacedLine]]:
    """Return the lines of each row; `rules` are the heights of lines across the table, `columns` their number.

    Rows are between rules, or else farther from each other than their lines. Where that breaks sentences, each row has
    one line with values, and the others belong to it by the alignment of the cells.
    """
    values = value_columns(lines, columns)
    found: list[list[SpacedLine]] = []
    for part in _between(lines, rules):
        for group in _grouped(part, values, columns):
            if found and _continues(group, found[-1], values):
                found[-1] += group
            else:
                found.append(list(group))
    return found


def value_columns(lines: Sequence[SpacedLine], columns: int) -> frozenset[int]:
    """Return the columns, but for the first, whose cells are numbers or dates below their header."""
    found = set()
    for at in range(1, columns):
        texts = [text for line in lines if (text := line.text(at))]
        values = sum(is_value(text) for text in texts)
        if values > 1 and values >= _MOST * (len(texts) - 1):
            found.add(at)
    return frozenset(found)


def lines_of_rest(lines: Sequence[SpacedLine]) -> int:
    """Return how many lines at the beginning of a page continue a row of the page before."""
    first = next((at for at, line in enumerate(lines) if len(line.parts) > 1 or line.text(0)[:1].isupper()), 0)
    return first if lines[0].text(0)[:1].islower() else 0


def is_value(text: str) -> bool:
    """Return whether a text is only a number or a date, perhaps with its unit."""
    return bool(_VALUE.fullmatch(text))


def _between(lines: Sequence[SpacedLine], rules: Sequence[float]) -> Iterator[list[SpacedLine]]:
    part: list[SpacedLine] = []
    for line in lines:
        if part and any(part[-1].top < rule <= (line.top + line.bottom) / 2 for rule in rules):
            yield part
            part = []
        part.append(line)
    yield part


def _grouped(
    lines: Sequence[SpacedLine], values: frozenset[int], columns: int, *, apart: bool = False
) -> list[Sequence[SpacedLine]]:
    """Return the lines of each row: of the possible divisions, the one that breaks the fewest sentences.

    `apart` says that they are farther from others than from each other, and may be one row.
    """
    anchors = [at for at, line in enumerate(lines) if _is_anchor(line, values, columns)]
    if len(anchors) < 2:
        return [lines]
    gaps = [after.top - max(line.bottom for line in lines[: at + 1]) for at, after in enumerate(lines[1:])]
    limit = _jump(gaps, median(line.bottom - line.top for line in lines))
    found: list[list[Sequence[SpacedLine]]] = []
    if limit is not None:
        begins = [0, *(at + 1 for at, gap in enumerate(gaps) if gap > limit), len(lines)]
        groups = (lines[begin:end] for begin, end in pairwise(begins))
        found.append([row for group in groups for row in _grouped(group, values, columns, apart=True)])
    tops, bottoms = [0, *anchors[1:], len(lines)], [0, *(at + 1 for at in anchors[:-1]), len(lines)]
    found += [[lines[begin:end] for begin, end in pairwise(ends)] for ends in (tops, bottoms)]
    if values:
        found.append(_by_middles(lines, anchors, columns))
    elif apart:
        found.append([lines])
    return min(found, key=lambda rows: _broken(rows, columns))


def _by_middles(lines: Sequence[SpacedLine], anchors: Sequence[int], columns: int) -> list[Sequence[SpacedLine]]:
    """Return the lines of each row if cells are centred: those of a cell are nearest to the values of their row."""
    middles = [(lines[at].top + lines[at].bottom) / 2 for at in anchors]
    rows: list[list[SpacedLine]] = [[] for _ in anchors]
    for at in range(columns):
        own = [SpacedLine(line.top, line.bottom, {at: line.parts[at]}) for line in lines if at in line.parts]
        for cell in _cells(own, at):
            middle = (cell[0].top + cell[-1].bottom) / 2
            nearest = min(range(len(middles)), key=lambda number: abs(middles[number] - middle))
            rows[nearest] += cell
    return [sorted(row, key=lambda line: line.top) for row in rows if row]


def _cells(lines: Sequence[SpacedLine], at: int) -> Iterator[list[SpacedLine]]:
    """Yield the lines of one column that are one cell: those after the first one begin within its sentence."""
    cell: list[SpacedLine] = []
    for line in lines:
        if cell and not _goes_on(cell[-1].text(at), line.text(at)):
            yield cell
            cell = []
        cell.append(line)
    yield from [cell] if cell else []


def _goes_on(above: str, text: str) -> bool:
    return text[:1].islower() and not above.endswith((".", "!", "?"))


def _broken(rows: Sequence[Sequence[SpacedLine]], columns: int) -> float:
    """Return how many cells begin within the sentence of the cell above, and, as less, how many lines do not."""
    begun = joined = 0
    for at in range(columns):
        above = ""
        for row in rows:
            texts = [text for line in row if (text := line.text(at))]
            begun += bool(texts and above and _goes_on(above, texts[0]))
            joined += sum(text[:1].isupper() and not one.endswith("-") for one, text in pairwise(texts))
            above = texts[-1] if texts else above
    return begun + joined / _LESS


def _jump(gaps: Sequence[float], height: float) -> float | None:
    """Return the distance above which lines belong to different rows; None if all are about the same."""
    # Lines of centred cells stand beside each other, half a line lower.
    known = sorted(gap for gap in gaps if gap > 0)
    least = max(_JUMP[0], _JUMP[1] * height)
    return next(((one + other) / 2 for one, other in pairwise(known) if other - one > least), None)


def _is_anchor(line: SpacedLine, values: frozenset[int], columns: int) -> bool:
    """Return whether a line has what each row has once: values, or, without columns of them, most of its cells."""
    if not values:
        return 2 * len(line.parts) > columns
    texts = [text for at in values if (text := line.text(at))]
    # The second line of a header may be years alone.
    years = 0 not in line.parts and all(_YEAR.fullmatch(text) for text in texts)
    return bool(texts) and not years


def _continues(group: Sequence[SpacedLine], above: Sequence[SpacedLine], values: frozenset[int]) -> bool:
    """Return whether lines continue the row above: they have nothing in its first cell, and no values of their own."""
    own = {at for at in values for line in group if is_value(line.text(at))}
    there = {at for at in values for line in above if is_value(line.text(at))}
    return not any(line.text(0) for line in group) and not own & there
