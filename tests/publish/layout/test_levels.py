"""Titles in print: no level is skipped, however deep the pages that lead to one, and however they are ordered."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publisher.kinds import COMMITMENT, OBJECTIVE, PageKind
from publisher.model.article import Section
from publisher.publish.layout.tree import DEEPEST, TreeBuilder
from publisher.render.page import Page, Step

KINDS = [COMMITMENT.page, OBJECTIVE.page]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(KINDS)), max_size=12))
def test_no_level_is_skipped(pages: list[tuple[int, PageKind]]) -> None:
    builder = TreeBuilder()
    for at, (depth, kind) in enumerate(pages):
        trail = tuple(Step(str(step), f"s{step}/") for step in range(max(0, at - depth), at))
        builder.add(Page(f"s{at}.md", str(at), "", Section.STRATEGY, kind, trail=trail), f"<h1 id='a'>{at}</h1>")
    levels = [0, *(page.level for page in builder.pages)]
    assert all(1 <= after <= min(before + 1, DEEPEST) for before, after in pairwise(levels))
