"""Units: the unit of an indicator's numbers, by the words around them."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from babel.units import format_unit

from publisher.importing.columns.table_words import body_kind, names_share, table_words, words_for
from publisher.importing.form.source import Doubt
from publisher.model.unit import UnitName, cldr_units, near
from publisher.read.scalar import Plain

# Where a title may have a unit: Resor (km), Resor [km], Resor, km, Resor – km, Resor i km
_IN_TITLE: Final = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]|,\s*([^,()]{1,30})$")
_AT_END: Final = re.compile(r"\s(?:[–—-]|i|in)\s+([^\s()]+(?:\s*/\s*[^\s()]+)?)$", re.IGNORECASE)
_MONEY: Final = {
    "kr": "SEK",
    "sek": "SEK",
    "kronor": "SEK",
    "kroner": "DKK",
    "euron": "EUR",
    "euroina": "EUR",
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
    r"(?:(?P<name>[^\W\d]+)\s*:?\s*)?(?<!\d)(?P<low>-?\d{1,3})\s*(?:[-–]|till?|to|bis)\s*(?P<high>\d{1,4})(?!\d)",
    re.IGNORECASE,
)
# The bounds of a scale that has no name: from 0 or 1 to these.
_LOWS: Final = frozenset({"0", "1"})
_HIGHS: Final = frozenset({"3", "4", "5", "6", "7", "10", "100"})
_PERCENT: Final = frozenset({"%", "procent", "pct", "percent", "prosent", "prozent", "prosenttia", "per cent", "andel"})
_IN_PERCENT: Final = re.compile(r"(?P<share>\w+)(?:\s+i\s+|\s*[,(]?\s*)(?P<unit>[^\W\d]{3,}|%)\)?")
_MANY: Final = re.compile(r"(?:\(|,\s)([£€$]\s?(?:000s?|[kmb]n?|million|thousand))(?:\)|$)", re.IGNORECASE)
_OF_HUNDRED: Final = re.compile(r"\bi (?:procent|pct\.?|prosent)\b|\bas a percentage\b|\bin prozent\b", re.IGNORECASE)
_PER: Final = re.compile(r"\s*(?:/|\bper\b|\bpr\.?)\s*", re.IGNORECASE)
_ALIASES: Final = {
    "ton": "mass-tonne", "tonn": "mass-tonne", "hektar": "area-hectare",
    "kg": "mass-kilogram", "km": "length-kilometer", "kwh": "energy-kilowatt-hour",
    "mwh": "energy-megawatt-hour", "m2": "area-square-meter", "m²": "area-square-meter", "ha": "area-hectare",
    "dagar": "days", "dage": "days", "dager": "days", "days": "days", "tage": "days",
    "kvm": "area-square-meter", "m3": "volume-cubic-meter",
    "kw": "power-kilowatt", "mw": "power-megawatt", "h": "duration-hour",
    "‰": "concentr-permille",
}  # fmt: skip
# What a title says that there are so many of: Brott per 1 000 invånare, Indbrud pr. 1.000 boliger.
_PER_MANY: Final = re.compile(
    r"\b(?:per|pr\.?)\s+(?P<many>\d[\d .,\xa0]*\s[^\W\d][^,()]{0,30}|\d{1,3}(?:[ .,\xa0]000)+)$", re.IGNORECASE
)
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
    r"|(?:1[ .]?000(?:-?tal\b)?|tusental|tusen|tusinde?r?|thousands?|miljoner|millioner|mio\.?|millions?|billions?)"
    r"(?: .*)?",
    re.IGNORECASE,
)
# Symbols and names of what is measured, with or without a word for a multiple of it: MWh, kiloton, µg, m³.
_SYMBOL: Final = re.compile(
    r"(?:kilo|mega|giga|tera|hekto|hecto|deci|centi|milli|mikro|micro|nano|[kmgtµμndch])?"
    r"(?:ton(?:nes?|nia|nen|s|n)?|wh|w|watt(?:timmar|timer|hours|stunden)?|gram(?:mes?|s|m)?|g"
    r"|lit(?:er|re|res|ers)|l|met(?:er|re|res|ers)|m|bq|hz|j|joule)[23²³]?"
    # Greenhouse gases, as one word: tCO2e, ktCO₂-ekv.
    r"|[kmg]?(?:t|g)co[2₂](?:-?e(?:kv|q)?\.?)?",
    re.IGNORECASE,
)
# The crowns of countries that write them alike, and the multiples that are written in front of or behind them.
_CROWN_NAMES: Final = frozenset({"kr", "kr.", "kronor", "kroner"})
_CROWNS: Final = {"sv": "SEK", "da": "DKK", "nb": "NOK"}
_MANY_OF: Final = {
    Decimal(1000): ("t", "k", "tusen", "tusind", "tuhat", "tausend", "1000", "1.000", "1 000", "thousand",
                   "000", "000s", "tusental", "tusentals", "1000-tal", "1 000-tal", "1000-tals", "1 000-tals",
                   "tusinde", "hele tusen", "hele 1000", "hele 1 000", "tuhatta", "tuhansina", "thousands of"),
    Decimal(1_000_000): ("m", "mn", "mio", "mio.", "mill", "mill.", "milj.", "million", "miljoner", "millioner",
                        "miljontal", "miljontals", "miljoonaa", "miljoonina", "millionen", "millions of"),
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
        currency = _CROWNS.get(language, "") if name in _CROWN_NAMES else code
        if currency and (factor or not many):
            return currency, factor or Decimal(1)
    return None


def is_unit(text: str) -> bool:
    """Return whether a text in a header is a unit, and nothing else."""
    plain = text.casefold().strip(" .")
    exact = (
        (plain != "andel" and _is_percent(plain))
        or plain in KRONOR
        or currency_of(plain, "sv") is not None
        or plain in {*_MONEY, *_ALIASES, "st"}
    )
    return exact or bool(_PER.search(plain) and _named(text, "en"))


def is_count(header: str, language: str) -> bool:
    """Return whether a header says that its numbers are counts: Antal, Antal 2024, Utfall 2024 (st)."""
    counted = rf"(?:{'|'.join(map(re.escape, words_for('count_unit', language)))})"
    plain = header.casefold()
    return bool(re.match(rf"{counted}(?:\s+(?:19|20)\d\d)?$", plain) or re.search(rf"[(\[]{counted}[)\]]", plain))


def names_unit(title: str, language: str) -> bool:
    """Return whether a title ends with a unit in brackets, so that it is what is measured: Utsläpp (kiloton)."""
    if not (behind := re.search(r"[(\[][^()\[\]]+[)\]]\s*$", title)):
        return False
    _, doubts = unit_of(behind[0], "", language, "?")
    return all(doubt.code != "unit-missing" for doubt in doubts)


def are_bodies(texts: Iterable[str], language: str, *, every: bool = False) -> bool:
    """Return whether cells are organisations: one, or `every`, has a typical ending, and none is a unit."""
    names = dict.fromkeys(texts)
    known = [bool(body_kind(name, language)) for name in names]
    return any(known) and (all(known) or not every) and not any(is_unit(name) for name in names)


def same_unit(text: str) -> str:
    """Return a normal form in which two words for the same unit are equal."""
    plain = text.casefold().strip(" .")
    if _is_percent(plain):
        return "%"
    return str(KRONOR[plain]) if plain in KRONOR else plain


def unit_of(title: str, named: str, language: str, missing: str = "") -> tuple[object, list[Doubt]]:
    """Return a unit in file format, and its doubts.

    `title` is the indicator's, and `named` the unit as the table gives it: in a column, in a header or after a number.
    `missing` are words in place of a unit that nothing says.
    """
    if many := _MANY.search(title):
        # A multiple of a currency is not the currency: use the table's own words until somebody changes them.
        return _in_words(many[1])
    in_title = [*_hints(title, language)]
    hints = [hint for hint in (named.strip(), *in_title) if hint]
    if bounded := next(filter(None, (_bounded(hint, language) for hint in (*hints, title))), None):
        return bounded, []
    if found := next(filter(None, (_named(hint, language) for hint in hints)), None):
        return found, []
    if not named and ("%" in title or names_share(title, language) or _OF_HUNDRED.search(title)):
        return "percent", []
    if bounded := next(filter(None, (_scale(hint, title, language) for hint in hints)), None):
        return bounded, [Doubt("scale-of-bounds", {"from": str(bounded["from"]), "to": str(bounded["to"])})]
    named = named or next((hint for hint in in_title if _is_measure(hint, language)), "")
    counted, *per = _PER.split(named, maxsplit=1)
    if per and per[0].strip() and counted.strip().casefold() in table_words(language).get("count_unit", ()):
        return {"name": "count", "per": per[0].strip()}, []
    if named:
        return _in_words(named)
    many_of, is_count_of = _PER_MANY.search(title), re.match(_one_of("count_name", language), title, re.IGNORECASE)
    if many_of and not any(word in title.casefold() for word in words_for("money_name", language)):
        over = " ".join(many_of["many"].split())
        return ({"name": "count", "per": over}, []) if is_count_of else _in_words(many_of[0])
    if is_count_of:
        return "count", []
    if _has_word(title, "index_name", language):
        return UnitName.INDEX.value, []
    if missing:
        return {"one": missing, "other": missing}, [Doubt("unit-missing")]
    return "count", [Doubt("unit-missing")]


def _in_words(unit: str) -> tuple[object, list[Doubt]]:
    """Return a unit in the table's own words, with the plural the same as the singular until somebody changes it."""
    return {"one": unit, "other": unit}, [Doubt("unit-words", {"unit": unit})]


