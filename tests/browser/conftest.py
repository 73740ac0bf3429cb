"""The built sites, a server and a browser for all browser tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import chromium, executable, served
from tests.browser.tour import tour
from tests.browser.visit import AXE, Visit


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the served site's start page."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def program() -> str:
    """The browser's path."""
    path = executable()
    if path is None:
        pytest.skip("no browser here: install the package `chromium`")
    return path


@pytest.fixture(scope="session")
def browser(program: str) -> Iterator[Browser]:
    """The one browser that single tests look through."""
    with chromium(program) as started:
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


@pytest.fixture(scope="session")
def visits(program: str, site: Path, root: str) -> list[Visit]:
    """Every page of Haninge's site."""
    return tour(program, site, root)


@pytest.fixture(scope="session")
def large_root(large: Path) -> Iterator[str]:
    """The address of Ekbacka's start page."""
    with served(large) as address:
        yield address


@pytest.fixture(scope="session")
def large_visits(program: str, large: Path, large_root: str) -> list[Visit]:
    """Every page of Ekbacka's site."""
    return tour(program, large, large_root)
