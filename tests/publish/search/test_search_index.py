"""Compound words: a search finds a long word by a part of it, where the part is a word of the publication."""

import pytest

from publisher.publish.search.compounds import Splitter
from publisher.publish.site.fonts import web_fonts


@pytest.fixture
def splitter() -> Splitter:
    return Splitter(["jobb", "spår", "arbete", "marknad", "arbetsmarknad", "vuxen", "utbildning"])


@pytest.mark.parametrize(
    ("word", "tail"), [("jobbspår", "spår"), ("arbetsmarknad", "marknad"), ("vuxenutbildning", "utbildning")]
)
def test_a_compound_gives_its_last_part(splitter: Splitter, word: str, tail: str) -> None:
    assert tail in splitter.tails(word)


def test_a_word_that_is_no_compound_gives_nothing(splitter: Splitter) -> None:
    assert not splitter.tails("utbildning")


def test_fonts_are_small_and_go_with_their_licence() -> None:
    fonts = web_fonts()
    assert b"SIL OPEN FONT LICENSE" in fonts["assets/fonts/OFL.txt"].upper()
    upright = fonts["assets/fonts/source-sans-3.woff2"]
    assert upright[:4] == b"wOF2"
    assert len(upright) < 40_000
