"""Texts of LibreOffice and others (ODT): paragraphs and tables in order, with automatic numbers and accepted changes.

lxml parses the parts: odfpy, which reads the spreadsheets, resolves no styles, and turns a part that breaks off into an
empty one. No declarations in a part are processed: no entities, no other files, no network.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from publisher.importing.form.source import SourceFile
from publisher.importing.layout.word_headings import ranked_headings
from publisher.importing.layout.word_pictures import picture_file
from publisher.importing.markup.marked_source import MarkedSource
from publisher.importing.markup.odt_numbers import OdtNumbers
from publisher.importing.markup.odt_styles import DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, OdtStyles
from publisher.importing.markup.odt_tables import OdtTable, is_layout, nested_tables, rows_of
from publisher.importing.markup.odt_text import OdtParagraph, OdtText, paragraphs_of
from publisher.importing.markup.text_blocks import TextMarks
from publisher.importing.opening.guard import named_outside
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_DECORATIVE: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}decorative"
_PARAGRAPHS: Final = frozenset({f"{TEXT}p", f"{TEXT}h"})
_INDEXES: Final = ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index")
_HEADS: Final = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_CENTIMETRES: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a document as a source. Raises ProblemsFound if it is damaged."""
    place = Place(path.name)
    try:
        with ZipFile(path) as file:
            found = _Reader(file, language)
            found.read()
    except (BadZipFile, etree.LxmlError, KeyError, ValueError, OSError):
        raise ProblemsFound([Problem.at(place, "import-damaged")]) from None
    notices = [Problem.notice(place, code) for code in sorted(found.notices)]
    return found.made.source(path.name, digest, [*notices, *named_outside(place, found.outside)])


