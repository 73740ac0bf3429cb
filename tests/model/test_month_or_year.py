"""2010-11 is a month or a financial year: what stands beside it may settle that, and else people are asked."""

from collections.abc import Iterable, Mapping

import pytest

from publisher.model.month_or_year import months_or_years
from publisher.model.result import Result
from publisher.model.statistics import Statistics
from publisher.model.time_period import TimePeriod
from publisher.model.typed import typed
from publisher.read.csv_table import read_table
from publisher.read.document import read_register


def asked(periods: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Return the facts of the questions about a table with a row for each period, by place."""
    rows = "".join(f"{period},1\n" for period in periods)
    document, _ = read_table("plans/statistics/a.csv", f"period,value\n{rows}")
    assert document
    value, problems = typed(document, Statistics)
    assert value and not problems
    return {f"{each.place.line}": each.facts for each in months_or_years(document, value)}


def test_alone_it_is_asked_about_with_both_answers() -> None:
    facts = {"value": "2010-11", "month": "2010-M11", "year": "2010/11", "near": ""}
    assert asked(["2010-11"]) == {"2": facts}


@pytest.mark.parametrize(
    ("beside", "near"),
    [
        (["2009", "2011"], ""),
        (["2010-Q3"], ""),
        (["2011-12", "2009-10"], ""),
        (["2012-13"], "2010/11"),
        (["2009/10", "2011-12"], "2010/11"),
        # A month and a financial year in one table settle nothing.
        (["2010-10", "2012/13"], ""),
    ],
)
def test_the_year_is_suggested_beside_clear_financial_years(beside: list[str], near: str) -> None:
    found = asked(["2010-11", *beside])
    assert found["2"]["near"] == near


@pytest.mark.parametrize("beside", [["2010-10"], ["2010-M11", "2011-12"], ["2012-01", "2009-10"]])
def test_beside_clear_months_it_is_one(beside: list[str]) -> None:
    assert not asked([*beside, "2011-12"] if beside[-1] != "2011-12" else beside)


@pytest.mark.parametrize(
    ("others", "is_asked"), [(["2010-10", "2010-12"], False), (["2011/12"], True), (["2010"], True), ([], True)]
)
def test_beside_a_result_are_the_other_results_of_its_plan(others: list[str], is_asked: bool) -> None:  # noqa: FBT001
    document, _ = read_register("r.yml", "plan: a\nperiod: 2010-11\nsummary: S.\nmeasurements: {b: 3}\n")
    assert document
    value, _ = typed(document, Result)
    assert value
    found = [*months_or_years(document, value, map(TimePeriod.parse, others))]
    assert [(each.place.line, each.place.column) for each in found] == ([(2, 9)] if is_asked else [])


def test_the_period_of_a_number_is_asked_about_where_it_stands() -> None:
    text = "plan: a\nyear: 2012\nsummary: S.\nmeasurements:\n  b: {value: 3, period: 2010-11}\n"
    document, _ = read_register("r.yml", text)
    assert document
    value, _ = typed(document, Result)
    assert value
    [problem] = months_or_years(document, value)
    assert (problem.place.line, problem.place.column) == (5, 25)
