"""Bodies that no longer exist but are responsible for something that began later, or judged or decided it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import BaseModel

from publisher.link.graph.node import Entry, Node
from publisher.model.period import Day, Period
from publisher.model.plan import Plan
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.roles import Leaf, Names, Relation, leaves
from publisher.model.strategy import Chapter, Commitment, SteeringDocument
from publisher.problem import Problem

_ACTED = frozenset({Relation.JUDGED_BY, Relation.DECIDED_BY})


def ended_bodies(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield one notice for each body that had ended before what a document says that it is responsible for, or did."""
    ended = {name: node.value for name, node in nodes.items() if isinstance(node.value, Body) and node.value.until}
    documents = {name: node.value for name, node in nodes.items() if isinstance(node.value, SteeringDocument)}
    for entry in entries if ended else ():
        if isinstance(entry.value, Plan | Result | SteeringDocument | Chapter):
            found = reversed([*_named(entry, entry.value, ended, _adopted(entry.value, documents))])
            yield from {(problem.code, problem.facts["id"]): problem for problem in found}.values()


def _named(entry: Entry, value: BaseModel, ended: Mapping[str, Body], adopted: date | None) -> Iterator[Problem]:
    for leaf in leaves(value, Names):
        body, relation = ended.get(leaf.value), leaf.role.relation
        if body is None or body.until is None:
            continue
        place, facts = entry.document.place(*leaf.path), {"id": body.id, "until": body.until}
        if relation is Relation.RESPONSIBLE and (begins := _begins(leaf) or adopted) and begins > body.until.last:
            facts |= {"begins": begins, "near": ", ".join(body.taken_over_by)}
            yield Problem.notice(place, "body-ended", **facts)
        acted = getattr(leaf.holders[-1], "date", None)
        if relation in _ACTED and isinstance(acted, Day) and acted.first > body.until.last:
            yield Problem.notice(place, "acted-after-end", **facts, acted=acted)


def _begins(leaf: Leaf) -> date | None:
    """Return the first day of what a body is responsible for: of the activity itself, or else of its plan.

    A commitment has none; what is said of one as of a day was true that day.
    """
    if isinstance(leaf.holders[-1], Commitment) and leaf.holders[-1].as_of:
        return leaf.holders[-1].as_of.first
    periods = (getattr(holder, "period", None) for holder in leaf.holders)
    known = [period.from_.first for period in periods if isinstance(period, Period)]
    return known[-1] if known else None


def _adopted(value: BaseModel, documents: Mapping[str, SteeringDocument]) -> date | None:
    """Return the day when the document of a chapter began to apply, or else was adopted."""
    if not isinstance(value, Chapter):
        return None
    owner = documents.get(value.document or (next(iter(documents), "") if len(documents) == 1 else ""))
    begins = (owner.period.from_ if owner.period else owner.adopted_on) if owner else None
    return begins.first if begins else None
