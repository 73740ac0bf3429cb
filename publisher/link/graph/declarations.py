"""Which nodes the documents hold, and whether each id is declared once only."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from publisher.link.graph.node import Entry, Linked, Node, NodeKind
from publisher.model.article import Article
from publisher.model.plan import Plan
from publisher.model.register import Bodies, Indicators
from publisher.model.result import Result
from publisher.model.strategy import FocusArea, Implementation, Strategy
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.yaml_tree import Path

# The lists in a document whose members are nodes of their own.
MEMBERS: Final = ("commitments", "bodies", "indicators")


def nodes_of(entry: Entry) -> Iterator[Node]:
    """Yield every node that a document declares, the document's own first."""
    document = entry.document
    match entry.value:
        case Bodies() as register:
            yield from _members(register.bodies, NodeKind.BODY, document, "bodies")
        case Indicators() as register:
            yield from _members(register.indicators, NodeKind.INDICATOR, document, "indicators")
        case Strategy() as value:
            yield Node(value.id, NodeKind.STRATEGY, value, document, document.place("id"))
        case FocusArea() | Implementation() as value:
            yield Node(value.id, NodeKind.CHAPTER, value, document, document.place("id"))
            yield from _members(value.commitments, NodeKind.COMMITMENT, document, "commitments")
        case Plan() as value:
            yield Node(value.id, NodeKind.PLAN, value, document, document.place("id"))
        case Result() as value:
            yield Node(value.id, NodeKind.RESULT, value, document, document.place("year"))
        case Article() as value:
            yield Node(value.id or document.file, NodeKind.ARTICLE, value, document, document.place("id"))


def _members(values: Iterable[Linked], kind: NodeKind, document: Document, key: str) -> Iterator[Node]:
    for index, value in enumerate(values):
        yield Node(str(value.id), kind, value, document, document.place(key, index, "id"))


@dataclass(frozen=True)
class Ids:
    """Where each id is declared, the old ids among them, and the new id that each old one now has.

    `unread` are ids in texts that could not be read: they may be referred to, and nothing more is known.
    """

    places: Mapping[str, Sequence[Place]]
    renamed: Mapping[str, str]
    unread: frozenset[str] = frozenset()

    @cached_property
    def current(self) -> frozenset[str]:
        """The ids that may be referred to."""
        return (frozenset(self.places) | self.unread) - frozenset(self.renamed)


_ID_LINE: Final = re.compile(r"^[\s{-]*(?:id|plan): *[\"']?([^\s\"',}]+)", re.MULTILINE)


def declared_ids(documents: Iterable[Document], unread: Iterable[str] = ()) -> Ids:
    """Return the ids that documents declare, also those that no model could understand, and texts not even read.

    So one mistake in a plan does not make every reference to that plan a second problem.
    """
    places: dict[str, list[Place]] = {}
    renamed: dict[str, str] = {}
    for document in documents:
        for name, path in _declarations(document):
            places.setdefault(name, []).append(document.place(*path))
            if "formerly" in path:
                renamed[name] = _new_name(document, path)
    return Ids(places, renamed, frozenset(name for text in unread for name in _ID_LINE.findall(text)))


def _declarations(document: Document) -> Iterator[tuple[str, Path]]:
    fields = document.fields
    if isinstance(fields.get("plan"), str) and isinstance(fields.get("year"), str):
        yield f"{fields['plan']}/{fields['year']}", ("year",)
    yield from _ids_in(fields, ())
    for key in MEMBERS:
        members = fields.get(key)
        for index, member in enumerate(members if isinstance(members, list) else []):
            if isinstance(member, dict):
                yield from _ids_in(member, (key, index))


def _ids_in(fields: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(fields.get("id"), str):
        yield str(fields["id"]), (*path, "id")
    former = fields.get("formerly")
    for index, name in enumerate(former if isinstance(former, list) else []):
        if isinstance(name, str):
            yield str(name), (*path, "formerly", index)


def _new_name(document: Document, path: Path) -> str:
    holder: Any = document.fields
    for part in path[:-2]:
        holder = holder[part]
    return str(holder.get("id", ""))


def duplicates(ids: Ids) -> Iterator[Problem]:
    """Yield a Problem for each place where an id is declared that was already declared before."""
    for name, places in ids.places.items():
        for place in places[1:]:
            yield Problem.at(place, "duplicate-id", id=name, first=places[0])
