from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.link.figures.progress import Progress, TargetPeriod, target_periods
from publisher.link.figures.series import readings_of
from publisher.model.plan import Target
from publisher.model.register import Direction, Indicator
from publisher.model.result import Result

REACHED, NEARLY, MISSED, UNKNOWN = Progress.REACHED, Progress.NEARLY, Progress.MISSED, Progress.UNCOMPUTABLE


def indicator(direction: str | None = "higher", unit: object = "percent", **more: object) -> Indicator:
    return Indicator.model_validate({"id": "kon", "title": "K", "unit": unit, "direction": direction, **more})


def lines(
    values: dict[str, Any], measured: dict[str, str], of: Indicator | None = None, **more: Any
) -> dict[str, TargetPeriod]:
    """Return a target's periods by name, measured by one result each."""
    results = [
        Result.model_validate({"plan": "p", "period": period, "summary": "S", "measurements": {"kon": value}})
        for period, value in measured.items()
    ]
    target = Target.model_validate({"indicator": "kon", "values": values, **more})
    readings = readings_of("kon", results)
    return {str(line.period): line for line in target_periods(target, of or indicator(), readings, {}, readings)}


def outcome(wanted: Any, measured: str, of: Indicator | None = None, **earlier: str) -> Progress:
    before = {year.removeprefix("y"): value for year, value in earlier.items()}
    return lines({"2024": wanted}, {**before, "2024": measured}, of)["2024"].progress


