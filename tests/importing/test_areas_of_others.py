"""Tables that are all about one area, by its name or its code, and Finnish names with an ending."""

from pathlib import Path

import pytest

from publisher.importing.columns.areas import is_same_area
from tests.importing.test_statistics_alone import OWN, kinds, statistics
from tests.importing.test_untidy_tables import doubts, proposed


def test_numbers_of_another_municipality_alone_are_not_the_own_ones(tmp_path: Path) -> None:
    rows = [["Kommun", "År", "Indikator", "Värde"], ["Grannköpings kommun", "2023", "Behöriga", "80"],
            ["Grannköpings kommun", "2024", "Behöriga", "81"]]  # fmt: skip
    made = proposed(tmp_path, rows, municipality=OWN)
    assert "statistics" not in kinds(made)
    assert {each.facts["area"] for each in made.left if each.why == "area-not-own"} == {"Grannköpings kommun"}
    own = [rows[0], *(["Ekbacka", *row[1:]] for row in rows[1:])]
    assert statistics(proposed(tmp_path, own, municipality=OWN), "behoriga")["2024"] == {"value": "81"}


def test_a_goal_that_ends_like_a_name_is_no_other_municipality(tmp_path: Path) -> None:
    rows = [["Målområde", "Indikator", "Mål 2025"], ["Attraktiv kommun", "Behöriga", "80"]]
    assert "plan" in kinds(proposed(tmp_path, rows, municipality=OWN))


KOLADA = [["kpi", "municipality", "year", "value"], ["N15419", "1498", "2023", "78.1"],
          ["N15419", "1498", "2024", "79.0"]]  # fmt: skip


def test_an_export_with_the_code_of_one_municipality_asks_whose_it_is(tmp_path: Path) -> None:
    made = proposed(tmp_path, KOLADA, municipality=OWN)
    assert statistics(made, "n15419") == {"2023": {"value": "78.1"}, "2024": {"value": "79.0"}}
    assert "area-by-code" in doubts(made)


def test_codes_of_several_municipalities_are_no_groups_and_nobody_s_numbers(tmp_path: Path) -> None:
    made = proposed(tmp_path, [*KOLADA, ["N15419", "1499", "2024", "70.2"]], municipality=OWN)
    assert "statistics" not in kinds(made)
    assert "area-not-own" in {each.why for each in made.left}


def test_names_beside_codes_say_whose_the_numbers_are(tmp_path: Path) -> None:
    rows = [["kpi", "municipality_id", "municipality", "year", "value"],
            ["N15419", "1498", "Ekbacka", "2024", "79.0"], ["N15419", "0000", "Riket", "2024", "74.9"]]  # fmt: skip
    made = proposed(tmp_path, rows, municipality=OWN)
    assert statistics(made, "n15419") == {"2024": {"value": "79.0", "riket": "74.9"}}
    assert "area-by-code" not in doubts(made)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Turku", "Turun kaupunki", True),
        ("Turun kaupunki", "Turku", True),
        ("Lahti", "Lahden kaupunki", True),
        ("Seinäjoki", "Seinäjoen kaupunki", True),
        ("Hämeenlinna", "Hämeenlinnan kaupunki", True),
        ("Kauniainen", "Kauniaisten kaupunki", True),
        ("Turun seutukunta", "Turku", False),
        ("Turku", "Tornion kaupunki", False),
    ],
)
def test_a_finnish_name_with_an_ending_is_the_same_place(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert is_same_area(one, other, "fi") is same
