"""Days and periods that contradict each other: judged before the year was over, decided before it began.

They may be right, so each is a notice that asks; so is a status of today without its day. No file says in which month
a split year begins, so the earliest counts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from publisher.link.graph.node import Entry
from publisher.link.time.activity_states import PRESENT
from publisher.model.fields import Model
from publisher.model.judgement import Judgement
from publisher.model.period import Day, Period
from publisher.model.plan import Activity, ActivityStatus, Plan, Status
from publisher.model.result import Result
from publisher.model.roles import Path, Role, leaves
from publisher.model.strategy import DocumentStatus, SteeringDocument
from publisher.model.time_period import TimePeriod
from publisher.problem import Problem

# Years between which a title says that something applies: 2024–2026, 2024-26.
_TITLE_YEARS: Final = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(20\d\d|\d\d)\b(?![-–/]?\d)")
# School years or financial years: 2023/24–2025/26.
_SPLIT_YEARS: Final = re.compile(r"\b(20\d\d)/\d\d(?:\s*[-–—]\s*|\s+[^\W\d_]+\s+)20\d\d/(?:20)?(\d\d)\b")
_YEAR: Final = re.compile(r"\b20\d\d\b")
# How long after its plan work may go on.
_MOST_YEARS: Final = 5
# The part of its period in which hardly anything can be known of it.
_SOON: Final = 4
_NOW: Final = frozenset({Status.ONGOING, Status.PAUSED, DocumentStatus.IN_FORCE})
_OPEN: Final = frozenset({ActivityStatus.PLANNED, ActivityStatus.ONGOING, ActivityStatus.DELAYED})


def doubted_days(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for each day, period or status that another one of the same plan contradicts."""
    known = list(entries)
    reported: dict[str, set[str]] = {}
    for entry in known:
        if isinstance(entry.value, Result):
            reported.setdefault(entry.value.plan, set()).update(entry.value.activities)
    for entry in known:
        yield from _judged_early(entry)
        if isinstance(entry.value, Result):
            yield from _updated_early(entry, entry.value)
            yield from _known_early(entry, entry.value)
        elif isinstance(entry.value, Plan):
            yield from _decided_early(entry, entry.value)
            yield from _title_years(entry, entry.value.title, entry.value.period)
            yield from _activities(entry, entry.value)
            yield from _still_open(entry, entry.value, reported)
            yield from _undated_plan(entry, entry.value, reported.get(entry.value.id))
        elif isinstance(entry.value, SteeringDocument):
            yield from _title_years(entry, entry.value.title, entry.value.period)
            if not entry.value.period:
                yield from _undated(entry, entry.value)


def _undated(entry: Entry, value: Plan | SteeringDocument) -> Iterator[Problem]:
    """Yield a notice for a status that says how it is now where nothing says when that was."""
    if value.status in _NOW and not value.as_of:
        yield Problem.notice(entry.document.place("status"), "status-undated", status=value.status)


def _undated_plan(entry: Entry, plan: Plan, reported: Collection[str] | None) -> Iterator[Problem]:
    """Yield a notice for a plan's undated status or, where that is dated or no question, its first undated activity.

    `reported` are the activities that the plan's results mention; None without results.
    """
    if reported is None and plan.status in _NOW:
        yield from _undated(entry, plan)
    elif not plan.as_of and plan.status is not Status.DONE:
        activities = [(at, each) for at, each in enumerate(plan.activities) if each.status in PRESENT]
        for at, activity in [pair for pair in activities if pair[1].id not in (reported or ())][:1]:
            place = entry.document.place("activities", at, "status")
            yield Problem.notice(place, "status-undated", status=activity.status)


def _judged_early(entry: Entry) -> Iterator[Problem]:
    """Yield a notice for each judgement that is dated before the end of the period that it is about."""
    value = entry.value
    for leaf in leaves(value, Role.PAST) if isinstance(value, Model) else ():
        holder = leaf.holders[-1]
        if not isinstance(holder, Judgement) or not isinstance(leaf.value, Day):
            continue
        period = value.period if isinstance(value, Result) else getattr(holder, "period", None)
        if isinstance(period, TimePeriod) and leaf.value.last < period.earliest_last:
            yield _early(entry, "judged-early", leaf.path, leaf.value, period)


