"""The words around numbers, in all languages together, and what thousand, million and billion do to a unit."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, TypedDict, cast

from publisher.locales import languages, word_lists

_SCALES: Final[Mapping[str, Decimal]] = {
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}


class _Spelling(TypedDict, total=False):
    """How a language spells out numbers: each form in a text, separated by spaces."""

    ones: list[str]
    tens: list[str]
    joint: str
    ones_first: bool
    hundred: list[str]


_PER: Final = re.compile(r"\s+(?=per\s)|(?=/)")


def scaled(unit: str, coin: str) -> tuple[Decimal, str]:
    """Return the factor and the unit of a typed unit: a million and kr for mnkr, one and itself for any other.

    `coin` is the currency's symbol or word before the number, if any.
    """
    main, *rest = _PER.split(unit.casefold(), maxsplit=1)
    if main in words_of("per_mille"):
        return Decimal("0.1"), "%"
    scale, measure = _scaled(main, coin)
    return scale, " ".join(filter(None, (measure.rstrip("."), coin, *rest)))


def _scaled(unit: str, coin: str) -> tuple[Decimal, str]:
    first, _, behind = unit.partition(" ")
    if found := _long().get(first.rstrip(".")):
        return found, behind
    bare = re.sub(r"[\s.]", "", unit)
    if coin:
        found = (_long() | _scales_by_abbreviation()).get(bare)
        return (found, "") if found else (Decimal(1), unit)
    for currency in _currencies():
        # Where a letter alone could be a unit of its own, a currency after it makes clear that it is a scale.
        found = (
            (_long() | _scales_by_abbreviation()).get(bare.removesuffix(currency)) if bare.endswith(currency) else None
        )
        if found:
            return found, currency
    return Decimal(1), unit


@cache
def _long() -> dict[str, Decimal]:
    return {word.rstrip("."): scale for name, scale in _SCALES.items() for word in words_of(name)}


@cache
def _scales_by_abbreviation() -> dict[str, Decimal]:
    return {word: scale for name, scale in _SCALES.items() for word in words_of(f"{name}_short")}


@cache
def _currencies() -> tuple[str, ...]:
    """Return the names of currencies, longest first."""
    words = {re.sub(r"[\s.]", "", word) for words in currency_words().values() for word in words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def is_money(measure: str) -> bool:
    """Return whether a unit is money, possibly per something."""
    return re.sub(r"[\s.]", "", _PER.split(measure.casefold(), maxsplit=1)[0]) in _currencies()


@cache
def currency_words() -> dict[str, frozenset[str]]:
    """Return the names of each currency in lower case, by its code."""
    found: dict[str, set[str]] = {}
    for lists in _files().values():
        for code, words in cast("dict[str, list[str]]", lists.get("currencies", {})).items():
            found.setdefault(code, {code.casefold()}).update(word.casefold() for word in words)
    return {code: frozenset(words) for code, words in found.items()}


def money_of(unit: str, language: str) -> tuple[str, str] | None:
    """Return the scale and the currency (ISO 4217) of a unit in the words of a language: tkr is thousand and SEK.

    The scale is `thousand`, `million`, `billion` or "". None if the unit is no money.
    """
    scale, measure = scaled(unit, "")
    own = cast("dict[str, list[str]]", _files().get(language, {}).get("currencies", {}))
    code = next((code for code, words in own.items() if measure in {word.rstrip(".") for word in words}), None)
    return (next((name for name, factor in _SCALES.items() if factor == scale), ""), code) if code else None


@cache
def number_words() -> dict[str, int]:
    """Return the numbers from 0 to 100 by their words in lower case."""
    found: dict[str, int] = {}
    for lists in _files().values():
        spelled = cast("_Spelling", lists.get("numbers", {}))
        ones = {word: at for at, words in enumerate(spelled.get("ones", ())) for word in words.split()}
        tens = {word: 10 * at for at, words in enumerate(spelled.get("tens", ()), 2) for word in words.split()}
        joint, ones_first = spelled.get("joint", ""), spelled.get("ones_first", False)
        for ten, tenth in tens.items():
            for one, unit in ones.items():
                if 0 < unit < 10:
                    found.setdefault(f"{one}{joint}{ten}" if ones_first else f"{ten}{joint}{one}", tenth + unit)
        found |= ones | tens | dict.fromkeys(spelled.get("hundred", ()), 100)
    return found


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of one list in all languages, in lower case."""
    return _lists().get(name, ())


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for lists in _files().values():
        for name, words in lists.items():
            if isinstance(words, list):
                found.setdefault(name, {}).update(dict.fromkeys(str(word).casefold() for word in words))
    return {name: tuple(words) for name, words in found.items()}


@cache
def _files() -> dict[str, Mapping[str, object]]:
    return {code: lists for code in languages() if (lists := word_lists("quantities", code))}
