"""Workbooks in which whole columns have a format, and Office files that declare entities."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from publisher.importing.readers.formats import read_source
from publisher.importing.sheets.formatted_ends import without_formatted_ends
from publisher.problem import ProblemsFound


def changed(path: Path, part: str, before: bytes, after: bytes) -> Path:
    """Write a copy of an Office file with a text in one of its parts replaced, and return its path."""
    made = path.with_stem(f"{path.stem}-changed")
    with zipfile.ZipFile(path) as file, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in file.namelist():
            content = file.read(name)
            copy.writestr(name, content.replace(before, after, 1) if name == part else content)
    return made


def workbook(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Åtgärd", "Ansvarig"])
    sheet.append(["Måla planket", "Hamnnämnden"])
    book.save(folder / "hamn.xlsx")
    return folder / "hamn.xlsx"


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_rows_and_columns_that_only_have_a_format_are_not_read(tmp_path: Path, prefix: bytes) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 8_000))
    wide = b'<c r="C2" s="0"/><c r="XFD2" s="0"/></row></sheetData>'
    part = "xl/worksheets/sheet1.xml"
    path = changed(
        workbook(tmp_path), part, b"</row></sheetData>", wide.replace(b"</sheetData>", empty + b"</sheetData>")
    )
    if prefix:
        with zipfile.ZipFile(path) as file:
            whole = file.read(part)
        named = (
            whole.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:").replace(b"xmlns=", b"xmlns:x=")
        )
        path = changed(path, part, whole, named)
    sheet = load_workbook(without_formatted_ends(BytesIO(path.read_bytes())))["Sheet"]
    assert (sheet.max_row, sheet.max_column) == (2, 3)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Åtgärd", "Ansvarig", None], ["Måla planket", "Hamnnämnden", None],
    ]  # fmt: skip
    assert [row.cells[0] for row in read_source(path, None, "sv").blocks[0].rows] == ["Åtgärd", "Måla planket"]


def test_a_sheet_of_a_million_empty_rows_is_read_as_the_two_that_say_something(tmp_path: Path) -> None:
    empty = b"".join(b'<row r="%d" ht="15"><c r="B%d" s="0"/></row>' % (row, row) for row in range(3, 1_048_577, 7))
    path = changed(workbook(tmp_path), "xl/worksheets/sheet1.xml", b"</sheetData>", empty + b"</sheetData>")
    assert len(read_source(path, None, "sv").blocks[0].rows) == 2


def test_entities_in_an_office_file_are_refused(tmp_path: Path) -> None:
    declared = b'<!DOCTYPE worksheet [<!ENTITY a "Hemlig">]><worksheet '
    path = changed(workbook(tmp_path), "xl/worksheets/sheet1.xml", b"<worksheet ", declared)
    with pytest.raises(ProblemsFound) as found:
        read_source(path, None, "sv")
    assert [each.code for each in found.value.problems] == ["import-damaged"]
