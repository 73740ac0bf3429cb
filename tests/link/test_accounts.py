"""What a year's follow-up says of plans: by body, and counted over all targets."""

from pathlib import Path

from publisher.link.accounts import Accounts, Tally
from publisher.link.publication import Publication
from tests.publications import linked, smallest

REGISTERS = {
    "plans/bodies.yml": "bodies:\n"
    + "".join(f"  - {{id: {name}, title: {name}, kind: board}}\n" for name in ("ena", "andra", "ingen")),
    "plans/indicators.yml": "indicators:\n"
    + "".join(
        f"  - {{id: {name}, title: {name}, unit: count, counts_people: false, direction: higher}}\n" for name in "abcd"
    ),
}
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
responsible: ena
targets:
  - {indicator: a, values: {2023: 5, 2024: 5}}
  - {indicator: b, values: {2024: 9}}
  - {indicator: c, responsible: andra, values: {2024: 9, 2025: 10}}
  - {indicator: d, values: {2025: 1}}
---
"""
OTHER = "---\nid: q\ntitle: Q\nsummary: S\nstatus: proposed\nresponsible: andra\n---\n"


def accounts(root: Path) -> tuple[Accounts, Publication]:
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 6, b: 8}\n---\n"
    files = {"plans/p/plan.md": PLAN, "plans/q/plan.md": OTHER, "plans/p/results/2024.md": result}
    publication = linked(root, smallest() | REGISTERS | files)
    return Accounts(publication), publication


def test_targets_are_counted_by_how_they_went(tmp_path: Path) -> None:
    found, _ = accounts(tmp_path)
    # Of c nothing was reported; d is still to come.
    assert found.tally == Tally(reached=1, nearly=0, missed=1, unknown=1)
    assert found.tally.total == 3


def test_a_body_has_its_plans_and_the_targets_that_it_answers_for(tmp_path: Path) -> None:
    found, _ = accounts(tmp_path)
    by_body = {
        body.id: [(each.plan.id, len(each.results), [target.indicator for target, _ in each.targets]) for each in its]
        for body, its in found.by_body(2024)
    }
    assert by_body == {"ena": [("p", 1, ["a", "b"])], "andra": [("p", 1, ["c"])]}


def test_a_plan_tells_each_target_by_its_last_period_that_is_known_or_the_next(tmp_path: Path) -> None:
    found, publication = accounts(tmp_path)
    rows = found.rows_of_plan(publication.plan("p"))
    assert [(target.indicator, str(line.period), str(line.progress)) for _, target, line in rows if line] == [
        ("a", "2024", "reached"),
        ("b", "2024", "missed"),
        ("c", "2024", "unreported"),
        ("d", "2025", "unreported"),
    ]
    assert [(plan.id, target.indicator, str(line.period)) for plan, target, line in found.rows_of_year(2024)] == [
        ("p", "a", "2024"),
        ("p", "b", "2024"),
        ("p", "c", "2024"),
    ]
