"""Files as people really have them: merged cells, headers on two rows, thousands with a mark, what is hidden."""

import datetime
import io
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
import typst
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from PIL import Image

from publisher.importing.columns.cell_numbers import cell_number, decimal_mark
from publisher.importing.columns.headers import ROLES, headed
from publisher.importing.columns.mapping import TableAsked, mapping_text, read_mapping
from publisher.importing.drafts.drafting import draft, pictures_of
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal, ProposedValue
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine, SourceRow
from publisher.importing.meaning.actions import day_in
from publisher.importing.meaning.adoption import adoption
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present, table_proposal
from publisher.importing.printed.parted_tables import continued
from publisher.importing.printed.printed_tables import PrintedTable, ruled_table
from publisher.importing.printed.printed_words import Word
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from publisher.locales import languages
from publisher.ocr.lexicon import are_two_words
from tests.importing.pieces import field_of

NOTHING = Present({}, {}, frozenset())


def tables(path: Path, language: str = "sv") -> tuple[SourceFile, Proposal]:
    source = read_source(path, None, language)
    return source, table_proposal(source, Language(language), NOTHING, TableAsked())


def word(path: Path, document: Document, language: str = "sv") -> tuple[SourceFile, Proposal]:
    document.save(str(path))
    source = read_source(path, None, language)
    return source, action_plan(source, Language(language), Asked(), NOTHING, TableAsked())


def field(made: Proposal, path: str, key: str) -> Any:
    piece = next(each for each in made.files if each.path.endswith(path)).fields[key]
    return piece.value if isinstance(piece, ProposedValue) else [each.value for each in piece]


def doubts(made: Proposal, path: str, key: str) -> list[str]:
    piece = next(each for each in made.files if each.path.endswith(path)).fields[key]
    pieces = (piece,) if isinstance(piece, ProposedValue) else piece
    return [doubt.code for each in pieces for part in each.spread() for doubt in part.doubts]


def reasons(source: SourceFile, made: Proposal) -> dict[str, str]:
    every = account(source, made)
    cells = {cell.text: cell.why for each in every for cell in each.cells if cell.fate is Fate.LEFT_OUT}
    return cells | {each.line.text: each.why for each in every if each.fate is Fate.LEFT_OUT}


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (12, 8), (200, 30, 30)).save(made, "PNG")
    made.seek(0)
    return made


def plan() -> Document:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Provköping"
    document.add_paragraph("Handlingsplan för arbete", style="Title")
    said = document.add_paragraph("Läs mer i ")
    relation = said.part.relate_to("https://www.example.org/strategi", RELATIONSHIP_TYPE.HYPERLINK,
                                   is_external=True)  # fmt: skip
    paragraph: Any = said._p
    paragraph.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w")} xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
            f'2006/relationships" r:id="{relation}"><w:r><w:t>strategin</w:t></w:r></w:hyperlink>'
        )
    )
    document.add_paragraph("Delmål", style="List Number")
    document.add_paragraph("Delmål under", style="List Number 2")
    for words in ("Arbetslösheten år för år", ""):
        document.add_picture(picture())
        document.inline_shapes[-1]._inline.docPr.set("descr", words)
    rows = [
        ("Område", "Aktivitet", "Ansvarig", "Tid", "", "Status"),
        ("", "", "", "Start", "Klart", ""),
        ("Utbildning", "", "", "", "", ""),
        ("Skola", "Starta studieverkstad", "Skolförvaltningen", "2024-02-01", "31 december 2024", "Pågår"),
        ("", "Följa upp frånvaro", "Skolnämnden och Socialnämnden", "jan 2024", "löpande", "Klar"),
    ]
    table = document.add_table(rows=len(rows), cols=6)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 3).merge(table.cell(0, 4))
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 0).merge(table.cell(2, 5))
    table.cell(3, 0).merge(table.cell(4, 0))
    return document


