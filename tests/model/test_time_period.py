from datetime import date, timedelta
from itertools import combinations, pairwise
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from publisher.language import Language
from publisher.model.time_meant import day_meant, financial_years, period_meant, span_meant
from publisher.model.time_period import TimePeriod, parts_of, slug_of


def period(written: str) -> TimePeriod:
    return TypeAdapter(TimePeriod).validate_python(written)


@pytest.mark.parametrize(
    ("written", "back", "before"),
    [
        ("2024", 1, "2023"),
        ("2024-T2", 2, "2022-T2"),
        ("2024/25-Q3", 1, "2023/24-Q3"),
        ("2000/01", 1, "1999/00"),
        ("2024-03", 1, "2023-03"),
        ("2024-02-29", 1, "None"),
        ("2024-M01-M08", 1, "2023-M01-M08"),
        ("2024/25-Q1-Q3", 1, "2023/24-Q1-Q3"),
    ],
)
def test_the_same_period_years_before(written: str, back: int, before: str) -> None:
    assert str(period(written).years_before(back)) == before


@pytest.mark.parametrize(
    ("written", "name", "slug", "year", "first", "last"),
    [
        ("2024", "2024", "2024", 2024, "2024-01-01", "2024-12-31"),
        ("2024-H1", "2024-H1", "2024-H1", 2024, "2024-01-01", "2024-06-30"),
        ("2024-t2", "2024-T2", "2024-T2", 2024, "2024-05-01", "2024-08-31"),
        ("2024 Q3", "2024-Q3", "2024-Q3", 2024, "2024-07-01", "2024-09-30"),
        ("2024Q4", "2024-Q4", "2024-Q4", 2024, "2024-10-01", "2024-12-31"),
        ("2024-02", "2024-02", "2024-02", 2024, "2024-02-01", "2024-02-29"),
        ("2024-03-31", "2024-03-31", "2024-03-31", 2024, "2024-03-31", "2024-03-31"),
        ("2024/25", "2024/25", "2024-25", 2025, "2024-07-01", "2025-06-30"),
        ("2024-25", "2024/25", "2024-25", 2025, "2024-07-01", "2025-06-30"),
        ("2024/2025", "2024/25", "2024-25", 2025, "2024-07-01", "2025-06-30"),
        ("2024-25 Q3", "2024/25-Q3", "2024-25-Q3", 2025, "2025-01-01", "2025-03-31"),
        ("1999/00", "1999/00", "1999-2000", 2000, "1999-07-01", "2000-06-30"),
        ("2011/12", "2011/12", "2011-2012", 2012, "2011-07-01", "2012-06-30"),
        ("2010-M11", "2010-11", "2010-11", 2010, "2010-11-01", "2010-11-30"),
        ("2010m11", "2010-11", "2010-11", 2010, "2010-11-01", "2010-11-30"),
        ("2024-M01-M08", "2024-M01-M08", "2024-M01-M08", 2024, "2024-01-01", "2024-08-31"),
        ("2024-m1–m8", "2024-M01-M08", "2024-M01-M08", 2024, "2024-01-01", "2024-08-31"),
        ("2024-01/2024-08", "2024-M01-M08", "2024-M01-M08", 2024, "2024-01-01", "2024-08-31"),
        ("2024-01–08", "2024-M01-M08", "2024-M01-M08", 2024, "2024-01-01", "2024-08-31"),
        ("2024 T1–T2", "2024-M01-M08", "2024-M01-M08", 2024, "2024-01-01", "2024-08-31"),
        ("2024-Q1-Q3", "2024-M01-M09", "2024-M01-M09", 2024, "2024-01-01", "2024-09-30"),
        ("2024/25-Q1-Q3", "2024/25-Q1-Q3", "2024-25-Q1-Q3", 2025, "2024-07-01", "2025-03-31"),
        ("2010-11-Q1-Q3", "2010/11-Q1-Q3", "2010-2011-Q1-Q3", 2011, "2010-07-01", "2011-03-31"),
        # Months that have a name are called by it.
        ("2024-M01-M06", "2024-H1", "2024-H1", 2024, "2024-01-01", "2024-06-30"),
        ("2024-M05-M08", "2024-T2", "2024-T2", 2024, "2024-05-01", "2024-08-31"),
        ("2024-M03-M03", "2024-03", "2024-03", 2024, "2024-03-01", "2024-03-31"),
        ("2024-Q1-Q4", "2024", "2024", 2024, "2024-01-01", "2024-12-31"),
        # What could be a month is one, as ISO 8601 has it; `is_either` says that people have to be asked.
        ("2011-12", "2011-12", "2011-12", 2011, "2011-12-01", "2011-12-31"),
    ],
)
def test_periods(written: str, name: str, slug: str, year: int, first: str, last: str) -> None:
    found = period(written)
    assert (found.name, found.slug, found.year) == (name, slug, year)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("FY 2023-24", "2023/24"),
        ("FY2023–2024", "2023/24"),
        ("FY23-24", "2023/24"),
        ("2023 – 2024", "2023/24"),
        ("Q1 2023-24", "2023/24-Q1"),
        ("Q1 23/24", "2023/24-Q1"),
        ("q1-2024", "2024-Q1"),
        # Alone it is a month; as a financial year, or with a quarter, it is not.
        ("FY 2010-11", "2010/11"),
        ("Q2 2010-11", "2010/11-Q2"),
        ("januari–augusti 2024", "2024-M01-M08"),
        ("2024 jan.-aug.", "2024-M01-M08"),
        ("jan–jun 2024", "2024-H1"),
        ("Q1-Q3 2024/25", "2024/25-Q1-Q3"),
        ("kvartal 1–3 2024", "2024-M01-M09"),
        ("augusti–januari 2024", ""),
        ("2023-2025", ""),
        ("2023/25", ""),
        ("FY 2022-2024", ""),
    ],
)
def test_years_as_people_write_them(written: str, meant: str) -> None:
    assert period_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "is_either", "in_a_file"),
    [
        ("2010-11", True, "2010-11"),
        ("2000-01", True, "2000-01"),
        ("2011-12", True, "2011-12"),
        ("1909-10", True, "1909-10"),
        ("2010-M11", False, "2010-M11"),
        ("2010-M10", False, "2010-10"),
        ("2010-10", False, "2010-10"),
        ("2012-13", False, "2012/13"),
        ("2010/11", False, "2010/11"),
        ("2010-11 Q2", False, "2010/11-Q2"),
        ("2010-11-01", False, "2010-11-01"),
    ],
)
def test_what_may_be_a_month_or_a_year(written: str, is_either: bool, in_a_file: str) -> None:  # noqa: FBT001
    found = period(written)
    assert found.is_either is is_either
    assert found.written == in_a_file
    assert period(found.written) == found


