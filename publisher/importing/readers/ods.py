"""OpenDocument spreadsheets (ODS), read with odfpy."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from babel.numbers import get_decimal_symbol
from lxml import etree
from odf import opendocument, style, table
from odf.element import Element

from publisher.importing.form.grids import MAX_CELLS, Cell, WorkbookSheet, shown, source_of, too_many
from publisher.importing.form.lights import light
from publisher.importing.form.source import Doubt, SourceFile
from publisher.problem import Place, Problem, ProblemsFound

_CONTENTS: Final = "content.xml"
# The other parts that the library parses; it prints a part that breaks off, and goes on.
_PARTS: Final = ("styles.xml", "meta.xml", "settings.xml")


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return an OpenDocument spreadsheet. Raises ProblemsFound if it cannot be read."""
    try:
        _check(path)  # the library reads a part that breaks off as an empty one
        book = opendocument.load(str(path))
    except Exception as error:
        raise ProblemsFound([Problem.at(Place(path.name), "import-damaged")]) from error
    sheets, mark, looks = [], get_decimal_symbol(language), _looks(book)
    for sheet in book.getElementsByType(table.Table):
        rows: list[list[Cell]] = []
        hidden: set[int] = set()
        comments: dict[tuple[int, int], str] = {}
        shines: dict[tuple[int, int], str] = {}
        for row in sheet.getElementsByType(table.TableRow):
            cells = [cell for each in _cells(row, mark, looks.lights) for cell in each]
            comments |= {(len(rows) + 1, at): text for at, text in _comments(row)}
            shines |= {(len(rows) + 1, at): light for at, light in _lit(row, looks.lights)}
            # The empty end of a sheet is often stored as a million repetitions of its last row.
            repeated = int(row.getAttribute("numberrowsrepeated") or 1)
            begin = len(rows)
            rows += [cells] * (min(repeated, 1000) if any(text for text, _ in cells) else 1)
            if row.getAttribute("visibility") in {"collapse", "filter"}:
                hidden |= {*range(begin + 1, len(rows) + 1)}
            if sum(map(len, rows)) > MAX_CELLS:
                raise too_many(path)
        unseen = str(sheet.getAttribute("stylename")) in looks.unseen
        sheets.append(WorkbookSheet(
            str(sheet.getAttribute("name")), rows, hidden_rows=frozenset(hidden),
            hidden_columns=frozenset(_hidden_columns(sheet)), lights=shines, hidden=unseen, comments=comments,
        ))  # fmt: skip
    return source_of(path, digest, sheets)


def _check(path: Path) -> None:
    """Raise XMLSyntaxError or BadZipFile if a part is not whole, KeyError if there are no contents."""
    with ZipFile(path) as file:
        for name in (_CONTENTS, *({*_PARTS} & {*file.namelist()})):
            with file.open(name) as part:
                for _, element in etree.iterparse(part, resolve_entities=False, no_network=True):
                    element.clear()


@dataclass(frozen=True, slots=True)
class _Looks:
    """What styles show: the traffic lights of cells by the names of their styles, and the styles of hidden sheets."""

    lights: Mapping[str, str]
    unseen: frozenset[str]


def _looks(book: opendocument.OpenDocument) -> _Looks:
    every = [each for part in (book.styles, book.automaticstyles) for each in part.getElementsByType(style.Style)]
    fills = {str(each.getAttribute("name")): one.getAttribute("backgroundcolor")
             for each in every for one in each.getElementsByType(style.TableCellProperties)}  # fmt: skip
    lights = {name: found for name, fill in fills.items() if (found := light(str(fill or "").removeprefix("#")))}
    unseen = {str(each.getAttribute("name")) for each in every for one in each.getElementsByType(style.TableProperties)
              if str(one.getAttribute("display")) == "false"}  # fmt: skip
    return _Looks(lights, frozenset(unseen))


def _hidden_columns(sheet: Element) -> Iterator[int]:
    """Yield the numbers, from 1, of the columns that are hidden."""
    begin = 1
    for column in sheet.getElementsByType(table.TableColumn):
        # The empty end of a sheet is one column, repeated to its last one.
        repeated = min(int(column.getAttribute("numbercolumnsrepeated") or 1), MAX_CELLS)
        if column.getAttribute("visibility") in {"collapse", "filter"}:
            yield from range(begin, begin + repeated)
        begin += repeated


def _cells(row: Element, mark: str, lights: Mapping[str, str]) -> Iterator[list[Cell]]:
    for cell in row.childNodes:
        if cell.qname[1] not in {"table-cell", "covered-table-cell"}:
            continue
        kind, value = cell.getAttribute("valuetype"), cell.getAttribute("value")
        seen = "\n".join(str(part) for part in cell.childNodes if part.qname[1] == "p")
        if kind == "date":
            seen = str(cell.getAttribute("datevalue")).partition("T")[0]
        elif kind in {"float", "percentage", "currency"} and value is not None:
            digits = re.search(r"\d[.,](\d+)", seen)
            places = "." + "0" * len(digits[1]) if digits else ""
            percent = "%" if kind == "percentage" else ""
            seen = shown(float(value), f"0{places}{percent}" if digits or percent else "", mark)
        shines = "" if seen.strip() else lights.get(str(cell.getAttribute("stylename")), "")
        repeated = int(cell.getAttribute("numbercolumnsrepeated") or 1)
        doubts = (Doubt("colour-alone"),) if shines else ()
        yield [(seen or shines, doubts)] * (repeated if seen else min(repeated, 50))


def _lit(row: Element, lights: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the traffic lights of the cells of a row that say something, each with its column from 1."""
    at = 1
    for cell in row.childNodes:
        if cell.qname[1] not in {"table-cell", "covered-table-cell"}:
            continue
        repeated = int(cell.getAttribute("numbercolumnsrepeated") or 1)
        light = lights.get(str(cell.getAttribute("stylename")), "")
        if light and any(str(part).strip() for part in cell.childNodes if part.qname[1] == "p"):
            yield from ((column, light) for column in range(at, at + repeated))
        at += repeated


def _comments(row: Element) -> Iterator[tuple[int, str]]:
    """Yield the comments on the cells of a row, each with its column from 1, without its author and date."""
    at = 1
    for cell in row.childNodes:
        if cell.qname[1] not in {"table-cell", "covered-table-cell"}:
            continue
        for note in (part for part in cell.childNodes if part.qname[1] == "annotation"):
            text = " ".join(" ".join(str(part) for part in note.childNodes if part.qname[1] == "p").split())
            if text:
                yield at, text
        at += int(cell.getAttribute("numbercolumnsrepeated") or 1)