def _updated_early(entry: Entry, result: Result) -> Iterator[Problem]:
    """Yield a notice for a report that was last changed before the day that its numbers are of."""
    if result.as_of and result.updated and result.updated.last < result.as_of.first:
        place = entry.document.place("updated")
        yield Problem.notice(place, "updated-early", date=result.updated, as_of=result.as_of)


def _known_early(entry: Entry, result: Result) -> Iterator[Problem]:
    """Yield a notice for a result whose numbers are of a day soon after the beginning of its own period.

    Most often that is the year before the one in which it was written. What is counted on the first day is right.
    """
    first, last, day = result.period.earliest_first, result.period.earliest_last, result.as_of
    soon = first + (last - first) / _SOON
    if day and result.measurements and first < day.first and day.last < soon:
        yield _early(entry, "known-early", ("as_of",), day, result.period)


def _decided_early(entry: Entry, plan: Plan) -> Iterator[Problem]:
    """Yield a notice for each decision about a target that was made before the period that it is about."""
    for at, target in enumerate(plan.targets):
        for index, regulation in enumerate(target.regulations):
            day = regulation.decision.date if regulation.decision else None
            if day and day.last < regulation.year.earliest_first:
                path = ("targets", at, "regulations", index, "decision", "date")
                yield _early(entry, "decided-early", path, day, regulation.year)


def _early(entry: Entry, code: str, path: Path, day: Day, period: TimePeriod) -> Problem:
    return Problem.notice(entry.document.place(*path), code, date=day, period=period)


def _title_years(entry: Entry, title: str, period: Period | None) -> Iterator[Problem]:
    """Yield a notice for a title that gives other years than the period."""
    match = _SPLIT_YEARS.search(title) or _TITLE_YEARS.search(title)
    if match is None or period is None:
        return
    first, last = int(match[1]), int(match[2] if len(match[2]) == len(match[1]) else match[1][:2] + match[2])
    # Budget 2025 med plan 2026–2027 is one of all these years.
    every = [int(year) for year in _YEAR.findall(title)]
    meant = [(first, last), (min(every), max(*every, last))]
    if all(begins != period.from_.year or (period.to and ends != period.to.year) for begins, ends in meant):
        place = entry.document.place("period")
        yield Problem.notice(place, "title-of-other-years", words=match[0], period=_span(period))


def _activities(entry: Entry, plan: Plan) -> Iterator[Problem]:
    """Yield a notice for each activity that begins after its plan has ended, ends before it, or years later."""
    period = plan.period
    for at, activity in enumerate(plan.activities) if period else ():
        first = activity.period.from_.first if activity.period else None
        until = activity.due or (activity.period.to if activity.period else None)
        last = until.last if until else None
        assert period
        ended = period.to is not None and (
            (first is not None and first > period.to.last)
            or (last is not None and last.year > period.to.year + _MOST_YEARS)
        )
        if ended or (last is not None and last < period.from_.first):
            key = "due" if activity.due and not activity.period else "period"
            place = entry.document.place("activities", at, key)
            yield Problem.notice(place, "activity-outside-plan", id=activity.id, period=_span(period))


def _still_open(entry: Entry, plan: Plan, reported: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Yield a notice for a plan that is done while work in it is not, and no result says otherwise."""
    left = [each for each in plan.activities if _is_open(each) and each.id not in reported.get(plan.id, ())]
    if plan.status is Status.DONE and left:
        place = entry.document.place("status")
        yield Problem.notice(place, "activity-open", count=len(left), id=left[0].id)


def _is_open(activity: Activity) -> bool:
    return activity.status in _OPEN


def _span(period: Period) -> str:
    return f"{period.from_} – {period.to or ''}".rstrip()
