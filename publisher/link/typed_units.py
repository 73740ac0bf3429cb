"""Units that people type after a number, the indicator that a number belongs to, and whether the two fit."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from babel.numbers import is_currency
from pydantic import ValidationError

from publisher.language import Language
from publisher.locales import languages
from publisher.model.meant import has_letters_for_digits, without_note
from publisher.model.quantity import per_cent, pieces, quantity
from publisher.model.quantity_words import currency_words, words_of
from publisher.model.spelled import in_list
from publisher.model.unit import BOUNDED, PER_MILLE, PERCENT, Unit, UnitName, named, other_names
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Path, text_at

# Fields of a result whose keys are indicators.
_BY_INDICATOR: Final = frozenset({"measurements", "targets"})
# Problems of numbers that a unit may follow.
NUMBERS: Final = frozenset(
    {
        "not-a-number",
        "comma-in-number",
        "number-or-words",
        "number-in-full",
        "number-either",
        "number-with-note",
        "number-of-whole",
    }
)
# What an indicator is given as its unit if none of the units with a name is meant.
_OWN_WORDS: Final = "{one: \u2026, other: \u2026}"
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
    names = {_plain(unit.name or ""), *(_plain(name) for name in (*_written(unit), *_symbols(unit)))}
    return plain in names - {""} or (unit.name is not None and named(text) == unit.name)


def with_units(problems: Iterable[Problem], documents: Sequence[Document], language: Language) -> list[Problem]:
    """Return the problems; a number that is followed by another unit than its indicator's is one of its unit.

    Without its unit it would be another number: 100 of 100 ton where kilograms are meant.
    """
    found = [*problems]
    if not any(each.code in NUMBERS for each in found):
        return found
    units = units_of(documents)
    by_file = {document.file: document for document in documents}
    return [_of_unit(each, by_file, units, language) or each for each in found]


def _of_unit(
    problem: Problem, documents: Mapping[str, Document], units: Mapping[str, Unit], language: Language
) -> Problem | None:
    """Return the problem of a number in a unit that does not fit; None if it fits, or nobody can know."""
    document = documents.get(problem.place.file)
    if problem.code not in NUMBERS or document is None:
        return None
    value = problem.facts.get("value", "")
    if number := bounded(value, unit_at(document, problem.place, units)):
        return Problem.at(problem.place, "not-a-number", key=_key(document, problem.place), value=value, near=number)
    if problem.code == "number-of-whole":
        return None
    typed = None if has_letters_for_digits(value) else quantity(without_note(value))
    unit = unit_at(document, problem.place, units) if typed and typed.unit else None
    if typed is None or unit is None or is_unit(typed.unit, unit):
        return None
    measure = typed.in_full.unit
    if not measure or is_unit(measure, unit):
        return None
    others = _named_by(measure)
    # What is counted may be called anything: 3 elever. Words of no unit may be words of a target.
    if not others and (unit.is_count or problem.code == "number-or-words"):
        return None
    facts = {"value": problem.facts["value"], "typed": typed.unit, "unit": language.unit_name(unit)}
    return Problem.at(problem.place, "number-of-other-unit", **facts, other=" / ".join(others) or _OWN_WORDS)


def bounded(text: str, unit: Unit | None, *, certain: bool = False) -> str:
    """Return the number in a rank, an index or a mark as people type it (98:e, plats 98 av 290), or "".

    A mark out of another highest one is another mark, and so no such number; a place in a list of another length is the
    same place, but not `certain` to be meant.
    """
    found = in_list(text) if unit and unit.name in BOUNDED else None
    if found is None or unit is None:
        return ""
    number, top = found
    fits = not top or (unit.to is not None and Decimal(top) == unit.to)
    return number if fits or (unit.name == UnitName.RANK and not certain) else ""


def _named_by(text: str) -> list[str]:
    """Return the units that a text after a number stands for; empty if it is the name of none."""
    plain = [name for name in UnitName if name not in BOUNDED and is_unit(text, Unit(name=name))]
    return [str(name) for name in plain] or [name for name in (named(text),) if name]


def units_of(documents: Iterable[Document]) -> Mapping[str, Unit]:
    """Return the unit of each indicator declared in the registers, as far as they can be parsed."""
    found: dict[str, Unit] = {}
    for document in documents:
        declared = document.fields.get("indicators") if document.file.endswith(".yml") else None
        for fields in declared if isinstance(declared, list | tuple) else ():
            found |= _unit_of(fields)
    return found


def _unit_of(fields: object) -> dict[str, Unit]:
    """Return the unit of one indicator, by its id; empty if it cannot be parsed, whatever else is wrong there."""
    if not isinstance(fields, dict) or not isinstance(fields.get("id"), str):
        return {}
    try:
        return {str(fields["id"]): Unit.model_validate(fields.get("unit"))}
    except ValidationError:
        return {}


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
    return [words.amount(some, unit).replace(words.number(some), "") for words in spoken for some in _SOME]


def _symbols(unit: Unit) -> list[str]:
    """Return the short forms of a unit in each of the program's languages: t, m, kWh. They may stand for others too."""
    return [name for code in languages() for name in other_names(unit.name or "", code)]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def unit_at(document: Document, place: Place, units: Mapping[str, Unit]) -> Unit | None:
    """Return the unit of the number at a place: its indicator's, from `units`; a currency; or per cent completed."""
    path = _path(document, place)
    if path[-1:] == ("complete",):
        return PERCENT
    if "money" in path:
        currency = text_at(document.fields, (*path[: path.index("money") + 1], "currency"))
        return Unit(name=currency) if currency and is_currency(currency) else None
    return units.get(_indicator(document.fields, path))


def _path(document: Document, place: Place) -> Path:
    """Return the path of the value at a place; () if there is none."""
    spot = (place.line, place.column)
    return next((path for path, (_, value) in document.marks.items() if path and value == spot), ())


def _key(document: Document, place: Place) -> str:
    return str(_path(document, place)[-1])


def _indicator(fields: Fields, path: Path) -> str:
    """Return the id of the indicator that the number at a path belongs to, or ""."""
    for at, (part, below) in enumerate(pairwise(path)):
        if part in _BY_INDICATOR and isinstance(below, str):
            return below
        if part == "indicators" and isinstance(below, int):
            return text_at(fields, (*path[: at + 2], "id"))
    enclosing = (text_at(fields, (*path[:length], "indicator")) for length in range(len(path), -1, -1))
    return next(filter(None, enclosing), "")
