"""What a screen reader finds in print, beyond what a validator asks: words in order, links described."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from publisher.pipeline import Loaded
from publisher.publish.print.editions import edition_files, volumes_of
from publisher.render.markdown import to_html
from publisher.render.page import Page
from tests.publish.accessible import apart
from tests.publish.document import contents_of
from tests.publish.pdf_text import attribute, children, elements
from tests.publish.print.test_print import EVERYTHING, PIXEL, edition, page, set_in_type
from tests.publish.printed import added, article_words, missing, printed


@pytest.fixture(scope="module")
def whole(haninge: Loaded) -> bytes:
    return edition_files(haninge, volumes_of(haninge, "helheten"))["pdf/helheten.pdf"]


def contents(haninge: Loaded, *pages: Page) -> list[tuple[Page, str]]:
    extensions = haninge.publication.settings.markdown_extensions
    return [(each, to_html(each.markdown, extensions)) for each in pages]


def wanted_words(loaded: Loaded) -> list[str]:
    """Return the words that the whole edition must say, in their order."""
    (volume,) = volumes_of(loaded, "helheten")
    return [word for content in contents_of(loaded, volume) for word in article_words(content)]


def words_and_paper(haninge: Loaded, markdown: str, files: dict[str, Path] | None = None) -> tuple[list[str], bytes]:
    pages = contents(haninge, page("planer/allt.md", markdown), page("planer/annan.md", "# En annan\n\nText.\n", 2))
    wanted = [word for _, content in pages for word in article_words(content)]
    return wanted, set_in_type(edition(haninge), pages, files)


def test_every_word_of_the_publication_is_printed_in_its_order(whole: bytes, haninge: Loaded) -> None:
    wanted = wanted_words(haninge)
    found = printed(whole).words
    assert missing(wanted, found) == []
    # Only the cover, the numbers before list items, page references and what is at the back stand on paper alone.
    back = len(found) - found[::-1].index("Register") - 1
    extra = added(wanted, found[:back])
    first = extra.index("s")
    assert all(word == "s" or word.isdigit() for word in extra[first:])


def test_a_word_that_is_left_out_is_noticed(whole: bytes, haninge: Loaded) -> None:
    wanted = wanted_words(haninge)
    assert missing([*wanted[:500], "obefintlig", *wanted[500:]], printed(whole).words)[-1] == "obefintlig"


def test_every_construct_is_printed_in_its_order(haninge: Loaded, tmp_path: Path) -> None:
    picture = tmp_path / "bild.svg"
    picture.write_text(PIXEL, encoding="utf-8")
    wanted, paper = words_and_paper(haninge, EVERYTHING, {"planer/bild.svg": picture})
    assert missing(wanted, apart(printed(paper).words, {*wanted})) == []


def test_notes_and_addresses_are_numbered_in_one_series(haninge: Loaded) -> None:
    text = "# A\n\nEtt[^1], [webben](https://ekbacka.example), två[^2], ett[^1].\n\n[^1]: Första.\n[^2]: Andra.\n"
    _, paper = words_and_paper(haninge, text)
    assert printed(paper).notes == ["1", "Första", "2", "https", "ekbacka", "example", "3", "Andra"]


def test_what_only_attributes_say_is_printed_too(haninge: Loaded) -> None:
    text = "# A\n\nSKR och SKR.\n\n*[SKR]: Sveriges Kommuner och Regioner\n\n5. Fem\n6. Sex\n\n```yaml\na: 1\n```\n"
    _, paper = words_and_paper(haninge, text)
    found = printed(paper)
    assert found.notes == ["1", "Sveriges", "Kommuner", "och", "Regioner"]
    assert missing(["5", "Fem", "6", "Sex", "a", "1"], found.words) == []


def test_a_link_says_its_words_and_where_it_leads(haninge: Loaded) -> None:
    _, paper = words_and_paper(haninge, "# A\n\n[En annan plan](annan.md) och [webben](https://ekbacka.example).\n")
    with pikepdf.open(BytesIO(paper)) as pdf:
        links = [str(link.Contents) for sheet in pdf.pages for link in sheet.get("/Annots", [])]
    assert "webben, https://ekbacka.example" in links
    assert any(link.startswith("En annan plan, sida ") for link in links)


def test_cells_name_the_header_of_their_row_and_column(haninge: Loaded) -> None:
    _, paper = words_and_paper(haninge, "# A\n\n| Mått | 2021 |\n|---|---|\n| Startade | 142 |\n| Klara | 72 |\n")
    with pikepdf.open(BytesIO(paper)) as pdf:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        table = next(element for kind, element, _ in elements(paper) if kind == "/Table")
        rows = [row for group in children(table) for row in children(group) if group.S == "/TBody"]
        for row in rows:
            header, cell = children(row)
            assert attribute(header, "/Scope") == "/Row"
            headers = [str(name) for attributes in cell.A for name in attributes.get("/Headers", [])]
            assert str(header.ID) in headers
            assert len(headers) == 2
            assert all(name in names for name in headers)
