"""What people type where a date or a number belongs, and which answer they get."""

import pytest

from publisher.model.meant import meant


@pytest.mark.parametrize(
    ("typed", "begin", "end"),
    [
        ("Q3 2025", "2025-07", "2025-09"),
        ("kvartal 4 2026", "2026-10", "2026-12"),
        ("2025-T1", "2025-01", "2025-04"),
        ("halvår 2 2025", "2025-07", "2025-12"),
        ("januari–augusti 2025", "2025-01", "2025-08"),
        ("2025/2026", "2025", "2026"),
    ],
)
def test_a_period_is_answered_with_both_its_ends(typed: str, begin: str, end: str) -> None:
    assert meant("not-a-date", typed) == ("date-is-period", {"begin": begin, "end": end, "near": ""})


@pytest.mark.parametrize("typed", ["löpande", "hösten 2025", "Årligen", "tills vidare", "mitten av mars 2025", "syksy"])
def test_words_are_words(typed: str) -> None:
    assert meant("not-a-date", typed) == ("date-in-words", {"near": ""})


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("senast 2025-06-30", "2025-06-30"),
        ("Senast den 30 juni 2025", "2025-06-30"),
        ("by 2025", "2025"),
        ("bis Ende 2025", "2025"),
        ("2025-06-30*", "2025-06-30"),
        # Which day or month is meant is not known.
        ("v. 35", ""),
        ("31/12", ""),
        ("25-03-15", ""),
    ],
)
def test_a_day_is_found_or_not_guessed(typed: str, near: str) -> None:
    assert meant("not-a-date", typed) == ("not-a-date", {"near": near})


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("65 (prel.)", "65"),
        ("65, prel", "65"),
        ("61,5 (62,0)", "61.5"),
        ("1 234 (varav 600 kvinnor)", "1234"),
        ("65 %, källa SCB", "65"),
        ("3 (av 5)", "3"),
    ],
)
def test_a_number_is_found_beside_what_is_said_about_it(typed: str, near: str) -> None:
    assert meant("not-a-number", typed) == ("number-with-note", {"near": near})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ca 60 (prel.)", "number-inexact"),
        ("2,5 mnkr (prel.)", "number-in-full"),
        ("1,234 (prel.)", "number-either"),
        ("16 av 20", "number-of-whole"),
        ("1/3", "number-of-whole"),
        ("16 out of 20", "number-of-whole"),
        ("98:e av 290", "not-a-number"),
        ("100, 200", "not-a-number"),
        ("abc (3)", "not-a-number"),
    ],
)
def test_what_is_uncertain_is_asked_about(typed: str, code: str) -> None:
    assert meant("not-a-number", typed)[0] == code
