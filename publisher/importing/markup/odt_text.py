"""The text of OpenDocument paragraphs as it is to be read, and what else stands in them: pictures, boxes, notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from publisher.importing.markup.odt_styles import DRAW, OFFICE, TEXT, Letters, OdtStyles
from publisher.importing.markup.text_blocks import with_address

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_SKIPPED: Final = frozenset(
    {
        f"{TEXT}tracked-changes", f"{TEXT}script", f"{TEXT}ruby-text", f"{TEXT}note-citation", f"{TEXT}bookmark",
        f"{OFFICE}event-listeners", f"{OFFICE}annotation-end", f"{TEXT}soft-page-break", f"{TEXT}list-header",
    }
)  # fmt: skip


@dataclass(slots=True)
class OdtParagraph:
    """A paragraph: its text with line breaks, its letters, and what stands in it.

    `left` are the texts that are left out, each with its reason; `frames` the pictures, boxes and objects; `notes` the
    footnotes and endnotes by their numbers; `commented`: whether somebody has commented on it.
    """

    text: str = ""
    runs: list[tuple[str, Letters]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    frames: "list[Element]" = field(default_factory=list)
    notes: "list[tuple[str, Element]]" = field(default_factory=list)
    commented: bool = False

    @property
    def letters(self) -> Letters:
        """How its letters look: the size of the largest ones, bold if all are, the light that all have."""
        runs = [letters for text, letters in self.runs if text.strip()] or [Letters()]
        lights = {each.light for each in runs}
        return Letters(
            max(each.size for each in runs), all(each.bold for each in runs), lights.pop() if len(lights) == 1 else ""
        )


class OdtText:
    """Reads paragraphs by the styles of a document, and numbers its endnotes."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles

    def of(self, element: "Element") -> OdtParagraph:
        """Return a paragraph as it is read; tracked changes are accepted, as the file has them apart."""
        made = OdtParagraph()
        letters = self._styles.letters("paragraph", element.get(f"{TEXT}style-name"))
        made.text = self._inner(element, made, letters)
        return made

    def _inner(self, element: "Element", made: OdtParagraph, letters: Letters) -> str:
        text = self._run(element.text or "", made, letters)
        for child in element:
            text += self._child(child, made, letters) if isinstance(child.tag, str) else ""
            text += self._run(child.tail or "", made, letters)
        return text

    def _run(self, text: str, made: OdtParagraph, letters: Letters) -> str:
        plain = " ".join(text.split()) if text.strip() else " " * bool(text)
        shown = f"{' ' * text[:1].isspace()}{plain}{' ' * text[-1:].isspace()}" if text.strip() else plain
        if letters.why:
            made.left += [(shown, letters.why)] if shown.strip() else []
            return ""
        made.runs.append((shown, letters))
        return shown

    def _child(self, child: "Element", made: OdtParagraph, letters: Letters) -> str:
        tag = child.tag
        if tag in _SKIPPED:
            return ""
        if tag == f"{TEXT}span":
            return self._inner(child, made, self._styles.letters("text", child.get(f"{TEXT}style-name"), letters))
        if tag in {f"{TEXT}s", f"{TEXT}tab"}:
            return " "
        if tag == f"{TEXT}line-break":
            return "\n"
        if tag == f"{TEXT}a":
            return with_address(self._inner(child, made, letters), str(child.get(_HREF) or ""))
        if tag == f"{TEXT}note":
            return self._note(child, made)
        if tag == f"{OFFICE}annotation":
            made.commented = True
            return ""
        if tag in {f"{TEXT}placeholder", f"{TEXT}hidden-text"}:
            why = "form-hint" if tag == f"{TEXT}placeholder" else "hidden-text"
            made.left.append(("".join(child.itertext()) or str(child.get(f"{TEXT}string-value") or ""), why))
            return ""
        if str(tag).startswith(DRAW):
            made.frames.append(child)
            return ""
        return self._inner(child, made, letters)

    def _note(self, note: "Element", made: OdtParagraph) -> str:
        citation, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
        number = "" if citation is None else "".join(citation.itertext()).strip()
        if note.get(f"{TEXT}note-class") == "endnote":
            number = f"s{number}"
        if body is not None:
            made.notes.append((number, body))
        return f" ({number})"


def paragraphs_of(element: "Element") -> "Iterator[Element]":
    """Yield the paragraphs and headings in an element, those of lists too, but not those of notes and comments."""
    for child in element:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield child
        elif isinstance(child.tag, str) and child.tag not in {*_SKIPPED, f"{OFFICE}annotation"}:
            yield from paragraphs_of(child)
