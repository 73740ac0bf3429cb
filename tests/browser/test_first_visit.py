"""The weight of a first visit, and the site for those whose browser does less."""

import gzip
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

from tests.browser.test_keyboard import by_kind
from tests.browser.visit import Visit

SHIFT = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""
COMPRESSED = (".woff2", ".png", ".jpg", ".webp")


def test_a_first_visit_to_a_plan_is_light(browser: Browser, visits: list[Visit]) -> None:
    context = browser.new_context()
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(by_kind(visits, "plan"), wait_until="networkidle")
    sizes = {}
    for response in responses:
        path = urlsplit(response.url).path
        body = response.body()
        sizes[path] = len(body if path.endswith(COMPRESSED) else gzip.compress(body, 6))
    context.close()
    assert len(responses) <= 15, sizes
    assert sum(sizes.values()) <= 150_000, sizes


def test_nothing_moves_while_a_page_loads(browser: Browser, visits: list[Visit]) -> None:
    for width in (320, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.add_init_script(f"({SHIFT})()")
        page.goto(by_kind(visits, "plan"), wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.01
        context.close()


def test_without_javascript_every_way_stands_open(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(root)
    assert not page.locator(".menu-button").is_visible()
    assert page.locator(".sections a").first.is_visible()
    page.fill("#find", "jobbspår")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=*")
    assert page.locator(".notice").is_visible()
    context.close()


def test_a_lost_address_helps_on(page: Page, root: str) -> None:
    page.goto(f"{root}finns/inte/")
    assert page.locator("main h1").is_visible()
    assert page.locator("main li a").count() >= 4
    page.locator("main li a").last.click()
    assert page.locator("h1").is_visible()
    assert page.url.startswith(root)


def test_a_printed_page_is_the_text_alone(page: Page, visits: list[Visit]) -> None:
    page.goto(by_kind(visits, "plan"))
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    for furniture in (".sections", ".find", ".menu-button", ".breadcrumbs", ".skip"):
        assert not page.locator(furniture).first.is_visible()
