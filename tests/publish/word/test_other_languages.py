"""Word files in other languages: made for each that has the edition, and those from the right run that way."""

import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from publisher.pipeline import Loaded
from publisher.publish.word.editions_in_word import word_files
from publisher.publish.word.right_to_left import runs_from_the_right
from tests.program import build
from tests.publications import HERE, MODULE, without_problems


@pytest.fixture(scope=MODULE)
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication in five languages, with an edition of a plan in each that has one."""
    folder = tmp_path_factory.mktemp("word") / "publication"
    shutil.copytree(HERE / "cases" / "languages" / "input", folder)
    return folder


@pytest.fixture(scope=MODULE)
def arabic(root: Path) -> Document:
    loaded = version(without_problems(root), "ar")
    (content,) = word_files(loaded, loaded.site_map.volumes).values()
    return docx.Document(BytesIO(content))


def version(loaded: Loaded, code: str) -> Loaded:
    return next(each for each in loaded.versions if each.language.code == code or each.site_map.tag == code)


def is_from_the_right(properties: object) -> bool | None:
    found = properties.find(qn("w:bidi"))  # type: ignore[attr-defined]  # an element of python-docx
    return None if found is None else found.get(qn("w:val")) == "true"


def test_an_edition_is_made_in_each_language_that_has_it(root: Path, tmp_path: Path) -> None:
    done = build("pdf", "--root", str(root), "--out", str(tmp_path), "--format", "docx")
    assert done.returncode == 0, done.stderr
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.docx")}
    folders = ("", "en/", "ar/", "lattlast/")
    assert found == {"word/planen/gamla-vagen.docx", *(f"{each}word/planen/vagen.docx" for each in folders)}


def test_paragraphs_tables_and_words_run_from_the_right(arabic: Document) -> None:
    assert is_from_the_right(arabic.styles["Normal"].element.pPr)
    assert arabic.tables and all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in arabic.tables)
    runs = [run for paragraph in arabic.paragraphs for run in paragraph.runs if run.text.strip()]
    assert {run.font.rtl for run in runs if runs_from_the_right(run.text)} == {True}
    assert {run.font.rtl for run in runs if not runs_from_the_right(run.text)} <= {None}
    assert arabic.styles["Heading 1"].font.cs_bold and not arabic.styles["Subtitle"].font.cs_italic


def test_a_swedish_paragraph_among_arabic_ones_runs_from_the_left(arabic: Document) -> None:
    found = {
        paragraph.text: is_from_the_right(paragraph._p.get_or_add_pPr())
        for paragraph in arabic.paragraphs
        if len(paragraph.text) > 30 and not str(paragraph.style.name if paragraph.style else "").startswith("List")
    }
    swedish = {text for text in found if not runs_from_the_right(text)}
    assert swedish and {found[text] for text in swedish} == {False}
    assert {found[text] for text in found.keys() - swedish} == {None}


def test_a_publication_without_a_date_has_word_files_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    loaded = without_problems(root)
    (content,) = word_files(loaded, loaded.site_map.volumes[:1]).values()
    assert docx.Document(BytesIO(content)).paragraphs


def test_direction_is_that_of_the_letters() -> None:
    assert all(map(runs_from_the_right, ("مسارات", "نتيجة 2025", "2025", "Ekbacka (مختلَقة)", " · ")))
    assert not any(map(runs_from_the_right, ("Så startar du", "branschspar@ekbacka.example", "AMN 2022/14")))
