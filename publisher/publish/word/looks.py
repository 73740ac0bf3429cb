"""Styles: Word's built-in styles in the edition's colours and language, so that headings survive copy and paste."""

from collections.abc import Mapping
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from publisher.publish.layout.geometry import SHEET
from publisher.publish.word.markup import add, element

FONT: Final = "Calibri"
BRAND: Final = "#1b4f72"
SIZES: Final = {
    "Heading 1": 20,
    "Heading 2": 15,
    "Heading 3": 12.5,
    "Heading 4": 11.5,
    "Heading 5": 11,
    "Heading 6": 11,
}
# Built-in styles that the template of python-docx does not contain: their names, and the size of each.
ADDED: Final = {"Footnote Text": 9, "TOC 1": 11, "TOC 2": 11}
FACTS: Final = "Facts"
TABLE: Final = "Table Grid"
HAIRLINE: Final = "B9C2CA"
# As in print, for which the widths of columns are computed.
TABLE_TEXT: Final = "Table Text"
TABLE_SIZE: Final = 9.5
# What stands behind the word on hyphens in a style, of what there may be.
_BEHIND_HYPHENS: Final = ("w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")


def apply_theme(document: Document, language: str, colours: Mapping[str, str]) -> None:
    """Set the fonts, sizes, colours and language (BCP 47) of a new document's styles, and its page margins."""
    styles = document.styles
    colour = RGBColor.from_string(colours.get("brand", BRAND).lstrip("#").upper())
    for name in ADDED:
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        styles[name].font.size = Pt(ADDED[name])
    if "Footnote Reference" not in styles:
        styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    facts = styles.add_style(FACTS, WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = styles["Normal"]
    facts.paragraph_format.left_indent, facts.paragraph_format.first_line_indent = Mm(45), Mm(-45)
    facts.paragraph_format.space_after = Pt(2)
    facts.paragraph_format.tab_stops.add_tab_stop(Mm(45))
    cell = styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(TABLE_SIZE)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    _plain(styles["Normal"], 11)
    for name, size in SIZES.items():
        _plain(styles[name], size)
        styles[name].font.color.rgb, styles[name].font.bold, styles[name].font.italic = colour, True, False
    for name, size in {"Title": 28, "Subtitle": 15, "Caption": 10, "Quote": 11, "Intense Quote": 13}.items():
        _plain(styles[name], size)
        styles[name].font.color.rgb = colour
        styles[name].font.italic = False
    for name in ("TOC 1", "TOC 2"):
        styles[name].paragraph_format.space_after = Pt(3)
    styles["TOC 2"].paragraph_format.left_indent = Mm(6)
    styles["Caption"].paragraph_format.keep_with_next = True
    _rule_tables(document, str(colour))
    _speak(document, language)
    _break_words(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHEET.width), Mm(SHEET.height)
    section.left_margin = section.right_margin = Mm(SHEET.inside)
    section.top_margin, section.bottom_margin = Mm(SHEET.top), Mm(SHEET.bottom)


def _rule_tables(document: Document, colour: str) -> None:
    """Give tables a rule above and below their header and hairlines between rows, and no boxes, as in print."""
    style = document.styles[TABLE].element
    borders = next(style.iter(qn("w:tblBorders")))
    rules = {"top": (12, colour), "left": None, "bottom": (4, HAIRLINE), "right": None, "insideH": (4, HAIRLINE)}
    for side in list(borders):
        borders.remove(side)
    for side, rule in {**rules, "insideV": None}.items():
        _rule(borders, side, rule)
    head = add(style, "w:tblStylePr", {"w:type": "firstRow"})
    _rule(add(add(head, "w:tcPr"), "w:tcBorders"), "bottom", (8, colour))


def _rule(borders: object, side: str, rule: tuple[int, str] | None) -> None:
    """Add a border: its width in eighths of a point and its colour, or none."""
    look = {"w:val": "single", "w:sz": rule[0], "w:space": 0, "w:color": rule[1]} if rule else {"w:val": "nil"}
    add(borders, f"w:{side}", look)


def _break_words(document: Document) -> None:
    """Let words break by the rules of their language in cells of tables, which may be narrow, and nowhere else."""
    # In the places that the schema gives them (ECMA-376, part 1, 17.15.1.78 and 17.3.1.26).
    document.settings.element.find(qn("w:defaultTabStop")).addnext(element("w:autoHyphenation"))
    for style in document.styles:
        if isinstance(style, ParagraphStyle) and style.base_style is None:
            _hyphenate(style, "1")
    _hyphenate(document.styles[TABLE_TEXT], "0")


def _hyphenate(style: ParagraphStyle, suppressed: str) -> None:
    mark = element("w:suppressAutoHyphens", {"w:val": suppressed})
    style.element.get_or_add_pPr().insert_element_before(mark, *_BEHIND_HYPHENS)


def _plain(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme font would override the named one.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), FONT)


def _speak(document: Document, language: str) -> None:
    """Set the document's default language."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    add(defaults, "w:lang", {"w:val": language})
