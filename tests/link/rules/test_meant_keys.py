"""A key in the words of readers is the key that has that title."""

from time import process_time

import pytest

from publisher.link.rules.meant_keys import with_meant_keys
from publisher.problem import Place, Problem

ALLOWED = "responsible, status, summary, title"


def unknown(word: str, line: int = 3, *, near: str = "", allowed: str = ALLOWED) -> Problem:
    return Problem.at(Place("a.md", line, 1), "unknown-key", value=word, allowed=allowed, near=near)


def missing(key: str, line: int, file: str = "a.md") -> Problem:
    return Problem.at(Place(file, line, 1), "missing-key", key=key)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sammanfattning", "summary"),
        ("Sammanfatning", "summary"),
        ("Zusammenfassung", "summary"),
        ("färg", ""),
        ("", ""),
        ("_", ""),
    ],
)
def test_a_word_means_the_key_that_has_it_for_a_title(word: str, meant: str) -> None:
    (problem,) = with_meant_keys([unknown(word)])
    assert problem.facts["near"] == meant


@pytest.mark.parametrize(
    ("word", "allowed", "meant"),
    [
        ("nästa_översyn", "as_of, next_review", "next_review"),
        ("next-review", "as_of, next_review", "next_review"),
        # One word of a title, unless it may be that of several.
        ("datum", "applies_to, as_of", "as_of"),
        ("procent", "complete, tolerance_percent", ""),
        ("tid", "period, title", "period"),
        # Too short to be told from others.
        ("tit", "period, title", ""),
        ("nämn", "period, title", "title"),
    ],
)
def test_words_run_together_parts_of_titles_and_short_words(word: str, allowed: str, meant: str) -> None:
    (problem,) = with_meant_keys([unknown(word, allowed=allowed)])
    assert problem.facts["near"] == meant


def test_only_keys_that_are_allowed_are_meant() -> None:
    (problem,) = with_meant_keys([unknown("sammanfattning", allowed="status, title")])
    assert problem.facts["near"] == ""
    (problem,) = with_meant_keys([unknown("sammanfattning", near="title")])
    assert problem.facts["near"] == "title", "a misspelt key has been recognised already"


def test_what_is_meant_is_not_missing_as_well() -> None:
    word, others = (
        unknown("sammanfattning"),
        [missing("title", 1), missing("summary", 1, "b.md"), missing("summary", 4)],
    )
    found = with_meant_keys([missing("summary", 1), word, *others])
    assert [(each.code, each.place.file, each.place.line) for each in found] == [
        ("unknown-key", "a.md", 3),
        *((each.code, each.place.file, each.place.line) for each in others),
    ]


def test_of_two_mappings_that_lack_it_the_nearer_one_above_is_meant() -> None:
    found = with_meant_keys([missing("summary", 1), missing("summary", 2), unknown("sammanfattning")])
    assert [each.place.line for each in found] == [1, 3]
    found = with_meant_keys([missing("summary", 3), unknown("sammanfattning")])
    assert [each.code for each in found] == ["unknown-key"], "on the very same line"


def test_twenty_thousand_entries_that_lack_a_key_take_time_in_proportion() -> None:
    lacking = [missing("title", line) for line in range(1, 40_001, 2)]
    named = [unknown("titl", line, near="title") for line in range(2, 20_002, 2)]
    began = process_time()
    left = with_meant_keys([*lacking, *named])
    assert process_time() - began < 5
    assert left == [*lacking[10_000:], *named]


@pytest.mark.parametrize(
    ("words", "allowed", "written", "meant"),
    [
        ("data-frequency", "annual, quarterly, continuous", "Varje år", "annual"),
        ("data-frequency", "annual, quarterly, continuous", "jedes Quartal", "quarterly"),
        ("trend", "improving, unchanged, worsening", "Heikkenee", "worsening"),
        ("edition.kind", "whole, strategy, plan", "hele", ""),
        ("", "whole, strategy, plan", "alles", ""),
    ],
)
def test_the_word_for_a_value_in_any_language_means_it(words: str, allowed: str, written: str, meant: str) -> None:
    problem = Problem.at(
        Place("a.md", 3, 1), "unknown-value", key="k", value=written, allowed=allowed, words=words, near=""
    )
    assert with_meant_keys([problem])[0].facts["near"] == meant
