"""Whether what is typed after a number is the unit of its indicator."""

import pytest

from publisher.link.typed_units import is_unit
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
