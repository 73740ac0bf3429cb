"""The preview in a browser: the page reloads by itself, a mistake is shown in it, and the good page comes back."""

from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.make import make
from benchmarks.plans import Size
from tests.browser.visit import RUN_AXE, TAGS
from tests.serving import following, served


def test_the_page_follows_what_is_written(page: Page, tmp_path: Path) -> None:
    root = tmp_path / "publication"
    make(root, Size(plans=1, years=1, commitments=3))
    plan = next(root.glob("plans/*/plan.md"))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    follower = following(root)
    with served(follower) as (port, prefix):
        page.goto(f"http://127.0.0.1:{port}{prefix}planer/{plan.parent.name}/")
        text = plan.read_text(encoding="utf-8")
        plan.write_text(f"{text}\nAlldeles ny mening.\n", encoding="utf-8")
        follower.refresh([plan])
        expect(page.get_by_text("Alldeles ny mening.")).to_be_visible()
        plan.write_text(text.replace("status: ", "status: x"), encoding="utf-8")
        follower.refresh([plan])
        problems = page.locator(".preview-problems")
        expect(problems).to_contain_text(f"plans/{plan.parent.name}/plan.md:")
        expect(page.get_by_text("Alldeles ny mening.")).to_be_visible()
        violations, _ = page.evaluate(RUN_AXE, [".preview", {"runOnly": {"type": "tag", "values": TAGS}}, "none"])
        assert violations == []
        plan.write_text(text, encoding="utf-8")
        follower.refresh([plan])
        expect(problems).to_have_count(0)
        expect(page.get_by_text("Alldeles ny mening.")).to_have_count(0)
    assert [text for text in complaints if "Content Security" in text] == []
