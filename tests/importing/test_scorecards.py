"""Follow-ups of services and of boards: headings between the rows, lights of a quarter, means, and what is no body."""

from pathlib import Path
from typing import Any

import docx
import pytest

from publisher.importing.columns.cell_numbers import number_of_parts
from publisher.importing.columns.headers import STATUSES
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.ratings import said_status
from publisher.importing.columns.units import unit_of
from publisher.importing.drafts.drafting import draft
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.plans import action_plan
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_cells import NOTHING
from tests.importing.test_untidy_tables import doubts, proposed, value
from tests.publications import swedish

FELL, LATE = "Tonnages fell.", "Data will come in Q3 as planned by all."
SCORECARD = [
    ["Westmarsh District Council – Corporate Performance Scorecard"],
    ["Quarter 2 2024/25 (July – September 2024)"],
    ["Ref", "Measure", "Good to be", "Q1 2024/25", "Q2 2024/25", "Target 2024/25", "RAG", "DoT", "Commentary"],
    ["Priority 1: Clean and green"],
    ["C1", "% of household waste recycled", "High", "51.3%", "50.1%", "52%", "A", "↓", FELL],
    ["C2", "Residual waste (kg)", "Low", "105", "108", "420", "G", "→", ""],
    ["Priority 2: Homes for all"],
    ["H1", "Homes delivered in time", "High", "75%", "100% (4 of 4)", "90%", "R", "↑", LATE],
    ["RAG key: G – on target"],
]  # fmt: skip


