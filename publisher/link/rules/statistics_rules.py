"""Statistics and their indicators: each table belongs to one, and its columns are declared series or groups.

Where statistics and results have a number for the same period, it is the same number, or one was corrected.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from publisher.link.graph.node import Entry, Node
from publisher.link.rules.group_rules import Groups, misgrouped
from publisher.model.groups import Dimension, group_ids
from publisher.model.register import Indicator, Indicators
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.model.statistics import Observation, Statistics
from publisher.model.time_period import TimePeriod
from publisher.model.unit import BOUNDED, UnitName
from publisher.problem import Problem, nearest
from publisher.read.document import Document

_OF_ALL: Final = BOUNDED | {UnitName.PERCENT}


def with_statistics(
    entries: Sequence[Entry], nodes: Mapping[str, Node], dimensions: Sequence[Dimension]
) -> dict[str, Node]:  # fmt: skip
    """Return the nodes, with statistics from separate files added to their indicators, including groups."""
    found = dict(nodes)
    for entry in entries:
        if not isinstance(table := entry.value, Statistics):
            continue
        match nodes.get(table.indicator):
            case Node(value=Indicator() as indicator) as node:
                given = {period: _grouped(each, indicator, dimensions) for period, each in table.periods.items()}
                periods = {**indicator.statistics, **given}
                found[node.id] = replace(node, value=indicator.model_copy(update={"statistics": periods}))
    return found


def _grouped(observation: Observation, indicator: Indicator, dimensions: Sequence[Dimension]) -> Observation:
    """Return an observation with the columns of groups moved to `groups`; comparisons stay in `series`."""
    compared = {each.id for each in indicator.comparisons}
    known = {group.id for each in dimensions for group in each.groups}
    cells = [name for name in observation.series if name not in compared and group_ids(name) <= known]
    if not cells:
        return observation
    series = {name: number for name, number in observation.series.items() if name not in cells}
    groups = {**observation.groups, **{cell: observation.series[cell] for cell in cells}}
    return observation.model_copy(update={"series": series, "groups": groups})


def misfitting(
    entries: Sequence[Entry], nodes: Mapping[str, Node], dimensions: Sequence[Dimension]
) -> Iterator[Problem]:  # fmt: skip
    """Yield a Problem for each undeclared column, impossible sum of groups and number out of bounds."""
    for entry in entries:
        node = nodes.get(getattr(entry.value, "indicator", ""))
        if isinstance(entry.value, Statistics) and node and isinstance(node.value, Indicator):
            yield from _misfitting(entry, entry.value, node.value, dimensions)
        elif isinstance(entry.value, Indicators):
            for at, indicator in enumerate(entry.value.indicators):
                statistics: Path = ("indicators", at, "statistics")
                yield from _unknown_comparisons(entry.document, statistics, indicator.statistics, indicator)
                for period, each in indicator.statistics.items():
                    path = ("indicators", at, "statistics", str(period), "groups")
                    groups = Groups(indicator.id, each.value, each.groups, indicator.unit, path)
                    yield from misgrouped(entry.document, groups, dimensions)


def _misfitting(
    entry: Entry, table: Statistics, indicator: Indicator, dimensions: Sequence[Dimension]
) -> Iterator[Problem]:
    own = ["value", "note", "preliminary", "missing", "corrections"]
    known = [*(each.id for each in indicator.comparisons), *(group.id for each in dimensions for group in each.groups)]
    columns = dict.fromkeys(name for observation in table.periods.values() for name in observation.series)
    for name in columns:
        if name not in known and not group_ids(name) <= {*known}:
            facts = {
                "name": name,
                "id": indicator.id,
                "near": nearest(name, [*known, *own]),
            }
            yield Problem.at(entry.document.place(), "unknown-series", **facts)
    yield from _unknown_comparisons(entry.document, ("periods",), table.periods, indicator)
    for period, observation in table.periods.items():
        path = ("periods", str(period))
        yield from _out_of_bounds(entry.document, path, observation, indicator)
        if observation.corrections and observation.corrections[-1].was == observation.value:
            place = entry.document.place(*path, "corrections")
            yield Problem.at(place, "correction-same", id=indicator.id, value=observation.value)
        divided = _grouped(observation, indicator, dimensions)
        groups = Groups(indicator.id, divided.value, divided.groups, indicator.unit, (*path, "series"))
        yield from misgrouped(entry.document, groups, dimensions)


def _unknown_comparisons(
    document: Document, path: Path, periods: Mapping[TimePeriod, Observation], indicator: Indicator
) -> Iterator[Problem]:
    """Yield a Problem for each comparison that the indicator does not have, and that is said to be preliminary."""
    known = [each.id for each in indicator.comparisons]
    found = {name: period for period, each in periods.items() for name in each.preliminary_series if name not in known}
    for name, period in found.items():
        place = document.place(*path, str(period), "preliminary_series", name)
        yield Problem.at(place, "unknown-series", name=name, id=indicator.id, near=nearest(name, known))


def _out_of_bounds(
    document: Document, path: tuple[str, ...], observation: Observation, indicator: Indicator
) -> Iterator[Problem]:
    unit = indicator.unit
    for name, number in {"value": observation.value, **observation.series}.items():
        if number is not None and not unit.holds(number):
            place = document.place(*path, *(() if name == "value" else ("series",)), name)
            yield Problem.at(place, "outside-bounds", id=indicator.id, value=number, **unit.ends)


@dataclass(frozen=True, slots=True)
class _Stated:
    """The number of an indicator for a period as one document states it, and what it says it was `before`."""

    document: Document
    path: Path
    number: Decimal
    before: tuple[Decimal | None, ...]
    preliminary: bool

    def agrees(self, other: "_Stated") -> bool:
        """Return whether both may be true: equal as far as both have decimals, or one was corrected or preliminary."""
        places = max(_exponent(self.number), _exponent(other.number))
        if round(self.number, -places) == round(other.number, -places):
            return True
        return other.preliminary or other.number in self.before or self.number in other.before


def _exponent(number: Decimal) -> int:
    return min(0, int(number.as_tuple().exponent))


def differing(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a notice for each number in a result that the indicator's statistics, or an earlier result, contradict.

    Another plan may count its own participants. Percentages, ranks and the like are rather those of the whole area:
    results of two plans are asked about once for each such indicator.
    """
    registers = (entry.value.indicators for entry in entries if isinstance(entry.value, Indicators))
    of_all = {each.id for indicators in registers for each in indicators if _is_of_all(each)}
    statistics = {
        (entry.value.indicator, period): _Stated(
            entry.document,
            ("periods", str(period)),
            each.value,
            tuple(correction.was for correction in each.corrections),
            each.preliminary,
        )
        for entry in entries
        if isinstance(entry.value, Statistics)
        for period, each in entry.value.periods.items()
        if each.value is not None
    }
    earlier = dict[tuple[str, str, TimePeriod], _Stated]()
    of_plans = dict[tuple[str, TimePeriod], _Stated]()
    results = ((entry.document, entry.value) for entry in entries if isinstance(entry.value, Result))
    for document, result in sorted(results, key=lambda pair: pair[1].period):
        for name, stated in _stated(document, result):
            period = result.period_of(name)
            own, elsewhere = (result.plan, name, period), of_plans.get((name, period))
            known = (statistics.get((name, period)), earlier.get(own), elsewhere if name in of_all else None)
            other = next((each for each in known if each and not stated.agrees(each)), None)
            if other:
                first = other.document.place(*other.path)
                facts = {"id": name, "year": period, "value": stated.number, "was": other.number, "first": first}
                yield Problem.notice(document.place(*stated.path), "number-differs", **facts)
                of_all -= {name} if other is elsewhere else set()
            earlier[own] = of_plans[name, period] = stated


def _is_of_all(indicator: Indicator) -> bool:
    """Return whether an indicator measures in a unit in which a plan has hardly a number of its own."""
    return indicator.unit.name in _OF_ALL or indicator.unit.per is not None


def _stated(document: Document, result: Result) -> Iterator[tuple[str, _Stated]]:
    for name, each in result.measurements.items():
        if each.number is not None and not each.suppressed:
            before = tuple(correction.was for correction in each.corrections)
            yield name, _Stated(document, ("measurements", name), each.number, before, each.preliminary)
