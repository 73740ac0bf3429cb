"""Leftovers: why each cell that has no place in a proposed file is left out."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.headers import Column, Headed
from publisher.importing.columns.table_words import is_total, names_budget
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import LeftOut, SourceCell, SourceRow
from publisher.importing.meaning.follow_up import Followed
from publisher.importing.sheets.row_names import is_of_fraction

# A longer text that is alone in its row is about the table as a whole.
_LONG: Final = 20
# The roles of columns that say what the number in the row is of, and why a number that stands already is left out.
_OF_NUMBER: Final = frozenset({"period", "group", "area", "number_kind"})
_REPEATED: Final = frozenset({"said-already", "place-taken"})


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a source: its rows, and its columns if they were understood."""

    rows: Sequence[SourceRow]
    table: Headed | None
    language: str


def leftovers(read: ReadTable, placed: Set[SourceCell], left: Sequence[LeftCell]) -> Iterator[LeftCell]:
    """Yield each filled cell that is not `placed` nor among the `left`, with the reason."""
    known = {each.cell: each for each in left}
    about = {each.at for each in read.table.columns if each.role in _OF_NUMBER} if read.table else set()
    for number, row in enumerate(read.rows):
        for cell in row.filled:
            if cell in placed or cell in known:
                continue
            # What is said of a number alone is left out as that is.
            others = (known[each] for each in row.filled if cell.at in about and each in known)
            there = next((each for each in others if each.why in _REPEATED), None)
            yield replace(there, cell=cell) if there else LeftCell(cell, *_reason(read, number, row, cell, placed))


def headings(read: ReadTable, placed: Set[SourceCell]) -> tuple[SourceCell, ...]:
    """Return the header cells of columns with placed cells."""
    if read.table is None:
        return ()
    used = {cell.at for row in read.rows[read.table.begin :] for cell in row.filled if cell in placed}
    rows = read.rows[read.table.begin - read.table.height : read.table.begin]
    return tuple(cell for row in rows for cell in row.filled if cell.at in used)


def facts_of_known(each: Followed) -> Iterator[LeftCell]:
    """Yield the cells with facts that the register has of an indicator already, or has otherwise: it is not changed."""
    if each.held is None:
        return
    direction = "said-already" if each.direction == each.held.direction else "of-publication"
    yield from (LeftCell(cell, direction) for cell in each.cells.get("direction", ()))
    kolada = "said-already" if each.once.get("kolada") == each.held.kolada else "of-publication"
    yield from (LeftCell(cell, kolada) for cell in each.cells.get("kolada", ()))
    source = "said-already" if each.once.get("source") in each.held.sources else "of-publication"
    yield from (LeftCell(cell, source) for cell in each.cells.get("source", ()))


def comments_of_known(each: Followed) -> Iterator[LeftOut]:
    """Yield the lines with comments on the name of an indicator that the register has already."""
    for comment in each.comments if each.held else ():
        there = each.held is not None and comment.text in each.held.text
        yield LeftOut(comment.line, "said-already" if there else "of-publication")


def _reason(
    read: ReadTable, number: int, row: SourceRow, cell: SourceCell, placed: Set[SourceCell]
) -> tuple[str, dict[str, str]]:
    if read.table is None:
        return "no-table", {}
    column = next((each for each in read.table.columns if each.at == cell.at), Column(cell.at, "", ""))
    if number < read.table.begin - read.table.height:
        return "beside-table", {}
    if number < read.table.begin:
        why = {"": "column-unknown", "id": "row-number", "area": "own-area"}.get(column.role, "column-empty")
        return why, {"column": row.text(cell)}
    if not any(each in placed for each in row.filled):
        return _why_row(read, number, row)
    if not column.role:
        return "column-unknown", {"column": column.header or str(cell.at + 1)}
    if column.role == "id":
        return "row-number", {}
    if is_missing(row.text(cell)):
        return "says-none", {}
    return "column-has-no-place", {"column": column.header}


def _why_row(read: ReadTable, number: int, row: SourceRow) -> tuple[str, dict[str, str]]:
    if row.band:
        return "band", {}
    if any(is_total(row.text(cell), read.language) for cell in row.filled[:2]):
        return "total", {}
    if budget := next((text for cell in row.filled[:2] if names_budget(text := row.text(cell), read.language)), ""):
        return "budget-row", {"text": budget[:60]}
    if any(is_of_fraction(row.text(cell), read.language) for cell in row.filled[:2]):
        return "of-fraction", {}
    alone = read.table is not None and number > read.table.begin and len({row.text(cell) for cell in row.filled}) == 1
    return "below-table" if alone and len(row.text(row.filled[0])) > _LONG else "row-without-name", {}
