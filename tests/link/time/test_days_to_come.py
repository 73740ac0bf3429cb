"""Dates that lie after the day of the publication, each at its own place."""

from datetime import date, timedelta

import pytest

from publisher.link.publication import Publication
from publisher.link.time.days_to_come import days_to_come
from tests.publications import MODULE, earlier, smallest, write
from tests.repository import SETTINGS

FILES = smallest() | {
    "plans/bodies.yml": """\
bodies:
  - {id: ena, title: Ena, kind: unit, as_of: 2024-01-01}
  - {id: andra, title: Andra, kind: unit, as_of: 2024-01-02}
  - {id: tredje, title: Tredje, kind: unit}
""",
    "docs/strategi.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\nreviewed: 2024-01-03\n---\n",
    "plans/a/plan.md": """\
---
id: a
title: A
summary: S
status: ongoing
as_of: 2024-01-04
activities:
  - {id: ena, title: Ena, status: ongoing}
  - id: andra
    title: Andra
    status: ongoing
    milestones: [{title: Ett, due: 2030-01-01}, {title: Två, reached: 2024-01-05}]
---
""",
    "plans/a/results/2023.md": "---\nplan: a\nyear: 2023\nsummary: S\nas_of: 2024-01-06\n---\n",
    "plans/a/results/2022.md": "---\nplan: a\nperiod: 2022\nsummary: S\n---\n",
}


@pytest.fixture(scope=MODULE)
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return earlier(write(tmp_path_factory.mktemp("days"), FILES), SETTINGS)


def found(publication: Publication, today: date) -> set[tuple[str, int, int, str]]:
    """Return (file, line, column, date) of each date after a day."""
    return {
        (problem.place.file, problem.place.line, problem.place.column, problem.facts["date"])
        for problem in days_to_come(publication, today)
        if problem.code == "day-to-come"
    }


EACH = {
    ("plans/bodies.yml", 2, 46, "2024-01-01"),
    ("plans/bodies.yml", 3, 50, "2024-01-02"),
    ("docs/strategi.md", 6, 11, "2024-01-03"),
    ("plans/a/plan.md", 6, 8, "2024-01-04"),
    ("plans/a/plan.md", 12, 71, "2024-01-05"),
    ("plans/a/results/2023.md", 5, 8, "2024-01-06"),
}
PERIODS = {("plans/a/results/2023.md", 3, 7, "2023"), ("plans/a/results/2022.md", 3, 9, "2022")}


def test_each_date_and_each_reported_period_has_its_place(publication: Publication) -> None:
    assert found(publication, date(2021, 12, 31)) == EACH | PERIODS


def test_a_day_that_is_today_has_come(publication: Publication) -> None:
    assert found(publication, date(2022, 1, 1)) == EACH | {("plans/a/results/2023.md", 3, 7, "2023")}
    assert found(publication, date(2023, 1, 1)) == EACH
    for number in range(6):
        today = date(2024, 1, 1) + timedelta(days=number)
        assert found(publication, today) == {each for each in EACH if each[3] > str(today)}


def test_where_nobody_knows_the_day_nothing_is_to_come(publication: Publication) -> None:
    assert list(days_to_come(publication, None)) == []


def test_the_notice_says_both_days(publication: Publication) -> None:
    (problem,) = days_to_come(publication, date(2024, 1, 5))
    assert (problem.severity, dict(problem.facts)) == ("notice", {"date": "2024-01-06", "today": "2024-01-05"})
