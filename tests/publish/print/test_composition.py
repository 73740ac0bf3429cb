"""Documents: nothing is repeated in one, and nothing of the site is missing from all of them."""

import re
from dataclasses import replace

import pytest

from publisher.kinds import PageKind
from publisher.model.article import Section
from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded, load
from publisher.publish.print.composition import composed, content_of
from publisher.publish.print.selection import pages_of
from publisher.render.markdown import to_html
from publisher.render.page import Page, Step
from publisher.render.page_parts import PartPlace, marked, pieces_of, unmarked
from publisher.render.volumes import Volume
from tests.program import REPOSITORY
from tests.publications import HERE
from tests.publish.document import as_html, every, lost_facts
from tests.publish.printed import article_words, missing

ROOTS = (
    REPOSITORY,
    *sorted(path.parent for path in (REPOSITORY / "examples").glob("*/mkdocs.yml")),
    *sorted((HERE / "cases").glob("*/input")),
)
EXTENSIONS: dict[str, dict[str, object]] = {"publisher.render.markdown": {"language": "sv"}}


@pytest.fixture(scope="module", params=ROOTS, ids=lambda root: root.parent.name if root.name == "input" else root.name)
def loaded(request: pytest.FixtureRequest) -> Loaded:
    return load(request.param)


def whole(loaded: Loaded) -> tuple[Page, ...]:
    return pages_of(loaded, Volume("allt", EditionKind.COMPLETE, "Allt"))


def test_every_fact_of_the_site_stands_in_the_whole_edition(loaded: Loaded) -> None:
    assert lost_facts(loaded, whole(loaded)) == []


def test_every_part_that_stands_with_its_page_is_there_and_nothing_else(loaded: Loaded) -> None:
    html_of = as_html(loaded)
    placed = {each.path: part for top in composed(whole(loaded)) for part in every(top) for each in (part.page,)}
    for page in whole(loaded):
        own = "".join(text for span, text in pieces_of(page.markdown, page.spans) if span.placing is PartPlace.OWN)
        if page.path not in placed:  # a list whose members stand elsewhere: its title and how to read it are all it has
            assert len([line for line in own.split("\n") if line.strip() and not line.startswith(("#", "{:"))]) <= 2
            continue
        # Without the marks of where entries stand.
        kept = article_words(html_of(page, re.sub("[\ufdd0\ufdd1][0-9]*", "", placed[page.path].markdown)))
        assert missing(article_words(html_of(page, own)), kept) == []
        every_part = "".join(f"{text}\n\n{span.instead}" for span, text in pieces_of(page.markdown, page.spans))
        assert missing(kept, article_words(html_of(page, every_part))) == []
        # What stands in place of a summary says no number that the summary lacks.
        for span, text in pieces_of(page.markdown, page.spans):
            numbers = {word for word in article_words(html_of(page, span.instead)) if word.isdigit()}
            assert numbers <= {*article_words(html_of(page, text))}


def test_what_only_a_screen_needs_says_no_value(loaded: Loaded) -> None:
    for page in whole(loaded):
        for span, text in pieces_of(page.markdown, page.spans):
            if span.placing is PartPlace.SCREEN:
                assert "{ ." not in text.replace("{: .action }", ""), f"a status on {page.path} is for screens only"
                assert ":   " not in text
            if span.placing is PartPlace.ONCE:
                assert text.strip().endswith("{: .edition-note }")


def test_no_heading_of_a_section_gives_way_to_the_entries_below_it(loaded: Loaded) -> None:
    for page in whole(loaded):
        for span, text in pieces_of(page.markdown, page.spans):
            if span.placing is PartPlace.ENTRIES:
                assert not re.search(r"(?m)^## ", text), page.path


def test_what_stands_in_place_of_a_summary_is_in_documents_alone() -> None:
    summary = AGAIN + marked(PartPlace.INSTEAD, [], "Mer om A.")
    first, second = page("a.md", "# A\n\n", summary, "\n\nSlut.\n"), page("b.md", "# B\n\nText.\n")
    assert first.markdown.split() == ["#", "A", "B", "i", "korthet.", "Slut."]
    assert ["B i korthet." in set_out(first)[0], "Mer om A." in set_out(first)[0]] == [True, False]
    both = set_out(first, second)[0]
    assert ["B i korthet." in both, "<p>Mer om A.</p>\n<p>Slut.</p>" in both] == [False, True]


def test_no_page_stands_twice(loaded: Loaded) -> None:
    paths = [part.page.path for top in composed(whole(loaded)) for part in every(top)]
    assert len(paths) == len(set(paths))


def test_a_fact_that_is_left_out_is_noticed(haninge: Loaded) -> None:
    pages = list(whole(haninge))
    at = next(number for number, page in enumerate(pages) if page.kind.name == "plan")
    text, spans = unmarked(f"# A\n\nText.\n\n{marked(PartPlace.AGAIN, [pages[0].path], 'Det kostade 4 711 kronor.')}")
    pages[at] = replace(pages[at], markdown=text, spans=spans)
    assert [fact.words for fact in lost_facts(haninge, pages) if fact.on == pages[at].path] == [
        ("Det", "kostade", "4", "711", "kronor")
    ]


def of_ekbacka(kind: EditionKind, about: str = "") -> str:
    """Return the text of an edition of Ekbacka as HTML."""
    loaded = load(REPOSITORY / "examples" / "ekbacka")
    pages = pages_of(loaded, Volume("prov", kind, "Prov", about))
    return "".join(content_of(each, as_html(loaded)) for each in composed(pages))


