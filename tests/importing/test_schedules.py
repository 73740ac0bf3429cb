"""Actions by what, who and when; marks below years; statuses with a colour; rows that only say how it goes."""

from pathlib import Path
from typing import Any

import pytest

from publisher.importing.columns.headers import STATUSES
from publisher.importing.columns.ratings import said_status
from tests.importing.test_row_names import doubts, lost, proposed, value

HEAD = ["Aktivitet", "Ansvarig", "Status"]


def activities(
    folder: Path, rows: list[list[str]], language: str = "sv"
) -> tuple[list[Any], dict[str, str], list[str]]:
    """Return the activities of a table, why its other cells are left out, and what is asked."""
    source, made = proposed(folder, rows, language)
    return value(made, "plan.md", "activities"), lost(source, made), doubts(made)


@pytest.mark.parametrize(
    ("language", "header", "when", "due"),
    [
        ("sv", ["Vad", "Vem", "När"], "31 mars 2025", "2025-03-31"),
        ("sv", ["Vad?", "Vem?", "När?"], "kvartal 3 2024", "2024-09"),
        ("da", ["Hvad", "Hvem", "Hvornår"], "31. marts 2025", "2025-03-31"),
        ("en", ["What", "Who", "When"], "31 March 2025", "2025-03-31"),
    ],
)
def test_what_who_and_when(tmp_path: Path, language: str, header: list[str], when: str, due: str) -> None:
    rows = [header, ["Måla bron", "Tekniska nämnden", when]]
    [made], left, _ = activities(tmp_path, rows, language)
    assert (made["title"], made["responsible"], made["due"], left) == ("Måla bron", "tekniska-namnden", due, {})


@pytest.mark.parametrize(
    ("language", "header"), [("en", "Key actions"), ("sv", "Prioriterade åtgärder"), ("da", "Vigtigste indsatser")]
)
def test_a_word_for_actions_with_another_before_it(tmp_path: Path, language: str, header: str) -> None:
    who = {"en": "Lead", "sv": "Ansvarig", "da": "Ansvarlig"}[language]
    [made], left, _ = activities(tmp_path, [[header, who, "Status"], ["Bro", "Nämnden för broar", ""]], language)
    assert (made["title"], left) == ("Bro", {"Status": "column-empty"})
    measured = [["Indikator", "Utfall 2024", who, header], ["Andel (%)", "3", "", "Måla broar"]]
    _, proposal = proposed(tmp_path, measured, language)
    assert "activities" not in proposal.files[0].fields


def test_what_beside_actions_is_no_action(tmp_path: Path) -> None:
    rows = [["Åtgärd", "Vad", "Vem"], ["Måla", "Hela bron", "Tekniska nämnden"]]
    [made], left, _ = activities(tmp_path, rows)
    assert (made["title"], made["text"], left) == ("Måla", "Vad: Hela bron.", {})


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("sv", ["Vad ska vi uppnå?", "Hur ska vi göra det?", "Vem ansvarar?", "När ska det vara klart?"]),
        ("sv", ["Mål", "Hur", "Vem", "När"]),
        ("da", ["Hvad vil vi opnå?", "Hvordan gør vi det?", "Hvem", "Hvornår"]),
        ("nb", ["Hva vil vi oppnå?", "Hvordan vil vi gjøre det?", "Hvem", "Når"]),
        ("fi", ["Mitä tavoittelemme?", "Kuinka pääsemme sinne?", "Kuka", "Milloin"]),
        ("de", ["Was wollen wir erreichen?", "Wie machen wir das?", "Wer", "Wann"]),
        ("en", ["What do we want to achieve?", "How are we going to do it?", "Who", "When"]),
    ],
)
def test_how_is_the_action_and_what_is_to_be_reached_its_goal(tmp_path: Path, language: str, header: list[str]) -> None:
    rows = [header, ["Barn hörs", "Ett ungdomsråd träffar styrelsen", "Tekniska nämnden", "2025"]]
    [made], left, _ = activities(tmp_path, rows, language)
    assert (made["title"], made["text"]) == ("Ett ungdomsråd träffar styrelsen", "Barn hörs")
    assert (made["responsible"], made["due"], left) == ("tekniska-namnden", "2025", {})


def test_how_beside_what_is_in_its_text(tmp_path: Path) -> None:
    rows = [["Vad", "Hur", "Vem", "När"], ["Möten", "Två gånger om året", "Tekniska nämnden", "2025"]]
    [made], left, _ = activities(tmp_path, rows)
    assert (made["title"], made["text"], left) == ("Möten", "Hur: Två gånger om året.", {})


@pytest.mark.parametrize(
    ("header", "marks", "period"),
    [
        (["2024", "2025", "2026"], ["X", "x", ""], {"from": "2024", "to": "2025"}),
        (["2024", "2025", "2026"], ["", "●", "–"], {"from": "2025", "to": "2025"}),
        (["Q1 2024", "Q2 2024", "Q3 2024"], ["", "✓", "✓"], {"from": "2024-04", "to": "2024-09"}),
        (["T1 2024", "T2 2024", "T3 2024"], ["☑", "☑", "☑"], {"from": "2024-01", "to": "2024-12"}),
    ],
)
def test_marks_below_years_are_a_schedule(
    tmp_path: Path, header: list[str], marks: list[str], period: dict[str, str]
) -> None:
    [made, other], left, _ = activities(
        tmp_path, [["Aktivitet", *header], ["Måla bron", *marks], ["Laga bron", "x", "", ""]]
    )
    assert made["period"] == period and "text" not in made and other["title"] == "Laga bron"
    assert {*left.values()} <= {"says-none", "column-empty"} and "x" not in left


