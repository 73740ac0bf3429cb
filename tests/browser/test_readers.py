"""Readers differ: a wide screen, colours of one's own. Looked at on one page of each kind."""

import pytest
from playwright.sync_api import Page

from tests.browser.visit import WIDTH, Visit

LONGEST_LINES = """() => [...document.querySelectorAll("main p, main li")]
  .filter((text) => text.checkVisibility() && !text.closest("table"))
  .flatMap((text) => [...text.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()].map((line) => line.width / parseFloat(getComputedStyle(text).fontSize));
  }))"""
# What a box or a line conveys must still have one where the reader's own colours remove all backgrounds.
BARE = """() => [...document.querySelectorAll(".status, .progress, .modality, main .box, input, button")]
  .filter((box) => box.checkVisibility())
  .filter((box) => ["Top", "Right", "Bottom", "Left"].every((side) => {
    const style = getComputedStyle(box);
    return style[`border${side}Style`] === "none" || parseFloat(style[`border${side}Width`]) === 0;
  }))
  .map((box) => box.className || box.tagName)"""
# Of Source Sans some 2.1 letters make an em, so this is a line of about 75.
LONGEST = 36


@pytest.fixture
def each_kind(visits: list[Visit]) -> list[str]:
    """The address of one page of each kind."""
    return list({seen.facts["kind"]: seen.address for seen in reversed(visits)}.values())


def test_lines_stay_short_on_a_wide_screen(page: Page, each_kind: list[str]) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    for address in each_kind:
        page.goto(address)
        assert page.evaluate(WIDTH) <= 1920
        assert max(page.evaluate(LONGEST_LINES)) <= LONGEST, address


def test_readers_own_colours_leave_every_box_its_edge(page: Page, each_kind: list[str]) -> None:
    page.emulate_media(forced_colors="active")
    for address in each_kind:
        page.goto(address)
        assert not page.evaluate(BARE), address
    page.emulate_media(forced_colors="none")


# The least that text must bear (WCAG 2.2, 1.4.12), set as a reader's own style sheet would set it.
SPACED = """() => {
  for (const each of document.querySelectorAll("body *")) {
    each.style.setProperty("line-height", "1.5", "important");
    each.style.setProperty("letter-spacing", "0.12em", "important");
    each.style.setProperty("word-spacing", "0.16em", "important");
    if (each.tagName === "P") each.style.setProperty("margin-bottom", "2em", "important");
  }
  return document.documentElement.scrollWidth;
}"""


def test_text_may_be_spaced_as_readers_need_and_nothing_runs_over(
    page: Page, visits: list[Visit], large_visits: list[Visit]
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    addresses = {seen.facts["kind"]: seen.address for seen in [*visits, *large_visits]}
    longest = max((seen for seen in visits), key=lambda seen: max(map(len, seen.facts["heading"].split())))
    wide = []
    for address in [*addresses.values(), longest.address]:
        page.goto(address)
        if page.evaluate(SPACED) > 320:
            wide.append(address)
    assert wide == []


OPENED = """() => {
  document.querySelectorAll("details").forEach((box) => { box.open = true; });
  return [...document.querySelectorAll("main .table")].filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => [box.querySelectorAll("thead th").length, box.querySelector("caption").textContent]);
}"""


@pytest.mark.parametrize("width", [1200, 1280])
def test_no_table_beside_the_facts_of_a_plan_scrolls_sideways(page: Page, large_root: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for plan in ("sociala-krav", "jobbresor"):
        page.goto(f"{large_root}planer/{plan}/")
        assert page.evaluate(OPENED) == [], plan
