"""Markdown to HTML, the same for every medium: our extension of Python-Markdown.

Python-Markdown is only the interface by which site generators get HTML: the parser is that of `publisher/commonmark/`.
This module adds to tables what Markdown has no syntax for (a caption, header cells with a scope) and removes what
content may never have: event handlers and executable URLs. It is listed in `markdown_extensions` of a publication's
`mkdocs.yml`, so that every generator uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import Final
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from publisher.commonmark.dialect import parse
from publisher.commonmark.html_tree import html_tree
from publisher.commonmark.tongues import with_tongues
from publisher.language import Language
from publisher.model.settings import EXTENSION
from publisher.render.bound_numbers import with_bound_numbers
from publisher.render.scheme import runs

# Tables with up to this many columns can be shown row by row, with cells stacked, on a narrow screen.
_MOST_STACKED: Final = 13  # a month each, and whose they are
_MANY: Final = 6  # and with this many on a small tablet too
_MOST_IN_MATRIX: Final = 100
_COUNT: Final = 5  # letters: cells with no more follow each other in one line when stacked
# An empty cell gets no label either, and is left out when stacked.
_NOTHING: Final = "–"
# Give headings ids and make the table of contents.
CONTENTS: Final = "toc"
# Each thread has its own converters, since they keep state about the current text.
_OWN: Final = local()
MARKS: Final = {("strong", "added"): "ins", ("strong", "removed"): "del"}
UNIT: Final = "unit"
SIZES: Final = frozenset({"width", "height"})
ATTRIBUTES: Final = SIZES | {
    "id", "class", "lang", "dir", "title", "href", "src", "alt", "scope", "start", "rel", "role", "hreflang", "colspan",
    "data-label", "data-choices", "data-trend", "data-shares", "data-numbers", "aria-label",
}  # fmt: skip
# Python-Markdown's own parsing of text, which has all been parsed already.
_READ: Final = frozenset(
    {"inline", "unescape", "attr_list", "footnote", "footnote-duplicate", "abbr", "hilite", "smarty"}
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as HTML, and its headings as Python-Markdown's table of contents, nested."""

    html: str
    headings: list[dict[str, object]]


# Each edition with the page converts it, and so does the site.
@lru_cache(maxsize=4096)
def converted(text: str, language: str) -> Converted:
    """Return a page's Markdown as HTML for all media; `language` is that of generated words."""
    converter = _converter({CONTENTS: {}, EXTENSION: {"language": language}})
    return Converted(converter.convert(text), getattr(converter, "toc_tokens", []))


def to_html(text: str, extensions: Mapping[str, Mapping[str, object]]) -> str:
    """Return Markdown as HTML, with the extensions in the settings and their options."""
    return _converter({**extensions, EXTENSION: extensions.get(EXTENSION, {})}).convert(text)


def _converter(extensions: Mapping[str, Mapping[str, object]]) -> Markdown:
    """Return a Python-Markdown instance, reset for a new text. Setting one up takes as long as a short text."""
    known: dict[str, Markdown] = _OWN.__dict__
    key = repr(extensions)
    if key not in known:
        options = {name: dict(values) for name, values in extensions.items()}
        known[key] = Markdown(extensions=list(options), extension_configs=options)
    return known[key].reset()


class _Source(Preprocessor):
    """Sets the source text aside, so that no other extension changes it."""

    def __init__(self, md: Markdown, parser: "_Parser") -> None:
        super().__init__(md)
        self._parser = parser

    def run(self, lines: list[str]) -> list[str]:
        self._parser.text = "\n".join(lines)
        return []


class _Parser(BlockParser):
    """Gives Python-Markdown the tree parsed from the source text."""

    def __init__(self, md: Markdown, language: Language) -> None:
        super().__init__(md)
        self._language = language
        self.text = ""

    def parseDocument(self, lines: object) -> ElementTree:  # noqa: N802  # Python-Markdown's name
        for name in _READ:
            self.md.treeprocessors.deregister(name, strict=False)
        return ElementTree(html_tree(parse(self.text), self._language))


class SafeAttributes(Treeprocessor):
    """Removes attributes that content may not have, and URLs with executable schemes."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if not _is_safe(name, str(value)):
                    del element.attrib[name]


def _is_safe(name: str, value: str) -> bool:
    if name in {"href", "src"}:
        return not runs(value)
    return name in ATTRIBUTES and (name not in SIZES or (value.isascii() and value.isdecimal()))


class Tongues(Treeprocessor):
    """Wraps text in another language than the page's in an element with `lang`."""

    def run(self, root: Element) -> None:
        with_tongues(root)


