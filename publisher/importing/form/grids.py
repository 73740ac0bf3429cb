"""Grids: the output of spreadsheet readers: rows of cells as people see them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from publisher.importing.form.source import (
    BlockSort,
    CellComment,
    Doubt,
    LeftOut,
    Origin,
    SourceBlock,
    SourceFile,
    SourceLine,
    SourceRow,
)
from publisher.problem import Place, Problem, ProblemsFound

# Cells of a workbook; a register of ten thousand measures over twenty years has fewer.
MAX_CELLS: Final = 1_000_000
_NUMBER: Final = re.compile(r"[<>≤≥\s−-]*\d[\d\s.,]*\s*%?")
_DECIMALS: Final = re.compile(r"0\.(0+)")
# A cell over so many columns, alone in its row, is a heading.
_ACROSS: Final = 3

Cell: TypeAlias = tuple[str, tuple[Doubt, ...]]
"""The displayed value of a cell, as plain text, and its doubts."""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet: its name and rows; which rows, from 1, are one cell across, are hidden, have too many cells.

    `hidden_columns` are those that people do not see, from 1, and `lights` the traffic lights of filled cells.

    `comments` are those attached to cells, by row and column from 1.
    """

    name: str
    rows: list[list[Cell]]
    bands: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lights: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    hidden: bool = False
    long_rows: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))


def too_many(path: Path) -> ProblemsFound:
    """Return the exception for a workbook with too many cells."""
    return ProblemsFound([Problem.at(Place(path.name), "import-too-many-cells", limit=MAX_CELLS)])


def shown(value: object, form: str = "", mark: str = ".") -> str:
    """Return the displayed value of a cell, as plain text with `mark` as decimal mark."""
    match value:
        case bool():
            return str(value).lower()
        case datetime() if value.time() == time():
            return value.date().isoformat()[: _precision(form)]
        case datetime() | date() | time():
            return value.isoformat()
        case int() | float():
            decimals = _DECIMALS.search(form.partition(";")[0])
            places = len(decimals[1]) if decimals else None
            number = Decimal(repr(value)) * (100 if "%" in form else 1)
            text = f"{number:.{places}f}" if places is not None else f"{Decimal(f'{number:.12g}').normalize():f}"
            return text.replace(".", mark) + (" %" if "%" in form else "")
    return str(value)


