"""A clerk's day in the browser: a target, a result, a plan, a picture, a mistake mended, and the proposal."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from difflib import unified_diff
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FileChooser, Page, expect

from publisher.edit.web.application import Application
from publisher.pipeline import load
from publisher.problem import stops
from tests.browser.visit import RUN_AXE, TAGS
from tests.program import REPOSITORY
from tests.serving import following, served

# Each answer looks at the whole publication, and tests share their machine.
expect.set_options(timeout=20_000)
PLAN = "plans/branschspar/plan.md"


def git(root: Path, *arguments: str) -> str:
    person = ["-c", "user.name=Kim Ek", "-c", "user.email=kim@ekbacka.example"]
    command = ["git", *person, "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def publication(root: Path) -> None:
    """Write the made-up municipality into a folder, in a repository of its own."""
    ekbacka = REPOSITORY / "examples" / "ekbacka"
    shutil.copytree(ekbacka, root, ignore=shutil.ignore_patterns("site", "build"))
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Kim Ek")
    git(root, "config", "user.email", "kim@ekbacka.example")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Först")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A publication, and the address of its forms; the tests below follow each other as a day does."""
    root = tmp_path_factory.mktemp("office") / "publication"
    publication(root)
    follower = following(root)
    with served(follower, Application(root, follower)) as (port, _):
        yield root, f"http://127.0.0.1:{port}/.edit/"


@pytest.fixture
def desk(office: tuple[Path, str]) -> tuple[Path, str]:
    """The publication as it was committed."""
    root, address = office
    git(root, "checkout", "-q", "--force", "main")
    git(root, "clean", "-qfd")
    return root, address


def differing(root: Path, file: str = PLAN) -> list[str]:
    """Return the lines that were taken away and added since the last commit."""
    before, after = git(root, "show", f"HEAD:{file}"), (root / file).read_text(encoding="utf-8")
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def passes(root: Path) -> bool:
    return not stops(load(root, draw=False).problems)


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()


