"""Telephone numbers in fields: what people in several countries write is one, what nobody can call is none."""

import pytest

from publisher.model.contact_address import is_telephone


@pytest.mark.parametrize(
    "text",
    [
        "08-606 70 00", "+46 8 606 70 00", "+46 (0)8-606 70 00", "08-606 70 00 (växel)", "0304-33 40 00, knappval 2",
        "Tel. 0771-567 567", "0480-45 00 00 eller 0480-45 00 01", "33 66 33 66", "+45 33 66 33 66", "09 310 1691",
        "(030) 90 26-0", "030/9026-0", "+49 30 115", "112", "1177", "116 117", "020 7946 0000 ext 12", "1-800-FLOWERS",
        "0000-12 30 00", "08\u2011606\u00a070\u00a000", "02 22 33 44 55", "800.555.0100",
    ],
)  # fmt: skip
def test_a_number_as_people_write_it_is_one(text: str) -> None:
    assert is_telephone(text)


@pytest.mark.parametrize(
    "text",
    [
        "ring oss", "08", "5", "", "kim@exempel.se", "112@exempel.se", "https://exempel.se", "+999 123", "+46",
        "08-606 70 00 08-606 70 01", "växeln", "(växel)", "se nedan", "08-x",
    ],
)  # fmt: skip
def test_what_nobody_can_call_is_no_number(text: str) -> None:
    assert not is_telephone(text)
