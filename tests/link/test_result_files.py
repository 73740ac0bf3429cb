"""The names of results' files, as people give them."""

import pytest

from publisher.link.rules.plan_of_result import is_named_after
from publisher.model.time_period import TimePeriod


@pytest.mark.parametrize(
    ("stem", "period", "fits"),
    [
        ("2024", "2024", True),
        ("FY2024", "2024", True),
        # A financial year with one number: the period inside the file says which is meant.
        ("FY2024", "2023/24", True),
        ("FY2024", "2025", False),
        ("2023–2024", "2023/24", True),
        ("fy2023-24", "2023/24", True),
        ("Q1 2023-24", "2023/24-Q1", True),
        ("Q1 2023-24", "2023/24-Q2", False),
        ("2010-11", "2010/11", True),
        ("2010-11", "2010-11", True),
        ("resultat", "2024", False),
    ],
)
def test_a_file_named_as_people_write_its_period(stem: str, period: str, fits: bool) -> None:  # noqa: FBT001
    assert is_named_after(stem, TimePeriod.parse(period)) is fits
