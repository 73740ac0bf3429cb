"""What a target comes to is written in full, or rounded alike whatever was measured."""

from decimal import Decimal
from pathlib import Path

import pytest

from publisher.render.target_words import as_exact
from tests.publications import page, smallest, without_problems, write

REGISTER = "indicators:\n  - {id: gas, title: Utsläpp, unit: count, counts_people: false, direction: lower}\n"
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: gas, values: {2023: {change_percent: -85, since: 2015}}}
---
"""


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.7500", "0.75"),
        ("4.000", "4"),
        ("100", "100"),
        ("1171.875", "1171.875"),
        ("104938.27065", "104938.27"),
        ("-84.33333333", "-84.33"),
        ("0.33333333", "0.3333"),
        ("1.23456", "1.235"),
        ("0.000357", "0.000357"),
        ("0", "0"),
    ],
)
def test_a_computed_number_is_as_exact_as_it_ends(number: str, written: str) -> None:
    assert str(as_exact(Decimal(number))) == written


@pytest.mark.parametrize("measured", ["", "4", "0.8", "0.75", "4.1000"])
def test_what_a_target_comes_to_does_not_depend_on_what_was_measured(tmp_path: Path, measured: str) -> None:
    files = {"plans/p/plan.md": PLAN, "plans/indicators.yml": REGISTER}
    for year, value in {"2015": "5.00", "2023": measured}.items():
        if value:
            fields = f"plan: p\nyear: {year}\nsummary: S\nmeasurements: {{gas: {value}}}"
            files[f"plans/p/results/{year}.md"] = f"---\n{fields}\n---\n"
    markdown = page(without_problems(write(tmp_path, smallest() | files)), "planer/p.md").markdown
    assert "det är 0,75, beräknat" in markdown
