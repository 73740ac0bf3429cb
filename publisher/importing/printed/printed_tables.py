"""Tables on printed pages, with or without ruling lines, possibly continued over several pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from publisher.importing.form.source import Doubt
from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.printed.drawn_shapes import Lights, light_behind
from publisher.importing.printed.printed_words import Box, Word, is_within
from publisher.importing.printed.spaced_rows import is_value

NEAR: Final = 4.0
"""Tolerance in points between two edges of one column."""
# A cell across fewer columns is no heading of the rows below it.
_ACROSS: Final = 3


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
    texts = {cell: cell_text(cell, [word for word in words if is_within(word, cell)], joining, two)
             for cell in cells}  # fmt: skip
    rows: list[tuple[str, ...]] = []
    joined, bands, doubts = [], [], []
    for top, bottom in zip(tops, [*tops[1:], box[3]], strict=True):
        found = [_cell_at(cells, (left + right) / 2, (top + bottom) / 2)
                 for left, right in zip(edges, [*edges[1:], box[2]], strict=True)]  # fmt: skip
        row = [texts[cell][0] if cell else "" for cell in found]
        if not any(row):
            continue
        shown = [light_behind(cell, lights) if cell and rows else "" for cell in found]
        doubts.append(tuple(dict.fromkeys(_about_colours(row, shown))))
        row = [text or light for text, light in zip(row, shown, strict=True)]
        band = len(edges) >= _ACROSS and len({*found}) == 1
        rows.append((row[0], *[""] * (len(row) - 1)) if band else tuple(row))
        joined.append(any(texts[cell][1] for cell in found if cell))
        bands.append(band)
    return PrintedTable(box, tuple(edges), tuple(rows), tuple(joined), tuple(bands), doubts=tuple(doubts))


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
