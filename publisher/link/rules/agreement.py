"""What must agree between documents: a result with its plan, a measurement with its indicator."""

from collections.abc import Iterator, Mapping

from publisher.link.graph.node import Entry, Node
from publisher.link.rules.targets import aims
from publisher.model.plan import Plan
from publisher.model.register import Indicator, Unit
from publisher.model.result import Measurement, Result
from publisher.model.roles import NodeKind
from publisher.model.strategy import Strategy
from publisher.problem import Problem, nearest
from publisher.read.document import Document


def disagreements(entries: list[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield every problem that only shows when documents are read together."""
    strategies = [entry for entry in entries if isinstance(entry.value, Strategy)]
    for extra in strategies[1:]:
        yield Problem.at(extra.document.place("kind"), "second-strategy", first=strategies[0].document.file)
    for entry in entries:
        if isinstance(entry.value, Result):
            yield from _result(entry, entry.value, nodes)
        elif isinstance(entry.value, Plan):
            yield from aims(entry.document, entry.value)
            yield from _replaces(entry.document, entry.value, nodes)


def _replaces(document: Document, plan: Plan, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem for each plan that would replace itself, at once or by way of others."""
    for index, name in enumerate(plan.replaces):
        older, seen = [name], set[str]()
        while older:
            one = older.pop()
            node = nodes.get(one)
            if one not in seen and node and isinstance(node.value, Plan):
                seen.add(one)
                older += node.value.replaces
        if plan.id in seen:
            yield Problem.at(document.place("replaces", index), "replaces-itself", id=plan.id)


def _result(entry: Entry, result: Result, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    document = entry.document
    if document.file.rsplit("/", 1)[-1] != f"{result.year}.md":
        yield Problem.at(document.place("year"), "year-differs", year=result.year, file=document.file)
    node = nodes.get(result.plan)
    if node and isinstance(node.value, Plan):
        yield from _within_plan(entry, result, node.value)
    for name, measurement in result.measurements.items():
        whole = measurement.of
        if whole is not None and whole not in result.measurements:
            near = nearest(whole, result.measurements)
            yield Problem.at(document.place("measurements", name, "of"), "unknown-whole", id=whole, near=near)
        elif whole is not None and _circular(result, name):
            yield Problem.at(document.place("measurements", name, "of"), "part-of-itself", id=name)
        indicator = nodes.get(name)
        if indicator and indicator.kind is NodeKind.INDICATOR and isinstance(indicator.value, Indicator):
            is_share = measurement.share is not None
            if is_share != (indicator.value.unit is Unit.SHARE):
                unit = indicator.value.unit
                yield Problem.at(document.place("measurements", name), "unit-differs", id=name, unit=unit)
            if measurement.open is not None and indicator.value.outcome is None:
                yield Problem.at(document.place("measurements", name, "open"), "open-without-outcome", id=name)
        yield from _corrections(document, name, measurement)


def _corrections(document: Document, name: str, measurement: Measurement) -> Iterator[Problem]:
    """Yield a Problem for each correction that leaves a number as it was."""
    then = [*(correction.was for correction in measurement.corrections[1:]), measurement.number]
    for index, (correction, now) in enumerate(zip(measurement.corrections, then, strict=False)):
        if correction.was == now:
            place = document.place("measurements", name, "corrections", index, "was")
            yield Problem.at(place, "correction-same", id=name, value=now)


def _within_plan(entry: Entry, result: Result, plan: Plan) -> Iterator[Problem]:
    document = entry.document
    if plan.period and not plan.period.has_year(result.year):
        period = f"{plan.period.from_} – {plan.period.to or ''}".rstrip()
        yield Problem.at(document.place("year"), "year-outside-period", year=result.year, plan=plan.id, period=period)
    if plan.period and result.as_of and result.as_of.last < plan.period.from_.first:
        yield Problem.at(document.place("as_of"), "measured-too-early", date=result.as_of, start=plan.period.from_)
    for name in result.measurements:
        if name not in plan.measured:
            near = nearest(name, plan.measured)
            place = document.key_place("measurements", name)
            yield Problem.at(place, "measurement-not-in-plan", id=name, plan=plan.id, near=near)
    known = [activity.id for activity in plan.activities]
    for name in result.activities:
        if name not in known:
            yield Problem.at(document.key_place("activities", name), "unknown-id", id=name, near=nearest(name, known))


def _circular(result: Result, name: str) -> bool:
    seen = {name}
    whole = result.measurements[name].of
    while whole in result.measurements:
        if whole in seen:
            return whole == name
        seen.add(whole)
        whole = result.measurements[whole].of
    return False
