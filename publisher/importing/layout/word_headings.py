"""Headings in Word: by their styles and outline levels, or, if a document has none, by their typography."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from publisher.importing.layout.word_numbers import W
from publisher.importing.layout.word_unseen import is_on
from publisher.importing.prose.label_rows import known_labels

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_NAMED: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_Key = TypeVar("_Key")
_VALUE: Final = f"{W}val"
_LONGEST: Final = 90
# The ratio of font sizes from which larger type is a heading.
_LARGER: Final = 1.12


class WordHeadings:
    """Detects which paragraphs of a document are headings, and their levels; `is_styled`: whether by their styles."""

    def __init__(self, document: "Document", language: str) -> None:
        self._language = language
        self._styles = {str(each.get(f"{W}styleId")): each for each in document.styles.element.iter(f"{W}style")}
        paragraphs = [each for each in document.element.body.iter(f"{W}p") if not _in_table(each)]
        self.is_styled = any(self._by_style(each) and not self.is_title(each) for each in paragraphs)
        self._set: Mapping[Element, int] = {} if self.is_styled else dict(self._by_letters(paragraphs))

    def style(self, paragraph: "Element") -> str:
        """Return the name of a paragraph's own style."""
        return next((_name(style) for style in self._chain(paragraph)), "")

    def is_title(self, paragraph: "Element") -> bool:
        """Return whether a paragraph has the style of a document's title."""
        return self.style(paragraph).casefold() == "title"

    def level(self, paragraph: "Element") -> int:
        """Return the level of a heading from 1; 0 if it is not a heading."""
        return self._by_style(paragraph) or self._set.get(paragraph, 0)

    def _by_style(self, paragraph: "Element") -> int:
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _outline(own)
        for style in self._chain(paragraph):
            if named := _NAMED.fullmatch(_name(style)):
                return int(named[1])
            if _name(style).casefold() == "title":
                return 1
            found = style.find(f"{W}pPr/{W}outlineLvl")
            if found is not None:
                return _outline(found)
        return 0

    def _by_letters(self, paragraphs: "Sequence[Element]") -> "Iterator[tuple[Element, int]]":
        """Yield the paragraphs that are headings by their typography, each with its rank."""
        texts = {each: "".join(each.itertext(f"{W}t")).strip() for each in paragraphs}
        shapes = [(each, texts[each], self._size(each), self._is_bold(each)) for each in paragraphs if texts[each]]
        yield from ranked_headings(shapes, self._language)

    def _is_bold(self, paragraph: "Element") -> bool:
        runs = [run for run in paragraph.iter(f"{W}r") if "".join(run.itertext(f"{W}t")).strip()]
        style = any(is_on(each.find(f"{W}rPr/{W}b")) for each in self._chain(paragraph))
        return all(is_on(mark) if (mark := run.find(f"{W}rPr/{W}b")) is not None else style for run in runs)

    def _size(self, paragraph: "Element") -> float:
        """Return the font size, in half points; 0 if it is the document's default."""
        own = [float(each.get(_VALUE, 0)) for each in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")]
        styled = (each.find(f"{W}rPr/{W}sz") for each in self._chain(paragraph))
        normal = next(
            (
                each
                for each in self._styles.values()
                if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph"
            ),
            None,
        )
        usual = None if normal is None else normal.find(f"{W}rPr/{W}sz")
        found = next((float(each.get(_VALUE, 0)) for each in (*styled, usual) if each is not None), 22.0)
        return max(own, default=found)

    def _chain(self, paragraph: "Element") -> "Iterator[Element]":
        """Yield a paragraph's style and its ancestors."""
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        seen: set[str] = set()
        while found is not None and (name := str(found.get(_VALUE))) in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            found = self._styles[name].find(f"{W}basedOn")


def ranked_headings(shapes: Sequence[tuple[_Key, str, float, bool]], language: str) -> Iterator[tuple[_Key, int]]:
    """Yield the short paragraphs in bold, larger type or capitals, each with the rank of its typography.

    `shapes` are all paragraphs with a text: the text, the size of its letters, and whether all of it is bold.
    """
    labels = known_labels(language)
    sizes = {key: size for key, _, size, _ in shapes}
    usual = Counter(size for _, text, size, _ in shapes for _ in text).most_common(1)

    def stands_out(text: str, size: float, bold: object) -> bool:
        capitals = text.isupper() and sum(map(str.isalpha, text)) > len("rub")
        return bool(bold) or size >= usual[0][0] * _LARGER or capitals

    heads = [each for each in shapes if _can_head(each[1]) and not _is_fact(each[1], labels)]
    found = [key for key, text, size, bold in heads if stands_out(text, size, bold)]
    ordinary = [(text, size, bold) for _, text, size, bold in shapes if not _can_head(text)]
    bold = [shape for shape in ordinary if stands_out(*shape)]
    # Bold type means nothing in a text that is entirely bold. One of tables may have more headings than text.
    if len(found) * 2 > len(sizes) and 2 * len(bold) >= len(ordinary):
        return
    ranks = sorted({sizes[each] for each in found}, reverse=True)
    yield from ((each, ranks.index(sizes[each]) + 1) for each in found)


def _is_fact(text: str, labels: Container[str]) -> bool:
    """Return whether a text is a fact of the document behind its label: Dokumenttyp: Plan."""
    label, colon, fact = text.partition(":")
    return bool(colon and fact.strip()) and " ".join(label.casefold().split()) in labels


def _can_head(text: str) -> bool:
    return any(map(str.isalpha, text)) and len(text) <= _LONGEST and not text.endswith((".", ",", ";", ":", "!", "?"))


def _outline(element: "Element") -> int:
    """Return the outline level of an element; the tenth is that of body text."""
    level = int(element.get(_VALUE, "9"))
    return level + 1 if level < 9 else 0  # as the format counts them


def _name(style: "Element") -> str:
    found = style.find(f"{W}name")
    return "" if found is None else str(found.get(_VALUE))


def _in_table(paragraph: "Element") -> bool:
    return any(above.tag in {f"{W}tbl", f"{W}txbxContent"} for above in paragraph.iterancestors())
