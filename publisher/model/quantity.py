"""Quantities as people type them: 19 625, 0,7, 20 %, minst 70, ≥30, 70–80, 1,2 mnkr, and their form in a file.

The words come from `locale/*/quantities.yml` for all languages together: a Swedish publication may quote a Danish
source.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final, Self

from publisher.model.quantity_words import is_money, scaled, words_of


class Comparator(StrEnum):
    """How a number compares with what is measured; the names are those of the word lists."""

    EXACTLY = ""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"


_SYMBOLS: Final = {
    ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    ">": Comparator.ABOVE, "<": Comparator.BELOW, "~": Comparator.ABOUT, "≈": Comparator.ABOUT,
}  # fmt: skip
# How a file writes a comparison that people put after the number.
_AFTER: Final = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}
_SPACE: Final = "[ \u00a0\u2007\u202f]"
_COINS: Final = "€£$"
# Commas between thousands and a decimal point, or the reverse, where only one reading is possible.
_NUMBER: Final = (
    rf"[-+\u2212]?(?:\d{{1,3}}(?:,\d{{3}})+\.\d{{1,10}}|\d{{1,3}}(?:,\d{{3}}){{2,}}|\d{{1,3}}(?:\.\d{{3}})+,\d{{1,10}}"
    rf"|\d{{1,3}}(?:\.\d{{3}}){{2,}}|(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d{{1,15}})(?:[.,]\d{{1,10}})?)"
)
_GROUPED: Final = re.compile(r"[-+\u2212]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,}|(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})")
# Hyphens and dashes that are typed for the minus sign of a number.
DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d"
_MINUS: Final = re.compile(rf"(?:\A|(?<=[<>=≥≤~≈])|(?<=[<>=≥≤~≈]\s))[{DASHES}](?=\d)")
# Twelve hundred to an English reader, one and two tenths to a Swedish one.
_EITHER: Final = re.compile(r"[-+\u2212]?[1-9]\d{0,2},\d{3}")
_COIN_FIRST: Final = re.compile(rf"(?<!\d)([-\u2212])\s?([{_COINS}])")
_PLAIN: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range, with the words before (`lead`), between (`joint`) and after (`unit`).

    `scale` converts it to `measure`: for 1,2 mnkr, a million and kr. `is_either` says that its comma may be a decimal
    comma or separate thousands.
    """

    limit: Comparator
    low: str
    high: str
    unit: str
    lead: str = ""
    joint: str = ""
    is_plain: bool = False
    is_either: bool = False
    scale: Decimal = Decimal(1)
    measure: str = ""

    @property
    def text(self) -> str:
        """Its form in a file, without the unit."""
        return f"{self.lead}{self.low}{self.joint}{self.high}"

    @property
    def in_full(self) -> Self:
        """The same without a scale: 1200000 kr for 1,2 mnkr."""
        if self.scale == 1:
            return self
        low, high = (f"{(Decimal(each) * self.scale).normalize():f}" if each else "" for each in (self.low, self.high))
        return replace(self, low=low, high=high, unit=self.measure, scale=Decimal(1))

    @property
    def is_number(self) -> bool:
        """Whether it is a single number, with or without a unit."""
        return self.limit is Comparator.EXACTLY and not self.high

    @property
    def may_be_period(self) -> bool:
        """Whether it may equally be a comparison with a year: lägre än 2019."""
        return self.limit in {Comparator.ABOVE, Comparator.BELOW} and not self.unit and bool(_YEAR.fullmatch(self.low))


