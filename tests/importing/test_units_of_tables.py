"""The unit of money of a whole table, in a line above or below it, is that of its numbers without one of their own."""

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_notes import unit_said
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from tests.importing.pieces import entry
from tests.importing.test_untidy_tables import made_of, value
from tests.publications import swedish

Rows = list[list[str | int | float | None]]
INVESTMENTS: Rows = [
    ["Investeringsplan 2026–2028"], ["Tkr"],
    ["Projekt", "Ansvarig nämnd", "Budget 2026", "Plan 2027", "Plan 2028", "Totalt"],
    ["Ny förskola i Byn", "Barnnämnden", 12000, 30000, 5000, 47000],
    ["Badhuset", "Fritidsnämnden", 4500, 0, 0, 4500],
    ["Summa", None, 16500, 30000, 5000, 51500],
]  # fmt: skip
FIGURES: Rows = [
    ["Indikator", "Utfall 2024", "Mål 2026"], ["Årets resultat", 12400, 20000], ["Soliditet (%)", 41, 45],
    ["Antal platser", 110, 95],
]  # fmt: skip


def read(folder: Path, rows: Rows) -> SourceFile:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "bok.xlsx")
    return read_source(folder / "bok.xlsx", None, "sv")


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("Tkr", "sv", "Tkr"),
        ("Belopp i tkr", "sv", "tkr"),
        ("(Belopp i mnkr)", "sv", "mnkr"),
        ("Belopp i tusental kronor.", "sv", "tusental kronor"),
        ("Belopp anges i miljoner kronor", "sv", "miljoner kronor"),
        ("Belopp i 1 000 euro", "sv", "1 000 euro"),
        ("Beløp i 1 000 kr", "nb", "1 000 kr"),
        ("Alle tall i hele tusen kroner", "nb", "hele tusen kroner"),
        ("Beløb i 1.000 kr.", "da", "1.000 kr"),
        ("Mio. kr.", "da", "Mio. kr"),
        ("Luvut 1 000 euroa", "fi", "1 000 euroa"),
        ("Amounts in £000", "en", "£000"),
        ("Angaben in Tausend Euro", "de", "Tausend Euro"),
        ("Belopp i procent", "sv", ""),
        ("Kronan på verket", "sv", ""),
        ("Vi sparar 1 000 kr", "sv", ""),
    ],
)
def test_lines_that_say_a_unit_of_money(text: str, language: str, unit: str) -> None:
    assert unit_said(text, language) == unit


def test_amounts_by_year_below_a_unit_are_the_money_of_actions(tmp_path: Path) -> None:
    source = read(tmp_path, INVESTMENTS)
    made = made_of(source)
    [first, second] = value(made, "plan.md", "activities")
    assert first["money"] == {
        "currency": "SEK",
        "periods": {"2026": {"budget": "12000000"}, "2027": {"budget": "30000000"}, "2028": {"budget": "5000000"}},
    }
    assert first["text"] == "Totalt: 47000 Tkr." and second["money"]["periods"]["2027"] == {"budget": "0"}
    left = [each for each in account(source, made) if each.fate is Fate.LEFT_OUT]
    assert [each.line.text[:5] for each in left] == ["Summa"]


@pytest.mark.parametrize("below", [False, True])
def test_numbers_that_say_another_unit_keep_it(tmp_path: Path, *, below: bool) -> None:
    line: Rows = [["Belopp i tusental kronor"]]
    source = read(tmp_path, [*FIGURES, *line] if below else [*line, *FIGURES])
    made = made_of(source)
    assert [(each["id"], each["unit"]) for each in value(made, "indicators.yml", "indicators")] == [
        ("arets-resultat", "SEK"), ("soliditet", "percent"), ("antal-platser", "count"),
    ]  # fmt: skip
    assert [each["values"]["2026"] for each in value(made, "plan.md", "targets")] == ["20000000", "45", "95"]
    doubts = {doubt.code for each in account(source, made) for doubt in each.doubts}
    assert "amounts-of-table" in doubts and "unit-missing" not in doubts
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, made))


def test_a_short_word_for_a_unit_is_that_of_the_indicators(tmp_path: Path) -> None:
    made = made_of(read(tmp_path, [["Ekonomi, tkr"], *FIGURES]))
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == {"one": "tkr", "other": "tkr"}


@pytest.mark.parametrize(
    ("others", "unit"), [([["Soliditet (%)", 41, 45]], "(enhet saknas)"), ([["Nettokostnad", 4100, 4500]], "tkr")]
)
def test_a_unit_of_money_is_not_that_of_inhabitants_among_other_units(tmp_path: Path, others: Rows, unit: str) -> None:
    header: Rows = [["Alla belopp i tkr"], ["Indikator", "Utfall 2024", "Mål 2026"]]
    made = made_of(read(tmp_path, [*header, ["Folkmängd", 24590, 25000], *others]))
    assert value(made, "indicators.yml", "indicators")[0]["unit"]["one"] == unit


def test_two_units_are_none(tmp_path: Path) -> None:
    made = made_of(read(tmp_path, [["Tkr"], *FIGURES, ["Belopp i mnkr"]]))
    assert value(made, "indicators.yml", "indicators")[0]["unit"]["one"] == "(enhet saknas)"


@pytest.mark.parametrize("below", [False, True])
def test_a_paragraph_at_a_table_says_the_unit(tmp_path: Path, *, below: bool) -> None:
    document = docx.Document()
    document.add_heading("Handlingsplan för ekonomin 2026", 0)
    document.add_heading("Ekonomi", 1)
    if not below:
        document.add_paragraph("Belopp i mnkr")
    table = document.add_table(rows=0, cols=3)
    for row in FIGURES:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    if below:
        document.add_paragraph("Belopp i mnkr")
    document.save(str(tmp_path / "plan.docx"))
    source = read_source(tmp_path / "plan.docx", None, "sv")
    made = action_plan(source, swedish(), Asked(), Present({}, {}, frozenset()), TableAsked())
    [register] = [file for file in made.files if file.kind == "indicators"]
    units = [entry(piece)["unit"] for _, piece in register.pieces()]
    assert units == [{"one": "mnkr", "other": "mnkr"}, "percent", "count"]
    assert not [block.text for file in made.files for block in file.prose], "the line is used up with its table"
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, made))
