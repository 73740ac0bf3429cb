"""OpenDocument spreadsheets (ODS), read with odfpy."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from babel.numbers import get_decimal_symbol
from lxml import etree
from odf import number, opendocument, style, table, teletype
from odf.element import Element

from publisher.importing.form.grids import MAX_CELLS, Cell, WorkbookSheet, shown, source_of, spread, too_many
from publisher.importing.form.lights import coloured, light
from publisher.importing.form.source import Doubt, SourceFile
from publisher.problem import Place, Problem, ProblemsFound

_CONTENTS: Final = "content.xml"
# The other parts that the library parses; it prints a part that breaks off, and goes on.
_PARTS: Final = ("styles.xml", "meta.xml", "settings.xml")
# So often at the most a row is repeated, and an empty cell.
_MOST_REPEATED: Final = 1000
_MOST_EMPTY: Final = 50
_FORMATS: Final = (
    number.NumberStyle, number.PercentageStyle, number.CurrencyStyle, number.DateStyle, number.BooleanStyle,
)  # fmt: skip
_BOOLEAN: Final = "boolean-style"
_DATE_PARTS: Final = {"y": number.Year, "m": number.Month, "d": number.Day}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return an OpenDocument spreadsheet. Raises ProblemsFound if it cannot be read."""
    try:
        _check(path)  # the library reads a part that breaks off as an empty one
        book = opendocument.load(str(path))
    except Exception as error:
        raise ProblemsFound([Problem.at(Place(path.name), "import-damaged")]) from error
    mark, looks = get_decimal_symbol(language), _looks(book)
    return source_of(path, digest, [_sheet(each, mark, looks, path) for each in book.getElementsByType(table.Table)])


def _sheet(sheet: Element, mark: str, looks: "_Looks", path: Path) -> WorkbookSheet:
    """Return a sheet with merged cells repeated in each position. Raises ProblemsFound if it has too many cells."""
    rows: list[list[Cell]] = []
    hidden: set[int] = set()
    comments: dict[tuple[int, int], str] = {}
    shines: dict[tuple[int, int], str] = {}
    merged: list[tuple[int, int, int, int]] = []
    columns, empty = _Columns(sheet), 0
    for row in sheet.getElementsByType(table.TableRow):
        cells = list(_cells(row, columns, mark, looks))
        repeated = int(row.getAttribute("numberrowsrepeated") or 1)
        # A sheet often ends with a million empty rows; those between others count, but hold nothing.
        if not any(text for text, _ in cells):
            empty = min(empty + repeated, MAX_CELLS)
            continue
        if len(rows) + empty > MAX_CELLS:
            raise too_many(path)
        rows += [[] for _ in range(empty)]
        empty, begin = 0, len(rows) + 1
        rows += [list(cells) for _ in range(min(repeated, _MOST_REPEATED))]
        comments |= {(begin, at): text for at, text in _comments(row)}
        shines |= {(begin, at): light for at, light in _lit(row, looks.lights)}
        merged += [(begin, begin + down - 1, at, at + across - 1) for at, down, across in _merged(row)]
        if row.getAttribute("visibility") in {"collapse", "filter"}:
            hidden |= {*range(begin, len(rows) + 1)}
        if sum(map(len, rows)) > MAX_CELLS:
            raise too_many(path)
    width = max((at for row in rows for at, (text, _) in enumerate(row, start=1) if text.strip()), default=0)
    rows = [(row + [("", ())] * (width - len(row)))[:width] if row else row for row in rows]
    unseen = str(sheet.getAttribute("stylename")) in looks.unseen
    return WorkbookSheet(
        str(sheet.getAttribute("name")), rows, spread(rows, merged), hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)), lights=shines, hidden=unseen, comments=comments,
    )  # fmt: skip


def _check(path: Path) -> None:
    """Raise XMLSyntaxError or BadZipFile if a part is not whole, KeyError if there are no contents."""
    with ZipFile(path) as file:
        for name in (_CONTENTS, *({*_PARTS} & {*file.namelist()})):
            with file.open(name) as part:
                for _, element in etree.iterparse(part, resolve_entities=False, no_network=True):
                    element.clear()


@dataclass(frozen=True, slots=True)
class _Looks:
    """What styles show, by their names: lights of cells and of their text, number formats, and which sheets are hidden.

    A number format is written as in a workbook of Excel: 0.00, 0%, ym.
    """

    lights: Mapping[str, str]
    inks: Mapping[str, str]
    unseen: frozenset[str]
    forms: Mapping[str, str]


class _Columns:
    """The styles of the cells of a sheet that have none of their own, by their columns from 1."""

    def __init__(self, sheet: Element) -> None:
        self._ends: list[int] = []
        self._styles: list[str] = []
        for column in sheet.getElementsByType(table.TableColumn):
            repeated = int(column.getAttribute("numbercolumnsrepeated") or 1)
            self._ends.append((self._ends[-1] if self._ends else 0) + repeated)
            self._styles.append(str(column.getAttribute("defaultcellstylename") or ""))

    def style(self, at: int) -> str:
        """Return the name of the style of a column, "" if it has none."""
        return (
            self._styles[min(place, len(self._ends) - 1)]
            if (place := bisect_left(self._ends, at)) or self._ends
            else ""
        )


