"""What a plan says of targets that nobody has set, that are words alone, and of periods that begin with a figure."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name.title()}, unit: count, counts_people: false, direction: higher}}\n"
    for name in ("tyst", "ord", "tal")
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
period: {from: 2022, to: 2030}
targets:
  - {indicator: tyst}
  - {indicator: ord, values: {2023: {words: Ska öka}, 2024: {words: Ska öka}}}
  - {indicator: tal, values: {2023: 5, 2024: 5}}
---
"""


def plan(folder: Path) -> str:
    files = {"plans/indicators.yml": REGISTER, "plans/p/plan.md": PLAN}
    for period, key in (("2023", "year"), ("2024", "year"), ("2024-10-01", "period")):
        measured = "{tyst: 1, ord: 2, tal: 6}"
        files[f"plans/p/results/{period}.md"] = (
            f"---\nplan: p\n{key}: {period}\nsummary: S\nmeasurements: {measured}\n---\n"
        )
    return page(without_problems(write(folder, smallest() | files)), "planer/p.md").markdown


def test_where_no_target_is_typed_the_plan_says_so_and_elsewhere_not(tmp_path: Path) -> None:
    shown = plan(tmp_path)
    assert shown.count("Mål anges inte.") == 1
    assert shown.partition("Mål anges inte.")[0].rstrip().splitlines()[-1].startswith("### [Tyst]")


def test_only_what_is_known_went_the_same_each_time(tmp_path: Path) -> None:
    rows = [line for line in plan(tmp_path).splitlines() if line.startswith("| [")]
    assert [("sedan 2023" in row, "Ord" in row, "Tal" in row) for row in rows] == [
        (False, True, False),
        (True, False, True),
    ]


def test_a_day_keeps_its_space_where_it_begins_a_heading(tmp_path: Path) -> None:
    assert "### 1 oktober 2024 {" in plan(tmp_path)


def test_a_span_of_an_index_names_it_once(tmp_path: Path) -> None:
    register = "indicators: [{id: nki, title: Nki, unit: {name: index, from: 0, to: 200}, direction: higher}]\n"
    values = "{2024: {at_least: 100, at_most: 120}, 2025: {above: 100, below: 120}}"
    plan = PLAN[: PLAN.index("targets")] + f"targets: [{{indicator: nki, values: {values}}}]\n---\n"
    files = {"plans/indicators.yml": register, "plans/p/plan.md": plan}
    shown = page(without_problems(write(tmp_path, smallest() | files)), "planer/p.md").markdown
    assert "| 2024 | index 100–120 av 200 |" in shown
    assert "| 2025 | index mellan 100 och 120 av 200 |" in shown