def test_a_schedule_on_two_header_rows_with_a_gap(tmp_path: Path) -> None:
    rows = [["Aktivitet", "2024", "", "", "", "2025", "", "", ""], ["", *("Q1", "Q2", "Q3", "Q4") * 2],
            ["Bygga väg", "", "", "x", "x", "x", "", "", ""], ["Måla bron", *[""] * 5, "x", "", "x"]]  # fmt: skip
    [first, second], _, asked = activities(tmp_path, rows)
    assert first["period"] == {"from": "2024-07", "to": "2025-03"}
    assert (second["text"], "period" in second) == ("2025 Q2, 2025 Q4.", False)
    assert asked.count("schedule-in-words") == 1


def test_days_in_columns_of_their_own_are_kept_beside_a_schedule(tmp_path: Path) -> None:
    rows = [["Aktivitet", "Klart", "2024", "2025"], ["Måla bron", "2024-05-01", "x", "x"]]
    [made], left, asked = activities(tmp_path, rows)
    assert (made["due"], made["text"], left) == ("2024-05-01", "2024, 2025.", {})
    assert "schedule-in-words" in asked


def test_crosses_below_parts_of_no_year_are_words(tmp_path: Path) -> None:
    [made], left, _ = activities(tmp_path, [["Aktivitet", "Status", "Norr", "Ort"], ["Måla bron", "Klar", "x", "Ån"]])
    assert (made["text"], left) == ("Norr: x. Ort: Ån.", {})


@pytest.mark.parametrize(
    ("language", "said", "status"),
    [
        ("en", "On Track (green)", "ongoing"),
        ("en", "Off track (red)", ""),
        ("sv", "Enligt plan (grön)", "ongoing"),
        ("sv", "Delvist (gul)", ""),
        ("sv", "Klar (grön)", "done"),
        ("da", "Følger planen (grøn)", "ongoing"),
    ],
)
def test_a_status_with_its_colour_keeps_its_words(tmp_path: Path, language: str, said: str, status: str) -> None:
    assert said_status(said, STATUSES, language) == (status, False)
    header = {"en": "Action", "sv": "Åtgärd", "da": "Indsats"}[language]
    [made], left, asked = activities(tmp_path, [[header, "Status"], ["Bro", said]], language)
    assert (made["status"], made["text"], left) == (status or "unknown", f"Status: {said}.", {})
    assert {"status-words", "status-unknown"} & {*asked}


@pytest.mark.parametrize(
    ("language", "said", "status"),
    [("en", "Work in Progress", "ongoing"), ("en", "Behind schedule", "delayed"), ("sv", "Efter tidplan", "delayed")],
)
def test_statuses_of_systems(language: str, said: str, status: str) -> None:
    assert said_status(said, STATUSES, language) == (status, True)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("25%", {"complete": "25"}),
        ("Färdigställt: 50 %", {"complete": "50"}),
        ("Status per 2024-03-31 Bron är målad.", {"text": "Status per 2024-03-31 Bron är målad."}),
        ("Status 2024-03-31: Pågår", {"status": "ongoing"}),
        ("Status: Färgen dröjer", {"text": "Status: Färgen dröjer."}),
        ("2024-03-31", {"text": "2024-03-31."}),
        ("Klar", {"status": "done"}),
    ],
)
def test_a_row_that_only_says_how_it_goes_is_no_activity(tmp_path: Path, below: str, expected: dict[str, str]) -> None:
    rows = [HEAD, ["Måla bron", "Tekniska nämnden", ""], [below, "", ""], ["Laga bron", "", "Klar"]]
    [first, second], left, asked = activities(tmp_path, rows)
    assert {key: first[key] for key in expected} == expected and left == {}
    assert (first["title"], second["title"], asked.count("row-below")) == ("Måla bron", "Laga bron", 1)


def test_such_a_row_above_all_activities_is_left_out_and_names_that_begin_alike_are_activities(tmp_path: Path) -> None:
    rows = [HEAD, ["25%", "", ""], ["10 nya laddstolpar", "", ""], ["Status på bryggor", "", ""],
            ["Status: klart", "", "Pågår"]]  # fmt: skip
    made, left, _ = activities(tmp_path, rows)
    assert [each["title"] for each in made] == ["10 nya laddstolpar", "Status på bryggor", "Status: klart"]
    assert left == {"Ansvarig": "column-empty", "25%": "row-without-name"}


def test_a_status_above_activities_that_have_theirs_is_no_answer(tmp_path: Path) -> None:
    rows = [HEAD, ["Måla bron", "", "Pågår"], ["25 %", "", "Klar"], ["Laga bron", "", ""]]
    [first, second], left, _ = activities(tmp_path, rows)
    assert (first["complete"], first["text"], first["status"]) == ("25", "Status: Klar.", "ongoing")
    assert left == {"Ansvarig": "column-empty"}
    assert second["title"] == "Laga bron"


def test_a_day_without_its_format_is_the_number_of_a_spreadsheet(tmp_path: Path) -> None:
    rows = [
        ["Aktivitet", "Startdatum", "Slutdatum"],
        ["Vandra", "45323", "45657,0"],
        ["Måla", "2024-02-01", "45292"],
        ["Räkna", "12345", "99999"],
    ]
    made, left, asked = activities(tmp_path, rows)
    assert made[0]["period"] == {"from": "2024-02-01", "to": "2024-12-31"}
    # 1 January 2024 is before it began.
    assert "period" not in made[1] and "Slutdatum: 45292." in made[1]["text"]
    assert "period" not in made[2] and made[2]["text"] == "Startdatum: 12345. Slutdatum: 99999."
    assert (asked.count("day-of-number"), asked.count("dates-reversed"), asked.count("no-date")) == (2, 1, 4)
    assert not left
