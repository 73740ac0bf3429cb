"""Which references each document makes, and whether each leads to something of the right kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publisher.link.graph.declarations import Ids
from publisher.link.graph.node import Entry, Node, NodeKind, Reference, Relation
from publisher.model.locks import Locks
from publisher.model.parts import Assumption, Decision
from publisher.model.plan import Contact, Plan, Target
from publisher.model.register import Bodies, Body
from publisher.model.result import Result
from publisher.model.strategy import Commitment, FocusArea, Implementation, Strategy
from publisher.problem import Problem, nearest
from publisher.read.yaml_tree import Path

WANTED: Mapping[Relation, NodeKind] = {
    Relation.BELONGS_TO: NodeKind.STRATEGY,
    Relation.SERVES: NodeKind.COMMITMENT,
    Relation.RESPONSIBLE: NodeKind.BODY,
    Relation.PARTNER: NodeKind.BODY,
    Relation.MEASURED_BY: NodeKind.INDICATOR,
    Relation.ACCOUNTS_FOR: NodeKind.PLAN,
    Relation.REPLACES: NodeKind.PLAN,
    Relation.PART_OF: NodeKind.BODY,
    Relation.DECIDED_BY: NodeKind.BODY,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference as a document makes it, with the path in its fields where the id is written."""

    reference: Reference
    path: Path


def mentions(entry: Entry) -> Iterator[Mention]:
    """Yield every reference that a document makes in its fields."""
    match entry.value:
        case Strategy() as value:
            yield from _single(value.id, Relation.RESPONSIBLE, value.responsible, ("responsible",))
            yield from _decisions(value.id, value.decisions)
            for index, tier in enumerate(value.chain):
                path: Path = ("chain", index, "responsible")
                yield from _single(value.id, Relation.RESPONSIBLE, tier.responsible, path, tier.title)
            yield from _assumptions(value.id, value.assumptions)
        case FocusArea() | Implementation() as value:
            for index, commitment in enumerate(value.commitments):
                yield from _commitment(commitment, index)
            for index, claim in enumerate(value.claims if isinstance(value, FocusArea) else ()):
                yield from _single(value.id, Relation.MEASURED_BY, claim.indicator, ("claims", index, "indicator"))
        case Plan() as value:
            yield from _plan(value)
        case Result() as value:
            yield from _single(value.id, Relation.ACCOUNTS_FOR, value.plan, ("plan",))
            for name in value.measurements:
                yield from _single(value.id, Relation.MEASURED_BY, name, ("measurements", name))
        case Locks() as register:
            for index, lock in enumerate(register.locks):
                path = ("locks", index, "decision", "body")
                yield from _single(lock.id, Relation.DECIDED_BY, lock.decision.body, path)
        case Bodies() as register:
            for index, body in enumerate(register.bodies):
                yield from _body(body, index)


def _single(source: str, relation: Relation, target: str | None, path: Path, detail: str = "") -> Iterator[Mention]:
    if target is not None:
        yield Mention(Reference(source, relation, target, detail), path)


def _several(source: str, relation: Relation, targets: Iterable[str], path: Path) -> Iterator[Mention]:
    for index, target in enumerate(targets):
        yield Mention(Reference(source, relation, target), (*path, index))


def _decisions(source: str, decisions: Iterable[Decision]) -> Iterator[Mention]:
    for index, decision in enumerate(decisions):
        yield from _single(source, Relation.DECIDED_BY, decision.body, ("decisions", index, "body"))


def _commitment(commitment: Commitment, index: int) -> Iterator[Mention]:
    here: Path = ("commitments", index)
    yield from _several(commitment.id, Relation.RESPONSIBLE, commitment.responsible, (*here, "responsible"))
    yield from _several(commitment.id, Relation.PARTNER, commitment.partners, (*here, "partners"))
    yield from _several(commitment.id, Relation.MEASURED_BY, commitment.indicators, (*here, "indicators"))


def _plan(plan: Plan) -> Iterator[Mention]:
    yield from _several(plan.id, Relation.SERVES, plan.serves, ("serves",))
    yield from _single(plan.id, Relation.RESPONSIBLE, plan.responsible, ("responsible",))
    yield from _several(plan.id, Relation.PARTNER, plan.partners, ("partners",))
    yield from _several(plan.id, Relation.MEASURED_BY, plan.indicators, ("indicators",))
    yield from _several(plan.id, Relation.REPLACES, plan.replaces, ("replaces",))
    yield from _decisions(plan.id, plan.decisions)
    yield from _contact(plan.id, plan.contact)
    for index, activity in enumerate(plan.activities):
        path: Path = ("activities", index, "responsible")
        yield from _single(plan.id, Relation.RESPONSIBLE, activity.responsible, path, activity.title)
    for index, target in enumerate(plan.targets):
        yield from _target(plan.id, target, ("targets", index))
    yield from _assumptions(plan.id, plan.assumptions)


def _assumptions(source: str, assumptions: Iterable[Assumption]) -> Iterator[Mention]:
    for index, assumption in enumerate(assumptions):
        yield from _single(source, Relation.MEASURED_BY, assumption.indicator, ("assumptions", index, "indicator"))


def _contact(plan: str, contact: Contact | None) -> Iterator[Mention]:
    if contact:
        yield from _single(plan, Relation.PARTNER, contact.body, ("contact", "body"))


def _target(plan: str, target: Target, here: Path) -> Iterator[Mention]:
    yield from _single(plan, Relation.MEASURED_BY, target.indicator, (*here, "indicator"))
    for index, regulation in enumerate(target.regulations):
        if regulation.decision:
            path = (*here, "regulations", index, "decision", "body")
            yield from _single(plan, Relation.DECIDED_BY, regulation.decision.body, path)


def _body(body: Body, index: int) -> Iterator[Mention]:
    yield from _single(body.id, Relation.PART_OF, body.part_of, ("bodies", index, "part_of"))


def misled(entry: Entry, mention: Mention, nodes: Mapping[str, Node], ids: Ids) -> Problem | None:
    """Return the problem with a mention whose target is unknown, renamed or of the wrong kind, if there is one."""
    target = mention.reference.target
    wanted = WANTED[mention.reference.relation]
    node = nodes.get(target)
    if node.kind is wanted if node else target in ids.current:
        return None
    place = entry.document.place(*mention.path)
    if node:
        return Problem.at(place, "wrong-kind", id=target, kind=node.kind, wanted=wanted)
    if target in ids.renamed:
        return Problem.at(place, "renamed-id", id=target, new=ids.renamed[target])
    near = nearest(target, (name for name, other in nodes.items() if other.kind is wanted))
    return Problem.at(place, "unknown-id", id=target, near=near)
