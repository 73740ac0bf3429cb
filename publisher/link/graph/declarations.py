"""Declarations: the nodes in each document, and whether each id is declared only once."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

from publisher.dependencies import tracked_property
from publisher.kinds import model_of, tongue_of
from publisher.link.graph.node import Entry, Linked, Node
from publisher.memory import Memory, Same
from publisher.model.fields import Model, is_numeral
from publisher.model.plan import Plan
from publisher.model.roles import Members, Path, fields_playing
from publisher.model.strategy import Chapter
from publisher.model.time_period import slug_of
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.field_tree import text_at


def nodes_of(entry: Entry) -> Iterator[Node]:
    """Yield every node that a document declares, the document's own first."""
    value, document = entry.value, entry.document
    if not isinstance(value, Model):
        return
    if value.node_kind:
        yield _node(cast("Linked", value), document, ())
    for field in fields_playing(type(value), Members):
        for index, member in enumerate(getattr(value, field)):
            if member.node_kind:
                yield _node(member, document, (field, index))


def _node(value: Linked, document: Document, path: Path) -> Node:
    # An article needs no id; its file serves as one.
    name = str(value.id or document.file)
    return Node(name, value.node_kind, value, document, document.place(*path, value.id_field))


@cache
def _member_fields() -> frozenset[str]:
    """Return the fields that hold lists of nodes, such as the activities of a plan."""
    models = [model for model in Model.__subclasses__() if any(field.nodes for field in _members(model))]
    return frozenset(name for model in models for name in fields_playing(model, Members))


def _members(model: type[Model]) -> Iterator[Members]:
    for field in model.model_fields.values():
        yield from (each for each in field.metadata if isinstance(each, Members))


@dataclass(frozen=True)
class Ids:
    """The places where ids, current and former, are declared, and the current id for each former one.

    `unread` are ids in documents that could not be read: references to them are accepted.
    """

    places: Mapping[str, Sequence[Place]]
    renamed: Mapping[str, str]
    unread: frozenset[str] = frozenset()

    @tracked_property
    def current(self) -> frozenset[str]:
        """The ids that may be referred to."""
        return (frozenset(self.places) | self.unread) - frozenset(self.renamed)


_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_ID_LINE: Final = re.compile(r"^[\s{-]*(?:id|plan): *[\"']?([^\s\"',}]+)", re.MULTILINE)


def declared_ids(documents: Collection[Document], unread: Iterable[str] = (), memory: Memory | None = None) -> Ids:
    """Return the ids that documents declare, including documents that are invalid or could not be read.

    So one mistake in a plan does not turn every reference to that plan into another problem. `memory` caches what each
    document declares.
    """
    memory = memory or Memory()
    # Translations repeat the ids of their originals.
    documents = [document for document in documents if not tongue_of(document.file)]
    places: dict[str, list[Place]] = {}
    renamed: dict[str, str] = {}
    names = [name for text in unread for name in _ID_LINE.findall(text)]
    for document in documents:
        declared, probable = memory.recall(
            "declared", document.file, Same(document), _declared, keep=False, weighs=False
        )
        for name, path, place in declared:
            places.setdefault(name, []).append(place)
            if "formerly" in path:
                renamed[name] = _new_name(document, path)
        names += probable
    return Ids(places, renamed, frozenset(names))


def _declared(given: Same) -> tuple[list[tuple[str, Path, Place]], list[str]]:
    """Return the ids that a document declares, with path and place, and those that it probably means to declare."""
    document = given.value
    assert isinstance(document, Document)
    return [(name, path, document.place(*path)) for name, path in _declarations(document)], [*_probable(document)]


def _forms(value: str) -> tuple[str, ...]:
    """Return an id, or the possible ids that a malformed one may mean."""
    if _ID.fullmatch(value):
        return (value,)
    # It takes time to import, and only an invalid document needs it.
    from slugify import slugify

    # 3,2 is a number as people write it.
    return value.casefold(), slugify(value), value.replace(",", ".")


def _probable(document: Document) -> Iterator[str]:
    """Yield the probable ids where one is missing or malformed, so that references to it cause no second problem."""
    # If the only list of a register is misspelt, that is one problem; do not report all its members as missing.
    model = model_of(document) if document.file.endswith(".yml") else None
    misspelt = [key for key in document.fields if model and key not in model.model_fields]
    keys = [*_member_fields(), *misspelt]
    members = [each for key in keys if isinstance(found := document.fields.get(key), list) for each in found]
    for fields in (document.fields, *members):
        if isinstance(fields, dict):
            written = [str(value) for key, value in fields.items() if key.casefold() == "id"]
            yield from (form for value in written for form in _forms(value))
            # Somebody may have swapped id and title.
            if any(not _ID.fullmatch(value) for value in written) and isinstance(title := fields.get("title"), str):
                yield from _forms(title)
    # A plan's id is usually the name of its folder.
    if model_of(document) is Plan and not _ID.fullmatch(str(document.fields.get("id", ""))):
        yield posixpath.basename(posixpath.dirname(document.file))


def _declarations(document: Document) -> Iterator[tuple[str, Path]]:
    fields = document.fields
    key = "year" if "year" in fields else "period"
    plan, period = fields.get("plan"), fields.get(key)
    if isinstance(plan, str) and isinstance(period, str):
        yield f"{plan}/{slug_of(period)}", (key,)
    yield from _ids_in(fields, ())
    for key in _member_fields():
        members = fields.get(key)
        for index, member in enumerate(members if isinstance(members, list) else []):
            if isinstance(member, dict):
                yield from _ids_in(member, (key, index))


def _ids_in(fields: Mapping[str, object], path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(fields.get("id"), str):
        yield str(fields["id"]), (*path, "id")
    former = fields.get("formerly")
    for index, name in enumerate(former if isinstance(former, list) else []):
        if isinstance(name, str):
            yield str(name), (*path, "formerly", index)


def _new_name(document: Document, path: Path) -> str:
    return text_at(document.fields, (*path[:-2], "id"))


def duplicates(ids: Ids) -> Iterator[Problem]:
    """Yield a Problem for each place that declares an id again."""
    for name, places in ids.places.items():
        # Of two plans, or two results for one period, the one whose file or folder is named after its id is right.
        plan, _, period = name.partition("/")
        files = (f"/{plan}/results/{period}.md", f"/{period}.md") if period else (f"/{plan}/plan.md",)
        right = next((each for file in files for each in places if each.file.endswith(file)), places[0])
        for place in places:
            if place != right:
                # The number of a commitment, which another document has too.
                code = "duplicate-number" if is_numeral(name) else "duplicate-id"
                yield Problem.at(place, code, id=name, first=right)


def numbers_twice(nodes: Mapping[str, Node], document_of: Mapping[str, Linked]) -> Iterator[Problem]:
    """Yield a notice for each commitment whose number an earlier one of its document has.

    Numbers without parts, 1 and 2, may begin again in each chapter; `document_of` are the documents by commitment.
    """
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    for node in nodes.values():
        if not isinstance(node.value, Chapter):
            continue
        for at, commitment in enumerate(node.value.commitments):
            number = commitment.shown_number.strip(". ")
            document = document_of.get(commitment.id)
            within = document.id if document and "." in number else node.id
            here = node.document.place("commitments", at, "id")
            name, place = first.setdefault((str(within), number), (commitment.id, here))
            if number and name != commitment.id:
                where = node.document.place("commitments", at, "number" if commitment.number else "id")
                yield Problem.notice(where, "number-twice", number=number, first=place)