def search(page: Page, field: str, words: str) -> None:
    """Choose with the keyboard what a search finds first."""
    box = page.locator(field)
    expect(box).to_have_attribute("role", "combobox")
    box.fill(words)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_target_is_changed(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.goto(f"{address}form?file={PLAN}")
    value = page.locator('[name^="targets/"][name$="/@value/value"]').first
    old = value.input_value()
    value.fill("79,5")
    save(page)
    expect(page.locator("#state")).to_be_focused()
    lines = differing(root)
    assert len(lines) == 2 and "79.5" in lines[1] and old.replace(",", ".") in lines[0]
    assert passes(root)


def test_a_year_is_added_to_a_target_and_taken_away_by_the_keys_alone(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}form?file={PLAN}")
    years = page.locator('[data-list="targets/0/values"]')
    rows = years.get_by_role("row")
    expect(years.get_by_role("table", name="Målvärden")).to_have_count(1)
    before = rows.count()
    years.get_by_role("button", name="Lägg till").press("Enter")
    expect(rows).to_have_count(before + 1)
    page.keyboard.type("2031")
    page.keyboard.press("Tab")
    page.keyboard.type("79,5")
    # Its cells stand below each other, each with the title of its column, and nothing is scrolled to the side.
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert all(box and box["x"] + box["width"] <= 320 for box in (each.bounding_box() for each in rows.all()[1:]))
    expect(rows.last.get_by_text("Redovisat")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    (removed, added) = differing(root)
    assert added == f"+{removed[1:-1]}, 2031: 79.5}}" and passes(root)
    rows.last.get_by_role("button", name="Ta bort 2031").press("Enter")
    expect(rows).to_have_count(before)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert differing(root) == []


def test_what_the_tab_key_leads_to_is_seen_on_a_phone(page: Page, desk: tuple[Path, str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{desk[1]}form?file={PLAN}")
    for field in ("f-contact-text", "f-targets-0-text"):
        page.locator(f"#{field}").evaluate(
            """field => {
                const fields = [...document.querySelectorAll("input, textarea, select, button, a")];
                const seen = fields.filter(each => each.offsetParent && each.tabIndex >= 0);
                seen[seen.indexOf(field) - 1].focus();
            }"""
        )
        page.keyboard.press("Tab")
        expect(page.locator(f"#{field}")).to_be_focused()
        expect(page.locator(f"#{field}")).to_be_in_viewport(ratio=0.95)


def test_a_years_result_is_added(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.goto(address)
    search(page, "#f-file", "branschspår 2025")
    page.get_by_role("button", name="Öppna").click()
    expect(page.locator("#f-year")).to_have_value("2025")
    page.goto(address)
    page.get_by_role("link", name="Lägg till ett resultat").click()
    search(page, "#f-plan", "bransch")
    expect(page.locator("#f-plan")).to_have_value("Branschspår")
    page.locator("#f-year").fill("2026")
    page.locator("#f-summary").fill("Tre spår blev fyra.")
    page.get_by_role("button", name="Lägg till ett resultat").press("Enter")
    expect(page.get_by_text("Det nya är tillagt.")).to_be_visible()
    file = "plans/branschspar/results/2026.md"
    begun = (root / file).read_text(encoding="utf-8")
    # What the plan measures stands ready, with what it was last time.
    row = page.get_by_role("group", name="Deltagare som har börjat", exact=True)
    expect(row).to_contain_text("Förra gången (2025): 59")
    row.get_by_label("Värde").fill("61")
    page.get_by_role("group", name="Startade branschspår", exact=True).get_by_label("Värde").fill("6")
    save(page)
    added = [line for line in (root / file).read_text(encoding="utf-8").splitlines() if line not in begun.splitlines()]
    assert added == ["measurements: {branschspar-startade: 6, deltagare-borjat: 61}"]
    assert passes(root)


def test_a_plan_is_added_and_taken_away_again(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.goto(address)
    page.get_by_role("link", name="Lägg till en handlingsplan").click()
    page.locator("#f-title").fill("Stigar i Ekbacka")
    page.locator("#f-summary").fill("Fler stigar till jobbet.")
    page.locator("#f-status").select_option("proposed")
    page.get_by_role("button", name="Lägg till en handlingsplan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stigar i Ekbacka")
    expect(page.frame_locator("#preview").get_by_role("heading", level=1)).to_have_text("Stigar i Ekbacka")
    assert passes(root) and git(root, "status", "--porcelain", "-uall") == "?? plans/stigar-i-ekbacka/plan.md\n"
    page.get_by_role("link", name="Ta bort hela sidan").click()
    expect(page.get_by_text("Inget annat hänvisar hit.")).to_be_visible()
    page.get_by_role("button", name="Ta bort", exact=True).click()
    expect(page.get_by_text("Det är borttaget.")).to_be_visible()
    assert git(root, "status", "--porcelain", "-uall") == ""
    page.get_by_role("button", name="Ta tillbaka borttagningen").click()
    expect(page.get_by_role("button", name="Ta tillbaka borttagningen")).to_have_count(0)
    assert git(root, "status", "--porcelain", "-uall") == "?? plans/stigar-i-ekbacka/plan.md\n"


def test_a_picture_is_put_where_the_writer_is(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    target = BytesIO()
    Image.new("RGB", (800, 500), (20, 90, 60)).save(target, format="JPEG")
    page.goto(f"{address}form?file={PLAN}")
    page.locator("#uploading > summary").click()
    page.get_by_role("button", name="Lägg in i texten").click()
    expect(page.locator("#f-upload-error")).to_contain_text("Ingen fil är vald.")
    page.locator("#f-upload").set_input_files(
        {"name": "IMG 1.JPG", "mimeType": "image/jpeg", "buffer": target.getvalue()}
    )
    page.locator("#f-words").fill("Verkstaden på Eken")
    page.get_by_role("button", name="Lägg in i texten").click()
    expect(page.locator("#f-body")).to_have_value(re.compile(r"!\[Verkstaden på Eken\]\(verkstaden-pa-eken\.jpg\)"))
    image = page.frame_locator("#preview").get_by_alt_text("Verkstaden på Eken")
    expect(image).to_be_visible()
    save(page)
    lines = differing(root)
    assert {line for line in lines if line.strip("+-")} == {"+![Verkstaden på Eken](verkstaden-pa-eken.jpg)"}
    assert passes(root)


def test_a_mistake_is_said_at_its_field_mended_and_proposed(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.goto(f"{address}form?file={PLAN}")
    page.locator("#f-as_of").fill("2026-02-30")
    expect(page.locator('[data-error="as_of"]')).to_contain_text("2026-02-30")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("#problems")).to_be_focused()
    assert git(root, "status", "--porcelain") == ""
    page.locator("#f-as_of").fill("2026-04-30")
    save(page)
    assert differing(root) == ["-as_of: 2026-03-26", "+as_of: 2026-04-30"]
    page.get_by_role("link", name="Föreslå ändringen").click()
    expect(page.locator(".proposal")).to_contain_text("Branschspår")
    page.locator("#f-note").fill("Rättat datum.")
    page.get_by_role("button", name="Föreslå ändringen").click()
    expect(page.get_by_text("Förslaget är sparat på den här datorn.")).to_be_visible()
    expect(page.locator("#state")).to_be_focused()
    with page.expect_download() as patch:
        page.get_by_role("link", name="Ladda ner förslaget").click()
    assert "+as_of: 2026-04-30" in patch.value.path().read_text(encoding="utf-8")
    subject, *rest = git(root, "log", "-1", "--format=%B").strip().splitlines()
    assert subject == "Ändring av Branschspår" and rest[-1] == "Rättat datum."
    assert git(root, "diff", "--stat", "HEAD~1").splitlines()[0].split()[0] == PLAN


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until an element has the focus and is seen."""
    wanted = page.locator(selector)
    for _ in range(250):
        page.keyboard.press(key)
        if wanted.evaluate("each => each === document.activeElement"):
            return expect(wanted).to_be_in_viewport(ratio=0.5)
    raise AssertionError(f"{key} never reaches {selector}")


def test_a_picture_a_mistake_and_a_proposal_by_the_keys_alone_on_a_phone(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    picture = BytesIO()
    Image.new("RGB", (800, 500), (20, 90, 60)).save(picture, format="JPEG")
    page.set_viewport_size({"width": 320, "height": 640})
    # From now on: the browser takes a moment to hand its dialog over.
    dialogs: list[FileChooser] = []
    page.on("filechooser", lambda opened: dialogs.append(opened))
    page.goto(f"{address}form?file={PLAN}")
    tab_to(page, "#f-as_of")
    page.keyboard.press("Control+a")
    page.keyboard.type("2026-02-30")
    # What is far down is reached from the list of the form's parts.
    tab_to(page, ".jump > summary", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, ".jump a[href='#uploading']")
    page.keyboard.press("Enter")
    expect(page.locator("#f-upload")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(200):
        if not dialogs:
            page.wait_for_timeout(100)
    dialogs[0].set_files({"name": "IMG 1.JPG", "mimeType": "image/jpeg", "buffer": picture.getvalue()})
    tab_to(page, "#f-words")
    page.keyboard.type("Verkstaden på Eken")
    tab_to(page, "#upload button")
    page.keyboard.press("Enter")
    expect(page.locator("#f-body")).to_have_value(re.compile(r"!\[Verkstaden på Eken\]\(verkstaden-pa-eken\.jpg\)"))
    page.keyboard.press("Control+s")
    # The list of what is wrong takes the focus, and its link leads to the field.
    expect(page.locator("#problems")).to_be_focused()
    tab_to(page, "#problems a[href='#f-as_of']")
    page.keyboard.press("Enter")
    expect(page.locator("#f-as_of")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2026-04-30")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Ändringen är sparad.")).to_be_visible()
    lines = {line for line in differing(root) if line.strip("+-")}
    assert lines == {"-as_of: 2026-03-26", "+as_of: 2026-04-30", "+![Verkstaden på Eken](verkstaden-pa-eken.jpg)"}
    tab_to(page, "a[href$='propose']")
    # On a slow line the field has the focus before the page's script has come.
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    slow = {"offline": False, "latency": 700, "downloadThroughput": 30_000, "uploadThroughput": 30_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.keyboard.press("Enter")
    tab_to(page, "#f-note")
    line.detach()
    page.keyboard.type("Rättat datum.")
    tab_to(page, "form button[type=submit], form button:not([type])")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Förslaget är sparat på den här datorn.")).to_be_visible()


def test_members_move_and_days_are_picked_in_few_steps_of_the_tab_key(page: Page, desk: tuple[Path, str]) -> None:
    page.goto(f"{desk[1]}form?file={PLAN}")
    first, last = page.locator("[data-list=serves] .moves").all()
    expect(first.get_by_role("button", disabled=True)).to_have_text(["Flytta upp bidrar till 1"])
    expect(last.get_by_role("button", disabled=True)).to_have_text(["Flytta ner bidrar till 2"])
    served = page.locator("#f-serves-1").input_value()
    last.get_by_role("button", name="Flytta upp").press("Enter")
    # It is the first now: the button that was pressed is of no use, and the one beside it has the focus.
    expect(page.get_by_role("button", name="Flytta ner bidrar till 2")).to_be_focused()
    expect(page.locator("[data-list=serves] input[role=combobox]").first).to_have_value(served)
    page.locator("#f-as_of").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Välj i kalendern: Per datum")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-list=serves] input[role=combobox]").first).to_be_focused()


def test_members_of_members_are_added_with_names_of_their_own(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    page.goto(f"{address}form?file=plans/indicators.yml")
    page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    held = page.locator('[data-list="indicators/2/sdg"]')
    count = held.locator("[data-member]").count()
    for number in (1, 2):
        held.locator(":scope > p > [data-act=add]").press("Enter")
        made = held.locator("[data-member]").nth(count + number - 1)
        expect(made).to_have_attribute("data-member", re.compile(r"^indicators/2/sdg/n\d+$"))
        made.get_by_role("combobox").fill(f"13.{number}")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    # Also in a member that has just been added, and two levels down.
    page.locator('[data-list="indicators"] > p > [data-act=add]').press("Enter")
    fresh = page.locator('[data-list="indicators"] > .members > [data-member]').last
    name = fresh.get_attribute("data-member")
    fresh.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    page.locator(f'[data-list="{name}/sdg"] > p > [data-act=add]').press("Enter")
    added = page.locator(f'[data-list="{name}/sdg"] [data-member]')
    expect(added).to_have_attribute("data-member", re.compile(rf"^{name}/sdg/n\d+$"))
    fresh.locator(":scope > .moves [data-act=remove]").press("Enter")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len({*ids})
    save(page)
    lines = "".join(differing(root, "plans/indicators.yml"))
    assert "13.1" in lines and "13.2" in lines and len(differing(root, "plans/indicators.yml")) <= 4
    assert passes(root)


def test_cells_of_a_spreadsheet_go_into_the_cells_of_a_table(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    file = "plans/statistics/utslapp-resor.csv"
    page.goto(f"{address}form?file={file}")
    rows = page.locator(".grid tbody tr")
    count = rows.count()
    row = rows.nth(count - 2).locator("input[type=text]")
    kept = [each.input_value() for each in row.all()]

    def paste(text: str) -> None:
        page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
                document.activeElement.dispatchEvent(event);
            }""",
            text,
        )

    # More than there are columns is not cut off.
    row.first.focus()
    paste("1\t2\t3\t4\t5\t6\t7\t8\t9\t10\r\n")
    assert [each.input_value() for each in row.all()] == kept and rows.count() == count
    paste("2024\t1,41\r\n2025\t\r\n2026\t1 000,5\r\n")
    expect(rows).to_have_count(count + 1)
    expect(row.first).to_be_focused()
    save(page)
    assert [line.split(";")[:2] for line in differing(root, file)] == [
        ["-2024", "1,44"], ["+2024", "1,41"], ["+2026", "1000,5"]
    ]  # fmt: skip


def test_a_choice_is_searched_with_the_keyboard(page: Page, desk: tuple[Path, str]) -> None:
    _, address = desk
    page.goto(f"{address}form?file={PLAN}")
    box = page.locator("#f-responsible-0")
    expect(box).to_have_value("Vuxenskolan Eken")
    box.fill("NÄMND arbets")
    listed = page.get_by_role("listbox").get_by_role("option")
    expect(listed).to_have_count(1)
    box.press("Escape")
    expect(box).to_have_value("Vuxenskolan Eken")
    box.fill("finns inte")
    box.press("Tab")
    expect(page.get_by_role("alert")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(box).to_have_value("Vuxenskolan Eken")
    box.press("ArrowDown")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.locator("[name='responsible/0']")).not_to_have_value("vuxenskolan-eken")


def test_what_is_in_no_list_stays_as_it_was_typed_and_is_not_sent(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    before = (root / "plans" / "indicators.yml").read_bytes()
    page.goto(f"{address}new?kind=indicators.indicator")
    page.get_by_label("Rubrik").first.fill("Resor med buss")
    unit = page.locator("#f-unit-name")
    unit.fill("resor")
    unit.press("Control+s")
    error = page.get_by_role("alert")
    expect(error).to_contain_text("finns inte i listan")
    expect(unit).to_have_value("resor")
    expect(unit).to_be_focused()
    expect(unit).to_have_attribute("aria-invalid", "true")
    assert (root / "plans" / "indicators.yml").read_bytes() == before
    # What is called exactly so comes first, by its name or as people write it.
    for written in ("procent", "%"):
        unit.fill(written)
        unit.press("ArrowDown")
        expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_text("procent")
        unit.press("Enter")
        expect(unit).to_have_value("procent")
    expect(page.get_by_role("alert")).to_have_count(0)
    # A unit of one's own goes to where it is written in one's own words, and one goes on there.
    unit.fill("resor")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Med egna ord: resor"])
    unit.press("Enter")
    expect(page.locator("#f-unit-other")).to_have_value("resor")
    expect(page.locator("#f-unit-one")).to_be_focused()
    expect(unit).to_have_value("")
    page.keyboard.type("resa")
    page.get_by_role("button", name="Lägg till ett nyckeltal").last.click()
    expect(page.get_by_text("Det nya är tillagt.")).to_be_visible()
    lines = [line[1:].strip() for line in differing(root, "plans/indicators.yml")]
    assert "title: Resor med buss" in lines
    assert "unit: {one: resa, other: resor}" in lines or {"one: resa", "other: resor"} <= {*lines}


def test_two_windows_of_one_plan_lose_no_word(page: Page, desk: tuple[Path, str]) -> None:
    root, address = desk
    other = page.context.new_page()
    for each in (page, other):
        each.goto(f"{address}form?file={PLAN}")
    for each, words in ((page, "Från det ena."), (other, "Från det andra.")):
        each.get_by_label("Sammanfattning").first.fill(words)
        expect(each.locator("#state")).to_contain_text("finns kvar om du stänger")
    save(other)
    expect(other.get_by_text("i ett annat fönster")).to_be_visible()
    page.close()  # as if the browser had crashed
    other.get_by_role("link", name="Visa det andra utkastet").click()
    expect(other.get_by_role("heading", name="Någon annan har ändrat samma uppgift")).to_be_visible()
    expect(other.get_by_text("Från det andra.")).to_be_visible()
    expect(other.get_by_label("Sammanfattning").first).to_have_value("Från det ena.")
    save(other)
    assert "Från det ena." in (root / PLAN).read_text(encoding="utf-8")
    expect(other.get_by_text("i ett annat fönster")).to_have_count(0)
    other.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_page_of_the_editor_is_accessible(page: Page, desk: tuple[Path, str], width: int, scheme: str) -> None:
    root, address = desk
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(text.replace("title: Branschspår", "title: Nya spår", 1), encoding="utf-8")
    pages = ["", "new?kind=plan", "new?kind=result", "new?kind=indicators.indicator", f"remove?file={PLAN}", "propose",
             "form?file=plans/statistics/utslapp-resor.csv", f"form?file={PLAN}"]  # fmt: skip
    for where in pages:
        page.goto(address + where)
        if where.endswith(PLAN) and where.startswith("form"):
            # It takes its place when all of it has come; a narrow window shows the form.
            page.wait_for_selector("#preview[src]", state="attached")
        for more in page.locator(".more > summary").all():
            if more.is_visible():
                more.click()
        for area in page.locator("textarea:visible").all()[:2]:
            area.focus()  # its tools come
        violations, _ = page.evaluate(RUN_AXE, ["html", {"runOnly": {"type": "tag", "values": TAGS}}, "none"])
        assert violations == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    box = page.locator("#f-responsible-0")
    box.fill("a")
    expect(box).to_have_attribute("aria-expanded", "true")
    violations, _ = page.evaluate(RUN_AXE, ["html", {"runOnly": {"type": "tag", "values": TAGS}}, "none"])
    assert violations == [], "an open list"


def test_what_the_browser_loads_is_light_and_from_here_alone(page: Page, desk: tuple[Path, str]) -> None:
    _, address = desk
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if "/.edit/" in answer.url
            and "/draft/" not in answer.url and "/live" not in answer.url else None)  # fmt: skip
    answer = page.goto(f"{address}form?file={PLAN}")
    assert answer and "script-src 'self'" in answer.headers["content-security-policy"]
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in sizes)
    scripts = [size for url, size in sizes.items() if url.endswith((".js", ".css"))]
    assert len(scripts) == 5 and sum(scripts) < 70_000
