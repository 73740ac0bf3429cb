"""The ledger of commitments: filtered in place, kept in the address, also as pages without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 320, "height": 800}


@pytest.fixture
def address(large_root: str) -> str:
    """The ledger of the made-up site, which has bodies that answer for commitments."""
    return f"{large_root}ataganden/"


def rows(page: Page) -> list[str]:
    """Return the choices of each row that is shown."""
    shown = page.locator(".ledger tbody tr:visible [data-choices]")
    return [str(each.get_attribute("data-choices")) for each in shown.all()]


def test_choosing_shows_the_rows_that_match_and_says_how_many(page: Page, address: str) -> None:
    page.goto(address)
    total = len(rows(page))
    page.get_by_label("Ordval", exact=True).select_option("shall")
    found = rows(page)
    assert 0 < len(found) < total
    assert all("modality:shall" in each.split() for each in found)
    expect(page.locator("#sifted")).to_have_text(f"Visar {len(found)} av {total}.")
    assert page.locator("#sifted").get_attribute("role") == "status"
    page.get_by_label("Saknar").select_option("plan")
    assert rows(page) == [each for each in found if "missing:plan" in each.split()]


def test_an_option_says_how_many_it_holds(page: Page, address: str) -> None:
    page.goto(address)
    options = page.get_by_label("Genomförande").locator("option:not([value=''])").all()
    assert len(options) > 1
    for option in options:
        count = re.search(r"\((\d+)\)$", option.inner_text())
        page.get_by_label("Genomförande").select_option(option.get_attribute("value"))
        assert count
        assert len(rows(page)) == int(count[1])


def test_one_of_several_documents_is_chosen(page: Page, address: str) -> None:
    page.goto(address)
    total = len(rows(page))
    page.get_by_label("Styrdokument", exact=True).select_option("lika-villkor")
    found = rows(page)
    assert 0 < len(found) < total
    assert all("document:lika-villkor" in each.split() for each in found)


def test_chapters_without_a_hit_are_hidden_whole(page: Page, address: str) -> None:
    page.goto(address)
    headings = page.locator(".prose > h2:visible").count()
    page.get_by_label("Ordval", exact=True).select_option("may")
    page.get_by_label("Saknar").select_option("plan")
    page.get_by_label("Genomförande").select_option("missed")
    assert rows(page) == []
    expect(page.locator("#sifted")).to_have_text("Inget åtagande stämmer med urvalet.")
    assert page.locator(".prose > h2:visible").count() < headings
    assert page.locator(".ledger:visible").count() == 0


def test_the_address_holds_the_choice(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Ansvarig").select_option(index=1)
    page.get_by_label("Ordval", exact=True).select_option("shall")
    found = rows(page)
    assert "modality=shall" in page.url
    page.reload()
    assert rows(page) == found
    expect(page.get_by_label("Ordval", exact=True)).to_have_value("shall")
    page.goto(f"{address}?modality=nonsense&other=1")
    expect(page.get_by_label("Ordval", exact=True)).to_have_value("")


def test_it_works_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    total = len(rows(page))
    page.get_by_label("Genomförande").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert 0 < len(rows(page)) < total
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    assert len(rows(page)) == total
    assert page.evaluate("document.activeElement.id") == "sift-document"
    assert "?" not in page.url


def test_without_script_links_lead_to_pages_of_each_choice(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address)
    expect(plain.locator("#sift")).to_be_hidden()
    link = plain.locator(".choices a[data-choices='modality:shall']")
    said = str(link.locator("xpath=..").text_content())
    link.click()
    expect(plain.locator("h1")).to_have_text("Åtaganden med ordet ”ska”")
    count = plain.locator(".prose table tbody tr").count()
    assert f"({count})" in said
    plain.goto(address)
    plain.locator(".choices a[data-choices^='body:']").first.click()
    assert "ataganden/ansvarig/" in plain.url
    plain.get_by_role("link", name="Se alla åtaganden").click()
    assert plain.url == address
    context.close()


def test_on_a_phone_every_cell_says_its_column_and_nothing_scrolls_sideways(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator(".ledger .table[role=region]").count() == 0
    label = "getComputedStyle(document.querySelector('.ledger td[data-label=Ansvarig]'), '::before').content"
    assert "Ansvarig" in page.evaluate(label)
    assert not page.locator(".sift-fields").is_visible(), "the filters are folded until they are asked for"
    assert page.locator("#sifted").is_visible()
    page.locator(".sift-fold summary").press("Enter")
    assert page.locator(".sift-fields").is_visible()


def test_on_a_phone_nothing_moves_when_the_fields_are_folded(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.route("**/assets/site.js", lambda route: route.abort())
    page.goto(address)
    place = page.locator(".ledger").first.bounding_box()
    page.unroute("**/assets/site.js")
    page.goto(address)
    assert page.locator(".ledger").first.bounding_box() == place
    expect(page.locator(".sift-fields")).to_be_hidden()
    page.locator("#sift-title").click()
    expect(page.locator(".sift-fields")).to_be_visible()


def test_on_a_phone_the_matrix_is_a_list_of_what_meets(page: Page, large_root: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{large_root}ataganden/matris/")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator(".matrix .table[role=region]").count() == 0
    shown = page.locator(".matrix tbody td:visible")
    assert 0 < shown.count() < page.locator(".matrix tbody td").count() / 4
    assert all(cell.locator("strong").count() == 1 for cell in shown.all())
