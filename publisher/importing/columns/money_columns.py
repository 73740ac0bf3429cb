"""Money: which columns hold budgeted and spent amounts, for which period, and the amounts in their cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import header_words
from publisher.importing.columns.headers import LOOKED_AT
from publisher.importing.columns.table_titles import title_above
from publisher.importing.columns.table_words import is_total, meaning
from publisher.importing.columns.units import currency_of
from publisher.importing.form.source import SourceCell, SourceRow
from publisher.model.time_period import TimePeriod
from publisher.read.scalar import Plain

# The two sorts of amounts, in order of preference for a word with two meanings.
_SORTS: Final = ("money_outcome", "money_budget")
# So many columns of amounts make a table a budget.
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of amounts: its position, its sort (budget or outcome), its period, and the unit in its header."""

    at: int
    sort: str
    period: TimePeriod
    unit: str


def money_columns(headers: Iterable[str], language: str, unit: str = "") -> Iterator[MoneyColumn]:
    """Yield the columns of amounts among headers; `unit` is that of the whole table, if it has one.

    A column is one of amounts only if its header says whether they are budgeted or spent, and for which period.
    """
    for at, header in enumerate(headers):
        words = header_words(header, language, {})
        sort = meaning(words.rest, _SORTS, language).removeprefix("money_")
        if sort and words.dated.period and not words.dated.doubt:
            yield MoneyColumn(at, sort, words.dated.period, words.unit or unit)


def amount(text: str, column: MoneyColumn, language: str, decimal: str = "") -> tuple[str, str] | None:
    """Return the currency and the amount in a cell, in file format; None without a number or a currency."""
    number = cell_number(text, language, decimal)
    if number is None or number.high or number.limit or number.mark or number.unsure:
        return None
    found = currency_of(number.unit or column.unit, language)
    if found is None:
        return None
    currency, factor = found
    value = f"{Decimal(number.low) * factor:f}"
    return currency, value.rstrip("0").rstrip(".") if "." in value else value


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
    """Return a table whose rows are names with amounts for several periods; None for any other table."""
    for at, row in enumerate(rows[:LOOKED_AT]):
        above = tuple(cell for each in rows[:at] for cell in each.filled)
        texts = [each.text(cell) for each in rows[:at] for cell in each.filled]
        unit = next((found for text in texts if (found := header_words(text, language, {}).unit)), "")
        columns = list(money_columns(row.cells, language, unit))
        below = [each for each in rows[at + 1 :] if any(each.cells)]
        if len(columns) >= _LEAST and below and all(_is_named(each, columns, language) for each in below):
            totals = [each for each in below if is_total(each.cells[0], language)]
            total = _amounts(totals[0], columns, language) if len(totals) == 1 else {}
            return AmountsByName(title_above(texts, language), above, rows[at:], total)
    return None


def _is_named(row: SourceRow, columns: Sequence[MoneyColumn], language: str) -> bool:
    """Return whether a row has a name, and nothing but numbers below the headers of amounts."""
    texts = [row.cells[each.at] for each in columns if each.at < len(row.cells) and not is_missing(row.cells[each.at])]
    return bool(row.cells[0].strip()) and all(cell_number(text, language) for text in texts)


def _amounts(row: SourceRow, columns: Sequence[MoneyColumn], language: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for column in columns:
        made = amount(row.cells[column.at], column, language) if column.at < len(row.cells) else None
        if made is None:
            return {}
        found.setdefault(made[0], {}).setdefault(column.period.written, {})[column.sort] = made[1]
    return found if len(found) == 1 else {}


def money_field(money: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, object] | None:
    """Return amounts, by currency, period and sort, as the field `money`; None without any."""
    if not money:
        return None
    [(currency, periods)] = money.items()
    amounts = {name: {sort: Plain(each[sort]) for sort in ("budget", "outcome") if sort in each}
               for name, each in sorted(periods.items())}  # fmt: skip
    return {"currency": currency, "periods": amounts}
