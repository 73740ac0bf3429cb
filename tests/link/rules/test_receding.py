"""Targets that ask for less with each period: only periods of the same length follow each other."""

from pathlib import Path

import pytest

from tests.publications import problems_in, smallest, write

REGISTER = "indicators:\n  - {id: nojd, title: Nöjda, unit: percent, direction: higher}\n"
PLAN = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\ntargets:\n  - {indicator: nojd, values: {%s}}\n---\n"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ("2024: 85, 2025: 83", [("85", "83")]),
        ("2024: 85, 2024-T2: 83", []),
        ("2023/24: 85, 2024: 83", []),
        ("2024: 85, 2024-T2: 60, 2025: 86, 2025-T2: 61", []),
        ("2024: 85, 2024-T2: 60, 2025: 86, 2025-T2: 59", [("60", "59")]),
        ("2024: 85, 2024-T2: 60, 2025: 83, 2025-T2: 59", [("60", "59"), ("85", "83")]),
    ],
)
def test_targets_recede_within_periods_of_one_length(tmp_path: Path, values: str, found: list[tuple[str, str]]) -> None:
    files = smallest() | {"plans/p/plan.md": PLAN % values, "plans/indicators.yml": REGISTER}
    problems = [each for each in problems_in(write(tmp_path, files)) if each.code == "targets-receding"]
    assert sorted((each.facts["value"], each.facts["to"]) for each in problems) == found
