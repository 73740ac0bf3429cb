"""A pasted picture is taken in, or answered with what to do: it is never dropped without a word."""

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from publisher.edit.web.application import Application
from tests.program import REPOSITORY
from tests.publications import picture
from tests.serving import following, served

expect.set_options(timeout=20_000)
PLAN = "plans/branschspar/plan.md"
LEFT = "Bilderna kom inte med, bara orden."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("pictures") / "publication"
    shutil.copytree(REPOSITORY / "examples" / "ekbacka", root, ignore=shutil.ignore_patterns("site", "build"))
    follower = following(root)
    with served(follower, Application(root, follower)) as (port, _):
        yield root, f"http://127.0.0.1:{port}/.edit/"


def paste(field: Locator, html: str = "", text: str = "", *, files: int = 0) -> None:
    """Paste a page and its words, and so many pictures as files."""
    content = base64.b64encode(picture("PNG")).decode()
    field.evaluate(
        """(field, [html, text, files, content]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            if (text) data.setData("text/plain", text);
            const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
            for (let at = 0; at < files; at++) data.items.add(new File([bytes], `a${at}.png`, { type: "image/png" }));
            field.focus();
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text, files, content],
    )


@pytest.mark.parametrize("way", ["a file", "a file and its page", "an address that is the picture"])
def test_a_picture_alone_is_chosen_described_and_put_into_the_text(
    page: Page, office: tuple[Path, str], way: str
) -> None:
    root, address = office
    page.goto(f"{address}form?file={PLAN}")
    body = page.locator("#f-body")
    held = body.input_value()
    inline = f"<img src='data:image/png;base64,{base64.b64encode(picture('PNG')).decode()}'>"
    given = {
        "a file": ("", 1),
        "a file and its page": ("<meta charset=utf-8><img src='https://bild.example/a.png'>", 1),
    }
    html, files = given.get(way, (inline, 0))
    paste(body, html, files=files)
    expect(page.locator("#f-words")).to_be_focused()
    expect(page.get_by_role("alert").filter(has_text="Skriv vad den visar")).to_be_visible()
    assert page.locator("#f-upload").evaluate("input => input.files.length") == 1
    page.keyboard.type("Verkstaden")
    page.keyboard.press("Enter")
    expect(body).to_have_value(re.compile(r"!\[Verkstaden\]\(verkstaden(?:-\d)?\.png\)"))
    assert [*(root / PLAN).parent.glob("verkstaden*.png")]
    assert held.strip()[:200] in body.input_value()


@pytest.mark.parametrize(
    ("html", "text", "files", "said"),
    [
        # Word gives a picture of the words, which is none of the document's.
        ("<p class=MsoNormal>Ord och <b>bild</b><img src='file:///c:/a.png'></p>", "Ord och bild", 1, LEFT),
        ("<p>Ord</p><img src='https://bild.example/a.png'>", "Ord", 0, LEFT),
        ("<img src='https://bild.example/a.png'>", "", 0, LEFT),
        ("", "", 2, LEFT),
        ("<p class=MsoNormal>Bara <b>ord</b></p>", "Bara ord", 1, ""),
    ],
)
def test_what_does_not_come_along_is_said(
    page: Page, office: tuple[Path, str], html: str, text: str, files: int, said: str
) -> None:
    page.goto(f"{office[1]}form?file=plans/jobbresor/plan.md")
    body = page.locator("#f-body")
    paste(body, html, text, files=files)
    notes = page.locator(".pictures")
    if said:
        expect(notes).to_contain_text(said)
    else:
        expect(notes).to_have_count(0)
    if "<b>" in html:
        expect(body).to_have_value(re.compile(r"\*\*(?:bild|ord)\*\*"))


def test_a_field_that_takes_no_picture_says_where_it_goes(page: Page, office: tuple[Path, str]) -> None:
    page.goto(f"{office[1]}form?file={PLAN}")
    paste(page.get_by_label("Sammanfattning").first, files=1)
    expect(page.locator(".pictures")).to_have_text("Här kan ingen bild stå. Klistra in den i fältet Text.")
    page.goto(f"{office[1]}new?kind=plan")
    paste(page.get_by_label("Sammanfattning").first, "<p>Ord<img src='a.png'></p>", "Ord")
    expect(page.locator(".pictures")).to_have_text("Här kan ingen bild stå. Bara orden kom med.")
