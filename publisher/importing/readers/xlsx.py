"""Workbooks of Excel (XLSX), by openpyxl: numbers with the decimals that they show, and of formulas the value."""

import re
import warnings
from colorsys import rgb_to_hsv
from pathlib import Path
from typing import Final, TypeAlias

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from publisher.importing.form.grids import MAX_CELLS, Cell, shown, source_of, too_many
from publisher.importing.form.source import Doubt, SourceFile
from publisher.problem import Place, Problem, ProblemsFound

AnyCell: TypeAlias = XlsxCell | MergedCell

# The hues, in degrees, that traffic lights have.
_LIGHTS: Final = ((0, 20, "🔴"), (35, 65, "🟡"), (80, 160, "🟢"), (340, 361, "🔴"))


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a workbook. Raises ProblemsFound where it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what of a workbook the library passes over says nothing to an editor
            book = load_workbook(path, data_only=True, keep_links=False)
            formulas = load_workbook(path, keep_links=False)
    except Exception as error:  # a damaged file fails in many ways within the library
        raise ProblemsFound([Problem.at(Place(path.name), "import-damaged")]) from error
    sheets = []
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > MAX_CELLS:
            raise too_many(path)
        rows = [[_xlsx_cell(cell, formulas[sheet.title]) for cell in row] for row in sheet.iter_rows()]
        for merged in sheet.merged_cells.ranges:
            top, left, bottom, right = merged.min_row, merged.min_col, merged.max_row, merged.max_col
            for at in range(top - 1, bottom):
                for column in range(left - 1, right):
                    rows[at][column] = rows[top - 1][left - 1]
        sheets.append((sheet.title, rows, sheet.sheet_state != "visible"))
    return source_of(path, digest, sheets)


def _xlsx_cell(cell: AnyCell, formulas: Worksheet) -> Cell:
    value = cell.value
    if value is None:
        written = formulas[cell.coordinate].value
        if isinstance(written, str) and written.startswith("="):
            return "", (Doubt("formula-without-value"),)
        light = _light(cell)
        return (light, (Doubt("colour-alone"),)) if light else ("", ())
    return shown(value, str(cell.number_format or "")), ()


def _light(cell: AnyCell) -> str:
    """Return which light of a traffic light an empty cell is filled with, or nothing."""
    fill = cell.fill
    rgb = str(getattr(fill.start_color, "rgb", "") or "") if fill and fill.fill_type == "solid" else ""
    if not re.fullmatch("[0-9A-Fa-f]{8}", rgb):
        return ""
    hue, saturation, _ = rgb_to_hsv(*(int(rgb[at : at + 2], 16) / 255 for at in (2, 4, 6)))
    found = (name for low, high, name in _LIGHTS if low <= hue * 360 < high)
    return next(found, "") if saturation > 0.35 else ""