def _precision(form: str) -> int:
    """Return how many characters of a date a number format shows: its day, its month or its year."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]', "", form.casefold())
    return 10 if "d" in letters or "y" not in letters else 7 if "m" in letters else 4


def spread(rows: Sequence[list[Cell]], merged: Iterable[tuple[int, int, int, int]]) -> frozenset[int]:
    """Repeat merged cells in each of their positions, and return the rows that are one cell across.

    `merged` are the first and the last row, and the first and the last column of each, from 1.
    """
    bands = set()
    for top, bottom, left, right in merged:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        if (
            top == bottom
            and left == 1
            and right >= _ACROSS
            and sum(bool(text.strip()) for text, _ in rows[top - 1]) == 1
        ):
            bands.add(top)
            continue
        for row in rows[top - 1 : bottom]:
            row[left - 1 : right] = [rows[top - 1][left - 1]] * (min(right, len(row)) - left + 1)
    return frozenset(bands)


def source_of(path: Path, digest: str, sheets: Iterable[WorkbookSheet]) -> SourceFile:
    """Return sheets as a source, without hidden parts. Raises ProblemsFound if all are empty."""
    blocks: list[SourceBlock] = []
    left: list[LeftOut] = []
    for whole in sheets:
        sheet, made = _without_hidden_columns(whole), list[SourceRow]()
        left += _hidden_columns(whole, path.name)
        lights = _lights_of_numbers(sheet)
        for number, row in enumerate(sheet.rows, start=1):
            comments = tuple(_comments(sheet, number, path.name))
            # A comment that no field takes is accounted for as left out.
            left += [LeftOut(each.line, "cell-comment") for each in comments]
            cells = tuple(text.strip() for text, _ in row)
            if not any(cells):
                continue
            # An empty cell is not placed: doubts about it are those of its row.
            doubts = tuple(dict.fromkeys(doubt for text, found in row for doubt in found if not text.strip()))
            own = tuple((at, doubt) for at, (text, found) in enumerate(row) for doubt in found if text.strip())
            own += tuple((at, Doubt("colour-of-number", {"light": lights[number, at + 1]}))
                         for at in range(len(row)) if (number, at + 1) in lights)  # fmt: skip
            line = SourceLine(
                Origin(line=number, sheet=sheet.name or path.name), " | ".join(cell for cell in cells if cell), doubts
            )
            why = "hidden-sheet" if sheet.hidden else "hidden-row" if number in sheet.hidden_rows else ""
            if why := why or ("row-too-long" if number in sheet.long_rows else ""):
                left.append(LeftOut(line, why))
            else:
                made.append(SourceRow(cells, line, number in sheet.bands, own, comments))
        if made:
            blocks.append(SourceBlock(BlockSort.TABLE, sheet.name, (), rows=tuple(made)))
    if not blocks and not left:
        raise ProblemsFound([Problem.at(Place(path.name), "import-empty")])
    return SourceFile(path.name, digest, tuple(blocks), tuple(left))


def _lights_of_numbers(sheet: WorkbookSheet) -> Mapping[tuple[int, int], str]:
    """Return the lights of cells with numbers, which nobody has put in words; one colour alone judges nothing."""
    texts = ((place, light, sheet.rows[place[0] - 1][place[1] - 1][0]) for place, light in sheet.lights.items())
    found = {place: light for place, light, text in texts if _NUMBER.fullmatch(text.strip())}
    return found if len({*found.values()}) > 1 else {}


def _without_hidden_columns(sheet: WorkbookSheet) -> WorkbookSheet:
    """Return a sheet whose hidden columns are empty: like a hidden row, nobody meant to publish them."""
    if not sheet.hidden_columns:
        return sheet
    rows = [
        [("", ()) if at in sheet.hidden_columns else cell for at, cell in enumerate(row, start=1)] for row in sheet.rows
    ]
    comments = {place: text for place, text in sheet.comments.items() if place[1] not in sheet.hidden_columns}
    return replace(sheet, rows=rows, comments=comments)


def _hidden_columns(sheet: WorkbookSheet, otherwise: str) -> Iterator[LeftOut]:
    """Yield a line for each hidden column with what it says; of a hidden sheet, each row says that already."""
    for column in sorted(sheet.hidden_columns) if not sheet.hidden else ():
        rows = {
            number: row[column - 1][0].strip() for number, row in enumerate(sheet.rows, start=1) if column <= len(row)
        }
        texts = [text for number, text in rows.items() if text and number not in sheet.hidden_rows]
        first = next((number for number, text in rows.items() if text), 0)
        if texts:
            origin = Origin(line=first, sheet=sheet.name or otherwise)
            yield LeftOut(SourceLine(origin, f"{letters(column - 1)}: {' | '.join(texts)}"), "hidden-column")


def _comments(sheet: WorkbookSheet, number: int, otherwise: str) -> Iterator[CellComment]:
    """Yield the comments of a row, each with a line that names its cell."""
    origin = Origin(line=number, sheet=sheet.name or otherwise)
    for (row, column), text in sheet.comments.items():
        if row == number and text:
            yield CellComment(column - 1, text, SourceLine(origin, f"{letters(column - 1)}{row}: {text}"))


def letters(at: int) -> str:
    """Return the letters of a spreadsheet column: A, Z, AA."""
    return f"{letters(at // 26 - 1)}{chr(65 + at % 26)}" if at >= 26 else chr(65 + at)
