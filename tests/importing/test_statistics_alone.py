"""Tables of numbers over time or of places are statistics with comparisons, and never make a plan."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.known_groups import age_span
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.proposal import Proposal
from publisher.importing.meaning.tables import table_proposal
from publisher.importing.readers.formats import read_source
from tests.importing.pieces import entry, field_of
from tests.importing.test_cells import NOTHING
from tests.importing.test_sheets import proposed as workbook
from tests.importing.test_untidy_tables import doubts, proposed
from tests.publications import swedish

OWN = "Ekbacka kommun"


def statistics(made: Proposal, name: str) -> dict[str, dict[str, Any]]:
    """Return the rows of an indicator's statistics by period, as they are written."""
    [file] = [each for each in made.files if each.path == f"plans/statistics/{name}.csv"]
    return {period: {key: str(cell) for key, cell in entry(piece).items()}
            for period, piece in file.fields.items() if not isinstance(piece, tuple)}  # fmt: skip


def kinds(made: Proposal) -> set[str]:
    return {file.kind for file in made.files}


def series(made: Proposal) -> dict[str, dict[str, str]]:
    """Return the titles of the series that each indicator is compared with, by their ids."""
    return {each["id"]: {one["id"]: one["title"] for one in each.get("comparisons", ())}
            for each in field_of(made, "indicators.yml", "indicators")}  # fmt: skip


LONG = [
    ["År", "Kommun", "Kön", "Värde"],
    ["2022", "Ekbacka", "Totalt", "80,5"],
    ["2022", "Ekbacka", "Kvinnor", "82,2"],
    ["2022", "Ekbacka", "Män", "78,9"],
    ["2022", "Riket", "Totalt", "78,5"],
    ["2022", "Riket", "Kvinnor", "79,5"],
    ["2022", "Riket", "Män", "77,5"],
]


def test_rows_of_places_and_sexes(tmp_path: Path) -> None:
    made = proposed(tmp_path, LONG, municipality=OWN)
    assert kinds(made) == {"statistics", "indicators"}
    assert statistics(made, "nyckeltal-utan-namn") == {
        "2022": {
            "value": "80.5", "kvinnor": "82.2", "man": "78.9",
            "riket": "78.5", "riket-kvinnor": "79.5", "riket-man": "77.5",
        }
    }  # fmt: skip
    assert series(made)["nyckeltal-utan-namn"] == {
        "riket": "Riket", "riket-kvinnor": "Riket, kvinnor", "riket-man": "Riket, män",
    }  # fmt: skip


SHARES = {
    "2021": {"value": "6.1", "lanet": "6.5", "riket": "7.0"},
    "2022": {"value": "5.8", "lanet": "6.2", "riket": "6.6"},
}
TITLE = ["Arbetslöshet (%)", "", "", ""]


@pytest.mark.parametrize(
    "rows",
    [
        [TITLE, ["", "2021", "2022"], ["Ekbacka", "6,1", "5,8"], ["Länet", "6,5", "6,2"], ["Riket", "7,0", "6,6"]],
        [TITLE, ["Kommun", "2021", "2022"], ["Ekbacka", "6,1", "5,8"], ["Länet", "6,5", "6,2"],
         ["Riket", "7,0", "6,6"]],
        [TITLE, ["År", "Ekbacka", "Länet", "Riket"], ["2021", "6,1", "6,5", "7,0"], ["2022", "5,8", "6,2", "6,6"]],
    ],
)  # fmt: skip
def test_places_and_years_either_way(tmp_path: Path, rows: list[list[str]]) -> None:
    made = proposed(tmp_path, rows, municipality=OWN)
    assert kinds(made) == {"statistics", "indicators"}
    assert statistics(made, "arbetsloshet") == SHARES
    assert series(made) == {"arbetsloshet": {"lanet": "Länet", "riket": "Riket"}}


