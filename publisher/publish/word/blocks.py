"""Blocks: writes headings, paragraphs, lists, tables and pictures of a page's tree into a Word document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from publisher.publish.layout.elements import (
    INLINE,
    Content,
    Element,
    Heading,
    Image,
    NumberedList,
    PageTree,
    Row,
    Table,
)
from publisher.publish.layout.geometry import SHEET
from publisher.publish.word.looks import FACTS, TABLE_TEXT
from publisher.publish.word.markup import add
from publisher.publish.word.restarted_lists import restarted
from publisher.publish.word.runs import Look, RunWriter

ROOM: Final = SHEET.width - 2 * SHEET.inside
DEEPEST_LIST: Final = 3
# Inline elements besides HTML's own.
RUNNING: Final = INLINE | {"note", "address"}
BETWEEN: Final = " · "


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks. `draw` adds a picture, of a given maximum width, to the end of a paragraph."""

    document: Document
    runs: RunWriter
    draw: Callable[[Paragraph, Image, Length], None]
    entry: bool = False

    def write(self, kids: Content, style: str = "Normal") -> None:
        """Add blocks to the end of the document; text between them becomes paragraphs of that style."""
        for running, group in groupby(kids, key=_is_running):
            parts = tuple(group)
            if running and any(not isinstance(part, str) or part.strip() for part in parts):
                self._paragraph(parts, style)
            elif not running:
                for part in cast("tuple[Element, ...]", parts):
                    self._block(part, style)

    def _block(self, element: Element, style: str) -> None:
        match element:
            case PageTree():
                self._page(element)
            case Heading():
                self._heading(element)
            case Table():
                self._table(element)
            case Element(tag="ul") | NumberedList():
                self._list(element, 1)
            case Element(tag="dl"):
                self._pairs(element)
            case Element(tag="p"):
                self._text(element, style)
            case Element(tag="div", style="landscape"):
                self._lying(lambda: self.write(element.kids))
            case Element(tag="blockquote"):
                self.write(element.kids, "Quote")
            case Element(tag="pre"):
                self._paragraph((Element(tag="code", kids=(element.text,)),), style)
            case Element(tag="hr"):
                pass
            case _:
                self.write(element.kids, "Intense Quote" if element.style == "vision" else style)

    def _page(self, page: PageTree) -> None:
        before, self.entry = self.entry, page.entry
        if page.wide:
            self._lying(lambda: self._kids_of(page))
        else:
            self._kids_of(page)
        self.entry = before

    def _kids_of(self, page: PageTree) -> None:
        heading, *rest = page.kids
        if isinstance(heading, Heading):
            self._heading(heading, page.label)
            self.write(tuple(rest))
        else:
            self.write(page.kids)

    def _lying(self, write: Callable[[], None]) -> None:
        """Write in a landscape section, then return to portrait."""
        self._section(WD_ORIENT.LANDSCAPE)
        write()
        self._section(WD_ORIENT.PORTRAIT)

    def _section(self, orientation: WD_ORIENT) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        if section.orientation != orientation:
            section.orientation = orientation
            section.page_width, section.page_height = section.page_height, section.page_width

    def _heading(self, heading: Heading, page: str | None = None) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {heading.level}")
        for label in (page, heading.label, *heading.marks):
            self.runs.marks.place(paragraph, label)
        self.runs.write(paragraph, heading.kids)

    def _paragraph(self, kids: Content, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        self.runs.write(paragraph, kids)
        return paragraph

    def _text(self, element: Element, style: str) -> None:
        if len(element.kids) == 1 and isinstance(element.kids[0], Image):
            self._picture(element.kids[0])
            return
        leading = element.style == "lead" and not self.entry
        paragraph = self.document.add_paragraph(style="Lead" if leading else style)
        self.runs.marks.place(paragraph, element.label)
        titled = element.style in {"caption", "admonition-title"}
        self.runs.write(paragraph, element.kids, Look(bold=titled, lang=element.lang or ""))
        paragraph.paragraph_format.keep_with_next = titled or leading or None

    def _picture(self, image: Image) -> None:
        self.draw(self.document.add_paragraph(), image, Mm(ROOM))

    def _list(self, element: Element, depth: int) -> None:
        kind = "List Number" if isinstance(element, NumberedList) else "List Bullet"
        style = kind if depth == 1 else f"{kind} {min(depth, DEEPEST_LIST)}"
        number = restarted(self.document, style, element.start) if isinstance(element, NumberedList) else None
        for item in element.kids:
            if isinstance(item, Element):
                self._item(item, style, depth, number)

    def _item(self, item: Element, style: str, depth: int, number: int | None) -> None:
        """Write a list item: its first words with its marker, the rest below, nested lists one level deeper."""
        first = True
        for running, group in groupby(item.kids, key=_is_running):
            for part in (tuple(group),) if running else [(each,) for each in group]:
                block = part[0]
                if isinstance(block, Element) and block.tag in {"ul", "ol"}:
                    self._list(block, depth + 1)
                    continue
                kids = part if running else block.kids if isinstance(block, Element) and block.tag == "p" else None
                if kids is None:
                    self.write(part)
                    continue
                if not any(not isinstance(kid, str) or kid.strip() for kid in kids):
                    continue
                paragraph = self._paragraph(kids, style if first else "List Continue")
                self.runs.marks.place(paragraph, item.label if first else None)
                if number is not None and first:
                    _number(paragraph, number)
                first = False

    def _pairs(self, element: Element) -> None:
        """Write terms and descriptions: line by line, or those of an entry on one line."""
        paragraph: Paragraph | None = None
        terms = [kid for kid in element.kids if isinstance(kid, Element)]
        for at, kid in enumerate(terms):
            if kid.tag == "dt":
                if paragraph is None or not self.entry:
                    paragraph = self.document.add_paragraph(style="Normal" if self.entry else FACTS)
                elif at:
                    paragraph.add_run(BETWEEN)
                self.runs.write(paragraph, kid.kids, Look(bold=True))
                paragraph.add_run(": " if self.entry else "\t")
            elif paragraph is not None:
                self.runs.write(paragraph, _words_of(kid.kids))

    def _table(self, table: Table) -> None:
        if table.caption:
            self._paragraph(table.caption, "Caption")
        rows = (*table.head, *table.body)
        made = self.document.add_table(rows=len(rows), cols=len(table.columns), style="Table Grid")
        made.autofit = False
        widths = self._widths(table)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for number, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
            head = number < len(table.head)
            _mark_row(row._tr, head=head)  # not supported by python-docx
            self._cells(cells, row.cells, widths, bold=head)
        self.document.add_paragraph()

    def _widths(self, table: Table) -> list[Length]:
        """Return the widths of a table's columns: as in print, scaled to the width between this page's margins."""
        sheet = self.document.sections[-1]
        room = (sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0)
        return [Length(round(width * room / sum(table.columns))) for width in table.columns]

    def _cells(self, row: Row, cells: Sequence[object], widths: Sequence[Length], *, bold: bool) -> None:
        for number, (cell, place, width) in enumerate(zip(row, cells, widths, strict=False)):
            place.width = width  # type: ignore[attr-defined]  # a cell of python-docx
            paragraph = place.paragraphs[0]  # type: ignore[attr-defined]
            paragraph.style = TABLE_TEXT
            if cell.align == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self.runs.write(paragraph, _words_of(cell.kids), Look(bold=bold or number == 0))


def _is_running(part: Element | str) -> bool:
    return isinstance(part, str) or part.tag in RUNNING


def _words_of(kids: Content) -> Content:
    """Return inline content, with paragraphs reduced to their words."""
    return tuple(_flat(kids))


def _flat(kids: Content) -> Iterator[Element | str]:
    for kid in kids:
        if isinstance(kid, Element) and not _is_running(kid):
            yield from _flat(kid.kids)
            yield " "
        else:
            yield kid


def _number(paragraph: Paragraph, number: int) -> None:
    numbered = add(paragraph._p.get_or_add_pPr(), "w:numPr")  # not supported by python-docx
    add(numbered, "w:ilvl", {"w:val": 0})
    add(numbered, "w:numId", {"w:val": number})


def _mark_row(row: CT_Row, *, head: bool) -> None:
    """Keep a row on one page; a header row is repeated on each page, and tagged as such."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        add(properties, name, {"w:val": "true"})
