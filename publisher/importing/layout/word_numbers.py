"""Automatic numbers in Word: of headings and lists, by the levels of their numbering."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE: Final = f"{W}val"


class Numbers:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: Iterable[Element] = document.styles.element
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
        if any(rel.reltype == kind for rel in document.part.rels.values()):
            self._read(document.part.numbering_part.element)

    def _read(self, numbering: "Element") -> None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{W}lvl"):
                start = level.find(f"{W}start")
                first = int(start.get(_VALUE, "1")) if start is not None else 1
                levels[int(level.get(f"{W}ilvl", "0"))] = (
                    _value_of(level, "numFmt"),
                    _value_of(level, "lvlText"),
                    first,
                )
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in numbering.iter(f"{W}num"):
            reference = num.find(f"{W}abstractNumId")
            if reference is not None:
                self._abstract[num.get(f"{W}numId", "")] = reference.get(_VALUE, "")

    def of(self, paragraph: "Element") -> tuple[str, int, bool]:
        """Return a paragraph's number ("2.1", or ""), its depth in a list from 0, and whether it has a bullet."""
        properties = self._properties(paragraph)
        if properties is None:
            return "", 0, False
        number, level = properties
        abstract = self._abstract.get(number, "")
        form, text, first = self._levels.get(abstract, {}).get(level, ("", "", 1))
        if form in {"bullet", ""}:
            return "", level, form == "bullet"
        counts = self._counts[abstract]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = re.sub(r"%(\d)", lambda match: str(counts.get(int(match[1]) - 1, 1)), text)
        return shown.strip(" .)("), level, False

    def _properties(self, paragraph: "Element") -> tuple[str, int] | None:
        """Return the numbering of a paragraph and its level, from itself or its style."""
        found = paragraph.find(f"{W}pPr/{W}numPr")
        if found is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = None if style is None else self._of_style(style.get(_VALUE, ""), 0)
        if found is None:
            return None
        number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
        if number is None or number.get(_VALUE) == "0":
            return None
        return number.get(_VALUE, ""), 0 if level is None else int(level.get(_VALUE, "0"))

    def _of_style(self, name: str, depth: int) -> "Element | None":
        style = next((each for each in self._styles if each.get(f"{W}styleId") == name), None)
        if style is None or depth > 10:
            return None
        found = style.find(f"{W}pPr/{W}numPr")
        if found is not None:
            return found
        above = style.find(f"{W}basedOn")
        return None if above is None else self._of_style(above.get(_VALUE, ""), depth + 1)


def _value_of(level: "Element", name: str) -> str:
    found = level.find(f"{W}{name}")
    return "" if found is None else str(found.get(_VALUE))
