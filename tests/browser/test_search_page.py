"""Search as a reader meets it: asked from any page, answered in words, helpful when there is nothing."""

import pytest
from playwright.sync_api import Page

from tests.browser.visit import DESK, DRAWN, PHONE, RUN_AXE, TAGS, Visit

HITS = ".hit-title a"
NONSENSE = "xyzzyqwx"


@pytest.fixture
def plan(visits: list[Visit]) -> str:
    """The name of a plan: of the job tracks where the publication has them, or else of the first."""
    names: list[str] = [seen.facts["heading"] for seen in visits if seen.facts["kind"] == "kind-plan"]
    return next((name for name in names if "jobbspår" in name.lower()), names[0])


def ask(page: Page, root: str, query: str) -> None:
    """Search from the start page's field and wait for the answer."""
    page.goto(root)
    page.fill("#find", query)
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit, #nothing:not([hidden])")
    page.wait_for_selector("#found:not(:empty)")


def violations(page: Page) -> list[str]:
    """Return what axe finds or cannot decide on the page as it stands, on a phone and a desk, in light and dark."""
    found: list[str] = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for each in page.evaluate(RUN_AXE, [None, {"runOnly": {"type": "tag", "values": TAGS}}, DRAWN]):
                found += each
    return found


def test_the_name_of_a_plan_is_found_first(page: Page, root: str, plan: str) -> None:
    ask(page, root, plan)
    assert page.locator(HITS).first.inner_text() == plan
    assert plan in page.locator("#found").inner_text()
    page.locator(HITS).first.click()
    page.wait_for_selector("body.kind-plan")
    assert page.locator("main h1").inner_text() == plan


@pytest.mark.parametrize("form", ["jobbspåren", "jobbspårens", "JOBBSPÅR", "jobbspar", "spår", "spåren"])
def test_other_forms_and_parts_of_a_word_find_it(page: Page, root: str, plan: str, form: str) -> None:
    if "jobbspår" not in plan.lower():
        pytest.skip("this publication has no plan for jobbspår")
    ask(page, root, form)
    assert any("jobbspår" in title.lower() for title in page.locator(HITS).all_inner_texts())


def test_an_empty_answer_helps(page: Page, root: str) -> None:
    ask(page, root, NONSENSE)
    assert page.locator(HITS).count() == 0
    assert page.locator("#nothing li").count() >= 2


@pytest.mark.parametrize("query", ["plan", NONSENSE])
@pytest.mark.parametrize("where", ["root", "large_root"])
def test_axe_finds_nothing_in_an_answer(page: Page, request: pytest.FixtureRequest, where: str, query: str) -> None:
    ask(page, request.getfixturevalue(where), query)
    assert page.locator(HITS).count() if query != NONSENSE else page.locator("#nothing").is_visible()
    assert violations(page) == []


def test_the_address_holds_the_question(page: Page, root: str, plan: str) -> None:
    ask(page, root, plan)
    assert "?q=" in page.url
    page.fill("#query", NONSENSE)
    page.wait_for_selector("#nothing", state="visible")
    assert f"?q={NONSENSE}" in page.url


def test_a_question_is_text_and_never_markup(page: Page, root: str) -> None:
    ask(page, root, "<img src=x onerror=alert(1)>")
    assert page.locator("#search img").count() == 0


def test_more_results_take_the_focus_along(page: Page, root: str, plan: str) -> None:
    ask(page, root, plan[0])
    more = page.locator("#more")
    if not more.is_visible():
        pytest.skip("this publication is too small for a second page of results")
    before = page.locator(HITS).count()
    more.focus()
    page.keyboard.press("Enter")
    page.locator(HITS).nth(before).wait_for()
    assert page.locator(HITS).nth(before).evaluate("link => link === document.activeElement")
