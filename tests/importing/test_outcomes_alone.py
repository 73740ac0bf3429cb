"""Outcomes of which nothing says what is wanted: statistics, with the question whether they are a plan's."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.drafting import draft
from publisher.importing.prose.steering_words import words_of
from publisher.language import Language
from tests.importing.pieces import field_of
from tests.importing.test_sheets import proposed as workbook
from tests.importing.test_statistics_alone import kinds, statistics
from tests.importing.test_untidy_tables import doubts, proposed

OUTCOMES = [["Indikator", "Utfall 2023", "Utfall 2024"], ["Antal invånare", "18290", "18377"],
            ["Andel 80 år och äldre, %", "6,6", "6,8"]]  # fmt: skip


def test_outcomes_without_a_target_and_a_title_are_statistics_and_asked_about_once(tmp_path: Path) -> None:
    made = proposed(tmp_path, OUTCOMES)
    assert kinds(made) == {"statistics", "indicators"}
    assert statistics(made, "antal-invanare") == {"2023": {"value": "18290"}, "2024": {"value": "18377"}}
    [register] = [file for file in made.files if file.kind == "indicators"]
    words = Language("sv").text("import.doubt.outcomes-alone")
    assert draft(register, Language("sv")).count(words) == 1


def test_a_title_that_people_give_is_that_of_a_plan_with_outcomes(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {"Blad1": [[*row] for row in OUTCOMES]}
    _, made = workbook(tmp_path / "a.xlsx", sheets, TableAsked(title="Miljöprogram 2030"))
    assert kinds(made) == {"plan", "result", "indicators"}


def test_the_title_of_a_programme_above_outcomes_says_whose_they_are(tmp_path: Path) -> None:
    made = proposed(tmp_path, [["Uppföljda tal i miljöprogram 2030", "", ""], *OUTCOMES])
    assert "outcomes-alone" not in doubts(made)
    assert "plan" in kinds(made)


def test_outcomes_beside_a_sheet_of_targets_are_results_of_the_plan(tmp_path: Path) -> None:
    targets: list[list[Any]] = [["Indikator", "Mål 2026"], ["Antal invånare", 18500]]
    _, made = workbook(tmp_path / "a.xlsx", {"Mål": targets, "Utfall": [[*row] for row in OUTCOMES]})
    assert "result" in kinds(made)
    assert "outcomes-alone" not in doubts(made)


@pytest.mark.parametrize(
    ("title", "is_plan", "language"),
    [
        ("Planerade bostäder", False, "sv"),
        ("Klimatplanen 2030", True, "sv"),
        ("Samhällsplanering", False, "sv"),
        ("Planer för skolan", True, "sv"),
        ("Planlagte boliger", False, "da"),
        ("Beskæftigelsesplan 2026", True, "da"),
        ("Planned homes", False, "en"),
        ("Corporate Plan", True, "en"),
        ("Hyvinvointisuunnitelman mittarit", True, "fi"),
        ("Bauplanung", False, "de"),
    ],
)
def test_a_plan_is_named_at_the_end_of_a_word(title: str, is_plan: bool, language: str) -> None:  # noqa: FBT001
    assert words_of(language).names_plan(title) is is_plan


def test_planned_homes_are_statistics(tmp_path: Path) -> None:
    rows = [["Planerade bostäder i kommunen", "", ""], ["Indikator", "2023", "2024"], ["Småhus", "40", "22"]]
    assert kinds(proposed(tmp_path, rows)) == {"statistics", "indicators"}


def test_a_target_in_a_cell_of_statistics_gives_the_plan_an_id_of_its_own(tmp_path: Path) -> None:
    rows = [["Folkmängd", "", ""], ["Indikator", "2023", "2024"], ["Folkmängd", "18290", "mål 19000"]]
    made = proposed(tmp_path, rows)
    ids = [str(file.fields["id"].value) for file in made.files if file.kind == "plan"]  # type: ignore[union-attr]
    ids += [each["id"] for each in field_of(made, "indicators.yml", "indicators")]
    assert len(ids) == len({*ids})


def test_a_word_for_a_direction_in_two_rows_is_asked_about_once(tmp_path: Path) -> None:
    rows = [["Mått", "Mål 2027", "Utfall 2025"], ["Andel som kan simma", "Öka", "93 %"], ["Utlån", "Öka", "4,3"]]
    made = proposed(tmp_path, rows)
    [plan] = [file for file in made.files if file.kind == "plan"]
    assert draft(plan, Language("sv")).count("målet ”Öka”") == 1


@pytest.mark.parametrize(
    ("cells", "asked"),
    [(("1", "0", "1"), True), (("1", "1", "1"), True), (("0", "", "0"), True), (("1", "0", "2"), False)],
)
def test_ones_and_zeros_may_be_yes_and_no(tmp_path: Path, cells: tuple[str, ...], asked: bool) -> None:  # noqa: FBT001
    rows = [["Indikator", "Mål 2025", "Utfall 2024", "Utfall 2025"], ["Hörslinga i salen", *cells]]
    assert ("yes-or-number" in doubts(proposed(tmp_path, rows))) is asked


def test_counts_of_one_are_no_answers(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål 2025", "Utfall 2025"], ["Antal hörslingor", "1", "1"]]
    assert "yes-or-number" not in doubts(proposed(tmp_path, rows))
