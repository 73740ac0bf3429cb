"""Budgets: tables of amounts by name, mostly of boards, which are neither of activities nor of indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import header_words
from publisher.importing.columns.headers import LOOKED_AT, Headed
from publisher.importing.columns.money_columns import MoneyColumn, amount, money_columns
from publisher.importing.columns.table_words import is_total, meaning
from publisher.importing.form.source import SourceCell, SourceRow
from publisher.importing.sheets.table_titles import period_about, title_above

# So many columns of amounts make a table a budget.
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class AmountsByName:
    """A table of amounts by name, mostly of boards: its title with the cells above it, and its rows from the header.

    `total` are the amounts of its only row of totals, by currency, period and sort; empty without one.
    """

    title: str
    above: tuple[SourceCell, ...]
    rows: Sequence[SourceRow]
    total: Mapping[str, Mapping[str, Mapping[str, str]]]


def amounts_by_name(rows: Sequence[SourceRow], language: str) -> AmountsByName | None:
    """Return a table whose rows are names with amounts, of two columns at the least; None for any other table."""
    for at, row in enumerate(rows[:LOOKED_AT]):
        if len(list(money_columns(row.cells, language))) < _LEAST:
            continue
        above = tuple(cell for each in rows[:at] for cell in each.filled)
        texts = [each.text(cell) for each in rows[:at] for cell in each.filled]
        unit = next((found for text in texts if (found := header_words(text, language, {}).unit)), "")
        columns = list(money_columns(row.cells, language, unit, period_about(texts, language).period))
        below = [each for each in rows[at + 1 :] if any(each.cells)]
        if below and all(_is_named(each, columns, language) for each in below):
            totals = [each for each in below if is_total(each.cells[0], language)]
            total = _amounts(totals[0], columns, language) if len(totals) == 1 else {}
            return AmountsByName(title_above(texts, language), above, rows[at:], total)
    return None


def has_amounts_only(table: Headed, language: str) -> bool:
    """Return whether a table of actions has names, and what is budgeted, spent and left of each, and nothing else.

    The names of such a table are of activities that cost, whatever its header calls them, and of nothing to be done.
    """
    if table.first("action") is None:
        return False
    first, *others = [each for each in table.columns if each.header or each.filled]
    amounts = [(each.at, each.sort) for each in money_columns((each.header for each in table.columns), language)]
    rest = [each for each in others if each.at not in {at for at, _ in amounts}]
    deviates = [each for each in rest if meaning(each.header, ("deviation",), language)]
    both = {sort for _, sort in amounts} == {"budget", "outcome"}
    return first.at not in {at for at, _ in amounts} and both and len(deviates) == len(rest) > 0


def with_budgets_wanted(table: Headed, language: str) -> Headed:
    """Return a table of indicators in which what is budgeted for a year is wanted, as what is planned for later years.

    Budget 2026 stands beside Plan 2027 and Plan 2028 there; what the word means is asked.
    """
    if table.first("action") or not (table.first("indicator") or table.first("goal")):
        return table
    words = {each.at: header_words(each.header, language, {}) for each in table.columns}
    dated = {at for at, each in words.items() if each.dated.period}
    of_money = {at for at in dated if meaning(words[at].rest, ("money_budget",), language)}
    aimed = {each.at: each.period for each in table.all("target")}
    if not of_money & aimed.keys():
        return table
    made = {each.at for each in table.all("cost") if each.at in of_money}
    made = {at for at in made if words[at].dated.period not in aimed.values()}
    columns = (
        replace(each, role="target", dated=words[each.at].dated, beyond=words[each.at].rest) if each.at in made
        else each
        for each in table.columns
    )  # fmt: skip
    return replace(table, columns=tuple(columns))


def _is_named(row: SourceRow, columns: Sequence[MoneyColumn], language: str) -> bool:
    """Return whether a row has a name, and nothing but numbers below the headers of amounts."""
    texts = [row.cells[each.at] for each in columns if each.at < len(row.cells) and not is_missing(row.cells[each.at])]
    return bool(row.cells[0].strip()) and all(cell_number(text, language) for text in texts)


def _amounts(row: SourceRow, columns: Sequence[MoneyColumn], language: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for column in columns:
        made = amount(row.cells[column.at], column, language) if column.at < len(row.cells) else None
        if made is None or column.period is None:
            return {}
        found.setdefault(made[0], {}).setdefault(column.period.written, {})[column.sort] = made[1]
    return found if len(found) == 1 else {}
