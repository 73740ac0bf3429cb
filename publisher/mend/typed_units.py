"""Units that people type after a number, and the indicator that a number belongs to."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from babel.numbers import is_currency

from publisher.language import Language
from publisher.locales import languages
from publisher.model.quantity import per_cent, pieces, quantity
from publisher.model.quantity_words import currency_words, words_of
from publisher.model.unit import PER_MILLE, PERCENT, Unit, UnitName
from publisher.problem import Place
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Path, text_at

# Fields of a result whose keys are indicators.
_BY_INDICATOR: Final = frozenset({"measurements", "targets"})
# Singular and plural, which may differ.
_SOME: Final = (Decimal(1), Decimal(2))


def is_unit(text: str, unit: Unit) -> bool:
    """Return whether the text after a number is its unit, as people or the program write it.

    The denominator may be omitted: 19 625 kr for kronor per plats.
    """
    plain = _plain(text)
    if unit.is_per_cent:
        return plain in per_cent()
    if unit.per:
        divisor = _plain(unit.per)
        bare = plain.removesuffix(f"per {divisor}").removesuffix(f"/{divisor}").removesuffix(f"/ {divisor}").strip()
        return bool(bare) and is_unit(bare, unit.model_copy(update={"per": None}))
    if (unit.is_count and plain in pieces()) or plain in _money(unit):
        return True
    if unit.name == PER_MILLE:
        return plain in words_of("per_mille")
    names = {_plain(unit.name or ""), *(_plain(name) for name in _written(unit))}
    return plain in names - {""}


def is_scaled(unit: Unit) -> bool:
    """Return whether a unit in the author's own words already counts thousands or millions."""
    words = f"1 {unit.other}" if unit.other else ""
    return bool(words and (typed := quantity(words)) and typed.scale != 1)


def _money(unit: Unit) -> frozenset[str]:
    """Return the words for a unit's currency; empty if it is not money."""
    known = currency_words()
    if unit.name == UnitName.KRONOR:
        return known["SEK"] | known["DKK"] | known["NOK"]
    return known.get(unit.name or "", frozenset())


def _written(unit: Unit) -> list[str]:
    """Return what the program writes after a number in each of its languages."""
    spoken = [Language(code) for code in languages()]
    return [words.amount(some, unit).replace(words.number(some), "", 1) for words in spoken for some in _SOME]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def unit_at(document: Document, place: Place, units: Mapping[str, Unit]) -> Unit | None:
    """Return the unit of the number at a place: its indicator's, from `units`; a currency; or per cent completed."""
    spot = (place.line, place.column)
    path = next((path for path, (_, value) in document.marks.items() if path and value == spot), ())
    if path[-1:] == ("complete",):
        return PERCENT
    if "money" in path:
        currency = text_at(document.fields, (*path[: path.index("money") + 1], "currency"))
        return Unit(name=currency) if currency and is_currency(currency) else None
    return units.get(_indicator(document.fields, path))


def _indicator(fields: Fields, path: Path) -> str:
    """Return the id of the indicator that the number at a path belongs to, or ""."""
    for at, (part, below) in enumerate(pairwise(path)):
        if part in _BY_INDICATOR and isinstance(below, str):
            return below
        if part == "indicators" and isinstance(below, int):
            return text_at(fields, (*path[: at + 2], "id"))
    enclosing = (text_at(fields, (*path[:length], "indicator")) for length in range(len(path), -1, -1))
    return next(filter(None, enclosing), "")
