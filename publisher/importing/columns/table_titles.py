"""What titles say of their table: the year of headers such as Q1, and the name of its only indicator."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.headers import LOOKED_AT, Headed
from publisher.importing.form.source import SourceRow
from publisher.model.time_period import Frequency

# So many headers name parts of a year if any does.
_LEAST: Final = 2
# The most different cells in a row above a table that is about all of it.
_TITLED: Final = 2


def with_targets_ahead(table: Headed, year: int) -> Headed:
    """Return a table in which headers of nothing but a year after `year` are targets: it has no outcome yet."""
    ahead = {
        column.at
        for column in table.columns
        if column.bare and column.role == "outcome" and column.period and column.period.first.year > year
    }
    columns = (replace(each, role="target", continued=True) if each.at in ahead else each for each in table.columns)
    return replace(table, columns=tuple(columns))


def with_year(rows: Sequence[SourceRow], sheet: str, language: str) -> tuple[SourceRow, ...]:
    """Return rows with the year in each header that names only a part of one, if titles name one year only."""
    titles = [row.text(row.filled[0]) for row in rows[:LOOKED_AT] if 0 < len({*row.cells} - {""}) <= _TITLED]
    periods = [dated(text, language).period for text in (*titles, sheet)]
    years = {period.name for period in periods if period and period.frequency is Frequency.YEAR}
    if len(years) != 1:
        return tuple(rows)
    [year] = years
    return (*(_with_year(row, year, language) for row in rows[:LOOKED_AT]), *rows[LOOKED_AT:])


def only_indicator(table: Headed, title: str, sheet: str, file: str) -> str:
    """Return the name of a table's only indicator, if its rows are periods of that; "" if they have names."""
    roles = {column.role for column in table.columns}
    if "period" not in roles or roles & {"indicator", "goal", "action"}:
        return ""
    # Programs number their sheets.
    return title or (sheet if not sheet[-1:].isdigit() and sheet != file else "") or file.rpartition(".")[0] or file


def _with_year(row: SourceRow, year: str, language: str) -> SourceRow:
    cells = tuple(f"{cell} {year}" if _is_part(cell, year, language) else cell for cell in row.cells)
    changed = sum(one != other for one, other in zip(cells, row.cells, strict=True))
    return replace(row, cells=cells) if changed >= _LEAST else row


def _is_part(cell: str, year: str, language: str) -> bool:
    if not cell.strip() or cell.strip()[0].isdigit() or dated(cell, language).period:
        return False
    period = dated(f"{cell} {year}", language).period
    return period is not None and period.frequency is not Frequency.YEAR
