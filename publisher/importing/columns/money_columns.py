"""Money: which columns hold budgeted and spent amounts, for which period, and the amounts in their cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.header_words import header_words
from publisher.importing.columns.table_words import meaning
from publisher.importing.columns.units import currency_of
from publisher.model.time_period import TimePeriod
from publisher.read.scalar import Plain

# The two sorts of amounts, in order of preference for a word with two meanings.
_SORTS: Final = ("money_outcome", "money_budget")


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of amounts: its position, its sort (budget or outcome), its period, and the unit in its header.

    `named`: its own header names the period.
    """

    at: int
    sort: str
    period: TimePeriod | None
    unit: str
    named: bool = True


def money_columns(
    headers: Iterable[str], language: str, unit: str = "", about: TimePeriod | None = None, *, every: bool = False,
    single: bool = False,
) -> Iterator[MoneyColumn]:  # fmt: skip
    """Yield the columns of amounts among headers; `unit` is that of the whole table, and `about` its period, if any.

    A column is one of amounts only if its header says whether they are budgeted or spent, and for which period; or if
    one column is budgeted and one is spent, for the period of the table, which may be unknown. With `single`, one of
    them is enough where that period is known. With `every` one, so is each whose header says so, or has a currency,
    whatever its period is.
    """
    named = [(at, header_words(header, language, {})) for at, header in enumerate(headers)]
    sorts = [(at, words, meaning(words.rest, _SORTS, language).removeprefix("money_")) for at, words in named]
    undated = [sort for _, words, sort in sorts if sort and not words.dated.period and not words.dated.outside]
    both = sorted(undated) == ["budget", "outcome"] or (single and about is not None and len(undated) == 1)
    for at, words, sort in sorts:
        if sort and words.dated.period and not words.dated.doubt:
            yield MoneyColumn(at, sort, words.dated.period, words.unit or unit)
        elif sort and both and not words.dated.period and not words.dated.outside:
            yield MoneyColumn(at, sort, about, words.unit or unit, named=False)
        elif every and (sort or currency_of(words.unit or words.rest, language)):
            yield MoneyColumn(at, sort, None, words.unit or words.rest, named=False)


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


def money_field(money: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, object] | None:
    """Return amounts, by currency, period and sort, as the field `money`; None without any."""
    if not money:
        return None
    [(currency, periods)] = money.items()
    amounts = {name: {sort: Plain(each[sort]) for sort in ("budget", "outcome") if sort in each}
               for name, each in sorted(periods.items())}  # fmt: skip
    return {"currency": currency, "periods": amounts}
