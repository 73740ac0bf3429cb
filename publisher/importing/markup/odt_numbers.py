"""Automatic numbers in OpenDocument texts: of headings by the outline, and of items by the style of their list."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from publisher.importing.markup.odt_styles import STYLE, TEXT, OdtStyles
from publisher.importing.markup.ordinals import ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OUTLINE: Final = ""


class OdtNumbers:
    """Counts the numbered headings and items of a document in order."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def begin_list(self, element: "Element", name: str) -> None:
        """Begin a list, which counts anew unless it goes on from another one of its style."""
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not goes_on:
            self._counts[name].clear()

    def of_item(self, name: str, depth: int, item: "Element") -> tuple[str, bool]:
        """Return the number of a list's item at a depth from 0, or "", and whether the list has numbers or bullets."""
        style = self._styles.lists.get(name)
        levels = {} if style is None else {int(each.get(f"{TEXT}level", "1")): each for each in style}
        if depth + 1 not in levels:
            return "", True
        start = item.get(f"{TEXT}start-value")
        bare = levels[depth + 1].tag == f"{TEXT}list-level-style-number" and not self._form(levels[depth + 1])
        return self._next(name, depth + 1, levels, start), not bare

    def of_heading(self, heading: "Element", level: int) -> str:
        """Return the number of a heading by the outline of the document, or ""."""
        outline = self._styles.outline
        if outline is None or heading.get(f"{TEXT}is-list-header") == "true":
            return ""
        levels = {int(each.get(f"{TEXT}level", "1")): each for each in outline}
        if heading.get(f"{TEXT}restart-numbering") == "true":
            self._counts[_OUTLINE].pop(level, None)
        return self._next(_OUTLINE, level, levels, heading.get(f"{TEXT}start-value"))

    def _next(self, name: str, level: int, levels: "dict[int, Element]", start: str | None) -> str:
        found = levels.get(level)
        if found is None or not self._form(found):
            return ""
        counts = self._counts[name]
        first = int(found.get(f"{TEXT}start-value") or 1)
        counts[level] = int(start) if start else counts.get(level, first - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = int(found.get(f"{TEXT}display-levels") or 1)
        parts = [
            ordinal(counts.get(each, 1), self._form(levels[each]))
            for each in range(level - shown + 1, level + 1)
            if each in levels and self._form(levels[each])
        ]
        before, after = (str(found.get(f"{STYLE}num-{side}") or "") for side in ("prefix", "suffix"))
        return f"{before}{'.'.join(parts)}{after}".strip(" .)(")

    def _form(self, level: "Element") -> str:
        """Return how a level is counted: 1, a, A, i or I; "" for bullets and levels without numbers."""
        return str(level.get(f"{STYLE}num-format") or "")
