"""The forms in a browser, as a clerk uses them: by mouse, with the keyboard alone, and coming back the next day."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.edit.web.application import Application
from tests.browser.visit import RUN_AXE, TAGS
from tests.serving import following, served

# Each answer looks at the whole publication, and tests share their machine.
expect.set_options(timeout=20_000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Path, str, str]]:
    """A publication, the address of its forms and the file of one of its plans."""
    root = tmp_path / "publication"
    make(root, Size(plans=2, years=1, commitments=3))
    plan = next(root.glob("plans/*/plan.md")).relative_to(root).as_posix()
    follower = following(root)
    with served(follower, Application(root, follower)) as (port, _):
        yield root, f"http://127.0.0.1:{port}/.edit/", plan


def differing(before: str, after: str) -> list[str]:
    """Return the lines that were taken away and added."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def test_a_clerk_changes_a_title_and_sees_the_page(page: Page, desk: tuple[Path, str, str]) -> None:
    root, address, plan = desk
    before = (root / plan).read_text(encoding="utf-8")
    page.goto(f"{address}form?file={plan}")
    expect(page.locator("#preview")).to_be_visible()
    visited = page.evaluate("history.length")
    title = page.get_by_label("Rubrik").first
    title.fill("En helt ny rubrik")
    frame = page.frame_locator("#preview")
    expect(frame.get_by_role("heading", level=1)).to_have_text("En helt ny rubrik")
    assert page.evaluate("history.length") == visited, "the browser's way back leads out of the form"
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    changed = differing(before, (root / plan).read_text(encoding="utf-8"))
    assert [line[:7] for line in changed] == ["-title:", "+title:"]
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.get_by_text("tillbakatagen")).to_be_visible()
    assert (root / plan).read_text(encoding="utf-8") == before


def test_with_the_keyboard_alone_a_member_is_added_and_a_mistake_mended(
    page: Page, desk: tuple[Path, str, str]
) -> None:
    root, address, plan = desk
    before = (root / plan).read_text(encoding="utf-8")
    page.goto(f"{address}form?file={plan}")
    date = page.locator("#f-as_of")
    if not date.is_visible():
        page.locator(".more > summary").press("Enter")
    date.fill("2024-02-30")
    error = page.locator('[data-error="as_of"]')
    expect(error).to_contain_text("2024-02-30")
    expect(date).to_have_attribute("aria-invalid", "true")
    date.fill("2024-02-28")
    expect(error).not_to_contain_text("2024-02-30")
    expect(date).not_to_have_attribute("aria-invalid", "true")
    add = page.locator('[data-list="target_groups"] > p > button')
    if not add.is_visible():
        page.locator(".more > summary").press("Enter")
    add.press("Enter")
    page.keyboard.type("unga")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    changed = differing(before, (root / plan).read_text(encoding="utf-8"))
    assert "unga" in "".join(changed) and "2024-02-28" in "".join(changed)
    assert len(changed) <= 4


