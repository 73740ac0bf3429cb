"""Of two versions that are read side by side, what is withheld from both is asked for by nobody."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from publisher.link.confidentiality.through_time import Withheld, withheld_in_time
from publisher.link.graph.node import Node
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Observation
from publisher.model.time_period import TimePeriod
from publisher.pipeline import load
from publisher.problem import Place
from tests.link.confidentiality.test_suppression import NOWHERE, parts, shown
from tests.program import REPOSITORY


def test_a_number_that_is_withheld_is_no_measurement_of_its_indicator() -> None:
    publication = load(REPOSITORY / "examples" / "ekbacka").publication
    withheld = withheld_in_time([publication.nodes, publication.nodes], {})
    shown = replace(publication, nodes=withheld.without(publication.nodes))
    names = [indicator.id for indicator in publication.indicators]
    measured = {name: shown.measurements_of(name) for name in names}
    assert all(name in result.measurements for name, results in measured.items() for result in results)
    assert sum(map(len, measured.values())) < sum(len(publication.measurements_of(name)) for name in names)


def withheld(*versions: dict[str, Any], renamed: Mapping[str, str] | None = None) -> Withheld:
    """Return what is withheld of one result in several versions."""
    results = [shown(measurements) for measurements in versions]
    nodes = [{each.id: Node(each.id, NodeKind.RESULT, each, NOWHERE, Place("a.yml"))} for each in results]
    return withheld_in_time(nodes, renamed or {})


def test_a_number_that_any_version_hides_is_withheld_from_all() -> None:
    assert withheld({"alla": "60"}, {"alla": "61"}).measurements == frozenset()
    assert withheld({"alla": "60"}, {"alla": "4"}).measurements == {("p/2024", "alla")}
    assert withheld({"alla": "4"}, {"alla": "60"}).measurements == {("p/2024", "alla")}


def test_a_group_that_is_hidden_hides_the_changes_of_its_number() -> None:
    one = Measurement.model_validate({"value": "60", "groups": {"kvinnor": "40", "man": "20"}})
    hidden = one.model_copy(update={"groups": {"kvinnor": None, "man": Decimal(20)}})
    result = shown({"alla": "60"})
    for measured, expected in ((one, set()), (hidden, {("p/2024", "alla")})):
        version = result.model_copy(update={"measurements": {"alla": measured}})
        node = Node(result.id, NodeKind.RESULT, version, NOWHERE, Place("a.yml"))
        assert withheld_in_time([{result.id: node}], {}).measurements == expected


def test_what_a_number_was_hides_its_changes_too() -> None:
    corrected = {"value": "60", "corrections": [{"was": "3", "date": "2025-01-01", "reason": "Fel."}]}
    assert withheld({"alla": corrected}).measurements == {("p/2024", "alla")}
    corrected = {"value": "60", "corrections": [{"was": "50", "date": "2025-01-01", "reason": "Fel."}]}
    assert withheld({"alla": corrected}).measurements == frozenset()


def test_the_total_and_the_parts_of_what_is_hidden_are_withheld_with_it() -> None:
    found = withheld({"alla": "60", "annat": "70", **parts(a="30", b="27", c="3")})
    assert {name for _, name in found.measurements} == {"alla", "a", "b", "c"}


def test_a_number_is_withheld_under_its_present_name() -> None:
    found = withheld({"alla": "4"}, {"samtliga": "60"}, renamed={"alla": "samtliga", "p": "q"})
    assert found.measurements == {("q/2024", "samtliga")}
    result = shown({"alla": "60", "annat": "70"})
    (node,) = found.without({"p/2024": Node("p/2024", NodeKind.RESULT, result, NOWHERE, Place("a.yml"))}).values()
    assert isinstance(node.value, Result)
    assert set(node.value.measurements) == {"annat"}


def test_statistics_that_hide_a_number_a_group_or_what_a_number_was_are_withheld() -> None:
    was = {"was": "3", "date": "2025-01-01", "reason": "Fel."}
    observation = Observation.model_validate({"value": "60", "groups": {"k": "40", "m": "20"}, "corrections": [was]})
    (correction,) = observation.corrections
    for changes, expected in (
        ({}, set()),
        ({"value": None}, {"antal"}),
        ({"groups": {"k": Decimal(40), "m": None}}, {"antal"}),
        ({"corrections": (correction.model_copy(update={"was": None}),)}, {"antal"}),
    ):
        fields = {"id": "antal", "title": "Antal", "unit": "count", "direction": "higher"}
        statistics = {TimePeriod.parse("2024"): observation.model_copy(update=changes)}
        value = Indicator.model_validate(fields).model_copy(update={"statistics": statistics})
        nodes = {"antal": Node("antal", NodeKind.INDICATOR, value, NOWHERE, Place("a.yml"))}
        assert withheld_in_time([nodes], {}).statistics == expected, changes
