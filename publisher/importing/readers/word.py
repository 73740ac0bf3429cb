"""Word documents (DOCX): paragraphs and tables in order, with automatic numbers and tracked changes accepted."""

import re
from collections.abc import Iterator
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from publisher.importing.form.source import (
    BlockSort,
    Doubt,
    LeftOut,
    Origin,
    SourceBlock,
    SourceFile,
    SourceLine,
    SourceRow,
)
from publisher.importing.layout.word_drawings import drawn_texts
from publisher.importing.layout.word_headings import WordHeadings
from publisher.importing.layout.word_icons import icons_of
from publisher.importing.layout.word_numbers import Numbers, W
from publisher.importing.layout.word_pictures import word_pictures
from publisher.importing.layout.word_tables import cells_of, is_frame, word_rows
from publisher.importing.layout.word_text import WordText, note_id, note_numbers
from publisher.importing.layout.word_unseen import GONE, Unseen, contents_of, join_paragraphs
from publisher.importing.markup.text_blocks import TextMarks, statements, text_block
from publisher.importing.opening.guard import transitional
from publisher.importing.prose.steering_words import words_of
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element as Element

_LISTED: Final = re.compile(r"list (?:bullet|number) (\d)", re.IGNORECASE)
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENTS: Final = re.compile(r"toc (?:\d|heading)|table of contents", re.IGNORECASE)


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a document as a source. Raises ProblemsFound if it is damaged or the package for it is missing."""
    place = Place(path.name)
    if not find_spec("docx"):
        raise ProblemsFound([Problem.at(place, "import-needs", package="roda-traden[import]")])
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(transitional(path))
        found = _Reader(document, language)
        found.read()
        found.read_notes()
        found.read_running_heads()
    except (OpcError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError):
        raise ProblemsFound([Problem.at(place, "import-damaged")]) from None
    notices = tuple(Problem.notice(place, code) for code in found.notices)
    return SourceFile(path.name, digest, tuple(found.blocks), tuple(found.left), notices=notices)


class _Reader:
    """Reads a document once, counting its paragraphs and table rows."""

    def __init__(self, document: "Document", language: str) -> None:
        self._document = document
        self._language, self._words = language, words_of(language)
        body = document.element.body
        join_paragraphs(body)
        self._contents = contents_of(body)
        self._numbers = Numbers(document)
        self._headings = WordHeadings(document, language)
        self._unseen = Unseen(document.styles.element)
        self._notes = note_numbers(body)
        self._text = WordText(_addresses(document.part), self._unseen, self._notes)
        self._count = 0
        self.blocks: list[SourceBlock] = []
        self.left: list[LeftOut] = []
        changed = any(next(body.iter(f"{W}{name}"), None) is not None for name in ("ins", "del", "moveTo", "moveFrom"))
        commented = next(body.iter(f"{W}commentReference"), None) is not None
        self.notices = [*(["import-tracked"] if changed else []), *(["import-comments"] if commented else [])]

    def read(self) -> None:
        """Read all blocks of the body."""
        self._read(self._document.element.body)

    def _read(self, body: "Element") -> None:
        for element in _parts(body):
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif is_frame(element):
                for cell in cells_of(element):
                    self._read(cell)
            else:
                self._table(element)

    def _paragraph(self, element: "Element") -> None:
        self._pictures(element)
        boxes = [*_boxes(element)]
        alone = _without_boxes(element) if boxes else element
        for at, text in enumerate(statements(self._text.of(alone))):
            self._count -= bool(at)  # they are one paragraph
            self._block(element, text)
        self._leave_unseen(alone)
        for box in boxes:
            self._read(box)

    def _leave_unseen(self, element: "Element") -> None:
        """Leave out what stands in an element but is not to be read."""
        self.left += [LeftOut(self._line(text), why) for text, why in self._unseen.texts(element)]

    def _block(self, element: "Element", text: str) -> None:
        """Add the block of a paragraph: a heading, an entry of a list or running text."""
        style = self._headings.style(element)
        line = self._line(text)
        if element in self._contents or _CONTENTS.match(style) or text.casefold().strip(" :") in self._words.contents:
            self.left.append(LeftOut(line, "contents"))
            return
        number, level, bullet = self._numbers.of(element)
        heading = self._headings.level(element)
        if not heading:
            # Word's built-in styles for deeper lists each count from the first level.
            named = _LISTED.fullmatch(style)
            level = level or (int(named[1]) - 1 if named else 0)
        marks = TextMarks(
            heading, not self._headings.is_styled, self._headings.is_title(element), bullet, level, number
        )
        self.blocks.append(text_block(text, line, marks, self._words))

    def _pictures(self, element: "Element", read: "frozenset[Element]" = frozenset()) -> None:
        """Read the pictures of an element, and the texts of its diagrams; a symbol in a table cell is left out."""
        for text, why in drawn_texts(element, self._content):
            self.left.append(LeftOut(self._line(text), why))
        for each in word_pictures(element, self._content, read):
            if each.file is None or each.decorative or (each.small and element.tag == f"{W}tbl"):
                why = "picture-decorative" if each.decorative else "picture"
                self.left.append(LeftOut(self._line(each.words or "–"), why))
                continue
            doubts = () if each.words else (Doubt("picture-without-words", {"file": each.file.name}),)
            line = self._line(each.words or each.file.name, doubts)
            self.blocks.append(SourceBlock(BlockSort.PICTURE, each.words, (line,), picture=each.file))

    def _content(self, name: str) -> bytes | None:
        part = self._document.part.rels.get(name)
        return None if part is None or part.is_external else bytes(part.target_part.blob)

    def _table(self, element: "Element") -> None:
        """Read a table, and after it those in its cells."""
        icons = icons_of(element, self._content, self._language)
        for table in element.iter(f"{W}tbl"):
            rows = []
            for row in word_rows(table, self._text.of, icons.texts):
                doubts = tuple((at, Doubt("colour-alone")) for at in row.coloured)
                doubts += tuple((at, Doubt("icon-alone")) for at in row.icons)
                line = self._line(row.text, (Doubt("icon-unread"),) if row.unread else ())
                rows.append(SourceRow(row.cells, line, row.band, doubts))
            if rows:
                self.blocks.append(SourceBlock(BlockSort.TABLE, "", (), rows=tuple(rows)))
        self._pictures(element, icons.drawings)
        self._leave_unseen(element)

    def read_notes(self) -> None:
        """Read the footnotes and endnotes; they come last, each with its number."""
        from docx.oxml import parse_xml

        for name in ("footnote", "endnote"):
            part = self._part(f"{_RELATIONS}{name}s")
            text = WordText(_addresses(part), self._unseen, self._notes) if part else self._text
            every = {note_id(note): note for note in parse_xml(part.blob).iter(f"{W}{name}")} if part else {}
            for known, number in self._notes.items():
                if (note := every.get(known)) is None:
                    continue
                self._leave_unseen(note)
                if note.get(f"{W}type") is None and (said := " ".join(text.of(note).split())):
                    self.blocks.append(SourceBlock(BlockSort.NOTE, said, (self._line(said),), number=number))

    def read_running_heads(self) -> None:
        """Read the headers and footers of pages, which are left out."""
        from docx.oxml import parse_xml

        kinds = {f"{_RELATIONS}header", f"{_RELATIONS}footer"}
        parts = [rel.target_part for rel in self._document.part.rels.values() if rel.reltype in kinds]
        texts = (
            " ".join(WordText(_addresses(part), self._unseen, {}).of(parse_xml(part.blob)).split()) for part in parts
        )
        self.left += [LeftOut(self._line(text), "running-head") for text in dict.fromkeys(filter(None, texts))]

    def _part(self, kind: str) -> "Part | None":
        return next((rel.target_part for rel in self._document.part.rels.values() if rel.reltype == kind), None)

    def _line(self, text: str, doubts: tuple[Doubt, ...] = ()) -> SourceLine:
        self._count += 1
        return SourceLine(Origin(line=self._count, unit="paragraph"), text, doubts)


def _parts(element: "Element") -> Iterator["Element"]:
    """Yield the paragraphs and tables of an element in order, including those within content controls."""
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in GONE:
            yield from _parts(child)


def _boxes(paragraph: "Element") -> Iterator["Element"]:
    """Yield the text boxes of a paragraph, which have paragraphs of their own."""
    for child in paragraph:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in GONE:
            yield from _boxes(child)


def _without_boxes(paragraph: "Element") -> "Element":
    """Return a copy of a paragraph without its text boxes."""
    copied = deepcopy(paragraph)
    for box in [*_boxes(copied)]:
        if (above := box.getparent()) is not None:
            above.remove(box)
    return copied


def _addresses(part: "Part") -> dict[str, str]:
    """Return the external URLs that a document links to, by their relationship ids."""
    return {name: str(rel.target_ref) for name, rel in part.rels.items() if rel.is_external}
