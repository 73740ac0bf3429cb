"""What a year's follow-up says of plans: by body, and counted over all targets."""

from pathlib import Path

import pytest

from publisher.link.accounts import Accounts
from publisher.link.figures.tally import Tally
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


def accounts(root: Path, covers: str = "excerpt") -> tuple[Accounts, Publication]:
    settings = smallest()["mkdocs.yml"].replace("{publication: {", f"{{publication: {{covers: {covers}, ")
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 6, b: 8}\n---\n"
    files = {"plans/p/plan.md": PLAN, "plans/q/plan.md": OTHER, "plans/p/results/2024.md": result}
    publication = linked(root, smallest() | REGISTERS | files | {"mkdocs.yml": settings})
    return Accounts(publication), publication


def test_targets_are_counted_by_how_they_went(tmp_path: Path) -> None:
    found, _ = accounts(tmp_path, "complete")
    # Of c nothing was reported; d is still to come.
    assert found.tally == Tally(reached=1, nearly=0, missed=1, unknown=1)
    assert (found.tally.known, found.tally.total) == (2, 3)

    assert [target.indicator for _, target, _ in found.outcome] == ["b", "c", "a"], "what was missed comes first"


def test_in_an_excerpt_what_nobody_reported_is_not_counted(tmp_path: Path) -> None:
    found, publication = accounts(tmp_path)
    assert found.tally == Tally(reached=1, nearly=0, missed=1, unknown=0)
    assert [target.indicator for _, target, _ in found.outcome_of_year(2024)] == ["b", "a"]
    (outcome,) = [found.outcome_of_result(result) for result in publication.results]
    assert [target.indicator for _, target, _ in outcome] == ["b", "c", "a"], "the account of a plan has all its own"
    assert found.outcome_of_plan(publication.plan("q")) == ()


@pytest.mark.parametrize("covers", ["excerpt", "complete"])
@pytest.mark.parametrize("status", ["proposed", "decided", "replaced", "dropped"])
@pytest.mark.parametrize(("reported", "counted"), [(2024, [("q", "a"), ("p", "b")]), (2023, [("p", "b")])])
def test_what_a_plan_reports_that_is_not_under_way_counts_in_the_latest_year_alone(
    tmp_path: Path, covers: str, status: str, reported: int, counted: list[tuple[str, str]]
) -> None:
    head = "---\nid: {0}\ntitle: {0}\nsummary: S\nstatus: {1}\ntargets: [{{indicator: {2}, values: {{{3}: 9}}}}]\n---\n"
    report = "---\nplan: {0}\nyear: {1}\nsummary: S\nmeasurements: {{{2}: {3}}}\n---\n"
    settings = smallest()["mkdocs.yml"].replace("{publication: {", f"{{publication: {{covers: {covers}, ")
    files = {
        "mkdocs.yml": settings,
        "plans/p/plan.md": head.format("p", "ongoing", "b", 2024),
        "plans/p/results/2024.md": report.format("p", 2024, "b", 10),
        "plans/q/plan.md": head.format("q", status, "a", reported),
        f"plans/q/results/{reported}.md": report.format("q", reported, "a", 8),
    }
    publication = linked(tmp_path, smallest() | REGISTERS | files)
    found = Accounts(publication)
    # A decided plan that has reported is under way, whatever the year.
    if status == "decided" and reported == 2023:
        counted = [("q", "a"), ("p", "b")]
    assert [(plan.id, target.indicator) for plan, target, _ in found.outcome] == counted
    of_latest = [(plan.id, target.indicator) for plan, target, _ in found.outcome_of_year(2024)]
    assert of_latest == [each for each in counted if each[0] == "p" or reported == 2024]


