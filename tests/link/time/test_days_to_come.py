"""Dates that lie after the day of the publication, each at its own place."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from publisher.entries import documents_of, entries_of
from publisher.link.graph.node import Entry
from publisher.link.time.days_to_come import days_to_come
from publisher.memory import Memory
from publisher.pipeline import load, today
from publisher.read.files import read_folders
from tests.publications import MODULE, smallest, write

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
decisions: [{body: ena, date: 2024-01-06}]
---
""",
    "plans/a/results/2023.md": """\
---
plan: a
year: 2023
summary: S
as_of: 2024-01-06
updated: 2024-01-05
sources: [{title: S, updated: 2024-01-04}]
---
""",
    "plans/a/results/2022.md": "---\nplan: a\nperiod: 2022\nsummary: S\n---\n",
}


@pytest.fixture(scope=MODULE)
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    texts = read_folders(write(tmp_path_factory.mktemp("days"), FILES), "docs", "plans").texts
    return entries_of(documents_of(texts, Memory())[0], Memory())[0]


def found(entries: list[Entry], today: date) -> set[tuple[str, int, int, str]]:
    """Return (file, line, column, date) of each date after a day."""
    return {
        (problem.place.file, problem.place.line, problem.place.column, problem.facts["date"])
        for problem in days_to_come(entries, today)
        if problem.code == "day-to-come"
    }


EACH = {
    ("plans/bodies.yml", 2, 46, "2024-01-01"),
    ("plans/bodies.yml", 3, 50, "2024-01-02"),
    ("docs/strategi.md", 6, 11, "2024-01-03"),
    ("plans/a/plan.md", 6, 8, "2024-01-04"),
    ("plans/a/plan.md", 12, 71, "2024-01-05"),
    ("plans/a/results/2023.md", 5, 8, "2024-01-06"),
    ("plans/a/results/2023.md", 6, 10, "2024-01-05"),
    ("plans/a/results/2023.md", 7, 31, "2024-01-04"),
    ("plans/a/plan.md", 13, 31, "2024-01-06"),
}
PERIODS = {("plans/a/results/2023.md", 3, 7, "2023"), ("plans/a/results/2022.md", 3, 9, "2022")}


def test_each_date_and_each_reported_period_has_its_place(entries: list[Entry]) -> None:
    assert found(entries, date(2021, 12, 31)) == EACH | PERIODS


def test_a_day_that_is_today_has_come(entries: list[Entry]) -> None:
    assert found(entries, date(2022, 1, 1)) == EACH | {("plans/a/results/2023.md", 3, 7, "2023")}
    assert found(entries, date(2023, 1, 1)) == EACH
    for number in range(6):
        today = date(2024, 1, 1) + timedelta(days=number)
        assert found(entries, today) == {each for each in EACH if each[3] > str(today)}


def test_where_nobody_knows_the_day_nothing_is_to_come(entries: list[Entry]) -> None:
    assert list(days_to_come(entries, None)) == []


def test_the_notice_says_both_days(entries: list[Entry]) -> None:
    problem, _ = days_to_come(entries, date(2024, 1, 5))
    assert (problem.severity, dict(problem.facts)) == ("notice", {"date": "2024-01-06", "today": "2024-01-05"})


def test_a_mistyped_day_is_not_the_day_of_the_publication(tmp_path: Path) -> None:
    """Everything else would be overdue, and the slip itself unseen."""
    plan = FILES["plans/a/plan.md"]
    files = FILES | {f"plans/{name}/plan.md": plan.replace("id: a\n", f"id: {name}\nupdated: {day}\n")
                     for name, day in (("b", "2024-02-01"), ("c", "2052-02-01"))}  # fmt: skip
    loaded = load(write(tmp_path, files), draw=False)
    assert today(loaded.publication) == date(2024, 2, 1)
    notices = [each for each in loaded.problems if each.code == "day-to-come" and each.facts["date"].startswith("2052")]
    assert [each.place.file for each in notices] == ["plans/c/plan.md"]


def test_an_undated_judgement_of_a_period_to_come_is_noticed(tmp_path: Path) -> None:
    periods = (f"{{period: {period}, value: fulfilled}}" for period in ("2023", "2024-Q2", "2025"))
    judgements = f"[{', '.join(periods)}]"
    commitment = f'{{id: "1.1", title: T, text: Vi ska., modality: shall, judgements: {judgements}}}'
    chapter = f"---\nkind: focus-area\nid: k\ntitle: K\nsummary: S\ncommitments:\n  - {commitment}\n---\n"
    texts = read_folders(write(tmp_path, FILES | {"docs/kapitel.md": chapter}), "docs", "plans").texts
    entries = entries_of(documents_of(texts, Memory())[0], Memory())[0]
    noticed = {day for file, _, _, day in found(entries, date(2024, 5, 1)) if file == "docs/kapitel.md"}
    assert noticed == {"2025"}, "a period that has begun may be judged"
