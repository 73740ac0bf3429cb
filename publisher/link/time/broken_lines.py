"""The lines of a locked text that differ from the decided ones, with the decided wording."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from pydantic import BaseModel

from publisher.link.graph.node import Node
from publisher.link.promised_values import changed_parts, fingerprint, member_name
from publisher.link.publication import Publication
from publisher.link.time.locking import CHANGED, in_force
from publisher.model.locks import Lock
from publisher.model.roles import Path, Role, roles_along
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.field_tree import value_at
from publisher.shortening import shortened

# A line quoted in a message is truncated.
_SHOWN: Final = 100


def with_lines(
    problems: Iterable[Problem], publication: Publication, earlier: Callable[[str], Iterable[Mapping[str, Node]]]
) -> Iterator[Problem]:
    """Return the problems; for a changed locked text, one Problem for each line that differs.

    `earlier` gives the nodes that a file declared in each of its earlier versions, by id. If none of these is the
    decided version, the lock's own fingerprints of the parts say which of them differ; a lock without those names the
    text alone.
    """
    own = {node.place: node for node in publication.nodes.values()}
    for problem in problems:
        node = own.get(problem.place) if problem.code == CHANGED else None
        yield from _in_lines(problem, node, in_force(publication)[problem.facts["id"]], earlier) if node else (problem,)


def _in_lines(
    problem: Problem, node: Node, lock: Lock, earlier: Callable[[str], Iterable[Mapping[str, Node]]]
) -> Sequence[Problem]:
    locked = lock.texts[node.id]
    decided = next((each for each in _versions(node, earlier) if fingerprint(each) == locked), None)
    lines = _lines(decided.document, node.document, type(node.value)) if decided else ()
    parts = changed_parts(node, lock.parts[node.id]) if node.id in lock.parts else ()
    of_lines = [_of_line(problem, place, was) for place, was in lines]
    return of_lines or [_of_part(problem, place, name) for place, name in parts] or [problem]


def _of_part(problem: Problem, place: Place, name: str) -> Problem:
    """Return the problem of a locked text as that of one part, whose decided words nobody has; new if without name."""
    if name:
        return replace(problem, code="locked-part", place=place, facts={**problem.facts, "part": name})
    return replace(problem, code="locked-new-line", place=place)


def _of_line(problem: Problem, place: Place, was: str) -> Problem:
    """Return the problem of a locked text as that of one line; `was` is empty where the line is new."""
    if was:
        return replace(problem, code="locked-line", place=place, facts={**problem.facts, "was": shortened(was, _SHOWN)})
    return replace(problem, code="locked-new-line", place=place)


def _versions(node: Node, earlier: Callable[[str], Iterable[Mapping[str, Node]]]) -> Iterator[Node]:
    for declared in earlier(node.document.file):
        # A text has the same fingerprint whatever its id.
        yield from (each for each in declared.values() if each.kind is node.kind)


def _lines(before: Document, after: Document, model: type[BaseModel]) -> Iterator[tuple[Place, str]]:
    """Yield the place of each changed promise, and its line as decided."""
    for old, new in _differences(before.fields, after.fields, (), ()):
        names = tuple(part for part in new if isinstance(part, str))
        last, above = roles_along(model, new)
        promised = names and Role.PROMISE in roles_along(model, names[:1])[0]
        if promised and Role.LATER not in last | above:
            yield after.place(*new), _quoted(before, old)
    yield from changed_lines(before.body, after)


def changed_lines(before: str, after: Document) -> Iterator[tuple[Place, str]]:
    """Yield where the text of a document differs in its words from an earlier one, and what stood there, or ""."""
    lines = before.split("\n"), after.body.split("\n")
    for tag, start, end, at, to in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag != "equal" and _words(lines[0][start:end]) != _words(lines[1][at:to]):
            yield after.body_place(at + 1), _words(lines[0][start:end])


def _words(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _differences(before: object, after: object, old: Path, new: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the paths, in both trees, of each value that differs."""
    first, second = _members(before), _members(after)
    if first is None or second is None:
        if before != after:
            yield old, new
        return
    for key in dict.fromkeys((*second, *first)):
        there, here = first.get(key), second.get(key)
        if there is None or here is None:
            # Added values are reported at their place now; removed ones at what remains around them.
            yield (*old, there[0]) if there else (), (*new, here[0]) if here else new
        else:
            yield from _differences(there[1], here[1], (*old, there[0]), (*new, here[0]))


def _members(value: object) -> dict[str, tuple[str | int, object]] | None:
    """Return the members of a list or a mapping by their identity: each with its own key and its value."""
    if isinstance(value, Mapping):
        return {str(key): (key, each) for key, each in value.items()}
    if not isinstance(value, list):
        return None
    return {member_name(each, at): (at, each) for at, each in enumerate(value)}


def _quoted(document: Document, path: Path) -> str:
    """Return a value as its author wrote it, on one line."""
    return _plain(value_at(document.fields, path) or "") if path else ""


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(each)}" for key, each in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)
