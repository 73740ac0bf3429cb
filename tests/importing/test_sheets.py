"""Workbooks of several sheets: which are about one plan, and budgets that are of no activities."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from publisher.importing.columns.headers import headed
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.drafting import draft
from publisher.importing.form.accounting import account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import SourceFile, SourceRow
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.readers.formats import read_source
from publisher.importing.sheets import sheet_tables
from publisher.importing.sheets.table_titles import TitledSheet, is_generic, plans_of_sheets
from tests.importing.test_cells import NOTHING, lost, value
from tests.publications import swedish

TARGETS = [["Indikator", "Mål 2025", "Utfall 2025"], ["Nöjda (%)", "≥80", "81"]]
ACTIONS = [["Åtgärd", "Ansvarig", "Status"], ["Byt lampor", "Socialnämnden", "Klar"]]


def proposed(
    path: Path, sheets: dict[str, list[list[Any]]], asked: TableAsked | None = None
) -> tuple[SourceFile, Proposal]:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    source = read_source(path, None, "sv")
    return source, proposal_of_tables(source, swedish(), NOTHING, asked or TableAsked())


def plans(made: Proposal) -> dict[str, list[str]]:
    found = {}
    for file in made.files:
        title = file.fields.get("title")
        if file.kind == "plan" and isinstance(title, ProposedValue):
            found[str(title.value)] = [each.code for each in title.doubts]
    return found


def test_sheets_of_targets_and_of_actions_with_names_of_their_own_are_two_plans(tmp_path: Path) -> None:
    register = [["Regnr", "Modell"], ["ABC 123", "Volvo"]]
    source, made = proposed(tmp_path / "a.xlsx", {"Barn och unga": TARGETS, "Bilar": register, "Klimatplan": ACTIONS})
    assert plans(made) == {"Barn och unga": ["sheets-apart"], "Klimatplan": ["sheets-apart"]}
    assert value(made, "barn-och-unga/results/2025.md", "measurements") == {"nojda": "81"}
    assert [each["title"] for each in value(made, "klimatplan/plan.md", "activities")] == ["Byt lampor"]
    assert {text: why for text, why in lost(account(source, made)).items() if why} == dict.fromkeys(
        ("Regnr", "Modell", "ABC 123", "Volvo"), "no-table"
    )


def test_sheets_that_only_say_what_they_hold_are_one_plan(tmp_path: Path) -> None:
    _, made = proposed(tmp_path / "Skolplan.xlsx", {"Mål 2025": TARGETS, "Åtgärder": ACTIONS})
    assert plans(made) == {"Plan utan titel": ["title"]}


def test_a_file_without_a_title_is_asked_for_one_and_its_name_is_not_published(tmp_path: Path) -> None:
    by_body: list[list[Any]] = [["Enhet", "Period", "Mått", "Värde"], ["Socialnämnden", 2021, "Antal hushåll", 9]]
    by_body.append(["Kultur", 2021, "Besök", 8])
    budget: list[list[Any]] = [["Nämnd", "Bokslut 2024 (tkr)", "Budget 2025 (tkr)"], ["Socialnämnden", 98, 100]]
    for rows, titles, ids in (
        (ACTIONS, ["Plan utan titel"], ["plan"]),
        (by_body, ["Plan utan titel: Socialnämnden", "Plan utan titel: Kultur"], ["plan-socialnamnden", "plan-kultur"]),
        (budget, ["Plan utan titel"], ["budget"]),
    ):
        _, made = proposed(tmp_path / "slutversion-3.xlsx", {"Blad1": rows})
        found = plans(made)
        assert found == {title: ["title"] for title in titles}
        assert [str(file.fields["id"].value) for file in made.files if file.kind == "plan"] == ids  # type: ignore[union-attr]
        assert "slutversion" not in "".join(draft(file, swedish()) for file in made.files)
        assert all("sources" not in draft(file, swedish()) for file in made.files if file.kind == "plan")


def test_people_say_which_sheet_belongs_to_which_plan(tmp_path: Path) -> None:
    sheets = {"Mål 2025": TARGETS, "Åtgärder": ACTIONS}
    asked = TableAsked(plans={"Mål 2025": "Skolan", "Åtgärder": "Gatan"})
    assert plans(proposed(tmp_path / "a.xlsx", sheets, asked)[1]) == {"Skolan": [], "Gatan": []}
    together = TableAsked(plans={"Barn och unga": "Allt", "Klimatplan": "Allt"})
    sheets = {"Barn och unga": TARGETS, "Klimatplan": ACTIONS}
    assert plans(proposed(tmp_path / "b.xlsx", sheets, together)[1]) == {"Allt": []}


def test_areas_are_one_plan_and_asked_about(tmp_path: Path) -> None:
    other = [TARGETS[0], ["Trygga (%)", "≥70", "71"]]
    _, made = proposed(tmp_path / "a.xlsx", {"Skola": TARGETS, "Omsorg": other})
    assert plans(made) == {"Plan utan titel": ["title", "sheets-together"]}


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        ([("Blad1", "Plan för skolan 2025", False), ("Blad2", "Plan för gatan 2025", False)],
         ["Plan för skolan", "Plan för gatan"]),
        ([("2024", "Mål för skolan 2024", False), ("2025", "Mål för skolan 2025", False)], ["", ""]),
        ([("Klimatplan", "", True), ("Trygghetsplan", "", True)], ["Klimatplan", "Trygghetsplan"]),
        ([("Mål", "", False), ("Klimatplan", "", True)], ["", ""]),
    ],
)  # fmt: skip
def test_plans_of_sheets(sheets: list[tuple[str, str, bool]], found: list[str]) -> None:
    assert plans_of_sheets([TitledSheet(*each) for each in sheets], "sv") == found


@pytest.mark.parametrize(("name", "generic"), [("Åtgärder 2025", True), ("Blad1", True), ("Klimat", False)])
def test_names_that_say_nothing_of_their_own(name: str, generic: bool) -> None:  # noqa: FBT001
    assert is_generic(name, "sv") == generic


def test_a_budget_by_board_is_text_with_the_amounts_of_its_total(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Driftbudget 2026, tkr"], [],
        ["Nämnd", "Bokslut 2024", "Budget 2025", "Plan 2027"],
        ["Kommunstyrelsen", 98500, "101 200", 105000], ["Socialnämnden", 455200, "-", 498000.5],
        ["Summa", 553700, 101200, 603000.5],
    ]  # fmt: skip
    source, made = proposed(tmp_path / "budget.xlsx", {"Blad1": rows})
    assert plans(made) == {"Driftbudget 2026, tkr": []}
    assert value(made, "plan.md", "money") == {
        "currency": "SEK",
        "periods": {"2024": {"outcome": "553700000"}, "2025": {"budget": "101200000"}, "2027": {"budget": "603000500"}},
    }
    [block] = made.files[0].prose
    assert [row.cells for row in block.rows] == [
        ("Nämnd", "Bokslut 2024", "Budget 2025", "Plan 2027"), ("Kommunstyrelsen", "98500", "101 200", "105000"),
        ("Socialnämnden", "455200", "-", "498000,5"), ("Summa", "553700", "101200", "603000,5"),
    ]  # fmt: skip
    assert lost(account(source, made)) == {}


def test_tables_beside_and_below_each_other_are_read_and_a_budget_is_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Tekniska nämnden, uppföljning 2024"], [],
        ["Indikator", "Mål 2024", "Utfall 2024", None, "Åtgärd", "Ansvarig", "Status"],
        ["Antal läckor", "25", "31", None, "Byta ledningar", "Staben", "Klar"],
        ["Nöjda (%)", "70", "72"], [],
        ["Budget, tkr"], ["Verksamhet", "Budget 2024", "Utfall 2024"], ["Park", 12300, 11950], ["Summa", 12300, 11950],
    ]  # fmt: skip
    source, made = proposed(tmp_path / "a.xlsx", {"Blad1": rows})
    assert value(made, "2024.md", "measurements") == {"antal-lackor": "31", "nojda": "72"}
    assert [each["title"] for each in value(made, "plan.md", "activities")] == ["Byta ledningar"]
    assert value(made, "plan.md", "money")["periods"] == {"2024": {"budget": "12300000", "outcome": "11950000"}}
    assert [each.text or each.rows[1].cells for each in made.files[0].prose] == [
        "Budget, tkr", ("Park", "12300", "11950"),
    ]  # fmt: skip
    assert lost(account(source, made)) == {}


def test_a_table_of_names_and_words_is_no_budget(tmp_path: Path) -> None:
    rows = [["Fordon", "Budget 2024", "Budget 2025"], ["Bil", "ja", "nej"]]
    assert proposed(tmp_path / "a.xlsx", {"Blad1": rows})[1].files == ()


def test_a_sheet_with_an_empty_row_after_each_is_read_and_no_row_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def counted(rows: Sequence[SourceRow], *arguments: Any) -> object:
        looked.append(len(rows))
        return headed(rows, *arguments)

    monkeypatch.setattr(sheet_tables, "headed", counted)
    rows: list[list[Any]] = [["Indikator", "Utfall 2023"]]
    for at in range(150):
        rows += [[f"Andel nöjda {at}", at], []]
    source, _ = proposed(tmp_path / "a.xlsx", {"Blad1": rows})
    assert [len(each.rows) for each in source.blocks if each.rows] == [151]
    assert sum(looked) < 10 * len(rows)


def test_an_activity_that_stands_on_two_sheets_is_asked_about(tmp_path: Path) -> None:
    head = ["Aktivitet", "Status", "Kommentar"]
    sheets: dict[str, list[list[Any]]] = {
        "Q1": [head, ["Cykelplan", "Pågår", "Samråd"], ["Ny skola", "Klar", ""]],
        "Q2": [head, ["Cykelplan", "Klar", "Antagen"], ["Utbilda", "Klar", ""], ["Utbilda", "Klar", "Igen"]],
    }
    _, made = proposed(tmp_path / "a.xlsx", sheets)
    pieces = [piece for file in made.files for way, piece in file.pieces() if way.startswith("activities")]
    asked = [(piece.value["id"], [dict(doubt.facts) for doubt in piece.doubts if doubt.code == "activity-on-sheet"])
             for piece in pieces if isinstance(piece.value, dict)]  # fmt: skip
    assert asked == [("cykelplan", []), ("ny-skola", []), ("cykelplan-2", [{"sheet": "Q1"}]), ("utbilda", []),
                     ("utbilda-2", [])]  # fmt: skip
