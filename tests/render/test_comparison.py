from pathlib import Path

from publisher.language import Language
from publisher.locales import HOUSE
from publisher.pipeline import published
from publisher.read.files import read_folders
from publisher.render.comparison import Comparison, State
from publisher.render.markdown import to_html
from publisher.settings_file import read_settings
from tests.repository import PLAN, SETTINGS, THREAD, changed, thread

EXTENSIONS = read_settings(HOUSE).markdown_extensions


def state(root: Path, name: str = "", day: str = "") -> State:
    return State(published(read_folders(root, "docs", "plans"), SETTINGS)[0], name, day)


def document(root: Path, language: str = "sv") -> str:
    before, after = state(THREAD, "v1", "2023-01-10"), state(root)
    linked = frozenset(after.publication.nodes)
    return Comparison(before, after, Language(language), root, linked).page("pdf/andringar-v1.pdf").markdown


def test_marks_become_insertions_and_deletions() -> None:
    marked = to_html("ett **[tillagt: två]**{: .added } **[borttaget: tre]**{: .removed }", EXTENSIONS)
    assert marked == "<p>ett <ins>[tillagt: två]</ins> <del>[borttaget: tre]</del></p>"


def test_old_texts_are_words_and_never_markup(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(
        root,
        PLAN,
        (
            "Kursen tar tio veckor",
            "Kursen <script>alert(1)</script> **tar** {{ vision() }} `tio` [veckor](javascript:x)",
        ),
    )
    text = to_html(document(root), EXTENSIONS)
    assert "<script" not in text
    assert "javascript:" not in text
    assert "Alla har ett arbete" not in text, "what a part gives is no author's text"


def test_unchanged_paragraphs_are_counted_and_changed_ones_stand_under_their_heading(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(
        root, PLAN, ("Kursen tar", "Först.\n\n### Mer\n\nKursen tar"), ("## Så går", "## Nytt\n\nOrd.\n\n## Så går")
    )
    text = document(root)
    assert "#### **[tillagt: Nytt]**{: .added }" in text
    assert "##### **[tillagt: Mer]**{: .added }" in text
    assert "[1 stycke är oförändrat]" in text


def test_a_change_that_no_word_shows_is_said_to_be_one(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, PLAN, ("[strategin](../../docs/strategi.md)", "[strategin](ref:strategin)"))
    assert "Orden är de samma." in document(root)


def test_every_language_can_describe_changes(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, PLAN, ("2024: 70", "2024: 75"))
    assert "**Ændret:** mål Klara som fick arbete, år 2024 fra 70 % til 75 %" in document(root, "da")
    assert "**Changed:** target Klara som fick arbete, year 2024 from 70% to 75%" in document(root, "en")
