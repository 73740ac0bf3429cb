"""Locks: whether a text is still what was decided, checked by comparing fingerprints."""

from collections.abc import Iterable, Iterator
from typing import Final

from publisher.link.graph.declarations import Ids
from publisher.link.graph.node import Entry, Node
from publisher.link.promised_values import fingerprint, part_fingerprints
from publisher.link.publication import Publication
from publisher.model.locks import Lock, Locks
from publisher.model.plan import Plan
from publisher.model.roles import NodeKind
from publisher.model.strategy import SteeringDocument
from publisher.problem import Place, Problem, nearest

REGISTER: Final = "plans/locks.yml"
# The problems of a lock whose text has changed; a new lock mends them.
CHANGED: Final = "locked-changed"
BROKEN: Final = frozenset({"locked-added", CHANGED, "locked-line", "locked-new-line", "locked-part", "locked-removed"})


def covered(publication: Publication, name: str) -> dict[str, str]:
    """Return the fingerprints of what a lock covers: a plan alone, or a steering document with its chapters."""
    return {each: fingerprint(publication.nodes[each]) for each in covered_ids(publication, name)}


def covered_parts(publication: Publication, name: str) -> dict[str, dict[str, str]]:
    """Return the fingerprints of the single values and paragraphs of what a lock covers, by the id of their text."""
    return {each: part_fingerprints(publication.nodes[each]) for each in covered_ids(publication, name)}


def covered_ids(publication: Publication, name: str) -> tuple[str, ...]:
    """Return the ids that a lock covers; empty if the id is unknown."""
    node = publication.nodes.get(name)
    parts = publication.tree.chapters_of(name) if node and isinstance(node.value, SteeringDocument) else ()
    return (name, *(part.id for part in parts)) if node else ()


def locks_of(entries: Iterable[Entry]) -> tuple[Lock, ...]:
    """Return every lock in the register, the latest last."""
    return tuple(lock for entry in entries if isinstance(entry.value, Locks) for lock in entry.value.locks)


def in_force(publication: Publication) -> dict[str, Lock]:
    """Return the latest lock of each document, by the document's id."""
    return {lock.id: lock for lock in publication.every_lock}


def broken_locks(publication: Publication, entries: Iterable[Entry], ids: Ids) -> Iterator[Problem]:
    """Yield a Problem for each text that differs from the decided one, and for each lock on an unknown id."""
    for entry in entries:
        if isinstance(entry.value, Locks):
            for index, lock in enumerate(entry.value.locks):
                yield from _checked(publication, entry, index, lock, ids)
                earlier = (each for each in entry.value.locks[:index] if each.id == lock.id)
                if any(is_same_decision(each, lock) and each.texts != lock.texts for each in earlier):
                    yield Problem.at(entry.document.place("locks", index, "id"), "lock-same-decision", id=lock.id)


def lost_locks(
    publication: Publication, entries: Iterable[Entry], earlier: Iterable[Locks], ids: Ids
) -> Iterator[Problem]:
    """Yield a notice for each lock of an `earlier` version of the register whose texts no lock holds any more.

    None in a publication that says that it is an example: its decisions are made up, and may be made up anew.
    """
    if publication.settings.publication.example:
        return
    register = next((entry for entry in entries if isinstance(entry.value, Locks)), None)
    kept = register.value.locks if register and isinstance(register.value, Locks) else ()
    lost: dict[tuple[str, str], Lock] = {}
    for lock in (lock for each in earlier for lock in each.locks):
        name = ids.renamed.get(lock.id, lock.id)
        held = (set(each.texts.values()) for each in kept if ids.renamed.get(each.id, each.id) == name)
        if name in publication.nodes and not any(set(lock.texts.values()) <= texts for texts in held):
            lost.setdefault((name, str(lock.decision.date or "–")), lock)
    for name, day in lost:
        at = next((index for index, each in enumerate(kept) if each.id == name), None)
        place = register.document.place("locks", at, "id") if register and at is not None else Place(REGISTER)
        yield Problem.notice(place, "lock-lost", id=name, date=day)


def is_same_decision(one: Lock, two: Lock) -> bool:
    """Return whether two locks refer to the same decision; a field that only one of them gives is ignored."""
    keys = ("body", "date", "paragraph", "reference")
    values = ((getattr(one.decision, key), getattr(two.decision, key)) for key in keys)
    return all(old == new or old is None or new is None for old, new in values)


def _checked(publication: Publication, entry: Entry, index: int, lock: Lock, ids: Ids) -> Iterator[Problem]:
    node = publication.nodes.get(lock.id)
    place = entry.document.place("locks", index, "id")
    if node is None and lock.id in ids.renamed:
        yield Problem.at(place, "renamed-id", id=lock.id, new=ids.renamed[lock.id])
    elif node is None and lock.id not in ids.current:
        near = nearest(lock.id, (other.id for other in publication.nodes.values() if is_lockable(other)))
        yield Problem.at(place, "unknown-id", id=lock.id, near=near)
    elif node and not is_lockable(node):
        yield Problem.at(place, "wrong-kind", id=lock.id, kind=node.kind, expected=NodeKind.PLAN)
    elif node and in_force(publication)[lock.id] is lock:
        yield from _compared(publication, entry, index, lock)


def _compared(publication: Publication, entry: Entry, index: int, lock: Lock) -> Iterator[Problem]:
    now = covered(publication, lock.id)
    facts = {"id": lock.id, "date": lock.decision.date or "–"}
    for name, printed in now.items():
        place = publication.nodes[name].place
        if name not in lock.texts:
            yield Problem.at(place, "locked-added", **facts)
        elif lock.texts[name] != printed:
            yield Problem.at(place, CHANGED, **facts)
    for name in lock.texts:
        if name not in now and name not in publication.nodes:
            yield Problem.at(
                entry.document.key_place("locks", index, "texts", name), "locked-removed", text=name, **facts
            )


def is_lockable(node: Node) -> bool:
    """Return whether a node can be locked: steering documents and plans can."""
    return isinstance(node.value, SteeringDocument | Plan)
