"""Tables on printed pages, with or without ruling lines, possibly continued over several pages."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import median
from typing import Final, TypeAlias

Word: TypeAlias = Mapping[str, float | str]
"""A word from pdfplumber: its text and position (x0, x1, top, bottom)."""
Box: TypeAlias = tuple[float, float, float, float]

NEAR: Final = 4.0
"""Tolerance in points between two edges of one column."""
# The gap between two columns without a ruling line, as a multiple of the font size.
_GAP: Final = 1.1
# A column with more words per line than this is running text, not cells.
_CELL_WORDS: Final = 4
_ROWS: Final = 3
# How much wider the next letter may be than those of the word.
_WIDE: Final = 1.7
ABBREVIATED: Final = re.compile(r"(?<![^\W\d_])[A-ZÅÄÖÆØ]{2,}-$")
"""Matches an abbreviation in capitals whose hyphen is at the end of a line."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on a page: its box, the left edges of its columns, its rows, and whether words were joined in each.

    `ruled` says that lines separate its cells; a `band` is a row with one cell across the table.
    """

    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    joined: tuple[bool, ...]
    bands: tuple[bool, ...]
    ruled: bool = True


def ruled_table(
    cells: Sequence[Box], words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool]
) -> PrintedTable:
    """Return a table from cells with lines around them; a merged cell is repeated in each of its positions.

    A hyphen at a line end is kept before the words in `joining`: barn- och ungdom. `two` decides whether the ends of
    two lines are two words.
    """
    edges, tops = _distinct(cell[0] for cell in cells), _distinct(cell[1] for cell in cells)
    box = (min(each[0] for each in cells), min(each[1] for each in cells),
           max(each[2] for each in cells), max(each[3] for each in cells))  # fmt: skip
    texts = {cell: _text(cell, [word for word in words if _within(word, cell)], joining, two)
             for cell in cells}  # fmt: skip
    rows, joined, bands = [], [], []
    for top, bottom in zip(tops, [*tops[1:], box[3]], strict=True):
        found = [_cell_at(cells, (left + right) / 2, (top + bottom) / 2)
                 for left, right in zip(edges, [*edges[1:], box[2]], strict=True)]  # fmt: skip
        row = [texts[cell][0] if cell else "" for cell in found]
        if not any(row):
            continue
        band = len(edges) >= _ROWS and len({*found}) == 1
        rows.append((row[0], *[""] * (len(row) - 1)) if band else tuple(row))
        joined.append(any(texts[cell][1] for cell in found if cell))
        bands.append(band)
    return PrintedTable(box, tuple(edges), tuple(rows), tuple(joined), tuple(bands))


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _cell_at(cells: Sequence[Box], across: float, down: float) -> Box | None:
    return next((each for each in cells if each[0] <= across <= each[2] and each[1] <= down <= each[3]), None)


def _within(word: Word, box: Box) -> bool:
    across, down = (_x0(word) + _x1(word)) / 2, (_top(word) + _bottom(word)) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _text(box: Box, words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool]) -> tuple[str, bool]:
    """Return the text of a cell, and whether parts of a word that did not fit were joined."""
    text, joined, before = "", False, None
    lines = _lines(words)
    margin = min((_x0(line[0]) - box[0] for line in lines), default=0.0)
    for number, line in enumerate(lines):
        said = " ".join(str(word["text"]) for word in line)
        # Only a word that does not fit its cell is broken without a hyphen, and it is alone on its line.
        letter = (_x1(before[-1]) - _x0(before[0])) / max(len(str(before[-1]["text"])), 1) if before else 0.0
        full = before is not None and len(before) == 1 and _x1(before[0]) + _WIDE * letter > box[2] - margin
        if text and re.search(r"\d-$", text) and said[:1].isdigit():
            text += said
        elif text and re.search(r"[^\W\d]-$", text) and said[:1].islower() and said.split()[0] not in joining:
            # HR-avdelningen keeps its hyphen anywhere.
            text = (text if ABBREVIATED.search(text) else text[:-1]) + said
        elif full and _goes_on(text, said, joining, two, _ahead(line, lines[number + 1 :])):
            text, joined = text + said, True
        else:
            text = f"{text} {said}" if text else said
        before = line if not full or len(line) == 1 else None
    return text, joined


def _ahead(line: Sequence[Word], below: Sequence[Sequence[Word]]) -> str:
    """Return the word with which the only word of a line may continue: the first one on the line below."""
    first = str(below[0][0]["text"]) if below and len(line) == 1 else ""
    return first if first[:1].islower() else ""


def _goes_on(text: str, said: str, joining: Set[str], two: Callable[[str, str], bool], ahead: str) -> bool:
    """Return whether the word or number that fills a line continues on the next one, and that one with `ahead`."""
    if not text or not said:
        return False
    end, begin = text.split()[-1], said.split()[0]
    if begin[0].isdigit():
        return end[-1].isdigit()
    if not begin[0].islower() or not end[-1].isalpha() or begin in joining:
        return False
    return not (two(end, begin) or (ahead and two(end, begin + ahead)))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (round(_top(each)), _x0(each))):
        if lines and abs(_top(lines[-1][0]) - _top(word)) < 0.5 * max(_bottom(word) - _top(word), 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=_x0) for line in lines]


def unruled_tables(words: Sequence[Word]) -> list[PrintedTable]:
    """Return tables without ruling lines: consecutive rows with words in the same three or more columns."""
    found: list[PrintedTable] = []
    run: list[list[list[Word]]] = []
    for line in [*_lines(words), []]:
        parts = _parts(line) if line else []
        apart = bool(run and line) and _top(line[0]) - _bottom(run[-1][0][0]) > 3 * (_bottom(line[0]) - _top(line[0]))
        if line and not apart and (len(parts) >= _ROWS or (run and _fits(parts, run))):
            run.append(parts)
            continue
        if table := _of_run(run):
            found.append(table)
        run = [parts] if len(parts) >= _ROWS else []
    return found


def _parts(line: Sequence[Word]) -> list[list[Word]]:
    """Return the words of a line, split at gaps."""
    parts: list[list[Word]] = []
    for word in line:
        height = _bottom(word) - _top(word)
        if parts and _x0(word) - _x1(parts[-1][-1]) < _GAP * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _fits(parts: Sequence[Sequence[Word]], run: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Return whether a line's parts can continue the rows above: each below one cell, and no two below the same."""
    columns = _columns(run)
    at = [[number for number, (left, right) in enumerate(columns) if _x0(part[0]) < right and _x1(part[-1]) > left]
          for part in parts]  # fmt: skip
    return all(len(each) == 1 for each in at) and len({each[0] for each in at}) == len(parts)