def quantity(text: str) -> Quantity | None:
    """Return the quantity in a text, or None if it is anything else."""
    bare, after = _without_end(_COIN_FIRST.sub(r"\2\1", _MINUS.sub("\u2212", text.strip())))
    match = _pattern().fullmatch(bare)
    if match is None or not _fits(match, after):
        return None
    typed = (match["low"], match["high"] or "0")
    coin = (match["coin"] or "").strip()
    behind = (match["spaced"] or match["joined"] or "").strip()
    scale, measure = scaled(behind, coin)
    # Nobody writes money with three decimals.
    in_money = is_money(measure) and scale == 1
    return Quantity(
        after or _limits().get((match["before"] or "").casefold(), Comparator.EXACTLY),
        _plain(match["low"], in_money=in_money),
        _plain(match["high"] or "", in_money=in_money),
        " ".join(filter(None, (behind, coin))),
        _AFTER[after] if after else match["lead"] or "",
        "–" if match["between"] else match["joint"] or "",
        is_plain=all(_PLAIN.fullmatch(each) for each in typed),
        is_either=not in_money and any(_EITHER.fullmatch(each) for each in typed),
        scale=scale,
        measure=measure,
    )


def _without_end(text: str) -> tuple[str, Comparator | None]:
    """Return a text without a comparison after the number, and that comparison: 70 eller mer."""
    for limit in _AFTER:
        for words in words_of(f"{limit}_after"):
            if text.casefold().endswith(f" {words}"):
                return text[: -len(words)].rstrip(), limit
    return text, None


def _fits(match: re.Match[str], after: Comparator | None) -> bool:
    """Return whether the words for a range match: "between 30 and 60", but not "30 and 60"."""
    joined = (match["joint"] or "").strip().casefold() in words_of("and")
    if bool(match["between"]) != joined:
        return False
    return not ((after or joined) and match["before"]) and not (after and match["high"])


def per_cent() -> frozenset[str]:
    """Return the symbols and words for per cent, in lower case."""
    return frozenset({"%", *words_of("per_cent")})


def pieces() -> frozenset[str]:
    """Return the words after a number that only say that it is a count."""
    return frozenset(words_of("count"))


def limit_words() -> dict[str, Comparator]:
    """Return the words for comparisons, with their meanings."""
    return {word: limit for limit in Comparator if limit for word in words_of(limit)}


def _plain(number: str, *, in_money: bool) -> str:
    if in_money and _EITHER.fullmatch(number):
        number = number.replace(",", "")
    bare = re.sub(_SPACE, "", number).replace("\u2212", "-").removeprefix("+")
    if _GROUPED.fullmatch(bare):
        # Of the two separators the last is for decimals; one that occurs several times is not.
        last = max(bare.rfind(","), bare.rfind("."))
        mark = bare[last] if bare.count(bare[last]) == 1 else ""
        integer, _, part = bare.rpartition(mark) if mark else (bare, "", "")
        return re.sub(r"[.,]", "", integer) + (f".{part}" if part else "")
    return bare.replace(",", ".")


@cache
def _limits() -> dict[str, Comparator]:
    return limit_words() | _SYMBOLS


@cache
def _pattern() -> re.Pattern[str]:
    symbols, words = _any_of(_SYMBOLS), _any_of(limit_words())
    joints, coins = _any_of([*words_of("span"), *words_of("and")]), _any_of(words_of("before"))
    return re.compile(
        rf"(?P<lead>(?P<before>(?:{symbols})(?=\s*[-+\u2212\d{_COINS}])|(?:{words})(?=\s))\s*)?"
        rf"(?:(?P<between>{_any_of(words_of('between'))})\s+)?"
        rf"(?P<coin>[{_COINS}]\s?|(?:{coins})\s)?(?P<low>{_NUMBER})"
        rf"(?:(?P<joint>\s?[-–—]\s?|\s(?:{joints})\s)(?P<high>{_NUMBER}))?"
        # Letters joined to a number are its unit only if no digits follow: not in 1e9.
        rf"(?:\s+(?P<spaced>[%‰{_COINS}].*|[^\W\d_].*)|(?P<joined>[%‰{_COINS}].*|:-|[^\W\d_]+[{_COINS}]?))?",
        re.IGNORECASE,
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
