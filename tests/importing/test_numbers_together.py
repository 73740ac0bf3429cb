"""Cells with two numbers: the outcome and its target, or the outcome of another year."""

from pathlib import Path

import pytest

from tests.importing.test_row_names import doubts, lost, proposed, value


def numbers(folder: Path, header: str, cell: str, language: str = "sv") -> dict[str, dict[str, object]]:
    """Return the targets and the outcomes that a cell below a header becomes, by period."""
    source, made = proposed(folder, [["Indikator", header], ["Andel nöjda", cell]], language, title="Plan")
    assert lost(source, made) == {}
    found: dict[str, dict[str, object]] = {}
    for file in made.files:
        if file.kind == "result":
            [measured] = value(made, file.path, "measurements").values()
            found.setdefault("outcome", {})[file.path.split("/")[-1].removesuffix(".md")] = measured
    if "targets" in made.files[0].fields:
        [target] = value(made, "plan.md", "targets")
        found["target"] = target["values"]
    return found


@pytest.mark.parametrize(
    ("language", "header", "cell"),
    [
        ("sv", "Utfall 2024", "91 % (mål 95 %)"),
        ("sv", "Utfall 2024", "91 % (mål: 95 %)"),
        ("sv", "2024", "91 % (målet är 95 %)"),
        ("sv", "Mål 2024", "95 % (utfall 91 %)"),
        ("sv", "Utfall 2024", "Mål 95 %, utfall 91 %"),
        ("sv", "Utfall/mål 2024", "91 % / 95 %"),
        ("sv", "Utfall / mål 2024", "91/95 %"),
        ("sv", "2024 utfall (mål)", "91 % (95 %)"),
        ("sv", "Mål (utfall) 2024", "95 % (91 %)"),
        ("sv", "Utfall vs mål, % 2024", "91 (95)"),
        ("da", "Resultat / måltal 2024", "91 % / 95 %"),
        ("da", "Resultat 2024", "91 % (måltal: 95 %)"),
        ("en", "Actual (target) 2024", "91% (95%)"),
        ("en", "Actual vs target 2024", "91% / 95%"),
        ("en", "Actual 2024", "91% (target 95%)"),
    ],
)
def test_an_outcome_and_its_target_in_one_cell(tmp_path: Path, language: str, header: str, cell: str) -> None:
    assert numbers(tmp_path, header, cell, language) == {"outcome": {"2024": "91"}, "target": {"2024": "95"}}


def test_the_outcome_of_another_year_in_the_same_cell(tmp_path: Path) -> None:
    both = {"outcome": {"2023": "88", "2024": "91"}}
    assert numbers(tmp_path, "Utfall 2024 (2023)", "91 % (88 %)") == both
    assert numbers(tmp_path, "Utfall 2024", "91 % (2023: 88 %)") == both
    assert numbers(tmp_path, "Utfall 2024", "91 % (mål 95 %, 2023: 88 %)") == both | {"target": {"2024": "95"}}


@pytest.mark.parametrize("cell", ["51,9 (2023)", "51,9 kiloton (år 2023)"])
def test_a_number_that_lags_behind_is_that_of_the_period_behind_it_and_asked_about(tmp_path: Path, cell: str) -> None:
    source, made = proposed(tmp_path, [["Indikator", "Utfall Q3 2025"], ["Utsläpp", cell]])
    assert lost(source, made) == {}
    assert value(made, "2023.md", "measurements") == {"utslapp": "51.9"}
    assert [file.path for file in made.files if file.path.endswith("2025-Q3.md")] == []
    assert "period-of-cell" in doubts(made)


@pytest.mark.parametrize("cell", ["51,9 (2025)", "51,9 (2026)", "51,9 (2025-Q3)"])
def test_a_number_of_no_earlier_period_stays_below_its_header(tmp_path: Path, cell: str) -> None:
    _, made = proposed(tmp_path, [["Indikator", "Utfall Q3 2025"], ["Utsläpp", cell]])
    assert value(made, "2025-Q3.md", "measurements") == {"utslapp": {"missing": cell}}


@pytest.mark.parametrize("header", ["Q2 actual (target) 2024/25", "Q2 2024/25 actual (target)"])
def test_a_period_of_which_a_part_stands_before_both(tmp_path: Path, header: str) -> None:
    _, made = proposed(tmp_path, [["Indicator", header], ["Recycling", "47% (48%)"]], "en")
    assert value(made, "2024-25-Q2.md", "measurements") == {"recycling": "47"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2024/25-Q2": "48"}


def test_a_limit_in_such_a_cell_and_one_of_two_numbers(tmp_path: Path) -> None:
    assert numbers(tmp_path, "Utfall 2024", "28 (mål högst 30)") == {
        "outcome": {"2024": "28"}, "target": {"2024": {"at_most": "30"}},
    }  # fmt: skip
    assert numbers(tmp_path, "Utfall (mål) 2024", "45 (-)") == {"outcome": {"2024": "45"}}
    assert numbers(tmp_path, "Utfall (mål) 2024", "45") == {"outcome": {"2024": "45"}}


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Utfall 2024", "45 (50)"), ("Basvärde / mål 2027", "45 / 50"), ("Utfall 2024", "91 % (mål saknas)"),
     ("Utfall 2024", "91 % (mål 95 %, mål 96 %)")],
)  # fmt: skip
def test_two_numbers_without_a_word_are_asked_about(tmp_path: Path, header: str, cell: str) -> None:
    _, made = proposed(tmp_path, [["Indikator", header], ["Andel nöjda", cell]], title="Plan")
    [result] = [file for file in made.files if file.kind == "result"]
    assert value(made, result.path, "measurements") == {"andel-nojda": {"missing": cell}}
    assert "targets" not in made.files[0].fields and "inexact" in doubts(made)


def test_goals_in_words_below_such_a_header_are_no_numbers(tmp_path: Path) -> None:
    header = ["Mål / resultat", "Bedömning 2024", "Kommentar"]
    _, made = proposed(tmp_path, [header, ["Fler ska må bra", "Uppfyllt", "Det går bra."]])
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == ["Fler ska må bra"]
