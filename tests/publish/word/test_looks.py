"""Words break in the cells of tables alone, where a column may be narrower than they are; tables have rules."""

from docx import Document
from docx.oxml.ns import qn

from publisher.publish.word.looks import TABLE, TABLE_TEXT, apply_theme


def test_words_break_in_cells_alone() -> None:
    document = Document()
    apply_theme(document, "sv", {})
    settings = [each.tag for each in document.settings.element]
    assert settings[settings.index(qn("w:defaultTabStop")) + 1] == qn("w:autoHyphenation")
    suppressed = {
        name: document.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:suppressAutoHyphens')}").get(qn("w:val"))
        for name in ("Normal", TABLE_TEXT)
    }
    assert suppressed == {"Normal": "1", TABLE_TEXT: "0"}


def test_tables_have_rules_and_no_boxes() -> None:
    document = Document()
    apply_theme(document, "sv", {"brand": "#2c5c3a"})
    style = document.styles[TABLE].element
    (borders,) = style.iter(qn("w:tblBorders"))
    assert {side.tag: (side.get(qn("w:val")), side.get(qn("w:color"))) for side in borders} == {
        qn("w:top"): ("single", "2C5C3A"),
        qn("w:left"): ("nil", None),
        qn("w:bottom"): ("single", "B9C2CA"),
        qn("w:right"): ("nil", None),
        qn("w:insideH"): ("single", "B9C2CA"),
        qn("w:insideV"): ("nil", None),
    }
    (head,) = style.iter(qn("w:tcBorders"))
    assert head.find(qn("w:bottom")).get(qn("w:color")) == "2C5C3A"