def test_a_neighbour_without_the_word_for_municipality_is_compared_with(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Ekbacka 2024", "Grannköping 2024"], ["Andel nöjda (%)", "81", "77"]]
    made = proposed(tmp_path, rows, municipality=OWN)
    assert statistics(made, "andel-nojda") == {"2024": {"value": "81", "grannkoping": "77"}}
    assert series(made) == {"andel-nojda": {"grannkoping": "Grannköping"}}


def test_an_export_with_codes_before_places_and_no_number_of_all(tmp_path: Path) -> None:
    rows = [
        ["region", "kön", "ålder", "tid", "Folkmängd"],
        ["0198 Ekbacka", "kvinnor", "totalt ålder", "2021", "8600"],
        ["0198 Ekbacka", "män", "totalt ålder", "2021", "8601"],
        ["0198 Ekbacka", "kvinnor", "totalt ålder", "2022", "8650"],
        ["0198 Ekbacka", "män", "totalt ålder", "2022", "8660"],
        ["00 Riket", "kvinnor", "totalt ålder", "2021", "5193000"],
        ["00 Riket", "män", "totalt ålder", "2021", "5259000"],
    ]
    made = proposed(tmp_path, rows, municipality=OWN)
    assert statistics(made, "folkmangd") == {
        "2021": {"kvinnor": "8600", "man": "8601", "riket-kvinnor": "5193000", "riket-man": "5259000"},
        "2022": {"kvinnor": "8650", "man": "8660"},
    }


def test_a_danish_table_of_areas_and_ages(tmp_path: Path) -> None:
    rows = [
        ["Område", "Alder", "2022", "2023"],
        ["Hele landet", "I alt", "5873420", "5932654"],
        ["Hele landet", "0-17 år", "1151000", "1152000"],
        ["Ekbacka", "I alt", "54500", "55000"],
        ["Ekbacka", "0-17 år", "12100", "12200"],
        ["Ekbacka", "18+ år", "42400", "42800"],
    ]
    made = proposed(tmp_path, rows, "da", municipality="Ekbacka Kommune")
    assert kinds(made) == {"statistics", "indicators"}
    assert statistics(made, "nogletal-uden-navn")["2023"] == {
        "value": "55000", "0-17-ar": "12200", "18-ar": "42800", "hele-landet": "5932654",
        "hele-landet-0-17-ar": "1152000",
    }  # fmt: skip


def test_a_finnish_table_of_areas(tmp_path: Path) -> None:
    rows = [
        ["Alue", "Vuosi", "Työttömyysaste (%)"],
        ["KOKO MAA", "2021", "11,5"],
        ["Ekbacka", "2021", "9,1"],
        ["Ekbacka", "2022", "8,2"],
    ]
    made = proposed(tmp_path, rows, "fi", municipality="Ekbackan kunta")
    assert statistics(made, "tyottomyysaste") == {
        "2021": {"value": "9.1", "koko-maa": "11.5"}, "2022": {"value": "8.2"},
    }  # fmt: skip


def test_a_year_to_come_is_no_statistic(tmp_path: Path) -> None:
    file = tmp_path / "invanare.csv"
    file.write_text("År;Antal invånare\n2023;17310\n2024;17405\n2035;18500\n", encoding="utf-8")
    made = table_proposal(read_source(file, None, "sv"), swedish(), NOTHING, TableAsked(year=2026))
    assert statistics(made, "antal-invanare") == {"2023": {"value": "17310"}, "2024": {"value": "17405"}}
    assert [(each.why, dict(each.facts)) for each in made.left if each.why == "year-to-come"] == [
        ("year-to-come", {"period": "2035"})
    ]


def test_only_the_sheet_of_statistics_becomes_that(tmp_path: Path) -> None:
    targets = [["Indikator", "Mål 2025", "Utfall 2024"], ["Andel nöjda (%)", "≥85", "81"]]
    people: list[list[Any]] = [["År", "Antal invånare"], [2010, 16100], [2024, 17405]]
    _, made = workbook(tmp_path / "a.xlsx", {"Handlingsplan": targets, "Befolkning": people})
    [plan] = [file for file in made.files if file.kind == "plan"]
    assert [each["indicator"] for each in field_of(made, plan.path, "targets")] == ["andel-nojda"]
    assert "indicators" not in plan.fields
    assert [file.path for file in made.files if file.kind == "result"] == ["plans/handlingsplan/results/2024.md"]
    assert statistics(made, "antal-invanare") == {"2010": {"value": "16100"}, "2024": {"value": "17405"}}


def test_the_history_of_an_indicator_of_a_plan_is_no_result_of_the_plan(tmp_path: Path) -> None:
    targets = [["Indikator", "Mål 2025", "Utfall 2024"], ["Andel nöjda (%)", "≥85", "81"]]
    history = [["Indikator", "2010", "2023", "2024"], ["Andel nöjda (%)", "70", "79", "81"]]
    _, made = workbook(tmp_path / "a.xlsx", {"Handlingsplan": targets, "Statistik": history})
    assert [file.path for file in made.files if file.kind == "result"] == ["plans/handlingsplan/results/2024.md"]
    assert statistics(made, "andel-nojda") == {"2010": {"value": "70"}, "2023": {"value": "79"}}


def test_targets_and_outcomes_are_still_a_plan(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Mål 2025", "2023", "2024"], ["Andel nöjda (%)", "85", "80", "81"]]
    assert "plan" in kinds(proposed(tmp_path, rows))


@pytest.mark.parametrize(
    ("text", "span"),
    [("65– år", (65, 999)), ("–29 år", (0, 29)), ("50-", (50, 999)), ("50 år och äldre", (50, 999)), ("2020–", None)],
)
def test_ages_without_an_end(text: str, span: tuple[int, int] | None) -> None:
    assert age_span(text, "sv") == span


def test_sick_leave_of_all_by_sex_and_by_ages_without_an_end(tmp_path: Path) -> None:
    rows = [["Sjukfrånvaro (%)", "2023", "2024"], ["Total sjukfrånvaro", "6,8", "6,5"], ["Kvinnor", "7,5", "7,1"],
            ["Män", "4,8", "4,7"], ["–29 år", "5,7", "5,5"], ["30–49 år", "6,6", "6,3"],
            ["50– år", "7,6", "7,3"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert statistics(made, "sjukfranvaro")["2024"] == {
        "value": "6.5", "kvinnor": "7.1", "man": "4.7", "29-ar": "5.5", "30-49-ar": "6.3", "50-ar": "7.3",
    }  # fmt: skip
    dimensions = {each["title"] for each in field_of(made, "indicators.yml", "dimensions")}
    assert dimensions == {"Kön", "Ålder"}


def test_a_year_of_birth_is_a_group_and_not_when_something_is_measured(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Födelseår", "Kön", "2024"], ["Vaccinerade barn (%)", "2021", "Flickor", "97,1"],
            ["Vaccinerade barn (%)", "2021", "Pojkar", "96,4"], ["Vaccinerade barn (%)", "2022", "Flickor", "96,0"],
            ["Vaccinerade barn (%)", "2022", "Pojkar", "95,2"]]  # fmt: skip
    assert statistics(proposed(tmp_path, rows), "vaccinerade-barn") == {
        "2024": {"flickor+2021": "97.1", "pojkar+2021": "96.4", "flickor+2022": "96.0", "pojkar+2022": "95.2"}
    }


def test_targets_of_groups_are_asked_about(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Mål 2025 kvinnor", "Mål 2025 män", "Mål 2025 totalt"],
        ["Andel trygga (%)", "60", "80", "70"],
    ]
    made = proposed(tmp_path, rows)
    assert "target-of-groups" in doubts(made)


def test_yes_and_no_saved_as_one_and_zero(tmp_path: Path) -> None:
    rows = [["Aktivitet", "Ansvarig", "Klar senast", "Genomförd"],
            ["Bygg cykelväg", "Samhällsnämnden", "2025-06-30", "1"],
            ["Plantera träd", "Samhällsnämnden", "2025-10-31", "0"]]  # fmt: skip
    activities = field_of(proposed(tmp_path, rows), "plan.md", "activities")
    assert [each["status"] for each in activities] == ["done", "unknown"]


def test_a_target_beside_a_number_is_wanted_by_a_plan(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "2023", "2024"], ["Folkmängd", "18 102", "18 377 (mål 19 000)"]]
    made = proposed(tmp_path, rows)
    [target] = field_of(made, "plan.md", "targets")
    assert {str(period): str(value) for period, value in target["values"].items()} == {"2024": "19000"}
    # Without it, they are statistics.
    assert "plan" not in kinds(proposed(tmp_path, [rows[0], ["Folkmängd", "18 102", "18 377"]]))
