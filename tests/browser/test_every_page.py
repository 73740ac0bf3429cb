"""What holds on every page: nothing for axe to find, headings in order, no sideways scrolling, no outside request."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

from tests.browser.visit import Visit


def test_there_are_pages_to_visit(visits: list[Visit]) -> None:
    assert len(visits) > 5


def test_axe_finds_nothing(visits: list[Visit]) -> None:
    assert [f"{seen.address} {found}" for seen in visits for found in seen.violations] == []


def test_nothing_is_left_for_the_eye_to_decide(visits: list[Visit]) -> None:
    assert [f"{seen.address} {found}" for seen in visits for found in seen.incomplete] == []


def test_each_page_has_one_first_heading_and_no_step_is_jumped(visits: list[Visit]) -> None:
    wrong = []
    for seen in visits:
        levels = seen.facts["headings"]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or any(step > 1 for step in steps):
            wrong.append(f"{seen.address} {levels}")
    assert wrong == []


def test_no_page_scrolls_sideways_on_a_phone(visits: list[Visit]) -> None:
    assert [f"{seen.address} {seen.width_on_phone}" for seen in visits if seen.width_on_phone > 320] == []


def test_no_page_scrolls_sideways_with_double_text(visits: list[Visit]) -> None:
    assert [f"{seen.address} {seen.width_at_double_text}" for seen in visits if seen.width_at_double_text > 640] == []


def test_nothing_is_asked_of_anybody_else(visits: list[Visit]) -> None:
    here = urlsplit(visits[0].address).netloc
    asked = {url for seen in visits for url in seen.requests}
    assert [url for url in asked if urlsplit(url).netloc != here and not url.startswith("data:")] == []


def test_the_console_is_silent(visits: list[Visit]) -> None:
    expected = re.compile(r"404 \(")  # the browser's own note about the page for lost addresses
    assert [f"{seen.address} {text}" for seen in visits for text in seen.complaints if not expected.search(text)] == []


def test_titles_and_descriptions_tell_pages_apart(visits: list[Visit]) -> None:
    titles = Counter(seen.facts["title"] for seen in visits)
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    assert [seen.address for seen in visits if not seen.facts["description"]] == []


def test_every_page_says_its_language(visits: list[Visit]) -> None:
    assert {seen.facts["lang"] for seen in visits} <= {"sv", "da", "en"}
    assert len({seen.facts["lang"] for seen in visits}) == 1