def within_bounds(
    unit: object, doubts: list[Doubt], numbers: Iterable[Decimal], missing: str
) -> tuple[object, list[Doubt]]:
    """Return a unit and its doubts; without its bounds if numbers are beyond them, since those are of something else.

    A scale is nothing without its bounds: its unit is not known then, and has the words `missing`.
    """
    if not isinstance(unit, dict) or "from" not in unit:
        return unit, doubts
    low, high = (Decimal(str(unit[key])) for key in ("from", "to"))
    if all(low <= number <= high for number in numbers):
        return unit, doubts
    if unit["name"] != UnitName.SCALE.value:
        return unit["name"], doubts
    return {"one": missing, "other": missing}, [Doubt("unit-missing")]


def _hints(title: str, language: str) -> Iterator[str]:
    """Yield the parts of a title that may be units: what stands in brackets, then what stands last."""
    for a, b in _IN_TITLE.findall(title):
        hint = (a or b).strip()
        yield hint
        if a and "," in hint:
            yield from (part.strip() for part in hint.split(","))
    # Not "this year".
    if (match := _AT_END.search(title)) and match[1].casefold() not in table_words(language).get("filler", ()):
        yield match[1]


def _bounded(text: str, language: str) -> dict[str, object] | None:
    """Return the index, the rank or the scale that a text names with its bounds, or None."""
    for match in _BOUNDS.finditer(text):
        word, words = (match["name"] or "").casefold(), table_words(language)
        names = {
            UnitName.SCALE: ("scale_unit",), UnitName.INDEX: ("index_unit", "index_name"), UnitName.RANK: ("rank_unit",)
        }  # fmt: skip
        found = next((name for name, of in names.items() if any(word in words.get(role, ()) for role in of)), None)
        mean = UnitName.SCALE if word and names_mean(word, language) else None
        if (unit := found or mean) and int(match["low"]) < int(match["high"]):
            return {"name": unit.value, "from": Plain(match["low"]), "to": Plain(match["high"])}
    return None


