"""Budgets, outcomes and deviations beside indicators, in tables of actions, and in tables of their own."""

from pathlib import Path
from typing import Any

import docx
import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.plans import action_plan
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_cells import NOTHING
from tests.importing.test_row_names import doubts, lost, proposed, value


@pytest.mark.parametrize(
    ("deviation", "why"),
    [
        ("20", "deviation"),
        ("-20", "deviation"),
        ("4 %", "deviation"),
        ("4,0%", "deviation"),
        ("30", ""),
        ("6 %", ""),
        ("Fler kom", ""),
    ],
)
def test_a_deviation_is_no_indicator(tmp_path: Path, deviation: str, why: str) -> None:
    rows = [["Indikator", "Mål 2024", "Utfall 2024", "Avvikelse"], ["Antal besök", "500", "520", deviation]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"antal-besok": "520"}
    assert [each["id"] for each in value(made, "indicators.yml", "indicators")] == ["antal-besok"]
    [result] = [file for file in made.files if file.kind == "result"]
    said = value(made, "2024.md", "targets") if "targets" in result.fields else {}
    assert said == ({} if why else {"antal-besok": {"analysis": f"Avvikelse: {deviation}"}})
    assert {key: text for key, text in lost(source, made).items() if text != "column-empty"} == (
        {deviation: why} if why else {}
    )


@pytest.mark.parametrize(
    ("language", "header", "note"),
    [
        ("sv", ["Indikator", "Budget 2024", "Utfall 2024", "Avvikelse"], "Budget 2024: 500. Avvikelse: 20"),
        ("en", ["KPI", "Budget 2024", "Actual 2024", "Variance"], "Budget 2024: 500. Variance: 20"),
    ],
)
def test_a_budget_of_an_indicator_is_in_words(tmp_path: Path, language: str, header: list[str], note: str) -> None:
    source, made = proposed(tmp_path, [header, ["Antal besök", "500", "520", "20"]], language)
    assert value(made, "2024.md", "measurements") == {"antal-besok": {"value": "520", "note": note}}
    assert lost(source, made) == {}


def test_two_columns_for_one_period_clash_only_in_rows_that_have_both(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål 2024", "Utfall 2024", "Bokslut 2024"], ["Andel nöjda", "90 %", "85 %", ""],
            ["Driftkostnad, tkr", "", "", "900"], ["Antal besök", "", "5", "6"]]  # fmt: skip
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {
        "andel-nojda": "85",
        "driftkostnad-tkr": "900",
        "antal-besok": "5",
    }
    assert lost(source, made) == {"6": "same-place"}


@pytest.mark.parametrize("header", ["Baslinje 2022", "Utgångsnivå 2022", "Baseline 2022"])
def test_a_first_value_is_an_outcome(tmp_path: Path, header: str) -> None:
    rows = [["Mått", header, "2023", "Mål 2026"], ["Behöriga (%)", "80", "82", "90"]]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2022.md", "measurements") == {"behoriga": "80"} and lost(source, made) == {}
    # The year between is no target, since another column is called that.
    assert value(made, "2023.md", "measurements") == {"behoriga": "82"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2026": "90"}


def test_amounts_of_actions_are_of_the_year_in_the_title(tmp_path: Path) -> None:
    rows = [["Handlingsplan 2024", "", "", "", ""], ["Åtgärd", "Budget", "Utfall", "Avvikelse", "Status"],
            ["Bygga väg", "1 000 tkr", "950 tkr", "50 tkr", "Klar"]]  # fmt: skip
    source, made = proposed(tmp_path, rows)
    [act] = value(made, "plan.md", "activities")
    assert act["money"] == {"currency": "SEK", "periods": {"2024": {"budget": "1000000", "outcome": "950000"}}}
    assert (act["text"], lost(source, made)) == ("Avvikelse: 50 tkr.", {})
    assert doubts(made).count("period-of-title") == 2


def tables(folder: Path, rows: list[list[str]]) -> tuple[Any, Proposal, dict[str, str]]:
    """Return the rows that a table keeps in the text of its plan, the proposal, and what is left out."""
    file = folder / "ekonomi.csv"
    file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    source = read_source(file, None, "sv")
    made = proposal_of_tables(source, Language("sv"), NOTHING, TableAsked())
    left = {cell.text: cell.why for line in account(source, made) for cell in line.cells if cell.why}
    return [row.cells[0] for block in made.files[0].prose for row in block.rows], made, left


@pytest.mark.parametrize("names", ["Verksamhet", "Aktivitet", ""])
def test_rows_of_money_are_no_activities(tmp_path: Path, names: str) -> None:
    rows = [["Ekonomi 2024 (tkr)", "", "", ""], [names, "Budget", "Utfall", "Avvikelse"],
            ["Intäkter", "200", "210", "10"], ["Summa", "1 500", "1 470", "30"]]  # fmt: skip
    kept, made, left = tables(tmp_path, rows)
    assert kept == [names, "Intäkter", "Summa"] and left == {}
    assert "activities" not in made.files[0].fields and [file.kind for file in made.files] == ["plan"]
    money = value(made, "plan.md", "money")
    assert money == {"currency": "SEK", "periods": {"2024": {"budget": "1500000", "outcome": "1470000"}}}


@pytest.mark.parametrize("names", ["Område", "Nämnd"])
def test_amounts_of_boards_are_no_indicators(tmp_path: Path, names: str) -> None:
    rows = [[names, "Utfall 2022", "Budget 2023", "Utfall 2023", "Avvikelse"],
            ["Kommunstyrelsen", "12,1", "13,0", "12,5", "0,5"],
            ["Socialnämnden", "230", "235", "241", "-6"]]  # fmt: skip
    kept, made, left = tables(tmp_path, rows)
    assert (kept, left) == ([names, "Kommunstyrelsen", "Socialnämnden"], {})
    assert [file.kind for file in made.files] == ["plan"]


def test_amounts_below_two_years_are_of_none_that_is_known(tmp_path: Path) -> None:
    rows = [["", "2023", "", "2024", ""], ["Verksamhet", "Budget", "Utfall", "Budget", "Utfall"],
            ["Summa", "1", "2", "3", "4"]]  # fmt: skip
    file = tmp_path / "ekonomi.csv"
    file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    made = proposal_of_tables(read_source(file, None, "sv"), Language("sv"), NOTHING, TableAsked())
    assert not any("money" in each.fields for each in made.files)


def test_a_budget_in_a_document_stays_in_its_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Handlingsplan för broar", 0)
    for rows in (
        [("Åtgärd", "Ansvarig"), ("Måla bron", "Tekniska nämnden")],
        [("Aktivitet", "Budget", "Utfall", "Avvikelse"), ("Intäkter", "200", "210", "10")],
    ):
        document.add_paragraph("Så här blev det.")
        drawn = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                drawn.cell(at, column).text = text
    document.save(str(tmp_path / "plan.docx"))
    source = read_source(tmp_path / "plan.docx", None, "sv")
    made = action_plan(source, Language("sv"), Asked(), NOTHING, TableAsked())
    assert [each["title"] for each in value(made, "plan.md", "activities")] == ["Måla bron"]
    [kept] = [block for block in made.files[0].prose if block.sort is BlockSort.TABLE]
    assert kept.rows[1].cells == ("Intäkter", "200", "210", "10")
