"""Translations: what a change of the original does to them, the mark that `--fix` sets, and drafts to fill in."""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.kinds import KINDS, tongue_of, translations
from publisher.language import Language
from publisher.link.graph.in_language import put_in
from publisher.mend.mended import mended_files, write
from publisher.model.register import Indicator, Indicators
from publisher.model.translation import fingerprint, texts_of, translation_model
from publisher.model.untranslated import Untranslated, by_language, composed, language_of, on_one_line
from publisher.pipeline import Prepared, load, prepare
from publisher.problem import stops
from publisher.start.translation_draft import translation_draft
from tests.program import REPOSITORY
from tests.publications import HERE, MODULE
from tests.repository import commit, git

INPUT = HERE / "cases" / "languages" / "input"
PLAN = "plans/vagen/plan.md"
OF_BODY = "Kursen tar tio veckor. Den följer [strategin](../../docs/strategi.md)."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(INPUT, tmp_path / "publication")
    return tmp_path / "publication"


def outdated(root: Path) -> set[str]:
    return {problem.place.file for problem in load(root).problems if problem.code == "translation-outdated"}


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


OF_TEXT = [
    ("title: Vägen till arbete", "title: Vägen till ett arbete"),
    ("Kursen tar tio veckor.", "Kursen tar elva veckor."),
    ("title: Kurs i svenska", "title: Kurs i språk"),
    ("reason: Kursen hade just börjat.", "reason: Kursen var ny."),
]
OF_FACTS = [
    ("status: ongoing\nserves", "status: paused\nserves"),
    ("2024: 70", "2024: 75"),
    ("to: 2025", "to: 2026"),
    ("date: 2023-01-18", "date: 2023-01-19"),
]


@pytest.mark.parametrize(("old", "new"), OF_TEXT)
def test_a_changed_text_makes_each_of_its_translations_old_and_no_other(root: Path, old: str, new: str) -> None:
    change(root, PLAN, old, new)
    assert outdated(root) == {f"plans/vagen/plan.{code}.md" for code in ("en", "ar", "sv-lattlast")}


@pytest.mark.parametrize(("old", "new"), OF_FACTS)
def test_a_changed_fact_makes_no_translation_old(root: Path, old: str, new: str) -> None:
    change(root, PLAN, old, new)
    assert not outdated(root)


def begun(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "2024-01-01")


def texts_changed(root: Path, code: str) -> set[tuple[str, str, str, str]]:
    """Return the code, the place, that in the original and the earlier wording of each changed text."""
    problems = (each for each in load(root).problems if each.code.startswith("translation-outdated"))
    return {
        (each.code, str(each.place), each.facts.get("place", ""), each.facts.get("was", ""))
        for each in problems
        if each.place.file == f"plans/vagen/plan.{code}.md"
    }


def test_each_text_that_has_changed_is_named_with_what_it_was(root: Path) -> None:
    begun(root)
    for old, new in OF_TEXT[:3]:
        change(root, PLAN, old, new)
    # One that is committed and one that is not: the wording is that of the translation.
    commit(root, "2024-02-01")
    change(root, PLAN, "title: Vägen till ett arbete", "title: Vägen till jobb")
    text, at = "translation-outdated-text", "plans/vagen/plan.en.md"
    assert texts_changed(root, "en") == {
        (text, f"{at}:3:8", f"{PLAN}:3", "Vägen till arbete"),
        (text, f"{at}:5:32", f"{PLAN}:14", "Kurs i svenska"),
        (text, f"{at}:10:1", f"{PLAN}:27", OF_BODY),
    }


def test_without_the_version_that_was_translated_only_the_change_is_known(root: Path) -> None:
    change(root, PLAN, *OF_TEXT[0])
    begun(root)
    assert texts_changed(root, "en") == {("translation-outdated", "plans/vagen/plan.en.md:2:18", "", "")}


def test_text_that_was_added_to_the_original_has_no_earlier_wording(root: Path) -> None:
    begun(root)
    path = root / PLAN
    path.write_text(f"{path.read_text(encoding='utf-8')}\nDen är gratis.\n", encoding="utf-8")
    ((code, _, where, was),) = texts_changed(root, "en")
    assert (code, where.partition(":")[0], was) == ("translation-outdated-new", PLAN, "")


def test_fix_marks_what_has_no_mark_and_leaves_an_old_one(root: Path) -> None:
    change(root, PLAN, *OF_TEXT[0])
    assert not [*mended_files(root)]
    translation = root / "plans/vagen/plan.en.md"
    before = translation.read_text(encoding="utf-8")
    line = next(each for each in before.splitlines() if each.startswith("translated_from"))
    translation.write_text(before.replace(f"{line}\n", ""), encoding="utf-8")
    (mended,) = mended_files(root)
    write(root, mended)
    after = translation.read_text(encoding="utf-8")
    assert after.splitlines()[2:] == before.splitlines()[2:]
    assert outdated(root) == {"plans/vagen/plan.ar.md", "plans/vagen/plan.sv-lattlast.md"}
    assert not [*mended_files(root)]


def test_only_what_is_text_of_a_language_can_be_translated() -> None:
    model = translation_model(KINDS["plan"].model)
    assert model
    assert set(model.model_fields) == {
        "translated_from", "title", "summary", "target_groups", "contact", "assumptions", "activities", "themes",
        "targets", "money", "document_type", "applies_to", "owner",
    }  # fmt: skip
    assert set(translations()) == {*KINDS} - {"locks", "synonyms", "statistics"}


