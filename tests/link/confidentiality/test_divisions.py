"""Divisions of time: which periods a reader can take from others."""

import pytest

from publisher.link.confidentiality.divisions import beginnings


@pytest.mark.parametrize(
    ("given", "months"),
    [
        (["2024"], (6,)),
        (["2024/25"], (6,)),
        # Without others, it does not matter when a split year begins.
        (["2024/25", "2025/26"], (6,)),
        # No sum has a day in it.
        (["2024/25", "2024-03-15"], (6, 3)),
        (["2024/25", "2025"], (6, 3)),
        # From September, or so that it ends with it: a month that is a part of a split year then.
        (["2024/25", "2024-09"], (6, 3, 8, 9)),
        (["2024/25", "2024-T2"], (6, 3, 4, 8)),
        # From October, April to September hold the tertial, with whose months they neither begin nor end.
        (["2023/24-H2", "2024-T2"], (6, 3, 2, 4, 8, 9, 10, 11)),
        (["2023/24", "2024", "2024/25"], (6, 3)),
    ],
)
def test_a_split_year_begins_where_it_shares_months_with_other_periods(
    given: list[str], months: tuple[int, ...]
) -> None:
    assert beginnings(given) == months
