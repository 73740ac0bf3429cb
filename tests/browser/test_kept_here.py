"""What the server could not keep is in the browser of who wrote it, until it is taken back or thrown away."""

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from publisher.edit.web.application import Application
from tests.program import REPOSITORY
from tests.serving import following, served

expect.set_options(timeout=20_000)
PLAN = "plans/branschspar/plan.md"
OFFER = ".notice:has(button:text-is('Ta tillbaka det'))"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, str]]:
    root = tmp_path_factory.mktemp("kept") / "publication"
    shutil.copytree(REPOSITORY / "examples" / "ekbacka", root, ignore=shutil.ignore_patterns("site", "build"))
    follower = following(root)
    application = Application(root, follower)
    with served(follower, application) as (port, _):
        yield application, f"http://127.0.0.1:{port}/.edit/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="sv-SE")
    yield opened
    opened.close()


def written_in_vain(context: BrowserContext, address: str, words: str) -> None:
    """Write in a form whose server is gone, until that is said, and close the tab."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.route(re.compile(r"/\.edit/(?:live|begun)"), lambda route: route.abort())
    page.get_by_label("Sammanfattning").first.fill(words)
    expect(page.locator("#state")).to_contain_text("ligger också kvar i den här webbläsaren i tre dagar")
    page.close()


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.entries(localStorage).map(([name, value]) => name + value)")
    return found


def test_a_closed_tab_loses_no_word_though_the_server_was_gone(
    office: tuple[Application, str], context: BrowserContext
) -> None:
    _, address = office
    written_in_vain(context, f"{address}form?file={PLAN}", "Ord som ingen tog emot.")
    page = context.new_page()
    # The overview offers it, too, and another form does not.
    page.goto(f"{address}form?file=plans/jobbresor/plan.md")
    page.wait_for_load_state("networkidle")
    expect(page.locator(OFFER)).to_have_count(0)
    page.goto(address)
    expect(page.locator(OFFER)).to_contain_text("Branschspår: det du skrev")
    page.goto(f"{address}form?file={PLAN}")
    expect(page.locator(OFFER)).to_contain_text(
        "i den här webbläsaren på den här datorn och försvinner efter tre dagar"
    )
    # Nobody reads it there without the key that the server gives.
    assert len(stored(page)) == 1 and "ingen tog emot" not in stored(page)[0]
    page.get_by_role("button", name="Ta tillbaka det").press("Enter")
    expect(page.get_by_label("Sammanfattning").first).to_have_value("Ord som ingen tog emot.")
    expect(page.locator(OFFER)).to_have_count(0)
    assert stored(page) == []
    page.locator("#form").get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()


def test_a_draft_in_the_browser_is_thrown_away_or_expires_after_three_days(
    office: tuple[Application, str], context: BrowserContext
) -> None:
    _, address = office
    written_in_vain(context, f"{address}form?file={PLAN}", "Kastas.")
    page = context.new_page()
    page.goto(f"{address}form?file={PLAN}")
    page.get_by_role("button", name="Släng det").press("Enter")
    expect(page.locator(OFFER)).to_have_count(0)
    assert stored(page) == []
    written_in_vain(context, f"{address}form?file={PLAN}", "Glöms bort.")
    days = 3 * 24 * 3600 * 1000 + 1
    page.evaluate(
        """days => { for (const [name, value] of Object.entries(localStorage)) {
            const held = JSON.parse(value); held.at -= days; localStorage.setItem(name, JSON.stringify(held)); } }""",
        days,
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(page.locator(OFFER)).to_have_count(0)
    assert stored(page) == []


def test_two_tabs_keep_their_own_and_another_person_is_offered_nothing(
    office: tuple[Application, str], context: BrowserContext
) -> None:
    application, address = office
    for words in ("Från ett fönster.", "Från ett annat."):
        written_in_vain(context, f"{address}form?file={PLAN}", words)
    page = context.new_page()
    page.goto(f"{address}form?file={PLAN}")
    expect(page.locator(OFFER)).to_have_count(2)
    # Somebody else signs in on the same computer.
    own = application.desk.keeping
    application.desk.keeping = f"{'0' * 16} {'1' * 64}"
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(OFFER)).to_have_count(0)
    assert len(stored(page)) == 2
    application.desk.keeping = own
    page.reload()
    # The latest stands first.
    page.locator(OFFER).first.get_by_role("button", name="Ta tillbaka det").click()
    expect(page).to_have_url(re.compile("draft="))
    expect(page.get_by_label("Sammanfattning").first).to_have_value("Från ett annat.")
    expect(page.locator(OFFER)).to_have_count(1)
    page.get_by_role("button", name="Släng det").click()
    assert stored(page) == []


def test_a_draft_on_the_server_is_no_longer_in_the_browser(
    office: tuple[Application, str], context: BrowserContext
) -> None:
    _, address = office
    page = context.new_page()
    page.goto(f"{address}new?kind=plan")
    page.wait_for_load_state("networkidle")
    page.route("**/.edit/begun", lambda route: route.abort())
    page.get_by_label("Rubrik").first.fill("Stigar")
    expect(page.locator("#state")).to_contain_text("ligger också kvar i den här webbläsaren")
    (held,) = stored(page)
    assert {*json.loads(held[held.index("{") :])} == {"at", "iv", "data"}
    page.unroute("**/.edit/begun")
    page.get_by_label("Rubrik").first.fill("Stigar vid ån")
    expect(page.locator("#state")).to_contain_text("finns kvar om du stänger")
    assert stored(page) == []
