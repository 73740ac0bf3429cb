"""Statistics and their indicators: each table belongs to one, and its columns are series that this one declares."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publisher.link.graph.node import Entry, Node
from publisher.model.register import Indicator
from publisher.model.statistics import Statistics
from publisher.problem import Problem, nearest


def with_statistics(entries: Sequence[Entry], nodes: Mapping[str, Node]) -> dict[str, Node]:
    """Return the nodes, each indicator with the statistics that a file of its own gives."""
    found = dict(nodes)
    for entry in entries:
        match entry.value, nodes.get(getattr(entry.value, "indicator", "")):
            case Statistics() as table, Node(value=Indicator() as indicator) as node:
                periods = {**indicator.statistics, **table.periods}
                found[node.id] = replace(node, value=indicator.model_copy(update={"statistics": periods}))
    return found


def misfitting(entries: Sequence[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem for each column that no series of the indicator explains, and each number outside its bounds."""
    for entry in entries:
        node = nodes.get(getattr(entry.value, "indicator", ""))
        if isinstance(entry.value, Statistics) and node and isinstance(node.value, Indicator):
            yield from _misfitting(entry, entry.value, node.value)


def _misfitting(entry: Entry, table: Statistics, indicator: Indicator) -> Iterator[Problem]:
    known = [comparison.id for comparison in indicator.comparisons]
    unit = indicator.unit
    columns = dict.fromkeys(name for observation in table.periods.values() for name in observation.series)
    for name in columns:
        if name not in known:
            facts = {"name": name, "id": indicator.id, "near": nearest(name, [*known, "value", "note", "preliminary"])}
            yield Problem.at(entry.document.place(), "unknown-series", **facts)
    for period, observation in table.periods.items():
        for name, number in {"value": observation.value, **observation.series}.items():
            if number is not None and not unit.holds(number):
                ends: dict[str, object] = {"value": number, "from": unit.from_ or "", "to": unit.to or ""}
                path = ("periods", str(period), name)
                yield Problem.at(entry.document.place(*path), "outside-bounds", id=indicator.id, **ends)