@pytest.mark.parametrize(
    ("file", "original"),
    [
        ("plans/a/plan.en.md", "plans/a/plan.md"),
        ("plans/a/results/2024-T2.fi.md", "plans/a/results/2024-T2.md"),
        ("docs/om/index.sv-lattlast.md", "docs/om/index.md"),
        ("plans/bodies.ar.yml", "plans/bodies.yml"),
        ("plans/a/plan.md", ""),
        ("docs/version-2.1.md", ""),
        ("docs/om.kapitel.md", ""),
        ("docs/.en.md", ""),
        ("plans/statistics/a.en.csv", ""),
    ],
)
def test_a_name_says_of_what_a_file_is_the_translation(file: str, original: str) -> None:
    tongue = tongue_of(file)
    assert (tongue.original if tongue else "") == original


@pytest.fixture(scope=MODULE)
def ekbacka() -> Prepared:
    return prepare(REPOSITORY / "examples" / "ekbacka")


def test_a_draft_of_any_text_is_right_and_translates_nothing_yet(ekbacka: Prepared) -> None:
    files = [it for it in ekbacka.texts if not tongue_of(it) and it.endswith((".md", "bodies.yml", "indicators.yml"))]
    drafts = [
        translation_draft(ekbacka.publication, ekbacka.language, ekbacka.texts, file, code)
        for file in files
        for code in ("en", "ar")
    ]
    assert not [draft.problems for draft in drafts if draft.problems]
    ready = prepare(REPOSITORY / "examples" / "ekbacka", unsaved={draft.path: draft.text for draft in drafts})
    assert not stops(ready.problems)
    assert {draft.path for draft in drafts}.isdisjoint(problem.place.file for problem in ready.problems)
    assert all(len(each.drafts) < 20 for each in ready.versions)


def test_every_text_of_an_untranslated_value_knows_its_language(ekbacka: Prepared) -> None:
    for node in ekbacka.publication.nodes.values():
        value = put_in(node.value, None, "sv")
        assert value == node.value

        def marked(texts: object, found: Callable[[object], bool]) -> bool:
            if isinstance(texts, dict):
                return all(
                    marked(each, found)
                    for key, each in texts.items()
                    if key not in ("id", "indicator", "year", "date", "period")
                )
            return all(marked(each, found) for each in texts) if isinstance(texts, list) else found(texts)

        assert marked(texts_of(value), lambda text: isinstance(text, Untranslated))
        assert fingerprint(value, "") == fingerprint(node.value, "")


def test_a_text_that_only_the_translation_has_is_shown_in_it() -> None:
    fields = {"id": "a", "title": "Klara", "unit": "count", "direction": "higher"}
    indicator = Indicator.model_validate(fields)
    model = translation_model(Indicators)
    assert model and indicator.as_whole is None
    translated = model.model_validate({"indicators": [{"id": "a", "title": "Finished", "as_whole": "of those"}]})
    (given,) = vars(translated)["indicators"]
    found = put_in(indicator, given, "sv")
    assert (found.title, found.as_whole, found.text) == ("Finished", "of those", None)
    assert not isinstance(found.as_whole, Untranslated)


def test_a_sentence_knows_which_of_its_words_are_in_another_language() -> None:
    unit, title = Untranslated("deltagare", "sv"), Untranslated("Vägen", "sv")
    said = composed("The way (Vägen): 79% of 72 deltagare", ["79%", unit, title])
    assert isinstance(said, Untranslated)
    assert (said.language, said.parts) == ("sv", ("deltagare", "Vägen"))
    assert by_language(said, said.parts) == [
        ("The way (", False),
        ("Vägen", True),
        ("): 79% of 72 ", False),
        ("deltagare", True),
    ]
    assert pickle.loads(pickle.dumps(said)).parts == said.parts
    # In sentences within sentences too, and not in what is said in one language.
    assert getattr(composed(f"{said}, so far", [said]), "parts", ()) == said.parts
    assert type(composed("79% of 72", ["79%"])) is str
    assert (language_of(said), language_of(unit), language_of("deltagare")) == ("", "sv", "")


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        ("family of 3 mil", ["mil"], ["mil"]),
        ("Ny plan: Ny", ["Ny plan", "Ny"], ["Ny plan", "Ny"]),
        # Arabic joins a preposition to the word that follows.
        ("Kurs \u0648Arbete", ["Arbete", "Kurs"], ["Kurs", "Arbete"]),
        ("the whole of it", ["elsewhere"], ["the whole of it"]),
    ],
)
def test_a_word_of_another_language_is_found_as_a_word(text: str, parts: list[str], found: list[str]) -> None:
    pieces = by_language(text, parts)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, foreign in pieces if foreign] == found


def test_a_text_written_in_another_way_is_still_in_its_language() -> None:
    title, words = Untranslated("Vägen  till\narbete", "sv"), Language("en")
    assert [language_of(each) for each in (words.within(title), on_one_line(title))] == ["sv", "sv"]
    assert (words.within(title), on_one_line(title)) == ("vägen  till\narbete", "Vägen till arbete")
    assert (words.within("Vägen"), type(on_one_line(" a "))) == ("vägen", str)


def test_a_language_has_synonyms_of_its_own_and_none_of_another(tmp_path: Path) -> None:
    shutil.copytree(HERE / "cases" / "languages" / "input", tmp_path, dirs_exist_ok=True)
    (tmp_path / "plans" / "synonyms.yml").write_text(
        "synonyms: [{words: [praktik], finds: [kurs]}]\n", encoding="utf-8"
    )
    (tmp_path / "plans" / "synonyms.en.yml").write_text("synonyms: [{words: [training], finds: [course]}]\n")
    publication = load(tmp_path, draw=False).publication
    words = {
        language.code: [each.words for each in publication.in_language(language).synonyms]
        for language in publication.settings.publication.languages
    }
    assert [each.words for each in publication.synonyms] == [("praktik",)]
    assert words["en"] == [("training",)]
    assert not any(found for code, found in words.items() if code != "en")
