"""What the search page knows of words: their other forms, and synonyms of the program and of a publication."""

import json
from pathlib import Path

import pytest

from publisher.kinds import PAGE_KINDS
from publisher.locales import languages
from publisher.model.synonyms import Synonym
from publisher.publish.search.pagefind import FOLDER
from publisher.publish.search.search_index import SearchedPage, counted_in, index_site
from publisher.publish.search.synonym_file import ASKING, PATH, asking_words, of_language, synonym_files
from publisher.publish.search.word_forms import FILE, words_file, words_files
from tests.publications import linked, smallest


def groups(counts: dict[str, int], language: str = "sv") -> list[tuple[set[str], set[str]]]:
    lines = json.loads(words_file(counts, language))
    halves = [(*line.split("|"), "")[:2] for line in lines]
    return [(set(own.split()), set(others.split())) for own, others in halves]


def test_words_of_one_lemma_stand_together_with_their_other_forms() -> None:
    found = groups({"böcker": 1, "högskola": 2, "högskolor": 5})
    assert found[0][0] == {"högskola", "högskolor"}, "the commonest first"
    assert {"högskolan", "högskolorna"} <= found[0][1]
    assert found[1][0] == {"böcker"} and {"bok", "boken"} <= found[1][1]
    assert "bokens" not in found[1][1], "the search page knows of genitives"


@pytest.mark.parametrize(("language", "word", "other"), [("da", "bøger", "bog"), ("en", "children", "child")])
def test_each_language_has_its_forms(language: str, word: str, other: str) -> None:
    assert other in groups({word: 1}, language)[0][1]


def test_a_language_without_a_dictionary_has_its_words_alone() -> None:
    assert groups({"giella": 2, "sána": 1}, "xx") == [({"giella"}, set()), ({"sána"}, set())]


def test_a_word_counts_once_for_each_page_and_in_its_own_language() -> None:
    texts = [("sv", "plan plan"), ("sv", "plan"), ("sv", "mål"), ("en", "plan")]
    pages = [SearchedPage("", "", frozenset(text.split()), tag) for tag, text in texts]
    counts = counted_in(pages)
    assert counts == {"sv": {"plan": 2, "mål": 1}, "en": {"plan": 1}}
    assert counted_in(pages, "sv") == {"sv": {"plan": 3, "mål": 1}}, "a hub is searched by one"
    assert [*words_files(counts, "sv")] == [FILE, "words-en.json"]


def test_synonyms_hold_both_ways_unless_they_say_what_they_find(tmp_path: Path) -> None:
    register = "synonyms:\n  - words: [Hajken, gården]\n  - {words: [komvux], finds: [Vuxenutbildning, kurser]}\n"
    publication = linked(tmp_path, smallest() | {"plans/synonyms.yml": register})
    assert publication.synonyms == (
        Synonym(words=("Hajken", "gården")),
        Synonym(words=("komvux",), finds=("Vuxenutbildning", "kurser")),
    )
    pairs = json.loads(synonym_files(publication.synonyms, "sv")[PATH])
    assert pairs[:4] == [
        ["hajken", "gården"],
        ["gården", "hajken"],
        ["komvux", "vuxenutbildning"],
        ["komvux", "kurser"],
    ]
    assert ["socialbidrag", "försörjningsstöd"] in pairs and ["försörjningsstöd", "socialbidrag"] not in pairs
    assert ["förseningar", "försenat"] in pairs, "in all forms that somebody may type"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_synonyms_of_its_own(language: str) -> None:
    assert len(of_language(language)) >= 10


@pytest.mark.parametrize("language", languages())
def test_every_language_knows_which_words_only_ask(language: str) -> None:
    for words in (asking_words(language)["asking"], asking_words(language)["states"]):
        assert len(words) > 30 and len(words) == len({*words})


@pytest.mark.parametrize("language", languages())
def test_every_language_knows_the_words_for_the_same_kinds_of_pages(language: str) -> None:
    rows = asking_words(language)["pages"]
    kinds = [(row.get("lists"), row.get("one")) for row in rows]
    assert kinds == [(row.get("lists"), row.get("one")) for row in asking_words("sv")["pages"]]
    assert {kind for listed, each in kinds for kind in (*(listed or ()), *(each or ()))} <= PAGE_KINDS.keys()
    words = [word for row in rows for word in row["words"]]
    assert len(words) == len({*words}) and all(word == word.lower() and " " not in word for word in words)


def test_the_search_page_is_given_the_words_of_questions() -> None:
    assert json.loads(synonym_files((), "sv")[ASKING]) == asking_words("sv")


def test_the_index_holds_what_each_page_answers_and_the_words_of_all(tmp_path: Path) -> None:
    html = '<html lang="sv"><body><article data-pagefind-body><h1>Plan</h1><p class="answer">3 av 7 mål</p></article>'
    (tmp_path / "index.html").write_text(f"<!doctype html>{html}</body></html>", encoding="utf-8")
    (tmp_path / "other.html").write_text("<html lang='sv'><article>Historik</article></html>", encoding="utf-8")
    index_site(tmp_path)
    lines = json.loads((tmp_path / FOLDER / FILE).read_text(encoding="utf-8"))
    assert {line.partition(" ")[0].partition("|")[0] for line in lines} == {"plan", "mål"}, (
        "not of what is not searched"
    )
