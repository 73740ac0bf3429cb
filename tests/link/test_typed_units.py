"""Whether what is typed after a number is the unit of its indicator."""

import pytest

from publisher.link.typed_units import bounded, is_scaled, is_unit
from publisher.model.unit import Unit


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("mass-tonne", "ton"),
        ("mass-tonne", "t"),
        ("mass-tonne", "Tonnes"),
        ("length-meter", "m"),
        ("length-meter", "metres"),
        ("energy-kilowatt-hour", "kWh"),
        ("energy-kilowatt-hour", "kilowattimmar"),
        ("area-square-meter", "m2"),
        ("area-square-meter", "m²"),
        ("SEK", "kr"),
        ("percent", "%"),
    ],
)
def test_a_unit_may_be_typed_by_its_name_or_its_symbol(name: str, typed: str) -> None:
    assert is_unit(typed, Unit(name=name))


@pytest.mark.parametrize(
    ("name", "typed"), [("mass-tonne", "kg"), ("length-meter", "t"), ("energy-kilowatt-hour", "MWh"), ("SEK", "euro")]
)
def test_another_unit_is_another(name: str, typed: str) -> None:
    assert not is_unit(typed, Unit(name=name))


def test_the_divisor_of_a_unit_may_be_left_out() -> None:
    assert is_unit("t", Unit(name="mass-tonne", per="invånare"))
    assert is_unit("t/invånare", Unit(name="mass-tonne", per="invånare"))
    assert not is_unit("/invånare", Unit(name="mass-tonne", per="invånare"))


@pytest.mark.parametrize(
    ("name", "typed", "number"),
    [
        *(("rank", typed, "98") for typed in ("98:e", "98.", "98th", "nr 98", "#98", "no. 98", "plats 98 av 290")),
        *(("rank", typed, "98") for typed in ("98 av 290", "98:e av 312", "Platz 98 von 290", "sija 98 / 290")),
        *(("scale", typed, "3.8") for typed in ("3,8 av 5", "3.8/5", "3,8 out of 5")),
        ("scale", "3,8 av 7", ""),
        ("index", "index 104", "104"),
        *(("rank", typed, "") for typed in ("98", "98 kr", "98 av", "plats", "av 290", "98:e och 99:e")),
        ("count", "98:e", ""),
        ("percent", "nr 98", ""),
    ],
)
def test_a_place_or_a_mark_is_its_number(name: str, typed: str, number: str) -> None:
    bounds = {"rank": {"from": 1, "to": 290}, "scale": {"from": 1, "to": 5}}.get(name, {})
    assert bounded(typed, Unit.model_validate({"name": name, **bounds})) == number


@pytest.mark.parametrize(
    ("unit", "is_in_thousands"),
    [
        ({"one": "tusental kronor", "other": "tusen kronor"}, True),
        ({"one": "miljon kronor", "other": "miljoner kronor"}, True),
        ({"one": "elev", "other": "elever"}, False),
        ({"name": "SEK"}, False),
    ],
)
def test_words_of_a_unit_may_count_thousands_already(unit: dict[str, str], is_in_thousands: object) -> None:
    assert is_scaled(Unit.model_validate(unit)) is is_in_thousands
