"""Tables on printed pages, with or without ruling lines, possibly continued over several pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeAlias

from publisher.importing.form.source import Doubt
from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.printed.drawn_shapes import Lights, light_behind
from publisher.importing.printed.printed_words import Box, Word, is_within, lines_of, x0, x1
from publisher.importing.printed.spaced_rows import is_value

NEAR: Final = 4.0
"""Tolerance in points between two edges of one column."""
# A cell across fewer columns is no heading of the rows below it.
_ACROSS: Final = 3
# No word fits into a narrower column, and no line into a lower row, in points: these are the margins of cells.
_NARROW: Final = 8.0
_LOW: Final = 7.0
# Between two words of a text there is less space, in points.
_SPACE: Final = 6.0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on a page: its box, the left edges of its columns, its rows, and whether words were joined in each.

    `ruled` says that lines separate its cells, or tags; a `band` is a row with one cell across the table. `rights` are
    the right edges of its columns, if these are as wide as their words. `doubts` are those of each row about colours.
    """

    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    joined: tuple[bool, ...]
    bands: tuple[bool, ...]
    ruled: bool = True
    rights: tuple[float, ...] = ()
    doubts: tuple[tuple[Doubt, ...], ...] = ()

    @property
    def columns(self) -> list[tuple[float, float]]:
        """The horizontal extents of its columns, if these are as wide as their words."""
        return list(zip(self.edges, self.rights, strict=False))


def ruled_table(
    cells: Sequence[Box], words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool],
    lights: Lights = (),
) -> PrintedTable:  # fmt: skip
    """Return a table from cells with lines around them; a merged cell is repeated in each of its positions.

    A hyphen at a line end is kept before the words in `joining`: barn- och ungdom. `two` decides whether the ends of
    two lines are two words. An empty cell below the first row has the light of its colour, if there are `lights`.
    """
    edges, tops = _distinct(cell[0] for cell in cells), _distinct(cell[1] for cell in cells)
    box = (min(each[0] for each in cells), min(each[1] for each in cells),
           max(each[2] for each in cells), max(each[3] for each in cells))  # fmt: skip
    within = {cell: [word for word in words if is_within(word, cell)] for cell in cells}
    texts = {cell: cell_text(cell, of, joining, two) for cell, of in within.items()}
    said = [cell for cell in cells if texts[cell][0] or (cell[1] > tops[0] and light_behind(cell, lights))]
    spans = [(cell[0], cell[2]) for cell in said]
    columns = _with_texts([*edges, box[2]], spans, _NARROW)
    filled = _with_texts([*edges, box[2]], spans, box[2])
    rows: list[tuple[str, ...]] = []
    joined, bands, doubts = [], [], []
    for group in _high([*tops, box[3]], [(cell[1], cell[3]) for cell in said]):
        lines = [[_cell_at(cells, across, (top + bottom) / 2) for _, _, across in columns] for top, bottom in group]
        found = lines[-1]
        made = [_together(column, texts) for column in zip(*lines, strict=True)]
        only = found[0] if len(found) >= _ACROSS and len({*found}) == 1 else None
        parts = _parted(only, within[only], filled) if only else {}
        made = [cell_text(*parts[across], joining, two) if across in parts else ("", False)
                for _, _, across in columns] if parts else made  # fmt: skip
        if not any(text for text, _ in made):
            continue
        shown = [light_behind(cell, lights) if cell and rows else "" for cell in found]
        row = [text for text, _ in made]
        doubts.append(tuple(dict.fromkeys(_about_colours(row, shown))))
        row = [text or light for text, light in zip(row, shown, strict=True)]
        band = len(columns) >= _ACROSS and len({*found}) == 1 and not parts
        rows.append((row[0], *[""] * (len(row) - 1)) if band else tuple(row))
        joined.append(any(is_joined for _, is_joined in made))
        bands.append(band)
    lefts = tuple(left for left, _, _ in columns)
    return _whole(PrintedTable(box, lefts, tuple(rows), tuple(joined), tuple(bands), doubts=tuple(doubts)))


def _whole(table: PrintedTable) -> PrintedTable:
    """Return a table without rows that go on the only text of the one above: a ground may be behind each line of it."""
    rows: list[tuple[str, ...]] = []
    joined, bands, doubts = list[bool](), list[bool](), list[tuple[Doubt, ...]]()
    for row, is_joined, band, asked in zip(table.rows, table.joined, table.bands, table.doubts, strict=True):
        if rows and band == bands[-1] and not asked and _goes_on(row, rows[-1], band=band):
            rows[-1] = (f"{rows[-1][0]} {row[0]}", *rows[-1][1:])
            joined[-1] |= is_joined
            continue
        rows.append(row)
        joined.append(is_joined)
        bands.append(band)
        doubts.append(asked)
    return replace(table, rows=tuple(rows), joined=tuple(joined), bands=tuple(bands), doubts=tuple(doubts))


