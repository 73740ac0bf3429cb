"""Notes: real footnotes, which python-docx can read but not yet write.

Source: ECMA-376, part 1, 17.11 (Footnotes and Endnotes).
"""

from dataclasses import dataclass, field
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from publisher.publish.word.markup import add

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Every document defines the separators between text and footnotes.
SEPARATORS: Final = (("separator", "-1"), ("continuationSeparator", "0"))


@dataclass(slots=True)
class Notes:
    """The footnotes of a document, in the order in which they were added; each has a number, from 1."""

    texts: list[str] = field(default_factory=list)

    def add(self, paragraph: Paragraph, text: str) -> int:
        """Add a footnote with its mark at the end of a paragraph, and return its number."""
        self.texts.append(text)
        number = len(self.texts)
        run = paragraph.add_run()
        run.style = "Footnote Reference"
        add(run._r, "w:footnoteReference", {"w:id": number})  # python-docx's way to add other parts
        return number

    def write(self, document: Document) -> None:
        """Write the footnotes into the document, if any."""
        if not self.texts:
            return
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in SEPARATORS:
            note = add(root, "w:footnote", {"w:type": kind, "w:id": number})
            add(add(add(note, "w:p"), "w:r"), f"w:{kind}")
        for at, text in enumerate(self.texts, 1):
            _write_text(add(root, "w:footnote", {"w:id": at}), text)
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _write_text(note: etree._Element, text: str) -> None:
    paragraph = add(note, "w:p")
    add(add(paragraph, "w:pPr"), "w:pStyle", {"w:val": "FootnoteText"})
    mark = add(paragraph, "w:r")
    add(add(mark, "w:rPr"), "w:rStyle", {"w:val": "FootnoteReference"})
    add(mark, "w:footnoteRef")
    add(add(paragraph, "w:r"), "w:t", {"xml:space": "preserve"}, f" {text}")
