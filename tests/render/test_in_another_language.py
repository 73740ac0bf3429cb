"""Pages in other languages: which there are, what they say of what is not translated, and that no fact is another."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml.html import fromstring
from markupsafe import Markup
from pydantic import BaseModel

from publisher.commonmark.tongues import MAIN_TONGUE, TONGUE
from publisher.model.result import Result
from publisher.model.untranslated import Untranslated, language_of
from publisher.pipeline import Loaded, load
from publisher.problem import stops
from publisher.publish.data.feed import feed_files
from publisher.render.escape import in_tongue
from publisher.render.markdown import converted
from publisher.render.page import Page
from publisher.render.views import Views
from tests.publications import HERE, MODULE, without_problems
from tests.repository import changed, commit, git

INPUT = HERE / "cases" / "languages" / "input"
ABOUT = "Har arbete eller studerar."
SPAN = re.compile(r"<(?:span|div)[^>]*\blang=\"sv\"[^>]*>")


@pytest.fixture(scope=MODULE)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = tmp_path_factory.mktemp("languages") / "publication"
    shutil.copytree(INPUT, root)
    register = root / "plans" / "indicators.yml"
    written = register.read_text(encoding="utf-8")
    register.write_text(written.replace("fick arbete,", f"fick arbete, text: {ABOUT},"), encoding="utf-8")
    return without_problems(root)


def version(loaded: Loaded, code: str) -> Loaded:
    (found,) = (each for each in loaded.versions if each.site_map.content and each.site_map.content.code == code)
    return found


def page(loaded: Loaded, path: str) -> Page:
    return next(each for each in loaded.every_page if each.path == path)


def html(shown: Page) -> str:
    return converted(shown.markdown, shown.spoken or "sv").html


def test_a_language_has_the_pages_that_are_translated_with_their_lists_and_a_start(loaded: Loaded) -> None:
    assert {each.path for each in version(loaded, "so").pages} == {"so/index.md", "so/strategi.md"}
    assert {each.path for each in version(loaded, "sv-lattlast").pages} == {
        "lattlast/index.md", "lattlast/planer/index.md", "lattlast/planer/vagen.md",
    }  # fmt: skip
    english = {each.path for each in version(loaded, "en").pages}
    assert {
        "en/plans/vagen.md",
        "en/results/2024/vagen.md",
        "en/results/2024/index.md",
        "en/indicators/index.md",
    } <= english
    assert "en/plans/gamla-vagen.md" not in english


def test_what_is_computed_is_the_same_in_every_language(loaded: Loaded) -> None:
    own = loaded.publication
    for each in loaded.versions:
        for name, node in own.nodes.items():
            other = each.publication.nodes[name].value
            assert type(other) is type(node.value)
            assert (
                getattr(other, "measurements", None) == getattr(node.value, "measurements", None) or each.language.code
            )
        lines = [(line.commitment.id, line.standing, line.names) for line in own.ledger.lines]
        assert [(line.commitment.id, line.standing, line.names) for line in each.publication.ledger.lines] == lines
        assert each.publication.references == own.references


def test_figures_and_days_are_written_in_the_language_of_the_page(loaded: Loaded) -> None:
    texts = {path: page(loaded, path).markdown for path in ("planer/vagen.md", "en/plans/vagen.md")}
    assert "79 % av 72" in texts["planer/vagen.md"]
    assert "79% of 72" in texts["en/plans/vagen.md"]
    assert "februari 2023" in texts["planer/vagen.md"]
    assert "February 2023" in texts["en/plans/vagen.md"]
    arabic = version(loaded, "ar")
    assert "فبراير 2023" in page(loaded, f"ar/{arabic.language.text('address.plans')}/vagen.md").markdown


def test_what_is_not_translated_says_its_language_and_the_page_says_so_once(loaded: Loaded) -> None:
    for each in loaded.versions:
        sentence = str(each.site_map.views.untranslated(each.site_map.content))
        for shown in each.pages:
            marked = bool(SPAN.search(html(shown)))
            assert shown.markdown.count(sentence) == marked, shown.path


def untranslated_in(value: object) -> Iterator[str]:
    """Yield every text of a value that is marked as untranslated, at any depth."""
    if isinstance(value, Untranslated):
        yield str(value)
    elif isinstance(value, BaseModel):
        yield from (text for name in type(value).model_fields for text in untranslated_in(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in untranslated_in(each))
    elif isinstance(value, tuple):
        yield from (text for each in value for text in untranslated_in(each))


def test_no_text_of_another_language_stands_on_a_page_unmarked(loaded: Loaded) -> None:
    for code in ("en", "ar"):
        each = version(loaded, code)
        nodes = each.publication.nodes.values()
        texts = {text for node in nodes for text in untranslated_in(node.value) if len(text) > 3}
        assert {"som blev klara", "som började", ABOUT} <= texts
        for shown in each.pages:
            # Text alternatives are attributes, which are in one language as a whole.
            rest = own_words(shown)
            assert not [text for text in texts if text in rest], shown.path


def own_words(shown: Page) -> str:
    """Return the text of a page without what is marked as being in Swedish."""
    tree = fromstring(f"<main>{html(shown)}</main>")
    for each in tree.xpath("//*[@lang='sv']"):
        each.drop_tree()
    return str(tree.text_content())


def test_a_description_that_is_not_translated_says_its_language(loaded: Loaded) -> None:
    plan, indicator = page(loaded, "en/plans/vagen.md").head, page(loaded, "en/indicators/i-arbete.md").head
    assert (plan["description"], plan.get("description_tag")) == ("A course and a placement with an employer.", None)
    assert (indicator["description"], indicator["description_tag"]) == (ABOUT, "sv")
    assert "description_tag" not in page(loaded, "nyckeltal/i-arbete.md").head


def test_linked_data_has_the_language_of_what_is_not_translated(loaded: Loaded) -> None:
    about = json.loads(page(loaded, "so/strategi.md").linked)["@graph"][0]
    assert (about["inLanguage"], about["name"]) == ("so", "Istaraatiijiyad shaqo")
    assert about["abstract"] == {"@value": "Vad Provköping vill.", "@language": "sv"}
    english = json.loads(page(loaded, "en/plans/vagen.md").linked)["@graph"][0]
    assert english["abstract"] == "A course and a placement with an employer."


def test_rows_have_the_separators_of_the_language(loaded: Loaded) -> None:
    arabic = version(loaded, "ar")
    for shown in arabic.pages:
        assert re.findall(r"[\u0600-\u06ff)]?[,;] ", own_words(shown)) == [], shown.path
    assert arabic.language.commas(["a", "b"]) == "a، b"
    assert loaded.language.semicolons(["a", "b"]) == "a; b"


def test_no_mark_of_a_language_is_left_in_what_is_published(loaded: Loaded) -> None:
    for shown in loaded.every_page:
        assert TONGUE not in html(shown) and MAIN_TONGUE not in html(shown)
        assert all(TONGUE not in str(value) for value in shown.head.values())
        assert all(TONGUE not in picture.alternative for picture in shown.pictures)


def test_a_text_without_a_translation_is_a_part_in_its_own_language_and_calls_in_it_are_not(loaded: Loaded) -> None:
    shown = html(page(loaded, "so/index.md"))
    assert '<div class="untranslated" dir="ltr" lang="sv">' in shown.replace(
        'lang="sv" dir="ltr"', 'dir="ltr" lang="sv"'
    )
    arabic = html(page(loaded, "ar/index.md"))
    assert 'class="translated"' in arabic and 'lang="ar"' in arabic and 'dir="rtl"' in arabic


def test_a_link_says_where_it_leads_into_another_language(loaded: Loaded) -> None:
    shown = html(page(loaded, "en/plans/vagen.md"))
    links = re.findall(r"<a ([^>]*)>", shown)
    assert links
    for link in links:
        leads_out = (match := re.search(r'href="([^"]+\.md)', link)) and match[1].startswith("../../")
        assert ('hreflang="sv"' in link) == bool(leads_out), link


def test_the_switch_stays_on_the_same_page_or_says_that_it_does_not(loaded: Loaded) -> None:
    shown = page(loaded, "planer/vagen.md")
    assert [(each.tag, each.url, each.instead) for each in shown.versions] == [
        ("sv", "planer/vagen/", ""), ("en", "en/plans/vagen/", ""), ("ar", "ar/alkhutat/vagen/", ""),
        ("sv-x-lattlast", "lattlast/planer/vagen/", ""), ("so", "planer/vagen/", "finns inte"),
    ]  # fmt: skip
    somali = shown.versions[-1]
    # The program has no Somali: the sentence is the authors', and its own words are in the language that they are in.
    assert (somali.note, somali.noted, somali.spoken) == (somali.note, "", "sv")
    assert somali.note.startswith("Qayb")
    assert (somali.start, somali.home) == ("startsidan", "so/")
    there = {each.url for each in loaded.every_page}
    for each in loaded.every_page:
        assert {version.url for version in each.versions} <= there
        own = [version.url for version in each.versions if version.tag == (each.tag or "sv")]
        assert own == [each.url]


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("en", "This page has not been translated. It is in Swedish."),
        ("ar", "هذه الصفحة غير مترجمة، وهي باللغة السويدية."),
        ("sv-x-lattlast", "Den här sidan finns inte på lättläst."),
    ],
)
def test_what_is_not_translated_is_shown_and_says_so_in_its_language(loaded: Loaded, tag: str, sentence: str) -> None:
    alone = [each for each in loaded.pages if any(version.instead for version in each.versions)]
    assert len(alone) > 10
    for each in alone:
        for version in each.versions:
            if version.tag == tag and version.instead:
                assert (version.url, version.note, version.noted) == (each.url, sentence, ""), each.path
    assert any(version.tag == tag and version.note for each in alone for version in each.versions)


def test_a_publication_in_one_language_knows_nothing_of_this(haninge: Loaded) -> None:
    assert not haninge.versions
    assert all({"tag", "versions"}.isdisjoint(shown.head) for shown in haninge.pages)


@pytest.mark.parametrize("code", ["fa", "he", "uk", "pt-BR"])
def test_any_language_of_the_world_can_be_one(code: str, tmp_path: Path) -> None:
    shutil.copytree(HERE / "cases" / "thread" / "input", tmp_path / "p")
    settings = tmp_path / "p" / "mkdocs.yml"
    settings.write_text(
        settings.read_text().replace("  publication:\n", f"  publication:\n    languages: [{{code: {code}}}]\n")
    )
    (tmp_path / "p" / "plans" / "vagen" / f"plan.{code}.md").write_text("---\ntitle: ΑΒΓ\n---\n")
    found = load(tmp_path / "p")
    assert not stops(found.problems)
    (only,) = found.versions
    assert any(shown.title == "ΑΒΓ" for shown in only.pages)


def test_two_languages_with_the_same_variant_have_a_folder_each(tmp_path: Path) -> None:
    root = tmp_path / "p"
    shutil.copytree(INPUT, root)
    register = root / "plans" / "indicators.yml"
    written = register.read_text(encoding="utf-8")
    register.write_text(written.replace("fick arbete,", f"fick arbete, text: {ABOUT},"), encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{code: sv-lattlast}", "{code: sv-lattlast}\n      - {code: en-lattlast}"))
    (root / "plans/vagen/plan.en-lattlast.md").write_text("---\ntitle: To work\n---\n")
    found = load(root)
    assert not stops(found.problems)
    assert [each.path for each in version(found, "sv-lattlast").pages if "vagen" in each.path] == [
        "lattlast/planer/vagen.md"
    ]
    assert [each.path for each in version(found, "en-lattlast").pages if "vagen" in each.path] == [
        "en-lattlast/plans/vagen.md"
    ]


def _dated(loaded: Loaded) -> dict[str, str]:
    """Return the dates of a plan's page and of the list of plans, by language."""
    places = {"sv": ("planer/vagen.md", "planer/index.md"), "en": ("en/plans/vagen.md", "en/plans/index.md")}
    return {name: " ".join(page(loaded, each).updated for each in paths) for name, paths in places.items()}


