"""The printed edition: valid, whole, in order, and with nothing of an author's text run as code."""

import json
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html

from publisher.kinds import PageKind
from publisher.model.article import Section
from publisher.pipeline import Loaded
from publisher.problem import ProblemsFound
from publisher.publish.print import compiler
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.cover import Edition
from publisher.publish.print.editions import edition_files, templates, volumes_of
from publisher.publish.print.manuscript import Manuscript
from publisher.publish.print.typeset import prepared, typeset
from publisher.render.markdown import to_html
from publisher.render.page import Page, Step
from tests.program import REPOSITORY
from tests.publish.accessible import assert_links, assert_lists, assert_running_heads, assert_tables
from tests.publish.document import contents_of
from tests.publish.pdf_text import (
    bookmarks,
    elements,
    missing_from,
    places_of,
    steps,
    words,
    words_of,
)
from tests.publish.verapdf.runner import validate

EVERYTHING = (Path(__file__).parent / "everything.md").read_text(encoding="utf-8")
PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


@pytest.fixture(scope="module")
def extensions(haninge: Loaded) -> dict[str, dict[str, object]]:
    return haninge.publication.settings.markdown_extensions


def page(path: str, markdown: str, depth: int = 1) -> Page:
    trail = tuple(Step(f"Nivå {number}", f"niva-{number}/") for number in range(depth))
    return Page(
        path=path,
        title=path,
        markdown=markdown,
        section=Section.PLANS,
        kind=PageKind("plan", coded=True),
        source=path,
        trail=trail,
    )


def edition(haninge: Loaded) -> Edition:
    return Edition(
        id="prov",
        title="Provtryck",
        subtitle="Allt som kan förekomma",
        organisation="Ekbacka kommun (påhittad)",
        document_type="Prov",
        language="sv",
        facts=(("Dokumenttyp", "Prov"), ("Beslutad av", "ännu inte beslutat")),
        address="https://ekbacka.example/",
        epoch=1_700_000_000,
        words={**haninge.language.under("print."), "comma": ", "},
    )


def set_in_type(
    about: Edition,
    pages: list[tuple[Page, str]],
    files: dict[str, Path] | None = None,
    context: PrintContext | None = None,
) -> bytes:
    """Return pages with their HTML as a PDF of their own."""
    return typeset(
        prepared(Manuscript(about, pages), files or {}, context or PrintContext(templates=templates(REPOSITORY)))
    )


def printed(haninge: Loaded, *pages: Page, files: dict[str, Path] | None = None) -> bytes:
    extensions = haninge.publication.settings.markdown_extensions
    content = [(each, to_html(each.markdown, extensions)) for each in pages]
    return set_in_type(edition(haninge), content, files)


