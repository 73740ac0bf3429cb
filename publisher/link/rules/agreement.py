"""Consistency between documents: of a result with its plan, of a measurement with its indicator."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from pydantic import BaseModel

from publisher.link.graph.document_tree import DocumentTree
from publisher.link.graph.membership import without_document
from publisher.link.graph.node import Entry, Node
from publisher.link.rules.plan_of_result import misnamed, within_plan
from publisher.link.rules.statements import unfinished
from publisher.link.rules.targets import aims, closing_circles
from publisher.memory import Memory, Same
from publisher.model.month_or_year import lone_split_years, may_have_months_or_years, months_or_years
from publisher.model.plan import Plan
from publisher.model.register import Bodies, Body, Indicator
from publisher.model.result import Measurement, Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Statistics
from publisher.model.strategy import FocusArea, Implementation, Objective, SteeringDocument
from publisher.model.time_period import TimePeriod
from publisher.model.unit import BOUNDED, UnitName
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document

# Steering documents have two to four levels.
DEEPEST: Final = 20
# Units of which nothing can be a part, as they are no amounts. A share is a share of something counted.
_NO_WHOLES: Final = frozenset({UnitName.PERCENT, UnitName.POINTS, *BOUNDED})


def disagreements(entries: list[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield every problem that only shows when documents are read together."""
    yield from without_document(nodes)
    yield from _misplaced(entries, nodes)
    yield from unfinished(entries)
    files = {entry.document.file for entry in entries}
    plans = {entry.document.file: entry.value for entry in entries if isinstance(entry.value, Plan)}
    replacing = closing_circles(_replaced(nodes))
    for entry in entries:
        if isinstance(entry.value, Result):
            yield from misnamed(entry.document, entry.value, files)
            yield from within_plan(entry.document, entry.value, plans, nodes)
            yield from _result(entry, entry.value, nodes)
        elif isinstance(entry.value, Plan):
            yield from aims(entry.document, entry.value)
            yield from _replaces(entry.document, entry.value, replacing)
            yield from _activities(entry.document, entry.value)
        elif isinstance(entry.value, SteeringDocument):
            yield from _replaces(entry.document, entry.value, replacing)
            if _within_itself(entry.value, nodes):
                yield Problem.at(entry.document.place("part_of"), "document-within-itself", id=entry.value.id)
        elif isinstance(entry.value, Bodies):
            for at, body in enumerate(entry.value.bodies):
                if _within_itself(body, nodes):
                    place = entry.document.place("bodies", at, "part_of")
                    yield Problem.at(place, "document-within-itself", id=body.id)


def unsure_periods(entries: Iterable[Entry], memory: Memory) -> Iterator[Problem]:
    """Yield a Problem for each period that may be a month or a split year: 2010-11.

    Beside the periods of a result are those of its plan's other results. `memory` knows the documents without any.
    """
    known = list(entries)
    accounts: dict[str, list[TimePeriod]] = {}
    for entry in known:
        if isinstance(entry.value, Result):
            accounts.setdefault(entry.value.plan, []).append(entry.value.period)
    for entry in known:
        file, document = entry.document.file, Same(entry.document)
        if isinstance(entry.value, BaseModel) and memory.recall("periods", file, document, _is_asked, weighs=False):
            beside = accounts[entry.value.plan] if isinstance(entry.value, Result) else ()
            yield from months_or_years(entry.document, entry.value, beside)


def lone_years(entries: Iterable[Entry], memory: Memory) -> Iterator[Problem]:
    """Yield a notice for each split year among calendar years. `memory` knows the documents that have not changed."""
    for entry in entries:
        found = memory.recall("lone years", entry.document.file, Same(entry), _lone_years, keep=False, weighs=False)
        yield from found


def _lone_years(given: Same) -> list[Problem]:
    entry = given.value
    assert isinstance(entry, Entry)
    return [*lone_split_years(entry.document, entry.value)] if isinstance(entry.value, Plan | Statistics) else []


def _is_asked(document: Same) -> bool:
    return isinstance(document.value, Document) and may_have_months_or_years(document.value)


def _activities(document: Document, plan: Plan) -> Iterator[Problem]:
    """Yield a Problem for each activity of a plan that has the id of one above it."""
    first: dict[str, Place] = {}
    for index, activity in enumerate(plan.activities):
        place = document.place("activities", index, "id")
        if first.setdefault(activity.id, place) != place:
            yield Problem.at(place, "duplicate-id", id=activity.id, first=f"{document.file}:{first[activity.id].line}")


def _within_itself(value: SteeringDocument | Body, nodes: Mapping[str, Node]) -> bool:
    """Return whether a steering document or a body would be part of itself, directly or through others.

    Of a circle only the first is: one place has to be mended.
    """
    above, seen = value.part_of, set[str]()
    while above and above not in seen:
        seen.add(above)
        node = nodes.get(above)
        above = node.value.part_of if node and isinstance(node.value, SteeringDocument | Body) else None
    return _is_first(value.id, seen, nodes)


def _is_first(name: str, circle: Collection[str], nodes: Mapping[str, Node]) -> bool:
    """Return whether a name is in a circle, and its node before those of the others."""
    places = {each: nodes[each].place for each in circle if each in nodes}
    return name in places and name == min(places, key=lambda each: (places[each], each))


