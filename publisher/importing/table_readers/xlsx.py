"""Excel workbooks (XLSX), read with openpyxl: numbers with their displayed decimals, and the values of formulas."""

import re
import warnings
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import ZipFile

from babel.numbers import get_decimal_symbol
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from publisher.importing.form.grids import MAX_CELLS, Cell, WorkbookSheet, shown, source_of, spread, too_many
from publisher.importing.form.lights import coloured, light
from publisher.importing.form.source import Doubt, SourceFile
from publisher.importing.opening.guard import transitional
from publisher.importing.sheets.formatted_ends import without_formatted_ends
from publisher.problem import Place, Problem, ProblemsFound

_LIST: Final = "xl/workbook.xml"
AnyCell: TypeAlias = XlsxCell | MergedCell

# [Threaded comment] … Comment:
_CONVERSATION: Final = re.compile(r"\A\[[^\]\n]+\]\s*\n.*?\n[^\n:]{3,20}:\s*\n", re.DOTALL)


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a workbook. Raises ProblemsFound if it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's warnings mean nothing to an editor
            content = without_formatted_ends(transitional(path))
            book = load_workbook(content, data_only=True, keep_links=False)
            formulas = load_workbook(content, keep_links=False)
        if _sheets_named(path) > len(book.sheetnames):
            raise ValueError("a sheet without its part")  # the library leaves it out in silence
    except Exception as error:  # a damaged file fails in many ways within the library
        raise ProblemsFound([Problem.at(Place(path.name), "import-damaged")]) from error
    if any(sheet.max_row * sheet.max_column > MAX_CELLS for sheet in book.worksheets):
        raise too_many(path)
    mark = get_decimal_symbol(language)
    return source_of(path, digest, [_sheet(sheet, formulas[sheet.title], mark) for sheet in book.worksheets])


def _sheets_named(path: Path) -> int:
    """Return how many sheets a workbook names, 0 if its list of them does not have the usual place."""
    with ZipFile(path) as file:
        if _LIST not in file.namelist():
            return 0
        root = etree.fromstring(file.read(_LIST), etree.XMLParser(resolve_entities=False, no_network=True))
    return len(root.findall("{*}sheets/{*}sheet"))


def _sheet(sheet: Worksheet, formulas: Worksheet, mark: str) -> WorkbookSheet:
    """Return a sheet with merged cells repeated in each position, except one that is alone in its row."""
    rows = [[_xlsx_cell(cell, formulas, mark) for cell in row] for row in sheet.iter_rows()]
    merged = sheet.merged_cells.ranges
    bands = spread(rows, ((each.min_row, each.max_row, each.min_col, each.max_col) for each in merged))
    columns = {column for name, each in sheet.column_dimensions.items() if each.hidden
               for column in range(each.min or column_index_from_string(name), (each.max or 0) + 1)}  # fmt: skip
    comments = {(number, at): _said(cell.comment) for number, row in enumerate(sheet.iter_rows(), start=1)
                for at, cell in enumerate(row, start=1) if cell.comment}  # fmt: skip
    hidden = frozenset(number for number, each in sheet.row_dimensions.items() if each.hidden)
    lights = {(cell.row, cell.column): shines for row in sheet.iter_rows() for cell in row
              if cell.value is not None and (shines := _light(cell))}  # fmt: skip
    unseen = sheet.sheet_state != "visible"
    return WorkbookSheet(sheet.title, rows, bands, hidden, frozenset(columns), lights, unseen, comments=comments)


def _xlsx_cell(cell: AnyCell, formulas: Worksheet, mark: str) -> Cell:
    value = cell.value
    if value is None:
        written = formulas[cell.coordinate].value
        if isinstance(written, str) and written.startswith("="):
            return "", (Doubt("formula-without-value"),)
        light = _light(cell)
        return (light, (Doubt("colour-alone"),)) if light else ("", ())
    text = shown(value, str(cell.number_format or ""), mark)
    font = cell.font
    return coloured(text, _of_colour(font and font.color) or _light(cell), str(font.name or "") if font else ""), ()


def _said(comment: Comment) -> str:
    """Return the text of a cell's comment on one line, without its author's name."""
    # A conversation begins with a remark to the users of old programs.
    text = _CONVERSATION.sub("", str(comment.text or ""))
    return " ".join(text.removeprefix(f"{comment.author}:").split())


def _light(cell: AnyCell) -> str:
    """Return the traffic light of a cell's fill colour, or ""."""
    fill = cell.fill
    return _of_colour(fill.start_color) if fill and fill.fill_type == "solid" else ""


def _of_colour(colour: object) -> str:
    """Return the traffic light of a colour, or ""; one of the workbook's theme is not known."""
    rgb = str(getattr(colour, "rgb", "") or "")
    return light(rgb[2:]) if len(rgb) == 8 else ""
