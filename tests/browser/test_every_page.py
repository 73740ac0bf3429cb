"""What holds on every page: nothing for axe to find, headings in order, no sideways scrolling, no outside request."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tests.browser.visit import Visit


@pytest.fixture(params=["visits", "large_visits"], ids=["haninge", "large"])
def everywhere(request: pytest.FixtureRequest) -> list[Visit]:
    """Every page of one site."""
    seen: list[Visit] = request.getfixturevalue(request.param)
    return seen


def test_there_are_pages_to_visit(everywhere: list[Visit]) -> None:
    assert len(everywhere) > 5


def test_axe_finds_nothing(everywhere: list[Visit]) -> None:
    assert [f"{seen.address} {found}" for seen in everywhere for found in seen.violations] == []


def test_nothing_is_left_for_the_eye_to_decide(everywhere: list[Visit]) -> None:
    assert [f"{seen.address} {found}" for seen in everywhere for found in seen.incomplete] == []


def test_each_page_has_one_first_heading_and_no_step_is_jumped(everywhere: list[Visit]) -> None:
    wrong = []
    for seen in everywhere:
        levels = seen.facts["headings"]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or any(step > 1 for step in steps):
            wrong.append(f"{seen.address} {levels}")
    assert wrong == []


def test_no_page_scrolls_sideways_on_a_phone(everywhere: list[Visit]) -> None:
    assert [f"{seen.address} {seen.width_on_phone}" for seen in everywhere if seen.width_on_phone > 320] == []


def test_no_page_scrolls_sideways_with_double_text(everywhere: list[Visit]) -> None:
    assert [
        f"{seen.address} {seen.width_at_double_text}" for seen in everywhere if seen.width_at_double_text > 640
    ] == []


def test_no_page_scrolls_sideways_with_text_spacing(everywhere: list[Visit]) -> None:
    assert [f"{seen.address} {seen.width_with_spacing}" for seen in everywhere if seen.width_with_spacing > 320] == []


def test_no_word_goes_on_in_the_next_line_without_a_hyphen(everywhere: list[Visit]) -> None:
    assert [f"{seen.address} {word}" for seen in everywhere for word in seen.broken_words] == []


def test_nothing_is_asked_of_anybody_else(everywhere: list[Visit]) -> None:
    here = urlsplit(everywhere[0].address).netloc
    asked = {url for seen in everywhere for url in seen.requests}
    assert [url for url in asked if urlsplit(url).netloc != here and not url.startswith("data:")] == []


def test_the_console_is_silent(everywhere: list[Visit]) -> None:
    expected = re.compile(r"404 \(")  # the browser's own note about the page for lost addresses
    assert [
        f"{seen.address} {text}" for seen in everywhere for text in seen.complaints if not expected.search(text)
    ] == []


def test_titles_and_descriptions_distinguish_pages(everywhere: list[Visit]) -> None:
    # A version in another language has the title of the main one where nobody has translated it, and a part for other
    # sites that of its page.
    titles = Counter((seen.facts["found"], seen.facts["lang"], seen.facts["title"]) for seen in everywhere)
    assert [title for title, count in titles.items() if count > 1 or not title[2]] == []
    # What no search engine may show needs none: parts for other sites.
    assert [seen.address for seen in everywhere if seen.facts["found"] and not seen.facts["description"]] == []


def test_every_page_says_its_language(everywhere: list[Visit]) -> None:
    spoken: dict[str, set[str]] = {}
    for seen in everywhere:
        parts = urlsplit(seen.address).path.split("/")
        spoken.setdefault(next((each for each in parts if each in {"ar", "en", "lattlast"}), ""), set()).add(
            seen.facts["lang"]
        )
    ours = {"": {"sv"}, "ar": {"ar"}, "en": {"en"}, "lattlast": {"sv-x-lattlast"}}
    assert spoken == {path: ours[path] for path in spoken} and "" in spoken
