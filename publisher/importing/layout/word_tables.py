"""Tables in Word: the cells of each row by the table's columns, including merged cells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from publisher.importing.form.lights import coloured as with_colour
from publisher.importing.form.lights import light
from publisher.importing.layout.word_numbers import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row: its cells, with merged ones in each of their positions; and which cells are its own.

    A `band` is a single cell across the table; `coloured` are the columns whose cells mean something by their colour
    alone, `icons` those with a picture that says it, and `unread` those whose picture is not understood.
    """

    cells: tuple[str, ...]
    text: str
    band: bool = False
    coloured: tuple[int, ...] = ()
    icons: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


def is_frame(table: "Element") -> bool:
    """Return whether a table only lays out what is in it: other tables, in one row or one column."""
    rows = [[*_within(row, f"{W}tc")] for row in _within(table, f"{W}tr")]
    nested = any(each is not table for each in table.iter(f"{W}tbl"))
    return nested and (len(rows) == 1 or all(len(cells) == 1 for cells in rows))


def cells_of(table: "Element") -> "Iterator[Element]":
    """Yield the cells of a table in reading order."""
    for row in _within(table, f"{W}tr"):
        yield from _within(row, f"{W}tc")


def word_rows(
    table: "Element", text_of: Callable[["Element"], str], said: "Mapping[Element, str]" = MappingProxyType({})
) -> Iterator[WordRow]:
    """Yield the rows of a table that are not empty, without the tables in its cells.

    `said` is what the icons of cells say, "" if that is not known.
    """
    above: dict[int, str] = {}
    for row in _within(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        at, own = _number(row.find(f"{W}trPr/{W}gridBefore")), []
        coloured, icons, unread = list[int](), list[int](), list[int]()
        cells = dict.fromkeys(range(at), "")
        for cell in _within(row, f"{W}tc"):
            merged, width = cell.find(f"{W}tcPr/{W}vMerge"), _number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1
            goes_on = merged is not None and merged.get(f"{W}val") != "restart"
            text = above.get(at, "") if goes_on else with_colour(_text(cell, text_of), _colour(cell))
            if not text and cell in said:
                text = said[cell]
                (icons if text else unread).append(at)
            elif not text and (text := light(_fill(cell))):
                coloured.append(at)
            own += [(text.replace("\n", " "), width)] if text and not goes_on else []
            for column in range(at, at + width):
                cells[column] = text
                if merged is not None:
                    above[column] = text
                else:
                    above.pop(column, None)
            at += width
        alone = len(own) == 1 and own[0][1] >= 3 and len({*cells.values()} - {""}) == 1
        band = alone and own[0][0] == cells[0].replace("\n", " ")
        if band:
            cells = {column: text if column == 0 else "" for column, text in cells.items()}
        if any(cells.values()):
            whole = " | ".join(text for text, _ in own) or " | ".join(dict.fromkeys(filter(None, cells.values())))
            columns = tuple(cells[column] for column in sorted(cells))
            yield WordRow(columns, whole, band, tuple(coloured), tuple(icons), tuple(unread))


def _text(cell: "Element", text_of: Callable[["Element"], str]) -> str:
    """Return the text of a cell, with its lines and paragraphs on separate lines."""
    if cell.find(f"{W}tcPr/{W}cellDel") is not None:
        return ""
    lines = (line for part in cell if part.tag != f"{W}tbl" for line in text_of(part).split("\n"))
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _within(element: "Element", name: str) -> Iterator["Element"]:
    """Yield the children with one name of a table or row, also within content controls, but not of nested tables."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"}:
            yield from _within(child, name)


def _number(element: "Element | None") -> int:
    return 0 if element is None else int(element.get(f"{W}val", "0"))


def _colour(cell: "Element") -> str:
    """Return the traffic light of the only colour of a cell's text, or else of the cell, or ""."""
    colours = {str(each.get(f"{W}val")) for each in cell.iterfind(f"{W}p/{W}r/{W}rPr/{W}color")}
    return light(colours.pop() if len(colours) == 1 else "") or light(_fill(cell))


def _fill(cell: "Element") -> str:
    shading = cell.find(f"{W}tcPr/{W}shd")
    return "" if shading is None else str(shading.get(f"{W}fill", ""))
