"""Tables on their side: headers down, what is measured across; each number with its own row and column."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from publisher.importing.drafts.summary import report
from publisher.importing.form.accounting import account
from publisher.importing.form.source import SourceFile
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_untidy_tables import made_of, value

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