def test_a_plan_that_is_not_under_way_and_reports_nothing_counts_nowhere(tmp_path: Path) -> None:
    idle = "---\nid: q\ntitle: Q\nsummary: S\nstatus: dropped\ntargets: [{indicator: a, values: {2024: 9}}]\n---\n"
    files = {"plans/p/plan.md": PLAN, "plans/q/plan.md": idle}
    files["plans/p/results/2024.md"] = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 6, b: 8}\n---\n"
    settings = smallest()["mkdocs.yml"].replace("{publication: {", "{publication: {covers: complete, ")
    found = Accounts(linked(tmp_path, smallest() | REGISTERS | files | {"mkdocs.yml": settings}))
    assert {plan.id for plan, _, _ in (*found.outcome, *found.outcome_of_year(2024))} == {"p"}


def test_a_target_that_went_the_same_each_time_says_since_when(tmp_path: Path) -> None:
    plan = """---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2021: 5, 2022: 5, 2023: 5, 2024: 5}}
  - {indicator: b, values: {2023: 5, 2024: 5}}
---
"""
    files = {"plans/p/plan.md": plan}
    for year, numbers in {2021: "a: 6", 2022: "a: 4", 2023: "a: 4, b: 9", 2024: "a: 4, b: 4"}.items():
        files[f"plans/p/results/{year}.md"] = (
            f"---\nplan: p\nyear: {year}\nsummary: S\nmeasurements: {{{numbers}}}\n---\n"
        )
    found = Accounts(linked(tmp_path, smallest() | REGISTERS | files))
    since = {target.indicator: found.same_since(plan, target, line) for plan, target, line in found.outcome}
    assert {name: str(period) if period else None for name, period in since.items()} == {"a": "2022", "b": None}


def test_a_body_has_its_plans_and_the_targets_that_it_answers_for(tmp_path: Path) -> None:
    found, _ = accounts(tmp_path)
    by_body = {
        body.id: [(each.plan.id, len(each.results), [target.indicator for target, _ in each.targets]) for each in its]
        for body, its in found.by_body(2024)
    }
    assert by_body == {"ena": [("p", 1, ["a", "b"])], "andra": [("p", 1, ["c"])]}


def test_a_plan_shows_each_target_by_its_last_known_period_or_the_next(tmp_path: Path) -> None:
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


def test_a_total_measures_the_commitments_that_its_parts_serve(tmp_path: Path) -> None:
    files = smallest() | REGISTERS
    files["plans/indicators.yml"] = files["plans/indicators.yml"].replace(
        "id: b, title: b, unit: count", "id: b, title: b, unit: share"
    )
    commitments = "".join(f'  - {{id: "{name}", title: T, text: Ska., modality: other}}\n' for name in ("x", "y"))
    files["docs/o.md"] = (
        f"---\nkind: focus-area\nid: o\nnumber: '1'\ntitle: O\nsummary: S\ncommitments:\n{commitments}---\n"
    )
    head = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nserves: [x, y]\nindicators: [a, c]\n"
    files["plans/p/plan.md"] = f"{head}targets:\n  - {{indicator: b, serves: [x], values: {{2024: 50}}}}\n---\n"
    files["plans/p/results/2024.md"] = (
        "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 12, b: {share: 75, of: a}, c: 3}\n---\n"
    )
    publication = linked(tmp_path, files)
    (result,) = publication.results
    assert publication.measured_for(result, "x") == ("a", "b", "c")
    assert publication.measured_for(result, "y") == ("c",), "c has no target, and the plan serves both"
    assert publication.measured_last(["y"]) == (result, ("c",))
    assert publication.measured_last(["x", "y"]) == (result, ("a", "b", "c"))
    assert publication.measured_last([]) is None


def test_a_plan_says_where_somebody_has_said_that_there_is_no_target(tmp_path: Path) -> None:
    files = smallest(
        **{"plans/indicators.yml": "indicators:\n  - {id: a, title: A, unit: percent, direction: higher}\n"}
    )
    files["plans/p/plan.md"] = (
        "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\ntargets: [{indicator: a, values: {2024: none}}]\n---\n"
    )
    accounts = Accounts(linked(tmp_path, files))
    (row,) = accounts.rows_of_plan(accounts.publication.plan("p"))
    assert row[2] is not None
    assert row[2].target_value is not None
    assert row[2].target_value.none
