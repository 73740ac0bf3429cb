"""Tables in Word: with rules as in print, a header row that is repeated, and rows that stay on one page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Length

from publisher.publish.layout.elements import Row, Table
from publisher.publish.word.looks import TABLE, TABLE_TEXT
from publisher.publish.word.markup import add
from publisher.publish.word.runs import Look, RunWriter, words_of


def write_table(document: Document, runs: RunWriter, table: Table) -> None:
    """Add a table with its caption to the end of a document."""
    if table.caption:
        runs.write(document.add_paragraph(style="Caption"), table.caption)
    rows = (*table.head, *table.body)
    made = document.add_table(rows=len(rows), cols=len(table.columns), style=TABLE)
    # Widths are as in print, but Word may widen a column: where other fonts are used, no word must break.
    made.autofit = True
    widths = _widths(document, table)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for number, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
        head = number < len(table.head)
        _mark_row(row._tr, head=head)  # not supported by python-docx
        _cells(runs, cells, row.cells, widths, bold=head)
    document.add_paragraph()


def _widths(document: Document, table: Table) -> list[Length]:
    """Return the widths of a table's columns: as in print, scaled to the width between this page's margins."""
    sheet = document.sections[-1]
    room = (sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0)
    return [Length(round(width * room / sum(table.columns))) for width in table.columns]


def _cells(runs: RunWriter, row: Row, cells: Sequence[object], widths: Sequence[Length], *, bold: bool) -> None:
    for number, (cell, place, width) in enumerate(zip(row, cells, widths, strict=False)):
        place.width = width  # type: ignore[attr-defined]  # a cell of python-docx
        paragraph = place.paragraphs[0]  # type: ignore[attr-defined]
        paragraph.style = TABLE_TEXT
        if cell.align == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        runs.write(paragraph, words_of(cell.kids), Look(bold=bold or number == 0))


def _mark_row(row: CT_Row, *, head: bool) -> None:
    """Keep a row on one page; a header row is repeated on each page, and tagged as such."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        add(properties, name, {"w:val": "true"})