def _looks(book: opendocument.OpenDocument) -> _Looks:
    parts = (book.styles, book.automaticstyles)
    every = [each for part in parts for each in part.getElementsByType(style.Style)]
    fills = {str(each.getAttribute("name")): one.getAttribute("backgroundcolor")
             for each in every for one in each.getElementsByType(style.TableCellProperties)}  # fmt: skip
    inks = {str(each.getAttribute("name")): one.getAttribute("color")
            for each in every for one in each.getElementsByType(style.TextProperties)}  # fmt: skip
    shines = {name: found for name, ink in inks.items() if (found := light(str(ink or "").removeprefix("#")))}
    lights = {name: found for name, fill in fills.items() if (found := light(str(fill or "").removeprefix("#")))}
    unseen = {str(each.getAttribute("name")) for each in every for one in each.getElementsByType(style.TableProperties)
              if str(one.getAttribute("display")) == "false"}  # fmt: skip
    written = {str(each.getAttribute("name")): _form(each)
               for part in parts for sort in _FORMATS for each in part.getElementsByType(sort)}  # fmt: skip
    named = {str(each.getAttribute("name")): str(each.getAttribute("datastylename") or "") for each in every}
    forms = {name: written[form] for name, form in named.items() if form in written}
    return _Looks(lights, shines, frozenset(unseen), forms)


def _form(each: Element) -> str:
    """Return a number format as Excel writes it: its decimals, and %, or which parts of a date it shows."""
    if each.qname[1] == _BOOLEAN:
        return _BOOLEAN
    if each.qname[1] == "date-style":
        return "".join(letter for letter, part in _DATE_PARTS.items() if each.getElementsByType(part))
    found = [one.getAttribute("decimalplaces") for one in each.getElementsByType(number.Number)]
    places = int(found[0]) if found and found[0] else 0
    known = bool(found) and found[0] is not None
    decimals = f"0.{'0' * places}" if places else "0"
    return f"{decimals if known else ''}{'%' if each.qname[1] == 'percentage-style' else ''}"


def _hidden_columns(sheet: Element) -> Iterator[int]:
    """Yield the numbers, from 1, of the columns that are hidden."""
    begin = 1
    for column in sheet.getElementsByType(table.TableColumn):
        # The empty end of a sheet is one column, repeated to its last one.
        repeated = min(int(column.getAttribute("numbercolumnsrepeated") or 1), MAX_CELLS)
        if column.getAttribute("visibility") in {"collapse", "filter"}:
            yield from range(begin, begin + repeated)
        begin += repeated


def _cells(row: Element, columns: _Columns, mark: str, looks: _Looks) -> Iterator[Cell]:
    at = 1
    for cell in row.childNodes:
        if cell.qname[1] not in {"table-cell", "covered-table-cell"}:
            continue
        named = str(cell.getAttribute("stylename") or row.getAttribute("defaultcellstylename") or columns.style(at))
        seen = _seen(cell, looks.forms.get(named), mark)
        shines = "" if seen.strip() else looks.lights.get(str(cell.getAttribute("stylename")), "")
        repeated = int(cell.getAttribute("numbercolumnsrepeated") or 1)
        doubts = (Doubt("colour-alone"),) if shines else ()
        seen = coloured(seen, looks.inks.get(named, "") or looks.lights.get(named, ""))
        yield from [(seen or shines, doubts)] * (repeated if seen else min(repeated, _MOST_EMPTY))
        at += repeated


def _seen(cell: Element, form: str | None, mark: str) -> str:
    """Return what a cell shows by its number format; None if it has none, and shows its own text."""
    kind, value = cell.getAttribute("valuetype"), cell.getAttribute("value")
    seen = "\n".join(teletype.extractText(part) for part in cell.childNodes if part.qname[1] == "p")
    if kind == "boolean" or form == _BOOLEAN:
        return shown(value == "1" or cell.getAttribute("booleanvalue") == "true")
    if kind == "date":
        day = str(cell.getAttribute("datevalue")).partition("T")[0]
        return shown(datetime.fromisoformat(day), form or "") if _DAY.fullmatch(day) else day
    if kind in {"float", "percentage", "currency"} and value is not None:
        percent = "%" if kind == "percentage" else ""
        if form is None:
            digits = re.search(r"\d[.,](\d+)", seen)
            form = f"0.{'0' * len(digits[1])}{percent}" if digits else percent
        return shown(float(value), form, mark)
    return seen


def _merged(row: Element) -> Iterator[tuple[int, int, int]]:
    """Yield the column from 1 of each merged cell that begins in a row, and over how many rows and columns it goes."""
    at = 1
    for cell in row.childNodes:
        if cell.qname[1] not in {"table-cell", "covered-table-cell"}:
            continue
        if cell.qname[1] == "table-cell":
            down, across = (int(cell.getAttribute(name) or 1) for name in ("numberrowsspanned", "numbercolumnsspanned"))
            yield from [(at, down, across)] if down > 1 or across > 1 else []
        at += int(cell.getAttribute("numbercolumnsrepeated") or 1)


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
