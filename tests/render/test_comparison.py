from pathlib import Path
from shutil import copytree

from publisher.language import Language
from publisher.link.time.differences import Act
from publisher.locales import HOUSE
from publisher.pipeline import published
from publisher.read.files import read_folders
from publisher.render.comparison import Comparison, State
from publisher.render.markdown import to_html
from publisher.render.page_versions import name_and_tag
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


def marks(text: str) -> list[str]:
    """Return the marked lines of a page, with ~ before removed and + before added words."""
    marked = text.replace("**[borttaget: ", "~[").replace("**[tillagt: ", "+[")
    lines = [line for line in marked.splitlines() if "~[" in line or "+[" in line]
    return [line.replace("]**{: .removed }", "]").replace("]**{: .added }", "]").removeprefix("- ") for line in lines]


def test_changed_facts_are_marked_where_no_text_has_changed(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, "docs/omrade.md", ("modality: shall", "modality: should"), ("[arbetsnamnden]", "[vagvisarna]"))
    changed(root, PLAN, ("to: 2025}", "to: 2026-06-30}"), ("2024: 70", "2024: 75"), ("Vägen till", "En väg till"))
    assert marks(document(root)) == [
        "Ordval: ~[ska] +[bör]",
        "Ansvarig: +[Vägvisarna]",
        "Ansvarig: ~[Arbetsnämnden]",
        "Rubrik: ~[Vägen] +[En väg] till arbete",
        "Giltighetstid, till och med: ~[2025] +[30 juni 2026]",
        "Mål Klara som fick arbete, år 2024: ~[70 %] +[75 %]",
    ]


def test_an_added_and_a_removed_activity_are_marked_with_all_that_is_said_of_them(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(
        root,
        PLAN,
        (
            "{id: kurs, title: Kurs i svenska, status: ongoing, responsible: vagvisarna}",
            "{id: bygg, title: Bygg, text: Vi bygger., status: planned, period: {from: 2025-03}}",
        ),
    )
    assert marks(document(root)) == [
        "Aktivitet: +[Bygg]",
        "Aktivitet Bygg, status: +[Planerad]",
        "Aktivitet Bygg, giltighetstid, från och med: +[mars 2025]",
        "Aktivitet: ~[Kurs i svenska]",
        "Aktivitet Kurs i svenska, status: ~[Pågår]",
        "Aktivitet Kurs i svenska, ansvarig: ~[Vägvisarna]",
        "+[Aktivitet Bygg, text: Vi bygger.]",
    ]


def test_a_new_commitment_is_marked_with_its_facts_and_its_text(tmp_path: Path) -> None:
    root = thread(tmp_path)
    new = """responsible: [arbetsnamnden]
  - {id: "1.11", title: Språk, text: Kommunen bör ordna kurser., modality: should, responsible: [vagvisarna]}
"""
    changed(root, "docs/omrade.md", ("responsible: [arbetsnamnden]\n", new))
    assert marks(document(root)) == [
        "Rubrik: +[Språk]",
        "Ordval: +[bör]",
        "Ansvarig: +[Vägvisarna]",
        "+[Kommunen bör ordna kurser.]",
    ]


def test_markup_in_a_changed_title_is_words(tmp_path: Path) -> None:
    root = thread(tmp_path)
    changed(root, PLAN, ("title: Vägen till", "title: Vägen <b>*nu*</b> till"))
    text = to_html(document(root), EXTENSIONS)
    assert "<ins>[tillagt: &lt;b&gt;*nu*&lt;/b&gt;]</ins>" in text


LANGUAGES = THREAD.parents[1] / "languages" / "input"


def test_a_text_that_changed_in_another_language_alone_is_named_with_it(tmp_path: Path) -> None:
    settings = read_settings(LANGUAGES)
    root = tmp_path / "publication"
    copytree(LANGUAGES, root)
    english, somali, area = "plans/vagen/plan.en.md", "docs/strategi.so.md", "docs/omrade.en.md"
    changed(root, english, ("ten weeks", "eleven weeks"))
    (root / somali).unlink()
    (root / area).write_text("---\nkind: focus-area\ntitle: Work\n---\n", encoding="utf-8")
    before, after = (State(published(read_folders(each, "docs", "plans"), settings)[0]) for each in (LANGUAGES, root))
    comparison = Comparison(before, after, Language("sv"), root, frozenset(after.publication.nodes))
    found = [(change.act, change.id, change.steps[0].key) for change in comparison.changes if change.is_translation]
    assert found == [
        (Act.ADDED, "omrade-1", "en"), (Act.CHANGED, "vagen", "en"), (Act.REMOVED, "strategin", "so")
    ]  # fmt: skip
    assert len(comparison.changes) == 3
    text = to_html(comparison.page(None).markdown, EXTENSIONS)
    assert "ord för ord" not in text, "nothing stands below that heading"
    assert "Här står vilka översättningar som har lagts till, ändrats och tagits bort." in text
    assert '<strong>Ändrat:</strong> översättning (<span dir="ltr" lang="en">English</span>)' in text
    assert '<strong>Borttaget:</strong> översättning (<span dir="ltr" lang="so">Soomaali</span>)' in text


def test_a_language_is_named_as_its_speakers_name_it() -> None:
    codes = ("sv-lattlast", "en", "en-easy", "ar", "so")
    assert [name_and_tag(code, (), Language("sv")) for code in codes] == [
        ("Lättläst", "sv-x-lattlast"), ("English", "en"), ("Easy read", "en-x-easy"), ("العربية", "ar"),
        ("Soomaali", "so")
    ]  # fmt: skip


def test_a_changed_original_is_no_change_of_its_translations(tmp_path: Path) -> None:
    settings = read_settings(LANGUAGES)
    root = tmp_path / "publication"
    copytree(LANGUAGES, root)
    changed(root, "plans/vagen/plan.md", ("tio veckor", "elva veckor"))
    before, after = (State(published(read_folders(each, "docs", "plans"), settings)[0]) for each in (LANGUAGES, root))
    comparison = Comparison(before, after, Language("sv"), root, ())
    assert [change.is_translation for change in comparison.changes] == [False]
    assert "## Ändringarna ord för ord" in comparison.page(None).markdown
