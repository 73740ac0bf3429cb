"""Picks: members that other places choose from a list, as an activity, a group or a plan's indicator.

They are no nodes of the publication, so what refers to one is known by the errors where it is gone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from publisher.edit.consequences.broken_references import (
    Referring,
    cleared,
    content_now,
    understood,
    written,
)
from publisher.edit.consequences.following import followed, following
from publisher.edit.files.editor import Editor
from publisher.model.groups import group_ids
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Path, Tree, fields_at, without_value
from publisher.states import Contents

News: TypeAlias = Callable[[Iterable[Problem]], list[Problem]]

# The codes of such errors, and which of their facts is what is gone.
_OF_PICKS: Final = {
    "unknown-id": "id",
    "unknown-group": "group",
    "unknown-series": "name",
    "unknown-whole": "id",
    "measurement-not-in-plan": "id",
    "target-not-in-plan": "id",
    "language-not-declared": "language",
}
# Errors of numbers whose groups were whole before one of them was removed.
_OF_SUMS: Final = frozenset({"groups-do-not-add-up", "groups-around-another"})
# After so many rounds something is wrong that no removal mends.
_MOST_ROUNDS: Final = 8


def picked(editor: Editor, changed: Contents, problems: Iterable[Problem]) -> list[tuple[Problem, list[Referring]]]:
    """Return those errors that something removed by some changes leads to, each with the places where it was picked."""
    gone = _gone(editor, changed)
    kin = {group.id for dimension in editor.look().publication.dimensions for group in dimension.groups
           if any(each.id in gone for each in dimension.groups)}  # fmt: skip
    documents: dict[str, Document | None] = {}
    found = []
    for problem in problems:
        file = problem.place.file
        if file not in documents:
            documents[file] = _document(editor, changed, file)
        name = str(problem.facts.get(_OF_PICKS.get(problem.code, ""), ""))
        if (document := documents[file]) is None:
            continue
        if problem.code in _OF_SUMS:
            found.append((problem, [*_same_split(document, problem, kin)]))
        elif (missing := {name} & gone or group_ids(name) & gone) and name:
            found.append((problem, [*_places(document, problem, name, min(missing))]))
    return [(problem, places) for problem, places in found if places]


def _gone(editor: Editor, changed: Contents) -> frozenset[str]:
    """Return what a file names, under any key, and does not name under that key after changes.

    Others may name it still, since they refer to it.
    """
    lost: set[str] = set()
    for file, content in changed.items():
        now = _document(editor, {}, file) if editor.content_of(file) is not None else None
        later = _document(editor, changed, file) if content is not None else None
        lost |= {name for _, name in {*_names(now.fields)} - {*_names(later.fields if later else {})}} if now else set()
    return frozenset(lost)


def _names(tree: Tree, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a tree, and each key within another, with the key that it stands under."""
    if isinstance(tree, str):
        yield key, str(tree)
    elif isinstance(tree, list):
        for each in tree:
            yield from _names(each, key)
    else:
        for inner, each in tree.items():
            yield key, str(inner)
            yield from _names(each, str(inner))


def _places(document: Document, problem: Problem, name: str, missing: str) -> Iterator[Referring]:
    """Yield the places where something that is gone is picked; that of a column is in each of its rows."""
    if problem.code == "unknown-series":
        for period, row in fields_at(document.fields, ("periods",)).items():
            for key in ("series", "preliminary_series"):
                if name in fields_at(row, (key,)):
                    yield Referring(document.file, ("periods", period, key, name), missing)
    elif problem.code == "language-not-declared":
        yield Referring(document.file, (), missing)
    elif path := _path(document, problem):
        yield Referring(document.file, path, missing)


def _same_split(document: Document, problem: Problem, kin: Collection[str]) -> Iterator[Referring]:
    """Yield each number of a group, beside the one of a problem, of a dimension that has lost a group."""
    *above, _ = _path(document, problem) or (None,)
    for cell in fields_at(document.fields, tuple(each for each in above if each is not None)):
        if group_ids(cell) & frozenset(kin):
            yield Referring(document.file, (*(each for each in above if each is not None), cell), cell)


def all_cleared(editor: Editor, changed: Contents, news: News) -> Contents:
    """Return some changes with all others needed so that nothing refers to what they remove.

    `news` are those of some errors that the publication does not have yet.
    """
    made: Contents = cleared(editor, changed)
    for _ in range(_MOST_ROUNDS):
        found = picked(editor, made, news(editor.errors(made)))
        further = cleared(editor, _unpicked(editor, made, [place for _, places in found for place in places]))
        if further == made:
            break
        made = further
    return made


def all_followed(editor: Editor, changed: Contents, names: Mapping[str, str], news: News) -> Contents:
    """Return some changes with all others needed so that everything refers to new ids, by old ones."""
    made = followed(editor, changed, names)
    found = picked(editor, made, news(editor.errors(made)))
    by_file: dict[str, list[Referring]] = {}
    for place in (place for _, places in found for place in places if place.id in names):
        by_file.setdefault(place.file, []).append(place)
    for file, places in by_file.items():
        content = content_now(editor, made, file)
        if document := editor.read(file, content)[0]:
            made[file] = following(document, places, content, names)
    return made


def _unpicked(editor: Editor, changed: Contents, places: Iterable[Referring]) -> dict[str, bytes | None]:
    """Return changed files together with those that have the references, without these.

    As little as possible is removed to leave a valid file: the references, or else what contains them.
    """
    made = dict(changed)
    by_file: dict[str, list[Path]] = {}
    for place in places:
        by_file.setdefault(place.file, []).append(place.path)
    for file, paths in by_file.items():
        if () in paths:
            made[file] = None
            continue
        last_first = sorted(dict.fromkeys(paths), key=lambda path: tuple(map(_rank, path)), reverse=True)
        # Together if that can be: a table has a place in each row.
        for some in (last_first, *([path] for path in last_first)):
            if new := _shorter(editor, made, file, some):
                made[file] = new
                if some is last_first:
                    break
    return made


def _shorter(editor: Editor, changed: Contents, file: str, paths: Collection[Path]) -> bytes | None:
    """Return a file's content without the values at some paths, or one of them with what contains it; else None."""
    content, document = content_now(editor, changed, file), _document(editor, changed, file)
    for up in range(len(min(paths, key=len)) if len(paths) == 1 else 1) if document else ():
        assert document
        fields = document.fields
        for path in paths:
            fields = without_value(fields, path[: len(path) - up])
        new = written(document, content, fields, None)
        if new and understood(file, new):
            return new
    return None


def _rank(part: str | int) -> tuple[int, str]:
    """Return the order of a part of a path: members of a list by their position, those behind first to be removed."""
    return (part, "") if isinstance(part, int) else (-1, part)


def _document(editor: Editor, changed: Contents, file: str) -> Document | None:
    return editor.read(file, content_now(editor, changed, file))[0]


def _path(document: Document, problem: Problem) -> Path | None:
    """Return the path of the value that a problem is about, of several the longest."""
    spot = problem.place.line, problem.place.column
    return max((path for path, spots in document.marks.items() if spot in spots), key=len, default=None)