def test_nothing_is_meant_by_what_may_be_either() -> None:
    assert period_meant("2010-11") == ""


def test_the_readings_of_a_month_that_may_be_a_year() -> None:
    assert (period("2010-11").as_month, period("2010-11").as_split) == ("2010-M11", "2010/11")
    assert (period("1999-00").name, period("2008-09").as_split) == ("1999/00", "2008/09")


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2019-22", "{from: 2019, to: 2022}"),
        ("2019–22", "{from: 2019, to: 2022}"),
        ("2021-2024", "{from: 2021, to: 2024}"),
        ("2024-03", "{from: 2024-03, to: 2024-03}"),
        # A year that ends in the next, two years, or a month: nobody knows.
        ("2010-11", ""),
        ("2024/25", ""),
        ("2024-25", ""),
    ],
)
def test_the_span_that_is_meant(written: str, span: str) -> None:
    assert span_meant(written) == span


@pytest.mark.parametrize(
    ("written", "meant"),
    [("8/2022", "2022-08"), ("12.2024", "2024-12"), ("1-2024", "2024-01"), ("13/2024", ""), ("0/2024", "")],
)
def test_a_month_before_its_year(written: str, meant: str) -> None:
    assert day_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("den 15 april 2026", "2026-04-15"), ("am 15. April 2026", "2026-04-15"), ("d. 3. maj 2025", "2025-05-03"),
        ("the 3rd May 2025", "2025-05-03"), ("maj 15 april 2026", ""), ("den april 2026", ""),
        ("den 31 april 2026", ""),
    ],
)  # fmt: skip
def test_a_short_word_before_a_day(written: str, meant: str) -> None:
    assert day_meant(written) == meant


def test_a_financial_year_with_one_number_may_be_three() -> None:
    assert financial_years("FY2024") == ("2024", "2023/24", "2024/25")
    assert financial_years("Q3 FY00") == ("2000-Q3", "1999/00-Q3", "2000/01-Q3")
    assert financial_years("FY 2023-24") is None
    assert financial_years("2024") is None


