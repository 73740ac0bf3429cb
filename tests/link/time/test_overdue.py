"""What is overdue on a given day: nothing reads a clock."""

from datetime import date
from pathlib import Path

import pytest

from publisher.link.publication import Publication
from publisher.link.time.overdue import overdue
from publisher.model.target_value import TargetValue
from publisher.model.time_period import TimePeriod
from publisher.pipeline import load, today
from tests.publications import HERE, SETTINGS, linked, smallest, without_problems, write

PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
period: {from: 2021, to: 2023}
updated: 2024-03-04
targets:
  - indicator: kon
    values: {2020: 1, 2021: 1, 2022: 1, 2023: 1, 2024: 1}
    regulations:
      - {year: 2021, verdict: kept, reason: R}
      - {year: 2022, verdict: dropped, reason: R}
---
"""
REGISTER = "indicators:\n  - {id: kon, title: Kön, unit: days, direction: lower}\n"
RESULT = "---\nplan: p\nyear: 2021\nsummary: S\nmeasurements: {kon: 3}\n---\n"


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER, "plans/p/results/2021.md": RESULT}
    return linked(tmp_path, smallest() | files)


def found(publication: Publication, day: date | None) -> list[tuple[str, str]]:
    return [(problem.code, problem.facts["year"]) for problem in overdue(publication, day)]


def test_a_year_has_passed_when_the_next_has_begun(publication: Publication) -> None:
    assert found(publication, date(2022, 12, 31)) == []
    assert found(publication, date(2023, 1, 1)) == [("target-unreported", "2022")]


def test_years_outside_the_plan_and_after_the_target_was_dropped_are_nobodys(publication: Publication) -> None:
    assert found(publication, date(2100, 1, 1)) == [("target-unreported", "2022")]


def test_a_target_of_an_unknown_indicator_is_reported_where_it_is_referred_to(tmp_path: Path) -> None:
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER.replace("id: kon", "id: kotid")}
    problems = load(write(tmp_path, smallest() | files), draw=False).problems
    assert {each.code for each in problems} == {"unknown-id"}


@pytest.mark.parametrize(("status", "asked"), [("ongoing", True), ("done", False), ("replaced", False)])
def test_the_next_review_of_a_plan_is_due_like_that_of_a_document(tmp_path: Path, status: str, *, asked: bool) -> None:
    plan = PLAN.partition("updated:")[0].replace("ongoing", status) + "next_review: 2025-06\n---\n"
    publication = linked(tmp_path, smallest() | {"plans/p/plan.md": plan})
    late = [problem for problem in overdue(publication, date(2025, 7, 1)) if problem.code == "review-passed"]
    assert [str(problem.facts["date"]) for problem in late] == (["2025-06"] if asked else [])
    assert "review-passed" not in {problem.code for problem in overdue(publication, date(2025, 6, 30))}


def test_without_a_day_no_year_has_passed(publication: Publication) -> None:
    assert found(publication, None) == []


def test_the_day_is_that_of_the_last_change_or_of_the_build(
    publication: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert today(publication) == date(2024, 3, 4)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today(publication) == date(2024, 3, 4), "an earlier build takes nothing back"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert today(publication) == date(2027, 1, 15)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert today(publication) == date(2024, 3, 4)


def test_a_publication_without_a_date_is_in_no_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert today(linked(tmp_path, smallest())) is None


def test_results_without_targets_are_never_overdue(tmp_path: Path) -> None:
    plan = PLAN.partition("targets:")[0] + "indicators: [kon]\n---\n"
    files = {"plans/p/plan.md": plan, "plans/indicators.yml": REGISTER, "plans/p/results/2021.md": RESULT}
    assert found(linked(tmp_path, smallest() | files), date(2100, 1, 1)) == []


def test_a_year_answers_three_questions() -> None:
    publication = without_problems(HERE / "cases" / "goals" / "input").publication
    latest, _, first = publication.yearly(publication.plan("snabba"))
    assert (first.year, first.with_target, first.reported) == (2022, 2, 2)
    assert {str(verdict): names for verdict, names in first.verdicts.items() if names} == {
        "changed": ("inom-tiden",),
        "dropped": ("vantan",),
        "added": ("kurser",),
    }
    assert (latest.with_target, latest.reported, latest.unjudged) == (3, 2, ())
    assert {str(progress): names for progress, names in latest.went.items() if names} == {
        "reached": ("inom-tiden", "kurser"),
        "suppressed": ("aldre",),
    }


def test_a_year_that_was_passed_over_is_asked_about_too() -> None:
    publication = without_problems(HERE / "cases" / "thread" / "input").publication
    plan = publication.plan("vagen")
    wanted = {TimePeriod.of_year(year): TargetValue.model_validate("1") for year in (2022, 2024, 2025)}
    first = plan.targets[0].model_copy(update={"values": wanted, "regulations": ()})
    years = publication.yearly(plan.model_copy(update={"targets": (first,)}))
    assert [year.year for year in years] == [2024, 2022], "the last is still to come"
    assert years[1].unjudged == ("i-arbete",)


def test_who_never_decides_about_targets_lacks_no_decision(tmp_path: Path) -> None:
    decided = [
        PLAN.replace("dropped", "kept").replace("id: p\n", "id: q\n"),
        PLAN.partition("    regulations:")[0] + "---\n",
    ]
    register = {"plans/indicators.yml": REGISTER}
    alone = {"plans/p/plan.md": decided[1], **register}
    beside = {**alone, "plans/q/plan.md": decided[0]}
    day = date(2022, 1, 1)
    assert found(linked(tmp_path / "alone", smallest() | alone), day) == [("target-unreported", "2021")]
    assert ("target-without-verdict", "2021") in found(linked(tmp_path / "beside", smallest() | beside), day)


@pytest.mark.parametrize(("covers", "asked"), [("complete", True), ("excerpt", False)])
def test_in_an_excerpt_what_replaced_a_plan_may_stand_elsewhere(tmp_path: Path, covers: str, *, asked: bool) -> None:
    files = {
        "mkdocs.yml": SETTINGS.replace("{organisation", f"{{covers: {covers}, organisation"),
        "plans/p/plan.md": "---\nid: p\ntitle: P\nsummary: S\nstatus: replaced\n---\n",
        "docs/policy/index.md": "---\nkind: steering-document\nform: policy\nid: policyn\ntitle: Policyn\nsummary: S\n"
        "status: replaced\n---\n",
    }
    loaded = without_problems(write(tmp_path, smallest() | files))
    found = {each.code for each in loaded.problems if each.code.endswith("replaced-by-none")}
    assert found == ({"replaced-by-none", "document-replaced-by-none"} if asked else set())
