"""Numbers as people type them in cells: 19 625, 0,7, ≥30, 79 %, 12 mnkr, 8,4*, 30–40; never an invented one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel.numbers import get_decimal_symbol, get_group_symbol

from publisher.importing.columns.table_words import table_words
from publisher.model.quantity_words import words_of

_SPACES: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))")
# A dash for a minus sign, directly before a number that stands alone.
_DASH: Final = re.compile(r"\A[–—](?=\d)")
_NUMBER: Final = r"[-+\u2212]?\d+(?:[.,]\d+)*"
# What may follow a number: footnote marks, and a unit.
MARKS: Final = r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\(?[a-e1-9]\)"
# Digits and letters to Python, and no part of a unit: 5½
_HALVES: Final = r"[¼-¾⅐-⅞⁰-₉¹²³]"
_CELL_NUMBER: Final = re.compile(
    rf"(?P<limit>>=|<=|[≥≤><])?\s*(?P<coin>[£€$]\s?)?(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*"
    rf"(?P<mark>{MARKS})?\s*(?P<unit>%[-\s]?[^\W\d]{{3,10}}|%|‰|[€£$]|procent|pct|(?!{_HALVES})[^\W\d][^\d*]{{0,30}})?\s*(?P<after>[*†‡¹²³]*)"
)
_LIMITS: Final = {">=": "at_least", "≥": "at_least", ">": "above", "<=": "at_most", "≤": "at_most", "<": "below"}
# A single separator before three digits, which may be for decimals or thousands.
_EITHER: Final = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
# What spreadsheet programs show, in any language.
_ERROR: Final = re.compile(r"#[^\W\d][\w/]*[!?]|#N/A")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")
_DECIMALS: Final = re.compile(r"(?<![\d.,])(\d+)([.,])(\d+)(?![\d]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A number in a cell: in file format, with its decimals; `high` is the end of a range.

    `limit` is at_least, at_most, above or below; `unit` follows the number, and `mark` is its footnote mark. `unsure`
    says that its separator may be for decimals or thousands.
    """

    low: str
    high: str = ""
    limit: str = ""
    unit: str = ""
    mark: str = ""
    unsure: bool = False

    @property
    def may_be_year(self) -> bool:
        """Whether it may equally be a comparison with a year: fler än 2024."""
        return self.limit in {"above", "below"} and not self.unit and bool(_YEAR.fullmatch(self.low))


# A cell is looked at once for each thing that its column may be.
@lru_cache(maxsize=50_000)
def cell_number(text: str, language: str, decimal: str = "") -> CellNumber | None:
    """Return the number in a cell; None if there is none, or if there are other words.

    `decimal` is the table's decimal mark, if its numbers show it; otherwise the language decides.
    """
    plain, limit = _DASH.sub("-", _SPACES.sub("", text.strip())), ""
    words = table_words(language)
    for role in ("above", "below", "at_least", "at_most"):
        for word in words.get(role, ()):
            if plain.casefold().startswith(f"{word} ") and re.match(_NUMBER, plain[len(word) :].strip()):
                plain, limit = plain[len(word) :].strip(), role
    match = _CELL_NUMBER.fullmatch(plain)
    if not match:
        return None
    read = [_plain(match[name] or "", language, decimal) for name in ("low", "high")]
    if None in read:
        return None
    (low, unsure), (high, too) = (each or ("", False) for each in read)
    unit = f"{(match['coin'] or '').strip()}{match['unit'] or ''}".strip()
    mark = (match["mark"] or match["after"] or "").strip("()")
    return CellNumber(low, high, limit or _LIMITS.get(match["limit"] or "", ""), unit, mark, unsure or too)


def rough_number(text: str, language: str, decimal: str = "") -> CellNumber | None:
    """Return an approximate number in a cell: ca 81, drygt 1 200; None if there is none."""
    plain = text.strip()
    words = sorted({*words_of("about"), *table_words(language).get("roughly", ())}, key=len, reverse=True)
    # Without a space it is the beginning of another word.
    ends = (len(word) for word in words if plain.casefold().startswith(word))
    rest = next((plain[end:] for end in ends if not (plain[end - 1].isalpha() and plain[end : end + 1].strip())), "")
    rest = rest.strip()
    number = cell_number(rest, language, decimal) if rest[:1].isdecimal() else None
    return None if number is None or number.high else number


def number_of_parts(text: str, language: str, decimal: str = "") -> CellNumber | None:
    """Return the percentage of a cell that also says of how many it is: 80 % (4 av 5); None for any other.

    The percentage is the one that the cell has; it has to be that of its counts, as exactly as it is written.
    """
    words = "|".join(map(re.escape, ("/", *table_words(language).get("out_of", ()))))
    match = re.fullmatch(rf"(?P<said>[^()]+?)\s*\((?P<part>\d+)\s*(?:{words})\s*(?P<whole>\d+)\)", text.strip())
    number = cell_number(match["said"], language, decimal) if match else None
    if match is None or number is None or number.unit != "%" or number.high or number.limit or match["whole"] == "0":
        return None
    computed = Decimal(match["part"]) / Decimal(match["whole"]) * 100
    places = Decimal(1).scaleb(Decimal(number.low).as_tuple().exponent)  # type: ignore[arg-type]
    return number if abs(computed - Decimal(number.low)) <= places else None


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark of a table, or "" if its numbers show none, or two."""
    found = {
        mark
        for text in texts
        for whole, mark, digits in _DECIMALS.findall(_SPACES.sub("", text))
        if len(digits) != 3 or len(whole) > 3 or whole.startswith("0")
    }
    return found.pop() if len(found) == 1 else ""


def is_error(text: str) -> bool:
    """Return whether a cell shows that its formula has no value, as in #REF! or #DIVISION/0!, in any language."""
    return bool(_ERROR.fullmatch(text.strip()))


def is_missing(text: str) -> bool:
    """Return whether a cell says that there is no number."""
    plain = text.strip(" ()\u00a0\n").casefold()
    return not plain or plain in words_of("missing")


def _plain(number: str, language: str, decimal: str) -> tuple[str, bool] | None:
    """Return a number in file format, and whether its separator is ambiguous; None if its separators are invalid."""
    minus = "-" if number[:1] in {"-", "\u2212"} else ""
    digits = number.lstrip("-+\u2212")
    marks = re.findall(r"[.,]", digits)
    if len(marks) > 1:
        last = marks[-1] if marks[-1] not in marks[:-1] else ""
        whole, _, decimals = digits.rpartition(last) if last else (digits, "", "")
        parts = re.split(r"[.,]", whole)
        fits = len(set(marks[:-1] if last else marks)) == 1 and 1 <= len(parts[0]) <= 3
        if not fits or any(len(part) != 3 for part in parts[1:]):
            return None
        return minus + "".join(parts) + (f".{decimals}" if decimals else ""), False
    parts_thousands, unsure = _parts_thousands(digits, language, decimal)
    return minus + re.sub(r"[.,]", "" if parts_thousands else ".", digits), unsure


def _parts_thousands(digits: str, language: str, decimal: str) -> tuple[bool, bool]:
    """Return whether the single separator of a number is for thousands, and whether that is uncertain."""
    match = _EITHER.fullmatch(digits)
    if not match:
        return False, False
    own, groups = _marks(language)
    if decimal:
        return match[1] != decimal, match[1] not in {decimal, groups}
    return match[1] == groups, match[1] not in {own, groups}


@cache
def _marks(language: str) -> tuple[str, str]:
    """Return the decimal mark and the thousands separator of a language."""
    return get_decimal_symbol(language), get_group_symbol(language)
