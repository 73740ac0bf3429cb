"""Screenshots of six pages in both colour schemes and three widths, and of the forms: `make screens`."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from publisher.pipeline import Loaded, load
from tests.browser.chromium import chromium, executable, served
from tests.conftest import REPOSITORY
from tests.film import FOLDER as FILM
from tests.film import film

FOLDER = REPOSITORY / "build" / "screens"
WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
KINDS = ("start", "strategy", "focus-area", "plan", "result", "matrix")


def shown(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Yield the name and address of a page of each kind: the first, or for plans the first with a result."""
    reported = {result.plan for result in loaded.publication.results}
    for kind in KINDS:
        pages = [page for page in loaded.pages if page.kind.name == kind]
        own = [page for page in pages if kind == "plan" and page.path.split("/")[-1].removesuffix(".md") in reported]
        for page in (own or pages)[:1]:
            yield kind, page.url


def take(browser: Browser, root: str, pages: list[tuple[str, str]]) -> Iterator[Path]:
    """Take every screenshot of the pages below `root`, and yield the file of each."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, address in pages:
                tab.goto(root + address, wait_until="load")
                tab.evaluate("document.fonts.ready")
                path = FOLDER / f"{name}-{width}-{scheme}.png"
                tab.screenshot(path=path, full_page=True)
                yield path
            tab.close()


def main() -> None:
    """Take the screenshots of the site in `site/`."""
    path = executable()
    if path is None:
        sys.exit("no browser here: install the package `chromium`")
    shutil.rmtree(FOLDER, ignore_errors=True)
    pages = list(shown(load(REPOSITORY)))
    with served(REPOSITORY / "site") as root, chromium(path) as browser:
        count = len(list(take(browser, root, pages)))
        count += len(list(film(browser)))
    print(f"{count} pictures in {FOLDER} and {FILM}")


if __name__ == "__main__":
    main()
