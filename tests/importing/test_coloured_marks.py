"""Marks of one shape that judge by their colours: in Excel, LibreOffice, Word and PDF."""

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
import typst
from docx.shared import RGBColor
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl import Workbook
from openpyxl.styles import Font

from publisher.importing.form.source import BlockSort
from publisher.importing.readers.formats import read_source
from tests.importing.test_command import run

RED, YELLOW, GREEN, BLACK = "C00000", "FFC000", "00A050", "000000"
HEADERS = ("Mått", "Utfall 2025", "Status")
ROWS = (("Nöjda elever, procent", "71"), ("Behöriga lärare, procent", "80"), ("Frånvaro, dagar", "9"))


def xlsx(folder: Path, marks: Sequence[tuple[str, str]], font: str = "Arial") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADERS)
    for row, (mark, colour) in zip(ROWS, marks, strict=True):
        sheet.append([*row, mark])
        sheet.cell(sheet.max_row, 3).font = Font(name=font, color=colour)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def word(folder: Path, marks: Sequence[tuple[str, str]]) -> Path:
    document = docx.Document()
    made = document.add_table(0, 3)
    for row in (HEADERS, *((*row, "") for row in ROWS)):
        for cell, said in zip(made.add_row().cells, row, strict=True):
            cell.text = said
    for at, (mark, colour) in enumerate(marks, start=1):
        made.cell(at, 2).paragraphs[0].add_run(mark).font.color.rgb = RGBColor.from_string(colour)
    document.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def ods(folder: Path, marks: Sequence[tuple[str, str]]) -> Path:
    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Blad")
    for row, (mark, colour) in zip((HEADERS, *ROWS), (("", BLACK), *marks), strict=True):
        look = style.Style(name=f"c{colour}{mark}", family="table-cell")
        look.addElement(style.TextProperties(color=f"#{colour.lower()}"))
        book.automaticstyles.addElement(look)
        made = table.TableRow()
        for said in (*row, mark)[:3]:
            cell = table.TableCell(stylename=look) if said == mark else table.TableCell()
            cell.addElement(text.P(text=said))
            made.addElement(cell)
        sheet.addElement(made)
    book.spreadsheet.addElement(sheet)
    book.save(str(folder / "plan.ods"))
    return folder / "plan.ods"


def pdf(folder: Path, marks: Sequence[tuple[str, str]]) -> Path:
    cells = [f"[{said}]" for said in HEADERS]
    for row, (mark, colour) in zip(ROWS, marks, strict=True):
        cells += [*(f"[{said}]" for said in row), f'[#text(fill: rgb("#{colour}"))[{mark}]]']
    drawn = f"#set page(height: 20cm)\n#table(columns: (6cm, 4cm, 4cm), {', '.join(cells)})"
    (folder / "plan.typ").write_text(drawn, encoding="utf-8")
    typst.compile(folder / "plan.typ", folder / "plan.pdf")
    return folder / "plan.pdf"


WAYS = pytest.mark.parametrize("make", [xlsx, word, ods, pdf])
Make = Callable[[Path, Sequence[tuple[str, str]]], Path]


def last_column(path: Path) -> tuple[list[str], list[str]]:
    """Return what stands in the last column below its header, and the doubts about it."""
    [block] = [block for block in read_source(path, None, "sv").blocks if block.sort is BlockSort.TABLE]
    rows = block.rows[1:]
    return [row.cells[2] for row in rows], [doubt.code for row in rows for _, doubt in row.doubts]


@WAYS
def test_marks_of_several_colours_judge_and_are_asked_about(tmp_path: Path, make: Make) -> None:
    found = last_column(make(tmp_path, [("●", RED), ("●", GREEN), ("●", YELLOW)]))
    assert found == (["🔴", "🟢", "🟡"], ["mark-coloured"] * 3)


@WAYS
def test_marks_of_one_colour_or_none_judge_nothing(tmp_path: Path, make: Make) -> None:
    for colour in (GREEN, BLACK):
        assert last_column(make(tmp_path, [("■", colour)] * 3)) == (["■"] * 3, [])


@WAYS
def test_marks_in_some_rows_only_say_something_else(tmp_path: Path, make: Make) -> None:
    assert last_column(make(tmp_path, [("●", RED), ("x", BLACK), ("●", GREEN)]))[0] == ["●", "x", "●"]


def test_a_letter_of_a_font_of_symbols_is_the_mark_that_it_looks_like(tmp_path: Path) -> None:
    made = xlsx(tmp_path, [("l", RED), ("l", GREEN), ("l", YELLOW)], "Wingdings")
    assert last_column(made)[0] == ["🔴", "🟢", "🟡"]


def test_a_mark_without_a_colour_is_no_explanation_and_is_left_out_with_its_reason(tmp_path: Path) -> None:
    made = xlsx(tmp_path, [("●", BLACK)] * 3)
    ran = run(made, tmp_path / "ny", "--name", "Provköpings kommun", "--title", "Skolplan", "--write")
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("bedömningen är bara ett tecken, ”●”, vars färg inte säger något") == 3
    assert "●" not in "".join(path.read_text("utf-8") for path in (tmp_path / "ny" / "plans").rglob("*.md"))
