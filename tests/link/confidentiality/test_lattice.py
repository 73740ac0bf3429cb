"""Series that are divided: with all sums of groups and of parts of a year, what is hidden, by value."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pytest

from publisher.link.confidentiality.lattice import hidden_through
from publisher.model.groups import Dimension
from publisher.model.time_period import TimePeriod
from tests.link.confidentiality.test_cells import dimension

S, S3, A, D = dimension("s", "km"), dimension("s", "kmx"), dimension("a", "ab"), dimension("d", "xy")
PART = dimension("s", "km", exhaustive=False)
Counts = Mapping[str, int]


def hidden(
    *dimensions: Dimension, also: Mapping[str, set[str]] | None = None, **periods: Counts
) -> dict[str, set[str]]:
    """Return the hidden cells by period, written y2024_T1; those of which fewer than five are hidden first."""
    given = {name: TimePeriod.parse(name[1:].replace("_", "-")) for name in periods}
    counts = {
        given[name]: {cell.strip("_"): Decimal(count) for cell, count in cells.items()}
        for name, cells in periods.items()
    }
    asked = {given[name]: cells for name, cells in (also or {}).items()}
    found = hidden_through(counts, dimensions, 5, asked)
    return {name: set(found[period]) for name, period in given.items()}


def cells(*numbers: int, **margins: int) -> dict[str, int]:
    """Return the counts of a table of S and A, given row by row, with some of its margins."""
    return {f"s{s}+a{a}": number for (s, a), number in zip(product("km", "ab"), numbers, strict=True)} | margins


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"_": 18, "sk": 8, "sm": 3}, {"sm"}),
        ({"_": 18, "sk": 5, "sm": 5}, set()),
        ({"_": 29, "sk": 12, "sm": 15}, {"sk"}),
        ({"_": 29, "sk": 12, "sm": 12}, set()),
        ({"_": 24, "sk": 12, "sm": 12}, set()),
        ({"_": 28, "sk": 12, "sm": 12}, {"sk"}),
        ({"_": 29, "sk": 12, "sm": 1}, {"sm"}),
    ],
)
def test_those_in_no_group_are_people_too(counts: Counts, expected: set[str]) -> None:
    assert hidden(PART, y2024=counts) == {"y2024": expected}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"_": 10, "sk": -2, "sm": 12}, {"", "sk"}),
        ({"_": 20, "sm": 17}, {"sm"}),
        ({"_": 20, "sm": 15}, set()),
        ({"_": 2, "sk": 2, "sm": 0}, {"", "sk"}),
        ({"_": 4, "sk": 0}, {""}),
        ({"_": 30, "sk": 15, "sm": 15}, set()),
    ],
)
def test_of_two_groups_that_are_all_one_implies_the_other(counts: Counts, expected: set[str]) -> None:
    assert hidden(S, y2024=counts) == {"y2024": expected}


def test_of_equally_small_groups_the_first_by_name_is_hidden() -> None:
    assert hidden(S3, y2024={"_": 27, "sk": 3, "sm": 12, "sx": 12}) == {"y2024": {"sk", "sm"}}


def test_what_is_hidden_for_another_reason_is_hidden_here_too() -> None:
    assert hidden(S, y2024={"_": 30, "sk": 14, "sm": 16}, also={"y2024": {"sk"}}) == {"y2024": {"sk", "sm"}}
    assert hidden(S, y2024={"_": 4, "sk": 0}, also={"y2024": {"sk"}}) == {"y2024": {"", "sk"}}


def test_a_group_that_nobody_gives_keeps_its_small_number_too() -> None:
    # 24 less 4 less nobody: the twenty in sm+ab would tell the rest.
    counts = {"_": 24, "sk": 4, "aa": 4, "ab": 20, "sk+ab": 0, "sm+aa": 0, "sm+ab": 20}
    assert hidden(S, A, y2024=counts) == {"y2024": {"aa", "ab", "sk", "sm+ab"}}
    counts = {"_": 26, "sk": 15, "aa": 11, "ab": 13, "sk+aa": 5, "sk+ab": 10, "sm+aa": 6, "sm+ab": 3}
    assert hidden(PART, A, y2024=counts, also={"y2024": {"aa"}}) == {"y2024": {"aa", "ab", "sk+aa", "sk+ab", "sm+ab"}}


def test_a_table_of_two_dimensions_is_solved_as_a_whole() -> None:
    counts = cells(18, 1, 19, 6, _=51, sk=19, sm=25, aa=37, ab=7)
    assert hidden(PART, A, y2024=counts) == {"y2024": {"sk+aa", "sk+ab", "sm+aa", "sm+ab"}}
    counts = cells(9, 5, 2, 11, _=35, sm=13, aa=11)
    assert hidden(PART, A, y2024=counts) == {"y2024": {"sk+aa", "sm+aa", "sm+ab"}}
    counts = {"_": 25, "sk": 12, "sm": 8, "aa": 1, "sk+aa": 0, "sm+aa": 1, "sm+ab": 7}
    assert hidden(PART, A, y2024=counts) == {"y2024": {"aa", "sm+aa", "sm+ab"}}
    counts = cells(16, 2, 3, 7, _=29, sk=18, sm=10, aa=19, ab=9)
    assert hidden(PART, A, y2024=counts, also={"y2024": {"sk+aa"}}) == {
        "y2024": {"sk+aa", "sk+ab", "sm", "sm+aa", "sm+ab"}
    }


def test_a_total_implies_its_cells_with_no_sums_between() -> None:
    assert hidden(S, A, y2024=cells(3, 6, 7, 8, _=24)) == {"y2024": {"sk+aa", "sk+ab"}}
    eight = zip(product("km", "ab", "xy"), (3, 10, 11, 12, 13, 14, 15, 16), strict=True)
    counts = {f"s{s}+a{a}+d{d}": number for (s, a, d), number in eight}
    # In all 94, which less the seven others are three.
    (found,) = hidden(S, A, D, y2024=counts | {"_": 94}).values()
    assert found == {"sk+aa+dx", "sk+aa+dy"}


def test_a_year_is_the_sum_of_its_parts_in_each_group() -> None:
    year, third = {"_": 14, "sm": 6}, {"_": 4, "sm": 2}
    assert hidden(S, y2024=year, y2024_T1=third) == {"y2024": set(), "y2024_T1": {"", "sm"}}
    year = {"_": 60, "sk": 30, "sm": 30}
    first, second = {"_": 23, "sk": 3, "sm": 20}, {"_": 19, "sk": 13, "sm": 6}
    third = {"_": 18, "sk": 14, "sm": 4}
    assert hidden(S, y2024=year, y2024_T1=first, y2024_T2=second, y2024_T3=third) == {
        "y2024": set(),
        "y2024_T1": {"sk", "sm"},
        # Two of three parts leave enough open.
        "y2024_T2": set(),
        "y2024_T3": {"sk", "sm"},
    }


def test_numbers_that_contradict_each_other_hide_more_and_stop_nothing() -> None:
    year, third = {"_": 5, "sk": 3, "sm": 2}, {"_": 0, "sk": 1, "sm": 2}
    assert hidden(S3, y2024=year, y2024_T1=third) == {"y2024": {"sk", "sm"}, "y2024_T1": {"sk", "sm"}}


def test_a_small_rest_of_a_year_cannot_be_taken_from_it() -> None:
    assert hidden(y2024={"_": 52}, y2024_M01_M08={"_": 50}) == {"y2024": set(), "y2024_M01_M08": {""}}
    assert hidden(y2024={"_": 60}, y2024_M01_M08={"_": 50}) == {"y2024": set(), "y2024_M01_M08": set()}


@pytest.mark.parametrize("part", [38, 30])
def test_a_small_rest_of_a_split_year_cannot_be_taken_from_a_part_within_it(part: int) -> None:
    # From October, its second half is April to September, and what is left of it April and September together.
    beside = {"y2024_T1": {"_": 50}, "y2024_T3": {"_": 60}}
    found = hidden(also=None, y2023_24_H2={"_": 40}, y2024_T2={"_": part}, **beside)
    assert {name for name, cells in found.items() if cells} == ({"y2024_T2"} if part == 38 else set())


def test_a_small_month_cannot_be_taken_from_its_year_and_the_other_months() -> None:
    months = {f"y2024_{month:02d}": {"_": 3 if month == 7 else 20 + month} for month in range(1, 13)}
    found = hidden(also=None, y2024={"_": sum(each["_"] for each in months.values())}, **months)
    assert [name for name, cells in found.items() if cells] == ["y2024_01", "y2024_07"]
