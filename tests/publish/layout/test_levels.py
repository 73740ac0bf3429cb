"""Titles in print: no level is skipped, however deep the pages that lead to one, and however they are ordered."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publisher.kinds import COMMITMENT, OBJECTIVE, PageKind
from publisher.model.article import Section
from publisher.publish.layout.elements import Image, elements_in
from publisher.publish.layout.tree import DEEPEST, TreeBuilder
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
