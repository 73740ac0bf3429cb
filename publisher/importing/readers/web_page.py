"""Web pages (HTML): the headings, lists, tables and paragraphs of their main part; nothing is fetched or executed.

lxml parses them as browsers do, whatever is not closed or in the wrong place.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree, html

from publisher.importing.form.source import SourceFile
from publisher.importing.markup.marked_source import MarkedSource
from publisher.importing.markup.ordinals import ordinal
from publisher.importing.markup.text_blocks import TextMarks
from publisher.importing.markup.web_content import HEADINGS, SILENT, WebContent, shown_text
from publisher.importing.markup.web_pictures import WebPictures
from publisher.importing.markup.web_tables import WebTable, inner_tables, is_web_layout
from publisher.importing.markup.web_text import WebRun, WebText, holds_blocks, is_large, spaced
from publisher.importing.opening.guard import named_outside
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
# The class of a document's title in pages that Word and LibreOffice write.
_TITLE: Final = frozenset({"title", "msotitle"})
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a web page as a source. Raises ProblemsFound if it has no text or is nested too deeply."""
    place = Place(path.name)
    text = _decoded(path.read_bytes())
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_DECLARED.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ProblemsFound([Problem.at(place, "import-empty")]) from None
    if any(each.type_name == "ERR_RESOURCE_LIMIT" for each in parser.error_log):
        raise ProblemsFound([Problem.at(place, "import-damaged")])
    body = root.find("body")
    found = _Reader(root if body is None else body, path, language, _base(root, text))
    found.read()
    source = found.made.source(path.name, digest, found.notices(place))
    if not source.blocks and not source.left:
        raise ProblemsFound([Problem.at(place, "import-empty")])
    return source


