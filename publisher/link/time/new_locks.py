"""New locks: on a text, by a decision that it already names or by a new one."""

from collections.abc import Mapping

from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.link.time.locking import covered, in_force, is_lockable, is_same_decision
from publisher.model.locks import Lock
from publisher.model.parts import Decision
from publisher.model.typed import typed
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.document import Document


def locked(publication: Publication, name: str, given: Mapping[str, str]) -> Lock | None:
    """Return a new lock on a document by the decision `given`; None if the same lock exists already.

    Raises ProblemsFound if it cannot be locked, the decision is unknown, or the decision locked another text.
    """
    node = publication.nodes.get(name)
    if node is None:
        near = nearest(name, (other.id for other in publication.nodes.values() if is_lockable(other)))
        raise ProblemsFound([Problem.at(Place("lock"), "unknown-id", id=name, near=near)])
    if not is_lockable(node):
        raise ProblemsFound([Problem.at(Place("lock"), "not-lockable", id=name)])
    new = Lock(id=name, decision=_decision(publication, node, given), texts=covered(publication, name))
    old = in_force(publication).get(name)
    if old is None or not is_same_decision(old, new):
        return new
    if old.texts != new.texts:
        raise ProblemsFound([Problem.at(node.place, "lock-same-decision", id=name)])
    return None


def _decision(publication: Publication, node: Node, given: Mapping[str, str]) -> Decision:
    """Return the document's only decision that matches the given facts, or else a new one."""
    # Without a body the date may still identify a decision; until then the document's own id is a stand-in.
    meant, problems = typed(Document("--decision", {"body": node.id, **given}, {}), Decision)
    if meant is None:
        raise ProblemsFound([Problem.at(Place("--decision"), each.code, **each.facts) for each in problems])
    known = [each for each in getattr(node.value, "decisions", ()) if isinstance(each, Decision)]
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
