"""Numbers of twelve months up to one, and of months of two years: a year if they are one, and words otherwise."""

from pathlib import Path

import pytest

from publisher.importing.columns.header_words import Dated, dated
from publisher.model.time_period import TimePeriod
from tests.importing.test_row_names import doubts, lost, proposed, value


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("R12 dec 2023", "2023"),
        ("Rullande 12 månader t.o.m. december 2023", "2023"),
        ("Rolling 12 months to Q4 2023", "2023"),
        ("Utfall 2024-01-01 – 2024-08-31", "2024-M01-M08"),
        ("2024-01--2024-12", "2024"),
        ("jan 2024 – aug 2024", "2024-M01-M08"),
        # A whole year may still be under way.
        ("R12 2024", ""),
        ("R12 aug 2024", ""),
        ("aug 2024, rullande 12", ""),
        ("Rullende 12 måneder", ""),
        ("sep 2023–aug 2024", ""),
        ("Utfall 2023-09-01 - 2024-08-31", ""),
        ("2023-09 – 2024-08", ""),
    ],
)
def test_twelve_months_are_a_year_or_no_period(text: str, period: str) -> None:
    found = dated(text, "sv")
    assert (str(found.period or ""), found.across) == (period, not period)


def test_days_within_months_are_no_period() -> None:
    assert dated("2024-01-15 – 2024-03-02", "sv").outside
    assert dated("2024-03-31 – 2024-01-01", "sv").outside
    assert dated("R12 aug 2024", "sv") == Dated(None, "", outside=True, across=True, until=TimePeriod.parse("2024-08"))


@pytest.mark.parametrize(
    ("language", "header", "said"),
    [
        ("sv", "Rullande 12 mån", "Rullande 12 mån: 5,6 %"),
        ("sv", "R12 aug 2024", "R12 aug 2024: 5,6 %"),
        ("en", "Rolling 12 months to August 2024", "Rolling 12 months to August 2024: 5,6 %"),
        ("da", "Rullende 12 måneder", "Rullende 12 måneder: 5,6 %"),
        ("sv", "Utfall sep 2023–aug 2024", "Utfall sep 2023–aug 2024: 5,6 %"),
    ],
)
def test_their_number_is_a_comment_that_is_asked_about(tmp_path: Path, language: str, header: str, said: str) -> None:
    rows = [["Indikator", "Enhet", "Mål 2024", header], ["Sjukfrånvaro", "%", "5,0", "5,6"]]
    source, made = proposed(tmp_path, rows, language)
    assert lost(source, made) == {}
    assert value(made, "2024.md", "targets") == {"sjukfranvaro": {"analysis": said}}
    assert "measurements" not in next(file for file in made.files if file.kind == "result").fields
    assert "months-across-years" in doubts(made)


def test_their_period_in_a_column_of_periods(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Period", "Utfall", "Mål"], ["Sjuka %", "2024", "5,0", "4"],
            ["Sjuka %", "R12 aug 2024", "5,2", ""], ["Sjuka %", "R12 dec 2023", "5,9", ""],
            ["Sjuka %", "vecka 12 2024", "9", ""]]  # fmt: skip
    source, made = proposed(tmp_path, rows)
    assert value(made, "2024.md", "measurements") == {"sjuka": "5.0"}
    assert value(made, "2023.md", "measurements") == {"sjuka": "5.9"}
    assert value(made, "2024-08.md", "targets") == {"sjuka": {"analysis": "Utfall R12 aug 2024: 5,2"}}
    assert lost(source, made) == {"9": "no-such-period", "vecka 12 2024": "column-has-no-place"}


def test_a_number_for_which_no_period_can_be_found_is_left_out(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Rullande 12 mån"], ["Sjuka %", "5,1"]]
    source, made = proposed(tmp_path, rows)
    assert lost(source, made) | {"5,1": "no-such-period"} == lost(source, made)
