"""Columns that name a part of a year alone: the year is that of a title, of people, or of the only target."""

from pathlib import Path
from typing import Any

from publisher.importing.columns.mapping import TableAsked
from publisher.model.time_period import time_period
from tests.importing.pieces import field_of
from tests.importing.test_sheets import proposed as workbook
from tests.importing.test_untidy_tables import doubts, proposed

EXPORT: list[list[Any]] = [
    ["Mål", "Indikator", "Målvärde", "Utfall T1", "Utfall T2", "Utfall helår", "Status"],
    ["Fler lär sig", "Andel behöriga (%)", "90", "84,2", "86,0", "88,1", "🟡"],
]


def test_a_year_that_people_give_is_that_of_all_parts_and_of_the_whole(tmp_path: Path) -> None:
    _, made = workbook(tmp_path / "a.xlsx", {"Rapport": EXPORT}, TableAsked(period=time_period("2025")))
    numbers = {name: field_of(made, f"{name}.md", "measurements") for name in ("2025-T1", "2025-T2", "2025")}
    assert {name: {**each}["andel-behoriga"] for name, each in numbers.items()} == {
        "2025-T1": "84.2", "2025-T2": "86.0", "2025": "88.1",
    }  # fmt: skip
    assert field_of(made, "2025.md", "targets")["andel-behoriga"]["judgement"] == "partly"


def test_without_a_year_nothing_is_placed_and_each_column_asks_for_it(tmp_path: Path) -> None:
    _, made = workbook(tmp_path / "a.xlsx", {"Rapport": EXPORT})
    assert {each.why for each in made.left} >= {"period-unclear"}
    assert "same-place" not in {each.why for each in made.left}
    assert not [file for file in made.files if file.kind == "result"]


def test_the_whole_year_in_a_column_without_other_words(tmp_path: Path) -> None:
    rows = [["Uppföljning av verksamhetsplan 2025"], ["Indikator", "Målvärde", "T1", "T2", "Helår", "Status"],
            ["Andel behöriga (%)", "90", "84,2", "86,0", "88,1", "🟡"]]  # fmt: skip
    made = proposed(tmp_path, rows)
    assert field_of(made, "/2025.md", "measurements") == {"andel-behoriga": "88.1"}
    assert "andel-behoriga" in field_of(made, "/2025.md", "targets")


def test_quarters_beside_a_baseline_are_of_the_year_of_the_target(tmp_path: Path) -> None:
    rows = [["Key performance indicator", "Baseline 2024", "Target 2025", "Q1", "Q2", "Q3", "Q4", "RAG"],
            ["Waste recycled (%)", "48.2", "52", "49.0", "50.1", "50.6", "51.3", "Amber"]]  # fmt: skip
    made = proposed(tmp_path, rows, "en")
    assert [field_of(made, f"2025-Q{part}.md", "measurements")["waste-recycled"] for part in (1, 4)] == ["49.0", "51.3"]
    assert field_of(made, "/2025.md", "targets")["waste-recycled"]["judgement"] == "partly"
    assert {"period-beside", "period-latest"} <= {*doubts(made)}
    [baseline] = [file for file in made.files if file.path.endswith("2024.md")]
    assert "targets" not in baseline.fields
