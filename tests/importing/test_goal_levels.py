"""Goals as municipalities write them: whose they are, on several levels, in words, with and without indicators."""

from pathlib import Path

import pytest

from tests.importing.test_row_names import lost, proposed, value

GOALS = ["En trygg uppväxt", "Fler unga slutför sin behandling"]


@pytest.mark.parametrize(
    ("upper", "lower", "language"),
    [
        ("Fullmäktiges mål", "Nämndens mål", "sv"),
        ("KF-mål", "Barn- och utbildningsnämndens mål 2024", "sv"),
        ("Strategiskt område", "Verksamhetens mål", "sv"),
        ("Byrådets mål", "Udvalgets mål", "da"),
        ("Kommunestyrets mål", "Virksomhetens mål", "nb"),
        ("Council priority", "Council's goals", "en"),
        ("Valtuuston tavoite", "Lautakunnan tavoite", "fi"),
        ("Ziel des Rates", "Ziel", "de"),
    ],
)
def test_goals_of_two_levels_stand_above_their_indicators(
    tmp_path: Path, upper: str, lower: str, language: str
) -> None:
    rows = [
        [upper, lower, "Indikator", "Mål 2024", "Utfall 2024"],
        [*GOALS, "Andel som slutfört", "70 %", "66 %"],
    ]
    source, made = proposed(tmp_path, rows, language)
    (theme,) = value(made, "plan.md", "themes")
    (target,) = value(made, "plan.md", "targets")
    assert (theme["title"], target["text"], target["theme"]) == (*GOALS, theme["id"])
    assert lost(source, made) == {}


def test_goals_that_people_judge_need_no_indicators(tmp_path: Path) -> None:
    rows = [
        ["Kommunfullmäktiges mål", "Nämndens mål", "Bedömning 2024", "Kommentar"],
        [*GOALS, "Delvis uppfyllt", "Personalen har bytts ut."],
        ["", "Kortare utredningar", "Uppfyllt", ""],
    ]
    source, made = proposed(tmp_path, rows)
    assert [each["title"] for each in value(made, "indicators.yml", "indicators")] == [GOALS[1], "Kortare utredningar"]
    assert value(made, "2024.md", "targets") == {
        "fler-unga-slutfor-sin-behandling": {"judgement": {"value": "partly", "comment": "Personalen har bytts ut."}},
        "kortare-utredningar": {"judgement": "fulfilled"},
    }
    assert [each["title"] for each in value(made, "plan.md", "themes")] == GOALS[:1]
    assert lost(source, made) == {}


def test_the_goal_of_somebody_is_a_number_where_its_cells_are(tmp_path: Path) -> None:
    rows = [
        ["Nämndens indikatorer", "Kommunens mål 2024", "Utfall 2024", "Rikets utfall 2024"],
        ["Väntetid, dagar", "10", "12", "14"],
    ]
    source, made = proposed(tmp_path, rows)
    (target,) = value(made, "plan.md", "targets")
    assert {str(year): str(wanted) for year, wanted in target["values"].items()} == {"2024": "10"}
    assert value(made, "2024.md", "measurements") == {"vantetid-dagar": "12"}
    assert lost(source, made) == {}


def test_a_goal_in_words_may_have_a_year(tmp_path: Path) -> None:
    rows = [
        ["KF:s mål 2024", "Indikator", "Målvärde", "Utfall 2024"],
        ["Ett tryggt Granbacka", "Antal vandringar", "12", "9"],
    ]
    source, made = proposed(tmp_path, rows)
    (target,) = value(made, "plan.md", "targets")
    assert (target["text"], [str(each) for each in target["values"].values()]) == ("Ett tryggt Granbacka", ["12"])
    assert lost(source, made) == {}


def test_milestones_and_final_accounts_are_targets_and_outcomes(tmp_path: Path) -> None:
    rows = [["Indikator", "Bokslut 2023", "Etappmål 2024", "Mål 2026"], ["Antal bostäder", "212", "300", "400"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {"antal-bostader": "212"}
    (target,) = value(made, "plan.md", "targets")
    assert {str(year): str(wanted) for year, wanted in target["values"].items()} == {"2024": "300", "2026": "400"}
    assert lost(source, made) == {}


def test_a_name_says_its_unit_and_its_id_in_the_open_database(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2024"], ["Hemtjänst, andel nöjda (Kolada U21468)", "85"]]
    _, made = proposed(tmp_path, rows)
    (indicator,) = value(made, "indicators.yml", "indicators")
    assert (indicator["unit"], indicator["kolada"]) == ("percent", "U21468")
