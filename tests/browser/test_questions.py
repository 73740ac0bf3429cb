"""Readers' questions: each answer is three clicks away at most, among the first hits and in its page's first screen."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

QUESTIONS: Final = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text(encoding="utf-8"))["questions"]
SCREENS: Final = ({"width": 1280, "height": 800}, {"width": 320, "height": 640})
CLICKS: Final = 3
FIRST_HITS: Final = 3
questions = pytest.mark.parametrize(
    "asked", QUESTIONS, ids=[f"{each['site']}: {each['question']}" for each in QUESTIONS]
)


@pytest.fixture
def folder(asked: dict[str, str], site: Path, large: Path) -> Path:
    """The built site that a question is about."""
    return {"haninge": site, "ekbacka": large}[asked["site"]]


@pytest.fixture
def address(asked: dict[str, str], root: str, large_root: str) -> str:
    """The address of that site."""
    return {"haninge": root, "ekbacka": large_root}[asked["site"]]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """The tab of somebody who reads on and on."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def searching(browser: Browser) -> Iterator[dict[str, Page]]:
    """The tabs of people who search on and on, by the start page of their site and language; at first there is none."""
    with browser.new_context() as context:
        tabs: dict[str, Page] = defaultdict(context.new_page)
        yield tabs


def links(folder: Path, at: str) -> Iterator[str]:
    """Yield the pages that a page leads to by links that a reader sees."""
    tree = html.parse(str(folder / at / "index.html")).getroot()
    for anchor in tree.iterfind(".//a[@href]"):
        target = urlsplit(urljoin(f"https://site.example/{at}", anchor.get("href", "")))
        path = target.path.lstrip("/")
        if target.netloc == "site.example" and (folder / path / "index.html").is_file():
            yield path


@cache
def clicks(folder: Path) -> dict[str, int]:
    """Return how many clicks each page is from the start page, up to three."""
    found, edge = {"": 0}, [""]
    for count in range(1, CLICKS + 1):
        edge = [target for at in edge for target in links(folder, at) if target not in found]
        found |= dict.fromkeys(edge, count)
    return found


def test_there_are_at_least_thirty_of_both_sites() -> None:
    assert len(QUESTIONS) >= 30
    assert {each["site"] for each in QUESTIONS} == {"haninge", "ekbacka"}


@questions
def test_no_answer_is_the_title_of_its_page_or_a_mere_word(asked: dict[str, str], folder: Path) -> None:
    tree = html.parse(str(folder / asked["at"] / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    titles = [" ".join(each.text_content().split()) for each in tree.iter("h1", "title")]
    answer = asked["answer"].casefold()
    assert titles
    assert not [title for title in titles if answer in title.replace("\u00ad", "").casefold()]
    assert answer not in asked["question"].casefold()
    assert any(each.isdigit() or each in "@." for each in answer) or len(answer.split()) > 1


@questions
def test_the_answer_is_three_clicks_away_at_the_most(asked: dict[str, str], folder: Path) -> None:
    assert asked["at"] in clicks(folder)


@questions
def test_the_answer_is_in_the_first_screen(asked: dict[str, str], address: str, reader: Page) -> None:
    reader.goto(address + asked["at"])
    reader.evaluate("document.fonts.ready")
    for screen in SCREENS:
        reader.set_viewport_size({"width": screen["width"], "height": screen["height"]})
        boxes = [each.bounding_box() for each in reader.locator("main").get_by_text(asked["answer"]).all()]
        assert any(box and box["y"] >= 0 and box["y"] + box["height"] <= screen["height"] for box in boxes)


@questions
def test_who_searches_finds_it_among_the_first(asked: dict[str, str], address: str, searching: dict[str, Page]) -> None:
    start = address + asked.get("start", "")
    if start not in searching:
        searching[start].goto(start)
        searching[start].press("#find", "Enter")
    page = searching[start]
    page.fill("#query", "")
    page.wait_for_selector(".hit", state="detached")
    page.fill("#query", asked["query"])
    page.wait_for_selector(".hit, #nothing:not([hidden])")
    page.wait_for_selector("#found:not(:empty)")
    hits = [str(link.get_attribute("href")) for link in page.locator(".hit-title a").all()[:FIRST_HITS]]
    assert any(urlsplit(hit).path.endswith(f"/{asked['at']}") for hit in hits)
