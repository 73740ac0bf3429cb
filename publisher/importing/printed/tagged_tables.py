"""Tables that a PDF file marks as such: its tags say which words are one cell, and which cells are one row."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from publisher.importing.printed.cell_texts import cell_text
from publisher.importing.printed.column_extents import Extents, columns_hit, columns_together
from publisher.importing.printed.printed_tables import PrintedTable
from publisher.importing.printed.printed_words import Printed, Word, bottom_of, box_of, top_of, x0, x1

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.structure import PDFStructElement

_CELLS: Final = frozenset({"TD", "TH"})
# The least number of rows, and of cells in the fullest one: others only lay out a page.
_LEAST: Final = 2
# No page is as wide, in points.
_FAR: Final = 10_000.0
# What damaged tags raise in the libraries that read them.
_DAMAGED: Final = (AssertionError, AttributeError, KeyError, RecursionError, StopIteration, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with its words, if it has any: how many columns and rows it says to have."""

    words: Sequence[Word]
    across: int
    down: int


def tagged_tables(
    page: "Page", words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool]
) -> list[PrintedTable]:
    """Return the tagged tables of a page; `words` have the letters that they are made of, as `chars`.

    `joining` and `two` decide how the lines of a cell are joined.
    """
    tree = _tree(page)
    by_mark: dict[int, list[Word]] = {}
    for word in words:
        printed: Printed = word
        if (mark := printed["chars"][0].get("mcid")) is not None:
            by_mark.setdefault(mark, []).append(word)
    found = (_table(table, by_mark, joining, two) for table in _within(tree, frozenset({"Table"})))
    return [table for table in found if table]


def _tree(page: "Page") -> list[Printed]:
    """Return the tags of a page; none where there are none, or where they are damaged.

    The library's own tree fails on files of Word, whose tags have attributes beside the two that are needed here.
    """
    from pdfplumber.structure import PDFStructTree, StructTreeMissing

    try:
        return [*map(_plain, PDFStructTree(page.pdf, page))]
    except (StructTreeMissing, *_DAMAGED):
        return []


def _plain(element: "PDFStructElement") -> Printed:
    from pdfminer.pdftypes import resolve1

    spans = {name: resolve1(element.attributes[name]) for name in ("ColSpan", "RowSpan") if name in element.attributes}
    return {"type": element.type, "attributes": spans, "mcids": element.mcids,
            "children": [*map(_plain, element.children)]}  # fmt: skip


def _within(elements: Sequence[Printed], names: Set[str]) -> Iterator[Printed]:
    """Yield the elements with a name in a tree of tags, without those in others of the name."""
    for element in elements:
        if element["type"] in names:
            yield element
        elif element["type"] != "Table":
            yield from _within(element.get("children", ()), names)


def _marks(element: Printed) -> Iterator[int]:
    yield from element.get("mcids", ())
    for child in element.get("children", ()):
        yield from _marks(child)


def _table(
    table: Printed, by_mark: Mapping[int, Sequence[Word]], joining: Set[str], two: Callable[[str, str], bool]
) -> PrintedTable | None:
    every = [[*_cells(tags, by_mark)] for tags in _within(table.get("children", ()), frozenset({"TR"}))]
    # A cell alone in its row is one across the table, however short its text is.
    lone = [len(row) == 1 for row in every if any(cell.words for cell in row)]
    rows = [said for row in every if (said := [cell for cell in row if cell.words])]
    if len(rows) < _LEAST or not _is_in_order(rows):
        return None
    beside = [row for row, is_lone in zip(rows, lone, strict=True) if not is_lone]
    columns: Extents = columns_together([[each.words for each in row if each.across == 1] for row in beside])
    counted = _counted([row for row in every if any(cell.words for cell in row)])
    if len(counted) > max(len(columns), _LEAST):
        columns = counted
        wide = [[[at] for at, cell in enumerate(row) if cell.words] for row in every if any(cell.words for cell in row)]
    else:
        wide = [_columns_of(row, columns) for row in rows]
    if len(columns) < _LEAST or any(not hit for row in wide for hit in row):
        return None
    made, joined, bands = [], [], []
    above: dict[int, tuple[str, int]] = {}
    for row, hits, is_lone in zip(rows, wide, lone, strict=True):
        texts = {at: text for at, (text, _) in above.items()}
        above = {at: (text, more - 1) for at, (text, more) in above.items() if more > 1}
        whole = len(columns) > _LEAST and (is_lone or (len(row) == 1 and len(hits[0]) == len(columns)))
        for cell, hit in zip(row, hits, strict=True):
            left, right = columns[hit[0]][0], columns[hit[-1]][1]
            _, top, _, bottom = box_of(cell.words)
            text, together = cell_text((left, top, right, bottom), cell.words, joining, two)
            joined += [together] if cell is row[0] else []
            joined[-1] |= together
            texts |= dict.fromkeys(hit[:1] if whole else hit, text)
            above |= dict.fromkeys(hit, (text, cell.down - 1)) if cell.down > 1 else {}
        made.append(tuple(texts.get(at, "") for at in range(len(columns))))
        bands.append(whole)
    lefts, rights = zip(*columns, strict=True)
    box = box_of([word for row in rows for cell in row for word in cell.words])
    return PrintedTable(box, lefts, tuple(made), tuple(joined), tuple(bands), rights=rights)


