"""The text of Word paragraphs as it is to be read: tracked changes accepted, with URLs and symbol fonts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from publisher.importing.layout.word_numbers import W
from publisher.importing.layout.word_unseen import GONE, Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})
_NOTES: Final = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
# Characters of the fonts Wingdings and Symbol that people put into tables; any other is shown as unknown.
_SYMBOLS: Final = {
    "FC": "✓", "FB": "✗", "FE": "☒", "A8": "☐", "6F": "☐", "78": "☒", "E0": "→", "E8": "→", "B7": "•", "A7": "•",
    "6C": "●", "4A": "☺", "4B": "😐", "4C": "☹", "E1": "↑", "E2": "↓", "AD": "↑", "AE": "→", "AF": "↓",
}  # fmt: skip


class WordText:
    """Reads the text of elements; `addresses` are the URLs of links, by their ids in the document.

    What is `unseen` is no part of it. `notes` are the numbers of footnotes and endnotes, by their ids.
    """

    def __init__(self, addresses: Mapping[str, str], unseen: Unseen, notes: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._unseen = unseen
        self._notes = notes

    def of(self, element: "Element") -> str:
        """Return the text of an element with all tracked changes accepted, with its line breaks."""
        tag = element.tag
        if tag in GONE or (tag == f"{W}r" and self._unseen.why(element)):
            return ""
        if tag == f"{W}t":
            return element.text or ""
        if tag == f"{W}tab":
            return " "
        if tag in _BREAKS:
            return "\n"
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag in _NOTES:
            number = self._notes.get(note_id(element), "")
            return f" ({number})" if number else ""
        if tag == f"{W}sym":
            return _SYMBOLS.get(str(element.get(f"{W}char", ""))[-2:].upper(), "\ufffd")
        inner = "".join(self.of(child) for child in element)
        if tag == f"{W}hyperlink":
            return self._with_address(inner, element)
        if tag == f"{W}txbxContent":
            return f"\n{inner}\n"
        return f"{inner} " if tag == f"{W}p" else inner

    def _with_address(self, text: str, element: "Element") -> str:
        """Return the text of a link, with its URL if that adds anything."""
        address = self._addresses.get(element.get(_R, ""), "")
        plain = address.removeprefix("mailto:").rstrip("/")
        said = not plain or plain.casefold().partition("//")[2].removeprefix("www.") in text.casefold() or plain in text
        return text if said or not text.strip() else f"{text} ({plain})"


def note_id(element: "Element") -> str:
    """Return what a footnote or endnote, or a reference to it, is known by in the file."""
    return f"{'s' if 'endnote' in str(element.tag) else ''}{element.get(f'{W}id')}"


def note_numbers(body: "Element") -> dict[str, str]:
    """Return the number of each footnote, and of each endnote with a letter in front, by its id.

    They count separately, in the order of their references, as Word shows them: their ids are of the file alone. A
    note whose reference was deleted has none.
    """
    found: dict[str, str] = {}
    counts = Counter[str]()
    for element in _kept(body):
        if element.tag in _NOTES and note_id(element) not in found:
            letter = "s" if "endnote" in str(element.tag) else ""
            counts[letter] += 1
            found[note_id(element)] = f"{letter}{counts[letter]}"
    return found


def _kept(element: "Element") -> Iterator["Element"]:
    """Yield what is within an element and is not deleted, in order."""
    for child in element:
        if child.tag not in GONE:
            yield child
            yield from _kept(child)