def test_nothing_is_said_to_be_kept_before_it_is(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, plan = desk
    held: list[Route] = []
    page.route("**/.edit/live", lambda route: held.append(route) if len(held) < 2 else route.continue_())

    def until_held(count: int) -> None:
        for _ in range(500):
            if len(held) < count:
                page.wait_for_timeout(20)
        assert len(held) == count

    page.goto(f"{address}form?file={plan}")
    until_held(1)
    state = page.evaluate("document.getElementById('state').textContent")
    page.get_by_label("Sammanfattning").first.fill("Halvfärdiga ord.")
    # The answer to the form as it was opened comes after the first letter.
    with page.expect_response("**/.edit/live"):
        held[0].continue_()
    page.wait_for_timeout(50)
    assert page.evaluate("document.getElementById('state').textContent") == state
    until_held(2)
    held[1].continue_()
    expect(page.locator("#state")).to_contain_text("finns kvar om du stänger")


def test_what_a_screen_reader_hears_is_not_said_again_for_each_word(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, plan = desk
    page.goto(f"{address}form?file={plan}")
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => {
        globalThis.heard = [];
        const state = document.getElementById("state");
        new MutationObserver(() => heard.push(state.textContent)).observe(state, { childList: true, subtree: true });
    }""")
    for words in ("Ett.", "Ett. Två.", "Ett. Två. Tre."):
        with page.expect_response("**/.edit/live") as answer:
            page.locator("#f-body").fill(words)
        assert answer.value.ok
        page.wait_for_timeout(100)
    assert page.evaluate("heard") == ["Inte sparat än. Det du har skrivit finns kvar om du stänger sidan."]


def test_a_draft_survives_a_closed_browser(page: Page, browser: Browser, desk: tuple[Path, str, str]) -> None:
    root, address, plan = desk
    before = (root / plan).read_text(encoding="utf-8")
    page.goto(f"{address}form?file={plan}")
    page.get_by_label("Sammanfattning").first.fill("Halvfärdiga ord.")
    expect(page.locator("#state")).to_contain_text("finns kvar om du stänger")
    page.goto(f"{address}new?kind=plan")
    page.get_by_label("Rubrik").first.fill("Påbörjad")
    expect(page.locator("#state")).to_contain_text("finns kvar om du stänger")
    page.close()
    another = browser.new_context(locale="sv-SE")
    again = another.new_page()
    again.goto(address)
    assert [each.inner_text() for each in again.locator(".notice li").all()] == [
        "Lägg till en handlingsplan", page_title(root, plan)
    ]  # fmt: skip
    again.goto(f"{address}new?kind=plan")
    expect(again.get_by_label("Rubrik").first).to_have_value("Påbörjad")
    again.goto(f"{address}form?file={plan}")
    expect(again.get_by_label("Sammanfattning").first).to_have_value("Halvfärdiga ord.")
    again.get_by_role("button", name="Börja om").press("Enter")
    expect(again.get_by_label("Sammanfattning").first).not_to_have_value("Halvfärdiga ord.")
    assert (root / plan).read_text(encoding="utf-8") == before
    another.close()


def page_title(root: Path, plan: str) -> str:
    return next(line for line in (root / plan).read_text("utf-8").splitlines() if line.startswith("title: "))[7:]


def test_a_draft_that_cannot_be_kept_is_reported(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, plan = desk
    page.goto(f"{address}form?file={plan}")
    page.wait_for_load_state("networkidle")
    page.route("**/.edit/live", lambda route: route.abort())
    page.get_by_label("Sammanfattning").first.fill("Halvfärdiga ord.")
    expect(page.locator("#state")).to_contain_text("Låt sidan vara öppen")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_be_focused()
    expect(page.locator("#f-summary")).to_have_value("Halvfärdiga ord.")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_pasted_text_becomes_markdown(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, plan = desk
    page.goto(f"{address}form?file={plan}")
    body = page.locator("#f-body")
    body.fill("")
    paste = """(text) => {
        const data = new DataTransfer(); data.setData("text/plain", text);
        document.getElementById("f-body").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(paste, "\u2022\tEtt\r\n\u2022\tTv\u00e5")
    expect(body).to_have_value("- Ett\n- Två")
    body.fill("")
    page.evaluate(paste, "År\tAntal\r\n2023\t12\r\n")
    expect(body).to_have_value("\n| År | Antal |\n| --- | --- |\n| 2023 | 12 |\n\n")
    body.fill("")
    page.evaluate(paste, "Vi\u00adtt:\r\n1.\tEtt\r\no\tTv\u00e5\r\nA\tB\r\n1\t2\r\nSlut")
    expect(body).to_have_value("Vitt:\n1. Ett\n- Två\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nSlut")
    body.fill("")
    # A spreadsheet quotes a cell of several lines, and what is a quotation in a text stays one.
    page.evaluate(paste, 'Vad\tVem\r\n"Bokbuss\ntill ""alla"""\tKultur\r\nLäsklubb\t"Skola\noch bibliotek"\r\n')
    table = '| Vad | Vem |\n| --- | --- |\n| Bokbuss till "alla" | Kultur |\n| Läsklubb | Skola och bibliotek |'
    expect(body).to_have_value(f"\n{table}\n\n")
    body.fill("")
    page.evaluate(paste, 'A\tB\r\n1\t2\r\n"Vi läser\r\noch lånar"\r\n')
    expect(body).to_have_value('\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n"Vi läser\noch lånar"\n')


def test_members_that_have_titles_are_unfolded_one_by_one_and_stay_so(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, _ = desk
    page.goto(f"{address}form?file=plans/bodies.yml")
    folded = page.locator(".folded")
    expect(folded.first.locator("input").first).to_be_hidden()
    folded.first.locator(":scope > summary").press("Enter")
    title = folded.first.locator("input[name$='/title']")
    title.fill("Nämnden för unga")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    expect(folded.first.locator(":scope > summary")).to_contain_text("Nämnden för unga")
    expect(title).to_be_visible()
    expect(folded.nth(1).locator("input").first).to_be_hidden()
    # A mistake in what is folded stands in the open when the form comes back, and what leads to it unfolds it.
    second = folded.nth(1).locator("input[name$='/title']")
    name = second.evaluate("each => each.name")
    folded.nth(1).locator(":scope > summary").click()
    second.fill("")
    folded.nth(1).locator(":scope > summary").click()
    page.get_by_role("button", name="Kontrollera utan att spara").click()
    expect(page.locator(f"[name='{name}']")).to_be_visible()
    expect(page.locator(f"[data-error='{name}'] .error")).to_be_visible()


# The pages of a plan and of the editor itself are examined with those of a clerk's day.
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_form_of_a_register_is_accessible(page: Page, desk: tuple[Path, str, str], width: int, scheme: str) -> None:
    _, address, _ = desk
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}form?file=plans/bodies.yml")
    assert page.locator(".folded").count() > 2
    assert _violations(page) == []
    for more in page.locator(".folded > summary, .more > summary").all():
        more.click()
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_beside_a_form_is_accessible_on_a_phone(page: Page, desk: tuple[Path, str, str]) -> None:
    _, address, plan = desk
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{address}form?file={plan}")
    page.wait_for_selector("#preview[src]", state="attached")
    page.get_by_role("button", name="Sidan", exact=True).press("Enter")
    expect(page.locator("#preview")).to_be_visible()
    expect(page.locator("#form")).to_be_hidden()
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate(RUN_AXE, ["html", {"runOnly": {"type": "tag", "values": TAGS}}, "none"])[0]
    return found
