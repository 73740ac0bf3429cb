"""From texts to entries: parses each file as the kind of document its name implies, then validates it by its model."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from publisher.kinds import KINDS, Kind, kinds_of
from publisher.link.graph.node import Entry
from publisher.memory import Memory
from publisher.model.fields import Model
from publisher.model.typed import typed
from publisher.problem import Place, Problem, nearest
from publisher.read.csv_table import read_table
from publisher.read.document import Document, read_document, read_register
from publisher.read.files import conflict

READERS: Final = {".md": read_document, ".yml": read_register, ".csv": read_table}


def documents_of(texts: Mapping[str, str], memory: Memory) -> tuple[list[Document], list[Problem]]:
    """Return the documents parsed from texts, and the problems of texts that cannot be parsed."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for file, text in texts.items():
        if not kinds_of(file):
            registers = (kind.pattern for kind in KINDS.values() if kind.pattern.endswith(".yml"))
            near = nearest(file, registers) if file.endswith((".yml", ".yaml")) else ""
            problems.append(Problem.at(Place(file), "file-without-place", near=near))
            continue
        if clash := conflict(file, text):
            problems.append(clash)
            continue
        read = READERS[PurePosixPath(file).suffix]
        document, found = memory.recall("read", file, text, partial(read, file))
        problems += found
        if document:
            documents.append(document)
    return documents, problems


def entries_of(documents: Iterable[Document], memory: Memory) -> tuple[list[Entry], list[Problem]]:
    """Return the entries that the models make of documents, and the problems found by validation."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for document in documents:
        kind, found = _kind(document)
        problems += found
        if kind:
            entry, found = memory.recall("typed", document.file, _Typed(document, kind.model), _entry)
            problems += found
            if entry:
                entries.append(entry)
    return entries, problems


@dataclass(frozen=True, slots=True, eq=False)
class _Typed:
    """A document and the model that will validate it.

    Compared by the document's identity: equal values may differ in whether they were quoted.
    """

    document: Document
    model: type[Model]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Typed) and self.document is other.document and self.model is other.model

    def __hash__(self) -> int:
        return hash((id(self.document), self.model))


def _entry(it: _Typed) -> tuple[Entry | None, list[Problem]]:
    value, problems = typed(it.document, it.model)
    return Entry(value, it.document) if value else None, problems


def _kind(document: Document) -> tuple[Kind | None, list[Problem]]:
    """Return the kind of a document: the only one for its place, or the one that it names itself."""
    possible = {kind.name: kind for kind in kinds_of(document.file)}
    if len(possible) == 1:
        return next(iter(possible.values())), []
    named = document.fields.get("kind")
    if named is None and (other := _likely_kind(document)):
        right = _expected_path(document, other)
        return None, [Problem.at(document.place(), "file-in-wrong-place", kind=other.name, right=right)]
    if named is None:
        return None, [Problem.at(document.place(), "missing-key", key="kind")]
    if isinstance(named, str) and named in possible:
        return possible[named], []
    facts = {"value": named, "allowed": ", ".join(possible), "near": nearest(str(named), possible), "key": "kind"}
    return None, [Problem.at(document.place("kind"), "unknown-value", **facts)]


def _expected_path(document: Document, kind: Kind) -> str:
    """Return the path where a document of this kind belongs, filled in from its own fields."""
    said = [document.fields.get(key) for key in ("plan", "id", "year", "period")]
    names = iter([str(each) for each in said if each])
    return re.sub(r"\*", lambda _: next(names, "…"), kind.pattern)


def _likely_kind(document: Document) -> Kind | None:
    """Return the kind that a document without `kind` appears to be, if it belongs elsewhere: a plan in docs/."""
    elsewhere = (
        kind for kind in KINDS.values() if kind.pattern.endswith(".md") and not kind.pattern.startswith("docs")
    )
    needed = {kind.name: [name for name, field in kind.model.model_fields.items() if field.is_required()]
              for kind in elsewhere}  # fmt: skip
    found = [name for name, fields in needed.items() if len(fields) > 2 and {*fields} <= document.fields.keys()]
    return KINDS[found[0]] if len(found) == 1 else None
