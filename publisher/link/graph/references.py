"""References: those that each document makes, and whether each leads to a node of the right kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publisher.link.graph.declarations import Ids
from publisher.link.graph.node import Entry, Node, Reference
from publisher.model.fields import Model
from publisher.model.roles import Leaf, Members, Names, NodeKind, Path, fields_playing, leaves
from publisher.problem import Problem, nearest


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference as written in a document: the target id, the accepted kinds, and the path of the field."""

    reference: Reference
    kinds: tuple[NodeKind, ...]
    path: Path


def mentions(value: object) -> Iterator[Mention]:
    """Yield every reference in the fields of a document, given its validated value."""
    if not isinstance(value, Model):
        return
    for leaf in leaves(value, Names):
        names: Names = leaf.role
        detail = str(getattr(leaf.holders[-1], names.detail)) if names.detail else ""
        yield Mention(Reference(_source(leaf), names.relation, leaf.value, detail), names.kinds, leaf.path)


def _source(leaf: Leaf) -> str:
    """Return the id of the node that refers: a member with an id of its own, or the document's subject."""
    top, *inner = leaf.holders
    # Only registers and chapters have members; the first field on the path leads to them.
    if inner and leaf.path[0] in fields_playing(type(top), Members):
        top = inner[0]
    return str(getattr(top, "id", ""))


def repeated(entry: Entry, made: Iterable[Mention]) -> Iterator[Problem]:
    """Yield a Problem for each id that stands a second time in the same list."""
    seen: set[tuple[Path, str]] = set()
    for mention in made:
        *above, at = mention.path
        here = tuple(above), mention.reference.target
        if isinstance(at, int) and here in seen:
            yield Problem.at(entry.document.place(*mention.path), "listed-twice", id=mention.reference.target)
        seen.add(here)


def misled(entry: Entry, mention: Mention, nodes: Mapping[str, Node], ids: Ids) -> Problem | None:
    """Return a Problem if the target of a mention is unknown, renamed, a number or of the wrong kind; else None."""
    target = mention.reference.target
    expected = mention.kinds
    node = nodes.get(target)
    if node.kind in expected if node else target in ids.current:
        return None
    place = entry.document.place(*mention.path)
    if node:
        return Problem.at(place, "wrong-kind", id=target, kind=node.kind, expected=expected[0])
    if target in ids.renamed:
        return Problem.at(place, "renamed-id", id=target, new=ids.renamed[target])
    numbered = [name for name, other in nodes.items() if other.kind in expected and _number(other) == target]
    if numbered:
        return Problem.at(place, "number-not-id", id=target, ids=", ".join(numbered))
    near = nearest(target, (name for name, other in nodes.items() if other.kind in expected))
    return Problem.at(place, "unknown-id", id=target, near=near)


def _number(node: Node) -> str | None:
    return getattr(node.value, "number", None)
