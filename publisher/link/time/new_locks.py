"""New locks: on a text, by a decision that it already names or by a new one."""

from collections.abc import Iterable, Mapping

from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.link.time.locking import covered, covered_parts, in_force, is_lockable, is_same_decision
from publisher.model.locks import Lock
from publisher.model.parts import Decision
from publisher.model.plan import Plan
from publisher.model.strategy import SteeringDocument
from publisher.model.typed import typed
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.document import Document


def locked(publication: Publication, name: str, given: Mapping[str, str]) -> Lock | None:
    """Return a new lock on a document by the decision `given`; None if the same lock exists already.

    One that lacks the fingerprints of single parts, as all once did, is made anew with them.

    Raises ProblemsFound if it cannot be locked, the decision is unknown, or the decision locked another text.
    """
    node = publication.nodes.get(name)
    if node is None:
        near = nearest(name, (other.id for other in publication.nodes.values() if is_lockable(other)))
        raise ProblemsFound([Problem.at(Place("lock"), "unknown-id", id=name, near=near)])
    if not is_lockable(node):
        raise ProblemsFound([Problem.at(Place("lock"), "not-lockable", id=name)])
    decision, parts = _decision(publication, node, given), covered_parts(publication, name)
    new = Lock(id=name, decision=decision, texts=covered(publication, name), parts=parts)
    old = in_force(publication).get(name)
    if old is None or not is_same_decision(old, new):
        return new
    if old.texts != new.texts:
        raise ProblemsFound([Problem.at(node.place, "lock-same-decision", id=name)])
    return None if old.parts else new


def with_lock(locks: Iterable[Lock], new: Lock) -> tuple[Lock, ...]:
    """Return the locks with a new one last, in place of one by the same decision on the same text."""
    return (*(each for each in locks if not _is_repeated(each, new)), new)


def _is_repeated(old: Lock, new: Lock) -> bool:
    return old.id == new.id and old.texts == new.texts and is_same_decision(old, new)


def _decision(publication: Publication, node: Node, given: Mapping[str, str]) -> Decision:
    """Return the document's only decision that matches the given facts, or else a new one."""
    # Without a body the date may still identify a decision; until then the document's own id is a stand-in.
    meant, problems = typed(Document("--decision", {"body": node.id, **given}, {}), Decision)
    if meant is None:
        raise ProblemsFound([Problem.at(Place("--decision"), each.code, **each.facts) for each in problems])
    known = node.value.decisions if isinstance(node.value, SteeringDocument | Plan) else ()
    same = [each for each in known if all(getattr(each, key) == getattr(meant, key) for key in given)]
    if len(same) == 1:
        return same[0]
    if "body" not in given:
        known_days = ", ".join(str(each.date) for each in known if each.date) or "–"
        raise ProblemsFound(
            [Problem.at(node.place, "lock-decision-unknown", id=node.id, date=meant.date, known=known_days)]
        )
    bodies = {body.id for body in publication.bodies}
    if meant.body not in bodies:
        near = nearest(meant.body, bodies)
        raise ProblemsFound([Problem.at(Place("--body"), "unknown-id", id=meant.body, near=near)])
    return meant
