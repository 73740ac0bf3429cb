"""Units: the unit of an indicator's numbers, by the words around them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from babel.units import format_unit

from publisher.importing.columns.table_words import body_kind, names_share, table_words
from publisher.importing.form.source import Doubt
from publisher.model.unit import UnitName, cldr_units, near
from publisher.read.scalar import Plain

_IN_TITLE: Final = re.compile(r"\(([^()]{1,30})\)|,\s*([^,()]{1,30})$")
_MONEY: Final = {
    "kr": "SEK",
    "sek": "SEK",
    "kronor": "SEK",
    "dkk": "DKK",
    "eur": "EUR",
    "euro": "EUR",
    "euroa": "EUR",
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
}
# The least length of the last part of a compound: medborgarindex.
_LEAST_PART: Final = 5
# Units of ours with words of their own in tables.
_OWN_NAMES: Final = (UnitName.POINTS.value, UnitName.INDEX.value, UnitName.RANK.value)
# The bounds of an index or a scale: index 0–100, skala 1-6.
_BOUNDS: Final = re.compile(
    r"(?P<name>[^\W\d]+)\s*:?\s*(?P<low>-?\d+)\s*(?:[-–]|till?|to|bis)\s*(?P<high>\d+)\b", re.IGNORECASE
)
_PERCENT: Final = frozenset({"%", "procent", "pct", "percent", "andel", "andel (%)", "andel i procent"})
_MANY: Final = re.compile(r"(?:\(|,\s)([£€$]\s?(?:000s?|[kmb]n?|million|thousand))(?:\)|$)", re.IGNORECASE)
_OF_HUNDRED: Final = re.compile(r"\bi (?:procent|pct\.?|prosent)\b|\bas a percentage\b|\bin prozent\b", re.IGNORECASE)
_PER: Final = re.compile(r"\s*(?:/|\bper\b|\bpr\.?)\s*", re.IGNORECASE)
_ALIASES: Final = {
    "ton": "mass-tonne", "tonn": "mass-tonne", "hektar": "area-hectare",
    "kg": "mass-kilogram", "km": "length-kilometer", "kwh": "energy-kilowatt-hour",
    "mwh": "energy-megawatt-hour", "m2": "area-square-meter", "m²": "area-square-meter", "ha": "area-hectare",
    "dagar": "days", "dage": "days", "days": "days", "kvm": "area-square-meter", "m3": "volume-cubic-meter",
    "kw": "power-kilowatt", "mw": "power-megawatt",
    "‰": "concentr-permille",
}  # fmt: skip
# The kronor in each of the words for multiples.
KRONOR: Final[Mapping[str, Decimal]] = MappingProxyType(
    {"kr": Decimal(1), "kronor": Decimal(1), "sek": Decimal(1)}
    | dict.fromkeys(("tkr", "ksek", "tsek", "tusen kr", "tusen kronor"), Decimal(1000))
    | dict.fromkeys(("mkr", "mnkr", "msek", "miljoner kr", "miljoner kronor", "mn kr"), Decimal(1_000_000))
    | dict.fromkeys(("mdkr", "mdr kr", "miljarder kr", "miljarder kronor", "mdsek"), Decimal(1_000_000_000))
)
# What the names of the program's languages are a part of: 9 weeks, 12 tonnes; but not copper, a point or a night shift.
_FAMILIES: Final = (
    "duration-",
    "energy-",
    "power-",
    "mass-",
    "length-",
    "area-",
    "volume-",
    "speed-",
    "concentr-permille",
)
_NOT_ALONE: Final = frozenset({"duration-day", "duration-night", "length-point", "volume-cup"})
# A multiple of something that is not a unit of its own.
_MULTIPLE: Final = re.compile(
    r"(?:k|m|g)ton\b.*|[gt]wh"
    r"|(?:tusental|tusen|tusinde?r?|thousands?|miljoner|millioner|mio\.?|millions?|billions?)(?: .*)?",
    re.IGNORECASE,
)
# The crowns of countries that write them alike, and the multiples that are written in front of or behind them.
_CROWNS: Final = {"sv": "SEK", "da": "DKK", "nb": "NOK"}
_MANY_OF: Final = {
    Decimal(1000): ("t", "k", "tusen", "tusind", "tuhat", "tausend", "1000", "1.000", "1 000", "thousand",
                   "000", "000s"),
    Decimal(1_000_000): ("m", "mn", "mio", "mio.", "mill", "mill.", "milj.", "million", "miljoner", "millioner"),
    Decimal(1_000_000_000): ("md", "mdr", "mia", "mia.", "mrd", "mrd.", "bn", "billion", "miljarder", "milliarder"),
}  # fmt: skip


def currency_of(unit: str, language: str) -> tuple[str, Decimal] | None:
    """Return the currency that a unit names, and how many of it: tkr → SEK and 1000; None if it names none."""
    plain = " ".join(unit.casefold().split()).strip("() ")
    if plain in KRONOR:
        crown = _CROWNS.get(language, "") if "sek" not in plain else "SEK"
        return (crown, KRONOR[plain]) if crown else None
    names = {**_MONEY, "nok": "NOK", "gbp": "GBP", "kr.": "SEK", "e": "EUR"}
    for name, code in sorted(names.items(), key=lambda each: -len(each[0])):
        if not (plain.startswith(name) or plain.endswith(name)):
            continue
        many = (plain.removesuffix(name) if plain.endswith(name) else plain.removeprefix(name)).strip(" .")
        factor = next((each for each, words in _MANY_OF.items() if many in {word.strip(".") for word in words}), None)
        currency = _CROWNS.get(language, "") if name in {"kr", "kr.", "kronor"} else code
        if currency and (factor or not many):
            return currency, factor or Decimal(1)
    return None


def is_unit(text: str) -> bool:
    """Return whether a text in a header is a unit, and nothing else."""
    plain = text.casefold().strip(" .")
    exact = (
        plain in _PERCENT - {"andel"}
        or plain in KRONOR
        or currency_of(plain, "sv") is not None
        or plain in {*_MONEY, *_ALIASES, "st"}
    )
    return exact or bool(_PER.search(plain) and _named(text, "en"))


def are_bodies(texts: Iterable[str], language: str, *, every: bool = False) -> bool:
    """Return whether cells are organisations: one, or `every`, has a typical ending, and none is a unit."""
    names = dict.fromkeys(texts)
    known = [bool(body_kind(name, language)) for name in names]
    return any(known) and (all(known) or not every) and not any(is_unit(name) for name in names)


def same_unit(text: str) -> str:
    """Return a normal form in which two words for the same unit are equal."""
    plain = text.casefold().strip(" .")
    if plain in _PERCENT:
        return "%"
    return str(KRONOR[plain]) if plain in KRONOR else plain


def unit_of(title: str, named: str, language: str, missing: str = "") -> tuple[object, list[Doubt]]:
    """Return a unit in file format, and its doubts.

    `title` is the indicator's, and `named` the unit as the table gives it: in a column, in a header or after a number.
    `missing` are words in place of a unit that nothing says, if its numbers are not counts.
    """
    if many := _MANY.search(title):
        # A multiple of a currency is not the currency: use the table's own words until somebody changes them.
        return {"one": many[1], "other": many[1]}, [Doubt("unit-words", {"unit": many[1]})]
    hints: Iterable[str] = [named, *(a or b for a, b in _IN_TITLE.findall(title))]
    if bounded := next(filter(None, (_bounded(hint, language) for hint in hints)), None):
        return bounded, []
    for hint in filter(None, hints):
        if found := _named(hint.strip(), language):
            return found, []
    if not named and ("%" in title or names_share(title, language) or _OF_HUNDRED.search(title)):
        return "percent", []
    if not named:
        named = next((hint for a, b in _IN_TITLE.findall(title) if _MULTIPLE.fullmatch(hint := (a or b).strip())), "")
    for hint in (a or b for a, b in _IN_TITLE.findall(title)):
        first, *rest = hint.split()
        if rest and not named and _named(first, language) not in {None, "count"}:
            named = hint.strip()  # tonnes of what
    hints = [(a or b).strip() for a, b in _IN_TITLE.findall(title)]
    thousands = next((hint for hint in hints if (amount := currency_of(hint, language)) and amount[1] != 1), "")
    named = named or thousands
    counted, *per = _PER.split(named, maxsplit=1)
    if per and per[0].strip() and counted.strip().casefold() in table_words(language).get("count_unit", ()):
        return {"name": "count", "per": per[0].strip()}, []
    if named:
        # In the table's own words, with the plural the same as the singular until somebody changes it.
        return {"one": named, "other": named}, [Doubt("unit-words", {"unit": named})]
    if re.match(r"antal|antalet|number of", title, re.IGNORECASE):
        return "count", []
    if _has_word(title, "index_name", language):
        return UnitName.INDEX.value, []
    if missing:
        return {"one": missing, "other": missing}, [Doubt("unit-missing")]
    return "count", [Doubt("unit-missing")]


def without_bounds(unit: object, numbers: Iterable[Decimal]) -> object:
    """Return a unit without its bounds if numbers are beyond them: the words are about something else, then."""
    if not isinstance(unit, dict) or "from" not in unit:
        return unit
    low, high = (Decimal(str(unit[key])) for key in ("from", "to"))
    return unit if all(low <= number <= high for number in numbers) else unit["name"]


def _bounded(text: str, language: str) -> dict[str, object] | None:
    """Return the index or the scale that a text names with its bounds, or None."""
    match = _BOUNDS.search(text)
    if not match or int(match["low"]) >= int(match["high"]):
        return None
    word, words = match["name"].casefold(), table_words(language)
    names = {UnitName.SCALE: ("scale_unit",), UnitName.INDEX: ("index_unit", "index_name")}
    found = next((name for name, roles in names.items() if any(word in words.get(role, ()) for role in roles)), None)
    return {"name": found.value, "from": Plain(match["low"]), "to": Plain(match["high"])} if found else None


def names_mean(title: str, language: str) -> bool:
    """Return whether the name of an indicator is that of a mean or a grade: Medelbetyg, genomsnittlig väntetid."""
    words, beginnings = re.findall(r"[^\W\d_]+", title.casefold()), table_words(language).get("mean_name", ())
    return any(word.startswith(beginnings) for word in words)


def _has_word(title: str, role: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_]+", title.casefold())
    phrases = table_words(language).get(role, ())
    return any(f" {phrase} " in f" {' '.join(words)} " for phrase in phrases) or any(
        word.endswith(phrase) for word in words for phrase in phrases if len(phrase) >= _LEAST_PART
    )


def _named(text: str, language: str) -> object:
    plain = text.casefold().strip(" .")
    if plain in _PERCENT:
        return "percent"
    if plain in table_words(language).get("count_unit", ()):
        return "count"
    if name := next((name for name in _OWN_NAMES if plain in table_words(language).get(f"{name}_unit", ())), ""):
        return name
    counted, *per = _PER.split(text, maxsplit=1)
    currency, many = currency_of(counted, language) or ("", Decimal(1))
    found = (currency if many == 1 else "") or _unit(counted.strip()) or _counted(language).get(plain, "")
    if not found:
        return None
    return {"name": found, "per": per[0].strip()} if per and per[0].strip() else found


@cache
def _counted(language: str) -> Mapping[str, str]:
    """Return the CLDR units of things that are measured, by their plurals in a language and in English: uger."""
    units = [unit for unit in sorted(cldr_units()) if unit.startswith(_FAMILIES) and unit not in _NOT_ALONE]
    plurals = {
        format_unit(100, unit, "long", locale=code).replace("100", "", 1).strip().casefold(): unit
        for code in ("en", language)
        for unit in units
        if not unit.endswith("-person")
    }
    return MappingProxyType(plurals)


def _unit(name: str) -> str:
    """Return the CLDR unit whose name is exactly the given one, or ""."""
    ends = {unit.partition("-")[2]: unit for unit in sorted(cldr_units())}
    plain = name.casefold()
    found = _ALIASES.get(plain) or ends.get(plain)
    if found in {*cldr_units(), "days"}:
        return found or ""
    guessed = near(name)
    # Not a unit, although it looks like one.
    alike = len(name) > 3 and guessed.partition("-")[2].startswith(plain[:4])
    return guessed if alike and guessed in cldr_units() else ""