def _counted(rows: Sequence[Sequence[_Cell]]) -> Extents:
    """Return the columns of rows that all have as many cells, but for those with one; empty if they do not.

    A column without words, but with pictures, is as wide as there is room for.
    """
    beside = [row for row in rows if len(row) > 1]
    if len({len(row) for row in beside}) != 1 or any(
        cell.across > 1 or cell.down > 1 for row in beside for cell in row
    ):
        return []
    words = [[word for cell in column for word in cell.words] for column in zip(*beside, strict=True)]
    lefts = [min(map(x0, of), default=None) for of in words]
    made: list[tuple[float, float]] = []
    for at, of in enumerate(words):
        before = made[-1][1] if made else 0.0
        after = next((left for left in lefts[at + 1 :] if left is not None), _FAR)
        made.append((min(map(x0, of)), max(map(x1, of))) if of else (before, after))
    return made


def _cells(row: Printed, by_mark: Mapping[int, Sequence[Word]]) -> Iterator[_Cell]:
    for tag in _within(row.get("children", ()), _CELLS):
        words = [word for mark in _marks(tag) for word in by_mark.get(mark, ())]
        own = tag.get("attributes", {})
        yield _Cell(words, int(own.get("ColSpan", 1)), int(own.get("RowSpan", 1)))


def _columns_of(row: Sequence[_Cell], columns: Extents) -> list[list[int]]:
    """Return the columns of each cell of a row: those that its words stand below, or as many as it says.

    Where the words of a cell across several columns stand below fewer, all such cells of the row are aligned alike.
    """
    made: list[tuple[float, list[list[int]]]] = []
    for align in (0.0, 0.5, 1.0):
        found = [_nearest(cell, columns, align) for cell in row]
        made.append((sum(distance for distance, _ in found), [hit for _, hit in found]))
    return min(made, key=lambda each: each[0])[1]


def _nearest(cell: _Cell, columns: Extents, align: float) -> tuple[float, list[int]]:
    """Return the columns of a cell that is aligned left (0), centred (0.5) or right (1), and how far off."""
    hit = columns_hit(cell.words, columns)
    if cell.across == 1 or len(hit) >= cell.across:
        return 0.0, hit
    left, _, right, _ = box_of(cell.words)
    # Columns end in the middle between their words.
    ends = [columns[0][0], *((one[1] + other[0]) / 2 for one, other in pairwise(columns)), columns[-1][1]]
    found = []
    for at in range(len(columns) - cell.across + 1):
        begin, end = (ends[at], ends[at + cell.across]) if align == 0.5 else (
            columns[at][0], columns[at + cell.across - 1][1])  # fmt: skip
        span = [*range(at, at + cell.across)]
        if {*hit} <= {*span}:
            found.append((abs(begin - left + align * (end - begin - right + left)), span))
    return min(found, default=(0.0, hit))


def _is_in_order(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Return whether each row begins below the one before it, as rows do."""
    tops = [min(top_of(word) for cell in row for word in cell.words) for row in rows]
    ends = [max(bottom_of(word) for cell in row for word in cell.words) for row in rows]
    below = all(one < other for one, other in pairwise(tops))
    return below and all(one <= other for one, other in pairwise(ends))
