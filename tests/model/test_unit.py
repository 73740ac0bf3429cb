from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from publisher.language import Language
from publisher.locales import languages
from publisher.model.unit import Unit, UnitName, cldr_units, meant, named, near

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2212": "-"})


def unit(written: object) -> Unit:
    return Unit.model_validate(written)


def said(number: str, written: object, language: str = "sv") -> str:
    return Language(language).amount(Decimal(number), unit(written)).translate(SPACES)


@pytest.mark.parametrize(
    ("number", "written", "words"),
    [
        ("19625", "count", "19 625"),
        ("79", "share", "79 %"),
        ("112.50", "percent", "112,50 %"),
        ("-1.5", "percent", "-1,5 %"),
        ("1", "points", "1 procentenhet"),
        ("-2.5", "points", "-2,5 procentenheter"),
        ("1", "days", "1 dag"),
        ("1200", "kronor", "1 200 kronor"),
        ("41.20", "SEK", "41,20 kr"),
        ("1200", "EUR", "1 200 €"),
        ("4.20", "mass-tonne", "4,20 ton"),
        ("1", {"name": "mass-tonne", "per": "invånare"}, "1 ton per invånare"),
        ("12", {"name": "count", "per": "100 000 invånare"}, "12 per 100 000 invånare"),
        ("1", {"one": "fågelart", "other": "fågelarter"}, "1 fågelart"),
        ("31", {"one": "fågelart", "other": "fågelarter"}, "31 fågelarter"),
        ("34", {"name": "rank", "to": "290"}, "plats 34 av 290"),
        ("34", "rank", "plats 34"),
        ("104", "index", "index 104"),
        ("4.2", {"name": "scale", "from": "1", "to": "5"}, "4,2 på skalan 1–5"),
    ],
)
def test_a_number_in_its_unit(number: str, written: object, words: str) -> None:
    assert said(number, written) == words


def test_money_and_measures_in_other_languages() -> None:
    assert said("1200", "DKK", "da") == "1.200 kr."
    assert said("1200.5", "SEK", "en") in {"SEK 1,200.5", "SEK1,200.5"}
    assert said("2", "mass-tonne", "en") == "2 tonnes"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ton", "unknown-unit"),
        ({"one": "träd"}, "unit-one-and-other"),
        ({"name": "days", "one": "dag", "other": "dagar"}, "unit-name-or-words"),
        ({"name": "SEK", "to": "5"}, "unit-does-not-take"),
        ({"name": "share", "of": "alla"}, "unit-does-not-take"),
        ("scale", "scale-without-bounds"),
    ],
)
def test_what_is_no_unit(written: Any, code: str) -> None:
    with pytest.raises(ValidationError) as found:
        unit(written)
    assert found.value.errors()[0]["type"] == code


def test_a_short_unit_is_written_short() -> None:
    # Written short, a unit is a text; Pydantic says of every model that it is a dict.
    short: object = unit("mass-tonne").model_dump(mode="json")
    assert short == "mass-tonne"
    assert unit({"name": "rank", "to": "290"}).model_dump(mode="json", by_alias=True) == {"name": "rank", "to": "290"}


@given(
    st.decimals(-(10**12), 10**12, places=4),
    st.sampled_from(
        [*(name for name in UnitName if name != UnitName.SCALE), *sorted(cldr_units()), "SEK", "DKK", "USD"]
    ),
    st.sampled_from(languages()),
)
@example(Decimal(1), "consumption-mile-per-gallon", "da")
def test_every_digit_of_a_number_is_kept(number: Decimal, name: str, language: str) -> None:
    words = Language(language).amount(number, unit(name))
    digits = [each for each in words if each.isdigit()]
    written = [each for each in f"{abs(number):f}" if each.isdigit()]
    # A unit may have a digit of its own (m³ is no digit, "100 kilometres" is).
    assert "".join(written).lstrip("0") in "".join(digits)


def test_a_unit_in_full_has_what_it_is_per_or_of() -> None:
    # In open data, a number per 100 000 is no count.
    assert Unit.model_validate("count").in_full == "count"
    assert Unit.model_validate({"name": "count", "per": "100 000 invånare"}).in_full == "count per 100 000 invånare"
    assert Unit.model_validate({"one": "dag", "other": "dagar", "per": "anställd"}).in_full == "dagar per anställd"
    assert Unit.model_validate({"name": "percent", "of": "hushållen"}).in_full == "percent of hushållen"


@pytest.mark.parametrize("language", languages())
def test_every_unit_has_a_name_without_a_number_in_every_language(language: str) -> None:
    # CLDR itself has none for days in Swedish, or for per mille in Norwegian.
    names = {name: Language(language).unit_name(unit(name)) for name in cldr_units()}
    assert not [name for name, words in names.items() if not words.strip() or words == "None" or words[0].isdigit()]


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("concentr-permille", "nb", "promille"),
        ("concentr-permille", "fi", "promillea"),
        ("duration-day", "sv", "dygn"),
        ("mass-tonne", "fi", "tonnia"),
        ("mass-tonne", "sv", "ton"),
    ],
)
def test_the_name_of_a_unit_is_the_one_that_follows_numbers(name: str, language: str, words: str) -> None:
    assert Language(language).unit_name(unit(name)) == words


@pytest.mark.parametrize(
    ("written", "meant"),
    [("%", "percent"), ("prosenttia", "percent"), ("‰", "concentr-permille"), ("promillea", "concentr-permille"),
     ("kpl", "count"), ("st", "count"), ("tonnia", "mass-tonne"), ("Kilowattstunden", "energy-kilowatt-hour"),
     ("henkilöä", "")],
)  # fmt: skip
def test_a_unit_as_people_write_it_means_one_that_there_is(written: str, meant: str) -> None:
    assert near(written) == meant


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("kWh", "energy-kilowatt-hour"),
        ("m2", "area-square-meter"),
        ("m²", "area-square-meter"),
        ("%", "percent"),
        ("st", "count"),
        ("km/h", "speed-kilometer-per-hour"),
        ("ton per invånare", "{name: mass-tonne, per: invånare}"),
        ("kWh/m²", "{name: energy-kilowatt-hour, per: m²}"),
        ("SEK per invånare", "{name: SEK, per: invånare}"),
        ("g", ""),
        ("något per något", ""),
        ("per", ""),
    ],
)
def test_a_unit_as_people_write_it_is_answered_with_the_one_to_write(written: str, right: str) -> None:
    assert meant(written) == right
    with pytest.raises(ValidationError, match="no such unit") as failed:
        unit(written)
    assert failed.value.errors()[0]["ctx"]["near"] == right
    if right.startswith("{"):
        unit(yaml.safe_load(right))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kg", "mass-kilogram"),
        ("ton", "mass-tonne"),
        ("EUR", "EUR"),
        ("EUR per plats", "{name: EUR, per: plats}"),
        ("säckar", ""),
        ("säckar per år", ""),
        ("t", ""),
    ],
)
def test_a_unit_is_named_by_what_it_is_called_and_never_guessed(text: str, unit: str) -> None:
    assert named(text) == unit


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("mnkr", False),
        ("miljoner kronor", False),
        ("tkr", False),
        ("Mio. €", False),
        ("kronor per elev", False),
        ("deltagare", True),
        ("tusen personer", True),
        ("heltidstjänster", True),
    ],
)
def test_money_in_an_authors_words_counts_no_people(words: str, people: bool) -> None:  # noqa: FBT001
    """A deficit of 4.5 million is no group of fewer than five."""
    assert Unit(one=words, other=words).can_count_people is people
