"""Words break in the cells of tables alone, where a column may be narrower than they are."""

from docx import Document
from docx.oxml.ns import qn

from publisher.publish.word.looks import TABLE_TEXT, apply_theme


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