def test_a_word_plan_with_merged_cells_pictures_and_links(tmp_path: Path) -> None:
    source, made = word(tmp_path / "plan.docx", plan())
    first, second = field(made, "plan.md", "activities")
    assert first == {
        "id": "starta-studieverkstad", "title": "Starta studieverkstad", "status": "ongoing",
        "text": "Utbildning. Område: Skola.", "responsible": "skolforvaltningen",
        "period": {"from": "2024-02-01", "to": "2024-12-31"},
    }  # fmt: skip
    assert (second["status"], second["period"], second["text"]) == (
        "done",
        {"from": "2024-01"},
        "Utbildning. Område: Skola. Klart: löpande.",
    )
    assert (first["responsible"], second["responsible"]) == ("skolforvaltningen", ["skolnamnden", "socialnamnden"])
    assert doubts(made, "bodies.yml", "bodies") == []
    assert reasons(source, made)["Provköping"] == "running-head"
    [file] = [each for each in made.files if each.kind == "plan"]
    text = draft(file, Language("sv"))
    assert "(https&#58;//www&#46;example.org/strategi)" in text
    assert "1. Delmål\n    1. Delmål under" in text
    shown, asked = pictures_of(file)
    assert f"![Arbetslösheten år för år]({Path(shown).name})" in text
    assert f"bilden {Path(asked).name} har ingen alternativtext" in text and f"![]({Path(asked).name})" not in text


def test_word_judges_by_colour_and_symbol(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Handlingsplan", style="Title")
    table = document.add_table(rows=3, cols=3)
    rows = [("Nyckeltal", "Utfall 2023", "Status"), ("Andel (%)", "40", ""), ("Antal", "7", "")]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 2)._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFC000"/>')
    )
    sign = OxmlElement("w:sym")
    sign.set(qn("w:font"), "Wingdings")
    sign.set(qn("w:char"), "F0FC")
    table.cell(2, 2).paragraphs[0].add_run()._r.append(sign)
    _, made = word(tmp_path / "plan.docx", document)
    said = field(made, "2023.md", "targets")
    assert said == {"andel": {"judgement": "partly"}, "antal": {"judgement": "fulfilled"}}
    # It is said of the judgement alone, and not of what else stands in the row.
    marked = [line for file in made.files for line in draft(file, Language("sv")).splitlines() if "färg" in line]
    assert marked == ["# importerat: stycke 3; kontrollera: bedömningen är bara en färg i rutan"]


def test_a_workbook_with_years_below_merged_headers_and_hidden_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (
        ["Provköpings kommun"], ["Uppföljning av mål 2023"], ["Utskriven 2024-01-15"],
        ["Område", "Indikator", "Enhet", "Utfall", None, "Mål", None, "Bedömning"],
        [None, None, None, 2022, 2023, 2023, 2024, None],
        ["Skola", "Andel behöriga", "%", 0.835, 0.85, 0.86, 0.9, "Delvis"],
        [None, "Dold", "antal", 2, 3, 4, 5, "Uppfyllt"],
        ["Ekonomi", None, None, None, None, None, None, None],
        [None, "Kostnad", "kr", 12.345, 1245, 1300, 1200, "Uppfyllt"],
        [None, "Summa 3", None, 100, 101],
    ):  # fmt: skip
        sheet.append(row)
    for area in ("D4:E4", "F4:G4", "A8:H8", *(f"{letter}4:{letter}5" for letter in "ABCH")):
        sheet.merge_cells(area)
    for letter in "DEFG":
        sheet[f"{letter}6"].number_format = "0.0%"
    sheet.row_dimensions[7].hidden = True
    book.save(tmp_path / "mal.xlsx")
    source, made = tables(tmp_path / "mal.xlsx")
    assert field(made, "plan.md", "title") == "Uppföljning av mål 2023"
    assert field(made, "results/2022.md", "measurements") == {"andel-behoriga": "83.5", "kostnad": "12.345"}
    assert field(made, "results/2023.md", "measurements") == {"andel-behoriga": "85.0", "kostnad": "1245"}
    wanted = {each["indicator"]: each["values"] for each in field(made, "plan.md", "targets")}
    assert wanted["andel-behoriga"] == {"2023": "86.0", "2024": "90.0"}
    assert not any(each.path.endswith("2024.md") for each in made.files)
    why = reasons(source, made)
    assert why["Dold | antal | 2 | 3 | 4 | 5 | Uppfyllt"] == "hidden-row"
    assert [each["title"] for each in field(made, "plan.md", "themes")] == ["Skola", "Ekonomi"]
    assert why["Summa 3 | 100 | 101"] == "total"


