"""Renaming: a node with a new id keeps its former id for its address, and references are updated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel

from publisher.edit.files.consequences import BODY, LINK, Referring, content_now, picked, places_in
from publisher.edit.files.editor import Editor
from publisher.kinds import model_of
from publisher.mend.edited import edited
from publisher.model.roles import Path
from publisher.model.typed import keys_at
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Tree, fields_at, members_at, text_at, with_value
from publisher.states import Contents


def renamed(before: Document, after: Fields) -> dict[str, str]:
    """Return the new ids, by the old ones, of members that are otherwise the same at their position in a document."""
    found = {}
    for path, old in _declared(before.fields):
        new = text_at(after, path)
        if old and new and new != old and _is_same(before.fields, after, path[:-1]):
            found[old] = new
    kept = {name for _, name in _declared(after)}
    return {old: new for old, new in found.items() if old not in kept}


def _is_same(before: Fields, after: Fields, path: Path) -> bool:
    """Return whether the value at a path differs at most in its id; always true of a whole document."""
    one, other = fields_at(before, path), fields_at(after, path)
    return not path or {**one, "id": ""} == {**other, "id": ""} or one.get("title") == other.get("title")


def _declared(fields: Fields) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each id in a document: its own, and those of members of its lists."""
    members = ((key, at) for key in fields for at in range(len(members_at(fields, (key,)))))
    for path in ((), *members):
        if "id" in fields_at(fields, path):
            yield (*path, "id"), text_at(fields, (*path, "id"))


def with_old_ids(fields: Fields, names: Mapping[str, str], model: type[BaseModel]) -> Fields:
    """Return the fields of a document with former ids added to renamed members, so that their old addresses work.

    Members without an address, such as the activities of a plan, have no former ids.
    """
    made: Fields = fields
    back = {new: old for old, new in names.items()}
    for path, name in [*_declared(fields)]:
        listed = (*path[:-1], "formerly")
        if "formerly" not in keys_at(model, tuple(key for key in path[:-1] if isinstance(key, str))):
            continue
        former = members_at(made, listed)
        if name in back and back[name] not in former:
            made = with_value(made, listed, [*former, back[name]])
    return made


def followed(editor: Editor, changed: Contents, names: Mapping[str, str]) -> dict[str, bytes | None]:
    """Return changed files together with all further changes needed to update references to renamed ids."""
    made = dict(changed)
    for entry in editor.entries(editor.look(changed)):
        places = list(places_in(entry, names))
        if not places:
            continue
        file = entry.document.file
        content = content_now(editor, made, file)
        if file.endswith(".csv"):
            made[file] = None
            made[str(PurePosixPath(file).with_stem(names[places[0].id]))] = content
        else:
            made[file] = _following(entry.document, places, content, names)
    return made


def repicked(
    editor: Editor, changed: Contents, problems: Iterable[Problem], names: Mapping[str, str]
) -> dict[str, bytes | None]:
    """Return changed files with new ids where old ones of members are picked, which is known by the errors there."""
    made = dict(changed)
    found = [each for each in picked(editor, changed, problems) if each.id in names]
    for file in dict.fromkeys(each.file for each in found):
        content = content_now(editor, made, file)
        document, _ = editor.read(file, content)
        if document:
            made[file] = _following(document, [each for each in found if each.file == file], content, names)
    return made


def _following(document: Document, places: list[Referring], content: bytes, names: Mapping[str, str]) -> bytes:
    """Return a file's content with new ids in place of old ones. Raises NotWritable."""
    fields: Fields = document.fields
    body = None
    for place in places:
        if place.path == (BODY,):
            body = LINK.sub(lambda match: _renamed_link(match, names), document.body)
            continue
        text, above = text_at(fields, place.path), fields_at(fields, place.path[:-1])
        if "](ref:" in text:
            fields = with_value(fields, place.path, LINK.sub(lambda match: _renamed_link(match, names), text))
        elif above and str(place.path[-1]) == place.id:
            # The id is a key: its value keeps its position among the others.
            members: Tree = {names.get(key, key): value for key, value in above.items()}
            fields = with_value(fields, place.path[:-1], members)
        else:
            fields = with_value(fields, place.path, type(text)(names[place.id]))
    model = model_of(document)
    assert model
    return edited(content, model, fields, body)


def _renamed_link(match: re.Match[str], names: Mapping[str, str]) -> str:
    new = names.get(match["id"], match["id"])
    return f"[{match['words']}](ref:{new}{match['rest'] or ''})"
