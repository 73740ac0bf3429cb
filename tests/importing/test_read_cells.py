"""What people put into one cell: several bodies, numbers that are none exactly, colours as letters, other areas."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from odf.dc import Date
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.comments import Comment

from publisher.importing.columns.areas import is_same_area
from publisher.importing.columns.cell_numbers import rough_number
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.units import currency_of
from publisher.importing.drafts.drafting import draft
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.grids import shown
from publisher.importing.form.proposal import Proposal
from publisher.importing.meaning.follow_up import HeldIndicator, KnownIndicators, begun
from publisher.importing.meaning.named_bodies import named_bodies
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.tables import table_proposal
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from publisher.model.time_period import TimePeriod
from tests.importing.pieces import entry
from tests.importing.test_cells import NOTHING, lost, proposed, value
from tests.publications import swedish


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        (["Socialförvaltningen och Utbildningsförvaltningen"], ["socialforvaltningen", "utbildningsforvaltningen"]),
        (["KS, BUN"], ["ks", "bun"]),
        (["Kommunstyrelsen/socialnämnden"], ["kommunstyrelsen", "socialnamnden"]),
        (["Tekniska nämnden; barn- och utbildningsnämnden"], ["tekniska-namnden", "barn-och-utbildningsnamnden"]),
        (["KS, BUN och Socialnämnden"], ["ks", "bun", "socialnamnden"]),
        (["Biblioteken & Kulturskolan", "Biblioteken", "Kulturskolan"], ["biblioteken", "kulturskolan"]),
        (["Socialnämnden, socialnämnden"], "socialnamnden"),
        (["HR-avdelningen och samtliga förvaltningar"], ["hr-avdelningen", "samtliga-forvaltningar"]),
        (["Barn- och utbildningsnämnden"], "barn-och-utbildningsnamnden"),
        (["Miljö-, bygg- och räddningsnämnden"], "miljo-bygg-och-raddningsnamnden"),
        (["Kultur och fritidsnämnden"], "kultur-och-fritidsnamnden"),
        (["Biblioteken & Kulturskolan", "Biblioteken"], "biblioteken-kulturskolan"),
        (["Kommunstyrelsen och förvaltningen"], "kommunstyrelsen-och-forvaltningen"),
        (["Samverkan mellan Socialnämnden och Skolnämnden"], "samverkan-mellan-socialnamnden-och-skolnamnden"),
    ],
)
def test_a_cell_names_several_bodies_where_each_part_is_certainly_one(cells: list[str], ids: object) -> None:
    found = named_bodies(((cell, ()) for cell in cells), {}, frozenset(), "sv")
    assert found.ids[cells[0]] == ids


def test_bodies_that_the_publication_has_are_not_added_again() -> None:
    there = {"kommunstyrelsen": "ks", "mark och vatten": "mv"}
    found = named_bodies([("Kommunstyrelsen; VA", ()), ("Mark och vatten", ())], there, frozenset({"va"}), "sv")
    assert found.ids == {"Kommunstyrelsen; VA": ["ks", "va-2"], "Mark och vatten": "mv"}
    assert [each.value for each in found.fresh] == [{"id": "va-2", "title": "VA", "kind": "unit"}]
    [group] = named_bodies([("Alla nämnder", ())], {}, frozenset(), "sv").fresh
    assert [each.code for each in group.doubts] == ["body-collective"]
    [doubtful] = named_bodies([("Mark och vatten", ())], {}, frozenset(), "sv").fresh
    assert [each.code for each in doubtful.doubts] == ["body-kind", "body-several"]


def test_bodies_on_lines_of_one_cell_answer_together(tmp_path: Path) -> None:
    names = "Socialnämnden\nKommunstyrelsen"
    rows = [["Indikator", "Mål 2024", "Ansvarig"], ["Sjuka (%)", "≤6", names]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets")[0]["responsible"] == ["socialnamnden", "kommunstyrelsen"]
    assert [each["kind"] for each in value(made, "bodies.yml", "bodies")] == ["board", "board"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ca 81", "81"), ("drygt 40", "40"), ("omkring 1 200", "1200"), ("c. 30", "30"), ("about 12", "12"),
        ("Ca. 7,5 %", "7.5"), ("~20", "20"), ("c:a 9", "9"), ("noin 3", "3"), ("c4", None), ("ca 30–40", None),
        ("81", None), ("cirka", None), ("nästan alla", None), ("cirkus 3", None),
    ],
)  # fmt: skip
def test_numbers_that_are_none_exactly(text: str, number: str | None) -> None:
    found = rough_number(text, "sv")
    assert (found.low if found else None) == number


def test_a_rough_outcome_has_its_words_beside_it(tmp_path: Path) -> None:
    header = ["Indikator", "Utfall kvinnor 2024", "Utfall 2024", "Kommentar"]
    source, made = proposed(tmp_path, [header, ["Besök", "ca 40", "drygt 81", "Fler i juni."], ["Lån", "", "ca 9", ""]])
    assert value(made, "2024.md", "measurements") == {
        "besok": {"value": "81", "groups": {"kvinnor": "40"}, "note": "drygt 81; Kvinnor: ca 40. Fler i juni."},
        "lan": {"value": "9", "note": "ca 9"},
    }
    accounted = account(source, made)
    assert lost(accounted) == {} and [doubt.code for doubt in accounted[1].doubts].count("inexact") == 2


def test_nobody_computes_whether_a_rough_outcome_reached_its_target(tmp_path: Path) -> None:
    header = ["Indikator", "Mål 2024", "Utfall 2023", "Utfall 2024", "Prognos 2024", "Bedömning 2024"]
    rows = [
        header,
        ["Nöjda (%)", "≥80", "ca 78 %", "ca 81 %", "ca 82", "Uppfyllt"],
        ["Sökande", "ca 90", "", "70–75", "", ""],
    ]
    source, made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {"nojda": {"value": "78", "note": "ca 78 %"}}
    assert value(made, "2024.md", "measurements") == {"nojda": {"missing": "ca 81 %"}, "sokande": {"missing": "70–75"}}
    reports = {"nojda": {"judgement": "fulfilled", "forecast": {"text": "ca 82"}}}
    assert value(made, "2024.md", "targets") == reports
    assert value(made, "plan.md", "targets")[1]["values"] == {"2024": {"words": "ca 90"}}
    assert lost(account(source, made)) == {}


@pytest.mark.parametrize(
    ("header", "cells", "levels"),
    [
        ("RAG", ["R", "A", "G"], ["unfulfilled", "partly", "fulfilled"]),
        ("RAG status", ["G", "G", "–"], ["fulfilled", "fulfilled", None]),
        ("Läget nu", ["A", "G", "G"], ["partly", "fulfilled", "fulfilled"]),
        ("Läget nu", ["🔴 Röd", "gul", "🟢Grön"], ["unfulfilled", "partly", "fulfilled"]),
        ("How it is", ["Red", "Amber", "Green 🟢"], ["unfulfilled", "partly", "fulfilled"]),
        # G may be yellow, and a remark is none of the colours.
        ("Läget nu", ["R", "G", "G"], [None, None, None]),
        ("Läget nu", ["röd", "gul", "se ovan"], [None, None, None]),
    ],
)
def test_colours_are_judgements(tmp_path: Path, header: str, cells: list[str], levels: list[str | None]) -> None:
    rows = [[f"Mått {number}", "≥80", "81", cell] for number, cell in enumerate(cells)]
    source, made = proposed(tmp_path, [["Indikator", "Mål 2024", "Utfall 2024", header], *rows])
    [file] = [file for file in made.files if file.path.endswith("2024.md")]
    said = value(made, "2024.md", "targets") if "targets" in file.fields else {}
    assert [said.get(f"matt-{number}", {}).get("judgement") for number in range(3)] == levels
    out = lost(account(source, made))
    assert all((cell in out) == (level is None) for cell, level in zip(cells, levels, strict=True))


AREAS = [
    ["Nyckeltal", "Område", "År", "Värde"],
    ["Sjuka (%)", "Riket", "2023", "5"],
    ["", "Provköping", "2023", "6"],
    ["Öppna biblioteksdagar", "Riket", "2023", "200"],
    ["", "Provköping", "2023", "210"],
]


def statistics(made: Proposal) -> dict[str, str]:
    return {file.path: draft(file, Language("sv")) for file in made.files if file.kind == "statistics"}


def compared(made: Proposal) -> dict[str, list[str]]:
    found = next(file for file in made.files if file.kind == "indicators").fields["indicators"]
    assert isinstance(found, tuple)
    members = [entry(each) for each in found]
    return {str(each["id"]): [one["title"] for one in each.get("comparisons", [])] for each in members}


def test_other_areas_numbers_become_comparison_series_beside_the_municipalitys_own(tmp_path: Path) -> None:
    own = replace(NOTHING, municipality="Provköpings kommun (påhittad)")
    source, made = proposed(tmp_path, AREAS, own)
    assert value(made, "2023.md", "measurements") == {"sjuka": "6", "oppna-biblioteksdagar": "210"}
    assert {file.kind for file in made.files} == {"statistics", "indicators"}
    assert compared(made) == {"sjuka": ["Riket"], "oppna-biblioteksdagar": ["Riket"]}
    assert statistics(made)["plans/statistics/sjuka.csv"] == "period,value,riket\n2023,6,5\n"
    assert set(lost(account(source, made)).values()) == {"own-area"}


WIDE = [
    [["Mått", "Mål 2026", "Utfall 2024", "Riket 2024", "Region Skåne 2024"], ["Sjuka (%)", "4", "6", "5", "5,5"]],
    [
        ["Mått", "Mål 2026", "Provköping 2024", "Utfall riket 2024", "Region Skåne 2024"],
        ["Sjuka (%)", "4", "6", "5", "5,5"],
    ],
    [
        ["Mått", "Mål 2026", "2024", "", ""],
        ["", "", "Kommunen", "Riket", "Region Skåne"],
        ["Sjuka (%)", "4", "6", "5", "5,5"],
    ],
]


@pytest.mark.parametrize("rows", WIDE)
def test_columns_of_other_areas_are_series_and_never_the_municipalitys_numbers(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    source, made = proposed(tmp_path, rows, replace(NOTHING, municipality="Provköpings kommun"))
    assert value(made, "2024.md", "measurements") == {"sjuka": "6"}
    assert compared(made) == {"sjuka": ["Riket", "Region Skåne"]}
    assert statistics(made) == {"plans/statistics/sjuka.csv": "period,value,region-skane,riket\n2024,6,5.5,5\n"}
    assert not lost(account(source, made))


def test_a_newer_table_fills_the_series_that_people_gave_an_indicator(tmp_path: Path) -> None:
    held = HeldIndicator("sjuka", "lower", "percent", {"riket": "hela-landet"})
    own = replace(NOTHING, municipality="Provköpings kommun", indicators={"sjuka (%)": held})
    source, made = proposed(tmp_path, WIDE[0], own)
    assert statistics(made) == {"plans/statistics/sjuka.csv": "period,value,hela-landet\n2024,6,5\n"}
    assert lost(account(source, made))["5,5"] == "other-area"


def test_where_no_area_is_the_municipality_nobody_knows_whose_numbers_are_its_own(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Kommun", *AREAS[0][2:]], *AREAS[1:]]
    source, made = proposed(tmp_path, rows, replace(NOTHING, municipality="Annanköping"))
    assert not any("results" in file.path for file in made.files)
    assert {lost(account(source, made))[text] for text in ("5", "6")} == {"area-not-own"}


def test_one_area_for_each_number_parts_nothing(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Kommun", "Utfall 2023"], ["Sjuka (%)", "Västra Provköping", "6"]]
    _, made = proposed(tmp_path, rows, replace(NOTHING, municipality="Provköping"))
    assert value(made, "2023.md", "measurements") == {"sjuka": "6"}
    numbers = [["Nyckeltal", "Utfall 2023", "Region 2023"], ["Sjuka (%)", "6", "7"]]
    source, made = proposed(tmp_path, numbers, replace(NOTHING, municipality="Provköping"))
    assert lost(account(source, made)) == {"7": "column-unknown", "Region 2023": "column-unknown"}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Provköping", True),
        ("PROVKÖPINGS KOMMUN", True),
        ("Provköpings stad", True),
        ("Kommun", False),
        ("Riket", False),
    ],
)
def test_a_municipality_by_its_name(text: str, same: bool) -> None:  # noqa: FBT001
    assert is_same_area(text, "Provköpings kommun", "sv") is same


def test_notes_below_a_table_are_its_source_and_the_notes_of_its_marks(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2023", "Utfall 2024", "Mål 2026"], ["Sjuka (%)", "6*", "5¹", "4*"]]
    below = [
        ["Källa: SCB, statistikdatabasen."],
        ["* Ny definition."],
        ["1) Preliminärt."],
        ["¹ Preliminär"],
        ["Not: Se bilaga."],
    ]
    source, made = proposed(tmp_path, [*rows, *([cell[0], "", "", ""] for cell in below)])
    [indicator] = value(made, "indicators.yml", "indicators")
    assert indicator["sources"] == [{"title": "SCB, statistikdatabasen"}]
    assert value(made, "2023.md", "measurements") == {"sjuka": {"value": "6", "note": "Ny definition."}}
    assert value(made, "2024.md", "measurements") == {"sjuka": {"value": "5", "preliminary": "true"}}
    out = lost(account(source, made))
    assert set(out) == {"1) Preliminärt.", "Not: Se bilaga."}


def test_two_sources_below_a_table_are_nobodys(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Utfall 2024", "Mål 2026"],
        ["Sjuka (%)", "6", "4"],
        ["Källa: SCB", "", ""],
        ["Källa: Kolada", "", ""],
    ]
    source, made = proposed(tmp_path, rows)
    assert "sources" not in value(made, "indicators.yml", "indicators")[0]
    assert {"Källa: SCB", "Källa: Kolada"} <= set(lost(account(source, made)))


@pytest.mark.parametrize(
    ("cell", "status", "text"),
    [
        ("✅", "done", ""), ("✔️", "done", ""), ("⏳", "ongoing", ""), ("⏸️", "paused", ""), ("✅ Klar", "done", ""),
        ("🔴 Försenad", "delayed", "Status: 🔴 Försenad."), ("🟢 Pågår", "ongoing", "Status: 🟢 Pågår."),
        ("Pågår enligt plan", "ongoing", "Status: Pågår enligt plan."), ("Pågår.", "ongoing", ""),
        ("✅ Försenad", "delayed", "Status: ✅ Försenad."), ("✅ i maj", "unknown", "Status: ✅ i maj."),
        # How it goes, or whether it is given up: no status says so.
        ("🟢", "unknown", "Status: 🟢."), ("❌", "unknown", "Status: ❌."), ("⬜", "unknown", "Status: ⬜."),
    ],
)  # fmt: skip
def test_a_symbol_is_the_status_of_an_activity_only_if_it_says_one(
    cell: str, status: str, text: str, tmp_path: Path
) -> None:
    source, _ = proposed(tmp_path, [["Åtgärd", "Status"], ["Byt lampor", cell]])
    made = table_proposal(source, Language("sv"), NOTHING, TableAsked())
    [activity] = value(made, "plan.md", "activities")
    assert (activity["status"], activity.get("text", "")) == (status, text)


def test_columns_to_tick_are_the_status_of_an_activity(tmp_path: Path) -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart", "Pågår", "Ej påbörjad"], ["Bygg", "KS", "x", "", ""],
        ["Måla", "KS", "☐", "☒", "☐"], ["Riv", "KS", "", "x", "x"], ["Totalt", "", "1", "2", "1"],
    ]  # fmt: skip
    _, made = proposed(tmp_path, rows)
    assert [each["status"] for each in value(made, "plan.md", "activities")] == ["done", "ongoing", "unknown"]
    assert value(made, "plan.md", "activities")[2]["text"] == "Pågår: x. Ej påbörjad: x."


def test_three_rows_of_headers_are_one_header(tmp_path: Path) -> None:
    rows = [
        ["Mål", "Indikator", "2024", "", "2025", ""], ["", "", "Helår", "", "Helår", ""],
        ["", "", "Mål", "Utfall", "Mål", "Prognos"], ["Trygg skola", "Trygga (%)", "85", "82", "88", "86"],
    ]  # fmt: skip
    _, made = proposed(tmp_path, rows)
    [target] = value(made, "plan.md", "targets")
    assert target == {"indicator": "trygga", "text": "Trygg skola", "values": {"2024": "85", "2025": "88"}}
    assert value(made, "2024.md", "measurements") == {"trygga": "82"}
    assert value(made, "2025.md", "targets") == {"trygga": {"forecast": "86"}}


def test_parts_of_a_year_below_a_title_with_the_year(tmp_path: Path) -> None:
    rows = [["Uppföljning 2025", "", "", ""], ["Mått", "T1", "T2", "Helår mål"], ["Sjuka (%)", "7,9", "6,8", "6"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "2025-T1.md", "measurements") == {"sjuka": "7.9"}
    assert value(made, "2025-T2.md", "measurements") == {"sjuka": "6.8"}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2025": "6"}
    _, twice = proposed(tmp_path, [["Från 2024", "till 2025", "", ""], *rows[1:]])
    assert not any("2025-T1" in file.path for file in twice.files)


def test_a_column_of_bodies_parts_a_table_of_measures_whatever_it_is_called(tmp_path: Path) -> None:
    rows = [
        ["Del", "Mått", "Period", "Utfall"],
        ["Skolnämnden", "Sjuka (%)", "2025", "6"],
        ["Socialnämnden", "Sjuka (%)", "2025", "8"],
    ]
    source, _ = proposed(tmp_path, rows)
    made = proposal_of_tables(source, Language("sv"), NOTHING, TableAsked())
    plans = [
        value(replace(made, files=(file,)), "plan.md", "responsible") for file in made.files if file.kind == "plan"
    ]
    assert plans == ["skolnamnden", "socialnamnden"]


def test_a_series_without_a_name_is_named_by_its_title_and_never_by_its_file(tmp_path: Path) -> None:
    rows = [["periode", "verdi"], ["2023", "15,1"], ["2024", "15,9"]]
    _, made = proposed(tmp_path, rows)
    assert value(made, "indicators.yml", "indicators")[0]["title"] == "Nyckeltal utan namn"
    _, titled = proposed(tmp_path, [["Antall bedrifter", ""], *rows])
    assert value(titled, "indicators.yml", "indicators")[0]["title"] == "Antall bedrifter"
    found = next(file for file in titled.files if file.kind == "indicators").fields["indicators"]
    assert isinstance(found, tuple)
    assert "name-of-table" in {doubt.code for doubt in found[0].doubts}


def test_a_table_of_nothing_that_can_be_followed_makes_no_plan(tmp_path: Path) -> None:
    _, made = proposed(tmp_path, [["Nämnd", "Bokslut 2024", "Budget 2025"], ["Socialnämnden", "465", "471"]])
    assert not made.files


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("mmm-yy", "2025-03"),
        ("[$-41D]mmmm yyyy;@", "2025-03"),
        ("yyyy", "2025"),
        ("d/m yyyy", "2025-03-01"),
        ("General", "2025-03-01"),
    ],
)
def test_a_date_is_as_exact_as_its_format_shows_it(form: str, text: str) -> None:
    assert shown(datetime(2025, 3, 1), form) == text


def test_years_ahead_are_targets_with_a_doubt_where_a_header_says_only_the_year(tmp_path: Path) -> None:
    source, _ = proposed(tmp_path, [["Mått", "2025", "2028", "2030"], ["Trygga (%)", "78", "85", "90"]])
    made = table_proposal(source, Language("sv"), NOTHING, TableAsked(year=2026))
    assert value(made, "plan.md", "targets")[0]["values"] == {"2028": "85", "2030": "90"}
    assert [file.path for file in made.files if file.kind == "result"] == ["plans/plan/results/2025.md"]
    doubts = [doubt.code for file in made.files for _, piece in file.pieces() for doubt in piece.doubts]
    assert "bare-year" in doubts


def test_a_comment_on_a_cell_stands_with_what_it_is_about_and_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Nyckeltal", "Mål 2025", "Utfall 2025"], ["Beslut, antal", 10, 12]):
        sheet.append(row)
    sheet["A2"].comment = Comment("Bara tillsyn", "Bo Prov")
    sheet["B2"].comment = Comment("Bo Prov:\nSätts om i maj", "Bo Prov")
    sheet["C2"].comment = Comment("[Threaded comment]\n\nOld.\n\nComment:\n    Svarsfrekvens 61 procent", "x")
    sheet["C1"].comment = Comment("Ur systemet", "x")
    book.save(tmp_path / "tabell.xlsx")
    source = read_source(tmp_path / "tabell.xlsx", None, "sv")
    proposal = table_proposal(source, swedish(), NOTHING, TableAsked())
    assert value(proposal, "results/2025.md", "measurements") == {
        "beslut-antal": {"value": "12", "note": "Svarsfrekvens 61 procent"}
    }
    assert value(proposal, "plan.md", "targets")[0]["text"] == "Sätts om i maj"
    assert value(proposal, "indicators.yml", "indicators")[0]["text"] == "Bara tillsyn"
    fates = {each.line.text: (each.fate, each.why) for each in account(source, proposal) if not each.cells}
    assert fates == {
        "A2: Bara tillsyn": (Fate.UNCERTAIN, ""), "B2: Sätts om i maj": (Fate.UNCERTAIN, ""),
        "C2: Svarsfrekvens 61 procent": (Fate.UNCERTAIN, ""), "C1: Ur systemet": (Fate.LEFT_OUT, "cell-comment"),
    }  # fmt: skip


def test_comments_on_cells_of_opendocument(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Mål")
    for texts in (["Nyckeltal", "Utfall 2025"], ["Beslut, antal", "12"]):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string")
            if text == "12":
                note = Annotation()
                note.addElement(Date(text="2026-01-01"))
                note.addElement(P(text="Utan överklagade"))
                cell.addElement(note)
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(tmp_path / "tabell.ods"))
    source = read_source(tmp_path / "tabell.ods", None, "sv")
    proposal = table_proposal(source, swedish(), NOTHING, TableAsked())
    assert value(proposal, "results/2025.md", "measurements") == {
        "beslut-antal": {"value": "12", "note": "Utan överklagade"}
    }


def test_a_cell_that_says_why_it_has_no_number_is_the_reason(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Utfall 2022", "Utfall 2023", "Utfall 2024", "Utfall 2025"],
        ["Sjuka (%)", "-", "7,1", "<5", "-"],
        ["Klagomål", "-", "–", "mättes inte", "-"],
    ]
    source, _ = proposed(tmp_path, rows)
    made = table_proposal(source, swedish(), NOTHING, TableAsked(title="Plan"))
    assert value(made, "2023.md", "measurements") == {"sjuka": "7.1", "klagomal": {"missing": "källan anger ”–”"}}
    assert value(made, "2024.md", "measurements") == {
        "sjuka": {"missing": "<5"},
        "klagomal": {"missing": "mättes inte"},
    }
    # Of years of which nothing is said there is no account.
    assert next(file.path for file in made.files if "results" in file.path).endswith("2023.md")
    assert [each.why for row in account(source, made) for each in row.cells if each.text == "-"] == ["says-none"] * 4


@pytest.mark.parametrize(
    ("title", "header", "periods"),
    [
        ("Delår T2 2025", ["Mål 2025", "Utfall", "Status"], {"2025-T2": True}),
        ("Uppföljning 2025", ["Mål 2025", "Utfall", "Status"], {"2025": True}),
        ("Uppföljning", ["Mål 2025", "Utfall 2025", "Status"], {"2025": False}),
        ("Uppföljning", ["Mål", "Utfall", "Status"], {}),
    ],
)
def test_a_light_without_a_period_is_asked_about(
    tmp_path: Path, title: str, header: list[str], periods: dict[str, bool]
) -> None:
    _, made = proposed(tmp_path, [[title], ["Indikator", *header], ["Nöjda (%)", "≥80", "81", "Grön"]])
    results = {file.path.rpartition("/")[2].removesuffix(".md"): file for file in made.files if "results" in file.path}
    codes = {"period-latest", "period-of-title"}
    assert {name: any(doubt.code in codes for _, piece in file.pieces() for doubt in piece.doubts)
            for name, file in results.items()} == periods  # fmt: skip


@pytest.mark.parametrize(
    ("title", "header", "period"),
    [
        # The comment stands behind the last outcome: that the title names the year of the target does not move it.
        ("Mål 2025", ["Nuläge 2023", "Mål 2025", "Utfall 2024", "Kommentar"], "2024"),
        ("Måltabell", ["Utfall 2023", "Mål 2025", "Utfall 2024", "Kommentar"], "2024"),
        # Behind the target it may be about that.
        ("Mål 2025", ["Utfall 2023", "Utfall 2024", "Mål 2025", "Kommentar"], "2025"),
        # A title with a year of its own is that of a report, and the outcomes are there to compare with.
        ("Uppföljning 2025", ["Mål 2026", "Utfall 2023", "Utfall 2024", "Kommentar"], "2025"),
    ],
)
def test_a_comment_behind_the_last_outcome_is_about_that(
    tmp_path: Path, title: str, header: list[str], period: str
) -> None:
    _, made = proposed(tmp_path, [[title], ["Indikator", *header], ["Nöjda (%)", "71", "81", "75", "God takt"]])
    assert value(made, f"{period}.md", "targets") == {"nojda": {"analysis": "God takt"}}
    asked = {doubt.code for file in made.files for _, piece in file.pieces() for doubt in piece.doubts}
    assert {"period-latest", "period-of-title"} & asked


def test_people_give_the_period_that_a_table_does_not(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål", "Utfall", "Status"], ["Nöjda (%)", "≥80", "81", "Grön"]]
    source, _ = proposed(tmp_path, rows)
    asked = TableAsked(period=TimePeriod.parse("2025-T2"))
    made = table_proposal(source, swedish(), NOTHING, asked)
    assert value(made, "2025-T2.md", "measurements") == {"nojda": "81"}
    assert value(made, "2025-T2.md", "targets") == {"nojda": {"judgement": "fulfilled"}}
    assert value(made, "plan.md", "targets")[0]["values"] == {"2025-T2": {"at_least": "80"}}


def test_amounts_of_activities_by_year_and_sort(tmp_path: Path) -> None:
    rows = [
        ["Åtgärd", "Status", "Budget 2025 (tkr)", "Utfall 2025 (tkr)", "Budget 2026, mnkr", "Kostnad"],
        ["Lampor", "Pågår", "1 200", "845,5", "1,5", "hög"],
        ["Vakter", "Klar", "", "-", "ca 2", ""],
    ]
    source, made = proposed(tmp_path, rows)
    lamps, guards = value(made, "plan.md", "activities")
    assert lamps["money"] == {
        "currency": "SEK",
        "periods": {"2025": {"budget": "1200000", "outcome": "845500"}, "2026": {"budget": "1500000"}},
    }
    assert lamps["text"] == "Kostnad: hög."
    assert "money" not in guards and guards["text"] == "Budget 2026, mnkr: ca 2."
    assert lost(account(source, made)) == {"-": "says-none"}


@pytest.mark.parametrize(
    ("unit", "language", "currency"),
    [
        ("tkr", "sv", ("SEK", 1000)), ("mnkr", "sv", ("SEK", 1_000_000)), ("t.kr.", "da", ("DKK", 1000)),
        ("mio. kr.", "da", ("DKK", 1_000_000)), ("£000", "en", ("GBP", 1000)), ("€", "fi", ("EUR", 1)),
        ("kr", "en", None), ("ton", "sv", None), ("%", "sv", None),
    ],
)  # fmt: skip
def test_currencies_of_units(unit: str, language: str, currency: tuple[str, int] | None) -> None:
    assert currency_of(unit, language) == (currency and (currency[0], Decimal(currency[1])))


@pytest.mark.parametrize(
    ("taken", "found"), [(set(), "skyltade-leder-km"), ({"skyltade-leder-km"}, "skyltade-leder-km-2")]
)
def test_an_indicator_that_people_have_renamed_is_the_same_in_the_next_version(taken: set[str], found: str) -> None:
    own = HeldIndicator("skyltade-leder-km", "", "length-kilometer")
    known = KnownIndicators({"skyltade leder": own, "skyltade-leder-km": own}, frozenset(taken))
    assert begun("Skyltade leder, km", known, "sv").id == found
