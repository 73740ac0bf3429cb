"""Tables on their side: headers down, what is measured across; each number with its own row and column."""

from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.drafts.summary import report
from publisher.importing.form.accounting import Fate, account
from publisher.importing.form.source import SourceFile
from publisher.importing.meaning.plans import with_targets
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_untidy_tables import made_of, value
from tests.publications import swedish

ROWS: list[list[str | int | None]] = [
    ["Nyckeltal", "Väntetid (dagar)", "Nöjda (%)"], ["Utfall T1 2025", 54, 88], ["Utfall T2 2025", 49, "vet ej"],
    ["Målvärde 2025", 45, 90], ["Riktning", "Minska", "Öka"], ["Bedömning", "Gul", "Röd"],
    ["Kommentar", "Nytt boende öppnar", None],
]  # fmt: skip


def read(folder: Path, rows: list[list[str | int | None]]) -> SourceFile:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Tertial 2"
    page["A1"] = "Uppföljning tertial 2 2025"
    for down, row in enumerate(rows, start=3):
        for across, text in enumerate(row, start=1):
            page.cell(down, across, text)
    page["B4"].comment = Comment("Preliminärt", "N")
    book.save(folder / "bok.xlsx")
    return read_source(folder / "bok.xlsx", None, "sv")


def test_each_column_is_an_indicator(tmp_path: Path) -> None:
    source = read(tmp_path, ROWS)
    made = made_of(source)
    assert value(made, "plan.md", "targets") == [
        {"indicator": "vantetid-dagar", "values": {"2025": "45"}}, {"indicator": "nojda", "values": {"2025": "90"}},
    ]  # fmt: skip
    assert value(made, "2025-T1.md", "measurements") == {
        "vantetid-dagar": {"value": "54", "note": "Preliminärt"}, "nojda": "88",
    }  # fmt: skip
    assert value(made, "2025-T2.md", "measurements")["vantetid-dagar"] == "49"
    assert value(made, "2025-T2.md", "targets") == {
        "vantetid-dagar": {"judgement": {"value": "partly", "comment": "Nytt boende öppnar"}},
        "nojda": {"judgement": "unfulfilled"},
    }  # fmt: skip
    assert [each["direction"] for each in value(made, "indicators.yml", "indicators")] == ["lower", "higher"]


def test_the_report_names_the_column_and_the_row(tmp_path: Path) -> None:
    broken: list[str | int | None] = ["Utfall T2 2025", 49, "#DIV/0!"]
    source = read(tmp_path, [*ROWS[:2], broken, *ROWS[3:]])
    written = report(source, account(source, made_of(source)), Language("sv"))
    assert "- blad Tertial 2, kolumn 3: Nöjda" in written
    assert "    - rad 5, ”&#35;DIV/0&#33;”: formeln" in written


@pytest.mark.parametrize(
    "rows",
    [
        [["Nyckeltal", "Mål 2025", "Utfall 2024"], ["Väntetid", 45, 54], ["Mål", 4, 5]],
        [["Nyckeltal", "Väntetid", "Nöjda"], ["Norra boendet", 45, 54], ["Södra boendet", 4, 5]],
        [["År", "Väntetid", "Nöjda"], ["2023", 45, 54], ["2024", 4, 5]],
    ],
)
def test_other_tables_stand_as_they_are(tmp_path: Path, rows: list[list[str | int | None]]) -> None:
    [block] = [each for each in read(tmp_path, rows).blocks if each.rows]
    assert [row.cells[0] for row in block.rows][1:] == [row[0] for row in rows]


SIDE = [
    ("Indikator", "Andel nöjda (%)", "Sjukfrånvaro (%)"), ("Utfall 2023", "80", "7,1"), ("Utfall 2024", "81", "7,2"),
    ("Mål 2026", "84", "6,5"),
]  # fmt: skip
DOWN = [("År", "Andel nöjda (%)", "Antal företag"), ("2023", "80", "1200"), ("2024", "81", "1150"),
        ("Mål 2026", "84", "1250")]  # fmt: skip


@pytest.mark.parametrize("rows", [SIDE, DOWN])
def test_a_table_of_a_document_is_read_on_its_side_and_stays_as_it_is(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    document = docx.Document()
    document.add_heading("Äldrestrategi", 0)
    document.add_paragraph("Kommunen ska bli en bättre plats att åldras i.")
    document.add_heading("Mått", 1)
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "strategi.docx"))
    source = read_source(tmp_path / "strategi.docx", None, "sv")
    steering = steering_document(source, "sv", Asked(), set())
    made = with_targets(source, steering, swedish(), Present({}, {}, frozenset()), TableAsked())
    names = [each["title"] for each in value(made, "indicators.yml", "indicators")]
    assert names == list(rows[0][1:]), "the headers down are no indicators"
    assert [each["values"] for each in value(made, "plan.md", "targets")] == [
        {"2026": rows[3][1]}, {"2026": rows[3][2].replace(",", ".")},
    ]  # fmt: skip
    assert [*value(made, "2024.md", "measurements").values()] == [rows[2][1], rows[2][2].replace(",", ".")]
    kept = [block for file in made.files for block in file.prose if block.rows]
    assert [row.cells for row in kept[0].rows] == rows
    assert all(each.fate is not Fate.LEFT_OUT for each in account(source, made))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_row_below_years_may_be_of_targets(tmp_path: Path, ending: str) -> None:
    if ending == "csv":
        (tmp_path / "bok.csv").write_text("\n".join(";".join(row) for row in DOWN), encoding="utf-8")
        source = read_source(tmp_path / "bok.csv", None, "sv")
    else:
        book = Workbook()
        for row in DOWN:
            book.worksheets[0].append(list(row))
        book.save(tmp_path / "bok.xlsx")
        source = read_source(tmp_path / "bok.xlsx", None, "sv")
    made = made_of(source)
    assert [(each["indicator"], each["values"]) for each in value(made, "plan.md", "targets")] == [
        ("andel-nojda", {"2026": "84"}), ("antal-foretag", {"2026": "1250"}),
    ]  # fmt: skip
    assert value(made, "2023.md", "measurements") == {"andel-nojda": "80", "antal-foretag": "1200"}


def test_a_trend_over_years_is_said_of_the_last(tmp_path: Path) -> None:
    rows = [
        "Verksamhetsplan 2025",
        "Indikator;Utfall 2023;Utfall 2024;Trend 2022–2024;Mål 2025",
        "Nöjda (%);71;74;▲;75",
    ]
    (tmp_path / "bok.csv").write_text("\n".join(rows), encoding="utf-8")
    made = made_of(read_source(tmp_path / "bok.csv", None, "sv"))
    assert value(made, "2024.md", "targets") == {"nojda": {"analysis": "Trend 2022–2024: ▲"}}
