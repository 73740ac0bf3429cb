"""Times of work as people write them: seasons, school terms, spans in words; and years that are a span or one year."""

from pathlib import Path

import pytest

from publisher.importing.columns.header_words import dated
from publisher.importing.meaning.actions import day_in, season_in
from tests.importing.test_row_names import doubts, proposed, value


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("sv", "våren 2025", "2025-01", "2025-06"),
        ("sv", "Höst 2025", "2025-07", "2025-12"),
        ("sv", "vt 25", "2025-01", "2025-06"),
        ("sv", "senast hösten 2026", "2026-07", "2026-12"),
        ("da", "efteråret 2025", "2025-07", "2025-12"),
        ("nb", "høsten 2025", "2025-07", "2025-12"),
        ("fi", "syksy 2025", "2025-07", "2025-12"),
        ("en", "Spring 2025", "2025-01", "2025-06"),
        ("sv", "sommaren 2025", "", ""),
        ("sv", "vår skola 2025", "", ""),
        ("sv", "andra halvåret 2025", "", ""),
    ],
)
def test_months_of_seasons(language: str, text: str, first: str, last: str) -> None:
    assert (season_in(text, language), season_in(text, language, last=True)) == (first, last)
    assert not (first and day_in(text, language)), "a season is asked about"


@pytest.mark.parametrize(
    ("text", "expected", "asked"),
    [
        ("våren 2025", {"due": "2025-06", "text": "Tid: våren 2025."}, ["season-of-months"]),
        ("våren 2025 – hösten 2026", {"period": {"from": "2025-01", "to": "2026-12"},
                                      "text": "Tid: våren 2025 – hösten 2026."}, ["season-of-months"]),
        ("2024 till 2025", {"period": {"from": "2024", "to": "2025"}}, []),
        ("2024–2026", {"period": {"from": "2024", "to": "2026"}}, []),
        ("Q3–Q4 2025", {"period": {"from": "2025-07", "to": "2025-12"}}, []),
        ("jan–juni 2025", {"period": {"from": "2025-01", "to": "2025-06"}}, []),
        ("feb-okt 2026", {"period": {"from": "2026-02", "to": "2026-10"}}, []),
        ("kvartal 1-2 2026", {"period": {"from": "2026-01", "to": "2026-06"}}, []),
        ("under 2025", {"due": "2025"}, []),
        ("sommaren 2025", {"text": "Tid: sommaren 2025."}, ["no-date"]),
    ],
)  # fmt: skip
def test_the_time_of_an_action(tmp_path: Path, text: str, expected: dict[str, object], asked: list[str]) -> None:
    _, made = proposed(tmp_path, [["Åtgärd", "Tid", "Status"], ["Bygga", text, "Pågår"]])
    [activity] = value(made, "plan.md", "activities")
    assert {key: said for key, said in activity.items() if key not in {"id", "title", "status"}} == expected
    known = {"title", "made-up-summary", "status-unknown"}
    assert [each for each in doubts(made) if each not in known] == asked


@pytest.mark.parametrize(
    ("language", "text", "period", "asked"),
    [
        ("sv", "2024 till 2025", "None", ""),
        ("da", "2024 til 2025", "None", ""),
        ("en", "2024 to 2025", "2024/25", ""),
        ("sv", "2024–2025", "2024/25", "two-years"),
        ("en", "2024–2025", "2024/25", ""),
        ("sv", "2024/2025", "2024/25", ""),
        ("sv", "2024/25", "2024/25", ""),
        ("sv", "2024–2026", "None", ""),
    ],
)
def test_two_years(language: str, text: str, period: str, asked: str) -> None:
    found = dated(f"Utfall {text}", language)
    assert (str(found.period), found.doubt) == (period, asked)


def test_whether_two_years_are_one_is_asked_once_in_a_table(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Mål 2024-2025", "Utfall 2024-2025"], ["Nöjda (%)", "80", "75"], ["Trygga (%)", "90", "85"]]
    _, made = proposed(tmp_path, rows)
    assert doubts(made).count("two-years") == 1
