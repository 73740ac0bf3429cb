"""The tables of one sheet: below each other, each with its own header, or beside each other, with a column between."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from publisher.importing.columns.header_words import dated, is_figure
from publisher.importing.columns.headers import headed
from publisher.importing.columns.known_groups import known_groups
from publisher.importing.form.source import SourceBlock, SourceRow
from publisher.importing.sheets.budgets import amounts_by_name
from publisher.importing.sheets.subject_columns import subjects
from publisher.language import Language

# The rows of a title above a header, and the columns by which a header is known.
_TITLE_ROWS: Final = 2
_KNOWN: Final = 3
# The rows of titles above tables beside each other, at the most.
_TITLES: Final = 8
# So many of its rows show what a table is. A sheet may have an empty row after each of thousands.
_SHOWING: Final = 100
# The roles of what rows are about.
_NAMES: Final = ("indicator", "goal", "action")


def sheet_tables(block: SourceBlock, language: str) -> Iterator[SourceBlock]:
    """Yield the tables of a sheet, each with the rows from its title.

    One below an empty row has a header of its own, and so has one to the right of an empty column: it names what its
    rows are about, or has amounts of a budget. Tables beside each other share the rows above them.
    """
    parts = list(_below(block, language))
    if len(parts) == 1:
        parts = list(_beside(block, language))
    if len(parts) == 1:
        yield block
        return
    for part in parts:
        yield from sheet_tables(part, language)


def _below(block: SourceBlock, language: str) -> Iterator[SourceBlock]:
    """Yield the tables below each other.

    A header is one if some of it stands in the header above or three of its columns are understood, or if it is that
    of a budget and the one above is not. One that begins with years, or groups, has what is measured in it. Without an
    empty row between, it is one if it is the header above again, with its title.
    """
    begin, again = 0, False
    for at in range(1, len(block.rows)):
        if _begins_again(block.rows[begin:at], block.rows[at : at + _TITLE_ROWS], language):
            yield replace(block, rows=_title_within(block.rows[begin:at], language))
            begin, again = at, True
            continue
        if block.rows[at].line.origin.line - block.rows[at - 1].line.origin.line <= 1:
            continue
        after, before = block.rows[at : at + _SHOWING], block.rows[begin:at][:_SHOWING]
        own = _named_header(after[: _TITLE_ROWS + 2], language)
        money = own is None and _is_budget(after, language)
        above = _named_header(before, language) if own or money else None
        parted = own and ((above and (own & above or len(own) >= _KNOWN)) or _is_budget(before, language))
        if parted or (money and above) or _are_subjects(before, after, language, named=own is not None):
            rows = block.rows[begin:at]
            yield replace(block, rows=_title_within(rows, language) if again else rows)
            begin, again = at, False
    rows = block.rows[begin:]
    yield replace(block, rows=_title_within(rows, language) if again else rows)


def _begins_again(above: Sequence[SourceRow], rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether the header of the rows above stands again, perhaps below a title."""
    titles = len(rows) > 1 and len({*filter(None, rows[0].cells)}) == 1
    head = next((row.cells for row in above if len({*filter(None, row.cells)}) > 1), ())
    if not rows or rows[titles].cells != head or above[-1].cells == head:
        return False
    return not any(is_figure(cell, language) for cell in head)


def _title_within(rows: tuple[SourceRow, ...], language: str) -> tuple[SourceRow, ...]:
    """Return a table with its title below its header, where a heading of its rows stands; one with a period stays."""
    head = next((at for at, row in enumerate(rows) if len({*filter(None, row.cells)}) > 1), 0)
    title = rows[head - 1 : head] if head else ()
    if any(dated(cell, language).period for row in title for cell in row.cells):
        return rows
    return (*rows[: max(head - 1, 0)], *rows[head : head + 1], *title, *rows[head + 1 :])


