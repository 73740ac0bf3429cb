"""Dates in the future. The current day is an argument: no clock is read."""

from collections.abc import Iterable, Iterator
from datetime import date

from publisher.kinds import tongue_of
from publisher.link.graph.node import Entry
from publisher.memory import Memory, Same
from publisher.model.fields import Model
from publisher.model.judgement import DatedJudgement
from publisher.model.period import Day
from publisher.model.result import Result
from publisher.model.roles import Path, Role, leaves
from publisher.model.statistics import Statistics
from publisher.model.time_period import TimePeriod
from publisher.problem import Problem


def days_to_come(entries: Iterable[Entry], today: date | None, memory: Memory | None = None) -> Iterator[Problem]:
    """Yield a notice for each day by which something has happened, and each reported period, that is after `today`.

    `memory` knows the days of documents that have not changed.
    """
    memory = memory or Memory()
    for entry in entries if today else ():
        file = entry.document.file
        if tongue_of(file):
            continue
        for path, day in memory.recall("past days", file, Same(entry.value), _days):
            first = day.earliest_first if isinstance(day, TimePeriod) else day.first
            if first > (today or date.max):
                yield Problem.notice(entry.document.place(*path), "day-to-come", date=day, today=today)
        if isinstance(entry.value, Result) and entry.value.period.earliest_first > (today or date.max):
            key = "year" if "year" in entry.document.fields else "period"
            yield Problem.notice(entry.document.place(key), "day-to-come", date=entry.value.period, today=today)


def _days(value: Same) -> list[tuple[Path, Day | TimePeriod]]:
    """Return the days of the past and the periods of undated judgements in a document's value, with their paths."""
    if not isinstance(value.value, Model):
        return []
    if isinstance(value.value, Statistics):
        rows = value.value.periods.items()
        return [(("periods", str(period)), period) for period, row in rows if row.value is not None]
    undated = [leaf for leaf in leaves(value.value, Role.KEY)
               if isinstance(holder := leaf.holders[-1], DatedJudgement) and holder.date is None]  # fmt: skip
    found = [*leaves(value.value, Role.PAST), *undated]
    return [(leaf.path, leaf.value) for leaf in found if isinstance(leaf.value, Day | TimePeriod)]
