"""No line parts a number from itself, from its sign, or from a short word of what it counts."""

import pytest

from publisher.render.bound_numbers import with_bound_numbers


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("3 av 7 mål nådda 2025", "3_av 7_mål nådda 2025"),
        ("i 2025 av 1 000 kronor", "i 2025 av 1_000 kronor"),
        ("57 000 000 kronor", "57_000_000 kronor"),
        ("den 18 september 2026", "den 18_september 2026"),
        ("den 31. december 2022", "den 31._december 2022"),
        ("2022, och 14 dagar, 4,2 ton, 79 %", "2022, och 14_dagar, 4,2_ton, 79_%"),
        ("360 personer i ett smalt fält", "360 personer i ett smalt fält"),
        ("3.1 Om och 1.200 kr", "3.1 Om och 1.200_kr"),
        ("x:0 slut, A4 ark", "x:0 slut, A4 ark"),
    ],
)
def test_spaces(text: str, bound: str) -> None:
    assert with_bound_numbers(text).replace("\u00a0", "_") == bound
