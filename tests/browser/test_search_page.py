"""Search as a reader meets it: asked from any page, answered in words, helpful when there is nothing."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.visit import DESK, DRAWN, PHONE, RUN_AXE, TAGS, Visit

HITS = ".hit-title a"
NONSENSE = "xyzzyqwx"
LISTS = {"planer", "ataganden", "nyckeltal", "resultat", "ansvar", "matris", "per-omrade", "per-ansvarig"}


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


def test_what_was_typed_before_the_script_was_there_is_searched_for(page: Page, root: str, plan: str) -> None:
    held: list[Route] = []
    page.route("**/assets/search.js*", lambda route: held.append(route))
    page.goto(f"{root}sok/", wait_until="commit")
    page.fill("#query", plan)
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_selector(".hit")
    assert page.locator(HITS).first.inner_text() == plan
    assert parse_qs(urlsplit(page.url).query) == {"q": [plan]}


@pytest.mark.parametrize("form", ["jobbspåren", "jobbspårens", "JOBBSPÅR", "jobbspar", "spår", "spåren"])
def test_other_forms_and_parts_of_a_word_find_it(page: Page, root: str, plan: str, form: str) -> None:
    if "jobbspår" not in plan.lower():
        pytest.skip("this publication has no plan for jobbspår")
    ask(page, root, form)
    assert any("jobbspår" in title.lower() for title in page.locator(HITS).all_inner_texts())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jobspår", "jobbspår"),
        ("socialbidrag", "försörjningsstöd"),
        ("komvux", "vuxenutbildning"),
        ("ungdomar", "unga"),
        ("ungdommar", "unga"),
        ("högskola", "högskolor"),
        ("högskolor", "högskola"),
        ("praktikplasser", "praktikplatser"),
        # A number is no number of a group of words, and its unit is not what is asked about.
        ("79 procent", "lokala jobbspår"),
        # Who asks about all of them finds the list.
        ("vem ansvarar", "vem ansvarar för vad"),
    ],
)
def test_what_readers_type_finds_what_the_texts_say(page: Page, root: str, query: str, found: str) -> None:
    ask(page, root, query)
    titles = page.locator(HITS).all_inner_texts()
    texts = page.locator(".hit").all_inner_texts()
    assert any(found in text.lower() for text in (*titles[:3], *texts[:3]))


def test_a_misspelt_word_says_what_was_searched_for_instead(page: Page, root: str) -> None:
    ask(page, root, "jobspår")
    assert page.locator("#found").inner_text().startswith("”jobspår” finns inte här. Du ser träffar på ”jobbspår”.")


def answer(page: Page, root: str, query: str) -> str:
    """Search and return what the page says about the answer."""
    ask(page, root, query)
    return page.locator("#found").inner_text()


@pytest.mark.parametrize("query", ["handläggningstid", "deltid", "badhus", "kommunalråd", "förskola", "1998", "12,75"])
def test_nothing_is_found_for_a_word_that_stands_nowhere(page: Page, root: str, query: str) -> None:
    # Pagefind answers with pages that have its beginning; and förskola is neither `för skola` nor a misspelt högskola.
    assert answer(page, root, query) == f"Inga träffar på ”{query}”."
    assert page.locator(HITS).count() == 0


def test_what_stands_nowhere_is_left_out_of_what_is_said_to_be_found(page: Page, root: str) -> None:
    found = answer(page, root, "badhus jobbspår")
    assert found.startswith("”badhus jobbspår” finns inte här. Du ser träffar på ”jobbspår”."), found


@pytest.mark.parametrize("query", ["komvux", "komvukx"])
def test_a_synonym_says_in_which_word_it_was_found(page: Page, root: str, query: str) -> None:
    found = answer(page, root, query)
    assert found.startswith(f"”{query}” finns inte här. Du ser träffar på ”vuxenutbildning”."), found


def test_a_word_in_a_longer_form_than_the_dictionary_has_is_found(page: Page, large_root: str) -> None:
    ask(page, large_root, "branschspårens")
    assert page.locator(HITS).first.inner_text() == "Branschspår"
    assert answer(page, large_root, "9,3").startswith("13 träffar")
    assert answer(page, large_root, "AMN 2022/31") == "En träff på ”AMN 2022/31”."


def test_what_a_publication_says_that_readers_mean_is_found(page: Page, large_root: str) -> None:
    ask(page, large_root, "bussen")
    assert "resor" in page.locator(HITS).first.inner_text().lower()


def test_plans_and_commitments_come_before_lists_and_no_history_is_found(page: Page, large_root: str) -> None:
    for query in ("branschspår", "försörjningsstöd", "nyanlända"):
        ask(page, large_root, query)
        addresses = [str(link.get_attribute("href")) for link in page.locator(HITS).all()]
        assert not any("historik" in address for address in addresses)
        lists = [at for at, address in enumerate(addresses) if address.rstrip("/").split("/")[-1] in LISTS]
        plans = [at for at, address in enumerate(addresses) if "/planer/" in address and at not in lists]
        assert plans and plans[0] < min(lists, default=len(addresses))


def test_an_answer_comes_with_its_number_and_the_title_with_the_query(page: Page, large_root: str) -> None:
    ask(page, large_root, "branschspår")
    answer = page.locator(".hit").first.locator(".hit-answer").inner_text()
    assert answer.replace("\u00a0", " ") == "1 av 1 mål nått 2025"
    assert page.title().startswith("branschspår – Sök")
    page.fill("#query", "")
    page.wait_for_function("() => document.title.startsWith('Sök')")


def test_the_field_is_no_invalid_entry_while_it_is_empty(page: Page, root: str) -> None:
    page.goto(root)
    assert page.locator("#find").evaluate("field => field.validity.valid")
    page.locator("#find").press("Enter")
    page.wait_for_selector("body.kind-search")


def test_opened_as_a_file_it_says_that_it_needs_a_server(page: Page, site: Path) -> None:
    page.goto((site / "sok" / "index.html").as_uri() + "?q=jobb")
    assert "webbserver" in page.locator("#found").inner_text()


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
