"""Translations beside their originals: each text that is missing where all are promised, by its path."""

from collections.abc import Mapping

import pytest

from publisher.link.graph.node import Entry
from publisher.link.rules.translation_rules import mistranslated, parted
from publisher.model.article import Article
from publisher.model.plan import Plan
from publisher.model.settings import Settings
from publisher.model.strategy import FocusArea
from publisher.model.translation import fingerprint, fingerprint_of_translated, translation_model
from publisher.problem import Place, Severity
from publisher.read.document import Document

FILE, OTHER = "plans/a/plan.md", "plans/a/plan.en.md"
PLAN = {
    "id": "a",
    "title": "Plan",
    "summary": "Kort.",
    "status": "ongoing",
    "target_groups": ["unga", "vuxna"],
    "activities": [
        {"id": "kurs", "title": "Kurs", "status": "ongoing", "milestones": [{"title": "Start"}, {"title": "Slut"}]},
        {"id": "samtal", "title": "Samtal", "status": "ongoing"},
    ],
}
TALKS = {"id": "samtal", "title": "Talks"}
COURSE = {"id": "kurs", "title": "Course", "milestones": [{"title": "Begin"}, {"title": "End"}]}
BEGUN = {"id": "kurs", "title": "Course", "milestones": [{}, {"title": "End"}]}
OF_COURSE = [f"activities[kurs].{name}" for name in ("title", "milestones[1].title", "milestones[2].title")]
TRANSLATION = {
    "title": "The plan",
    "summary": "Short.",
    "target_groups": ["the young", "adults"],
    "activities": [TALKS, COURSE],
}


def settings(*languages: Mapping[str, str]) -> Settings:
    publication = {"organisation": {"name": "Prov"}, "languages": [*languages]}
    return Settings.model_validate({"site_name": "Prov", "extra": {"publication": publication}})


EVERYTHING = settings({"code": "en", "complete": "true"})


def found(
    given: Mapping[str, object] | None,
    *,
    body: str = "",
    other_body: str = "",
    promising: Settings = EVERYTHING,
    fact: str = "key",
) -> list[tuple[str, str, str]]:
    """Return (file, code, fact) of each problem of a plan and its translation, of which nobody knows how old it is."""
    own = Entry(Plan.model_validate(PLAN), Document(FILE, {}, {}, body))
    model = translation_model(Plan)
    assert model
    mark = {"translated_from": fingerprint(Plan.model_validate(PLAN), body)}
    others = (
        [Entry(model.model_validate({**mark, **given}), Document(OTHER, {}, {}, other_body))]
        if given is not None
        else []
    )
    entries = [own, *others]
    files = [entry.document.file for entry in entries]
    return [
        (problem.place.file, problem.code, problem.facts.get(fact, ""))
        for problem in mistranslated(files, *parted(entries, promising), promising)
    ]


def test_what_is_translated_wholly_lacks_nothing_in_whatever_order() -> None:
    assert found(TRANSLATION) == []


@pytest.mark.parametrize(
    ("instead", "lacking"),
    [
        ({"title": None}, ["title"]),
        ({"target_groups": []}, ["target_groups[1]", "target_groups[2]"]),
        ({"activities": [TALKS]}, OF_COURSE),
        ({"activities": [{"id": "samtal"}, COURSE]}, ["activities[samtal].title"]),
        ({"activities": [BEGUN, TALKS]}, ["activities[kurs].milestones[1].title"]),
    ],
)
def test_each_text_that_is_missing_is_named_by_its_path(instead: Mapping[str, object], lacking: list[str]) -> None:
    assert found({**TRANSLATION, **instead}) == [(OTHER, "translation-lacks", key) for key in lacking]


def test_a_list_that_is_shorter_by_one_lacks_its_last() -> None:
    assert found({**TRANSLATION, "target_groups": ["the young"]}) == [
        (OTHER, "translation-length", "target_groups"),
        (OTHER, "translation-lacks", "target_groups[2]"),
    ]