class Marks(Treeprocessor):
    """Turns strong words with the class `added` or `removed` into <ins> and <del>, and sets units apart."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if (tag := MARKS.get((element.tag, element.get("class", "")))) is not None:
                element.tag = tag
                del element.attrib["class"]
            elif element.tag == "em" and element.get("class") == UNIT:
                element.tag = "span"


class Units(Treeprocessor):
    """Keeps a number on one line with its symbol, its operator, and a short word for what it counts."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag not in {"code", "pre"} and element.text:
                element.text = with_bound_numbers(element.text)
            if element.tail:
                element.tail = with_bound_numbers(element.tail)


class Folds(Treeprocessor):
    """Folds elements of class `older` behind their first paragraph, without a script and open to in-page search."""

    def run(self, root: Element) -> None:
        for element in root.iter("div"):
            if element.get("class") == "older" and len(element) and element[0].tag == "p":
                element.tag, element[0].tag = "details", "summary"


class Tables(Treeprocessor):
    """Gives a table its caption and scopes, and a frame that scrolls or stacks its cells row by row.

    The caption is the paragraph `{: .caption }` just before the table. The first cell of a row is its header.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    _name_cells(child)
                    # The cells of a matrix are only meaningful in their columns.
                    most = _MOST_IN_MATRIX if parent.get("class") == "matrix" else _MOST_STACKED
                    parent[index] = _frame(child, stacked=_label_cells(child, most))
            for caption in [child for child in parent if _is_caption(child)]:
                _move_caption(parent, caption)


def _is_caption(element: Element) -> bool:
    return element.tag == "p" and "caption" in element.get("class", "").split()


def _name_cells(table: Element) -> None:
    for cell in table.iterfind("thead/tr/th"):
        cell.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        if len(row):
            row[0].tag = "th"
            row[0].set("scope", "row")


def _label_cells(table: Element, most: int) -> bool:
    """Label each cell with its column's heading, for stacked display, if there are no more than `most` columns."""
    columns = ["".join(cell.itertext()) for cell in table.iterfind("thead/tr/th")]
    if len(columns) > most:
        return False
    for row in table.iterfind("tbody/tr"):
        for cell, words in zip(row[1:], columns[1:], strict=False):
            if "".join(cell.itertext()).strip() != _NOTHING:
                cell.set("data-label", words)
    return True


def _frame(table: Element, *, stacked: bool) -> Element:
    sort = " rows many" if len(table.findall("thead/tr/th")) >= _MANY else " rows"
    if all(len("".join(cell.itertext()).strip()) <= _COUNT for cell in table.iterfind("tbody/tr/td")):
        sort += " counts"
    frame = Element("div", {"class": "table" + sort * stacked})
    frame.append(table)
    frame.tail, table.tail = table.tail, None
    return frame


def _move_caption(parent: Element, caption: Element) -> None:
    index = list(parent).index(caption)
    if index + 1 < len(parent) and "table" in parent[index + 1].get("class", "").split():
        parent.remove(caption)
        caption.tag, caption.attrib, caption.tail = "caption", {k: v for k, v in caption.items() if k == "id"}, None
        parent[index].find("table").insert(0, caption)  # type: ignore[union-attr]  # a frame has a table


class PublicationExtension(Extension):
    """All of the above as one extension. Its option `language` is that of generated words."""

    def __init__(self, **options: object) -> None:
        self.config = {"language": ["sv", "the language of the words that the program adds"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        parser = _Parser(md, Language(self.getConfig("language")))
        md.parser = parser
        md.preprocessors.register(_Source(md, parser), "publication-source", 1000)
        # Before the table of contents (5), which makes ids from headings; the others after it, so that they see its
        # output.
        md.treeprocessors.register(Tongues(md), "publication-tongues", 6)
        md.treeprocessors.register(Tables(md), "publication-tables", 4)
        md.treeprocessors.register(Units(md), "publication-units", 3.8)
        md.treeprocessors.register(Folds(md), "publication-folds", 3.7)
        md.treeprocessors.register(Marks(md), "publication-marks", 3.5)
        md.treeprocessors.register(SafeAttributes(md), "safe-attributes", 3)


def makeExtension(**options: object) -> PublicationExtension:  # noqa: N802  # Python-Markdown's name
    """Return the extension, as Python-Markdown's entry point."""
    return PublicationExtension(**options)