def _scale(text: str, title: str, language: str) -> dict[str, object] | None:
    """Return the scale whose bounds are all that a text says, (1–5); None if something is counted: of an age."""
    match = _BOUNDS.fullmatch(text)
    if match is None or match["name"] or re.match(_one_of("count_name", language), title, re.IGNORECASE):
        return None
    known = match["low"] in _LOWS and match["high"] in _HIGHS
    name = next((name for name, role in ((UnitName.INDEX, "index_name"), (UnitName.RANK, "rank_unit"))
                 if _has_word(title, role, language)), UnitName.SCALE if known else None)  # fmt: skip
    if name is None or int(match["low"]) >= int(match["high"]):
        return None
    return {"name": name.value, "from": Plain(match["low"]), "to": Plain(match["high"])}


def _is_measure(text: str, language: str) -> bool:
    """Return whether a text is a unit that has no name here: kiloton, tusen ton, µg/m³, ton CO2e, tkr/elev."""
    if _MULTIPLE.fullmatch(text):
        return True
    plain, words = text.casefold().strip(" ."), table_words(language)
    counted, *per = (part.strip() for part in _PER.split(plain, maxsplit=1))
    over = per[0] if per else ""
    if not counted:
        return bool(over) and over not in _durations(language)  # per 1 000 invånare, but not per year
    if over and (counted in words.get("count_unit", ()) or re.match(_one_of("count_name", language), counted)):
        return True
    first, *rest = counted.split()
    if rest and rest[0][:1].isdecimal():
        return False  # år 2024
    symbol = bool(_SYMBOL.fullmatch(first)) and (len(first) > 1 or bool(over))
    known = symbol or counted in words.get("measure_unit", ()) or first in words.get("measure_unit", ())
    return known or _named(first, language) not in {None, "count"} or currency_of(counted, language) is not None


def _durations(language: str) -> frozenset[str]:
    """Return the words for lengths of time, one and several: år, månad, veckor."""
    names = [unit for unit in cldr_units() if unit.startswith("duration-")]
    return frozenset(
        format_unit(number, unit, "long", locale=code).replace(str(number), "", 1).strip().casefold()
        for code in ("en", language) for unit in names for number in (1, 100)
    )  # fmt: skip


def _one_of(role: str, language: str) -> str:
    """Return a pattern for words of a role at the beginning of a text."""
    return rf"(?:{'|'.join(map(re.escape, words_for(role, language)))})(?!\w)"


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


def _is_percent(plain: str) -> bool:
    """Return whether a text only says per cent: %, andel (%), andel i procent."""
    both = _IN_PERCENT.fullmatch(plain)
    return plain in _PERCENT or (both is not None and {both["share"], both["unit"]} <= _PERCENT)


def _named(text: str, language: str) -> object:
    plain = text.casefold().strip(" .")
    if _is_percent(plain):
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
