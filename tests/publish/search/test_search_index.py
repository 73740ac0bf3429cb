"""Compound words: a search finds a long word by a part of it, where the part is a word of the publication."""

import re

import pytest

from publisher.locales import HOUSE
from publisher.publish.search.compounds import Splitter
from publisher.publish.site.fonts import FILES, web_fonts


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
    # What one emphasised word costs.
    assert len(fonts["assets/fonts/source-sans-3-italic.woff2"]) < 13_000


def test_each_letter_is_fetched_from_the_file_that_has_it() -> None:
    style = (HOUSE / "theme/assets/tokens.css").read_text(encoding="utf-8")
    faces = dict(re.findall(r'url\("fonts/([\w-]+)\.woff2"\)[^}]*unicode-range: ([^;]+);', style))
    assert faces.keys() == FILES.keys() - {"source-sans-3"}
    for name, ranges in faces.items():
        ends = [[int(end, 16) for end in each.strip().removeprefix("U+").split("-")] for each in ranges.split(",")]
        within = {
            letter for letter in FILES["source-sans-3"].letters if any(low <= letter <= high for low, high in ends)
        }
        assert within == set(FILES[name].letters)