def test_dates_and_shares_of_actions_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Nr", "Aktivitet", "Start", "Tidplan", "Färdigt"])
    sheet.append([1, "Bygga", datetime.date(2023, 3, 1), datetime.datetime(2024, 8, 15), 0.75])
    sheet.append([2, "Öppna", None, "2024–2026", 1])
    sheet.append([3, "Fråga", None, 45000, 0.5])
    for at in (2, 3, 4):
        sheet[f"E{at}"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    _, made = tables(tmp_path / "a.xlsx")
    build, opened, asked = field(made, "plan.md", "activities")
    assert (build["period"], build["complete"]) == ({"from": "2023-03-01", "to": "2024-08-15"}, "75")
    assert (opened["period"], opened["complete"]) == ({"from": "2024", "to": "2026"}, "100")
    # A number in a column of days is probably a day that lost its format: it is asked about.
    assert (asked["due"], asked["complete"]) == ("2023-03-15", "50")


@pytest.mark.parametrize(
    ("language", "text", "number", "unsure"),
    [
        ("da", "1.245", "1245", False), ("da", "1.234,5", "1234.5", False), ("da", "0.125", "0.125", False),
        ("en", "1,250", "1250", False), ("en", "1,234,567.8", "1234567.8", False), ("en", "3.125", "3.125", False),
        ("sv", "1.245", "1.245", True), ("sv", "1,245", "1.245", False), ("sv", "12 345,5", "12345.5", False),
        ("de", "1.245", "1245", False), ("sv", "1.23.4", None, False),
    ],
)  # fmt: skip
def test_a_mark_between_thousands_is_none_before_decimals(
    language: str, text: str, number: str | None, *, unsure: bool
) -> None:
    read = cell_number(text, language)
    assert (read and read.low, bool(read and read.unsure)) == (number, unsure)


def test_other_numbers_of_a_table_say_what_its_marks_mean() -> None:
    assert decimal_mark(["78.5", "12.345", "Text 1.2"]) == "." and decimal_mark(["78,5", "1.5"]) == ""
    machine, swedish = cell_number("12.345", "da", "."), cell_number("1.245", "sv", ",")
    assert machine and machine.low == "12.345" and not machine.unsure
    assert swedish and (swedish.low, swedish.unsure) == ("1245", True)


def test_what_a_number_is_stands_in_a_cell_beside_it(tmp_path: Path) -> None:
    rows = "nyckeltal;datum;typ;värde\nAndel X;2023;utfall;46,0\nAndel X;2024;mål;50\nAndel X;2024;budget;1\n"
    (tmp_path / "l.csv").write_bytes(rows.encode("cp1252"))
    source, made = tables(tmp_path / "l.csv")
    [target] = field(made, "plan.md", "targets")
    assert target["values"] == {"2024": "50"}
    assert field(made, "2023.md", "measurements") == {"andel-x": "46.0"}
    assert reasons(source, made)["1"] == "number-kind-unknown"


def test_a_judgement_between_an_outcome_and_a_target_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Indikator;Utfall 2023;Mål 2024;Bedömning\nAndel (%);80;minst 82;Gul\n", "utf-8")
    _, made = tables(tmp_path / "m.csv")
    assert doubts(made, "2023.md", "targets") == ["period-latest"]


def test_years_from_and_to_are_no_period_of_one_number(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Indikator;Utfall 2023;Mål 2024–2027\nAndel (%);80;minst 82\n", "utf-8")
    source, made = tables(tmp_path / "m.csv")
    assert "values" not in str(made.files[0].fields.get("targets", ""))
    assert reasons(source, made)["minst 82"] == "no-such-period"


def test_the_units_of_a_planning_system_are_organisations(tmp_path: Path) -> None:
    rows = "Enhet\tPeriod\tMått\tVärde\nSocialnämnden\t2021\tAntal hushåll\t120\nKultur\t2021\tBesök\t1000\n"
    (tmp_path / "m.tsv").write_text(rows, "utf-8")
    source = read_source(tmp_path / "m.tsv", None, "sv")
    made = proposal_of_tables(source, Language("sv"), NOTHING, TableAsked())
    plans = [str(each.fields["responsible"].value) for each in made.files if each.kind == "plan"]  # type: ignore[union-attr]
    assert plans == ["socialnamnden", "kultur"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1. juni 2024", "2024-06-01"), ("den 1 juni 2024", "2024-06-01"), ("June 1st, 2024", "2024-06-01"),
        ("14th of June 2024", "2024-06-14"), ("31 feb 2024", ""), ("Q4 2026", "2026-10"), ("juni 2024", "2024-06"),
        ("1. halvår 2026", "2026-01"), ("våren 2026", ""), ("VT26", ""),
    ],
)  # fmt: skip
def test_days_with_the_name_of_their_month(text: str, day: str) -> None:
    assert day_in(text, "sv") == day


def test_the_last_day_may_have_a_word_before_it() -> None:
    texts = ("Klart senast december 2027", "senast 2027", "inden udgangen af 2026", "2. halvår 2026", "senast då")
    assert [day_in(text, "sv", last=True) for text in texts] == ["2027-12", "2027", "2026", "2026-12", ""]


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Måleindikator;Nåsituasjon 2023;2025;2028", ["indicator", "outcome", "target", "target"]),
        ("Indikator;Nuläge (2024);2027;Utfall 2028;2029", ["indicator", "outcome", "target", "outcome", "outcome"]),
        ("Trivselsindikator;Mål 2025;2026;2024", ["indicator", "target", "target", "outcome"]),
        ("Politikområde;Indikator;2022;2023", ["theme", "indicator", "outcome", "outcome"]),
        ("Indikator;Status 2023;Mål 2025", ["indicator", "outcome", "target"]),
    ],
)
def test_what_the_number_of_a_year_alone_is_stands_before_it(header: str, roles: list[str]) -> None:
    """A wanted number is no outcome: 2027 behind how it is now."""
    names = header.split(";")
    rows = [SourceRow(tuple(names), SourceLine(Origin(1, 1), header))]
    numbers = (
        ("Vatten", *map(str, range(11, 10 + len(names)))) if "Politik" not in header else ("Vatten", "Sjöar", "1", "2")
    )
    rows.append(SourceRow(numbers, SourceLine(Origin(1, 2), "")))
    table = headed(rows, "sv", {}, {})
    assert table and [column.role for column in table.columns] == roles
    bare = {at for at, name in enumerate(names) if name.isdecimal()}
    assert {column.at for column in table.columns if column.continued} <= bare


