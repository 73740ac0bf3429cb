"""The rows of a year's table: what counts, and what a quarter says of the targets of the year or of one to come."""

from pathlib import Path

import pytest

from publisher.link.accounts import Accounts
from publisher.link.figures.progress import TargetPeriod
from publisher.link.target_rows import TargetRow, TargetRows
from tests.link.figures.test_yearly import PLAN as DECIDED
from tests.link.figures.test_yearly import REGISTER as DECIDED_REGISTER
from tests.publications import linked, smallest

REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name}, unit: count, counts_people: false, direction: higher}}\n" for name in "abc"
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2023: 4, 2024: 5}}
  - {indicator: b, values: {2030: 9}}
  - {indicator: c, values: {2024-Q1: 1, 2024: 2}}
---
"""
QUARTERS = {
    "2023": "measurements: {a: 4, b: 1}",
    "2024-Q1": "measurements: {c: 1}\ntargets: {c: {judgement: fulfilled}}",
    "2024-Q2": "measurements: {a: 3}\ntargets: {a: {judgement: partly, forecast: 6}, b: {judgement: unclear}}",
    "2024-Q3": "targets: {a: {forecast: {value: 7, period: 2025}}, c: {judgement: partly}}",
}


@pytest.fixture
def rows(tmp_path: Path) -> TargetRows:
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER}
    for period, fields in QUARTERS.items():
        key = "year" if period == "2023" else "period"
        files[f"plans/p/results/{period}.md"] = f"---\nplan: p\n{key}: {period}\nsummary: S\n{fields}\n---\n"
    return TargetRows(Accounts(linked(tmp_path, smallest() | files)))


def _name(line: TargetPeriod | None) -> str:
    return str(line.period) if line else ""


def _row(row: TargetRow) -> tuple[str, ...]:
    lines = (row.line, row.aimed, row.measured, row.judged, row.expected)
    return (row.target.indicator, *map(_name, lines), "due" if row.counts else "")


def test_a_year_shows_what_its_quarters_say_of_targets_that_are_not_theirs(rows: TargetRows) -> None:
    assert [_row(row) for row in rows.of_year(2024)] == [
        # What people say on the way to a target of the year or of a later one is counted, and no number is missing.
        ("a", "2024", "2024", "2024-Q2", "2024-Q2", "2024-Q3", ""),
        # Of its first quarter c is reached; what was said of it later in the year stands beside that.
        ("c", "2024-Q1", "2024-Q1", "2024-Q1", "2024-Q3", "", "due"),
        ("b", "2024-Q2", "2030", "", "2024-Q2", "", ""),
    ]
    counted = rows.accounts.outcome_of_year(2024)
    assert [(target.indicator, str(line.period)) for _, target, line in counted] == [
        ("a", "2024-Q2"),
        ("c", "2024-Q1"),
        ("b", "2024-Q2"),
    ]


def test_what_was_measured_on_the_way_to_a_target_is_in_the_year(rows: TargetRows) -> None:
    assert [_row(row) for row in rows.of_year(2023)] == [
        ("a", "2023", "2023", "2023", "", "", "due"),
        ("b", "2023", "2030", "2023", "", "", ""),
    ]


def test_a_quarter_shows_how_it_judges_the_target_of_the_year(rows: TargetRows) -> None:
    results = {str(each.period): each for each in rows.accounts.publication.results}
    found = {period: [_row(row) for row in rows.plainly(rows.accounts.outcome_of_result(result)) if not row.counts]
             for period, result in results.items()}  # fmt: skip
    assert found == {
        "2023": [],
        "2024-Q1": [],
        "2024-Q2": [
            ("a", "2024-Q2", "2024", "2024-Q2", "2024-Q2", "", ""),
            ("b", "2024-Q2", "2030", "2024-Q2", "2024-Q2", "", ""),
        ],
        "2024-Q3": [("c", "2024-Q3", "2024", "2024-Q3", "2024-Q3", "", "")],
    }


def test_a_target_that_the_account_passes_over_is_shown_and_not_counted(tmp_path: Path) -> None:
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 3}\n---\n"
    plan = PLAN.replace("{2024-Q1: 1, 2024: 2}", "{2024-12: 2, 2025: 3}")
    files = {"plans/p/plan.md": plan, "plans/indicators.yml": REGISTER, "plans/p/results/2024.md": result}
    accounts = Accounts(linked(tmp_path, smallest() | files))
    rows = TargetRows(accounts)
    passed_over = ("c", "2024-12", "2024-12", "", "", "", "")
    assert [_row(row) for row in rows.of_year(2024)] == [("a", "2024", "2024", "2024", "", "", "due"), passed_over]
    assert [_row(row) for row in rows.passed_over(accounts.publication.plan("p"))] == [passed_over]
    assert accounts.tally.total == 1, "in an excerpt what was not reported is not missing"


def test_a_row_knows_what_is_wanted_after_its_own_period(tmp_path: Path) -> None:
    plan = PLAN.replace("{2023: 4, 2024: 5}", "{2023: 4, 2024: 5, 2030: 6, 2045: 9}")
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 3, b: 1}\n---\n"
    files = {"plans/p/plan.md": plan, "plans/indicators.yml": REGISTER, "plans/p/results/2024.md": result}
    rows = TargetRows(Accounts(linked(tmp_path, smallest() | files)))
    found = {row.target.indicator: [_name(each) for each in rows.ahead_of(row)] for row in rows.of_year(2024)}
    assert found == {"a": ["2030", "2045"], "b": ["2030"], "c": []}


def test_a_number_is_on_the_way_to_a_target_until_its_last_period(tmp_path: Path) -> None:
    result = "---\nplan: p\nyear: 2025\nsummary: S\nmeasurements: {b: 1, c: 3}\n---\n"
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER, "plans/p/results/2025.md": result}
    rows = TargetRows(Accounts(linked(tmp_path, smallest() | files)))
    assert [_row(row) for row in rows.of_year(2025)] == [("b", "2025", "2030", "2025", "", "", "")]


def test_why_a_number_is_missing_can_stand_where_it_would(tmp_path: Path) -> None:
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: {missing: Ingen räknade.}, b: 3}\n---\n"
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER, "plans/p/results/2024.md": result}
    publication = linked(tmp_path, smallest() | files)
    line = publication.target_periods("p", publication.plan("p").targets[0])[-1]
    assert line.report and line.report.missing == "Ingen räknade." and line.reading is None
    assert publication.latest_reading("a") is None and list(publication.readings_of("a")) == []
    assert publication.results[0].numbered == ("b",)


def test_a_result_has_a_row_for_a_target_of_later_that_it_measures(rows: TargetRows) -> None:
    publication = rows.accounts.publication
    found = {}
    for period in ("2023", "2024-Q2"):
        result = publication.result("p", period)
        due = rows.plainly(rows.accounts.outcome_of_result(result))
        found[period] = [_row(row) for row in (*due, *rows.measured_in(result, due))]
    assert found["2023"] == [("a", "2023", "2023", "2023", "", "", "due"), ("b", "2023", "2030", "2023", "", "", "")]
    assert [each[0] for each in found["2024-Q2"]] == ["a", "b"], "no target has two rows"


def _decided(folder: Path, covers: str) -> TargetRows:
    result = "---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {a: 5}\n---\n"
    files = smallest() | {
        "plans/indicators.yml": DECIDED_REGISTER,
        "plans/p/plan.md": DECIDED,
        "plans/p/results/2023.md": result,
    }
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("publication: {", f"publication: {{covers: {covers}, ")
    return TargetRows(Accounts(linked(folder, files)))


def test_what_nobody_reported_or_decided_is_known_by_period(tmp_path: Path) -> None:
    rows = _decided(tmp_path, "{extent: complete}")
    plan = rows.accounts.publication.plan("p")
    # 2024 is not over: nothing is missing of it yet.
    assert {period.name: names for period, names in rows.unreported_of(plan).items()} == {
        "2019": ("c",),
        "2021": ("a",),
        "2022": ("a", "b"),
        "2023": ("b",),
    }
    assert {period.name: names for period, names in rows.undecided_of(plan).items()} == {
        "2019": ("c",),
        "2021": ("a",),
        "2022": ("b",),
        "2023": ("a", "b"),
    }


def test_an_excerpt_lacks_no_outcome_and_no_decision(tmp_path: Path) -> None:
    rows = _decided(tmp_path, "{extent: excerpt}")
    plan = rows.accounts.publication.plan("p")
    assert (rows.unreported_of(plan), rows.undecided_of(plan)) == ({}, {})


def test_a_number_that_lags_stands_at_the_target_of_the_period_whose_result_has_it(tmp_path: Path) -> None:
    plan = PLAN.partition("targets:")[0] + "targets: [{indicator: a, values: {2024: 80}}]\n---\n"
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: {value: 78, period: 2023/24}}\n---\n"
    files = {"plans/p/plan.md": plan, "plans/indicators.yml": REGISTER, "plans/p/results/2024.md": result}
    publication = linked(tmp_path, smallest() | files)
    plan_of_it = publication.plan("p")
    [target] = plan_of_it.targets
    line = publication.target_periods("p", target)[-1]
    [row] = TargetRows(Accounts(publication)).plainly([(plan_of_it, target, line)])
    assert _row(row)[:4] == ("a", "2024", "2024", "2023/24")
