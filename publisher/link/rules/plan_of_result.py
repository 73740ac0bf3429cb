"""A result and its plan: that it is in the plan's folder, within its period, and about what the plan follows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Final

from publisher.link.graph.node import Node
from publisher.model.period import Period
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.time_meant import financial_years, period_meant
from publisher.model.time_period import TimePeriod, time_period
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document

# Measurements of which none is in a plan but all are in another: one alone may be an indicator that was forgotten.
_SEVERAL: Final = 2
# So many years before a plan, a number that belongs to it is rare, and a wrong digit is more likely.
_LONG_BEFORE: Final = 10
# How many ids a message names.
_SHOWN: Final = 5


def _period_place(document: Document) -> Place:
    """Return the place in a result that gives its period."""
    return document.place("year" if "year" in document.fields else "period")


def misnamed(document: Document, result: Result, files: Collection[str]) -> Iterator[Problem]:
    """Yield a Problem if a result's file is named after another period, or if a period has a second result."""
    folder, _, name = document.file.rpartition("/")
    right = f"{result.period.slug}.md"
    if not is_named_after(name.removesuffix(".md"), result.period) and f"{folder}/{right}" not in files:
        facts = {"year": result.period, "file": document.file, "right": right}
        yield Problem.at(_period_place(document), "year-differs", **facts)


def is_named_after(stem: str, period: TimePeriod) -> bool:
    """Return whether a file's name is that of a period, as files have it or as people write it: FY2024, 2023–2024."""
    if stem.casefold() in {period.slug.casefold(), period.name.replace("/", "-").casefold()}:
        return True
    readings = (time_period(stem) or period_meant(stem), *(financial_years(stem) or ()))
    return period.name in map(str, readings)


def within_plan(
    document: Document, result: Result, plans: Mapping[str, Plan], nodes: Mapping[str, Node]
) -> Iterator[Problem]:
    """Yield the problems of a result with its plan. `plans` are all plans, by their files."""
    beside = plans.get(f"{document.file.rpartition('/results/')[0]}/plan.md")
    plan = next((each for each in (beside, *plans.values()) if each and each.id == result.plan), None)
    if plan is None:
        return
    # An unknown id is reported as such elsewhere.
    known = {name for name in result.measurements if name in nodes}
    meant = _plan_meant(known, plan, plans.values()) or _plan_of_parts(result, plan, plans.values())
    if meant is not None:
        yield Problem.at(document.place("plan"), "result-of-other-plan", plan=plan.id, other=meant.id)
    elif _has_nothing_of(result, plan):
        parts = [*dict.fromkeys((*result.measurements, *result.targets, *result.activities))]
        shown = ", ".join(parts[:_SHOWN]) + (" …" if len(parts) > _SHOWN else "")
        yield Problem.at(document.place("plan"), "result-without-plan", plan=plan.id, ids=shown)
    else:
        if beside and beside is not plan:
            yield Problem.notice(document.place("plan"), "result-of-other-plan", plan=plan.id, other=beside.id)
        yield from _disagreements(document, result, plan, nodes)


def _plan_meant(names: Set[str], plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """Return the only plan that follows all that a result measures, if its own plan follows nothing of it."""
    if len(names) < _SEVERAL or names & {*plan.measured}:
        return None
    fitting = [each for each in plans if names <= {*each.measured}]
    return fitting[0] if len(fitting) == 1 else None


def _parts_missing(result: Result, plan: Plan) -> tuple[int, int]:
    """Return how many parts a result has, and how many of them its plan lacks."""
    aimed = {target.indicator for target in plan.targets}
    known = {activity.id for activity in plan.activities}
    every = [({*result.measurements}, {*plan.measured}), ({*result.targets}, aimed), ({*result.activities}, known)]
    return sum(len(own) for own, _ in every), sum(len(own - there) for own, there in every)


def _plan_of_parts(result: Result, plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """Return the only plan that has every part of a result, if its own plan has none of them."""
    if not _has_nothing_of(result, plan):
        return None
    fitting = [each for each in plans if _parts_missing(result, each)[1] == 0]
    return fitting[0] if len(fitting) == 1 else None


def _has_nothing_of(result: Result, plan: Plan) -> bool:
    """Return whether a plan lacks every part of a result: it was put beside another one than its own.

    A part or two may have been forgotten in the plan, and so may those of one kind. A name that resembles one of the
    plan's is misspelt.
    """
    count, missing = _parts_missing(result, plan)
    kinds = sum(map(bool, (result.measurements, result.targets, result.activities)))
    own = {*plan.measured, *(each.id for each in plan.activities)}
    alike = any(nearest(name, own) for name in (*result.measurements, *result.targets, *result.activities))
    return count == missing and count > _SEVERAL and kinds > 1 and not alike


def _disagreements(document: Document, result: Result, plan: Plan, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield the problems of a result's period with the plan's, and one for each part that the plan lacks."""
    history = plan.period is not None and plan.period.is_after(result.period)
    work = bool(result.activities or result.targets or result.judgement)
    if plan.period and is_doubted(plan.period, result.period, work=work):
        span = f"{plan.period.from_} – {plan.period.to or ''}".rstrip()
        facts = {"year": result.period, "plan": plan.id, "period": span}
        yield Problem.notice(_period_place(document), "year-outside-period", **facts)
    if plan.period and not history and result.as_of and result.as_of.last < plan.period.from_.first:
        yield Problem.at(document.place("as_of"), "measured-too-early", date=result.as_of, start=plan.period.from_)
    for name in result.measurements:
        if name not in plan.measured and name in nodes:
            near = nearest(name, plan.measured)
            place = document.key_place("measurements", name)
            yield Problem.at(place, "measurement-not-in-plan", id=name, plan=plan.id, near=near)
    aimed = [target.indicator for target in plan.targets]
    for name in result.targets:
        if name not in aimed:
            place = document.key_place("targets", name)
            yield Problem.at(place, "target-not-in-plan", id=name, plan=plan.id, near=nearest(name, aimed))
    known = [activity.id for activity in plan.activities]
    for name in result.activities:
        if name not in known:
            yield Problem.at(document.key_place("activities", name), "unknown-id", id=name, near=nearest(name, known))


def is_doubted(span: Period, period: TimePeriod, *, work: bool = False) -> bool:
    """Return whether the period of a result was probably meant otherwise: after its plan's end, or long before it.

    Numbers from before a plan began are history. An account of `work` or of targets from then is doubted as well.
    """
    if span.is_after(period):
        return work or period.year + _LONG_BEFORE < span.from_.year
    return not meets(span, period)


def meets(span: Period, period: TimePeriod) -> bool:
    """Return whether a result's period overlaps its plan's; a split year such as 2024/25 covers both calendar years."""
    if period.split:
        return span.has_year(period.year) or span.has_year(period.year - 1)
    return span.from_.first <= period.last and (span.to is None or period.first <= span.to.last)