def test_a_row_that_an_unquoted_comma_parts_is_left_out(tmp_path: Path) -> None:
    rows = ["Measure,Actual 2023,Target 2024,RAG", "Recycled,47.8%,50%,Amber", "Missed per 100,000 bins,64,60,Green"]
    (tmp_path / "kpi.csv").write_text("\n".join([*rows, "Late,7,5,Red\n"]), "utf-8")
    source, made = tables(tmp_path / "kpi.csv", "en")
    assert field(made, "2023.md", "measurements") == {"recycled": "47.8", "late": "7"}
    assert reasons(source, made)["Missed per 100 | 000 bins | 64 | 60 | Green"] == "row-too-long"


def test_a_title_is_what_says_more_than_the_name_of_the_municipality(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (
        ["Provköpings kommun"], ["Mål och indikatorer i Mål och budget, antagna 2024-11-25"], [],
        ["Indikator", "Utfall 2023", "Mål 2024"], ["Utsläpp, ton CO2-ekv/inv", "5,2", "högst 4"],
        ["Resultat i procent av skatterna", 1.2, "minst 2"], [], ["* Ny mätmetod från och med 2024."],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "m.xlsx")
    source, made = tables(tmp_path / "m.xlsx")
    assert field(made, "plan.md", "title") == "Mål och indikatorer i Mål och budget, antagna 2024-11-25"
    units = {each["title"]: each["unit"] for each in field(made, "indicators.yml", "indicators")}
    assert units == {
        "Utsläpp, ton CO2-ekv/inv": {"one": "ton CO2-ekv/inv", "other": "ton CO2-ekv/inv"},
        "Resultat i procent av skatterna": "percent",
    }
    assert reasons(source, made)["* Ny mätmetod från och med 2024."] == "below-table"


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        ("sv", ["Antagen av kommunfullmäktige 2021-09-06 § 41", "Dnr: KS 2021/0123"],
         ("Kommunfullmäktige", "2021-09-06", "41", "KS 2021/0123")),
        ("sv", ["Fastställd av KF den 24 november 2025, § 131", "Dnr KS 2025/188   Ersätter: KF 2015-12-14 § 160"],
         ("Kommunfullmäktige", "2025-11-24", "131", "KS 2025/188")),
        ("sv", ["Antagen av: Kommunstyrelsen", "Datum för beslut: 2022-06-13 § 77"],
         ("Kommunstyrelsen", "2022-06-13", "77", "")),
        ("sv", ["Antagen av kommunstyrelsen 2025-03-10 § 54. Dnr KS 2024/0312. Gäller till 2028."],
         ("Kommunstyrelsen", "2025-03-10", "54", "KS 2024/0312")),
        ("da", ["Vedtaget af Byrådet den 24. juni 2024", "Sagsnr. 01.11.00-P22-3-23"],
         ("Byrådet", "2024-06-24", "", "01.11.00-P22-3-23")),
        ("nb", ["Vedtatt av kommunestyret 12. desember 2024, sak 98/24"], ("Kommunestyret", "2024-12-12", "98/24", "")),
        ("de", ["Beschlossen vom Gemeinderat am 12. Mai 2024"], ("Gemeinderat", "2024-05-12", "", "")),
        # Two, and one that is told of something else, are none.
        ("sv", ["Antagen av kommunfullmäktige 2020-01-27", "Antagen av kommunstyrelsen 2021-01-01"], None),
        ("sv", ["Programmet antogs av kommunfullmäktige 2020-01-27."], None),
        ("sv", ["Antagen av kommunfullmäktige i höstas"], None),
    ],
)  # fmt: skip
def test_by_whom_and_when_a_document_was_adopted(language: str, texts: list[str], expected: object) -> None:
    lines = [SourceLine(Origin(1, at), text) for at, text in enumerate(texts)]
    found = adoption([SourceBlock(BlockSort.PARAGRAPH, line.text, (line,)) for line in lines], language)
    assert (found and (found.body, found.day, found.paragraph, found.register)) == expected


