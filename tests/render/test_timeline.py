"""Timelines: a long series with its targets, whatever each of its years holds."""

import re
from pathlib import Path

from tests.publications import page, smallest, without_problems, write

PLAN = """\
---
id: p
title: Plan
summary: En plan.
status: ongoing
targets:
  - {indicator: el, values: {2024: 20}}
---
"""
RESULT = "---\nplan: p\nyear: {year}\nsummary: Det gick.\nmeasurements: {{el: {number}}}\n---\n"


def test_a_last_target_whose_year_was_measured_stands_above_the_line(tmp_path: Path) -> None:
    files = {
        "plans/indicators.yml": "indicators:\n  - {id: el, title: El, unit: days, direction: lower}\n",
        "plans/p/plan.md": PLAN,
        **{f"plans/p/results/{year}.md": RESULT.format(year=year, number=year - 2000) for year in (2004, 2024)},
    }
    loaded = without_problems(write(tmp_path, smallest(**files)))
    (chart,) = page(loaded, "planer/p.md").pictures
    assert chart.alternative == "El, mål och utfall: 2004: 4 dagar; 2024: 24 dagar, mål 20 dagar."
    # The first and the last number stand above the line, and the last target, each once.
    drawn = re.findall(r">([^<]*\bdagar\b[^<]*)<", chart.draw().decode())
    assert len([words for words in drawn if words != f"{chart.alternative}"]) == 3
    # In order of time.
    years = re.findall(r'class="figure">([^<]*)<', chart.draw().decode())
    assert years == ["2004", "2024", "2024"]
