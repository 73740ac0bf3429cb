"""The site without a mouse: the way in, the way around, and always a visible place."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.visit import DESK, PHONE, Visit

STOP = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  node.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  return {
    number: Number(node.dataset.stop),
    name: node.outerHTML.slice(0, 90),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.height > 0
      && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}"""
MOST_STOPS = 400


def by_kind(visits: list[Visit], kind: str) -> str:
    """Return the address of the first page of a kind."""
    return next(seen.address for seen in visits if f"kind-{kind}" in seen.facts["kind"].split())


def test_the_first_stop_leads_past_the_header(page: Page, root: str) -> None:
    page.goto(root)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("colours", ["none", "active"])
def test_every_stop_is_visible_and_none_is_a_trap(
    page: Page, visits: list[Visit], colours: Literal["none", "active"]
) -> None:
    page.emulate_media(reduced_motion="reduce", forced_colors=colours)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(by_kind(visits, "plan"))
        stops: list[dict[str, Any]] = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or stop["number"] < len(stops):
                break
            stops.append(stop)
        assert 8 < len(stops) < MOST_STOPS
        assert [stop["name"] for stop in stops if not (stop["ring"] and stop["inside"])] == []


def test_the_menu_opens_closes_and_gives_the_focus_back(page: Page, root: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(root)
    button, links = page.locator(".menu-button"), page.locator(".sections a")
    assert button.get_attribute("aria-expanded") == "false"
    assert not links.first.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert links.first.is_visible()
    assert links.first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("button => button === document.activeElement")
    assert not links.first.is_visible()


def test_single_keys_do_nothing(page: Page, root: str) -> None:
    page.goto(root)
    for key in "sfpn/?.,":
        page.keyboard.press(key)
    assert page.url == root
    assert page.evaluate("document.activeElement === document.body")


def test_a_wide_table_can_be_scrolled_with_the_keyboard(page: Page, large_root: str) -> None:
    scrolling = ".table[role=region]"
    page.set_viewport_size({"width": 700, "height": 800})
    page.goto(f"{large_root}ataganden/matris/")
    page.wait_for_selector(scrolling)
    table = page.locator(scrolling).first
    assert table.get_attribute("aria-label")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert table.evaluate("table => table.scrollLeft") > 0
    page.set_viewport_size({"width": 4000, "height": 900})
    page.wait_for_selector(scrolling, state="detached")


def test_the_reader_may_ask_for_stillness(page: Page, root: str) -> None:
    page.set_viewport_size(DESK)
    page.emulate_media(reduced_motion="reduce")
    page.goto(root)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
