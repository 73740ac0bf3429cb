"""The language switch stays on the same thing: what is not translated says so, in the language that was chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import fromstring
from playwright.sync_api import Page, expect

from tests.browser.chromium import served
from tests.browser.visit import RUN_AXE, TAGS
from tests.conftest import built_once
from tests.publications import HERE
from tests.publish.built import lost_links


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = built_once(HERE / "cases" / "languages" / "input", tmp_path_factory.mktemp("languages") / "site")
    with served(folder) as address:
        yield address, folder


def only(page: Page, sentence: str) -> None:
    """Check that one note is shown, and that it is the one with the sentence."""
    # The page may have come before its style sheet, that hides the notes of the other languages.
    notes = page.locator(".absent:visible")
    expect(notes).to_have_count(1)
    expect(notes).to_contain_text(sentence)


def test_a_page_that_is_not_translated_stays_and_says_so(page: Page, languages: tuple[str, Path]) -> None:
    page.goto(f"{languages[0]}strategi/")
    notes = page.locator(".absent:visible")
    expect(notes).to_have_count(0)
    switch = page.locator(".languages")
    for name, sentence, start in (
        ("العربية", "هذه الصفحة غير مترجمة، وهي باللغة السويدية.", "ar/"),
        ("English", "This page has not been translated. It is in Swedish.", "en/"),
        ("Lättläst", "Den här sidan finns inte på lättläst.", "lattlast/"),
    ):
        switch.get_by_text(name).click()
        assert page.url.partition("#")[0] == f"{languages[0]}strategi/"
        only(page, sentence)
        expect(notes).to_be_focused()
        assert page.evaluate(RUN_AXE, [".absent:target", {"runOnly": TAGS}, ".nothing"]) == [[], []]
        assert notes.get_by_role("link").evaluate("(link) => link.href") == languages[0] + start


def test_from_a_translation_it_leads_to_the_same_page_in_the_main_language(
    page: Page, languages: tuple[str, Path]
) -> None:
    page.goto(f"{languages[0]}en/plans/vagen/")
    page.locator(".languages").get_by_text("Soomaali").click()
    assert page.url == f"{languages[0]}planer/vagen/#not-so"
    page.wait_for_url(f"{languages[0]}planer/vagen/#not-so")
    only(page, "Qayb ka mid ah")


def test_a_link_to_what_is_not_translated_leads_to_the_sentence_that_it_is_not(
    page: Page, languages: tuple[str, Path]
) -> None:
    page.goto(f"{languages[0]}en/plans/vagen/")
    page.locator("main").get_by_role("link", name="1.10").first.click()
    page.wait_for_url(f"{languages[0]}ataganden/1.10/#not-en")
    only(page, "This page has not been translated. It is in Swedish.")


def test_no_link_of_the_switch_leads_nowhere(languages: tuple[str, Path]) -> None:
    assert lost_links(languages[1]) == []


def test_labels_in_another_language_than_the_page_say_so(languages: tuple[str, Path]) -> None:
    # The program has no words in Somali; entries have the language of the page or their own.
    page = fromstring((languages[1] / "so" / "strategi" / "index.html").read_bytes())
    for name in ("sections", "languages"):
        (label,) = page.find_class(name)
        assert label.get("lang") == "sv"
        assert all(link.get("lang") for link in label.iter("a"))
    arabic = fromstring((languages[1] / "ar" / "index.html").read_bytes())
    assert [arabic.find_class(name)[0].get("lang") for name in ("sections", "languages")] == [None, None]
