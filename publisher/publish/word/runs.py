"""Runs: the words of a paragraph in Word, including emphasis, links and footnotes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from publisher.publish.layout.elements import INLINE, Abbreviation, Chip, Content, Element, Footnote, Hyperlink, Image
from publisher.publish.word.field_codes import add_bookmark, link
from publisher.publish.word.markup import add
from publisher.publish.word.notes import Notes

CODE: Final = "Courier New"
# Inline elements besides HTML's own.
RUNNING: Final = INLINE | {"note", "address"}
LINK: Final = RGBColor(0x0B, 0x5C, 0xAD)


@dataclass(frozen=True, slots=True)
class Look:
    """The formatting of words, and their language (BCP 47) if it differs from the document's."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    inserted: bool = False
    raised: bool = False
    lowered: bool = False
    code: bool = False
    lang: str = ""


LOOKS: Final[Mapping[str, Mapping[str, bool]]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "del": {"struck": True},
    "ins": {"inserted": True},
    "sup": {"raised": True},
    "sub": {"lowered": True},
    "code": {"code": True},
}


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks of a document: `known` are the possible link targets, and each gets a short name for Word."""

    known: frozenset[str]
    numbers: dict[str, int] = field(default_factory=dict)

    def name(self, label: str) -> str:
        """Return the bookmark of a label; for an omitted heading, that of its page."""
        found = label if label in self.known else label.partition("#")[0]
        return f"p{self.numbers.setdefault(found, len(self.numbers) + 1)}"

    def place(self, paragraph: Paragraph, label: str | None) -> None:
        """Add the bookmark of a label to a paragraph."""
        if label:
            name = self.name(label)
            add_bookmark(paragraph, name, int(name[1:]))


@dataclass(slots=True)
class RunWriter:
    """Writes the words of paragraphs. `address` is the site's own, and `draw` adds a small picture to a run."""

    marks: Bookmarks
    notes: Notes
    address: str
    draw: Callable[[Run, Image], None]

    def write(self, paragraph: Paragraph, kids: Content, look: Look = Look()) -> list[Run]:  # frozen
        """Add words to a paragraph and return their runs."""
        found: list[Run] = []
        for kid in kids:
            if isinstance(kid, str):
                found.append(_run(paragraph, kid, look))
            else:
                found += self._element(paragraph, kid, look)
        return found

    def _element(self, paragraph: Paragraph, element: Element, look: Look) -> list[Run]:
        self.marks.place(paragraph, element.label if not isinstance(element, Footnote) else None)
        look = replace(look, lang=element.lang or look.lang, **LOOKS.get(element.tag, {}))
        match element:
            case Footnote():
                return self._note(paragraph, element.text) if element.to is None else []
            case Hyperlink():
                return self._link(paragraph, element, look)
            case Image():
                run = paragraph.add_run()
                self.draw(run, element)
                return [run]
            case Abbreviation():
                runs = self.write(paragraph, element.kids, look)
                return [*runs, *(self._note(paragraph, element.title) if element.title else [])]
            case Chip():
                return self.write(paragraph, element.kids, replace(look, bold=True))
            case Element(tag="br"):
                run = paragraph.add_run()
                run.add_break()
                return [run]
        return self.write(paragraph, element.kids, look)

    def _note(self, paragraph: Paragraph, text: str) -> list[Run]:
        self.notes.add(paragraph, text)
        return []

    def _link(self, paragraph: Paragraph, element: Hyperlink, look: Look) -> list[Run]:
        runs = self.write(paragraph, element.kids, look)
        url = element.url or (self.address + element.file if element.file and self.address else "")
        if element.to or url:
            for run in runs:
                run.font.color.rgb = LINK
            link(paragraph, runs, bookmark=self.marks.name(element.to) if element.to else "", url=url)
        if element.note:
            self.notes.add(paragraph, url.removeprefix("mailto:").removeprefix("tel:"))
        return []  # they are inside the link now


def _run(paragraph: Paragraph, text: str, look: Look) -> Run:
    run = paragraph.add_run(text)
    font = run.font
    font.bold, font.italic = look.bold or None, look.italic or None
    font.strike, font.underline = look.struck or None, look.inserted or None
    font.superscript, font.subscript = look.raised or None, look.lowered or None
    if look.code:
        font.name, font.size = CODE, Pt(9.5)
    if look.lang:
        add(run._r.get_or_add_rPr(), "w:lang", {"w:val": look.lang})  # not supported by python-docx
    return run


def is_running(part: Element | str) -> bool:
    """Return whether a part of a page runs in a line with others."""
    return isinstance(part, str) or part.tag in RUNNING


def words_of(kids: Content) -> Content:
    """Return inline content, with paragraphs reduced to their words."""
    return tuple(_flat(kids))


def _flat(kids: Content) -> Iterator[Element | str]:
    for kid in kids:
        if isinstance(kid, Element) and not is_running(kid):
            yield from _flat(kid.kids)
            yield " "
        else:
            yield kid
