"""The text of a web page's elements as it is to be read: links with addresses, references to notes, what is struck."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from publisher.importing.markup.text_blocks import with_address
from publisher.importing.markup.web_content import HEADINGS, SILENT, shown_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS: Final = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "form", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "table", "ul",
     "caption", "tbody", "tr", "td", *HEADINGS}
)  # fmt: skip
_STRUCK: Final = frozenset({"s", "strike"})
_REFERENCE: Final = re.compile(r"\[?(\d{1,3}|[a-z*])\]?", re.IGNORECASE)
_POWERS: Final = {"2": "²", "3": "³"}
_UNIT: Final = re.compile(r"(?<![^\W\d])[kcd]?m$")
_FONT_SIZE: Final = re.compile(r"font-size\s*:\s*([\d.]+)(pt|px)", re.IGNORECASE)
# The least size of a title, in points, and how long it is at the most.
_TITLE_SIZE: Final = 18.0
_POINTS_OF_PIXEL: Final = 0.75
_LONGEST_TITLE: Final = 150
_BACK: Final = re.compile(r"\s*[↩↑⬆]\ufe0e?\s*$")
_ICONIC: Final = frozenset({"i", "span", "svg", "abbr", "div"})


@dataclass(slots=True)
class WebRun:
    """What stands in a line of text besides: its pictures, and the texts that are left out, each with its reason."""

    pictures: "list[Element]" = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


class WebText:
    """Reads the text of elements. `base` is the address of the page, if it says it; `tracked`: has it changes marked.

    `notes` are the footnotes that its references lead to, by their numbers.
    """

    def __init__(self, body: "Element", base: str, why_left: "Callable[[Element], str]") -> None:
        self._base, self._why_left = base, why_left
        self._ids = {str(each.get("id")): each for each in body.iter() if each.get("id")}
        self.tracked = next(body.iter("ins", "del"), None) is not None
        self.notes: Mapping[str, Element] = self._found_notes(body)

    def of(self, element: "Element", run: WebRun) -> str:
        """Return the text of an element within a line; a line break is one."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or tag == "del":
            return ""
        why = "struck-text" if tag in _STRUCK else self._why_left(element)
        if why:
            run.left.append((shown_text(element), why))
            return ""
        if tag == "br":
            return "\n"
        if tag == "img":
            run.pictures.append(element)
            return ""
        if tag == "svg":
            return " ".join(str(element.get("aria-label") or element.findtext("title") or "").split())
        if tag == "a" and (number := self._reference(element)):
            return f" ({number})"
        text = self.inner(element, run)
        if tag == "a":
            return with_address(text, self._address(element))
        if tag == "sup" and text.strip() in _POWERS and _UNIT.search(_before(element)):
            return _POWERS[text.strip()]
        return text or self._name_of(element)

    def inner(self, element: "Element", run: WebRun) -> str:
        """Return the text in an element."""
        text = spaced(element.text)
        for child in element:
            text += self.of(child, run) + spaced(child.tail)
        return text

    def lines(self, element: "Element", run: WebRun) -> str:
        """Return the text of an element without the tables in it, with its blocks and line breaks on lines."""
        lines = (" ".join(line.split()) for line in self._blocks(element, run).split("\n"))
        return "\n".join(filter(None, lines))

    def _blocks(self, element: "Element", run: WebRun) -> str:
        text = spaced(element.text)
        for child in element:
            if child.tag != "table":
                block = holds_blocks(child) and not self._why_left(child)
                text += f"\n{self._blocks(child, run)}\n" if block else self.of(child, run)
            text += spaced(child.tail)
        return text

    def _name_of(self, element: "Element") -> str:
        """Return the accessible name of an icon, which is an element without a text."""
        named = element.tag in _ICONIC and element.get("aria-hidden") != "true"
        return " ".join(str(element.get("aria-label") or element.get("title") or "").split()) if named else ""

    def _address(self, link: "Element") -> str:
        address = str(link.get("href") or "").strip()
        return urljoin(self._base, address) if self._base and not address.startswith("#") else address

    def _found_notes(self, body: "Element") -> "dict[str, Element]":
        found: dict[str, Element] = {}
        for link in body.iter("a"):
            if (number := self._number_of(link)) and (target := self._target(link)) is not None:
                found.setdefault(number, target)
        return found

    def _number_of(self, link: "Element") -> str:
        text = _REFERENCE.fullmatch("".join(link.itertext()).strip())
        raised = link.getparent() is not None and (
            next(link.iter("sup"), None) is not None or any(above.tag == "sup" for above in link.iterancestors())
        )
        said = link.get("role") == "doc-noteref"
        return text[1] if text and (raised or said or "[" in text[0]) else ""

    def _target(self, link: "Element") -> "Element | None":
        """Return the list item or paragraph that a reference leads to."""
        found = self._ids.get(str(link.get("href") or "").rpartition("#")[2])
        while found is not None and found.tag not in {"li", "p", "div", "aside", "dd"}:
            found = found.getparent()
        return found if found is not None and link not in found.iter("a") else None

    def _reference(self, link: "Element") -> str:
        number = self._number_of(link)
        return number if number in self.notes and self._target(link) is not None else ""

    def note(self, element: "Element") -> str:
        """Return the text of a footnote, without the link back and without its number."""
        run = WebRun()
        text = _BACK.sub("", self.inner(element, run))
        number = next(name for name, each in self.notes.items() if each is element)
        return re.sub(rf"^\s*\[?{re.escape(number)}\]?[.)]?\s+", "", text)


def spaced(text: str | None) -> str:
    """Return a text with one space where it has white space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def holds_blocks(element: "Element") -> bool:
    """Return whether an element is a block, or holds one in what should be a line."""
    return isinstance(element.tag, str) and any(each.tag in _BLOCKS for each in element.iter())


def _before(element: "Element") -> str:
    """Return the text right before an element."""
    before, above = element.getprevious(), element.getparent()
    return str((before.tail if before is not None else above.text if above is not None else "") or "")


def is_large(element: "Element") -> bool:
    """Return whether all of a short paragraph is in letters of the size of a title, by its own markup."""
    text = "".join(element.itertext()).strip()
    if not text or len(text) > _LONGEST_TITLE or text.endswith((".", ":", "!", "?")):
        return False
    each = [one for one in element.iter() if isinstance(one.tag, str) and "".join(one.itertext()).strip() == text]
    sizes = [match for one in each if (match := _FONT_SIZE.search(str(one.get("style") or "")))]
    points = [float(match[1]) * (_POINTS_OF_PIXEL if match[2] == "px" else 1) for match in sizes]
    return max(points, default=0.0) >= _TITLE_SIZE
