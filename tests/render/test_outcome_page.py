"""The count that a page begins with says how it was counted, and a row what was measured of a part of its year."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name}, unit: count, direction: higher}}\n" for name in ("a", "b")
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2024-Q3: 1, 2024: 4}}
  - {indicator: b, values: {2024-Q3: 2}}
---
"""
QUARTER = "---\nplan: p\nperiod: 2024-Q3\nsummary: S\nmeasurements: {a: 1, b: 1}\n---\n"
YEAR = "---\nplan: p\nperiod: 2024\nsummary: S\nmeasurements: {a: 4}\n---\n"


def _year_page(root: Path, **results: str) -> str:
    files = smallest() | {"plans/indicators.yml": REGISTER, "plans/p/plan.md": PLAN}
    files |= {f"plans/p/results/{name}.md": text for name, text in results.items()}
    return page(without_problems(write(root, files)), "resultat/2024/index.md").markdown


def test_a_year_says_that_it_counts_targets_of_its_parts(tmp_path: Path) -> None:
    text = _year_page(tmp_path, **{"2024-Q3": QUARTER, "2024": YEAR})
    assert "1 av 2 mål nådda 2024. Varje mål räknas en gång, för sin sista period i året" in text


def test_targets_of_one_period_need_no_words_on_how_they_are_counted(tmp_path: Path) -> None:
    assert "räknas en gång" not in _year_page(tmp_path, **{"2024-Q3": QUARTER})


def test_what_a_quarter_could_not_measure_is_not_said_of_the_year(tmp_path: Path) -> None:
    missing = QUARTER.replace("a: 1, b: 1}", "b: 1}\ntargets: {a: {missing: Ingen räknade., judgement: partly}}")
    rows = [line for line in _year_page(tmp_path, **{"2024-Q3": missing}).splitlines() if line.startswith("| **[a]")]
    assert [row.split(" | ")[1:5] for row in rows] == [["2024", "4", "–", "–"]]
    assert "Delvis uppfyllt" in rows[0] and "Ingen räknade" not in rows[0]
