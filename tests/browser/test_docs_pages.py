"""The pages of the program's own site keep what a publication's pages keep: nothing inaccessible, nothing too wide."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import served
from tests.browser.visit import Visit, visit
from tests.test_docs_site import PAGES, built_docs


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_docs(tmp_path_factory.mktemp("docs") / "site")


def _address(page: Path) -> str:
    path = page.relative_to(PAGES).as_posix().removesuffix(".md")
    return "" if path == "index" else f"{path.removesuffix('/index')}/"


def test_nothing_is_inaccessible_or_too_wide(docs: Path, page: Page) -> None:
    found: dict[str, Visit] = {}
    with served(docs) as root:
        for address in (*sorted(map(_address, PAGES.rglob("*.md"))), "search/"):
            found[address] = visit(page, root + address)
    assert not {address: seen.violations for address, seen in found.items() if seen.violations}
    assert not {address: seen.incomplete for address, seen in found.items() if seen.incomplete}
    assert not {address: seen.complaints for address, seen in found.items() if seen.complaints}
    assert {address: seen.width_on_phone for address, seen in found.items() if seen.width_on_phone > 320} == {}
