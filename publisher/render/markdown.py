"""Markdown to HTML, the same for every medium: our extension of Python-Markdown.

Python-Markdown is only the interface by which site generators get HTML: the text is read by the parser of
`publisher/commonmark/`. What stands here gives tables what Markdown has no words for (a caption, header cells with a
scope) and takes away what content may never do: attributes that act, addresses that run.
It is named in `markdown_extensions` of a publication's `mkdocs.yml`, so that every generator uses it.
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

# So many columns can stand below each other, row by row, where they do not fit beside each other.
_MOST_STACKED: Final = 8
_MANY: Final = 6  # so many columns do so on a small tablet too
_MOST_IN_MATRIX: Final = 100
# A cell that says nothing has no label either, and is left out row by row.
_NOTHING: Final = "–"
# Headings get ids, and the contents of a page are made of them.
CONTENTS: Final = "toc"
# Each thread has converters of its own, for they remember the text that they are at.
_OWN: Final = local()
MARKS: Final = {("strong", "added"): "ins", ("strong", "removed"): "del"}
UNIT: Final = "unit"
SIZES: Final = frozenset({"width", "height"})
ATTRIBUTES: Final = SIZES | {
    "id", "class", "lang", "dir", "title", "href", "src", "alt", "scope", "start", "rel", "role", "hreflang", "colspan",
    "data-label", "data-choices", "data-trend", "aria-label",
}  # fmt: skip
# What Python-Markdown and its extensions would make of text; all of that has been read already.
_READ: Final = frozenset(
    {"inline", "unescape", "attr_list", "footnote", "footnote-duplicate", "abbr", "hilite", "smarty"}
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as HTML, and its headings as Python-Markdown's table of contents gives them, each with those below it."""

    html: str
    headings: list[dict[str, object]]


# A page is asked for by each edition that holds it, and by the site.
@lru_cache(maxsize=4096)
def converted(text: str, language: str) -> Converted:
    """Return a page's Markdown as its HTML in every medium; `language` is that of the program's own words."""
    converter = _converter({CONTENTS: {}, EXTENSION: {"language": language}})
    return Converted(converter.convert(text), getattr(converter, "toc_tokens", []))


def to_html(text: str, extensions: Mapping[str, Mapping[str, object]]) -> str:
    """Return Markdown as HTML, with the extensions of the settings and their options."""
    return _converter({**extensions, EXTENSION: extensions.get(EXTENSION, {})}).convert(text)


def _converter(extensions: Mapping[str, Mapping[str, object]]) -> Markdown:
    """Return Python-Markdown, ready for a new text. To set it up takes as long as a short text."""
    known: dict[str, Markdown] = _OWN.__dict__
    key = repr(extensions)
    if key not in known:
        options = {name: dict(values) for name, values in extensions.items()}
        known[key] = Markdown(extensions=list(options), extension_configs=options)
    return known[key].reset()


class _Source(Preprocessor):
    """Sets the text aside, so that no other extension changes it."""

    def __init__(self, md: Markdown, parser: "_Parser") -> None:
        super().__init__(md)
        self._parser = parser

    def run(self, lines: list[str]) -> list[str]:
        self._parser.text = "\n".join(lines)
        return []


class _Parser(BlockParser):
    """Gives Python-Markdown the tree of the text that was set aside."""

    def __init__(self, md: Markdown, language: Language) -> None:
        super().__init__(md)
        self._language = language
        self.text = ""

    def parseDocument(self, lines: object) -> ElementTree:  # noqa: N802  # Python-Markdown's name
        for name in _READ:
            self.md.treeprocessors.deregister(name, strict=False)
        return ElementTree(html_tree(parse(self.text), self._language))


class SafeAttributes(Treeprocessor):
    """Takes away every attribute that content may not have, and addresses with a scheme that runs."""

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
    """Gives stretches in another language than the page an element that says so."""

    def run(self, root: Element) -> None:
        with_tongues(root)


class Marks(Treeprocessor):
    """Makes insertions and deletions of strong words with the class `added` or `removed`, and sets units apart."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if (tag := MARKS.get((element.tag, element.get("class", "")))) is not None:
                element.tag = tag
                del element.attrib["class"]
            elif element.tag == "em" and element.get("class") == UNIT:
                element.tag = "span"


class Units(Treeprocessor):
    """Keeps a number on one line with its sign, what is reckoned with it, and a short word of what it counts."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag not in {"code", "pre"} and element.text:
                element.text = with_bound_numbers(element.text)
            if element.tail:
                element.tail = with_bound_numbers(element.tail)


class Folds(Treeprocessor):
    """Folds what is `older` behind its first paragraph. It opens without a script, and a search finds what is in it."""

    def run(self, root: Element) -> None:
        for element in root.iter("div"):
            if element.get("class") == "older" and len(element) and element[0].tag == "p":
                element.tag, element[0].tag = "details", "summary"


class Tables(Treeprocessor):
    """Gives a table its caption and scopes, and a frame that can scroll or show it row by row.

    The caption is the paragraph `{: .caption }` just before the table. The first cell of a row names the row.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    _name_cells(child)
                    # A matrix says in each row only what meets in it.
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
    """Give each cell the words of its column, which stand before it where the columns do not fit, if they are few."""
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
    frame = Element("div", {"class": "table" + sort * stacked})
    frame.append(table)
    frame.tail, table.tail = table.tail, None
    return frame


def _move_caption(parent: Element, caption: Element) -> None:
    index = list(parent).index(caption)
    if index + 1 < len(parent) and "table" in parent[index + 1].get("class", "").split():
        parent.remove(caption)
        caption.tag, caption.attrib, caption.tail = "caption", {}, None
        parent[index].find("table").insert(0, caption)  # type: ignore[union-attr]  # a frame has a table


class PublicationExtension(Extension):
    """Everything above, as one extension. Its option `language` is that of the program's own words."""

    def __init__(self, **options: object) -> None:
        self.config = {"language": ["sv", "the language of the words that the program adds"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        parser = _Parser(md, Language(self.getConfig("language")))
        md.parser = parser
        md.preprocessors.register(_Source(md, parser), "publication-source", 1000)
        # Before the table of contents (5), which names headings by their words; the others after it, so that what it
        # adds is seen too.
        md.treeprocessors.register(Tongues(md), "publication-tongues", 6)
        md.treeprocessors.register(Tables(md), "publication-tables", 4)
        md.treeprocessors.register(Units(md), "publication-units", 3.8)
        md.treeprocessors.register(Folds(md), "publication-folds", 3.7)
        md.treeprocessors.register(Marks(md), "publication-marks", 3.5)
        md.treeprocessors.register(SafeAttributes(md), "safe-attributes", 3)


def makeExtension(**options: object) -> PublicationExtension:  # noqa: N802  # Python-Markdown's name
    """Return the extension, as Python-Markdown asks for it."""
    return PublicationExtension(**options)
