"""Bodies that no longer exist but are responsible for something that began later."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import BaseModel

from publisher.link.graph.node import Entry, Node
from publisher.model.period import Period
from publisher.model.plan import Plan
from publisher.model.register import Body
from publisher.model.roles import Names, Relation, leaves
from publisher.model.strategy import SteeringDocument
from publisher.problem import Problem


def ended_bodies(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield one notice for each body named as responsible for something that began after the body had ended."""
    ended = {name for name, node in nodes.items() if isinstance(node.value, Body) and node.value.until}
    for entry in entries if ended else ():
        if isinstance(entry.value, Plan | SteeringDocument):
            found = reversed([*_named(entry, entry.value, nodes)])
            yield from {problem.facts["id"]: problem for problem in found}.values()


def _named(entry: Entry, value: Plan | SteeringDocument, nodes: Mapping[str, Node]) -> Iterator[Problem]:
    for leaf in leaves(value, Names):
        node = nodes.get(leaf.value) if leaf.role.relation is Relation.RESPONSIBLE else None
        body, begins = node.value if node else None, _begins(leaf.holders)
        if isinstance(body, Body) and body.until and begins and begins > body.until.last:
            facts = {"id": body.id, "until": body.until, "begins": begins, "near": ", ".join(body.taken_over_by)}
            yield Problem.notice(entry.document.place(*leaf.path), "body-ended", **facts)


def _begins(holders: Iterable[BaseModel]) -> date | None:
    """Return the first day of what a body is responsible for: of the activity itself, or else of its plan."""
    periods = (getattr(holder, "period", None) for holder in holders)
    known = [period.from_.first for period in periods if isinstance(period, Period)]
    return known[-1] if known else None
