"""Styles of OpenDocument texts: which are headings, how their letters look, and which lights their cells show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from publisher.importing.form.lights import light

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_URN: Final = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT: Final = f"{{{_URN}text:1.0}}"
TABLE: Final = f"{{{_URN}table:1.0}}"
DRAW: Final = f"{{{_URN}drawing:1.0}}"
OFFICE: Final = f"{{{_URN}office:1.0}}"
STYLE: Final = f"{{{_URN}style:1.0}}"
SVG: Final = f"{{{_URN}svg-compatible:1.0}}"
FO: Final = f"{{{_URN}xsl-fo-compatible:1.0}}"
_HEADING: Final = re.compile(r"heading[ _](?:20_)?(\d+)", re.IGNORECASE)
_TITLE: Final = "title"
_POINTS: Final = re.compile(r"([\d.]+)pt")
_SHARE: Final = re.compile(r"([\d.]+)%")
_BOLD: Final = re.compile("bold|[6-9]00")
_USUAL: Final = 12.0


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look: their size in points, whether they are bold, their light, and why they are left out, or ""."""

    size: float = _USUAL
    bold: bool = False
    light: str = ""
    why: str = ""


class OdtStyles:
    """The styles of a document, by family and name; `parts` are the roots that define them, the common ones first."""

    def __init__(self, *parts: "Element") -> None:
        self._styles = {
            (str(each.get(f"{STYLE}family")), str(each.get(f"{STYLE}name"))): each
            for part in parts
            for each in part.iter(f"{STYLE}style")
        }
        self._usual = {
            str(each.get(f"{STYLE}family")): each for part in parts for each in part.iter(f"{STYLE}default-style")
        }
        self.lists = {str(each.get(f"{STYLE}name")): each for part in parts for each in part.iter(f"{TEXT}list-style")}
        self.outline = next((each for part in parts for each in part.iter(f"{TEXT}outline-style")), None)

    def chain(self, family: str, name: str | None) -> "Iterator[Element]":
        """Yield a style and its ancestors."""
        seen: set[str] = set()
        while name and name not in seen and (found := self._styles.get((family, name))) is not None:
            seen.add(name)
            yield found
            name = found.get(f"{STYLE}parent-style-name")

    def is_title(self, paragraph: "Element") -> bool:
        """Return whether a paragraph has the style of a document's title."""
        return any(_name(each) == _TITLE for each in self._of(paragraph))

    def level(self, paragraph: "Element") -> int:
        """Return the level of a heading by its markup and style, from 1; 0 if it is none."""
        for each in self._of(paragraph):
            if named := _HEADING.fullmatch(_name(each)):
                return int(named[1])
            if _name(each) == _TITLE:
                return 1
            if outline := each.get(f"{STYLE}default-outline-level"):
                return int(outline)
        return int(paragraph.get(f"{TEXT}outline-level") or 1) if paragraph.tag == f"{TEXT}h" else 0

    def list_style(self, paragraph: "Element") -> str:
        """Return the name of the list style of a paragraph's style, or ""."""
        return next((named for each in self._of(paragraph) if (named := each.get(f"{STYLE}list-style-name"))), "")

    def letters(self, family: str, name: str | None, above: Letters = Letters()) -> Letters:
        """Return how the letters of a style look, on letters that look otherwise as those `above`."""
        usual = self._usual.get(family) if family == "paragraph" else None
        chain = [*self.chain(family, name), *([] if usual is None else [usual])]
        found = [each for style in chain if (each := style.find(f"{STYLE}text-properties")) is not None]

        def first(*names: str) -> str:
            return next((value for each in found for key in names if (value := each.get(key))), "")

        size, weight, colour = first(f"{FO}font-size"), first(f"{FO}font-weight"), first(f"{FO}color")
        share = _SHARE.fullmatch(size)
        points = _POINTS.fullmatch(size)
        hidden = first(f"{TEXT}display") in {"none", "true"} and "hidden-text"
        struck = first(f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type") not in {"", "none"}
        return Letters(
            float(points[1]) if points else above.size * float(share[1]) / 100 if share else above.size,
            bool(_BOLD.fullmatch(weight)) if weight else above.bold,
            light(colour.removeprefix("#")) if colour else above.light,
            hidden or ("struck-text" if struck else "") or above.why,
        )

    def fill(self, cell: "Element") -> str:
        """Return the traffic light of a cell's background, or ""."""
        for each in self.chain("table-cell", cell.get(f"{TABLE}style-name")):
            found = each.find(f"{STYLE}table-cell-properties")
            if found is not None and (colour := found.get(f"{FO}background-color")):
                return light(colour.removeprefix("#"))
        return ""

    def is_hidden(self, section: "Element") -> bool:
        """Return whether a section is hidden."""
        return section.get(f"{TEXT}display") == "none"

    def _of(self, paragraph: "Element") -> "Iterator[Element]":
        return self.chain("paragraph", paragraph.get(f"{TEXT}style-name"))


def _name(style: "Element") -> str:
    return str(style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name")).casefold()
