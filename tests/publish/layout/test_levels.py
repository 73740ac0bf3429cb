"""Titles in print: no level is skipped, however deep the pages that lead to one, and however they are ordered."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publisher.kinds import COMMITMENT, OBJECTIVE, PageKind
from publisher.model.article import Section
from publisher.publish.layout.elements import Element, Hyperlink, Image, elements_in
from publisher.publish.layout.pdf_string import in_one_string
from publisher.publish.layout.tree import DEEPEST, TreeBuilder
from publisher.publish.layout.unbroken import joined, with_addresses
from publisher.render.page import Page, Step

KINDS = [page for page in (COMMITMENT.page, OBJECTIVE.page) if page]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(KINDS)), max_size=12))
def test_no_level_is_skipped(pages: list[tuple[int, PageKind]]) -> None:
    builder = TreeBuilder()
    for at, (depth, kind) in enumerate(pages):
        trail = tuple(Step(str(step), f"s{step}/") for step in range(max(0, at - depth), at))
        builder.add(Page(f"s{at}.md", str(at), "", Section.STRATEGY, kind, trail=trail), f"<h1 id='a'>{at}</h1>")
    levels = [0, *(page.level for page in builder.pages)]
    assert all(1 <= after <= min(before + 1, DEEPEST) for before, after in pairwise(levels))


def test_words_of_a_picture_fit_into_one_string_of_a_pdf() -> None:
    for words in ("2024-01: 12; " * 3_000, "å" * 40_000):
        builder = TreeBuilder()
        page = Page("a.md", "A", "", Section.STRATEGY, KINDS[0])
        builder.add(page, f"<h1 id='a'>A</h1><p><img src='a.svg' alt='{words}'></p>")
        (alt,) = [part.alt for part in elements_in(builder.pages) if isinstance(part, Image)]
        assert len(alt.encode("utf-16-be")) < 32_767
        assert words.startswith(alt.removesuffix(" …"))


def test_a_string_of_a_pdf_ends_between_letters() -> None:
    cut = in_one_string("😀" * 9_000)
    assert (len(cut.encode("utf-16-be")) < 32_767, set(cut)) == (True, {"😀", " ", "…"})
    assert in_one_string("å" * 8_000) == "å" * 8_000


def test_a_word_longer_than_a_line_breaks_in_pieces_and_loses_no_letter() -> None:
    text = "Se " + "Å7" * 40 + ", " + "ord\u00a0" * 20 + "och mer"
    before, word, between, joined, after = with_addresses(text)
    assert (before, between, after) == ("Se ", " ", " mer")
    assert isinstance(word, Element)
    assert isinstance(joined, Element)
    pieces = [*map(str, word.kids), *map(str, joined.kids)]
    assert max(map(len, pieces)) == 24
    assert "".join(pieces) == text.removeprefix("Se ").removesuffix(" mer").replace(" ", "", 1)
    assert [*with_addresses("a" * 60)] == ["a" * 60]


def test_a_word_that_goes_on_behind_a_link_is_not_broken_at_its_end() -> None:
    link = Hyperlink(tag="a", kids=("arbets",), to="a.md")
    tail = Element(tag="joined", kids=("m",))
    assert [*joined((link, "marknaden", "mer"))] == [link, tail, "arknaden", "mer"]
    for after in (" marknaden", ", och", "2", tail):
        assert [*joined(("a", link, after))] == ["a", link, after]
