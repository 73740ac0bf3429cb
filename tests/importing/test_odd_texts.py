"""Texts that look like markup, lists without a beginning, lost letters, other forms of Office files: all are drafts."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as Word
from openpyxl import Workbook

from publisher.command.imports import import_
from publisher.commonmark.dialect import parse
from publisher.importing.drafts.drafting import markdown
from publisher.importing.drafts.plain_marks import plain
from publisher.importing.form.legible import legible
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine, SourceRow
from publisher.pipeline import load

LINES = (
    "Total: 12 $$ och 3 $$ till", "a $$$$ b", "=========================", "Detta är ==viktigt== och ++nytt++ i år",
    "Se :smile: och %%dolt%% här", "$\\alpha_1$ är en faktor", "^[en not] och x^2^", "{.klass} och [[länk]]",
    "===== Rubrik =====", "++++", "C++ och A++B", "··· forts. ···", "•• se nästa sida",
    "–0,2", "✓ klart", "→ se nästa sida",
)  # fmt: skip


def draft_of(tmp_path: Path, build: Callable[[Word], None]) -> str:
    """Return the draft of a Word document; it passes the check."""
    document = Document()
    build(document)
    document.save(str(tmp_path / "plan.docx"))
    return draft(tmp_path / "plan.docx", tmp_path / "new")


def draft(file: Path, root: Path) -> str:
    done = CliRunner().invoke(
        import_, [str(file), "--into", str(root), "--name", "Ekeby", "--language", "sv", "--write"]
    )
    assert done.exit_code == 0, done.output
    load(root, draw=False)
    made = [path for path in root.glob("docs/*/*.md") if "Ett program" in path.read_text("utf-8")]
    return "\n".join(path.read_text(encoding="utf-8") for path in made)


@pytest.mark.parametrize("text", LINES)
def test_a_text_is_shown_as_it_is_whatever_it_looks_like_elsewhere(text: str) -> None:
    (inline,) = [token for token in parse(plain(text)) if token.type == "inline"]
    assert "".join(child.content for child in inline.children or ()) == text


def test_such_texts_pass_the_check(tmp_path: Path) -> None:
    def build(document: Word) -> None:
        document.add_heading("Ett program", 0)
        for line in LINES:
            document.add_paragraph(line)

    assert "Rubrik" in draft_of(tmp_path, build)


def test_a_list_may_begin_at_a_deeper_level_and_come_back(tmp_path: Path) -> None:
    def entry(level: int, text: str, number: str = "") -> SourceBlock:
        return SourceBlock(BlockSort.ENTRY, text, (), level, number)

    assert markdown(
        [entry(1, "a"), entry(1, "b"), entry(3, "c"), entry(2, "d"), entry(0, "e"), entry(1, "f", "1")]
    ) == ("- a\n- b\n    - c\n    - d\n- e\n    1. f\n")


def test_a_document_of_a_note_alone_takes_its_summary_from_its_title() -> None:
    from publisher.importing.form.proposal import ProposedValue
    from publisher.importing.prose.sections import first_paragraph
    from publisher.importing.prose.steering_words import words_of

    blocks = [SourceBlock(BlockSort.PARAGRAPH, "(1)", ()), SourceBlock(BlockSort.NOTE, "En not.", (), number="1")]
    assert first_paragraph(blocks, ProposedValue("Ett program"), words_of("sv")).value == "Ett program"


def test_letters_that_are_lost_are_boxes_that_somebody_is_asked_about() -> None:
    line = SourceLine(Origin(line=1), "Bud\ufffdet f\x02r\ufeff året")
    (block,) = legible(SourceFile("a.pdf", "", (SourceBlock(BlockSort.PARAGRAPH, line.text, (line,)),))).blocks
    assert (block.text, block.lines[0].text) == ("Bud□et f□r året", "Bud□et f□r året")
    assert [doubt.code for doubt in block.lines[0].doubts] == ["letters-lost"]


def test_each_letter_that_is_not_printed_is_a_box() -> None:
    line = SourceLine(Origin(line=1), "비 och 비용")
    (block,) = legible(SourceFile("a.pdf", "", (SourceBlock(BlockSort.PARAGRAPH, line.text, (line,)),))).blocks
    assert block.text == "□ och □□"


def test_letters_that_a_font_does_not_name_are_lost_and_say_nothing_in_a_cell() -> None:
    line = SourceLine(Origin(line=1), "Utredningstid | 120 | (cid:0) | ◐")
    row = SourceRow(("Utredningstid (cid:12)x", "120", "(cid:0)", "◐"), line)
    (block,) = legible(SourceFile("a.pdf", "", (SourceBlock(BlockSort.TABLE, "", (), rows=(row,)),))).blocks
    assert block.rows[0].cells == ("Utredningstid □x", "120", "", "½")
    assert [doubt.code for doubt in block.rows[0].line.doubts] == ["letters-lost"]


def strict(path: Path) -> Path:
    """Rewrite an Office file as the strict form of the standard has it, and return it."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    common = re.compile(
        rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|spreadsheetml|drawingml)/2006/"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(ZipInfo(name), common.sub(rb"http://purl.oclc.org/ooxml/\1/", content))
    return path


# What a build without a history leaves behind: it is before the first day that a ZIP file can have.
NO_DAY = ("SOURCE_DATE_EPOCH", "0")


def test_the_strict_form_of_a_word_document_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document()
    document.add_heading("Ett program", 0)
    document.add_paragraph("Kommunen ska bygga vägar.")
    document.save(str(tmp_path / "plan.docx"))
    monkeypatch.setenv(*NO_DAY)
    assert "Kommunen ska bygga vägar." in draft(strict(tmp_path / "plan.docx"), tmp_path / "new")


def test_the_strict_form_of_a_workbook_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    for row in (["Nyckeltal", "Mål 2024", "Utfall 2024"], ["Antal vägar", 3, 4]):
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(tmp_path / "mal.xlsx")
    monkeypatch.setenv(*NO_DAY)
    draft(strict(tmp_path / "mal.xlsx"), tmp_path / "new")
    publication = load(tmp_path / "new", draw=False).publication
    assert [str(each.measurements["antal-vagar"].number) for each in publication.results] == ["4"]
