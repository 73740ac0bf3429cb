"""Rows below an action that only say how it goes: 25 %, Status per 2024-03-31 …, Klart: 50 %."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.header_words import dated, is_day
from publisher.importing.columns.headers import STATUSES
from publisher.importing.columns.ratings import said_status
from publisher.importing.columns.table_words import meaning, meaning_and_rest, words_for
from publisher.importing.form.source import SourceRow

# What the label of such a row says it has.
_LABELS: Final = ("status", "percent")
_ALL: Final = 100
# Status per 31 mars: the word, at most another one, and a digit.
_DATED_STATUS: Final = re.compile(r"[^\W\d]+(?:\s+[^\W\d]+)?\.?\s+\d")


@dataclass(frozen=True, slots=True)
class RowBelow:
    """What a row says of the action above: its text, and the status and how much is done (in per cent), "" if none.

    `alone` says that it is a status and nothing else, which may also be a heading of the rows below.
    """

    text: str
    status: str = ""
    percent: str = ""
    alone: bool = False


def row_below(row: SourceRow, name: str, language: str) -> RowBelow | None:
    """Return what a row says of the action above it; None for a row that is an action itself.

    `name` is its text in the column of actions, or its only one. Such a row is a number, a day or a status and nothing
    else, or its text begins with the label of one: Status per 2024-03-31.
    """
    texts = {row.text(cell) for cell in row.filled}
    alone = len(texts) == 1
    name = name or next(iter(texts), "") if alone else name
    number = cell_number(name, language)
    measured = number is not None and number.unit in {"", "%"}  # and no name that begins with a number
    if not name or not (alone or (measured and name.endswith("%"))):
        return None
    label, _, said = name.partition(":")
    role, rest = meaning_and_rest(dated(label, language).rest if said else label, _LABELS, language)
    rest = dated(rest, language).rest.casefold().strip(" .,")
    if role and said.strip() and (not rest or rest in words_for("filler", language)):
        return _said(name, said.strip(), language)
    if meaning(name, ("status",), language) and _DATED_STATUS.match(name) and dated(name, language).period:
        return RowBelow(name)
    if measured or is_day(name, language):
        return _said(name, name, language)
    status, plain = said_status(name, STATUSES, language)
    # Above several actions it is a heading.
    return RowBelow(name, status, alone=True) if plain and not row.band else None


def _said(text: str, said: str, language: str) -> RowBelow:
    number = cell_number(said, language)
    exact = number is not None and number.unit == "%" and not number.high and not number.limit
    if number and exact and 0 <= Decimal(number.low) <= _ALL:
        return RowBelow(text, percent=number.low)
    status, plain = said_status(said, STATUSES, language)
    return RowBelow(text, status if plain else "")