def _decoded(raw: bytes) -> str:
    """Return the text by its byte order mark, or as UTF-8, or by what the page says, or as Windows-1252."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = _CHARSET.search(raw[:4096])
    try:
        return raw.decode(said[1].decode("ascii") if said and said[1].lower() != b"utf-8" else "cp1252", "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")


def _base(root: "Element", text: str) -> str:
    """Return the address of the page, if it says it, or ""."""
    said = [each.get("href") for each in root.iter("base")]
    said += [each.get("href") for each in root.iter("link") if each.get("rel") == "canonical"]
    said += [each.get("content") for each in root.iter("meta") if each.get("property") == "og:url"]
    saved = _SAVED_FROM.search(text[:2000])
    return next((str(each) for each in said if str(each or "").startswith("http")), saved[1] if saved else "")


class _Reader:
    """Reads the main part once: blocks in order, each with the text that runs in it."""

    def __init__(self, body: "Element", path: Path, language: str, base: str) -> None:
        self._language = language
        self._content = WebContent(body)
        self._text = WebText(body, base, self._content.why_left)
        self._run, self._said = WebRun(), ""
        self._marks = TextMarks()
        self._level = 0
        self.made = MarkedSource(language)
        self._pictures = WebPictures(path.parent.resolve(), self.made)

    def read(self) -> None:
        """Read the main part, and what stands beside it, which is left out."""
        self._parts(self._content.main, 0)
        self._end()
        for number, element in self._text.notes.items():
            self.made.note(number, self._text.note(element))
        for text in self._content.beside_main():
            self.made.leave(text, "web-page")

    def notices(self, place: Place) -> list[Problem]:
        """Return what people have to know of the page: marked changes, and pictures that are elsewhere."""
        tracked = [Problem.notice(place, "import-tracked")] if self._text.tracked else []
        return [*tracked, *named_outside(place, self._pictures.outside)]

    def _parts(self, element: "Element", depth: int) -> None:
        """Read what is in an element: text that runs on, and blocks, in lists of a depth."""
        self._said += spaced(element.text)
        for child in element:
            if holds_blocks(child):
                self._end()
                self._block(child, depth)
                self._end()
            else:
                self._said += self._text.of(child, self._run)
            self._said += spaced(child.tail)

    def _block(self, element: "Element", depth: int) -> None:
        tag = str(element.tag)
        if any(element is each for each in self._text.notes.values()):
            return
        if why := self._content.why_left(element):
            self.made.leave(shown_text(element), why)
        elif tag in HEADINGS or tag == "summary":
            self._heading(element, int(tag[1]) if tag in HEADINGS else _level_above(element) + 1)
        elif tag == "p" and (_is_called_title(element) or (not self._level and is_large(element))):
            self._heading(element, 1, title=True)
        elif tag in {"ul", "ol"}:
            self._list(element, depth)
        elif tag == "dl":
            self._terms(element)
        elif tag == "table":
            self._table(element)
        elif tag == "pre":
            for line in "".join(element.itertext()).splitlines():
                self._said = line
                self._end()
        else:
            self._parts(element, depth)

    def _heading(self, element: "Element", level: int, *, title: bool = False) -> None:
        """Read a heading; the only one of the first level, above all others, is the title of the page."""
        only = not self._level and len([*self._content.main.iter("h1")]) == 1
        self._said = self._text.lines(element, self._run).replace("\n", " ")
        if element.tag in HEADINGS and self._said:
            self._level = level
        self._end(TextMarks(level, title=title or (only and element.tag == "h1")))

    def _list(self, element: "Element", depth: int) -> None:
        start, form = str(element.get("start") or ""), str(element.get("type") or "1")
        number = int(start) - 1 if start.isdigit() else 0
        for item in element:
            if item.tag != "li":
                self._block(item, depth) if isinstance(item.tag, str) and item.tag not in SILENT else None
                continue
            said = str(item.get("value") or "")
            number = int(said) if said.isdigit() else number + 1
            self._marks = TextMarks(
                listed=True, depth=depth, number=ordinal(number, form) if element.tag == "ol" else ""
            )
            self._block(item, depth + 1)
            self._end()
            self._marks = TextMarks()

    def _terms(self, element: "Element") -> None:
        """Read a list of terms: each with what is said of it, as a labelled fact."""
        term = ""
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                term = " ".join(self._text.inner(child, self._run).split()).rstrip(":")
            elif not any(True for _ in child.iter("ul", "ol", "table", "p")):
                self._said += f"{term}: " if term else ""
                self._said += self._text.inner(child, self._run)
                self._end()
                term = ""
            else:
                self._said = term
                self._end()
                self._parts(child, 0)
                self._end()
                term = ""
        self._said += term
        self._end()

    def _end(self, marks: TextMarks | None = None) -> None:
        """End the text that runs: it is one of the item that has begun, or of its own."""
        run, said = self._run, self._said
        self._run, self._said = WebRun(), ""
        for picture in run.pictures:
            self._pictures.add(picture)
        if said.strip():
            self.made.text(said, marks or self._marks)
            self._marks = TextMarks()
        for text, why in run.left:
            self.made.leave(text, why)

    def _table(self, element: "Element") -> None:
        """Read a table, and after it the pictures and tables in its cells; one that only lays out is no table."""
        table = WebTable(element, self._text, self._pictures, self._language)
        if is_web_layout(element):
            for cell in (cell for row in table.cells for cell in row):
                self._parts(cell, 0)
                self._end()
            return
        self.made.table(table.rows, table.title)
        for run in (table.caption, *table.runs):
            for picture in run.pictures:
                self._pictures.add(picture, in_table=True)
            for text, why in run.left:
                self.made.leave(text, why)
        for inner in inner_tables(element):
            self._table(inner)


def _is_called_title(element: "Element") -> bool:
    return bool(_TITLE.intersection(str(element.get("class") or "").casefold().split()))


def _level_above(element: "Element") -> int:
    """Return the level of the heading that an element stands below: the last one beside it or what it is in."""
    for above in (element, *element.iterancestors()):
        beside = (str(each.tag) for each in above.itersiblings(preceding=True))
        if found := next((tag for tag in beside if tag in HEADINGS), ""):
            return int(found[1])
    return 1
