"""Actions and what they are measured by in one row: each row is one of actions and one of indicators."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import Dated
from publisher.importing.columns.headers import Column, Headed
from publisher.importing.form.source import SourceLine, SourceRow

# A longer text says how an action is followed up, and names no indicator.
_LONGEST: Final = 120
_NUMBERS: Final = ("target", "outcome")
# What a row says of its indicator and not only of its action.
_OF_INDICATOR: Final = frozenset({*_NUMBERS, "indicator", "goal", "theme", "unit", "direction", "group", "kolada"})


@dataclass(frozen=True, slots=True)
class MeasuredActions:
    """A table of actions, and that of what they are measured by: its columns, and its rows below the same header."""

    actions: tuple[SourceRow, ...]
    table: Headed
    measures: tuple[SourceRow, ...]


def measured_actions(
    table: Headed, rows: Sequence[SourceRow], headings: Set[SourceLine], about: Dated, language: str
) -> MeasuredActions | None:
    """Return the two tables in one of actions whose rows have an indicator with a number; None if none has.

    The name of the indicator stays with the action, and the numbers are the indicator's. `about` is the period in the
    title of the table, which may be that of numbers whose header names none; `headings` are the lines of those within
    it.
    """
    named, acting = table.first("indicator"), table.first("action")
    numbers = [each for role in _NUMBERS for each in table.all(role) if each.period or about.period]
    if named is None or acting is None or not numbers:
        return None
    measured = {row.line for row in rows[table.begin :] if _is_measured(row, (acting, named), numbers, table, language)}
    if not measured:
        return None
    of_measure = {each.at for each in table.columns if each.role in {*_NUMBERS, "unit"}}
    columns = (each if each.role in _OF_INDICATOR else replace(each, role="") for each in table.columns)
    above = tuple(rows[: table.begin])
    actions = (_without(row, of_measure) if row.line in measured else row for row in rows[table.begin :])
    measures = (row for row in rows[table.begin :] if row.line in {*measured, *headings})
    return MeasuredActions((*above, *actions), replace(table, columns=tuple(columns)), (*above, *measures))


def _is_measured(
    row: SourceRow, names: Sequence[Column], numbers: Sequence[Column], table: Headed, language: str
) -> bool:
    """Return whether a row has a name in each of two columns, the second a short one, and a number in another."""
    texts = {cell.at: row.text(cell) for cell in row.filled}
    said = [texts.get(each.at, "") for each in names]
    if row.band or any(not text or is_missing(text) for text in said) or len(said[-1]) > _LONGEST:
        return False
    return any(cell_number(texts.get(each.at, ""), language, table.decimal) for each in numbers)


def _without(row: SourceRow, columns: set[int]) -> SourceRow:
    return replace(row, cells=tuple("" if at in columns else text for at, text in enumerate(row.cells)))