def _misplaced(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem for each objective on an unknown level, or that would be part of itself."""
    tree = DocumentTree(nodes)
    for entry in entries:
        if not isinstance(entry.value, FocusArea | Implementation):
            continue
        for index, objective in enumerate(entry.value.objectives):
            document = tree.document_of.get(objective.id)
            levels = [level.id for level in document.levels] if document else []
            place = partial(entry.document.place, "objectives", index)
            if objective.level and objective.level not in levels:
                near = nearest(objective.level, levels)
                yield Problem.at(place("level"), "unknown-id", id=objective.level, near=near)
            above = _above(objective, nodes)
            if objective.id in above:
                if _is_first(objective.id, above, nodes):
                    yield Problem.at(place("part_of"), "document-within-itself", id=objective.id)
            elif len(above) == DEEPEST:
                yield Problem.at(place("part_of"), "objective-too-deep", limit=DEEPEST)
            elif levels and document and not objective.level and not tree.level_of(objective):
                yield Problem.notice(
                    place("id"), "level-unnamed", id=objective.id, file=nodes[document.id].document.file
                )


def _above(objective: Objective, nodes: Mapping[str, Node]) -> set[str]:
    """Return the ids of the objectives above one, up to a maximum depth."""
    above, seen = objective.part_of, set[str]()
    while above and above not in seen and len(seen) <= DEEPEST:
        seen.add(above)
        node = nodes.get(above)
        above = node.value.part_of if node and isinstance(node.value, Objective) else None
    return seen


def _replaced(nodes: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield each plan or steering document with what it replaces, in the order of their places."""
    for node in sorted(nodes.values(), key=lambda each: each.place):
        if isinstance(node.value, Plan | SteeringDocument):
            yield from ((node.id, name) for name in node.value.replaces)


def _replaces(
    document: Document, value: Plan | SteeringDocument, closing: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield a Problem where a plan or steering document would replace itself, directly or through others."""
    for index, name in enumerate(value.replaces):
        if (value.id, name) in closing:
            yield Problem.at(document.place("replaces", index), "replaces-itself", id=value.id)


def _result(entry: Entry, result: Result, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    document = entry.document
    closing = closing_circles((name, each.of) for name, each in result.measurements.items() if each.of)
    for name, measurement in result.measurements.items():
        whole = measurement.of
        if whole is not None and whole not in result.measurements:
            if any(name not in nodes and nearest(name, [whole]) for name in result.measurements):
                continue  # there, but misspelt
            near = nearest(whole, result.measurements)
            yield Problem.at(document.place("measurements", name, "of"), "unknown-whole", id=whole, near=near)
        elif (name, whole) in closing:
            yield Problem.at(document.place("measurements", name, "of"), "part-of-itself", id=name)
        elif whole is not None and (unit := _not_counted(nodes.get(whole))):
            place = document.place("measurements", name, "of")
            yield Problem.at(place, "whole-not-counted", id=name, whole=whole, unit=unit)
        indicator = nodes.get(name)
        if indicator and indicator.kind is NodeKind.INDICATOR and isinstance(indicator.value, Indicator):
            yield from _fitting(document, name, measurement, indicator.value)
        if measurement.period and measurement.period.first > result.period.last:
            place = document.place("measurements", name, "period")
            yield Problem.at(place, "measurement-ahead", id=name, period=measurement.period, year=result.period)
        yield from _corrections(document, name, measurement)


def _not_counted(whole: Node | None) -> str:
    """Return the unit of a total that cannot have parts (a percentage, a rank, a rate), or ""."""
    indicator = whole.value if whole else None
    if not isinstance(indicator, Indicator):
        return ""
    unit = indicator.unit
    if unit.name in _NO_WHOLES:
        return unit.label
    return unit.in_full if unit.per else ""


def _fitting(document: Document, name: str, measurement: Measurement, indicator: Indicator) -> Iterator[Problem]:
    """Yield a Problem if a measurement is not in the unit of its indicator, or is out of bounds."""
    unit = indicator.unit
    if measurement.missing is not None:
        return
    if measurement.is_by_group and not unit.is_share:
        return
    if (measurement.share is not None) != unit.is_share and not measurement.is_of_nothing:
        number = "…" if measurement.number is None else measurement.number
        right = f"{{share: {number}, of: …}}" if unit.is_share else "value"
        yield Problem.at(document.place("measurements", name), "unit-differs", id=name, unit=unit.label, right=right)
    elif measurement.number is not None and not unit.holds(measurement.number):
        facts = {"value": measurement.number, **unit.ends}
        yield Problem.at(document.place("measurements", name), "outside-bounds", id=name, **facts)
    if measurement.open is not None and indicator.outcome is None:
        yield Problem.at(document.place("measurements", name, "open"), "open-without-outcome", id=name)


def _corrections(document: Document, name: str, measurement: Measurement) -> Iterator[Problem]:
    """Yield a Problem for each correction that leaves a number as it was."""
    then = [*(correction.was for correction in measurement.corrections[1:]), measurement.number]
    for index, (correction, now) in enumerate(zip(measurement.corrections, then, strict=False)):
        if correction.was == now:
            place = document.place("measurements", name, "corrections", index, "was")
            yield Problem.at(place, "correction-same", id=name, value=now)