@pytest.mark.parametrize(
    ("direction", "below", "at", "above"),
    [
        (Direction.HIGHER, MISSED, REACHED, REACHED),
        (Direction.LOWER, REACHED, REACHED, MISSED),
        (Direction.NEITHER, MISSED, REACHED, MISSED),
        # Nobody has said which way is better, so that a number is neither enough nor too little.
        (None, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_progress_follows_the_direction(
    direction: Direction | None, below: Progress, at: Progress, above: Progress
) -> None:
    assert [outcome("30", value, indicator(direction)) for value in ("29", "30", "31")] == [below, at, above]


@pytest.mark.parametrize(
    ("wanted", "measured", "expected"),
    [
        ("≥30", "29", MISSED),
        ({"value": "30", "tolerance": "2"}, "29", UNKNOWN),
        ({"change": "-5", "since": "2015"}, "44", REACHED),
        ({"change": "0", "since": "2015"}, "51", UNKNOWN),
        ({"change": "0", "since": "2015"}, "50", UNKNOWN),
    ],
)
def test_only_what_a_target_says_itself_counts_where_no_direction_is_known(
    wanted: Any, measured: str, expected: Progress
) -> None:
    assert outcome(wanted, measured, indicator(None), y2015="50") is expected
    line = lines({"2024": "30"}, {"2024": "29"}, indicator(None))["2024"]
    assert line.bounds and (line.bounds.low, line.bounds.high, line.bounds.marks) == (None, None, (Decimal(30),))


def test_progress_of_what_is_not_there() -> None:
    found = lines({"2023": "30", "2025": "none"}, {"2024": "30"})
    assert {name: line.progress.value for name, line in found.items()} == {
        "2023": "unreported", "2024": "untargeted", "2025": "none",
    }  # fmt: skip
    assert outcome("0", "0") is REACHED


@pytest.mark.parametrize(
    ("wanted", "measured", "expected"),
    [
        ("≥30", "30", REACHED),
        (">= 30", "29.9", MISSED),
        ("<=5", "5", REACHED),
        ({"at_least": "3", "at_most": "5"}, "5.1", MISSED),
        ({"at_least": "3", "at_most": "5"}, "4", REACHED),
        ({"at_least": "-3"}, "-2", REACHED),
        ({"value": "30", "tolerance": "2"}, "28", NEARLY),
        ({"value": "30", "tolerance": "2"}, "27.9", MISSED),
        ({"value": "30", "tolerance_percent": "5"}, "28.5", NEARLY),
        ({"value": "30", "tolerance_percent": "5"}, "28.4", MISSED),
        ({"at_least": "-30", "tolerance_percent": "5"}, "-31.5", NEARLY),
        ({"at_most": "30", "tolerance": "2"}, "32", NEARLY),
        ({"at_most": "30", "tolerance": "2"}, "32.1", MISSED),
        ({"at_most": "-30", "tolerance_percent": "5"}, "-28.5", NEARLY),
        ({"at_most": "-30", "tolerance_percent": "5"}, "-28.4", MISSED),
        ("ska öka", "31", UNKNOWN),
        ({"change_percent": "-20", "since": "2015"}, "31", UNKNOWN),
        ({"increase_since": "2015"}, "31", UNKNOWN),
    ],
)
def test_bounds_of_target_values(wanted: Any, measured: str, expected: Progress) -> None:
    assert outcome(wanted, measured) is expected


@pytest.mark.parametrize(
    ("wanted", "measured", "expected"),
    [
        ({"change_percent": "-20", "since": "2015"}, "40", REACHED),
        ({"change_percent": "-20", "since": "2015"}, "40.1", MISSED),
        ({"change": "5", "since": "2015"}, "55", REACHED),
        ({"change": "-5", "since": "2015"}, "46", MISSED),
        ({"increase_since": "2015"}, "50", MISSED),
        ({"increase_since": "2015"}, "50.1", REACHED),
        ({"decrease_since": "2015"}, "49", REACHED),
    ],
)
def test_bounds_of_an_earlier_period(wanted: Any, measured: str, expected: Progress) -> None:
    assert outcome(wanted, measured, indicator("neither"), y2015="50") is expected


@pytest.mark.parametrize(
    ("wanted", "measured", "expected"),
    [
        ({"change_percent": "-5", "yearly": True}, {"2023": "40", "2024": "38"}, REACHED),
        ({"change_percent": "-5", "yearly": True}, {"2023": "40", "2024": "38.1"}, MISSED),
        ({"change": "2", "yearly": True}, {"2023": "40", "2024": "42"}, REACHED),
        ({"change_percent": "-5", "yearly": True}, {"2022": "40", "2024": "30"}, UNKNOWN),
    ],
)
def test_change_each_year_counts_from_the_year_before(
    wanted: Any, measured: dict[str, str], expected: Progress
) -> None:
    found = lines({"2024": wanted}, measured)["2024"]
    assert found.progress is expected
    assert (found.bounds is None) == (expected is UNKNOWN)


def test_change_counts_from_a_baseline_where_no_result_has_the_period() -> None:
    of = indicator("lower", baseline={"value": "50", "date": "2015-12"})
    assert outcome({"change_percent": "-20", "since": "2015"}, "40", of) is REACHED


def test_average_is_of_calendar_years_that_are_all_known() -> None:
    wanted = {"2024": {"value": "30", "average": "3"}, "2024-Q1": {"value": "30", "average": "2"}}
    found = lines(wanted, {"2022": "20", "2023": "30", "2024": "40", "2023-Q4": "99", "2024-Q1": "99"})
    assert found["2024"].compared == 30
    assert found["2024"].progress is REACHED
    assert found["2024-Q1"].progress is UNKNOWN
    assert lines(wanted, {"2022": "20", "2024": "40"})["2024"].progress is UNKNOWN
    # Before the first year that there is, there is none to average.
    assert lines({"1900": {"value": "30", "average": "3"}}, {"1900": "20"})["1900"].progress is UNKNOWN


def test_share_of_nothing_is_no_missed_target() -> None:
    result = {"plan": "p", "year": "2024", "summary": "S", "measurements": {"alla": "0", "kon": {"of": "alla"}}}
    readings = readings_of("kon", [Result.model_validate(result)])
    target = Target.model_validate({"indicator": "kon", "values": {"2024": "80"}})
    (line,) = target_periods(target, indicator(unit="share"), readings, {}, readings)
    assert line.progress is Progress.EMPTY


def test_measurement_that_lags_counts_for_its_own_period() -> None:
    result = {"plan": "p", "year": "2024", "summary": "S", "measurements": {"kon": {"value": "9", "period": "2022"}}}
    readings = readings_of("kon", [Result.model_validate(result)])
    target = Target.model_validate({"indicator": "kon", "values": {"2022": "8", "2024": "10"}})
    found = target_periods(target, indicator(), readings, {}, readings)
    assert [(str(line.period), line.progress.value) for line in found] == [("2022", "reached"), ("2024", "unreported")]


def test_line_has_each_year_with_a_target_a_measurement_or_a_verdict() -> None:
    verdict = {"year": "2024", "verdict": "dropped", "reason": "Planen är slut."}
    found = lines({"2023": "30", "2021": "50", "2045": "0"}, {"2022": "40"}, regulations=[verdict])
    assert {name: line.progress.value for name, line in found.items()} == {
        "2021": "unreported", "2022": "untargeted", "2023": "unreported", "2024": "untargeted", "2045": "unreported",
    }  # fmt: skip
    assert found["2024"].regulation


def test_period_before_is_as_long() -> None:
    found = lines({}, {"2023": "1", "2024-Q1": "2", "2024-Q2": "3", "2024": "4"})
    assert [str(line.before.period) if line.before else "" for line in found.values()] == ["", "", "2024-Q1", "2023"]


NUMBERS = st.decimals(-1000, 1000, places=2)


@given(NUMBERS, NUMBERS, st.sampled_from(["higher", "lower", "neither"]), st.decimals(0, 50, places=1))
def test_tolerance_never_worsens_and_reached_never_depends_on_it(
    wanted: Decimal, measured: Decimal, direction: str, tolerance: Decimal
) -> None:
    plain = outcome(str(wanted), str(measured), indicator(direction))
    mild = outcome({"value": str(wanted), "tolerance": str(tolerance)}, str(measured), indicator(direction))
    assert (plain is REACHED) == (mild is REACHED)
    assert mild in {plain, NEARLY}


@pytest.mark.parametrize(("since", "expected"), [("2020-03-31", REACHED), ("2020", REACHED), ("2020-04-01", UNKNOWN)])
def test_a_change_counts_from_the_baseline_of_that_very_day_or_its_year(since: str, expected: Progress) -> None:
    of = indicator(baseline={"value": "40", "date": "2020-03-31"})
    assert outcome({"change": "5", "since": since}, "45", of) is expected


@pytest.mark.parametrize(
    ("start", "wanted", "measured", "expected"),
    [
        ("-2", "50", "-1", "uncomputable"),
        ("-2", "-50", "-3", "uncomputable"),
        ("0", "50", "3", "uncomputable"),
        ("-2", "0", "-2", "reached"),
        ("-2", "0", "-3", "missed"),
        ("2", "50", "3", "reached"),
        ("2", "-50", "2", "missed"),
    ],
)
def test_a_per_cent_of_what_is_not_above_zero_is_not_computed(
    start: str, wanted: str, measured: str, expected: str
) -> None:
    points = indicator(unit="points")
    since = {"change_percent": wanted, "since": "2022"}
    assert outcome(since, measured, points, **{"2022": start}) == expected
    assert outcome({"change_percent": wanted, "yearly": "true"}, measured, points, **{"2023": start}) == expected


@pytest.mark.parametrize(
    ("period", "since", "wanted", "expected"),
    [
        # A third of a year has fewer than the year before, whatever came of it.
        ("2024-T2", "2023", {"decrease_since": "2023"}, UNKNOWN),
        ("2024-T2", "2023", {"change": "-5", "since": "2023"}, UNKNOWN),
        ("2024-T2", "2023", {"change_percent": "-5", "since": "2023"}, UNKNOWN),
        ("2024", "2023-T2", {"increase_since": "2023-T2"}, UNKNOWN),
        ("2024-Q3", "2024-H1", {"decrease_since": "2024-H1"}, UNKNOWN),
        ("2024-M01-M08", "2023-M01-M04", {"decrease_since": "2023-M01-M04"}, UNKNOWN),
        ("2024-T2", "2023-T2", {"decrease_since": "2023-T2"}, REACHED),
        ("2024-M01-M08", "2023-M01-M08", {"decrease_since": "2023-M01-M08"}, REACHED),
        # A school year is as long as a calendar year.
        ("2024/25", "2023", {"change": "-5", "since": "2023"}, REACHED),
    ],
)
def test_a_change_counts_only_from_a_period_of_the_same_length(
    period: str, since: str, wanted: Any, expected: Progress
) -> None:
    line = lines({period: wanted}, {since: "105", period: "35"}, indicator("lower", "count"))[period]
    assert line.progress is expected
    assert (line.bounds is None) == (expected is UNKNOWN)


@pytest.mark.parametrize(
    ("period", "since", "expected"),
    [
        ("2024", "2023", REACHED),
        ("2024", "2023-12-31", REACHED),
        ("2024-T2", "2023", UNKNOWN),
        ("2024-T2", "2023-12-31", UNKNOWN),
    ],
)
def test_a_baseline_is_for_whole_years(period: str, since: str, expected: Progress) -> None:
    of = indicator("lower", "count", baseline={"value": "105", "date": "2023-12-31"})
    assert lines({period: {"decrease_since": since}}, {period: "35"}, of)[period].progress is expected