def test_a_scorecard_of_a_quarter_with_headings_between_its_rows(tmp_path: Path) -> None:
    made = proposed(tmp_path, SCORECARD, "en")
    assert value(made, "plan.md", "title") == "Westmarsh District Council – Corporate Performance Scorecard"
    assert [each["title"] for each in value(made, "plan.md", "themes")] == [
        "Priority 1: Clean and green", "Priority 2: Homes for all",
    ]  # fmt: skip
    assert [each["theme"] for each in value(made, "plan.md", "targets")] == [
        "priority-1-clean-and-green", "priority-1-clean-and-green", "priority-2-homes-for-all",
    ]  # fmt: skip
    assert [each["direction"] for each in value(made, "indicators.yml", "indicators")] == ["higher", "lower", "higher"]
    assert value(made, "2024-25-Q2.md", "measurements")["homes-delivered-in-time"] == {
        "value": "100", "note": "100% (4 of 4)",
    }  # fmt: skip
    assert value(made, "2024-25-Q2.md", "targets") == {
        "of-household-waste-recycled": {"judgement": {"value": "partly", "trend": "worsening", "comment": FELL}},
        "residual-waste-kg": {"judgement": {"value": "fulfilled", "trend": "unchanged"}},
        "homes-delivered-in-time": {
            "judgement": {
                "value": "unfulfilled", "trend": "improving", "comment": LATE,
            }
        },
    }  # fmt: skip
    # Without the quarter in a title, lights are those of the last quarter that has numbers, with a question.
    quarters = [
        ["Measure", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Target 2024/25", "RAG"],
        ["Homes", "1", "2", "", "9", "R"],
    ]
    made = proposed(tmp_path, quarters, "en")
    assert value(made, "2024-25-Q2.md", "targets") == {"homes": {"judgement": "unfulfilled"}}
    assert "period-latest" in doubts(made)


@pytest.mark.parametrize(
    ("name", "numbers", "unit"),
    [
        ("Medelbetyg i årskurs 9", ["3", "4"], "(enhet saknas)"),
        ("Väntetid till besök", ["12,5", "11"], "(enhet saknas)"),
        ("NKI, hemtjänst", ["72", "74"], "index"),
        ("Besök på bad", ["72", "74"], "(enhet saknas)"),
        ("Genomsnittlig väntetid, dagar", ["12,5", "11"], "days"),
        # One cell with a unit does not give it to the others.
        ("Byggda hem", ["72", "74", "80 %"], "(enhet saknas)"),
    ],
)
def test_a_unit_that_nothing_says_is_asked_about(tmp_path: Path, name: str, numbers: list[str], unit: str) -> None:
    made = proposed(tmp_path, [["Indikator", *(f"Utfall {2020 + at}" for at in range(len(numbers)))], [name, *numbers]])
    [indicator] = value(made, "indicators.yml", "indicators")
    found = indicator["unit"]
    assert (found["one"] if isinstance(found, dict) else found) == unit
    assert ("unit-missing" in doubts(made)) == (unit == "(enhet saknas)")


@pytest.mark.parametrize(
    ("text", "number"), [("100 % (4 av 4)", "100"), ("66,7 % (2/3)", "66.7"), ("90 % (4 av 4)", None), ("4 av 4", None)]
)
def test_a_percentage_with_its_counts(text: str, number: str | None) -> None:
    found = number_of_parts(text, "sv")
    assert (found and found.low) == number


@pytest.mark.parametrize(
    ("text", "status"),
    [("Avslutad – ej aktuell", "stopped"), ("Genomförd delvis", ""), ("Avslutad, mål nått", "done"), ("Klar", "done")],
)
def test_words_after_a_status_may_take_it_back(text: str, status: str) -> None:
    assert said_status(text, STATUSES, "sv") == (status, text == "Klar")


def test_a_word_for_any_board_is_no_body(tmp_path: Path) -> None:
    actions = [
        ["Åtgärd", "Ansvarig", "Status"],
        ["Måla", "Nämnden", "Avslutad – ej aktuell"],
        ["Såga", "Staben", "Klar"],
    ]
    made = proposed(tmp_path, actions)
    assert all(file.path != "plans/bodies.yml" for file in made.files)
    assert [(each["status"], each["text"]) for each in value(made, "plan.md", "activities")] == [
        ("stopped", "Ansvarig: Nämnden. Status: Avslutad – ej aktuell."), ("done", "Ansvarig: Staben."),
    ]  # fmt: skip
    assert {"body-generic", "status-words"} <= {*doubts(made)}
    (tmp_path / "b.csv").write_text("Nämnd;Indikator;Utfall 2024\nNämnden;Antal tillbud;12\n", encoding="utf-8")
    source = read_source(tmp_path / "b.csv", None, "sv")
    plan: Any = proposal_of_tables(source, swedish(), NOTHING, TableAsked()).files[0]
    assert "responsible" not in plan.fields
    assert [each.code for each in plan.fields["title"].doubts] == ["title", "body-generic"]


def test_headings_between_actions_are_in_their_texts(tmp_path: Path) -> None:
    rows = [
        ["Nr", "Åtgärd", "Ansvarig", "Klart"], ["Mål 1 Trygga gator", "", "", ""],
        ["1", "Lysa upp", "Tekniska nämnden", "2025"], ["Källa: enkät", "", "", ""], ["2", "Vandra", "KS", "2026"],
    ]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert [each["text"] for each in value(made, "plan.md", "activities")] == ["Mål 1 Trygga gator."] * 2


def test_numbers_of_goals_beside_targets_are_no_targets(tmp_path: Path) -> None:
    made = proposed(tmp_path, [["Mål", "Indikator", "Utfall 2023", "Mål 2025"], ["2.1", "Antal trygga", "68", "72"]])
    assert value(made, "plan.md", "targets") == [{"indicator": "antal-trygga", "text": "2.1", "values": {"2025": "72"}}]


def test_areas_named_once_parts_of_one_and_lights_beside_words(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Aktivitet", "Klar (%)", "Status"], ["Trygga gator", "Lysa", "0,75", "🟡 Pågår"],
        ["", "Vandra", "1", "🟢 Klar"], ["Fler jobb", "Fråga", "0", "Planerad"], ["", "Svara", "50 %", "Pågår"],
    ]  # fmt: skip
    made = proposed(tmp_path, rows)
    found = value(made, "plan.md", "activities")
    assert [(each["complete"], each["text"].partition(".")[0]) for each in found] == [
        ("75", "Trygga gator"), ("100", "Trygga gator"), ("0", "Fler jobb"), ("50", "Fler jobb"),
    ]  # fmt: skip
    plan = next(file for file in made.files if file.kind == "plan")
    text = draft(plan, swedish())
    assert "rad 2–4; kontrollera: talen i ”Klar (%)” är lästa som delar av ett: 0,75 är 75 procent" in text
    assert text.count("är tom här") == 1 and "status står" not in text


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Nöjd medborgarindex", "index"), ("Avvik (mill. kr)", {"one": "mill. kr", "other": "mill. kr"})],
)
def test_units_of_titles(title: str, unit: object) -> None:
    assert unit_of(title, "", "nb" if "kr" in title else "sv")[0] == unit


def test_lights_of_a_document_are_of_the_quarter_in_its_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Performance report – Quarter 3 2024/25", 1)
    rows = [["Measure", "Q3 2023/24", "Q3 2024/25", "RAG"], ["Homes", "8", "9", "Green"]]
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
        cell.text = text
    document.save(str(tmp_path / "r.docx"))
    made = action_plan(read_source(tmp_path / "r.docx", None, "en"), Language("en"), Asked(), NOTHING, TableAsked())
    assert value(made, "2024-25-Q3.md", "targets") == {"homes": {"judgement": "fulfilled"}}
    assert "period-of-title" in doubts(made)