def _goes_on(row: Sequence[str], above: Sequence[str], *, band: bool) -> bool:
    """Return whether the only text of a row goes on that of the row above, or follows its label across the table."""
    if not (row[0] and above[0]) or any((*row[1:], *above[1:])):
        return False
    return (band and above[0].endswith(":")) or (row[0][:1].islower() and not above[0].endswith((".", "!", "?", ":")))


_Span: TypeAlias = tuple[float, float]


def _with_texts(edges: Sequence[float], said: Iterable[_Span], least: float) -> list[tuple[float, float, float]]:
    """Return the columns between edges: where each begins and ends, and a place that is in its cells alone.

    One narrower than `least`, and without a text of its own, `said` from one edge to another, joins the next: programs
    draw cells with margins.
    """
    texts = list(said)
    made: list[tuple[float, float, float]] = []
    begin = edges[0]
    for one, other in pairwise(edges):
        wide = other - one >= least
        if wide or any(left >= begin - NEAR and right <= other + NEAR for left, right in texts):
            made.append((begin, other, (one + other) / 2))
            begin = other
    return made or [(one, other, (one + other) / 2) for one, other in pairwise(edges)]


def _high(edges: Sequence[float], said: Iterable[_Span]) -> list[list[_Span]]:
    """Return the rows between edges, each with its spans: rows too low for a line, one below the other, are one.

    Without a text in them alone, they are the margins of others.
    """
    texts = list(said)
    made: list[list[_Span]] = []
    for one, other in pairwise(edges):
        low = other - one < _LOW and not any(top >= one - 1 and bottom <= other + 1 for top, bottom in texts)
        if low and made and made[-1][-1][1] - made[-1][-1][0] < _LOW:
            made[-1].append((one, other))
        else:
            made.append([(one, other)])
    return [
        group
        for group in made
        if group[0][1] - group[0][0] >= _LOW
        or any(top >= group[0][0] - 1 and bottom <= group[-1][1] + 1 for top, bottom in texts)
    ]


def _together(column: Iterable[Box | None], texts: Mapping[Box, tuple[str, bool]]) -> tuple[str, bool]:
    """Return the text of the cells of a column in one row, each once, and whether words in it were joined."""
    cells = dict.fromkeys(cell for cell in column if cell)
    said = " ".join(filter(None, (texts[cell][0] for cell in cells)))
    return said, any(texts[cell][1] for cell in cells)


def _parted(
    cell: Box, words: Sequence[Word], columns: Sequence[tuple[float, float, float]]
) -> dict[float, tuple[Box, list[Word]]]:
    """Return the parts of a cell across the table whose words stand below its headers; empty if they are one text.

    A ground behind a row is no cell of it. Each part is at the place of its column.
    """
    boxes = {across: (left, cell[1], right, cell[3]) for left, right, across in columns}
    parts = {across: (box, [word for word in words if box[0] - 1 <= x0(word) and x1(word) <= box[2] + 1])
             for across, box in boxes.items()}  # fmt: skip
    if sum(bool(of) for _, of in parts.values()) < _ACROSS or sum(len(of) for _, of in parts.values()) != len(words):
        return {}
    where = {id(word): across for across, (_, of) in parts.items() for word in of}
    beside = [pair for line in lines_of(words) for pair in pairwise(line)]
    apart = [x0(other) - x1(one) >= _SPACE for one, other in beside if where[id(one)] != where[id(other)]]
    return parts if apart and all(apart) else {}


def _about_colours(row: Sequence[str], shown: Sequence[str]) -> Iterator[Doubt]:
    """Yield what is asked of a row with lights behind its cells: nobody has put them in words."""
    pairs = [(text, light) for text, light in zip(row, shown, strict=True) if light]
    if any(not text for text, _ in pairs):
        yield Doubt("colour-alone")
    else:
        yield from (Doubt("colour-of-number", {"light": light}) for text, light in pairs if is_value(text))


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _cell_at(cells: Sequence[Box], across: float, down: float) -> Box | None:
    return next((each for each in cells if each[0] <= across <= each[2] and each[1] <= down <= each[3]), None)
