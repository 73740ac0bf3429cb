"""Start, plan, ledger, search and menu in Firefox and WebKit, on a telephone and a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import served
from tests.browser.other_browsers import FramingHandler, Tab, firefox, lacking, webkit

BROWSERS = {"firefox": firefox, "webkit": webkit}
# What the drivers themselves still use, and leave open.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
widths = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module", params=BROWSERS)
def tab(request: pytest.FixtureRequest, large: Path) -> Iterator[Tab]:
    """A page in each of the browsers."""
    if package := lacking(request.param):
        pytest.skip(f"no {request.param} here: install the package `{package}`")
    with served(large, FramingHandler) as root, BROWSERS[request.param]() as browser:
        yield Tab(browser, root)


def fits(tab: Tab, width: int) -> bool:
    """Say whether a page is as wide as its window and no wider."""
    return bool(tab.run("page.documentElement.scrollWidth") <= width)


@widths
def test_the_start_page_begins_with_the_answer(tab: Tab, width: int) -> None:
    tab.open(width, "")
    assert fits(tab, width)
    assert "9 av 19 mål nådda" in tab.run("page.querySelector('.answer').textContent").replace("\xa0", " ")
    assert tab.run("getComputedStyle(page.querySelector('.progress'), '::before').width") not in ("auto", "0px")


@widths
def test_a_plan_has_its_facts_beside_it_where_there_is_room(tab: Tab, width: int) -> None:
    tab.open(width, "planer/branschspar/")
    assert fits(tab, width)
    left = "page.querySelector('{}').getBoundingClientRect().left"
    beside = tab.run(f"{left.format('.side')} > {left.format('h1')} + 300")
    assert beside is (width == 1280)
    assert tab.run("page.querySelector('.contents-list').open") is (width == 1280)


@widths
def test_the_ledger_is_chosen_among_in_place(tab: Tab, width: int) -> None:
    tab.open(width, "ataganden/")
    assert fits(tab, width)
    rows = "[...page.querySelectorAll('.ledger tbody tr')].filter((row) => row.getClientRects().length).length"
    total = tab.run(rows)
    field = "page.getElementById('sift-modality')"
    tab.run(f"{field}.value = 'shall', {field}.dispatchEvent(new win.Event('change', {{bubbles: true}}))")
    found = tab.run(rows)
    assert 0 < found < total
    assert tab.run("page.getElementById('sifted').textContent") == f"Visar {found} av {total}."
    assert "modality=shall" in tab.run("win.location.search")


@widths
def test_search_finds_what_was_meant(tab: Tab, width: int) -> None:
    tab.open(width, "sok/?q=branchspår")
    tab.wait("page.querySelector('.hit')")
    assert fits(tab, width)
    assert tab.run("page.querySelector('.hit-title').textContent") == "Branschspår"
    assert tab.run("page.querySelector('.hit-answer').textContent") == "1\xa0av 1\xa0mål nått 2025"
    assert "”branschspår”" in tab.run("page.getElementById('found').textContent")
    assert tab.run("page.title").startswith("branchspår – ")


@widths
def test_the_menu_opens_on_a_phone_and_stands_open_on_a_desk(tab: Tab, width: int) -> None:
    tab.open(width, "planer/")
    seen = "page.querySelector('.sections a').getClientRects().length > 0"
    assert tab.run(seen) is (width == 1280)
    assert tab.run("page.querySelector('.menu-button').getClientRects().length > 0") is (width == 320)
    if width == 320:
        tab.run("page.querySelector('.menu-button').click()")
        assert tab.run(seen) is True
        assert tab.run("page.querySelector('.menu-button').getAttribute('aria-expanded')") == "true"
    assert fits(tab, width)
