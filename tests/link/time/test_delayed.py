"""What is delayed: what people say is, and what the day of a plan's status has overtaken."""

from pathlib import Path

from publisher.link.publication import Publication
from publisher.link.time.delayed import delayed_activities, plans_past_their_end
from publisher.link.time.due import Occasion, due_days
from tests.publications import linked, smallest

PLAN = """\
---
id: {id}
title: {id}
summary: S
status: {status}
{more}
activities:
  - {{id: said, title: A, status: delayed}}
  - {{id: late, title: B, status: ongoing, due: 2024-03-31}}
  - {{id: ended, title: C, status: planned, period: {{from: 2023, to: 2023}}}}
  - {{id: today, title: D, status: ongoing, due: 2024-04-01}}
  - {{id: done, title: E, status: done, due: 2023-01-01}}
  - {{id: open, title: F, status: ongoing}}
---
"""


def publication(root: Path, more: str, status: str = "ongoing", later: str = "") -> Publication:
    result = (
        "---\nplan: p\nyear: 2021\nsummary: S\nactivities:\n"
        "  late: {status: delayed, comment: Upphandlingen drog ut på tiden.}\n---\n"
    )
    more_results = {"plans/p/results/2024-T2.md": later} if later else {}
    files = {
        "plans/p/plan.md": PLAN.format(id="p", status=status, more=more),
        "plans/p/results/2021.md": result,
    }
    return linked(root, smallest() | files | more_results)


def names(publication: Publication) -> list[str]:
    return [each.state.activity.id for each in delayed_activities(publication)]


def test_what_people_say_and_what_the_day_of_the_status_has_overtaken(tmp_path: Path) -> None:
    found = publication(tmp_path, "as_of: 2024-04-01")
    assert names(found) == ["said", "late", "ended"]
    said, late, _ = delayed_activities(found)
    assert (said.due, said.state.result) == (None, None)
    assert str(late.due) == "2024-03-31"
    assert late.state.comment == "Upphandlingen drog ut på tiden."


def test_without_a_day_only_what_people_say_is_late(tmp_path: Path) -> None:
    assert names(publication(tmp_path, "period: {from: 2020, to: 2021}")) == ["said", "late"]


def test_a_day_that_is_known_by_its_year_has_not_passed_within_it(tmp_path: Path) -> None:
    assert names(publication(tmp_path, "as_of: 2024")) == ["said", "ended"]


def test_a_plan_that_is_over_has_nothing_late(tmp_path: Path) -> None:
    found = publication(tmp_path, "as_of: 2024-04-01\nperiod: {from: 2020, to: 2023}", "done")
    assert names(found) == []
    assert plans_past_their_end(found) == ()


def test_a_plan_that_goes_on_past_its_last_day_is_late(tmp_path: Path) -> None:
    found = publication(tmp_path, "as_of: 2024-04-01\nperiod: {from: 2020, to: 2023}")
    assert [plan.id for plan in plans_past_their_end(found)] == ["p"]


LATER = """\
---
plan: p
period: 2024-T2
summary: S
activities:
  said: {status: done}
  late: {status: ongoing}
  done: {status: delayed, comment: Den börjar om.}
  open: {status: ongoing}
---
"""


def test_a_later_result_gives_the_status_of_an_activity(tmp_path: Path) -> None:
    found = publication(tmp_path, "as_of: 2024-04-01", later=LATER)
    late = delayed_activities(found)
    assert [(each.state.activity.id, str(each.state.status)) for each in late] == [
        ("late", "ongoing"),
        ("ended", "planned"),
        ("done", "delayed"),
    ]
    assert [each.state.is_reported_by_result for each in late] == [True, False, True]
    assert late[2].state.comment == "Den börjar om."
    # What is done by then is due no more, and what began again is.
    assert [due.key for due in due_days(found) if due.occasion is Occasion.ACTIVITY] == [
        "p/done",
        "p/ended",
        "p/late",
        "p/today",
    ]


def test_a_plan_with_a_later_status_gives_that_of_its_activities(tmp_path: Path) -> None:
    found = publication(tmp_path, "as_of: 2024-09-01", later=LATER)
    assert names(found) == ["said", "late", "ended", "today"]
