"""Quantities as people type them: 19 625, 0,7, 20 %, minst 70, ≥30, 70–80, each with what a file should have instead.

The words are those of `locale/*/quantities.yml`, of every language together: a Danish source may stand in a Swedish
publication.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

import yaml

from publisher.locales import LOCALES, languages


class Comparator(StrEnum):
    """What a number is to what is measured; the names are those of the lists of words."""

    EXACTLY = ""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"


_SIGNS: Final = {
    ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    ">": Comparator.ABOVE, "<": Comparator.BELOW, "~": Comparator.ABOUT, "≈": Comparator.ABOUT,
}  # fmt: skip
_SPACE: Final = "[ \u00a0\u2007\u202f]"
_NUMBER: Final = rf"[-+\u2212]?(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d{{1,15}})(?:[.,]\d{{1,10}})?"
_PLAIN: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or the two ends of a span, with what stands before and behind; `text` is how a file has it."""

    limit: Comparator
    low: str
    high: str
    unit: str
    text: str
    is_plain: bool

    @property
    def is_number(self) -> bool:
        """Whether it is one number and nothing else, but for a unit."""
        return self.limit is Comparator.EXACTLY and not self.high

    @property
    def may_be_period(self) -> bool:
        """Whether it may as well compare with a year: lägre än 2019."""
        return self.limit in {Comparator.ABOVE, Comparator.BELOW} and not self.unit and bool(_YEAR.fullmatch(self.low))


def quantity(text: str) -> Quantity | None:
    """Return the quantity that a text is; None where it is something else."""
    match = _pattern().fullmatch(text.strip())
    if match is None:
        return None
    before, low, high = (match["before"] or "").casefold(), _plain(match["low"]), _plain(match["high"] or "")
    joint = match["joint"] or ""
    written = f"{match['lead'] or ''}{low}{joint}{high}"
    are_plain = all(_PLAIN.fullmatch(each) for each in (match["low"], match["high"] or "0"))
    unit = match["spaced"] or match["joined"] or ""
    return Quantity(_limits().get(before, Comparator.EXACTLY), low, high, unit.strip(), written, are_plain)


def per_cent() -> frozenset[str]:
    """Return what says in writing that a number is per cent."""
    return frozenset({"%", *_words("per_cent")})


def pieces() -> frozenset[str]:
    """Return what stands behind a number that counts, and says no more than that."""
    return frozenset(_words("count"))


def _plain(number: str) -> str:
    return re.sub(_SPACE, "", number).replace("\u2212", "-").replace(",", ".").removeprefix("+")


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code in languages():
        path = LOCALES / code / "quantities.yml"
        lists = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        for name, words in lists.items():
            found.setdefault(name, {}).update(dict.fromkeys(str(word).casefold() for word in words))
    return {name: tuple(words) for name, words in found.items()}


def _words(name: str) -> tuple[str, ...]:
    return _lists().get(name, ())


@cache
def _limits() -> dict[str, Comparator]:
    words = {word: limit for limit in Comparator if limit for word in _words(limit)}
    return words | _SIGNS


@cache
def _pattern() -> re.Pattern[str]:
    signs, words = _either(_SIGNS), _either(word for word in _limits() if word not in _SIGNS)
    joints = _either(_words("span"))
    return re.compile(
        rf"(?P<lead>(?P<before>(?:{signs})(?=\s*[-+\u2212\d])|(?:{words})(?=\s))\s*)?(?P<low>{_NUMBER})"
        rf"(?:(?P<joint>\s?[-–—]\s?|\s(?:{joints})\s)(?P<high>{_NUMBER}))?"
        # Letters that join a number without a space are its unit only where no figures follow: 1e9 is none.
        r"(?:\s+(?P<spaced>%.*|[^\W\d_].*)|(?P<joined>%.*|[^\W\d_]+))?",
        re.IGNORECASE,
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
