"""No file says in which month a split year begins, so nothing is asked that is right for one from April."""

from datetime import date
from pathlib import Path

import pytest

from publisher.model.time_period import TimePeriod
from publisher.pipeline import load
from tests.publications import smallest, write

PLAN = (
    "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nas_of: 2024\n"
    "targets: [{indicator: a, values: {2024/25: 5}}]\n---\n"
)
REGISTER = "indicators: [{id: a, title: A, unit: percent, direction: higher}]\n"
RESULT = """\
---
plan: p
period: 2024/25-Q2
as_of: {0}
summary: S
measurements: {{a: 4}}
targets: {{a: {{judgement: {{value: fulfilled, date: {1}}}}}}}
---
"""


@pytest.mark.parametrize(
    ("known", "judged", "asked"),
    [
        # The second quarter of a financial year ends in September.
        ("2024-09-30", "2024-10-01", []),
        ("2024-09-30", "2024-09-29", ["judged-early"]),
        ("2024-07-10", "2024-10-01", ["known-early"]),
    ],
)
def test_what_is_right_for_a_financial_year_is_not_asked_about(
    tmp_path: Path, known: str, judged: str, asked: list[str]
) -> None:
    files = {
        "plans/indicators.yml": REGISTER,
        "plans/p/plan.md": PLAN,
        "plans/p/results/2024-25-Q2.md": RESULT.format(known, judged),
    }
    assert [each.code for each in load(write(tmp_path, smallest() | files)).problems] == asked


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("2024/25-Q4", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_the_earliest_days_of_a_period(name: str, first: date, last: date) -> None:
    period = TimePeriod.parse(name)
    assert (period.earliest_first, period.earliest_last) == (first, last)