def _columns(run: Sequence[Sequence[Sequence[Word]]]) -> list[tuple[float, float]]:
    """Return the horizontal extents of the columns of rows."""
    spans = sorted((_x0(part[0]), _x1(part[-1])) for row in run for part in row)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _of_run(run: Sequence[Sequence[Sequence[Word]]]) -> PrintedTable | None:
    full = [row for row in run if len(row) >= _ROWS]
    columns = _columns(run)
    if len(full) < _ROWS or len(columns) < _ROWS or any(not _fits(row, run) for row in run):
        return None
    if median(len(part) for row in full for part in row[1:]) > _CELL_WORDS:
        return None  # columns of running text
    rows: list[list[str]] = []
    for row in run:
        cells = [""] * len(columns)
        for part in row:
            at = next(at for at, (left, right) in enumerate(columns) if left <= _x0(part[0]) < right)
            cells[at] = " ".join(str(word["text"]) for word in part)
        # A line without a first cell continues the cells of the row above.
        if rows and not cells[0]:
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    every = [word for row in run for part in row for word in part]
    box = (min(map(_x0, every)), min(map(_top, every)), max(map(_x1, every)), max(map(_bottom, every)))
    plain = tuple(False for _ in rows)
    edges = tuple(left for left, _ in columns)
    return PrintedTable(box, edges, tuple(map(tuple, rows)), plain, plain, ruled=False)


def _x0(word: Word) -> float:
    return float(word["x0"])


def _x1(word: Word) -> float:
    return float(word["x1"])


def _top(word: Word) -> float:
    return float(word["top"])


def _bottom(word: Word) -> float:
    return float(word["bottom"])