@pytest.mark.parametrize(
    "written",
    [
        "2024-M08-M01",
        "2024-M01-M13",
        "2024-Q1-Q5",
        "2024/25-M01-M08",
        "2024-Q1-T2",
        "24",
        "2024-T4",
        "2024-H3",
        "2024-Q5",
        "2024-26",
        "2024/26",
        "2024-02-30",
        "Q3",
        "",
    ],
)
def test_what_is_no_period(written: str) -> None:
    with pytest.raises(ValidationError, match="not a time period"):
        period(written)


def test_quarters_come_before_their_year_and_years_in_order() -> None:
    names = ["2023", "2024-03", "2024-Q1", "2024-T1", "2024-H1", "2024-Q4", "2024", "2024/25", "2045"]
    assert [each.name for each in sorted(map(period, reversed(names)))] == names


def test_in_words() -> None:
    words = Language("sv")
    shown = [
        words.period(period(name)) for name in ("2024", "2024-T2", "2024-Q3", "2024-03", "2024-10-01", "2024/25-Q3")
    ]
    assert shown == ["2024", "tertial 2 2024", "kvartal 3 2024", "mars 2024", "1 oktober 2024", "kvartal 3 2024/25"]
    shown = [words.period(period(name)) for name in ("2024-M01-M08", "2024/25-Q1-Q3", "2024/25-T1-T2")]
    assert shown == ["januari–augusti 2024", "kvartal 1–3 2024/25", "tertial 1–2 2024/25"]


YEARS = st.integers(1800, 2198)
# Months from one to another that no other name has.
SPANS = [
    (first, last)
    for first, last in combinations(range(1, 13), 2)
    if (last - first + 1) not in {3, 4, 6, 12} or (first - 1) % (last - first + 1)
]
NAMES = st.one_of(
    YEARS.map(str),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-T{}".format, YEARS, st.integers(1, 3)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    YEARS.map(lambda year: f"{year}/{(year + 1) % 100:02d}"),
    st.builds(
        "{}-M{:02d}-M{:02d}".format,
        YEARS,
        *(st.shared(st.sampled_from(SPANS), key="span").map(itemgetter(at)) for at in (0, 1)),
    ),
    st.builds(lambda year, quarter: f"{year}/{(year + 1) % 100:02d}-Q{quarter}", YEARS, st.integers(1, 4)),
)


@given(NAMES)
def test_a_name_is_kept_and_its_file_is_of_no_other_period(name: str) -> None:
    found = period(name)
    assert found.name == name
    assert period(found.slug) == found
    assert slug_of(name) == found.slug
    assert found.first <= found.last
    assert not set(found.slug) & set('/\\:*?"<>|')


@given(NAMES, NAMES)
def test_names_and_files_distinguish_periods(one: str, other: str) -> None:
    assert (period(one) == period(other)) == (period(one).slug.casefold() == period(other).slug.casefold())
    assert (period(one) < period(other)) + (period(other) < period(one)) + (one == other) == 1


@given(YEARS, st.sampled_from(["HHH"[:2], "TTT", "QQQQ"]), st.booleans())
def test_the_parts_of_a_year_are_the_year(year: int, letters: str, split: bool) -> None:  # noqa: FBT001
    name = f"{year}/{(year + 1) % 100:02d}" if split else str(year)
    parts = [period(f"{name}-{letter}{number}") for number, letter in enumerate(letters, 1)]
    assert (parts[0].first, parts[-1].last) == (period(name).first, period(name).last)
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(parts))


@given(NAMES)
def test_the_parts_of_a_period_follow_each_other_and_are_all_of_it(name: str) -> None:
    whole = period(name)
    for names in parts_of(name):
        parts = [period(each) for each in names]
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last) and len(parts) > 1
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(parts))


def test_a_year_is_divided_at_the_end_of_each_month_and_a_split_one_where_its_parts_end() -> None:
    assert ("2024-M01-M08", "2024-T3") in parts_of("2024") and ("2024-T1", "2024-T2") in parts_of("2024-M01-M08")
    assert ("2024/25-Q1-Q3", "2024/25-Q4") in parts_of("2024/25")
    assert not any("M" in name for parts in parts_of("2024/25") for name in parts)
    assert parts_of("2024-03") == parts_of("2024-03-31") == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12/31/2024", "2024-12-31"),
        ("31/12/2024", "2024-12-31"),
        ("5/6/2024", ""),
        ("13/31/2024", ""),
        ("2/30/2024", ""),
    ],
)
def test_a_month_before_its_day_where_it_can_be_nothing_else(written: str, meant: str) -> None:
    assert day_meant(written) == meant
