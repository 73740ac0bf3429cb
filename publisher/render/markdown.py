"""Markdown to HTML, the same for every medium: our extension of Python-Markdown.

It gives tables what Markdown has no words for (a caption, header cells with a scope), adds boxes, and
takes away what content may never do: raw HTML, attributes that act, addresses that run.
It is named in `markdown_extensions` of a publication's `mkdocs.yml`, so that every generator uses it.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from publisher.render.scheme import runs

BOXES: Final = frozenset(
    {"vision", "chain", "facts", "numbers", "cards", "turn", "unknown", "review", "ledger", "choices"}
)
# So many columns can stand below each other, row by row, where they do not fit beside each other.
_MOST_STACKED: Final = 6
MARKS: Final = {"added": "ins", "removed": "del"}
SIZES: Final = frozenset({"width", "height"})
ATTRIBUTES: Final = SIZES | {
    "id", "class", "lang", "title", "href", "src", "alt", "scope", "start", "rel", "role", "colspan",
    "data-label", "data-choices",
}  # fmt: skip
_ALIGNMENT: Final = re.compile(r"text-align: (right|center);")
_FENCE: Final = re.compile(r"^(?P<fence>`{3,}|~{3,})[ ]*\{.*\}[ ]*$")
_SET_ASIDE: Final = HTML_PLACEHOLDER.partition("%")[0]


def to_html(text: str, extensions: Mapping[str, Mapping[str, Any]]) -> str:
    """Return Markdown as HTML, with the extensions of the settings and their options."""
    options = {name: dict(values) for name, values in extensions.items()}
    return Markdown(extensions=list(extensions), extension_configs=options).convert(text)


class Box(Block):  # type: ignore[misc]  # pymdownx has no types
    """A named frame around Markdown: `/// box | facts` … `///` becomes `<div class="facts">`."""

    NAME = "box"
    ARGUMENT = True

    def on_validate(self, parent: Element) -> bool:
        return self.argument in BOXES

    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "div", {"class": self.argument})


class Boxes(BlocksExtension):  # type: ignore[misc]  # pymdownx has no types
    """Lets Markdown have boxes."""

    def extendMarkdownBlocks(self, md: Markdown, blocks: Any) -> None:  # noqa: N802  # pymdownx's name
        blocks.register(Box, self.getConfigs())


class PlainFences(Preprocessor):
    """Takes attributes off code fences, which would pass them on unchecked."""

    def run(self, lines: list[str]) -> list[str]:
        return [match.group("fence") if (match := _FENCE.match(line)) else line for line in lines]


class SafeAttributes(Treeprocessor):
    """Takes away every attribute that content may not have, and addresses with a scheme that runs."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if not _is_safe(name, str(value)):
                    del element.attrib[name]


def _is_safe(name: str, value: str) -> bool:
    # A set-aside piece of the text comes back later as it was, an entity that spells a scheme among them.
    if name in {"href", "src"}:
        return _SET_ASIDE not in value and not runs(value)
    return name in ATTRIBUTES and (name not in SIZES or (value.isascii() and value.isdecimal()))


class Marks(Treeprocessor):
    """Makes insertions and deletions of strong words with the class `added` or `removed`."""

    def run(self, root: Element) -> None:
        for element in root.iter("strong"):
            if (tag := MARKS.get(element.get("class", ""))) is not None:
                element.tag = tag
                del element.attrib["class"]


class Tables(Treeprocessor):
    """Gives a table its caption and scopes, and a frame that can scroll or show it row by row.

    The caption is the paragraph `{: .caption }` just before the table. The first cell of a row names the row.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    _name_cells(child)
                    parent[index] = _frame(child, stacked=_label_cells(child))
            for caption in [child for child in parent if _is_caption(child)]:
                _move_caption(parent, caption)


def _is_caption(element: Element) -> bool:
    return element.tag == "p" and "caption" in element.get("class", "").split()


def _name_cells(table: Element) -> None:
    for cell in table.iter():
        # A class instead of the style that Markdown's tables give: the pages' security policy allows no inline style.
        if match := _ALIGNMENT.fullmatch(cell.attrib.pop("style", "")):
            cell.set("class", match.group(1))
    for cell in table.iterfind("thead/tr/th"):
        cell.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        if len(row):
            row[0].tag = "th"
            row[0].set("scope", "row")


def _label_cells(table: Element) -> bool:
    """Give each cell the words of its column, which stand before it where the columns do not fit, if they are few."""
    columns = ["".join(cell.itertext()) for cell in table.iterfind("thead/tr/th")]
    if len(columns) > _MOST_STACKED:
        return False
    for row in table.iterfind("tbody/tr"):
        for cell, words in zip(row[1:], columns[1:], strict=False):
            cell.set("data-label", words)
    return True


def _frame(table: Element, *, stacked: bool) -> Element:
    frame = Element("div", {"class": "table rows" if stacked else "table"})
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
    """Everything above, as one extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(PlainFences(md), "plain-fences", 27)
        # After attr_list (8) and the table of contents (5), so that what they add is seen too.
        md.treeprocessors.register(Tables(md), "publication-tables", 4)
        md.treeprocessors.register(Marks(md), "publication-marks", 3.5)
        md.treeprocessors.register(SafeAttributes(md), "safe-attributes", 3)
        Boxes().extendMarkdown(md)


def makeExtension(**options: Any) -> PublicationExtension:  # noqa: N802  # Python-Markdown's name
    """Return the extension, as Python-Markdown asks for it."""
    return PublicationExtension(**options)