def test_the_running_text_counts_where_there_is_any() -> None:
    assert found(TRANSLATION, body="Text.") == [(OTHER, "translation-lacks-text", "")]
    assert found(TRANSLATION, body="Text.", other_body=" \n") == [(OTHER, "translation-lacks-text", "")]
    assert found(TRANSLATION, body="Text.", other_body="Words.") == []
    assert found(TRANSLATION, body=" \n") == []


def test_only_a_language_that_promises_everything_must_have_everything() -> None:
    assert found(None) == [(FILE, "translation-missing", "")]
    assert found(None, promising=settings({"code": "en"})) == []
    assert found({}, promising=settings({"code": "en"})) == []
    assert found({}, promising=settings({"code": "fi"})) == [(OTHER, "language-not-declared", "")]


def test_of_which_version_it_is_a_translation_is_asked_for_and_compared() -> None:
    promising = settings({"code": "en"})
    ((file, code, mark),) = found({"translated_from": None}, promising=promising, fact="mark")
    assert (file, code) == (OTHER, "translation-without-mark")
    assert found({"translated_from": mark}, promising=promising) == [], "--fix writes it"
    assert found({"translated_from": "0123456789ab"}, promising=promising) == [(OTHER, "translation-outdated", "")]


def test_only_a_change_of_what_is_translated_outdates_a_translation() -> None:
    model = translation_model(Plan)
    assert model
    some = {"title": "The plan", "activities": [COURSE]}
    translation = model.model_validate(some)
    original = Plan.model_validate(PLAN)
    mark = fingerprint_of_translated(original, "", translation)
    assert mark not in {fingerprint(original, ""), fingerprint_of_translated(original, "Text.", translation)}
    promising = settings({"code": "en"})
    assert found({**some, "translated_from": mark}, promising=promising) == []

    def with_activity(name: str) -> dict[str, object]:
        of = original.model_dump(mode="json", exclude_unset=True)["activities"]
        return {"activities": [{**each, "title": "Annat"} if each["id"] == name else each for each in of]}

    untranslated = Plan.model_validate({**PLAN, "summary": "Annat", **with_activity("samtal")})
    assert fingerprint_of_translated(untranslated, "", translation) == mark
    for change in ({"title": "Annat"}, with_activity("kurs")):
        assert fingerprint_of_translated(Plan.model_validate({**PLAN, **change}), "", translation) != mark


def test_a_translation_that_says_more_than_its_original_is_wrong() -> None:
    promising = settings({"code": "en"})
    assert found({"contact": {"text": "Call."}}, promising=promising) == [(OTHER, "translation-adds", "contact")]
    assert found({"activities": [{"id": "kurser", "title": "C"}]}, promising=promising) == [(OTHER, "unknown-id", "")]


def test_a_translation_of_another_kind_gets_the_kind_of_its_original() -> None:
    area = FocusArea.model_validate({"kind": "focus-area", "id": "b", "number": "1", "title": "B", "summary": "S"})
    article = translation_model(Article)
    assert article
    marks: dict[tuple[str | int, ...], tuple[tuple[int, int], tuple[int, int]]] = {("kind",): ((2, 1), (2, 7))}
    entries = [
        Entry(area, Document("docs/b.md", {}, {})),
        Entry(article.model_validate({"kind": "article", "title": "B"}), Document("docs/b.en.md", {}, marks)),
    ]
    promising = settings({"code": "en"})
    (problem,) = mistranslated(["docs/b.md", "docs/b.en.md"], *parted(entries, promising), promising)
    assert (problem.code, problem.place) == ("unknown-value", Place("docs/b.en.md", 2, 7))
    assert dict(problem.facts) == {"value": "article", "allowed": "focus-area", "near": "focus-area", "key": "kind"}


def test_what_is_missing_stops_no_build() -> None:
    own = Entry(Plan.model_validate(PLAN), Document(FILE, {}, {}))
    numbers = Entry("nothing that is translated", Document("plans/statistics/a.csv", {}, {}))
    (problem,) = mistranslated([FILE], *parted([numbers, own], EVERYTHING), EVERYTHING)
    assert problem.severity is Severity.NOTICE
    assert dict(problem.facts) == {"original": FILE, "language": "en", "file": OTHER}
