"""What must hold for every printed edition of every publication, beyond what a validator sees.

A test of another publication gives `assert_accessible` its editions, and `verapdf.runner` the same files.
"""

import re
from collections.abc import Sequence, Set
from io import BytesIO

import pikepdf
from lxml import html

from publisher.pipeline import Loaded
from publisher.publish.print.editions import edition_files
from publisher.render.volumes import volumes
from tests.publish.document import contents_of
from tests.publish.pdf_text import attribute, bookmarks, children, elements, steps
from tests.publish.printed import article_words, headings, missing, printed, words


def assert_accessible(loaded: Loaded, content: bytes, contents: Sequence[str]) -> None:
    """Assert all that an edition owes somebody who hears it, given what it must say, as HTML."""
    assert_language_and_title(content, loaded.language.code)
    assert_headings(content)
    assert_lists(content)
    assert_tables(content)
    assert_figures(content, contents)
    assert_links(content)
    assert_running_heads(content)
    wanted = [word for each in contents for word in article_words(each)]
    assert missing(wanted, apart(printed(content).words, set(wanted))) == []


def editions_of(loaded: Loaded) -> dict[str, tuple[bytes, list[str]]]:
    """Return every edition of a publication, by its id, with what it must say, as HTML."""
    files = edition_files(loaded)
    return {volume.id: (files[volume.path], contents_of(loaded, volume)) for volume in volumes(loaded.publication)}


def assert_language_and_title(content: bytes, language: str) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo.Title)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def assert_headings(content: bytes) -> None:
    """Levels go down one step at a time, and the bookmarks say the same words."""
    found = headings(content)
    assert steps([level for level, _ in found]) == []
    marks = bookmarks(content)
    assert [level for level, _ in marks] == [level for level, _ in found]
    for (_, heading), (_, mark) in zip(found, marks, strict=True):
        # The page that a link in a heading leads to, or the number of its note, stands there besides.
        assert missing(words(mark), heading) == []


def assert_lists(content: bytes) -> None:
    for element in (element for kind, element, _ in elements(content) if kind == "/L"):
        items = [child for child in children(element) if child.S == "/LI"]
        assert items
        for item in items:
            kinds = [str(child.S) for child in children(item)]
            assert kinds[-1] == "/LBody", kinds
            assert set(kinds) <= {"/Lbl", "/LBody"}


def assert_tables(content: bytes) -> None:
    """Every column and every row has its header; a cell names both."""
    for table in (element for kind, element, _ in elements(content) if kind == "/Table"):
        rows = [row for group in children(table) for row in children(group) if group.S in ("/THead", "/TBody")]
        head, *body = rows
        assert [attribute(cell, "/Scope") for cell in children(head)] == ["/Column"] * len(children(head))
        for row in body:
            first, *others = children(row)
            assert (str(first.S), attribute(first, "/Scope")) == ("/TH", "/Row")
            assert {str(cell.S) for cell in others} <= {"/TD"}
            assert all(len(_headers(cell)) == 2 for cell in others)


def _headers(cell: pikepdf.Dictionary) -> list[str]:
    given = cell.get("/A")
    attributes = given if isinstance(given, pikepdf.Array) else [given]
    return [str(name) for each in attributes if each is not None for name in each.get("/Headers", [])]


def assert_figures(content: bytes, contents: Sequence[str]) -> None:
    """What is shown is said in the words of the page; codes say their address."""
    wanted = [image.get("alt", "") for each in contents for image in html.fromstring(each).iter("img")]
    found = [str(element.get("/Alt", "")) for kind, element, _ in elements(content) if kind == "/Figure"]
    assert all(found)
    assert [alt for alt in found if alt in wanted] == wanted


def assert_links(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        assert all(str(note.get("/Contents", "")) for note in notes)


def assert_running_heads(content: bytes) -> None:
    """Heads and feet are artifacts, which nobody hears."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for number, each in enumerate(pdf.pages):
            marks = pikepdf.parse_content_stream(each)
            kinds = [str(step.operands[0]) for step in marks if str(step.operator) in {"BDC", "BMC"}]
            # The first sheet has a cover or a head.
            assert number == 0 or kinds.count("/Artifact") >= 2, f"page {number + 1} has no running head and foot"


def apart(found: Sequence[str], known: Set[str]) -> list[str]:
    """Return words of which pdfium gives two as one where one begins a new line: UppfylltBedömningen, 5Står."""
    each = (word if word in known else re.sub(r"(?<=[a-zåäö\d])(?=[A-ZÅÄÖ])", " ", word) for word in found)
    return [part for words in each for word in words.split() for part in _of_two_lines(word, known)]


def _of_two_lines(word: str, known: Set[str]) -> tuple[str, ...]:
    if word in known:
        return (word,)
    parts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return next((pair for pair in parts if all(part in known for part in pair)), (word,))
