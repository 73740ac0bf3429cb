"""Right to left: the direction of a Word document's paragraphs, tables and words in languages such as Arabic.

Source: ECMA-376, part 1, 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1 (bidiVisual); Unicode Standard Annex 9.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final, cast

from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

from publisher.publish.word.markup import element

# Fonts with letters for these scripts that Word has on every system.
FONT: Final = "Arial"
# Elements that must follow `w:bidi` in paragraph properties, among those that our styles have.
BEHIND: Final = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)
LEFT_TO_RIGHT_LETTERS: Final = "L"
RIGHT_TO_LEFT_LETTERS: Final = frozenset({"R", "AL"})


def run_right_to_left(document: Document, language: str) -> None:
    """Set a finished document to right-to-left; `language` (BCP 47) is that of its words."""
    _set_direction(document.styles["Normal"].element.get_or_add_pPr(), from_the_right=True)
    for style in document.styles:
        if isinstance(style, ParagraphStyle):
            _set_sizes(style)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:bidi"), language)
    for table in document.tables:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for paragraph in _paragraphs(document):
        # A Swedish paragraph is left-to-right, so that its full stop is on its own side. A list item keeps its marker
        # on the right.
        text = "".join(map(str, paragraph.itertext(qn("w:t"))))
        if not runs_from_the_right(text) and not str(paragraph.style).startswith("List"):
            _set_direction(paragraph.get_or_add_pPr(), from_the_right=False)
        for found in paragraph.iter(qn("w:r")):
            run = Run(cast("CT_R", found), document)
            if runs_from_the_right(run.text):
                run.font.rtl, run.font.cs_bold, run.font.cs_italic = True, run.font.bold, run.font.italic


def runs_from_the_right(text: str) -> bool:
    """Return whether text among right-to-left words is part of them: not if all its letters are Latin."""
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    return bool(kinds & RIGHT_TO_LEFT_LETTERS) or LEFT_TO_RIGHT_LETTERS not in kinds


def _set_sizes(style: ParagraphStyle) -> None:
    """Copy a style's size and weight to its complex-script properties, which Word keeps separately."""
    style.font.cs_bold, style.font.cs_italic = style.font.bold, style.font.italic
    properties = style.element.rPr
    if properties is None:
        return
    # Joined letters cannot be letter-spaced.
    for spaced in properties.findall(qn("w:spacing")):
        properties.remove(spaced)
    for fonts in properties.iter(qn("w:rFonts")):
        fonts.set(qn("w:cs"), FONT)
    if style.font.size is not None:
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        size = properties.find(qn("w:sz"))
        size.addnext(element("w:szCs", {"w:val": size.get(qn("w:val"))}))


def _set_direction(properties: CT_PPr, *, from_the_right: bool) -> None:
    mark = element("w:bidi", {"w:val": str(from_the_right).lower()})
    properties.insert_element_before(cast("BaseOxmlElement", mark), *BEHIND)


def _paragraphs(document: Document) -> Iterator[CT_P]:
    """Yield every paragraph: of the text, the tables, the headers and the footers."""
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]  # not supported by python-docx
    for part in parts:
        yield from part.iter(qn("w:p"))
