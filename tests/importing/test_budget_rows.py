"""Budgets among indicators, amounts of activities without a period, and several statuses: all asked about."""

from pathlib import Path

import pytest

from tests.importing.test_untidy_tables import doubts, proposed, value


@pytest.mark.parametrize(
    ("name", "header", "language"),
    [
        ("Budget (tkr)", ["Nyckeltal", "Utfall 2023", "Mål 2024"], "sv"),
        ("Budget, mnkr", ["Nyckeltal", "Utfall 2023", "Mål 2024"], "sv"),
        ("Kommunbidrag", ["Nyckeltal", "Utfall 2023", "Mål 2024"], "sv"),
        ("Driftsbudget (t.kr.)", ["Indikator", "Resultat 2023", "Mål 2024"], "da"),
        ("Budget (£000s)", ["Indicator", "Outcome 2023", "Target 2024"], "en"),
    ],
)
def test_a_budget_is_no_indicator(tmp_path: Path, name: str, header: list[str], language: str) -> None:
    made = proposed(tmp_path, [header, ["Resor (km)", "12", "13"], [name, "1200", "1300"]], language)
    assert value(made, "2023.md", "measurements") == {"resor-km": "12"}
    assert [each["indicator"] for each in value(made, "plan.md", "targets")] == ["resor-km"]
    assert [each.why for each in made.left] == ["budget-row"] * 3


def test_a_cost_that_is_measured_is_an_indicator(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Utfall 2023"], ["Budgetavvikelse (%)", "1,2"], ["Nettokostnad (kr/inv)", "1200"]]
    made = proposed(tmp_path, rows)
    assert value(made, "2023.md", "measurements") == {"budgetavvikelse": "1.2", "nettokostnad-kr-inv": "1200"}


def test_amounts_without_a_period_are_asked_about_once_for_their_column(tmp_path: Path) -> None:
    rows = [
        ["Åtgärd", "Status", "Budget (tkr)", "Förbrukat (tkr)", "Budget 2025 (tkr)"],
        ["Bygga väg", "Pågår", "1200", "800", "50"],
        ["Plantera träd", "Klar", "100", "90", ""],
    ]
    made = proposed(tmp_path, rows)
    first, second = value(made, "plan.md", "activities")
    assert first["money"] == {"currency": "SEK", "periods": {"2025": {"budget": "50000"}}}
    assert first["text"] == "Budget (tkr): 1200. Förbrukat (tkr): 800."
    assert second["text"] == "Budget (tkr): 100. Förbrukat (tkr): 90."
    assert doubts(made).count("money-in-words") == 2


@pytest.mark.parametrize(
    ("above", "columns", "period", "asked"),
    [
        ([["Åtgärder 2025"]], ["Åtgärd", "Ansvarig", "Budget (tkr)"], "2025", "period-of-title"),
        ([["Åtgärder"]], ["Åtgärd", "År", "Budget (tkr)"], "2026", "period-of-row"),
        ([["Åtgärder 2025"]], ["Åtgärd", "År", "Budget (tkr)"], "2026", "period-of-row"),
        # Of several years nobody knows how much is for which.
        ([["Åtgärder 2025–2027"]], ["Åtgärd", "Ansvarig", "Budget (tkr)"], "", "money-in-words"),
    ],
)
def test_the_year_of_a_budget_may_stand_beside_it(
    tmp_path: Path, above: list[list[str]], columns: list[str], period: str, asked: str
) -> None:
    row = ["Bygga väg", "2026" if "År" in columns else "Tekniska nämnden", "1 200"]
    made = proposed(tmp_path, [*above, columns, row])
    [activity] = value(made, "plan.md", "activities")
    money = {"currency": "SEK", "periods": {period: {"budget": "1200000"}}} if period else None
    assert activity.get("money") == money
    assert {"period-of-title", "period-of-row", "money-in-words"} & {*doubts(made)} == {asked}


@pytest.mark.parametrize(
    ("headers", "cells", "status", "column"),
    [
        (["Status T1", "Status T2"], ["Pågår", "Klar"], "done", "Status T2"),
        (["Status T1", "Status T2"], ["Pågår", ""], "ongoing", "Status T1"),
        (["Status 2024", "Status 2023"], ["Klar", "Pågår"], "done", "Status 2024"),
        (["Status", "Status (nämnd)"], ["Pågår", "Klar"], "ongoing", "Status"),
        (["Status"], ["Pågår"], "ongoing", ""),
    ],
)
def test_of_several_statuses_the_last_is_taken_and_asked_about(
    tmp_path: Path, headers: list[str], cells: list[str], status: str, column: str
) -> None:
    made = proposed(tmp_path, [["Åtgärd", "Ansvarig", *headers], ["Bygga väg", "Tekniska nämnden", *cells]])
    [activity] = value(made, "plan.md", "activities")
    assert activity["status"] == status
    others = [f"{header}: {cell}." for header, cell in zip(headers, cells, strict=True) if cell and header != column]
    assert activity.get("text", "") == " ".join(others if column else [])
    assert doubts(made).count("status-of-column") == bool(column)


def test_what_is_budgeted_beside_what_is_planned_is_wanted_and_asked_about(tmp_path: Path) -> None:
    header = ["Mål", "Bokslut 2024", "Budget 2026", "Plan 2027", "Plan 2028"]
    made = proposed(tmp_path, [["Belopp i mnkr"], header, ["Årets resultat", "34,5", "25,2", "27", "30"]])
    assert value(made, "plan.md", "targets") == [
        {"indicator": "arets-resultat", "values": {"2026": "25.2", "2027": "27", "2028": "30"}}
    ]
    assert "header-words" in doubts(made)
    assert value(made, "indicators.yml", "indicators")[0]["unit"] == {"one": "mnkr", "other": "mnkr"}


def test_a_budget_beside_targets_is_none_of_them(tmp_path: Path) -> None:
    made = proposed(
        tmp_path, [["Nyckeltal", "Utfall 2024", "Mål 2026", "Budget 2026"], ["Resor (km)", "12", "13", "500"]]
    )
    assert value(made, "plan.md", "targets")[0]["values"] == {"2026": "13"}
