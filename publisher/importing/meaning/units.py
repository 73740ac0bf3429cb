"""Units: what the numbers of an indicator are in, by the words around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publisher.importing.form.source import Doubt
from publisher.importing.meaning.table_words import table_words
from publisher.model.unit import cldr_units, near

_IN_TITLE: Final = re.compile(r"\(([^()]{1,30})\)|,\s*([^,()]{1,20})$")
_MONEY: Final = {
    "kr": "SEK",
    "sek": "SEK",
    "kronor": "SEK",
    "dkk": "DKK",
    "eur": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "$": "USD",
}
_PERCENT: Final = frozenset({"%", "procent", "pct", "percent", "andel", "andel (%)", "andel i procent"})
_PER: Final = re.compile(r"\s*(?:/|\bper\b|\bpr\.?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitHints:
    """What may tell a unit: the indicator's title, a cell for the unit, and the rows of the table."""

    title: str
    cell: str
    rows: Sequence[str]


def unit_of(measured: UnitHints, language: str) -> tuple[object, list[Doubt]]:
    """Return a unit as files have it, and what is uncertain about it."""
    hints = [measured.cell, *(a or b for a, b in _IN_TITLE.findall(measured.title))]
    for hint in filter(None, hints):
        if found := _named(hint.strip(), language):
            return found, []
    if (
        any("%" in row for row in measured.rows)
        or "%" in measured.title
        or measured.title.casefold().startswith("andel")
    ):
        return "percent", []
    if measured.cell:
        # In the author's own words, the same in singular and plural until somebody says otherwise.
        return {"one": measured.cell, "other": measured.cell}, [Doubt("unit-words", {"unit": measured.cell})]
    if re.match(r"antal|antalet|number of", measured.title, re.IGNORECASE):
        return "count", []
    return "count", [Doubt("unit-missing")]


def _named(text: str, language: str) -> object:
    plain = text.casefold().strip(" .")
    if plain in _PERCENT:
        return "percent"
    if plain in table_words(language).get("count_unit", ()):
        return "count"
    whole, *per = _PER.split(text, maxsplit=1)
    found = _MONEY.get(whole.casefold().strip()) or _unit(whole.strip())
    if not found:
        return None
    return {"name": found, "per": per[0].strip()} if per and per[0].strip() else found


def _unit(name: str) -> str:
    """Return the unit of CLDR that a name means exactly, or nothing."""
    ends = {unit.partition("-")[2]: unit for unit in sorted(cldr_units())}
    aliases = {"ton": "mass-tonne", "kg": "mass-kilogram", "km": "length-kilometer", "kwh": "energy-kilowatt-hour",
               "mwh": "energy-megawatt-hour", "m2": "area-square-meter", "m²": "area-square-meter",
               "ha": "area-hectare",
               "dagar": "days", "dage": "days", "days": "days"}  # fmt: skip
    plain = name.casefold()
    found = aliases.get(plain) or ends.get(plain)
    if found in {*cldr_units(), "days"}:
        return found or ""
    guessed = near(name)
    # What only looks like a unit is none.
    alike = len(name) > 3 and guessed.partition("-")[2].startswith(plain[:4])
    return guessed if alike and guessed in cldr_units() else ""