def test_what_changed_in_a_language_alone_is_dated_there_alone(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    shutil.copytree(INPUT, root)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "2024-01-10")
    english = "plans/vagen/plan.en.md"
    changed(root, english, ("ten weeks", "eleven weeks"))
    commit(root, "2024-02-20")
    found = load(root)
    assert _dated(found) == {"sv": "2024-01-10 2024-01-10", "en": "2024-02-20 2024-02-20"}
    feeds = {**feed_files(found.site_map, found.pages)}
    feeds |= feed_files(version(found, "en").site_map, version(found, "en").pages)
    days = {name: max(re.findall(r"<updated>(\d{4}-\d\d-\d\d)", feeds[name].decode())) for name in feeds}
    assert (days["feed.xml"], days["en/feed.xml"]) == ("2024-01-10", "2024-02-20")
    # Somebody has looked the translation through again: its words are the same.
    changed(root, english, ("translated_from: b90ac581740e", "translated_from: b90ac5817400"))
    commit(root, "2024-03-01")
    changed(root, "plans/vagen/plan.md", ("tio veckor", "elva veckor"))
    commit(root, "2024-04-01")
    found = load(root)
    assert _dated(found) == {"sv": "2024-04-01 2024-04-01", "en": "2024-04-01 2024-04-01"}
    assert page(found, "strategi/historik.md").updated == "2024-01-10"
    history = page(found, "planer/vagen/historik.md").markdown
    assert re.findall(r"## (.+?) \{", history) == ["1 april 2024", "20 februari 2024", "10 januari 2024"]
    assert [line for line in history.split("\n") if "översättning" in line] == [
        f"- **Ändrat:** översättning ({in_tongue(Markup('English'), 'en')})"
    ]


def test_a_name_whose_pattern_is_untranslated_is_untranslated_as_a_whole(loaded: Loaded) -> None:
    # The program has no words in Somali: those around a title are in the language of the publication too.
    somali = version(loaded, "so")
    result = next(node.value for node in somali.publication.nodes.values() if isinstance(node.value, Result))
    views = Views(somali.publication, somali.language, somali.site_map.addresses)
    label = views.label(result)
    assert language_of(label) == "sv", label
