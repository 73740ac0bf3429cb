"""The film strip of the handbook: a clerk's way through the forms in pictures, into `handbook/bilder/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from publisher.edit.web.application import Application
from tests.browser.test_clerk import PLAN, publication, save
from tests.program import REPOSITORY
from tests.serving import following, served

FOLDER = REPOSITORY / "handbook" / "bilder"
COLOURS = 96


def shoot(page: Page, name: str) -> Path:
    """Take a picture of what is seen for the handbook."""
    return saved(page, FOLDER / f"formular-{name}.png")


def saved(page: Page, path: Path) -> Path:
    """Save a picture of what is seen, with as few colours as a drawing has, so that it stays light."""
    with Image.open(BytesIO(page.screenshot(animations="disabled"))) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    return path


@contextmanager
def office() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "publication"
        publication(root)
        follower = following(root)
        with served(follower, Application(root, follower)) as (port, _):
            yield f"http://127.0.0.1:{port}/.edit/"


def film(browser: Browser) -> Iterator[Path]:
    """Take each picture in turn, and yield its file."""
    FOLDER.mkdir(exist_ok=True)
    with office() as address:
        page = browser.new_page(viewport={"width": 1200, "height": 760}, color_scheme="light", locale="sv-SE")
        page.goto(address)
        yield shoot(page, "1-valj")
        page.goto(f"{address}form?file={PLAN}")
        expect(page.frame_locator("#preview").get_by_role("heading", level=1)).to_be_visible()
        yield shoot(page, "2-fyll-i")
        page.locator("#f-as_of").fill("2026-02-30")
        expect(page.locator('[data-error="as_of"]')).to_contain_text("2026-02-30")
        page.locator("#f-as_of").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('f-as_of').scrollIntoView({ block: 'center' })")
        yield shoot(page, "3-ratta")
        page.locator("#f-as_of").fill("2026-04-30")
        expect(page.locator("#no-preview")).to_be_hidden()
        box = page.locator("#f-responsible-0")
        box.fill("närings")
        page.evaluate("document.getElementById('f-responsible-0').scrollIntoView({ block: 'center' })")
        yield shoot(page, "4-sok")
        box.press("Escape")
        page.locator('[name^="targets/"][name$="/@value/value"]').first.fill("79,5")
        save(page)
        expect(page.frame_locator("#preview").get_by_role("heading", level=1)).to_be_visible()
        yield shoot(page, "5-sparat")
        page.get_by_role("link", name="Föreslå ändringen").click()
        yield shoot(page, "6-foresla")
        page.goto(f"{address}new?kind=plan")
        yield shoot(page, "7-lagg-till")
        page.goto(f"{address}remove?file=plans/en-vag-in/plan.md")
        yield shoot(page, "8-ta-bort")
        page.close()
