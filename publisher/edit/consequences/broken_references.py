"""Consequences: which files refer to something that is removed, and their content without those references.

References are those in fields, and links in texts. Clearing one removes as little as possible to leave a valid file:
the reference, or else what contains it, or else the file.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from publisher.edit.files.editor import Editor
from publisher.entries import READERS
from publisher.kinds import model_of, tongue_of
from publisher.link.graph.declarations import nodes_of
from publisher.link.graph.node import Entry
from publisher.link.graph.references import mentions
from publisher.mend.edited import edited
from publisher.mend.patch import NotWritable
from publisher.model.fields import Model
from publisher.model.roles import Path, Repeats, leaves
from publisher.model.settings import Settings
from publisher.model.typed import typed
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Tree, text_at, with_value, without_value
from publisher.read.files import as_text
from publisher.settings_file import SETTINGS
from publisher.states import Contents

BODY: Final = "@body"
LINK: Final = re.compile(r"\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(ref:(?P<id>[^)\s#>]+)(?P<rest>#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Referring:
    """A reference to an id: its file and the path in it; a link in the body has the path `BODY`."""

    file: str
    path: Path
    id: str


def ids_in(entries: Collection[Entry]) -> frozenset[str]:
    """Return all ids that documents declare, including former ids."""
    nodes = [node for entry in entries for node in nodes_of(entry)]
    return frozenset(name for node in nodes for name in (node.id, *getattr(node.value, "formerly", ())))


def referring(entries: Collection[Entry], ids: Collection[str]) -> list[Referring]:
    """Return every reference to any of some ids."""
    return [found for entry in entries for found in places_in(entry, ids)]


def places_in(entry: Entry, ids: Collection[str]) -> Iterator[Referring]:
    """Yield every reference of a document to any of some ids."""
    document = entry.document
    for mention in mentions(entry.value):
        if mention.reference.target in ids:
            yield Referring(document.file, mention.path, mention.reference.target)
    if isinstance(entry.value, Model):
        for leaf in leaves(entry.value, Repeats):
            if leaf.value in ids:
                yield Referring(document.file, leaf.path, leaf.value)
    for path, text in (*_texts(document.fields), ((BODY,), document.body)):
        for match in LINK.finditer(text):
            if match["id"] in ids:
                yield Referring(document.file, path, match["id"])


def _texts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in a tree that contains a link by id, with its path."""
    if isinstance(tree, Mapping):
        for key, each in tree.items():
            yield from _texts(each, (*path, key))
    elif isinstance(tree, list):
        for at, each in enumerate(tree):
            yield from _texts(each, (*path, at))
    elif isinstance(tree, str) and "](ref:" in tree:
        yield path, tree


def cleared(editor: Editor, changed: Contents) -> dict[str, bytes | None]:
    """Return changed files together with all further changes needed so that nothing refers to what they remove."""
    before = ids_in(editor.entries(editor.look()))
    made = dict(changed)
    while True:
        made = with_translations(editor, made)
        entries = editor.entries(editor.look(made))
        lost = before - ids_in(entries)
        hit = {each.file for each in referring(entries, lost)}
        if not hit:
            return _settings_cleared(editor, made)
        for entry in entries:
            if entry.document.file in hit:
                made[entry.document.file] = _without(entry, lost, content_now(editor, made, entry.document.file))


def with_translations(editor: Editor, changed: Contents) -> dict[str, bytes | None]:
    """Return changed files with the translations of those that are removed, which go with them."""
    tongues = {file: tongue_of(file) for file in editor.look().texts}
    gone = {file: None for file, tongue in tongues.items() if tongue and changed.get(tongue.original, b"") is None}
    return {**changed, **gone}


def _settings_cleared(editor: Editor, changed: Contents) -> dict[str, bytes | None]:
    """Return changed files with the settings without what leads to something gone, such as an item of the menu."""
    made = dict(changed)
    known = {_key(each) for each in editor.errors()}
    while lost := _lost_in_settings(editor, made, known):
        content = content_now(editor, made, SETTINGS)
        document, _ = editor.read(SETTINGS, content)
        spots = {spot: path for path, marks in document.marks.items() for spot in marks} if document else {}
        path = spots.get((lost[0].place.line, lost[0].place.column))
        try:
            new = edited(content, Settings, without_value(document.fields, path)) if document and path else content
        except NotWritable:
            new = content
        if len(_lost_in_settings(editor, {**made, SETTINGS: new}, known)) >= len(lost):
            # It is reported: a person has to choose what stands there instead.
            return made
        made[SETTINGS] = new
    return made


def _lost_in_settings(editor: Editor, changed: Contents, known: Collection[object]) -> list[Problem]:
    """Return the errors of the settings that are not among the known ones."""
    found = [each for each in editor.errors(changed) if each.place.file == SETTINGS]
    return [each for each in found if _key(each) not in known]


def _key(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.place.file, tuple(problem.facts.items())


def content_now(editor: Editor, changed: Contents, file: str) -> bytes:
    """Return the new content of a file, or else its current content."""
    return (changed.get(file) if file in changed else editor.content_of(file)) or b""


def _without(entry: Entry, ids: Collection[str], content: bytes) -> bytes | None:
    """Return a file's content without its references to some ids; None if it cannot exist without them."""
    document = entry.document
    while found := [*places_in(entry, ids)]:
        last = found[-1]
        for up in range(len(last.path)):
            path = last.path[: len(last.path) - up]
            is_link = up == 0 and _is_link(document, path)
            new = _unlinked(document, path, ids) if is_link else (without_value(document.fields, path), None)
            made = written(document, content, *new)
            valid = made and understood(document.file, made)
            if made and valid and len([*places_in(valid, ids)]) < len(found):
                content, entry, document = made, valid, valid.document
                break
        else:
            return None
    return content


def _is_link(document: Document, path: Path) -> bool:
    return path == (BODY,) or "](ref:" in text_at(document.fields, path)


def _unlinked(document: Document, path: Path, ids: Collection[str]) -> tuple[Fields, str | None]:
    """Return the fields and the body of a document with the links in one text reduced to their words."""
    return _rewritten(document, path, lambda match: match["words"] if match["id"] in ids else match[0])


def _rewritten(document: Document, path: Path, new: Callable[[re.Match[str]], str]) -> tuple[Fields, str | None]:
    if path == (BODY,):
        return document.fields, LINK.sub(new, document.body)
    return with_value(document.fields, path, LINK.sub(new, text_at(document.fields, path))), None


def written(document: Document, content: bytes, fields: Fields, body: str | None) -> bytes | None:
    """Return a document's content with other fields, and another body unless None; None if it cannot be written."""
    model = model_of(document)
    if model is None or not fields:
        return None
    try:
        return edited(content, model, fields, body)
    except NotWritable:
        return None


def understood(file: str, content: bytes) -> Entry | None:
    """Return the validated entry of a file's content; None if it is invalid."""
    document, problems = READERS[PurePosixPath(file).suffix](file, as_text(content) or "")
    model = model_of(document) if document else None
    if document is None or model is None or problems:
        return None
    value, mistyped = typed(document, model)
    return None if mistyped or value is None else Entry(value, document)
