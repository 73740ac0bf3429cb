"""Grids: what every reader of spreadsheets gives, rows of cells as people see them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from publisher.importing.form.source import (
    BlockSort,
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
_DECIMALS: Final = re.compile(r"0\.(0+)")

Cell: TypeAlias = tuple[str, tuple[Doubt, ...]]
"""What a cell shows, as plain text with a decimal point, and what is uncertain about it."""


def too_many(path: Path) -> ProblemsFound:
    """Return what to raise where a workbook has more cells than can be borne."""
    return ProblemsFound([Problem.at(Place(path.name), "import-too-many-cells", limit=MAX_CELLS)])


def shown(value: object, form: str = "") -> str:
    """Return what a cell shows, as plain text with a decimal point."""
    match value:
        case bool():
            return str(value).lower()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case int() | float():
            decimals = _DECIMALS.search(form.partition(";")[0])
            places = len(decimals[1]) if decimals else None
            number = Decimal(repr(value)) * (100 if "%" in form else 1)
            if places is None and "%" in form:
                places = 0 if number == number.to_integral_value() else 2
            shown = f"{number:.{places}f}" if places is not None else f"{Decimal(f'{number:.12g}'):f}"
            return f"{shown} %" if "%" in form else shown
    return str(value)


def source_of(path: Path, digest: str, sheets: Iterable[tuple[str, list[list[Cell]], bool]]) -> SourceFile:
    """Return sheets as a source: of each its name, its rows, and whether it is hidden.

    Raises ProblemsFound where all of them are empty.
    """
    blocks: list[SourceBlock] = []
    left: list[LeftOut] = []
    for name, rows, hidden in sheets:
        made: list[SourceRow] = []
        for number, row in enumerate(rows, start=1):
            cells = tuple(text.strip() for text, _ in row)
            if not any(cells):
                continue
            doubts = tuple(dict.fromkeys(doubt.code for _, found in row for doubt in found))
            line = SourceLine(
                Origin(line=number, sheet=name or path.name),
                " | ".join(cell for cell in cells if cell),
                tuple(Doubt(code) for code in doubts),
            )
            if hidden:
                left.append(LeftOut(line, "hidden-sheet"))
            else:
                made.append(SourceRow(cells, line))
        if made:
            blocks.append(SourceBlock(BlockSort.TABLE, name, (), rows=tuple(made)))
    if not blocks and not left:
        raise ProblemsFound([Problem.at(Place(path.name), "import-empty")])
    return SourceFile(path.name, digest, tuple(blocks), tuple(left))
