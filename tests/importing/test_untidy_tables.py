"""Tables as municipalities publish them: goals that end like names, arrows, fiscal years, two columns of deadlines."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import dated, without_preliminary
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.units import unit_of
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.pieces import field_of


def proposed(folder: Path, rows: list[list[str]], language: str = "sv", municipality: str = "") -> Proposal:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    file = folder / "tabell.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    return made_of(read_source(file, None, language), language, municipality)


def made_of(source: SourceFile, language: str = "sv", municipality: str = "") -> Proposal:
    present = Present({}, {}, frozenset(), municipality=municipality)
    return table_proposal(source, Language(language), present, TableAsked())


def value(proposal: Proposal, path: str, key: str) -> Any:
    return field_of(proposal, path, key)


def doubts(proposal: Proposal) -> list[str]:
    return [doubt.code for file in proposal.files for _, piece in file.pieces() for doubt in piece.doubts]


def test_a_goal_that_ends_like_a_municipality_is_not_one(tmp_path: Path) -> None:
    rows = [
        ["Målområde", "Nyckeltal", "Mål 2024", "Utfall 2024"],
        ["Hållbar kommun", "Resor, ton", "40", "38"],
        ["God ekonomi", "Resultat, %", "1,0", "-0,6"],
        ["* Utan pensioner."],
        ["Grön = uppfyllt"],
    ]
    made = proposed(tmp_path, rows, municipality="Provköpings kommun")
    assert value(made, "2024.md", "measurements") == {"resor-ton": "38", "resultat": "-0.6"}
    assert [each["theme"] for each in value(made, "plan.md", "targets")] == ["hallbar-kommun", "god-ekonomi"]
    places = [["Kommun", "Nyckeltal", "Utfall 2024"], ["Hedby kommun", "Resor", "4"], ["Provköping", "Resor", "3"]]
    made = proposed(tmp_path, places, municipality="Provköpings kommun")
    assert value(made, "2024.md", "measurements") == {"resor": "3"}


@pytest.mark.parametrize("header", ["Årsmål 2024", "Riktvärde 2024", "Målvärde 2024"])
def test_a_target_has_many_names(tmp_path: Path, header: str) -> None:
    made = proposed(tmp_path, [["Nyckeltal", header, "Utfall 2024"], ["Väntetid, dagar", "≤ 60", "62"]])
    [target] = value(made, "plan.md", "targets")
    assert target == {"indicator": "vantetid-dagar", "values": {"2024": {"at_most": "60"}}}


def test_an_arrow_is_a_trend_only_if_it_is_known_which_way_is_better(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Mål 2024", "Utfall 2024", "Trend"],
        ["Utsläpp, ton", "högst 40", "38", "↘"],
        ["Nöjda, %", "minst 80", "81", "↗"],
        ["Besök, antal", "900", "910", "↑"],
        ["Resor, antal", "högst 9", "9", "förbättras"],
    ]
    made = proposed(tmp_path, rows)
    said = {name: each.get("judgement", each) for name, each in value(made, "2024.md", "targets").items()}
    assert said == {
        "utslapp-ton": {"analysis": "Trend: ↘."},
        "nojda": {"trend": "improving"},
        "besok-antal": {"analysis": "Trend: ↑."},
        "resor-antal": {"trend": "improving"},
    }
    assert doubts(made).count("turn") == 2


def test_a_status_of_a_period_is_a_number_although_one_is_missing(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Status 1. kvartal 2024", "Mål 2024"],
        ["Unge på uddannelseshjælp, %", "3,2 pct.", "2,8"],
        ["I job, %", "53", "55"],
        ["Sager", "i.o.", "4"],
    ]
    made = proposed(tmp_path, rows, "da")
    assert value(made, "2024-Q1.md", "measurements") == {
        "unge-pa-uddannelseshjaelp": "3.2", "i-job": "53", "sager": {"missing": "i.o."},
    }  # fmt: skip


def test_a_fiscal_year_ends_in_the_year_that_it_names_and_is_asked_about_once(tmp_path: Path) -> None:
    rows = [["Measure", "FY2023 Actual", "FY2024 Target"], ["Dams (%)", "97", "100"], ["Parks (%)", "90", "95"]]
    made = proposed(tmp_path, rows, "en")
    assert value(made, "2022-23.md", "measurements") == {"dams": "97", "parks": "90"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2023/24": "100"}
    assert doubts(made).count("fiscal-year") == 1
    assert str(dated("FY2023-24 Q2 Actual", "en").period) == "2023/24-Q2"
    assert dated("FY2023-24 Actual", "en").doubt == ""


def test_dollars_in_millions_are_dollars(tmp_path: Path) -> None:
    rows = [["Measure", "2022 Actual", "2023 Actual"], ["Grants awarded", "$4,250,000", "$3.9M"]]
    made = proposed(tmp_path, rows, "en")
    assert value(made, "2022.md", "measurements") == {"grants-awarded": "4250000"}
    assert value(made, "2023.md", "measurements") == {"grants-awarded": "3900000"}
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == "USD"


def test_a_minus_and_a_preliminary_number_are_kept(tmp_path: Path) -> None:
    made = proposed(tmp_path, [["Nyckeltal", "Utfall 2024"], ["Resultat, %", "-0,6 (prel.)"], ["Nöjda, %", "29 prel"]])
    assert value(made, "2024.md", "measurements") == {
        "resultat": {"value": "-0.6", "preliminary": "true"}, "nojda": {"value": "29", "preliminary": "true"},
    }  # fmt: skip
    assert without_preliminary("-0,6", "sv") == (False, "-0,6")


def test_of_two_columns_of_deadlines_the_last_day_is_one_and_the_other_is_in_the_text(tmp_path: Path) -> None:
    rows = [
        ["Åtgärd", "Tidplan", "Klart senast"],
        ["Ta fram en rutin", "VT 2023", "2023-06-30"],
        ["Följa upp", "2023–2026", "löpande"],
        ["Utbilda", "2024", ""],
    ]
    made = value(proposed(tmp_path, rows), "plan.md", "activities")
    assert [(each.get("due"), each.get("period"), each.get("text")) for each in made] == [
        ("2023-06-30", None, "Tidplan: VT 2023."),
        (None, {"from": "2023", "to": "2026"}, "Klart senast: löpande."),
        ("2024", None, None),
    ]


def test_the_source_above_a_table_is_that_of_its_indicators(tmp_path: Path) -> None:
    made = proposed(tmp_path, [["Källa: Kolada"], ["Nyckeltal", "Utfall 2024"], ["Nöjda, %", "29"]])
    assert value(made, "indicators.yml", "indicators")[0]["sources"] == [{"title": "Kolada"}]


@pytest.mark.parametrize(
    ("title", "named", "language", "unit", "code"),
    [
        ("Sagsbehandlingstid, uger", "", "da", "duration-week", ""),
        ("Väntetid (månader)", "", "sv", "duration-month", ""),
        ("Bemanning (natt)", "", "sv", {"one": "?", "other": "?"}, "unit-missing"),
        ("Bemanning", "", "sv", {"one": "?", "other": "?"}, "unit-missing"),
        ("Elever (16–19)", "", "sv", {"one": "?", "other": "?"}, "unit-missing"),
        ("Utsläpp (år 2024)", "", "sv", {"one": "?", "other": "?"}, "unit-missing"),
        ("Antal elever (1–5)", "", "sv", "count", ""),
        ("Nöjdhet (1–5)", "", "sv", {"name": "scale", "from": "1", "to": "5"}, "scale-of-bounds"),
        ("Nöjdhet (medelvärde 1–5)", "", "sv", {"name": "scale", "from": "1", "to": "5"}, ""),
        ("Nöjdhet", "0-100", "sv", {"name": "scale", "from": "0", "to": "100"}, "scale-of-bounds"),
        ("NKI (0–100)", "", "sv", {"name": "index", "from": "0", "to": "100"}, "scale-of-bounds"),
        ("Plats (ranking 1–290)", "", "sv", {"name": "rank", "from": "1", "to": "290"}, ""),
        ("Utsläpp (kiloton)", "", "sv", {"one": "kiloton", "other": "kiloton"}, "unit-words"),
        ("Utsläpp i kiloton", "", "sv", {"one": "kiloton", "other": "kiloton"}, "unit-words"),
        ("Utsläpp [MWh]", "", "sv", {"one": "MWh", "other": "MWh"}, "unit-words"),
        ("Kostnad (tkr/elev)", "", "sv", {"one": "tkr/elev", "other": "tkr/elev"}, "unit-words"),
        ("Partiklar (µg/m³)", "", "sv", {"one": "µg/m³", "other": "µg/m³"}, "unit-words"),
        ("Brott (per 1 000 inv.)", "", "sv", {"one": "per 1 000 inv.", "other": "per 1 000 inv."}, "unit-words"),
        (
            "Företag per 1 000 invånare",
            "",
            "sv",
            {"one": "per 1 000 invånare", "other": "per 1 000 invånare"},
            "unit-words",
        ),
        ("Affald pr. 100 m", "", "da", {"one": "pr. 100 m", "other": "pr. 100 m"}, "unit-words"),
        ("Missed bins per 100,000", "", "en", {"one": "per 100,000", "other": "per 100,000"}, "unit-words"),
        ("Antal brott per 1 000 invånare", "", "sv", {"name": "count", "per": "1 000 invånare"}, ""),
        ("Nettokostnad per 1 000 invånare", "", "sv", {"one": "?", "other": "?"}, "unit-missing"),
        ("Antal platser per 2024", "", "sv", "count", ""),
        ("Emissions (tCO2e)", "", "en", {"one": "tCO2e", "other": "tCO2e"}, "unit-words"),
        ("Utsläpp (ktCO₂-ekv)", "", "sv", {"one": "ktCO₂-ekv", "other": "ktCO₂-ekv"}, "unit-words"),
        ("Väntetid (median, dagar)", "", "sv", "days", ""),
        ("Resor – km", "", "sv", "length-kilometer", ""),
        ("Nöjda", "Procent (%)", "sv", "percent", ""),
        ("HME, index", "", "sv", "index", ""),
        ("Skillnad", "procentenheter", "sv", "points", ""),
        ("Utsläpp (kton CO2e)", "", "sv", {"one": "kton CO2e", "other": "kton CO2e"}, "unit-words"),
        ("Visits (millions)", "", "en", {"one": "millions", "other": "millions"}, "unit-words"),
        ("Udgift", "kr.", "da", "DKK", ""),
        ("Kostnad", "kr/elev", "sv", {"name": "SEK", "per": "elev"}, ""),
    ],
)
def test_units_as_titles_name_them(title: str, named: str, language: str, unit: object, code: str) -> None:
    found, doubted = unit_of(title, named, language, "?")
    assert (found, "".join(each.code for each in doubted)) == (unit, code)


def test_no_number_is_a_count_unless_its_table_says_so(tmp_path: Path) -> None:
    rows = [
        ["Nyckeltal", "Utgångsläge 2022", "Mål 2026"],
        ["Utsläpp (kiloton)", "", "ska minska"],
        ["Besök", "1200", "1300"],
        ["Trygghet (1–5)", "3,9", "4,2"],
        ["Barn (1–5)", "400", "412"],
        ["Trivsel (0–100)", "", ""],
        ["Antal träd", "", "ska öka"],
    ]
    made = proposed(tmp_path, rows)
    none = {"one": "(enhet saknas)", "other": "(enhet saknas)"}
    assert {each["title"]: each["unit"] for each in value(made, "indicators.yml", "indicators")} == {
        "Utsläpp (kiloton)": {"one": "kiloton", "other": "kiloton"}, "Besök": none,
        "Trygghet (1–5)": {"name": "scale", "from": "1", "to": "5"}, "Barn (1–5)": none, "Antal träd": "count",
    }  # fmt: skip
    assert doubts(made).count("unit-missing") == 2
    # A name with its unit, without numbers, is no heading of the rows below it.
    assert not any("theme" in each for each in value(made, "plan.md", "targets"))


@pytest.mark.parametrize("header", ["Antal", "Utfall (st)"])
def test_a_header_says_that_numbers_are_counts(tmp_path: Path, header: str) -> None:
    made = proposed(tmp_path, [["Nyckeltal", "År", header], ["Besök", "2023", "12"], ["Besök", "2024", "14"]])
    assert value(made, "indicators.yml", "indicators") == [{"id": "besok", "title": "Besök", "unit": "count"}]


def test_a_coin_and_what_it_is_many_of_are_one_unit() -> None:
    number = cell_number("$4.5M", "en")
    assert number is not None
    assert (number.low, number.unit) == ("4.5", "$M")
    assert is_missing("(–)")


def test_a_text_file_of_a_planning_system_is_a_table_and_prose_is_not(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    rows = [
        "Organisation\tPeriod\tMått\tVärde",
        *(f"Nämnden\tÅr {year}\tNöjda\t7{year % 10} %" for year in (2022, 2023)),
    ]
    file.write_text("\r\n".join(rows), encoding="utf-8-sig")
    [block] = read_source(file, None, "sv").blocks
    assert (block.sort, block.rows[2].cells) == (BlockSort.TABLE, ("Nämnden", "År 2023", "Nöjda", "73 %"))
    file.write_text("Mål; medel; vägar\n\nKommunen ska; bör; kan.\n\nSå är det.\n\nMål; medel; vägar", encoding="utf-8")
    assert all(each.sort is not BlockSort.TABLE for each in read_source(file, None, "sv").blocks)


def test_colours_hidden_rows_and_hidden_sheets_of_an_open_document(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    green, unseen = Style(name="g", family="table-cell"), Style(name="u", family="table")
    green.addElement(TableCellProperties(backgroundcolor="#00b050"))
    unseen.addElement(TableProperties(display="false"))
    for each in (green, unseen):
        book.automaticstyles.addElement(each)

    def sheet(name: str, rows: list[list[str]], **more: Any) -> list[TableRow]:
        made = Table(name=name, **more)
        book.spreadsheet.addElement(made)
        for row in rows:
            line = TableRow()
            made.addElement(line)
            for text in row:
                cell = TableCell(valuetype="string") if text != "GREEN" else TableCell(stylename=green)
                if text != "GREEN":
                    cell.addElement(P(text=text))
                line.addElement(cell)
        return list(made.getElementsByType(TableRow))

    rows = sheet("Mål", [["Nyckeltal", "Mål 2024", "Utfall 2024", "Bedömning"], ["Nöjda, %", "80", "81", "GREEN"],
                         ["Prov", "1", "2", ""]])  # fmt: skip
    rows[2].setAttribute("visibility", "collapse")
    sheet("Underlag", [["Nyckeltal", "Utfall 2024"], ["Hemligt", "7"]], stylename=unseen)
    book.save(tmp_path / "mal.ods")
    source = read_source(tmp_path / "mal.ods", None, "sv")
    made = made_of(source)
    assert value(made, "2024.md", "measurements") == {"nojda": "81"}
    assert value(made, "2024.md", "targets") == {"nojda": {"judgement": "fulfilled"}}
    assert {each.why for each in account(source, made) if each.fate is Fate.LEFT_OUT} == {"hidden-row", "hidden-sheet"}


def test_colours_of_numbers_in_an_open_document_are_asked_about(tmp_path: Path) -> None:
    book, sheet = OpenDocumentSpreadsheet(), Table(name="Mål")
    for name, colour in (("g", "#92d050"), ("r", "#ff0000")):
        style = Style(name=name, family="table-cell")
        style.addElement(TableCellProperties(backgroundcolor=colour))
        book.automaticstyles.addElement(style)
    rows = (
        [("Nyckeltal", ""), ("Utfall 2024", "")],
        [("Resor, antal", ""), ("81", "g")],
        [("Lån, antal", ""), ("9", "r")],
    )
    for cells in rows:
        line = TableRow()
        sheet.addElement(line)
        for text, style_name in cells:
            cell = TableCell(valuetype="string", **({"stylename": style_name} if style_name else {}))
            cell.addElement(P(text=text))
            line.addElement(cell)
    book.spreadsheet.addElement(sheet)
    book.save(tmp_path / "farg.ods")
    source = read_source(tmp_path / "farg.ods", None, "sv")
    assert value(made_of(source), "2024.md", "measurements") == {"resor-antal": "81", "lan-antal": "9"}
    asked = [(at, doubt.code, doubt.facts["light"]) for row in source.blocks[0].rows for at, doubt in row.doubts]
    assert asked == [(1, "colour-of-number", "🟢"), (1, "colour-of-number", "🔴")]


def test_a_year_and_a_part_of_it_in_two_columns_are_one_period(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "År", "Period", "Typ", "Värde"],
        ["Nöjda, %", "2024", "T1", "Utfall", "86"],
        ["Nöjda, %", "2024", "T2", "Utfall", "88"],
        ["Nöjda, %", "2024", "Helår", "Mål", "90"],
    ]
    made = proposed(tmp_path, rows)
    assert value(made, "2024-T1.md", "measurements") == {"nojda": "86"}
    assert value(made, "2024-T2.md", "measurements") == {"nojda": "88"}
    assert value(made, "plan.md", "targets") == [{"indicator": "nojda", "values": {"2024": "90"}}]
    assert not [each for each in made.left if each.why == "no-field"]


def test_a_danish_header_for_targets_is_one_for_indicators_without_a_year(tmp_path: Path) -> None:
    rows = [["Indikator", "Resultat 2023", "Måltal 2024"], ["Hektar natur", "145", "min. 200"]]
    [target] = value(proposed(tmp_path, rows, "da"), "plan.md", "targets")
    assert target == {"indicator": "hektar-natur", "values": {"2024": {"at_least": "200"}}}
    made = proposed(tmp_path, [["Måltal", "Resultat 2023"], ["Hektar natur", "145"]], "da")
    assert value(made, "2023.md", "measurements") == {"hektar-natur": "145"}


def test_tables_below_each_other_on_one_sheet_have_their_own_columns(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Mål", 0)
    for row in (
        ["Uppföljning 2024"], [], ["Nyckeltal", "Utfall 2022", "Utfall 2023"], ["Nöjda, %", 71, 72], [],
        ["Trygga, %", 81, 82], [], ["Tabell 2"], ["Nyckeltal", "Utfall 2023", "Mål 2025"], ["Resor, ton", 9, 5], [],
        ["Åtgärd", "Ansvarig", "Status"], ["Bygga", "Nämnden", "Klar"],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "blad.xlsx")
    source = read_source(tmp_path / "blad.xlsx", None, "sv")
    made = made_of(source)
    assert [len(each.rows) for each in source.blocks] == [4, 3, 2]
    assert value(made, "plan.md", "title") == "Uppföljning 2024"
    assert value(made, "2022.md", "measurements") == {"nojda": "71", "trygga": "81"}
    assert value(made, "2023.md", "measurements") == {"nojda": "72", "trygga": "82", "resor-ton": "9"}
    assert value(made, "plan.md", "targets") == [{"indicator": "resor-ton", "values": {"2025": "5"}}]
    assert [each["title"] for each in value(made, "plan.md", "activities")] == ["Bygga"]


@pytest.mark.parametrize(
    ("name", "numbers", "asked"),
    [
        ("Andel nöjda", ["0,45", "0,5"], True),
        ("Nöjda (%)", ["0,45", "1"], True),
        ("Andel nöjda", ["79 %", "0,8"], True),
        ("Andel nöjda", ["0,45", "45"], False),
        ("Andel nöjda", ["0,45 %", "0,5 %"], False),
        ("Andel nöjda", ["1", "0"], False),
        ("Vikt (kg)", ["0,45", "0,5"], False),
    ],
)
def test_a_part_of_one_is_not_taken_for_per_cent_in_silence(
    tmp_path: Path, *, name: str, numbers: list[str], asked: bool
) -> None:
    made = proposed(tmp_path, [["Nyckeltal", "Utfall 2022", "Utfall 2023"], [name, *numbers]])
    assert ("part-or-percent" in doubts(made)) == asked


def test_a_number_in_place_of_a_judgement_keeps_its_header(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Utfall 2023", "Mål 2023", "Måluppfyllelse 2023"], ["Resor (km)", "50", "60", "83 %"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "targets") == {"resor-km": {"analysis": "Måluppfyllelse 2023: 83 %"}}


@pytest.mark.parametrize("gap", [[], [[]]])
def test_titles_of_tables_with_the_same_header_are_themes(tmp_path: Path, gap: list[list[str]]) -> None:
    header = ["Indikator", "Målvärde 2025", "Utfall 2024", "Kommentar"]
    rows = [
        ["Mål 1: En trygg kommun"], header, ["Upplevd trygghet (%)", "80", "74", "Färre svar"], *gap,
        ["Mål 2: En grön kommun"], header, ["Ekologisk mat (%)", "50", "43,5", ""],
    ]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "themes") == [
        {"id": "mal-1-en-trygg-kommun", "title": "Mål 1: En trygg kommun"},
        {"id": "mal-2-en-gron-kommun", "title": "Mål 2: En grön kommun"},
    ]
    assert value(made, "plan.md", "targets") == [
        {"indicator": "upplevd-trygghet", "theme": "mal-1-en-trygg-kommun", "values": {"2025": "80"}},
        {"indicator": "ekologisk-mat", "theme": "mal-2-en-gron-kommun", "values": {"2025": "50"}},
    ]
    assert value(made, "2024.md", "measurements") == {"upplevd-trygghet": "74", "ekologisk-mat": "43.5"}


def test_a_header_that_stands_again_is_no_row(tmp_path: Path) -> None:
    header = ["Indikator", "Mål 2025", "Utfall 2024"]
    made = proposed(tmp_path, [header, ["Trygghet (%)", "80", "74"], header, ["Ekologisk mat (%)", "50", "43,5"]])
    assert value(made, "2024.md", "measurements") == {"trygghet": "74", "ekologisk-mat": "43.5"}
    assert [each["indicator"] for each in value(made, "plan.md", "targets")] == ["trygghet", "ekologisk-mat"]
