"""Tables of bodies: their rows become organisations, alone or on a sheet beside those of targets."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from publisher.command.main import main
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.tables import Present
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from publisher.pipeline import load
from publisher.problem import Severity
from tests.importing.pieces import field_of

TARGETS = (
    ("Indikator", "Mål 2024", "Utfall 2024", "Ansvarig"),
    ("Antal planlagda bostäder, st", "120", "95", "TN"),
    ("Andel behöriga, %", "85", "83,1", "B7"),
)
BODIES = (
    ("Organisation 2024",),
    (),
    ("Kod", "Nämnd", "Förvaltning", "Ordförande", "E-post"),
    ("KS", "Kommunstyrelsen", "Kommunledningskontoret", "", "ks@provkoping.example"),
    ("TN", "Tekniska nämnden", "Samhällsbyggnad", "", ""),
    ("B7", "Utbildningsnämnden", "", "", ""),
)


def book(path: Path, **sheets: tuple[tuple[str, ...], ...]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def read(path: Path, language: str = "sv", present: Present | None = None) -> tuple[SourceFile, Proposal]:
    source = read_source(path, "", language)
    there = present or Present({}, {}, frozenset())
    return source, proposal_of_tables(source, Language(language), there, TableAsked())


def bodies(tmp_path: Path, *rows: tuple[str, ...], language: str = "sv") -> list[dict[str, str]]:
    _, made = read(book(tmp_path / "namn.xlsx", Blad1=rows), language)
    return list(field_of(made, "bodies.yml", "bodies"))


def test_a_sheet_of_bodies_beside_one_of_targets_becomes_bodies(tmp_path: Path) -> None:
    source, made = read(book(tmp_path / "bok.xlsx", Organisation=BODIES, Mål=TARGETS))
    assert field_of(made, "bodies.yml", "bodies") == [
        {"id": "kommunstyrelsen", "title": "Kommunstyrelsen", "kind": "board"},
        {
            "id": "kommunledningskontoret",
            "title": "Kommunledningskontoret",
            "kind": "administration",
            "part_of": "kommunstyrelsen",
        },
        {"id": "tekniska-namnden", "title": "Tekniska nämnden", "kind": "board"},
        # Its name does not say what it is; the header of its column does.
        {"id": "samhallsbyggnad", "title": "Samhällsbyggnad", "kind": "administration", "part_of": "tekniska-namnden"},
        {"id": "utbildningsnamnden", "title": "Utbildningsnämnden", "kind": "board"},
    ]
    # The abbreviations of the one are those of the other, also one that is no initials.
    targets = field_of(made, "plan.md", "targets")
    assert [each["responsible"] for each in targets] == ["tekniska-namnden", "utbildningsnamnden"]
    lines = {each.line.origin.line: each for each in account(source, made) if each.line.origin.sheet == "Organisation"}
    assert lines[1].why == "beside-table"
    assert [cell.why for cell in lines[3].cells] == ["", "", "", "body-column", "body-column"]
    assert [cell.why for cell in lines[4].cells] == ["body-code", "", "", "body-column"]
    assert [doubt.code for doubt in lines[4].doubts] == ["body-beside"]
    assert lines[6].fate is Fate.PLACED


def test_bodies_alone_are_only_a_register(tmp_path: Path) -> None:
    path = book(tmp_path / "namn.xlsx", Organisation=BODIES)
    _, made = read(path)
    assert [file.path for file in made.files] == ["plans/bodies.yml"]
    # A second time, in another file, they are there already.
    names = {each["title"].casefold(): each["id"] for each in field_of(made, "bodies.yml", "bodies")}
    source, again = read(path, present=Present({}, names, frozenset(names.values())))
    assert not again.files
    assert {cell.why for each in account(source, again) for cell in each.cells} == {
        "beside-table", "said-already", "body-code", "body-column",
    }  # fmt: skip


def test_what_a_table_says_of_a_body(tmp_path: Path) -> None:
    made = bodies(
        tmp_path,
        ("Namn", "Typ", "Ingår i", "Ansvarsområde", "Webbplats"),
        ("Provköpings Vatten AB", "Bolag", "", "Vatten och avlopp.", "https://vatten.example"),
        ("Kulturnämnden", "", "", "", ""),
        ("Kulturkontoret", "", "Kulturnämnden", "", "kultur.example"),
        ("Biblioteken", "Enhet", "Bildningen", "", ""),
        ("Servicenämnden", "", "", "", ""),
        ("Servicekontoret", "", "Servicenämnden", "", ""),
    )
    assert made[0] == {
        "id": "provkopings-vatten-ab",
        "title": "Provköpings Vatten AB",
        "kind": "company",
        "text": "Vatten och avlopp.",
        "url": "https://vatten.example",
    }
    # An address without its protocol is none, and one that is part of nothing known is asked about.
    assert made[2] == {
        "id": "kulturkontoret", "title": "Kulturkontoret", "kind": "administration", "part_of": "kulturnamnden",
    }  # fmt: skip
    assert made[3] == {"id": "biblioteken", "title": "Biblioteken", "kind": "unit"}


@pytest.mark.parametrize(
    ("language", "header", "rows", "kinds"),
    [
        ("da", ("Udvalg", "Forvaltning"), (("Kulturudvalget", "Kultur og Fritid"), ("Børneudvalget", "")),
         ["board", "administration", "board"]),
        ("en", ("Committee", "Chair"), (("Housing Committee", "J. Doe"), ("Planning Committee", "")),
         ["board", "board"]),
        ("fi", ("Lautakunta", "Puhelin"), (("Sivistyslautakunta", "09 123"), ("Tekninen lautakunta", "09 124")),
         ["board", "board"]),
    ],
)  # fmt: skip
def test_other_languages(
    tmp_path: Path, language: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], kinds: list[str]
) -> None:
    assert [each["kind"] for each in bodies(tmp_path, header, *rows, language=language)] == kinds


@pytest.mark.parametrize(
    "rows",
    [
        # Numbers of bodies, what they are to do, and who does what.
        (("Nämnd", "2023", "2024"), ("Kulturnämnden", "4", "5"), ("Socialnämnden", "6", "7")),
        (("Nämnd", "Anställda"), ("Kulturnämnden", "41"), ("Socialnämnden", "620")),
        (("Nämnd", "Mål"), ("Kulturnämnden", "Fler besök"), ("Socialnämnden", "Kortare kö")),
        (("Åtgärd", "Nämnd"), ("Öppna", "Kulturnämnden"), ("Stäng", "Socialnämnden")),
        # Rows about the same body say something else than which there are.
        (("Nämnd", "E-post"), ("Kulturnämnden", "a"), ("Kulturnämnden", "b"), ("Socialnämnden", "c")),
        # Names of something else.
        (("Namn", "Telefon"), ("Anna Exempel", "1"), ("Bo Exempel", "2")),
    ],
)
def test_other_tables_are_none_of_bodies(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    source, made = read(book(tmp_path / "namn.xlsx", Blad1=rows))
    assert all(cell.why != "body-column" for each in account(source, made) for cell in each.cells)


def test_from_a_workbook_to_a_publication_and_again(tmp_path: Path) -> None:
    book(tmp_path / "bok.xlsx", Organisation=BODIES, Mål=TARGETS)
    asked = ["import", str(tmp_path / "bok.xlsx"), "--into", str(tmp_path / "ny"), "--name", "Provköping", "--write"]
    ran = CliRunner().invoke(main, asked)
    assert ran.exit_code == 0, ran.output
    loaded = load(tmp_path / "ny")
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTICE}
    assert [each.title for each in loaded.publication.bodies][:2] == ["Kommunstyrelsen", "Kommunledningskontoret"]
    text = (tmp_path / "ny" / "plans" / "bodies.yml").read_text(encoding="utf-8")
    assert "kontrollera: om den hör till ”Kommunstyrelsen”" in text
    # A newer one has one body more, which is added to the register.
    book(tmp_path / "bok.xlsx", Organisation=(*BODIES, ("MN", "Miljönämnden", "", "", "")), Mål=TARGETS)
    ran = CliRunner().invoke(main, asked)
    assert ran.exit_code == 0, ran.output
    assert [each.id for each in load(tmp_path / "ny").publication.bodies][-1] == "miljonamnden"
    assert len(load(tmp_path / "ny").publication.bodies) == len(loaded.publication.bodies) + 1
