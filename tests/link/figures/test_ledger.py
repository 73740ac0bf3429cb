from pathlib import Path

import pytest

from publisher.link.figures.ledger import Facet, Ledger
from publisher.pipeline import load
from tests.publications import HERE, MODULE, linked, smallest


@pytest.fixture(scope=MODULE)
def ledger() -> Ledger:
    return load(HERE / "cases" / "ledger" / "input").publication.ledger


def test_every_commitment_has_a_line_in_the_strategys_order(ledger: Ledger) -> None:
    assert {line.commitment.id: line.standing.value for line in ledger.lines} == {
        "1.1": "reached",
        "1.2": "missed",
        "1.3": "unreported",
        "1.4": "unplanned",
        "2-foreslagen": "proposed",
        "2-beslutad": "planned",
        "2-vilar": "halted",
        "2-klar": "done",
        "2-flera": "missed",
    }
    assert [line.commitment.id for line in ledger.lines][:2] == ["1.1", "1.2"]


def test_choices_hold_what_they_name_and_none_is_empty(ledger: Ledger) -> None:
    found = {choice.name: len(choice.lines) for choices in ledger.choices.values() for choice in choices}
    assert found == {
        "standing:unplanned": 1,
        "standing:proposed": 1,
        "standing:planned": 1,
        "standing:unreported": 1,
        "standing:missed": 2,
        "standing:reached": 1,
        "standing:done": 1,
        "standing:halted": 1,
        "modality:shall": 6,
        "modality:should": 2,
        "modality:may": 1,
        "body:namnden": 2,
        "body:ledkontoret": 2,
        "missing:owner": 6,
        "missing:plan": 1,
        "missing:result": 5,
    }


def test_a_line_names_the_choices_that_hold_it(ledger: Ledger) -> None:
    for choices in ledger.choices.values():
        for choice in choices:
            assert [line for line in ledger.lines if choice.name in line.names] == list(choice.lines)


def test_a_facet_with_one_value_each_holds_every_commitment_once(ledger: Ledger) -> None:
    for facet in (Facet.STANDING, Facet.MODALITY):
        assert sum(len(choice.lines) for choice in ledger.choices[facet]) == len(ledger.lines)


def test_reviews_are_those_of_documents_in_force(ledger: Ledger) -> None:
    found = {name: [(each.position, each.result.id) for each in due] for name, due in ledger.reviews.items()}
    # What equals its limit (the plan `natt`) is not due, nor what is over (the plan `klar`).
    assert found == {"strategin": [(0, "natt/2023")], "missat": [(1, "missat/2023")]}
    assert [line.commitment.id for line in ledger.lines if line.reviews] == ["1.2", "2-flera"]


@pytest.mark.parametrize(
    ("status", "measured", "standing", "day"),
    [
        ("decided", "3", "missed", "2023-12"),
        ("decided", "5", "reached", "2023-12"),
        ("decided", "", "planned", "2021-09"),
        ("proposed", "5", "proposed", "2023-12"),
    ],
)
def test_a_decided_plan_stands_where_its_results_say(
    tmp_path: Path, status: str, measured: str, standing: str, day: str
) -> None:
    plan = f"---\nid: p\ntitle: P\nsummary: S\nstatus: {status}\nas_of: 2021-09\n"
    plan += 'serves: ["1.1"]\ntargets: [{indicator: leder, values: {2023: 5}}]\n---\n'
    indicator = "indicators: [{id: leder, title: Leder, unit: count, counts_people: false, direction: higher}]\n"
    strategy = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
    area = "---\nkind: focus-area\nid: area-1\nnumber: '1'\ntitle: A\nsummary: S\n"
    area += 'commitments: [{id: "1.1", title: T, modality: shall, text: C.}]\n---\n'
    files = {"plans/p/plan.md": plan, "plans/indicators.yml": indicator, "docs/s.md": strategy, "docs/a.md": area}
    if measured:
        result = f"---\nplan: p\nyear: 2023\nas_of: 2023-12\nsummary: S\nmeasurements: {{leder: {measured}}}\n---\n"
        files["plans/p/results/2023.md"] = result
    line = linked(tmp_path, smallest() | files).ledger.line("1.1")
    assert (line.standing.value, str(line.as_of)) == (standing, day)


def test_a_publication_without_commitments_has_an_empty_ledger(tmp_path: Path) -> None:
    ledger = linked(tmp_path, smallest()).ledger
    assert ledger.lines == ()
    assert not any(ledger.choices.values())
    assert ledger.count("missing", "plan") == 0
