"""Goals as municipalities write them: whose they are, on several levels, in words, with and without indicators."""

from pathlib import Path

import pytest

from tests.importing.test_row_names import doubts, lost, proposed, value

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


@pytest.mark.parametrize(
    ("names", "header", "language"),
    [
        (("Indikator", "Utfall 2024"), "Nämndens bedömning", "sv"),
        (("Indikator", "Utfall 2024"), "Miljö- och byggnadsnämndens bedömning 2024", "sv"),
        (("Indikator", "Resultat 2024"), "Udvalgets vurdering", "da"),
        (("Indicator", "Actual 2024"), "Committee's assessment", "en"),
    ],
)
def test_the_judgement_of_somebody_is_one(tmp_path: Path, names: tuple[str, str], header: str, language: str) -> None:
    levels = {"sv": "Uppnås inte", "da": "Målet er ikke nået", "en": "Target not met"}
    source, made = proposed(tmp_path, [[*names, header], ["Besök", "66", levels[language]]], language)
    assert value(made, "2024.md", "targets") == {"besok": {"judgement": "unfulfilled"}}
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


def test_words_before_the_indicators_are_areas_and_asked_about(tmp_path: Path) -> None:
    rows = [
        ["Kvalitetsfaktor", "Mått", "Mål 2024", "Utfall 2024"],
        ["Tillgänglighet", "Svar inom två dagar, %", "90", "91"],
    ]
    source, made = proposed(tmp_path, rows)
    assert [each["title"] for each in value(made, "plan.md", "themes")] == ["Tillgänglighet"]
    assert doubts(made).count("column-before") == 1
    assert lost(source, made) == {}
    # What a person has said of a column holds.
    _, made = proposed(tmp_path, rows, mapping={"Kvalitetsfaktor": ""})
    assert "column-before" not in doubts(made)


def test_the_number_of_a_goal_is_no_target(tmp_path: Path) -> None:
    rows = [
        ["Globalt mål", "Delmål", "Indikator", "2022", "2023"],
        ["4 God utbildning", "4.1", "Godkända, %", "72,1", "71,9"],
    ]
    source, made = proposed(tmp_path, rows)
    (target,) = value(made, "plan.md", "targets")
    assert (target["text"], "values" in target) == ("4.1", False)
    assert [each["title"] for each in value(made, "plan.md", "themes")] == ["4 God utbildning"]
    assert lost(source, made) == {}


def test_the_total_beside_groups_is_the_number_of_all(tmp_path: Path) -> None:
    rows = [["Sjukfrånvaro 2024"], ["Indikator", "Kvinnor", "Män", "Totalt"], ["Sjukfrånvaro, %", "7,4", "4,1", "6,6"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {
        "sjukfranvaro": {"value": "6.6", "groups": {"kvinnor": "7.4", "man": "4.1"}}
    }
    source, made = proposed(tmp_path, [["Indikator", "Utfall 2024", "Totalt"], ["Antal besök", "7", "9"]])
    assert value(made, "2024.md", "measurements") == {"antal-besok": "7"}
    assert lost(source, made) == {"Totalt": "column-unknown", "9": "column-unknown"}


def test_questions_are_headers_too(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Hur ska vi nå målet?", "När?", "Vem?", "Hur följer vi upp?", "Status?"],
        ["Fler ska cykla", "Bygg cykelparkeringar", "2025", "Gatuenheten", "Räkning", "Inte påbörjat"],
    ]
    source, made = proposed(tmp_path, rows)
    (activity,) = value(made, "plan.md", "activities")
    assert {key: str(activity[key]) for key in ("title", "status", "responsible", "due", "text")} == {
        "title": "Bygg cykelparkeringar", "status": "planned", "responsible": "gatuenheten", "due": "2025",
        "text": "Fler ska cykla. Hur följer vi upp? Räkning.",
    }  # fmt: skip
    assert lost(source, made) == {}


def test_the_board_of_an_assignment_is_responsible(tmp_path: Path) -> None:
    _, made = proposed(
        tmp_path, [["Nr", "Uppdrag", "Nämnd", "Status"], ["1", "Utred en simhall", "Tekniska nämnden", "Pågår"]]
    )
    (activity,) = value(made, "plan.md", "activities")
    assert activity["responsible"] == "tekniska-namnden"


@pytest.mark.parametrize(
    ("headers", "periods"),
    [
        (["Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec"], ["2024-Q1.md", "2024-Q2.md", "2024-Q3.md", "2024-Q4.md"]),
        # Which of them is in another year, nobody says.
        (["Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar"], []),
    ],
)
def test_quarters_over_the_end_of_a_year_have_no_year_from_a_title(
    tmp_path: Path, headers: list[str], periods: list[str]
) -> None:
    rows = [["Corporate plan 2024"], ["Measure", *headers], ["Homes built", "32", "41", "38", "45"]]
    _, made = proposed(tmp_path, rows, "en")
    assert [file.path.rpartition("/")[2] for file in made.files if "/results/" in file.path] == periods
