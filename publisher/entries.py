"""From texts to entries: parses each file as the kind of document its name implies, then validates it by its model."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.kinds import KINDS, Kind, kinds_of
from publisher.link.graph.node import Entry
from publisher.memory import Memory
from publisher.model.fields import Model
from publisher.model.typed import typed
from publisher.problem import Place, Problem, nearest
from publisher.read.csv_table import read_table
from publisher.read.document import Document, read_document, read_register
from publisher.read.file_formats import TABLES
from publisher.read.files import conflict

# Front matter that says of what kind a text is, and what is read of a file to find it.
_KIND: Final = re.compile(r"---\s*\n(?:[^\n]*\n){0,20}?kind:[ ]")
_OPENING: Final = 4096
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
        document, found = memory.recall("read", file, text, partial(_read, file, memory.last("read", file)))
        problems += found
        if document:
            documents.append(document)
    return documents, problems


def beside_folders(root: Path) -> Iterator[Problem]:
    """Yield a notice for each file at the root that belongs in a folder: a table, a register, a text with its kind."""
    registers = {PurePosixPath(kind.pattern).name: kind.pattern for kind in KINDS.values()}
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        right = registers.get(path.name, "") if path.suffix == ".yml" else ""
        if path.suffix.lower() == ".csv":
            right = f"{TABLES}{path.stem}.csv"
        elif path.suffix.lower() == ".md" and path.is_file() and _KIND.match(_opening_of(path)):
            right = f"docs/{path.name}"
        if right and path.is_file():
            yield Problem.notice(Place(path.name), "file-outside", right=right)


def _opening_of(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_OPENING).decode(errors="replace")


def _read(file: str, last: tuple[object, object] | None, text: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in a text, and its problems.

    If all above the body is as in the `last` text, it has the same fields, so that what is made of these is known.
    """
    if clash := conflict(file, text):
        return None, [clash]
    document, problems = READERS[PurePosixPath(file).suffix](file, text)
    match last:
        case (str() as before, (Document() as known, _)) if document and _head(known, before) == _head(document, text):
            document = replace(document, fields=known.fields, marks=known.marks)
    return document, problems


def _head(document: Document, text: str) -> str:
    return text.removesuffix(document.body)


def entries_of(documents: Iterable[Document], memory: Memory) -> tuple[list[Entry], list[Problem]]:
    """Return the entries that the models make of documents, and the problems found by validation."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for document in documents:
        kind, found = _kind(document)
        problems += found
        if kind:
            value, found = memory.recall("typed", document.file, _Typed(document, kind.model), _typed)
            problems += found
            if value:
                entries.append(Entry(value, document))
    return entries, problems


@dataclass(frozen=True, slots=True, eq=False)
class _Typed:
    """A document and the model that will validate its fields.

    Compared by the identity of the fields and their places: equal values may differ in whether they were quoted.
    """

    document: Document
    model: type[Model]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Typed) and self._held == other._held

    def __hash__(self) -> int:
        return hash(self._held)

    @property
    def _held(self) -> tuple[int, int, type[Model]]:
        return id(self.document.fields), id(self.document.marks), self.model


def _typed(it: _Typed) -> tuple[Model | None, list[Problem]]:
    return typed(it.document, it.model)


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
