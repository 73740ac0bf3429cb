"""A publication whose settings name no navigation has a page of each section in it, and the articles that are left."""

from pathlib import Path

from lxml import html

from tests.program import build
from tests.publications import smallest, without_problems, write
from tests.render.test_first_answers import AREA, INDICATORS, PLAN, STRATEGY

ARTICLE = "---\nkind: article\nsection: {0}\nid: {1}\ntitle: {2}\n---\n\nOrd.\n"
FILES = {
    "docs/strategi/index.md": STRATEGY,
    "docs/strategi/resor.md": AREA,
    "docs/om.md": ARTICLE.format("about", "om", "Om sidorna"),
    "docs/kontakt.md": ARTICLE.format("start", "kontakt", "Kontakta oss"),
    "plans/indicators.yml": INDICATORS,
    "plans/p/plan.md": PLAN.replace("TARGETS", "as_of: 2024-05\n"),
}


def test_without_a_navigation_the_menu_has_the_sections_in_their_order(tmp_path: Path) -> None:
    menu = without_problems(write(tmp_path, smallest(**FILES))).site_map.added_to_menu
    assert menu == (
        ("Start", "index.md"),
        ("Strategi", "strategi/index.md"),
        ("Planer", "planer/index.md"),
        ("Resultat", "resultat/index.md"),
        ("Ansvar", "ansvar/index.md"),
        ("Om webbplatsen", "om.md"),
        ("Kontakta oss", "kontakt.md"),
    )


def test_each_page_marks_its_own_section_and_no_other(tmp_path: Path) -> None:
    write(tmp_path, smallest(**FILES))
    assert build("--root", str(tmp_path), "site").returncode == 0

    def marked(path: str) -> list[tuple[str, str]]:
        page = html.parse(tmp_path / "site" / path / "index.html", html.HTMLParser(encoding="utf-8"))
        return [(each.text, each.get("aria-current")) for each in page.xpath("//nav[1]//li/a[@aria-current]")]

    assert marked("") == []
    assert marked("forsenat") == [("Resultat", "true")]
    assert marked("resultat") == [("Resultat", "page")]
    assert marked("planer/p") == [("Planer", "true")]
    assert marked("strategi/resor") == [("Strategi", "true")]
    assert marked("kontakt") == [("Kontakta oss", "page")]
    assert marked("sok") == []
