"""The account of an import: what became of every line of a source, and of every cell of a table row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from publisher.importing.form.proposal import LeftCell, Proposal
from publisher.importing.form.source import BlockSort, Doubt, SourceCell, SourceFile, SourceLine, SourceRow

PROSE = "prose"
HEADER = "header"
# For a row whose cells are left out for different reasons.
MIXED = "cells"
# Reasons that mean no loss: the cell is empty of content, or repeats what is there.
HARMLESS: Final = frozenset({"says-none", "row-number", "said-already", "own-area", "deviation", "body-code"})
# Reasons that say no more of a table that stands in the text as well, which has all of it.
_IN_TEXT: Final = HARMLESS | {
    "band", "total", "of-fraction", "below-table", "beside-table",
    "row-without-name", "column-has-no-place", "no-table",
}  # fmt: skip


# Blocks that show the cells of their rows: what a table says may be an entry of a list.
_OF_CELLS: Final = frozenset({BlockSort.TABLE, BlockSort.ENTRY})


class Fate(StrEnum):
    """The fate of a line."""

    PLACED = "placed"
    UNCERTAIN = "uncertain"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class AccountedCell:
    """One cell of a row: its column from 0, its text, its fate, its targets, and why it is left out, with facts.

    A cell that is in the text alone may have a reason as well: why it is nothing else.
    """

    at: int
    text: str
    fate: Fate
    places: tuple[tuple[str, str], ...] = ()
    why: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Accounted:
    """One line of a source: its fate, its targets (file and field), the reason if left out, and what to check.

    A table row has `cells`; it is placed if all of them are, except those without content of their own.
    """

    line: SourceLine
    fate: Fate
    places: tuple[tuple[str, str], ...] = ()
    why: str = ""
    doubts: tuple[Doubt, ...] = ()
    cells: tuple[AccountedCell, ...] = ()


def account(source: SourceFile, proposal: Proposal) -> tuple[Accounted, ...]:
    """Return every line of the source in order, each exactly once, and each filled cell of a table row in its row."""
    found = _Placed(proposal)
    why = {each.line: each.why for each in (*source.left, *proposal.lines)}
    rows: dict[SourceLine, SourceRow] = {}
    for row in (row for block in source.blocks for row in block.rows):
        # Tables beside each other share their rows.
        rows[row.line] = row.beside(rows[row.line]) if row.line in rows else row
    # A row in two blocks is one line: a table that goes into the prose is there in full.
    return tuple(
        found.row(rows[line]) if line in rows else found.plain(line, why.get(line, "unplaced"))
        for line in source.lines()
    )


def counts(accounted: Iterable[Accounted | AccountedCell]) -> Mapping[Fate, int]:
    """Return the number of lines, or cells, for each fate."""
    fates = [each.fate for each in accounted]
    return {fate: fates.count(fate) for fate in Fate}


def cells_of(accounted: Iterable[Accounted]) -> Iterator[AccountedCell]:
    """Yield every cell of the tables."""
    return (cell for each in accounted for cell in each.cells)


class _Placed:
    """The targets of lines and cells, and their doubts."""

    def __init__(self, proposal: Proposal) -> None:
        self.lines: dict[SourceLine, list[tuple[str, str]]] = defaultdict(list)
        self.cells: dict[SourceCell, list[tuple[str, str]]] = defaultdict(list)
        self.doubts: dict[SourceLine | SourceCell, list[Doubt]] = defaultdict(list)
        self.left: dict[SourceCell, LeftCell] = {}
        for each in proposal.left:
            self.left.setdefault(each.cell, each)
        for file in proposal.files:
            for way, piece in file.pieces():
                for line in piece.lines:
                    self.lines[line].append((file.path, way))
                    self.doubts[line] += piece.doubts
                for cell in piece.cells:
                    self.cells[cell].append((file.path, way))
                    self.doubts[cell] += piece.doubts
                    # A paragraph that was read as a table row is asked about as a line.
                    self.doubts[cell.line] += (*cell.doubts, *piece.doubts)
            for cell in file.heads:
                self.cells[cell].append((file.path, HEADER))
            for mark in file.marks:
                for line in mark.lines:
                    self.doubts[line] += mark.doubts
            for block in file.prose:
                for line in block.lines:
                    self.lines[line].append((file.path, PROSE))
                for row in block.rows if block.sort in _OF_CELLS else ():
                    for cell in row.filled:
                        self.cells[cell].append((file.path, PROSE))

    def plain(self, line: SourceLine, why: str) -> Accounted:
        places = tuple(dict.fromkeys(self.lines[line]))
        if not places:
            return Accounted(line, Fate.LEFT_OUT, why=why)
        doubts = _unique((*line.doubts, *self.doubts[line]))
        return Accounted(line, Fate.UNCERTAIN if doubts else Fate.PLACED, places, doubts=doubts)

    def row(self, row: SourceRow) -> Accounted:
        cells = tuple(self.cell(cell, row.text(cell)) for cell in row.filled)
        places = tuple(dict.fromkeys(place for cell in cells for place in cell.places))
        if not places:
            why = {cell.why for cell in cells}
            return Accounted(row.line, Fate.LEFT_OUT, why=why.pop() if len(why) == 1 else MIXED, cells=cells)
        found = (doubt for cell in row.filled for doubt in (*cell.doubts, *self.doubts[cell]))
        doubts = _unique((*row.line.doubts, *found))
        lost = any(cell.why and cell.why not in HARMLESS for cell in cells)
        return Accounted(
            row.line, Fate.UNCERTAIN if doubts or lost else Fate.PLACED, places, doubts=doubts, cells=cells
        )

    def cell(self, cell: SourceCell, text: str) -> AccountedCell:
        left = self.left.get(cell)
        if places := tuple(dict.fromkeys(self.cells[cell])):
            if left and all(way == PROSE for _, way in places) and _is_asked(left, text):
                return AccountedCell(cell.at, text, Fate.UNCERTAIN, places, left.why, left.facts)
            fate = Fate.UNCERTAIN if cell.doubts or self.doubts[cell] else Fate.PLACED
            return AccountedCell(cell.at, text, fate, places)
        return AccountedCell(
            cell.at, text, Fate.LEFT_OUT, (), left.why if left else "unplaced", left.facts if left else {}
        )


def _is_asked(left: LeftCell, text: str) -> bool:
    """Return whether people are asked about a cell of a table in the text; about an unknown column, at its header."""
    return left.why not in _IN_TEXT and (left.why != "column-unknown" or left.facts.get("column") == text)


def _unique(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    found = dict.fromkeys((each.code, tuple(each.facts.items())) for each in doubts)
    return tuple(Doubt(code, dict(facts)) for code, facts in found)
