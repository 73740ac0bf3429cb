"""What corrections say that numbers were, beside numbers of other periods and plans and beside statistics."""

from collections.abc import Mapping
from typing import Any

import pytest

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.confidentiality.through_time import withheld_in_time
from publisher.link.graph.node import Node
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Observation
from publisher.model.time_period import TimePeriod
from publisher.problem import Place
from publisher.read.document import Document

LIMIT = 5
NOWHERE = Document("a.yml", {}, {})
DIMENSIONS = [
    Dimension.model_validate({"id": one, "title": one, "groups": [{"id": id_, "title": id_} for id_ in ids]})
    for one, ids in (("kon", ("k", "m")), ("alder", ("u", "v")))
]


def corrected(value: int, *was: int, **fields: Any) -> dict[str, Any]:
    """Return a number that was others before."""
    corrections = [{"was": str(each), "date": "2025-01-01", "reason": "Fel."} for each in was]
    return {"value": str(value), "corrections": corrections, **fields}


def nodes(given: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, Node]:
    """Return results and statistics of one indicator, by plan and period; the plan "" is the statistics."""
    values: dict[str, Any] = {}
    statistics = {}
    for (plan, period), numbers in given.items():
        if plan:
            fields = {"plan": plan, "period": period, "summary": "S", "measurements": {"antal": numbers}}
            result = Result.model_validate(fields)
            values[result.id] = result
        else:
            statistics[TimePeriod.parse(period)] = Observation.model_validate(numbers)
    about = {"id": "antal", "title": "Antal", "unit": "count", "direction": "higher"}
    values["antal"] = Indicator.model_validate(about).model_copy(update={"statistics": statistics})
    kinds = {name: NodeKind.RESULT if "/" in name else NodeKind.INDICATOR for name in values}
    return {name: Node(name, kinds[name], value, NOWHERE, Place("a.yml")) for name, value in values.items()}


def former(given: Mapping[tuple[str, str], Mapping[str, Any]]) -> set[str]:
    """Return the numbers that may be said to have been published, with their plan and period."""
    found = set()
    for node in without_small_groups(nodes(given), LIMIT, DIMENSIONS).values():
        if isinstance(node.value, Result):
            known = [(f"{node.value.plan} {node.value.period}", node.value.measurements["antal"].corrections)]
        else:
            assert isinstance(node.value, Indicator)
            known = [(f" {at}", each.corrections) for at, each in node.value.statistics.items()]
        found |= {f"{at}: {each.was}" for at, corrections in known for each in corrections if each.was is not None}
    return found


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({("p", "2024"): corrected(20, 12)}, {"p 2024: 12"}),
        # Half of a year was of two people.
        ({("p", "2024"): corrected(20, 12), ("p", "2024-H1"): corrected(10)}, set()),
        ({("p", "2024"): corrected(20, 18), ("p", "2024-H1"): corrected(10)}, {"p 2024: 18"}),
        ({("p", "2024"): corrected(20), ("p", "2024-H1"): corrected(10, 17)}, set()),
        # Neither was with what the other is, but both with what it was.
        ({("p", "2024"): corrected(40, 30), ("p", "2024-H1"): corrected(10, 27)}, set()),
        ({("p", "2024"): corrected(20, 12), ("q", "2024-H1"): corrected(10)}, set()),
        ({("p", "2024"): corrected(20, 12), ("q", "2023-H1"): corrected(10)}, {"p 2024: 12"}),
        ({("p", "2024"): corrected(20, 12), ("p", "2024/25-H1"): corrected(10)}, set()),
        ({("", "2024"): corrected(20, 12), ("", "2024-H1"): corrected(10)}, set()),
        ({("", "2024"): corrected(20, 18), ("", "2024-H1"): corrected(10)}, {" 2024: 18"}),
        ({("", "2024"): corrected(20, 12), ("p", "2024-H1"): corrected(10)}, set()),
        ({("p", "2024"): corrected(20, 12), ("", "2024-H1"): corrected(10)}, set()),
        ({("p", "2024"): corrected(20, 12), ("", "2022-H1"): corrected(10)}, {"p 2024: 12"}),
        ({("p", "2024"): corrected(20, 12), ("q", "2024"): {"groups": {"k": "10"}}}, set()),
    ],
)
def test_what_a_number_was_discloses_nobody(given: Mapping[tuple[str, str], Mapping[str, Any]], left: set[str]) -> None:
    assert former(given) == left


def _results(*results: Result) -> dict[str, Node]:
    return {each.id: Node(each.id, NodeKind.RESULT, each, NOWHERE, Place("a.yml")) for each in results}


def test_what_a_part_was_discloses_nobody_in_another_period() -> None:
    def of(period: str, whole: Any, part: Any) -> Result:
        measured = {"alla": whole, "klara": {**part, "of": "alla"}}
        return Result.model_validate({"plan": "p", "period": period, "summary": "S", "measurements": measured})

    for without in ((corrected(30), corrected(18)), (corrected(30), corrected(18, 17))):
        found = without_small_groups(
            _results(of("2024", without[0], corrected(20)), of("2024-H1", without[1], corrected(10))), LIMIT
        )
        shown = [each.value.measurements for each in found.values() if isinstance(each.value, Result)]
        assert any(one.number is None for each in shown for one in each.values()), "2 of the second half did not finish"
    # Of the year 10 were left, of its first half 8: 2 of the second.
    year, half = of("2024", corrected(40, 30), corrected(20)), of("2024-H1", corrected(18), corrected(10))
    result = without_small_groups(_results(year, half), LIMIT)["p/2024"].value
    assert isinstance(result, Result)
    assert [each.was for each in result.measurements["alla"].corrections] == [None]


@pytest.mark.parametrize("other", ["k+u", "u+k"])
def test_a_crossed_group_is_the_same_in_either_order(other: str) -> None:
    crossed = {"k+u": "12", "k+v": "20", "m+u": "20", "m+v": "3"}
    named = {name if name != "k+u" else other: number for name, number in crossed.items()}
    both = {("p", "2024"): {"value": "55", "groups": named}, ("q", "2024"): {"value": "55", "groups": crossed}}
    shown = [each.value for each in without_small_groups(nodes(both), LIMIT, DIMENSIONS).values()]
    own, theirs = (each.measurements["antal"].groups for each in shown if isinstance(each, Result))
    assert [*own] == [*named] and [*own.values()] == [*theirs.values()]
    assert list(own.values()).count(None) > 1 and own["m+v"] is None


def withheld(*versions: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[set[str], set[str]]:
    shown = [without_small_groups(nodes(given), LIMIT, DIMENSIONS) for given in versions]
    found = withheld_in_time(shown, {})
    return {together for together, _ in found.measurements}, set(found.statistics)


def test_changes_of_a_number_are_withheld_in_all_plans_and_statistics_that_have_it() -> None:
    few, many = {"value": "55", "groups": {"k": "52", "m": "3"}}, {"value": "60"}
    assert withheld({("p", "2024"): few}, {("p", "2024"): many, ("p", "2023"): many}) == ({"p/2024"}, set())
    beside = {("q", "2024"): {"value": "55"}, ("q", "2023"): many}
    assert withheld({("p", "2024"): few}, beside) == ({"p/2024", "q/2024"}, set())
    assert withheld({("p", "2024"): few}, {("", "2024"): many, ("p", "2022"): many}) == ({"p/2024"}, {"antal"})
    assert withheld({("", "2024"): few}, {("p", "2024"): {"value": "55"}}) == ({"p/2024"}, {"antal"})
    assert withheld({("p", "2024"): many, ("q", "2024"): many}) == (set(), set())
