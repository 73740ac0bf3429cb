"""The chart of a target and the table beside it have the same numbers."""

import re
from pathlib import Path

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

REGISTER = "indicators: [{id: a, title: Utsläpp, unit: percent, direction: lower}]\n"
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
as_of: 2024
period: {from: 2022}
targets: [{indicator: a, values: {2024: 5, 2045: 0}}]
---
"""
RESULT = "---\nplan: p\nyear: {0}\nsummary: S\nmeasurements: {{a: {1}}}\n---\n"


def _publication(root: Path, statistics: str) -> Loaded:
    files = {
        "plans/indicators.yml": REGISTER,
        "plans/p/plan.md": PLAN,
        "plans/p/results/2022.md": RESULT.format(2022, 7),
        "plans/p/results/2023.md": RESULT.format(2023, 6),
        "plans/statistics/a.csv": statistics,
    }
    return without_problems(write(root, smallest() | files))


def _numbers(loaded: Loaded) -> tuple[list[str], list[str]]:
    """Return the periods with a number in the chart of the plan's page, and in the table beside it."""
    text = page(loaded, "planer/p.md").markdown.replace("\u00a0", " ")
    picture = re.search(r"!\[Utsläpp, mål och utfall: ([^\]]*)\]", text)
    assert picture
    drawn = re.findall(r"(?:^|; )(\w[^:;]*): \d+ %", picture[1])
    below = text[text.index("## Mål år för år") :]
    return drawn, re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \| \d+ %", below)


def test_the_table_has_the_years_of_statistics_that_the_chart_draws(tmp_path: Path) -> None:
    loaded = _publication(tmp_path, "period,value\n1990,20\n2010,12\n2020,9\n2021,8\n")
    drawn, rows = _numbers(loaded)
    assert drawn == rows == ["1990", "2010", "2020", "2021", "2022", "2023"]


def test_what_the_chart_leaves_out_is_in_no_table_of_the_target(tmp_path: Path) -> None:
    loaded = _publication(tmp_path, "period,value\n2021,8\n2021-03,7\n2021-04,9\n")
    drawn, rows = _numbers(loaded)
    assert drawn == rows == ["2021", "2022", "2023"]