PAGES = """
#set page(width: 160mm, height: 78mm, margin: 15mm, numbering: "1")
#set text(size: 10pt, lang: "sv")
#heading(level: 1)[#text(size: 20pt)[Handlingsplan för arbete \\ 2027]]

Planen gäller alla i kommunen.

#table(columns: (34mm, 22mm, 22mm, 22mm, 22mm),
  table.header([Aktivitet], [Ansvarig], [Start], [Klart], [Status]),
  [Bygga], [Nämnden], [2024-02-01], [2024-12-31], [Pågår],
  [Öppna], [Nämnden], [2025-02-01], [2025-12-31], [Klar],
  [Fråga alla], [Nämnden], [2025-03-01], [2025-11-30], [Försenad],
  [Svara], [Nämnden], [2025-03-01], [2025-11-30], [Stoppad])

#pagebreak()
Måtten följs varje år.

#table(columns: (60mm, 25mm, 25mm), stroke: none, row-gutter: 3mm,
  [Nyckeltal], [Utfall 2023], [Mål 2027],
  [Andel i arbete (%)], [80,5], [minst 85],
  [Antal besök], [1 204], [1 500])
"""


def test_tables_of_a_pdf_that_go_over_pages_or_have_no_lines(tmp_path: Path) -> None:
    (tmp_path / "plan.typ").write_text(PAGES, encoding="utf-8")
    typst.compile(tmp_path / "plan.typ", tmp_path / "plan.pdf", pdf_tags=False)
    source = read_source(tmp_path / "plan.pdf", None, "sv")
    made = action_plan(source, Language("sv"), Asked(), NOTHING, TableAsked())
    assert field(made, "plan.md", "title") == "Handlingsplan för arbete 2027"
    activities = field(made, "plan.md", "activities")
    assert [(each["title"], each["status"], each["period"]["to"]) for each in activities] == [
        ("Bygga", "ongoing", "2024-12-31"), ("Öppna", "done", "2025-12-31"), ("Fråga alla", "delayed", "2025-11-30"),
        ("Svara", "stopped", "2025-11-30"),
    ]  # fmt: skip
    assert reasons(source, made)["Aktivitet | Ansvarig | Start | Klart | Status"] == "running-head"
    assert field(made, "2023.md", "measurements") == {"andel-i-arbete": "80.5", "antal-besok": "1204"}
    assert {doubt.code for line in source.lines() for doubt in line.doubts} == {"table-without-lines"}


