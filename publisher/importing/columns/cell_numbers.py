"""Numbers as people type them in cells: 19 625, 0,7, ≥30, 79 %, 12 mnkr, 8,4*, 30–40; never one that is not there."""

import re
from dataclasses import dataclass
from typing import Final

from publisher.importing.columns.table_words import table_words

_SPACES: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))")
_NUMBER: Final = r"[-+\u2212]?\d+(?:[.,]\d+)?"
# What stands behind a number and is none: footnote marks, and a unit.
_CELL_NUMBER: Final = re.compile(
    rf"(?P<limit>>=|<=|[≥≤><])?\s*(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*"
    r"(?P<mark>[*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\(?[a-e1-9]\))?\s*(?P<unit>%|procent|pct|[^\W\d][^\d*]{0,30})?\s*(?P<after>[*†‡¹²³]*)"
)
_LIMITS: Final = {">=": "at_least", "≥": "at_least", ">": "above", "<=": "at_most", "≤": "at_most", "<": "below"}


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number in a cell: as files have it, with its decimals; `high` ends a span.

    `limit` is at_least, at_most, above or below; `unit` follows it, and `marked` says that there is a footnote.
    """

    low: str
    high: str = ""
    limit: str = ""
    unit: str = ""
    marked: bool = False


def cell_number(text: str, language: str) -> CellNumber | None:
    """Return the number that a cell holds; None where it holds none, or words besides."""
    plain, limit = _SPACES.sub("", text.strip()), ""
    words = table_words(language)
    for role in ("above", "below", "at_least", "at_most"):
        for word in words.get(role, ()):
            if plain.casefold().startswith(f"{word} ") and re.match(_NUMBER, plain[len(word) :].strip()):
                plain, limit = plain[len(word) :].strip(), role
    match = _CELL_NUMBER.fullmatch(plain)
    if not match:
        return None
    low, high = _plain(match["low"]), _plain(match["high"] or "")
    unit = (match["unit"] or "").strip()
    marked = bool(match["mark"] or match["after"])
    return CellNumber(low, high, limit or _LIMITS.get(match["limit"] or "", ""), unit, marked)


def is_missing(text: str, language: str) -> bool:
    """Say whether a cell says that there is no number."""
    plain = text.strip().casefold()
    return not plain or plain in table_words(language).get("missing", ())


def _plain(number: str) -> str:
    return number.replace("\u2212", "-").replace(",", ".").removeprefix("+")
