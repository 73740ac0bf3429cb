"""Word files: they say what the PDF says, in Word's own styles, and other programs open them."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from publisher.pipeline import Loaded
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.editions import edition_files, volumes_of
from publisher.publish.print.manuscript import Manuscript, read_manuscript
from publisher.publish.word.editions_in_word import word_file, word_files
from publisher.render.markdown import to_html
from publisher.render.volumes import Volume
from tests.program import REPOSITORY, build
from tests.publish.accessible import apart
from tests.publish.document import contents_of
from tests.publish.print.test_print import EVERYTHING, PIXEL, edition, page
from tests.publish.printed import added, article_words, missing, printed, words

PACKAGE = "libreoffice-writer"


@pytest.fixture(scope="module")
def files(haninge: Loaded) -> dict[str, bytes]:
    return word_files(haninge, volumes_of(haninge))


@pytest.fixture(scope="module")
def sample(haninge: Loaded, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Every construct that a page can hold."""
    picture = tmp_path_factory.mktemp("picture") / "bild.svg"
    picture.write_text(PIXEL, encoding="utf-8")
    return word(haninge, EVERYTHING, {"planer/bild.svg": picture})


def word(haninge: Loaded, markdown: str, files: Mapping[str, Path] = MappingProxyType({})) -> bytes:
    extensions = haninge.publication.settings.markdown_extensions
    pages = page("planer/allt.md", markdown), page("planer/annan.md", "# En annan\n\nText.\n", 2)
    text = Manuscript(edition(haninge), [(each, to_html(each.markdown, extensions)) for each in pages])
    return word_file(read_manuscript(text, files, PrintContext()))


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def paragraphs(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of each paragraph in reading order, those of tables and links with them."""
    for paragraph in opened(content).element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        pieces = [
            (each.text or "") if each.tag == qn("w:t") else " "
            for each in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        ]
        yield ("" if style is None else str(style.get(qn("w:val")))), "".join(pieces)


def said(content: bytes) -> list[str]:
    """Return the words of a Word file but for those of its contents, which are a field."""
    return [word for style, text in paragraphs(content) if not style.startswith("TOC") for word in words(text)]


def volume_of(loaded: Loaded, path: str) -> Volume:
    (volume,) = [each for each in volumes_of(loaded) if f"word/{each.id}.docx" == path]
    return volume


def wanted_words(loaded: Loaded, volume: Volume) -> list[str]:
    return [word for content in contents_of(loaded, volume) for word in article_words(content)]


def test_each_file_says_the_words_of_its_edition_in_their_order(files: dict[str, bytes], haninge: Loaded) -> None:
    assert [*files] == [f"word/{volume.id}.docx" for volume in volumes_of(haninge)]
    for path, content in files.items():
        wanted = wanted_words(haninge, volume_of(haninge, path))
        found = said(content)
        assert missing(wanted, found) == [], path
        # The cover before them and the colophon behind them are all that is added.
        extra = added(wanted, found)
        assert " ".join(extra[:4]) == "Fristående från Haninge kommun", path
        assert len(extra) < 90, (path, extra)


def test_its_words_are_those_of_the_pdf(files: dict[str, bytes], haninge: Loaded) -> None:
    for path in ("planer/jobbspar", "strategin"):
        pdf = printed(edition_files(haninge, volumes_of(haninge, path))[f"pdf/{path}.pdf"])
        body = said(files[f"word/{path}.docx"])
        known = set(apart(pdf.words, set(body))) | set(pdf.notes) | set(pdf.contents)
        assert {word for word in body if word not in known} <= {"På", "webben"}
        wanted = [
            word
            for each in contents_of(haninge, volume_of(haninge, f"word/{path}.docx"))
            for word in article_words(each)
        ]
        assert missing(wanted, pdf.words) == missing(wanted, body) == []


def test_every_construct_is_there(sample: bytes) -> None:
    wanted = article_words(to_html(EVERYTHING, {"publisher.render.markdown": {"language": "sv"}}))
    assert missing(wanted, said(sample)) == []
    styles = {style for style, _ in paragraphs(sample)}
    assert {"Heading1", "Heading2", "ListBullet", "ListNumber", "Caption", "Quote", "Facts", "Lead"} <= styles


def test_headings_are_headings_and_make_the_contents(files: dict[str, bytes], haninge: Loaded) -> None:
    content = files["word/helheten.docx"]
    found = [(int(style[-1]), text) for style, text in paragraphs(content) if re.fullmatch(r"Heading\d", style)]
    levels = [level for level, _ in found]
    assert len(found) > 100
    assert all(below <= above + 1 for above, below in pairwise(levels))
    listed = [text for style, text in paragraphs(content) if style.startswith("TOC")]
    titles = [text for level, text in found if level <= 2]
    assert listed == titles
    codes = [element.text for element in opened(content).element.body.iter(qn("w:instrText"))]
    assert any("TOC" in str(code) for code in codes)
    # What is short has none.
    assert not [style for style, _ in paragraphs(files["word/planer/jobbspar.docx"]) if style.startswith("TOC")]


def test_heads_of_tables_stand_again_and_rows_stay_in_one_piece(files: dict[str, bytes]) -> None:
    tables = opened(files["word/helheten.docx"]).tables
    assert tables
    # Word widens a column rather than break a word in it.
    assert all(table.autofit for table in tables)
    for table in tables:
        rows = [row._tr for row in table.rows]
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_pictures_say_what_they_show(files: dict[str, bytes], haninge: Loaded) -> None:
    content = files["word/planer/jobbspar.docx"]
    alternatives = [str(each.get("descr")) for each in opened(content).element.body.iter(qn("wp:docPr"))]
    pictures = [picture.alternative for page in haninge.pages for picture in page.pictures]
    assert alternatives[0] == "https://haninge.example/arbetsmarknadsstrategi/planer/jobbspar/"
    assert len(alternatives) > 1
    assert set(alternatives[1:]) <= set(pictures)


def test_notes_are_notes_and_links_lead(sample: bytes, files: dict[str, bytes]) -> None:
    for content in (sample, files["word/helheten.docx"]):
        with ZipFile(BytesIO(content)) as parts:
            notes = etree.fromstring(parts.read("word/footnotes.xml"))
            body = etree.fromstring(parts.read("word/document.xml"))
        numbers = [note.get(qn("w:id")) for note in notes.iter(qn("w:footnote"))]
        assert numbers[:2] == ["-1", "0"]
        assert [mark.get(qn("w:id")) for mark in body.iter(qn("w:footnoteReference"))] == numbers[2:]
        names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
        anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
        assert anchors <= names
        assert len(names) == len(list(body.iter(qn("w:bookmarkStart"))))


def test_language_title_and_day_are_those_of_the_edition(sample: bytes) -> None:
    document = opened(sample)
    assert document.core_properties.title == "Provtryck – Allt som kan förekomma"
    assert document.core_properties.language == "sv"
    assert document.core_properties.modified.timestamp() > 0
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "sv"
    assert "da" in {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:lang"))}


def test_nothing_of_the_template_is_said_of_the_file(sample: bytes) -> None:
    with ZipFile(BytesIO(sample)) as parts:
        names = parts.namelist()
        types = parts.read("[Content_Types].xml").decode()
    assert [name for name in names if name.startswith(("docProps/", "customXml/"))] == ["docProps/core.xml"]
    assert "extended-properties" not in types


def test_the_same_words_are_the_same_file(files: dict[str, bytes], haninge: Loaded) -> None:
    again = word_files(haninge, volumes_of(haninge, "planer"))
    assert again["word/planer/jobbspar.docx"] == files["word/planer/jobbspar.docx"]


def test_a_wide_table_is_in_landscape(haninge: Loaded) -> None:
    row = "|" + "|".join(f" Ord {number} " for number in range(8)) + "|"
    content = word(haninge, f"# A\n\nFöre.\n\n{row}\n{'|---' * 8}|\n{row}\n\nEfter.\n")
    orientations = [section.orientation for section in opened(content).sections]
    assert orientations == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_a_numbered_list_begins_where_it_says(haninge: Loaded) -> None:
    content = word(haninge, "# A\n\n5. Fem\n6. Sex\n\nText.\n\n1. Ett\n")
    with ZipFile(BytesIO(content)) as parts:
        numbering = etree.fromstring(parts.read("word/numbering.xml"))
    starts = [each.get(qn("w:val")) for each in numbering.iter(qn("w:startOverride"))]
    assert starts == ["5", "1"]


def test_how_it_went_and_the_thread_take_a_line_each(haninge: Loaded) -> None:
    outcome = "/// box | outcome\n\n1 av 2 mål nådda\n{: .answer }\n\n- Nått 1\n- Inte nått 1\n\n///\n"
    thread = "/// box | chain\n\n1. Strategin: A\n1. Planen: B\n\n///\n"
    content = word(haninge, f"# A\n\n{outcome}\n{thread}\nSå står det:\n\n> Antaget.\n")
    found = {each.text.replace("\u00a0", " "): each for each in opened(content).paragraphs}
    assert found["1 av 2 mål nådda"].runs[0].bold
    assert {"Nått 1 · Inte nått 1", "Strategin: A → Planen: B"} <= set(found)
    assert found["Så står det:"].paragraph_format.keep_with_next, "a quotation follows"
    shown = word(haninge, "# A\n\n/// box | chain\n\n1. **Strategi.** Vad.\n1. **Plan.** Hur.\n\n///\n")
    assert ("ListNumber", "Plan. Hur.") in paragraphs(shown)


def test_the_command_writes_them_into_a_folder_of_their_own(tmp_path: Path) -> None:
    given = ("--root", str(REPOSITORY), "--out", str(tmp_path), "--edition", "planer/jobbspar")
    done = build("pdf", *given, "--format", "docx")
    assert done.returncode == 0, done.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*x")] == ["word/planer/jobbspar.docx"]
    assert not (tmp_path / "pdf").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason=PACKAGE)
def test_libreoffice_opens_them(files: dict[str, bytes], sample: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(files["word/planer/jobbspar.docx"])
    (tmp_path / "allt.docx").write_bytes(sample)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "plan.docx"), str(tmp_path / "allt.docx")],
        capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = words((tmp_path / "plan.txt").read_text(encoding="utf-8-sig"))
    assert missing(["Handlingsplan", "Lokala", "jobbspår", "Arbetsmarknadsenheten", "Källor"], found) == []
    assert (tmp_path / "allt.txt").stat().st_size > 1000
