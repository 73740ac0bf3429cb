from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from publisher.model.period import Day, Period


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_day_is_as_exact_as_it_is_written(written: str, first: date, last: date) -> None:
    day = Day.parse(written)
    assert (day.first, day.last, str(day)) == (first, last, written)


@pytest.mark.parametrize("written", ["2022-02-30", "2023-02-29", "2024-13", "2024-00-01", "0000-01-01"])
def test_day_that_no_calendar_has(written: str) -> None:
    with pytest.raises(PydanticCustomError, match="no such day"):
        Day.parse(written)


@pytest.mark.parametrize("written", ["24-01-01", "2024-1-1", "20240101", "2024-01-01T00:00", "1 mars 2024", ""])
def test_day_in_no_known_form(written: str) -> None:
    with pytest.raises(PydanticCustomError, match="not a date"):
        Day.parse(written)


def test_days_are_ordered_by_when_they_begin() -> None:
    days = [Day.parse(day) for day in ("2024-03-01", "2023", "2024-02", "2024-02-15")]
    assert [str(day) for day in sorted(days)] == ["2023", "2024-02", "2024-02-15", "2024-03-01"]


def test_period_has_the_years_that_it_touches() -> None:
    period = Period.model_validate({"from": "2021-12-31", "to": "2023"})
    assert [year for year in range(2019, 2026) if period.has_year(year)] == [2021, 2022, 2023]
    assert Period.model_validate({"from": "2021"}).has_year(2199)


def test_period_within_one_year_may_end_less_exactly_than_it_begins() -> None:
    assert Period.model_validate({"from": "2021-09-15", "to": "2021"}).to == Day(2021)
