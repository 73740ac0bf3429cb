"""Word documents (DOCX): paragraphs and tables in order, numbers that Word counts itself, tracked changes accepted."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from publisher.importing.form.source import BlockSort, LeftOut, Origin, SourceBlock, SourceFile, SourceLine, SourceRow
from publisher.importing.layout.word_numbers import Numbers
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was taken away or moved elsewhere, and what Word keeps twice for older programs.
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK})
_HEADING: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=\S)")
_CONTENTS: Final = re.compile(r"toc \d|table of contents", re.IGNORECASE)


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a document as a source. Raises ProblemsFound where it is damaged or the package for it is missing."""
    place = Place(path.name)
    if not find_spec("docx"):
        raise ProblemsFound([Problem.at(place, "import-needs", package="roda-traden[import]")])
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        found = _Reader(document)
        found.read()
        found.read_notes()
    except (OpcError, BadZipFile, LxmlError, KeyError, ValueError, AttributeError):
        raise ProblemsFound([Problem.at(place, "import-damaged")]) from None
    notices = tuple(Problem.notice(place, code) for code in found.notices)
    return SourceFile(path.name, digest, tuple(found.blocks), tuple(found.left), notices=notices)


class _Reader:
    """Goes through a document once, and counts its paragraphs and rows of tables."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._numbers = Numbers(document)
        self._count = 0
        self.blocks: list[SourceBlock] = []
        self.left: list[LeftOut] = []
        body = document.element.body
        changed = any(next(body.iter(f"{W}{name}"), None) is not None for name in ("ins", "del", "moveTo", "moveFrom"))
        commented = next(body.iter(f"{W}commentReference"), None) is not None
        self.notices = [*(["import-tracked"] if changed else []), *(["import-comments"] if commented else [])]

    def read(self) -> None:
        """Read all blocks of the body."""
        for element in _parts(self._document.element.body):
            if element.tag == f"{W}p":
                self._paragraph(element)
            else:
                self._table(element)

    def _paragraph(self, element: "Element") -> None:
        for description in _pictures(element):
            self.left.append(LeftOut(self._line(description or "–"), "picture"))
        text = text_of(element).strip()
        if not text or _removed(element):
            return
        style = self._style(element)
        line = self._line(text)
        if _CONTENTS.match(style):
            self.left.append(LeftOut(line, "contents"))
            return
        number, level, bullet = self._numbers.of(element)
        heading = _HEADING.fullmatch(style)
        if own := _NUMBER.match(text) if not number and not bullet else None:
            number, text = own[1], text[own.end() :]
        if heading or style.casefold() == "title":
            depth = int(heading[1]) if heading else 1
            self.blocks.append(SourceBlock(BlockSort.HEADING, text, (line,), depth, number))
        elif bullet or number:
            self.blocks.append(SourceBlock(BlockSort.ENTRY, text, (line,), level, number))
        else:
            self.blocks.append(SourceBlock(BlockSort.PARAGRAPH, text, (line,)))

    def _table(self, element: "Element") -> None:
        rows = []
        for row in element.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = tuple(" ".join(text_of(cell).split()) for cell in row.findall(f"{W}tc"))
            if any(cells):
                rows.append(SourceRow(cells, self._line(" | ".join(cells))))
        if rows:
            self.blocks.append(SourceBlock(BlockSort.TABLE, "", (), rows=tuple(rows)))

    def read_notes(self) -> None:
        """Read the footnotes; they stand last, each with its number."""
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        part = next((rel.target_part for rel in self._document.part.rels.values() if rel.reltype == kind), None)
        if part is None:
            return
        from docx.oxml import parse_xml

        notes = [note for note in parse_xml(part.blob).iter(f"{W}footnote") if note.get(f"{W}type") is None]
        for note in notes:
            if text := " ".join(text_of(note).split()):
                line = self._line(text)
                self.blocks.append(SourceBlock(BlockSort.NOTE, text, (line,), number=str(note.get(f"{W}id"))))

    def _line(self, text: str) -> SourceLine:
        self._count += 1
        return SourceLine(Origin(line=self._count, unit="paragraph"), text)

    def _style(self, element: "Element") -> str:
        found = element.find(f"{W}pPr/{W}pStyle")
        if found is None:
            return ""
        styles = self._document.styles.element
        name = next((s.find(f"{W}name") for s in styles if s.get(f"{W}styleId") == found.get(f"{W}val")), None)
        return "" if name is None else str(name.get(f"{W}val"))


def _parts(element: "Element") -> Iterator["Element"]:
    """Yield the paragraphs and tables of an element in order, those within content controls too."""
    for child in element:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in _GONE:
            yield from _parts(child)


def text_of(element: "Element") -> str:
    """Return what an element says when all its tracked changes are accepted."""
    if element.tag in _GONE:
        return ""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
        return " "
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    if element.tag == f"{W}footnoteReference":
        return f" ({element.get(f'{W}id')})"
    inner = "".join(text_of(child) for child in element)
    return f"{inner} " if element.tag == f"{W}p" else inner


def _removed(element: "Element") -> bool:
    """Say whether a paragraph's own end was removed with all that it held."""
    return element.find(f"{W}pPr/{W}rPr/{W}del") is not None and not text_of(element).strip()


def _pictures(element: "Element") -> Iterator[str]:
    """Yield the alternative text of each picture."""
    for drawing in element.iter(_DRAWING):
        yield (drawing.get("descr") or drawing.get("title") or "").strip()