def _beside(block: SourceBlock, language: str) -> Iterator[SourceBlock]:
    """Yield the tables beside each other, each with the rows of its own columns alone, and the titles above all."""
    for begin in range(min(_TITLES, len(block.rows))):
        spans = _spans(block.rows[begin:])
        parts = [[_cut(row, span) for row in block.rows[begin:]] for span in spans]
        parts = [[row for row in part if any(map(str.strip, row.cells))] for part in parts]
        if len(parts) > 1 and all(_is_any_table(part[:_SHOWING], language) for part in parts):
            titles = _shared(block.rows[begin:], spans)
            for part in parts:
                above = _titles_of(part, parts, titles)
                yield replace(block, rows=(*block.rows[:begin], *above, *part))
            return
    yield block


def _spans(rows: Sequence[SourceRow]) -> list[tuple[int, int]]:
    """Return the columns of tables beside each other: from each that is used behind an empty one to the next such."""
    width = max((len(row.cells) for row in rows), default=0)
    used = [any(at < len(row.cells) and row.cells[at].strip() for row in rows) for at in range(width)]
    return [*pairwise([0, *(at for at in range(1, width) if used[at] and not used[at - 1]), width])]


def _cut(row: SourceRow, span: tuple[int, int]) -> SourceRow:
    return replace(row, cells=tuple(text if at in range(*span) else "" for at, text in enumerate(row.cells)))


def _shared(rows: Sequence[SourceRow], spans: Sequence[tuple[int, int]]) -> list[SourceRow]:
    """Return the first rows that are each a title in the columns of one table alone."""
    filled = (sum(any(map(str.strip, row.cells[slice(*span)])) for span in spans) for row in rows)
    return [row for row, _ in takewhile(lambda pair: _is_title(pair[0]) and pair[1] == 1,
                                        zip(rows, filled, strict=True))]  # fmt: skip


def _titles_of(part: Sequence[SourceRow], parts: Sequence[Sequence[SourceRow]], titles: Sequence[SourceRow]
) -> Sequence[SourceRow]:  # fmt: skip
    """Return the titles above a table that are not in its own columns.

    If it has its own, one directly above the header of another table is of that alone.
    """
    lines = {row.line for row in part}
    others = [row for row in titles if row.line not in lines]
    if not _is_title(part[0]):
        return others
    last = [row.line for other in parts for row, below in pairwise(other) if _is_title(row) and not _is_title(below)]
    return [row for row in others if row.line not in last]


def _is_title(row: SourceRow) -> bool:
    return len({*filter(str.strip, row.cells)}) == 1


def _is_any_table(rows: Sequence[SourceRow], language: str) -> bool:
    return _is_table(rows, language) or _has_subjects(rows, language)


def _are_subjects(
    before: Sequence[SourceRow], after: Sequence[SourceRow], language: str, *, named: bool
) -> bool:  # fmt: skip
    """Return whether rows are two tables, at least one without a column of names; `named`: the second has one."""
    head = after[: _TITLE_ROWS + 2]
    if not named and all(len(row.filled) < 2 or any(is_figure(cell, language) for cell in row.cells) for row in head):
        return False  # no header
    if named or not _has_subjects(after, language):
        return named and _has_subjects(before, language)
    return _is_any_table(before, language)


def _has_subjects(rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether rows are a table without a column of names that says what is measured."""
    return bool(subjects(rows, headed(rows, language, {}, {}), language, {}, known_groups((), Language(language))))


def _is_table(rows: Sequence[SourceRow], language: str) -> bool:
    return _named_header(rows, language) is not None or _is_budget(rows, language)


def _is_budget(rows: Sequence[SourceRow], language: str) -> bool:
    return amounts_by_name(rows, language) is not None


def _named_header(rows: Sequence[SourceRow], language: str) -> frozenset[str] | None:
    """Return the headers of a table that are understood, if its rows have a name; None for other rows.

    Above its header are only titles.
    """
    table = headed(rows, language, {}, {}) or headed(rows, language, {}, known_groups((), Language(language)).words)
    if table is None or not any(table.first(role) for role in _NAMES):
        return None
    figures = any(is_figure(cell, language) for row in rows[: table.begin] for cell in row.cells)
    if figures or any(len({*filter(None, row.cells)}) > 2 for row in rows[: table.begin - table.height]):
        return None
    return frozenset(column.header.casefold() for column in table.columns if column.role and column.header)
