"""One built site, one server and one browser for all browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import chromium, executable, served
from tests.browser.visit import AXE, Visit, visit
from tests.conftest import leads_on


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the served site's start page."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser."""
    path = executable()
    if path is None:
        pytest.skip("no browser here: install the package `chromium`")
    with chromium(path) as started:
        yield started


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser with axe in every page."""
    opened = browser.new_context()
    opened.add_init_script(AXE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new tab, light and wide."""
    opened = context.new_page()
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.emulate_media(color_scheme="light")
    yield opened
    opened.close()


def every_page(context: BrowserContext, site: Path, root: str, *, fully_each: int = 1) -> list[Visit]:
    """Load every page of a served site once, and every so many of them fully; pages that lead on are none."""
    paths = sorted(path for path in site.rglob("*.html") if not leads_on(path))
    tab = context.new_page()
    addresses = [root + path.relative_to(site).as_posix().removesuffix("index.html") for path in paths]
    seen = [visit(tab, address, fully=number % fully_each == 0) for number, address in enumerate(addresses)]
    tab.close()
    return seen


@pytest.fixture(scope="session")
def visits(context: BrowserContext, site: Path, root: str) -> list[Visit]:
    """Every page of Haninge's site."""
    return every_page(context, site, root)


@pytest.fixture(scope="session")
def large_visits(context: BrowserContext, large: Path) -> list[Visit]:
    """Every page of Ekbacka's site. It wears the same theme, so that every fourth page tells of all its states."""
    with served(large) as root:
        return every_page(context, large, root, fully_each=4)
