"""Blocks: writes headings, paragraphs, lists, tables and pictures of a page's tree into a Word document."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Final, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from publisher.publish.layout.elements import (
    Content,
    Element,
    Heading,
    Image,
    NumberedList,
    PageTree,
    Table,
)
from publisher.publish.layout.geometry import SHEET
from publisher.publish.word.looks import FACTS
from publisher.publish.word.markup import add
from publisher.publish.word.restarted_lists import restarted
from publisher.publish.word.runs import Look, RunWriter, is_running, words_of
from publisher.publish.word.tables_in_word import write_table

ROOM: Final = SHEET.width - 2 * SHEET.inside
DEEPEST_LIST: Final = 3
BETWEEN: Final = " · "
STEP: Final = " → "
# What a paragraph leads on to.
LED: Final = frozenset({"blockquote", "ul", "ol", "table"})


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks. `draw` adds a picture, of a given maximum width, to the end of a paragraph."""

    document: Document
    runs: RunWriter
    draw: Callable[[Paragraph, Image, Length], None]
    entry: bool = False

    def write(self, kids: Content, style: str = "Normal") -> None:
        """Add blocks to the end of the document; text between them becomes paragraphs of that style."""
        for running, group in groupby(kids, key=is_running):
            parts = tuple(group)
            if running and any(not isinstance(part, str) or part.strip() for part in parts):
                self._paragraph(parts, style)
            elif not running:
                blocks = cast("tuple[Element, ...]", parts)
                for part, after in zip_longest(blocks, blocks[1:]):
                    self._block(part, style, leads=after is not None and after.tag in LED)

    def _block(self, element: Element, style: str, *, leads: bool) -> None:
        """Add one block; a paragraph that `leads` on to what follows stays on its page."""
        match element:
            case PageTree():
                self._page(element)
            case Heading():
                self._heading(element)
            case Table():
                write_table(self.document, self.runs, element)
            case Element(tag="ul") | NumberedList():
                self._list(element, 1)
            case Element(tag="dl"):
                self._pairs(element)
            case Element(tag="p"):
                self._text(element, style, leads=leads)
            case Element(tag="div", style="outcome"):
                self._outcome(element)
            case Element(tag="div", style="chain") if not _has_texts(element):
                for steps in element.kids:
                    self._in_line(steps, STEP)
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

    def _text(self, element: Element, style: str, *, leads: bool) -> None:
        if len(element.kids) == 1 and isinstance(element.kids[0], Image):
            self._picture(element.kids[0])
            return
        leading = element.style == "lead" and not self.entry
        paragraph = self.document.add_paragraph(style="Lead" if leading else style)
        self.runs.marks.place(paragraph, element.label)
        titled = element.style in {"caption", "admonition-title", "answer"}
        self.runs.write(paragraph, element.kids, Look(bold=titled, lang=element.lang or ""))
        paragraph.paragraph_format.keep_with_next = titled or leading or leads or None

    def _outcome(self, element: Element) -> None:
        """Write how it went: the answer, and its counts beside each other."""
        for kid in element.kids:
            if isinstance(kid, Element) and kid.tag == "ul":
                self._in_line(kid, BETWEEN)
            else:
                self.write((kid,))

    def _in_line(self, steps: Element | str, between: str) -> None:
        """Write the items of a list as one paragraph."""
        paragraph = self.document.add_paragraph()
        for at, item in enumerate(each for each in getattr(steps, "kids", ()) if isinstance(each, Element)):
            if at:
                paragraph.add_run(between)
            self.runs.write(paragraph, words_of(item.kids))

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
        for running, group in groupby(item.kids, key=is_running):
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
                self.runs.write(paragraph, words_of(kid.kids))


def _has_texts(chain: Element) -> bool:
    """Return whether the steps of a chain say something of themselves: then each begins with its name."""
    items = (item for steps in chain.kids if isinstance(steps, Element) for item in steps.kids)
    firsts = (item.kids[0] for item in items if isinstance(item, Element) and item.kids)
    return any(isinstance(first, Element) and first.tag == "strong" for first in firsts)


def _number(paragraph: Paragraph, number: int) -> None:
    numbered = add(paragraph._p.get_or_add_pPr(), "w:numPr")  # not supported by python-docx
    add(numbered, "w:ilvl", {"w:val": 0})
    add(numbered, "w:numId", {"w:val": number})