@pytest.fixture(scope="module")
def sample(haninge: Loaded, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An edition with every construct that a page can hold, on two pages that link to each other."""
    image = tmp_path_factory.mktemp("image") / "bild.svg"
    image.write_text(PIXEL, encoding="utf-8")
    other = "# En annan\n\nText.\n\n*Texto*{: lang=pt-BR } här.\n\nEn lätt text.\n{: lang=sv-x-lattlast }\n"
    pages = page("planer/allt.md", EVERYTHING), page("planer/annan.md", other, 2)
    return printed(haninge, *pages, files={"planer/bild.svg": image})


@pytest.fixture(scope="module")
def whole(haninge: Loaded) -> bytes:
    return edition_files(haninge, volumes_of(haninge, "helheten"))["pdf/helheten.pdf"]


def test_editions_are_accessible_and_archivable(sample: bytes, whole: bytes, tmp_path: Path) -> None:
    paths = []
    for name, content in {"sample.pdf": sample, "whole.pdf": whole, "broken.pdf": _without_title(sample)}.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    results = validate(*paths)
    assert {key: failed for key, failed in results.items() if key[0] != "broken.pdf"} == {
        ("sample.pdf", "ua1"): [],
        ("sample.pdf", "2a"): [],
        ("whole.pdf", "ua1"): [],
        ("whole.pdf", "2a"): [],
    }
    assert results["broken.pdf", "ua1"]  # a validator that passes everything says nothing


def _without_title(content: bytes) -> bytes:
    broken = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            del metadata["dc:title"]
        pdf.save(broken)
    return broken.getvalue()


def test_the_whole_says_every_word_of_its_document_in_order(whole: bytes, haninge: Loaded) -> None:
    found = words_of(whole)
    (volume,) = volumes_of(haninge, "helheten")
    for each in contents_of(haninge, volume):
        root = html.fromstring(f"<article>{each}</article>")
        for backref in root.xpath("//a[@class='footnote-backref']"):
            backref.drop_tree()
        text = " ".join(root.itertext())
        title = words(root.xpath("//h1")[0].text_content())
        # The title also stands in the contents and in running heads; one of the places begins the page.
        tries = [missing_from(words(text), found, start)[0] for start in places_of(title, found)]
        assert "" in tries, f"{title}: {tries}"


def test_links_to_a_page_that_only_a_screen_has_are_their_words(haninge: Loaded) -> None:
    content = to_html("# Titel\n\n[Urvalet](b.md) finns.\n", haninge.publication.settings.markdown_extensions)
    context = PrintContext(addresses={"b.md": ""}, templates=templates(REPOSITORY))
    found = words_of(set_in_type(edition(haninge), [(page("a.md", ""), content)], context=context))
    assert missing_from(["Titel", "Urvalet", "finns"], found, places_of(["Titel"], found)[-1])[0] == ""


WIDE = "| " + " | ".join(f"Kolumn med långt namn {n}" for n in range(9)) + " |\n" + "|---" * 9 + "|\n"
WIDE += "| " + " | ".join(f"ett långt värde {n}" for n in range(9)) + " |\n"


def test_a_wide_table_before_the_facts_is_on_a_sheet_of_its_own(haninge: Loaded) -> None:
    text = f"# Resultat\n\nEn ingress.\n\n## Hur går det?\n\n{WIDE}\n/// box | facts\n\nPeriod\n:   2025\n\n///\n"
    within = to_html(text, haninge.publication.settings.markdown_extensions)
    entry = page("planer/b.md", text)
    content = [(page("planer/a.md", ""), f'<h1>Plan</h1><section data-page="planer/b.md">{within}</section>')]
    context = PrintContext(templates=templates(REPOSITORY))
    done = typeset(prepared(Manuscript(edition(haninge), content, [entry]), {}, context))
    with pikepdf.open(BytesIO(done)) as pdf:
        turned = [sheet.mediabox[2] > sheet.mediabox[3] for sheet in pdf.pages]
    assert turned == [False, True, False]


def test_language_and_title_are_those_of_the_edition(sample: bytes) -> None:
    with pikepdf.open(BytesIO(sample)) as pdf:
        assert str(pdf.Root.Lang) == "sv"
        assert str(pdf.docinfo.Title) == "Provtryck – Allt som kan förekomma"
        marks = [
            step for each in pdf.pages for step in pikepdf.parse_content_stream(each) if str(step.operator) == "BDC"
        ]
        languages = {str(step.operands[1].get("/Lang", "")) for step in marks}
    assert {"da", "pt-BR"} <= languages


def test_an_edition_can_be_in_a_language_of_a_region(haninge: Loaded) -> None:
    done = set_in_type(replace(edition(haninge), language="pt-BR"), [(page("a.md", "# A\n"), "<h1>A</h1>")])
    with pikepdf.open(BytesIO(done)) as pdf:
        assert str(pdf.Root.Lang) == "pt-BR"


def test_heading_levels_have_no_gaps_and_are_the_bookmarks(whole: bytes) -> None:
    levels = [int(kind[2:]) for kind, _, _ in elements(whole) if kind[:2] == "/H" and kind[2:].isdigit()]
    assert len(levels) > 100
    assert steps(levels) == []
    assert [depth for depth, _ in bookmarks(whole)] == levels


def test_lists_and_tables_say_what_belongs_together(sample: bytes) -> None:
    assert {"/L", "/Table"} <= {kind for kind, _, _ in elements(sample)}
    assert_lists(sample)
    assert_tables(sample)


def test_figures_have_the_alt_text_of_the_page(sample: bytes) -> None:
    figures = [str(element.get("/Alt", "")) for kind, element, _ in elements(sample) if kind == "/Figure"]
    assert figures == ["https://ekbacka.example/", "En svart ruta"]


def test_the_cover_and_each_plan_have_a_code_of_their_address_and_nothing_else(whole: bytes, haninge: Loaded) -> None:
    spoken = [(kind, str(element.get("/Alt", ""))) for kind, element, _ in elements(whole)]
    address = str(haninge.publication.settings.site_url)
    codes = [alt for kind, alt in spoken if kind == "/Figure" and alt.startswith(address)]
    assert codes == [address, "https://haninge.example/arbetsmarknadsstrategi/p/jobbspar/"]


def test_without_the_sites_address_there_is_no_code(haninge: Loaded) -> None:
    plan = replace(page("planer/allt.md", "# Plan\n\nText.\n\nMer.\n"), short="p/allt/")
    content = [(plan, to_html(plan.markdown, haninge.publication.settings.markdown_extensions))]
    paper = set_in_type(replace(edition(haninge), address=""), content)
    assert not [kind for kind, _, _ in elements(paper) if kind == "/Figure"]


def test_the_logo_says_whose_it_is(haninge: Loaded, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(PIXEL, encoding="utf-8")
    content = to_html("# Titel\n\nText.\n", haninge.publication.settings.markdown_extensions)
    about = replace(edition(haninge), logo="om/logo.svg")
    paper = set_in_type(about, [(page("a.md", ""), content)], {"om/logo.svg": tmp_path / "logo.svg"})
    assert "Ekbacka kommun (påhittad)" in [str(element.get("/Alt", "")) for _, element, _ in elements(paper)]


def test_links_say_where_they_lead(whole: bytes) -> None:
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert sum(note.Subtype == "/Link" for page in pdf.pages for note in page.get("/Annots", [])) > 100
    assert_links(whole)


def test_running_heads_are_no_part_of_the_text(whole: bytes) -> None:
    assert_running_heads(whole)


def test_the_same_edition_gives_the_same_bytes(haninge: Loaded) -> None:
    pages = page("a.md", "# A\n\n[b](b.md) och [webben](https://ekbacka.example/)\n"), page("b.md", "# B\n\ntext\n", 2)
    assert printed(haninge, *pages) == printed(haninge, *pages)


def test_a_long_edition_that_settles_in_rounds_gives_the_same_bytes(
    haninge: Loaded, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[Future[Any]] = []

    class Listening(ProcessPoolExecutor):
        def submit(self, *task: Any, **facts: Any) -> Future[Any]:
            rounds.append(super().submit(*task, **facts))
            return rounds[-1]

    monkeypatch.setattr(compiler, "LARGE", 0)
    monkeypatch.setattr(compiler, "LONG", 0)
    monkeypatch.setattr(compiler, "ProcessPoolExecutor", Listening)
    assert edition_files(haninge, volumes_of(haninge, "helheten"))["pdf/helheten.pdf"] == whole
    first, second = (json.loads(each.result()[0]) for each in rounds[:-1])
    assert first.keys() == second.keys() > {"planer/jobbspar.md", "index.md"}


def test_what_is_wrong_in_a_long_edition_is_reported(haninge: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "LARGE", 0)
    monkeypatch.setattr(compiler, "LONG", 0)
    broken = templates(REPOSITORY) | {"cover.typ": b"#let cover = missing"}
    with pytest.raises(ProblemsFound) as found:
        set_in_type(edition(haninge), [(page("a.md", "# A"), "<h1>A</h1>")], context=PrintContext(templates=broken))
    assert [problem.code for problem in found.value.problems] == ["print-failed"]


@pytest.mark.parametrize(
    "hostile",
    ['#panic("x")', "#import sys", '"] #read("/etc/passwd")', "$x$ @a <b> // c /* d */", "\\u{1F600} \\", "`#x` *_~="],
)
def test_nothing_in_a_text_is_code(haninge: Loaded, hostile: str) -> None:
    content = f"<h1 id='x'>Titel</h1><p>{escape(hostile)} slut</p>"
    found = words_of(set_in_type(edition(haninge), [(page("a.md", ""), content)]))
    start = places_of(["Titel"], found)[-1]
    assert missing_from(["Titel", *words(hostile), "slut"], found, start)[0] == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<h1 id='x'>T</h1><video></video>", "unprintable"),
        ("<h1 id='x'>T</h1><p class='new'>text</p>", "unprintable"),
        ("<h1 id='x'>T</h1><p><a href='lost.md'>bort</a></p>", "print-link"),
        ("<h1 id='x'>T</h1><p><a href='#lost'>bort</a></p>", "print-link"),
        ("<h1 id='x'>T</h1><p><img src='bild.png' alt='bild'></p>", "image-missing"),
        ("<h1 id='x'>T</h1><p><img src='/etc/passwd' alt='bild'></p>", "image-missing"),
        ("<h1 id='x'>T</h1><p><img src='bild.png' alt=''></p>", "print-alt"),
        ("<h1 id='x'>T</h1><p>Bra jobbat 中</p>", "print-character"),
    ],
)
def test_what_cannot_be_printed_is_reported(haninge: Loaded, content: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        set_in_type(edition(haninge), [(page("a.md", ""), content)])
    assert code in [problem.code for problem in found.value.problems]