def test_a_word_that_has_no_room_in_its_cell_is_one() -> None:
    def word(text: str, left: float, top: float) -> Word:
        return {"text": text, "x0": left, "x1": left + 5.0 * len(text), "top": top, "bottom": top + 10}

    cells = [(0.0, 0.0, 63.0, 50.0), (63.0, 0.0, 130.0, 50.0), (130.0, 0.0, 200.0, 50.0)]
    words = [
        word("utbildning", 5, 2), word("snämnden", 5, 14),  # parted where it was full
        word("Barn-", 66, 2), word("och", 92, 2), word("vuxna", 66, 14),
        word("arbets-", 133, 2), word("marknad", 133, 14), word("2024-02-", 133, 26), word("01", 133, 38),
    ]  # fmt: skip
    table = ruled_table(cells, words, frozenset({"och"}), lambda *_: False)
    assert table.rows == (("utbildningsnämnden", "Barn- och vuxna", "arbetsmarknad 2024-02-01"),)
    assert table.joined == (True,)


def test_people_say_how_long_a_time_a_number_is_about(tmp_path: Path) -> None:
    rows = "Mått\tPeriod\tVärde\nAntal hushåll\t2021-04-25\t120\nBesök\t2021-04-25\t7\nRest\t2021-04-25\t1\n"
    (tmp_path / "m.tsv").write_text(rows, "utf-8")
    mapping = tmp_path / "m.mapping.yml"
    mapping.write_text("periods: {Antal hushåll: quarter, Besök: year}\n", "utf-8")
    source = read_source(tmp_path / "m.tsv", None, "sv")
    made = table_proposal(source, Language("sv"), NOTHING, read_mapping(mapping, Language("sv")))
    assert field_of(made, "2021-Q2.md", "measurements") == {"antal-hushall": "120"}
    assert field_of(made, "2021.md", "measurements") == {"besok": "7"}
    # Of the third nobody has said it.
    assert doubts(made, "statistics/rest.csv", "2021-04-25") == ["period-day"]


def test_words_that_fill_a_line_of_a_cell_are_two_where_they_are_words() -> None:
    def word(text: str, top: float) -> Word:
        return {"text": text, "x0": 11.0, "x1": 59.0, "top": top, "bottom": top + 9.0}

    def said(*texts: str) -> tuple[str, ...]:
        words = [word(text, 10.0 + 12 * number) for number, text in enumerate(texts)]
        return ruled_table([(10.0, 5.0, 60.0, 60.0)], words, frozenset({"och"}), partial(are_two_words, "sv")).rows[0]

    assert said("Elevhälsan", "screenar") == ("Elevhälsan screenar",)
    assert said("riskplatser", "och", "broar") == ("riskplatser och broar",)
    assert said("december", "2024") == ("december 2024",)
    assert said("arbetsmarkn", "adsnämnden") == ("arbetsmarknadsnämnden",)
    assert said("12503", "00") == ("1250300",)
    assert said("Skyddad", "tätortsn", "ära") == ("Skyddad tätortsnära",)
    assert said("HR-", "avdelningen") == ("HR-avdelningen",)


