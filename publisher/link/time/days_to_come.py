"""Dates in the future. The current day is an argument: no clock is read."""

from collections.abc import Iterator
from datetime import date

from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.period import Day
from publisher.model.plan import Plan
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.model.strategy import SteeringDocument
from publisher.problem import Problem


def days_to_come(publication: Publication, today: date | None) -> Iterator[Problem]:
    """Yield a notice for each date of a statement, and each reported period, that begins after `today`."""
    for node in publication.nodes.values() if today else ():
        for path, day in _days(node):
            if day.first > (today or date.max):
                yield Problem.notice(node.document.place(*path), "day-to-come", date=day, today=today)
        if isinstance(node.value, Result) and node.value.period.first > (today or date.max):
            key = "year" if "year" in node.document.fields else "period"
            yield Problem.notice(node.document.place(key), "day-to-come", date=node.value.period, today=today)


def _days(node: Node) -> Iterator[tuple[Path, Day]]:
    """Yield the dates to which statements in a node refer, with their paths."""
    match node.value:
        case Result(as_of=Day() as day):
            yield ("as_of",), day
        case Plan() as plan:
            if plan.as_of:
                yield ("as_of",), plan.as_of
            for at, activity in enumerate(plan.activities):
                for number, milestone in enumerate(activity.milestones):
                    if milestone.reached:
                        yield ("activities", at, "milestones", number, "reached"), milestone.reached
        case SteeringDocument(reviewed=Day() as day):
            yield ("reviewed",), day
        case Body(as_of=Day() as day, id=name):
            bodies = node.document.fields["bodies"]
            assert isinstance(bodies, list)
            for at, each in enumerate(bodies):
                if isinstance(each, dict) and each["id"] == name:
                    yield ("bodies", at, "as_of"), day
