"""The forms in real Firefox, by its keys: what a clerk types is checked, shown and saved as in Chromium."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.edit.web.application import Application
from tests.browser.other_browsers import Firefox, firefox, lacking
from tests.browser.test_edit import differing
from tests.browser.test_pasting import WORD, WORD_MARKDOWN
from tests.repository import git
from tests.serving import following, served

# What the driver itself still uses, and leaves open.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATIENCE = 40  # seconds


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    """Firefox, for all tests of this file."""
    if package := lacking("firefox"):
        pytest.skip(f"no firefox here: install the package `{package}`")
    with firefox() as started:
        yield started


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The file of a plan, and the address of its form."""
    root = tmp_path / "publication"
    make(root, Size(plans=2, years=1, commitments=3))
    plan = next(root.glob("plans/*/plan.md"))
    follower = following(root)
    with served(follower, Application(root, follower)) as (port, _):
        yield plan, f"http://127.0.0.1:{port}/.edit/form?file={plan.relative_to(root).as_posix()}"


def until(browser: Firefox, condition: str) -> None:
    """Wait until a condition holds in the page."""
    end = time.monotonic() + PATIENCE
    while not browser.run(f"try {{ return Boolean({condition}); }} catch {{ return false; }}"):
        assert time.monotonic() < end, condition
        time.sleep(0.1)


def test_a_clerk_changes_a_title_sees_the_page_and_takes_it_back(browser: Firefox, desk: tuple[Path, str]) -> None:
    plan, address = desk
    before = plan.read_text(encoding="utf-8")
    browser.open(address)
    browser.fill("#f-title", "En helt ny rubrik")
    until(
        browser,
        "document.getElementById('preview').contentDocument.querySelector('h1').textContent === 'En helt ny rubrik'",
    )
    browser.press(".actions button[value='save']")
    until(browser, "document.body.textContent.includes('Ändringen är sparad.')")
    assert [line[:7] for line in differing(before, plan.read_text(encoding="utf-8"))] == ["-title:", "+title:"]
    browser.press("#undo")
    until(browser, "document.body.textContent.includes('tillbakatagen')")
    assert plan.read_text(encoding="utf-8") == before


def test_a_mistake_is_reported_at_its_field_and_a_draft_is_kept(browser: Firefox, desk: tuple[Path, str]) -> None:
    plan, address = desk
    before = plan.read_text(encoding="utf-8")
    browser.open(address)
    browser.run("document.querySelectorAll('.more').forEach((each) => { each.open = true; })")
    browser.fill("#f-as_of", "2024-02-30")
    message = "document.querySelector('[data-error=\"as_of\"]')"
    until(browser, f"{message}.textContent.includes('2024-02-30')")
    assert browser.run("return document.getElementById('f-as_of').getAttribute('aria-invalid')") == "true"
    browser.fill("#f-as_of", "2024-02-28")
    until(browser, f"!{message}.textContent.includes('2024-02-30')")
    browser.open("about:blank")
    browser.open(address)
    assert browser.run("return document.getElementById('f-as_of').value") == "2024-02-28", "as it was left"
    assert plan.read_text(encoding="utf-8") == before


def test_a_clerk_adds_a_plan_with_a_picture_and_proposes_it(browser: Firefox, desk: tuple[Path, str]) -> None:
    plan, address = desk
    root, pages = plan.parents[2], address.partition("form?")[0]
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Kim Ek"],
        ["config", "user.email", "kim@ekbacka.example"],
        ["add", "-A"],
        ["commit", "-q", "-m", "Först"],
    ):
        git(root, *arguments)  # fmt: skip
    browser.open(f"{pages}new?kind=plan")
    browser.fill("#f-title", "Stigar")
    browser.fill("#f-summary", "Fler stigar till jobbet.")
    browser.run("document.getElementById('f-status').value = 'proposed'")
    browser.press(".actions button[value='save']")
    until(browser, "document.querySelector('h1').textContent === 'Stigar' && document.getElementById('upload')")
    Image.new("RGB", (60, 40), (20, 90, 60)).save(root.parent / "bild.png")
    browser.run("document.getElementById('uploading').open = true")
    browser.choose("#f-upload", root.parent / "bild.png")
    browser.fill("#f-words", "Stigen vid ån")
    browser.press("#upload button")
    until(browser, "document.getElementById('f-body').value.includes('![Stigen vid ån](stigen-vid-an.png)')")
    browser.press(".actions button[value='save']")
    until(browser, "document.body.textContent.includes('Ändringen är sparad.')")
    browser.open(f"{pages}propose")
    browser.press("button[value='propose']")
    until(browser, "document.body.textContent.includes('Förslaget är sparat på den här datorn.')")
    added = set(git(root, "diff", "--name-only", "main", "HEAD").split())
    assert added == {"plans/stigar/plan.md", "plans/stigar/stigen-vid-an.png"}


def test_what_is_pasted_is_the_same_markdown_and_can_be_taken_back(browser: Firefox, desk: tuple[Path, str]) -> None:
    browser.open(desk[1])
    made = browser.run(f"""
        const data = new DataTransfer();
        data.setData("text/html", {json.dumps(WORD)});
        return pasting.made(data, true);
    """)
    assert made == WORD_MARKDOWN
    # Firefox lets no script read the clipboard of an event that no person caused.
    values = browser.run("""
        const field = document.getElementById("f-body");
        const values = [field.value];
        field.focus();
        field.setSelectionRange(0, 0);
        pasting.put(field, "Inklistrat. ");
        values.push(field.value);
        document.execCommand("undo");
        return [...values, field.value];
    """)
    assert isinstance(values, list) and values[1] == f"Inklistrat. {values[0]}" and values[2] == values[0]