def test_a_row_that_a_page_parts_is_one() -> None:
    def table(rows: tuple[tuple[str, ...], ...]) -> PrintedTable:
        plain = tuple(False for _ in rows)
        return PrintedTable((0.0, 0.0, 90.0, 50.0), (0.0, 30.0, 60.0), rows, plain, plain)

    above = table((("Indikator", "Mål 2026", "Källa"), ("Andel invånare som", "60 %", "Trygghetsmätninge")))
    two = partial(are_two_words, "sv")
    made = continued(above, table((("känner sig trygga", "", "n"), ("Antal gångstråk", "18", "Kommunen"))), two)
    assert made and made.rows[1:] == (
        ("Andel invånare som känner sig trygga", "60 %", "Trygghetsmätningen"), ("Antal gångstråk", "18", "Kommunen"),
    )  # fmt: skip
    assert made.joined == (False, True, False)
    # A number that goes on behind a word is no row of its own.
    above = table((("Indikator", "Mål 2026", "Källa"), ("Andel nöjda med tjänst", "60 %", "Trygghetsmätninge")))
    made = continued(above, table((("36", "", "n"),)), two)
    assert made and made.rows[1:] == (("Andel nöjda med tjänst 36", "60 %", "Trygghetsmätningen"),)
    # What begins with a number of its own is a row.
    other = continued(above, table((("andel barn", "7", "skolan"),)), two)
    assert other and len(other.rows) == 3


def test_a_hidden_column_is_left_out_like_a_hidden_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["Indikator", "Utfall 2022", "Utfall 2023", "Internt"], ["Resor", 3, 4, "Anna slutar"]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = sheet.column_dimensions["D"].hidden = True
    book.save(tmp_path / "mal.xlsx")
    source, made = tables(tmp_path / "mal.xlsx")
    [numbers] = [each for each in made.files if each.kind == "statistics"]
    assert [*numbers.fields] == ["2023"]
    assert [(each.line.text, each.why) for each in source.left] == [
        ("B: Utfall 2022 | 3", "hidden-column"), ("D: Internt | Anna slutar", "hidden-column"),
    ]  # fmt: skip
    assert "Anna" not in str(made.files)


def test_the_colours_of_numbers_are_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["Indikator", "Utfall 2022", "Utfall 2023"], ["Resor", 3, 4], ["Svar", 5, 6]):
        sheet.append(row)
    for place, colour in (("A1", "FF92D050"), ("C2", "FFFF0000"), ("C3", "FF92D050")):
        sheet[place].fill = PatternFill("solid", fgColor=colour)
    book.save(tmp_path / "mal.xlsx")
    made = tables(tmp_path / "mal.xlsx")[1]
    pieces = [piece for each in made.files if each.kind == "statistics" for _, piece in each.pieces()]
    asked = [doubt.facts["light"] for piece in pieces for cell in piece.cells for doubt in cell.doubts]
    assert asked == ["🔴", "🟢"]


@pytest.mark.parametrize("code", languages())
def test_a_mapping_file_is_written_and_read_in_the_words_of_a_language(tmp_path: Path, code: str) -> None:
    columns = {"Blad | Vad": "indicator", "Läge": "outcome", "När": "due", "Övrigt": ""} | {
        each: each for each in ROLES
    }
    asked = TableAsked(columns=columns, directions={"Besök": "neither", "Kö": "lower"}, periods={"Kö": "half"})
    text = mapping_text(columns, asked, Language(code))
    (tmp_path / "m.yml").write_text(text, encoding="utf-8")
    read = read_mapping(tmp_path / "m.yml", Language("sv"))
    assert (read.columns, read.directions, read.periods) == (columns, asked.directions, asked.periods)
    said = {"sv": "utfall", "da": "resultat", "en": "outcome", "nb": "resultat", "fi": "toteuma", "de": "Ist"}[code]
    assert f"Läge: {said}\n" in text and (code == "en" or "outcome" not in text.partition("columns:")[0])


@pytest.mark.parametrize("word", ["nyckeltal", "Indikator", "indicator", "Kennzahl"])
def test_what_a_header_may_be_called_is_a_meaning(tmp_path: Path, word: str) -> None:
    (tmp_path / "m.yml").write_text(f"columns: {{Vad: {word}}}\n", encoding="utf-8")
    assert read_mapping(tmp_path / "m.yml", Language("sv")).columns == {"Vad": "indicator"}
