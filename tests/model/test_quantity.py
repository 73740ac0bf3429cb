"""Quantities as people type them, each read as what it says and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model.quantity import Comparator, quantity
from publisher.model.wanted import Wanted


@pytest.mark.parametrize(
    ("text", "limit", "low", "high", "unit"),
    [
        ("142", Comparator.EXACTLY, "142", "", ""),
        ("19 625", Comparator.EXACTLY, "19625", "", ""),
        ("\u2212 5", None, "", "", ""),
        ("\u22120,7", Comparator.EXACTLY, "-0.7", "", ""),
        ("20 %", Comparator.EXACTLY, "20", "", "%"),
        ("20%", Comparator.EXACTLY, "20", "", "%"),
        ("19 625 kr", Comparator.EXACTLY, "19625", "", "kr"),
        ("140 kWh/m2", Comparator.EXACTLY, "140", "", "kWh/m2"),
        ("minst 70", Comparator.AT_LEAST, "70", "", ""),
        ("Højst 30", Comparator.AT_MOST, "30", "", ""),
        ("no more than 12.5", Comparator.AT_MOST, "12.5", "", ""),
        ("över 70", Comparator.ABOVE, "70", "", ""),
        ("< 5", Comparator.BELOW, "5", "", ""),
        ("≥30", Comparator.AT_LEAST, "30", "", ""),
        ("ca. 70", Comparator.ABOUT, "70", "", ""),
        ("70–80", Comparator.EXACTLY, "70", "80", ""),
        ("-5--2", Comparator.EXACTLY, "-5", "-2", ""),
        ("70 till 80 %", Comparator.EXACTLY, "70", "80", "%"),
        ("2024-01-01", None, "", "", ""),
        ("1e9", None, "", "", ""),
        ("1.2.3", None, "", "", ""),
        ("öka till 70", None, "", "", ""),
        ("minst två", None, "", "", ""),
        ("minstens 70", None, "", "", ""),
        ("1" * 16, None, "", "", ""),
    ],
)
def test_quantity(text: str, limit: Comparator | None, low: str, high: str, unit: str) -> None:
    found = quantity(text)
    if limit is None:
        assert found is None
    else:
        assert found
        assert (found.limit, found.low, found.high, found.unit) == (limit, low, high, unit)


@given(st.text(alphabet="0123456789 ,.-–%≥<minstøå", max_size=14))
def test_what_is_written_instead_reads_as_the_same(text: str) -> None:
    if found := quantity(text):
        again = quantity(found.text)
        assert again
        assert again.is_plain
        assert (again.limit, again.low, again.high, again.unit) == (found.limit, found.low, found.high, "")


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("minst 70", {"at_least": 70}),
        ("højst 30", {"at_most": 30}),
        ("at least 70", {"at_least": 70}),
        ("70–80", {"at_least": 70, "at_most": 80}),
        (">40", {"above": 40}),
        ("under 5", {"below": 5}),
        ("75", {"value": 75}),
        ("Fler ska vara nöjda", {"words": "Fler ska vara nöjda"}),
        ("ska öka till 2030", {"words": "ska öka till 2030"}),
    ],
)
def test_a_target_of_each_form(written: str, fields: dict[str, object]) -> None:
    assert Wanted.model_validate(written) == Wanted.model_validate(fields)