def test_what_a_body_is_responsible_for_stands_below_its_heading() -> None:
    text = of_ekbacka(EditionKind.BODY, "arbetsmarknadsnamnden")
    heading, first = text.index(">Ansvarar för åtagandena</h2>"), text.index('<section data-page="')
    assert heading < first
    assert "<h" not in text[heading + len(">Ansvarar för åtagandena</h2>") : first]


def test_how_the_words_of_a_document_bind_is_explained_once() -> None:
    text = of_ekbacka(EditionKind.STRATEGY, "arbete-at-fler")
    assert text.count("Efter varje åtagande står ordvalet") == 1


# ---------------------------------------------------------------- made-up pages


def page(path: str, *parts: str, trail: tuple[str, ...] = ()) -> Page:
    text, spans = unmarked("".join(parts))
    steps = tuple(Step(each, each.removesuffix(".md") + "/") for each in trail)
    return Page(path, path, text, Section.PLANS, PageKind("plan"), trail=steps, spans=spans)


def set_out(*pages: Page) -> list[str]:
    return [content_of(each, lambda _, markdown: to_html(markdown, EXTENSIONS)) for each in composed(pages)]


LIST = marked(PartPlace.ENTRIES, ["b.md", "c.md"], "- [B](b.md)\n- [C](c.md)")
AGAIN = marked(PartPlace.AGAIN, ["b.md"], "B i korthet.")
SCREEN = marked(PartPlace.SCREEN, [], "[Hämta](a.pdf)")


def test_entries_stand_where_they_are_first_asked_for() -> None:
    found = set_out(page("a.md", "# A\n\n", LIST, "Efter.\n"), page("b.md", "# B\n"), page("c.md", "# C\n"))
    assert found == [
        '<h1>A</h1>\n<section data-page="b.md"><h1>B</h1></section>'
        '<section data-page="c.md"><h1>C</h1></section>\n<p>Efter.</p>'
    ]


def test_a_list_stands_where_the_document_lacks_its_members() -> None:
    assert "B</a>" in set_out(page("a.md", "# A\n\n", LIST))[0]
    # One of two is there: the list says the other, and the entry follows.
    assert "C</a>" in set_out(page("a.md", "# A\n\n", LIST), page("b.md", "# B\n\nText.\n"))[0]
    assert 'data-page="b.md"' in set_out(page("a.md", "# A\n\n", LIST), page("b.md", "# B\n\nText.\n"))[0]


def test_what_is_repeated_is_left_out_with_its_heading() -> None:
    a = page("a.md", "# A\n\n## Om\n\nText.\n\n## Två\n\n### Tre\n\n", AGAIN, "## Fyra\n\nMer.\n")
    assert set_out(a, page("b.md", "# B\n\nText.\n"))[0] == (
        "<h1>A</h1>\n<h2>Om</h2>\n<p>Text.</p>\n<h2>Fyra</h2>\n<p>Mer.</p>"
    )
    assert "Två" in set_out(a)[0], "without B it is printed here"


def test_facts_without_one_of_them_are_one_list() -> None:
    part_of = marked(PartPlace.AGAIN, ["b.md"], "Del av\n:   B\n")
    a = page("a.md", "# A\n\nNivå\n:   Mål\n\n", part_of, "Ansvarig\n:   Nämnden\n")
    assert set_out(a, page("b.md", "# B\n\nText.\n"))[0].count("<dl>") == 1
    assert "Del av" in set_out(a)[0]


def test_a_heading_keeps_the_sections_below_it() -> None:
    a = page("a.md", "# A\n\n## Två\n\n", AGAIN, "### Tre\n\nMer.\n")
    assert "Två" in set_out(a, page("b.md", "# B\n\nText.\n"))[0]


def test_what_pages_explain_in_the_same_words_stands_where_it_comes_first() -> None:
    def explained(words: str) -> str:
        return str(marked(PartPlace.FIRST, [], words))

    a, b = page("a.md", "# A\n\n", explained("Så räknas det.")), page("b.md", "# B\n\n", explained("Så räknas det."))
    c = page("c.md", "# C\n\n", explained("Så räknas det här."))
    assert ["räknas" in text for text in set_out(a, b, c)] == [True, False, True]


def test_a_page_of_nothing_else_goes_unless_something_stands_below_it() -> None:
    a = page("a.md", "# A\n\nHär är alla.\n{: .lead }\n\n", AGAIN, SCREEN)
    b = page("b.md", "# B\n\nText.\n")
    assert [text[:10] for text in set_out(a, b)] == ["<h1>B</h1>"]
    below = page("d.md", "# D\n\nText.\n", trail=("a.md",))
    assert len(set_out(a, b, below)) == 3


def test_a_page_prints_its_own_words_where_it_is_their_subject() -> None:
    assert "i korthet" in set_out(page("b.md", "# B\n\n", AGAIN))[0]


def test_the_page_that_an_edition_is_about_is_no_entry() -> None:
    found = set_out(page("b.md", "# B\n"), page("a.md", "# A\n\n", LIST), page("c.md", "# C\n"))
    assert [text[4:5] for text in found] == ["B", "A"]


def test_parts_stand_beside_each_other_and_not_within() -> None:
    with pytest.raises(ValueError, match="within"):
        unmarked(marked(PartPlace.AGAIN, [], str(marked(PartPlace.SCREEN, [], "A"))))


def test_marks_leave_the_text_of_a_page_as_it_was() -> None:
    text, spans = unmarked(f"# A\n\nEtt.\n\n{marked(PartPlace.AGAIN, ['b.md'], 'Två.').strip()}\n\nTre.\n")
    assert text == "# A\n\nEtt.\n\nTvå.\n\nTre.\n"
    assert [text[span.start : span.end] for span in spans] == ["Två.\n\n"]