def _root(file: ZipFile, name: str) -> "Element":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(file.read(name), parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError(name)
    return root


class _Reader:
    """Reads a document once, part by part."""

    def __init__(self, file: ZipFile, language: str) -> None:
        self._file, self._language = file, language
        self._names = frozenset(file.namelist())
        content = _root(file, "content.xml")
        self._heads = _root(file, "styles.xml") if "styles.xml" in self._names else content
        body = content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise ValueError("no text")
        self._body = body
        self._styles = OdtStyles(self._heads, content)
        self._numbers, self._text = OdtNumbers(self._styles), OdtText(self._styles)
        self._ranks = self._by_letters()
        self.made = MarkedSource(language)
        self.notices: set[str] = set()
        self.outside: list[str] = []

    def read(self) -> None:
        """Read the body, and the running heads, which are left out."""
        self._parts(self._body)
        texts = (
            " ".join(self._text.of(each).text.split())
            for name in _HEADS
            for head in self._heads.iter(f"{STYLE}{name}")
            for each in paragraphs_of(head)
        )
        for text in dict.fromkeys(filter(None, texts)):
            self.made.leave(text, "running-head")

    def _by_letters(self) -> "dict[Element, int]":
        """Return the headings of a document without styles for them, by their typography."""
        tables = {each for table in self._body.iter(f"{TABLE}table") for each in paragraphs_of(table)}
        every = [each for each in paragraphs_of(self._body) if each not in tables]
        if any(self._styles.level(each) and not self._styles.is_title(each) for each in every):
            return {}
        read = [(each, self._text.of(each)) for each in every]
        shapes = [(each, found.text.strip(), found.letters.size, found.letters.bold) for each, found in read]
        return dict(ranked_headings([shape for shape in shapes if shape[1]], self._language))

    def _parts(self, element: "Element") -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._part(child)

    def _part(self, child: "Element") -> None:
        tag = str(child.tag)
        name = tag.removeprefix(TEXT)
        if child.tag in _PARAGRAPHS:
            self._paragraph(child, TextMarks())
        elif name == "list":
            self._list(child, 0, "")
        elif child.tag == f"{TABLE}table":
            self._table(child)
        elif name == "tracked-changes":
            self.notices |= {"import-tracked"} if len(child) else set()
        elif name in _INDEXES or (name == "section" and self._styles.is_hidden(child)):
            for each in paragraphs_of(child):
                self.made.leave(self._text.of(each).text, "contents" if name in _INDEXES else "hidden-text")
        elif tag.startswith(DRAW):
            self._drawn(child)
        else:
            self._parts(child)

    def _paragraph(self, element: "Element", marks: TextMarks) -> None:
        found = self._text.of(element)
        for frame in found.frames:
            self._drawn(frame)
        level = self._styles.level(element) or self._ranks.get(element, 0)
        if level and found.text.strip():
            number = marks.number
            if not marks.listed and element.tag == f"{TEXT}h":
                number = self._numbers.of_heading(element, level)
            title = self._styles.is_title(element)
            marks = TextMarks(level, element in self._ranks, title, listed=marks.listed, number=number)
        self.made.text(found.text, marks)
        self._beside(found)

    def _beside(self, found: OdtParagraph) -> None:
        """Keep the notes of a paragraph for the end, and say what of it is left out."""
        for text, why in found.left:
            self.made.leave(text, why)
        for number, body in found.notes:
            self.made.note(number, " ".join(self._text.of(each).text for each in paragraphs_of(body)))
        self.notices |= {"import-comments"} if found.commented else set()

    def _list(self, element: "Element", depth: int, above: str) -> None:
        name = element.get(f"{TEXT}style-name") or above
        if not depth:
            self._numbers.begin_list(element, name)
        for item in element:
            first = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._list(child, depth + 1, name)
                elif child.tag in _PARAGRAPHS:
                    marks = self._item(child, item, depth, name) if first else TextMarks()
                    first = first and not "".join(child.itertext()).strip()
                    self._paragraph(child, marks)
                elif isinstance(child.tag, str) and child.tag != f"{TEXT}number":
                    self._part(child)

    def _item(self, child: "Element", item: "Element", depth: int, name: str) -> TextMarks:
        if not "".join(child.itertext()).strip():
            return TextMarks()
        named = name or self._styles.list_style(child)
        number, listed = self._numbers.of_item(named, depth, item)
        return TextMarks(listed=listed, depth=depth, number=number)

    def _table(self, element: "Element") -> None:
        """Read a table, and after it those in its cells; one that only lays out is read cell by cell."""
        if is_layout(element):
            for row in rows_of(element):
                for cell in row:
                    self._parts(cell)
            return
        table = OdtTable(element, self._styles, self._text, self._icon, self._language)
        self.made.table(table.rows)
        for frame in table.frames:
            self._drawn(frame, in_table=True)
        for found in table.paragraphs:
            self._beside(found)
        for nested in nested_tables(element):
            inner = OdtTable(nested, self._styles, self._text, self._icon, self._language)
            self.made.table(inner.rows)

    def _drawn(self, frame: "Element", *, in_table: bool = False) -> None:
        """Read what is drawn: a picture, the text of a box, or a chart, which is left out."""
        objects = [each for each in frame.iter(f"{DRAW}object") if each.get(_HREF)]
        images = [each for each in frame.iter(f"{DRAW}image") if each.get(_HREF)]
        boxes = [*frame.iter(f"{DRAW}text-box")] if frame.tag == f"{DRAW}frame" else [frame]
        for each in objects:
            self._leave_object(str(each.get(_HREF)).removeprefix("./"))
        if images and not objects:
            words = _words(frame)
            small = in_table and _is_small(frame)
            decorative = frame.get(_DECORATIVE) == "true"
            made = next((file for each in images if (file := picture_file(self._content(each), words))), None)
            self.made.picture(made, words, "picture-decorative" if decorative else "picture" if small else "")
        for box in boxes if not objects else ():
            self._parts(box)

    def _icon(self, frame: "Element") -> tuple[str, bytes] | None:
        """Return the alternative text and the content of a small picture."""
        image = frame.find(f"{DRAW}image")
        content = None if image is None or not _is_small(frame) else self._content(image)
        return None if content is None else (_words(frame), content)

    def _content(self, image: "Element") -> bytes | None:
        name = str(image.get(_HREF)).removeprefix("./")
        if name in self._names:
            return self._file.read(name)
        if "://" in name and name not in self.outside:
            self.outside.append(name)
        return None

    def _leave_object(self, name: str) -> None:
        part = f"{name}/content.xml"
        texts = (
            [" ".join("".join(each.itertext()).split()) for each in _root(self._file, part).iter(f"{TEXT}p")]
            if part in self._names
            else []
        )
        for text in dict.fromkeys(filter(None, texts)) or ["–"]:
            self.made.leave(text, "chart")


def _words(frame: "Element") -> str:
    """Return the alternative text of a frame."""
    found = [frame.find(f"{SVG}{name}") for name in ("desc", "title")]
    return next(
        (text for each in found if each is not None and (text := " ".join("".join(each.itertext()).split()))), ""
    )


def _is_small(frame: "Element") -> bool:
    sizes = [str(frame.get(f"{SVG}{name}") or "") for name in ("width", "height")]
    known = [float(size[:-2]) * _CENTIMETRES[size[-2:]] for size in sizes if size[-2:] in _CENTIMETRES]
    return len(known) > 1 and max(known) < 1
