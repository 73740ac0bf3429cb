"""The editor: files of a publication opened, checked as they would be, saved, and put back.

What somebody types is checked in memory by the pipeline of a build. A file is written only over the state in which
it was opened; where it has changed meanwhile, both states meet field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from publisher.atomic import write_atomically
from publisher.edit.form import Field, Option, every, form_of
from publisher.kinds import KINDS, kinds_of, model_of
from publisher.link.publication import Publication
from publisher.memory import Memory
from publisher.mend.edited import edited
from publisher.model.roles import Names
from publisher.pipeline import Prepared, prepare
from publisher.problem import Place, Problem, ProblemsFound, Severity
from publisher.read.document import Document, read_document, read_register
from publisher.read.files import as_text

# How many earlier states of files are kept for putting back and for comparing.
KEPT: Final = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was opened: its digest, its document, and the kind and model that it is understood by."""

    file: str
    digest: str
    document: Document
    kind: str
    model: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Clash:
    """Where two people wrote in the same place: the path in the file, and what stands there now."""

    path: tuple[str | int, ...]
    theirs: Any


class Editor:
    """Opens, checks and saves the files of one publication."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._memory = Memory()
        self._states: dict[str, bytes] = {}
        self._before: dict[str, str] = {}

    def look(self, changed: Mapping[str, bytes] | None = None) -> Prepared:
        """Return the publication as it is, or as it would be with other contents of files, by their names.

        Raises ProblemsFound where the settings cannot be used.
        """
        texts = {file: as_text(content) or "" for file, content in (changed or {}).items()}
        return prepare(self.root, self._memory, texts)

    def open(self, file: str) -> Opened:
        """Return a file to edit. Raises ProblemsFound where it is none of the publication's or cannot be read."""
        path = self.root / file
        if not kinds_of(file) or ".." in Path(file).parts or path.is_symlink() or not path.is_file():
            raise ProblemsFound([Problem.at(Place(file), "file-missing")])
        return self._understood(file, path.read_bytes())

    def _understood(self, file: str, content: bytes) -> Opened:
        text = as_text(content)
        if text is None:
            raise ProblemsFound([Problem.at(Place(file), "not-utf-8")])
        document, problems = (read_register if file.endswith(".yml") else read_document)(file, text)
        model = model_of(document) if document else None
        if document is None or model is None or problems:
            raise ProblemsFound(problems or [Problem.at(Place(file), "file-without-place")])
        kind = next(name for name, kind in KINDS.items() if kind.model is model)
        return Opened(file, self._keep(content), document, kind, model)

    def _keep(self, content: bytes) -> str:
        """Keep a state of a file for later, and return its digest."""
        digest = sha256(content).hexdigest()
        self._states[digest] = content
        while len(self._states) > KEPT:
            del self._states[next(iter(self._states))]
        return digest

    def form(self, opened: Opened, tree: Mapping[str, Any], ready: Prepared) -> tuple[Field, ...]:
        """Return the form of a file with the values of `tree`."""

        def choices(names: Names) -> list[Option]:
            return choices_of(ready.publication, names)

        return form_of(opened.kind, opened.model, tree, ready.language, choices)

    def content(self, opened: Opened, tree: Mapping[str, Any], body: str | None) -> bytes:
        """Return the file's content with other values and another body. Raises NotWritable."""
        return edited(self._states[opened.digest], opened.model, tree, body)

    def is_current(self, opened: Opened) -> bool:
        """Say whether the file on the disk is what was opened."""
        path = self.root / opened.file
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == opened.digest

    def reopened(self, file: str, digest: str) -> Opened | None:
        """Return a file in the state in which it was opened before; None where that is not known any more."""
        content = self._states.get(digest)
        return self._understood(file, content) if content is not None else None

    def save(self, opened: Opened, content: bytes) -> str:
        """Write a file, whole or not at all, and return the digest of its new state."""
        write_atomically(self.root / opened.file, content, durable=True)
        digest = self._keep(content)
        self._before[digest] = opened.digest
        return digest

    def undo(self, opened: Opened) -> bool:
        """Put back what stood in a file before it was saved last; say whether that could be done."""
        before = self._before.get(opened.digest, "")
        if before not in self._states or not self.is_current(opened):
            return False
        write_atomically(self.root / opened.file, self._states[before], durable=True)
        return True


def choices_of(publication: Publication, names: Names) -> list[Option]:
    """Return what a name of another thing may be: every thing of its kind, by its title."""
    nodes = publication.of_kind(names.kind)
    return [Option(node.id, str(getattr(node.value, "title", "") or node.id)) for node in nodes]


def merged(base: Any, mine: Any, theirs: Any, path: tuple[str | int, ...] = ()) -> tuple[Any, list[Clash]]:
    """Return a value that two people changed, with what both did, and where both wrote in the same place.

    There, mine stands in the value and theirs in the clash.
    """
    if mine == theirs or theirs == base:
        return mine, []
    if mine == base:
        return theirs, []
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        before = base if isinstance(base, Mapping) else {}
        made: dict[str, Any] = {}
        clashes: list[Clash] = []
        for key in dict.fromkeys([*mine, *theirs]):
            value, found = merged(before.get(key), mine.get(key), theirs.get(key), (*path, key))
            clashes += found
            if value is not None:
                made[key] = value
        return made, clashes
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
        if len(mine) == len(theirs) == len(base):
            pairs = [merged(*each, (*path, at)) for at, each in enumerate(zip(base, mine, theirs, strict=True))]
            return [value for value, _ in pairs], [clash for _, found in pairs for clash in found]
        if len(theirs) > len(base) and theirs[: len(base)] == base:
            return [*mine, *theirs[len(base) :]], []
    return mine, [Clash(path, theirs)]


def placed(problems: tuple[Problem, ...], document: Document, fields: tuple[Field, ...]) -> list[tuple[Problem, str]]:
    """Return the errors in a document, each with the name of the field of its form that it is about."""
    spots = {spot: path for path, spots in document.marks.items() for spot in spots}
    names = {field.path: field.name for field in every(fields)}
    found = []
    for problem in problems:
        if problem.place.file != document.file or problem.severity is not Severity.ERROR:
            continue
        path = spots.get((problem.place.line, problem.place.column), ())
        while path and path not in names:
            path = path[:-1]
        in_body = document.file.endswith(".md") and problem.place.line >= document.body_line
        found.append((problem, names.get(path, "@body" if in_body else "")))
    return found
