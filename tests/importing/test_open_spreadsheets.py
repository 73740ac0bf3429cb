"""A spreadsheet says the same as OpenDocument and as a workbook of Excel: numbers, days, merged cells, empty rows."""

from datetime import date
from pathlib import Path

from odf.element import Element
from odf.number import Boolean, BooleanStyle, DateStyle, Month, Number, NumberStyle, PercentageStyle, Text, Year
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl import Workbook

from publisher.importing.form.source import SourceRow
from publisher.importing.readers.formats import read_source


def rows_of(file: Path) -> list[SourceRow]:
    [block] = read_source(file, None, "sv").blocks
    return list(block.rows)


def workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["Uppföljning av klimatplanen"])
    sheet.merge_cells("A1:E1")
    sheet.append(["Indikator", "Kvinnor", "", "Kvar", "Dag"])
    sheet.merge_cells("B2:C2")
    sheet.append(["Utsläpp", 12345.678, 0.7925, True, date(2024, 5, 1)])
    for cell, form in (("B3", "#,##0.0"), ("C3", "0.0%"), ("E3", "mmm yyyy")):
        sheet[cell].number_format = form
    sheet["A6"], sheet["E6"], sheet["B7"] = "Nöjda", date(2024, 5, 2), 1200
    sheet.merge_cells("A6:A7")
    sheet["E6"].number_format, sheet["B7"].number_format = "yyyy-mm-dd", "#,##0"
    book.save(path)
    return path


def opened(path: Path) -> Path:
    """Write the same as the workbook, as programs write it: with styles of columns, and a million empty rows."""
    book = OpenDocumentSpreadsheet()
    styles = {
        "n1": (NumberStyle(name="N1"), [Number(decimalplaces="1", minintegerdigits="1", grouping="true")]),
        "n0": (NumberStyle(name="N0"), [Number(decimalplaces="0", minintegerdigits="1", grouping="true")]),
        "p1": (PercentageStyle(name="N2"), [Number(decimalplaces="1", minintegerdigits="1"), Text(text="%")]),
        "b": (BooleanStyle(name="N3"), [Boolean()]),
        "ym": (DateStyle(name="N4"), [Month(textual="true"), Text(text=" "), Year(style="long")]),
    }
    for name, (form, parts) in styles.items():
        for part in parts:
            form.addElement(part)
        book.automaticstyles.addElement(form)
        own = Style(name=name, family="table-cell", datastylename=form.getAttribute("name"))
        book.automaticstyles.addElement(own)
    sheet = Table(name="Sheet")
    sheet.addElement(TableColumn())
    sheet.addElement(TableColumn(defaultcellstylename="n1"))
    sheet.addElement(TableColumn(numbercolumnsrepeated="1022"))

    def row(*cells: Element | str, **more: str) -> None:
        made = TableRow(**more)
        for cell in cells:
            made.addElement(TableCell(valuetype="string") if isinstance(cell, str) else cell)
            if isinstance(cell, str) and cell:
                made.childNodes[-1].addElement(P(text=cell))
        made.addElement(TableCell(numbercolumnsrepeated="1019"))
        sheet.addElement(made)

    def typed(kind: str, seen: str, **more: str) -> Element:
        cell = TableCell(valuetype=kind, **more)
        cell.addElement(P(text=seen))
        return cell

    row(typed("string", "Uppföljning av klimatplanen", numbercolumnsspanned="5", numberrowsspanned="1"),
        CoveredTableCell(numbercolumnsrepeated="4"))  # fmt: skip
    row("Indikator", typed("string", "Kvinnor", numbercolumnsspanned="2", numberrowsspanned="1"), CoveredTableCell(),
        "Kvar", "Dag")  # fmt: skip
    row("Utsläpp", typed("float", "12,345.7", value="12345.678"),
        typed("percentage", "79.3%", value="0.7925", stylename="p1"), typed("float", "TRUE", value="1", stylename="b"),
        typed("date", "May 2024", datevalue="2024-05-01", stylename="ym"))  # fmt: skip
    row("", numberrowsrepeated="2")
    row(typed("string", "Nöjda", numberrowsspanned="2", numbercolumnsspanned="1"), "", "", "",
        typed("date", "2 maj", datevalue="2024-05-02"))  # fmt: skip
    row(CoveredTableCell(), typed("float", "1,200", value="1200", stylename="n0"), "", "", "")
    row("", numberrowsrepeated="1048000")
    book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    one, other = rows_of(workbook(tmp_path / "a.xlsx")), rows_of(opened(tmp_path / "a.ods"))
    assert [each.cells for each in other] == [
        ("Uppföljning av klimatplanen", "", "", "", ""),
        ("Indikator", "Kvinnor", "Kvinnor", "Kvar", "Dag"),
        ("Utsläpp", "12345,7", "79,2 %", "true", "2024-05"),
        ("Nöjda", "", "", "", "2024-05-02"),
        ("Nöjda", "1200", "", "", ""),
    ]
    assert [(each.cells, each.band, each.line.origin.line) for each in one] == [
        (each.cells, each.band, each.line.origin.line) for each in other
    ]
    assert [each.line.origin.line for each in other] == [1, 2, 3, 6, 7]
    assert [each.band for each in other] == [True, False, False, False, False]
