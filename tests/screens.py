"""Screenshots of six pages in both schemes and three widths, of the forms, and for the README: `make screens`."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from publisher.pipeline import Loaded, load
from tests.browser.chromium import chromium, executable, served
from tests.film import FOLDER as FILM
from tests.film import film, saved
from tests.program import REPOSITORY

FOLDER = REPOSITORY / "build" / "screens"
README = REPOSITORY / ".github" / "pictures"
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


def for_readme(browser: Browser, root: str, loaded: Loaded) -> Iterator[Path]:
    """Take the README's two screenshots: the start page, and the numbers of a result on a phone in the dark."""
    desk: ViewportSize = {"width": 1200, "height": 1500}
    start = browser.new_page(viewport=desk, color_scheme="light")
    start.goto(root, wait_until="load")
    yield saved(start, README / "start.png")
    result = next(page.url for page in loaded.pages if page.kind.name == "result")
    phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    phone.goto(root + result, wait_until="load")
    numbers = phone.get_by_role("heading", name=loaded.language.text("result.numbers"), exact=True)
    numbers.evaluate("(heading) => heading.scrollIntoView({ behavior: 'instant' })")
    yield saved(phone, README / "result.png")


def main() -> None:
    """Take the screenshots of the site in `site/`."""
    path = executable()
    if path is None:
        sys.exit("no browser here: install the package `chromium`")
    shutil.rmtree(FOLDER, ignore_errors=True)
    loaded = load(REPOSITORY)
    pages = list(shown(loaded))
    with served(REPOSITORY / "site") as root, chromium(path) as browser:
        count = len(list(take(browser, root, pages)))
        count += len([*for_readme(browser, root, loaded), *film(browser)])
    print(f"{count} pictures in {FOLDER}, {README} and {FILM}")


if __name__ == "__main__":
    main()
