"""Renaming: a node with a new id keeps its former id for its address, and references are updated."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pydantic import BaseModel

from publisher.edit.consequences.broken_references import BODY, LINK, Referring, content_now, places_in
from publisher.edit.files.editor import Editor
from publisher.kinds import model_of
from publisher.mend.edited import edited
from publisher.model.groups import group_ids
from publisher.model.roles import Path
from publisher.model.typed import keys_at
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Tree, fields_at, members_at, text_at, with_value
from publisher.states import Contents


def renamed(before: Document, after: Fields) -> dict[str, str]:
    """Return the new ids, by the old ones, of a document and its members.

    A member of a list is known by its id, or else by all else that it says, or by its title. Where several could be
    meant, none is: what was removed is never taken for renamed.
    """
    old, new = text_at(before.fields, ("id",)), text_at(after, ("id",))
    own = {old: new} if old and new and old != new else {}
    kept = {name for _, name in _declared(after)}
    return {old: new for old, new in {**own, **_renamed_within(before.fields, after)}.items() if old not in kept}


def _renamed_within(before: Fields, after: Fields) -> dict[str, str]:
    """Return the new ids of members of the lists in two states of something, at any depth."""
    found = {}
    for key in before:
        for one, other in _paired(_with_ids(before, key), _with_ids(after, key)):
            if one["id"] != other["id"]:
                found[str(one["id"])] = str(other["id"])
            found |= _renamed_within(one, other)
    return found


def _with_ids(fields: Fields, key: str) -> list[Fields]:
    return [each for each in members_at(fields, (key,)) if isinstance(each, Mapping) and text_at(each, ("id",))]


def _paired(before: Sequence[Fields], after: Sequence[Fields]) -> Iterator[tuple[Fields, Fields]]:
    """Yield the members of a list in two states, each with itself."""
    now = {text_at(each, ("id",)): each for each in after}
    gone = [each for each in before if each["id"] not in now]
    there = {each["id"] for each in before}
    come = [each for each in after if each["id"] not in there]
    yield from ((each, now[text_at(each, ("id",))]) for each in before if each["id"] in now)
    for identity in (_said_by, _title_of):
        ones, others = _by(identity, gone), _by(identity, come)
        for said, found in ones.items():
            if said and len(found) == len(others.get(said, ())) == 1:
                yield found[0], others[said][0]
                gone.remove(found[0])
                come.remove(others[said][0])


def _by(identity: Callable[[Fields], str], members: Sequence[Fields]) -> dict[str, list[Fields]]:
    found: dict[str, list[Fields]] = {}
    for each in members:
        found.setdefault(identity(each), []).append(each)
    return found


def _said_by(member: Fields) -> str:
    """Return all that a member says but its id, to compare; "" if it says nothing."""
    said = {key: value for key, value in member.items() if key != "id"}
    return repr(said) if said else ""


def _title_of(member: Fields) -> str:
    return text_at(member, ("title",))


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
            made[file] = following(entry.document, places, content, names)
    return made


def following(document: Document, places: list[Referring], content: bytes, names: Mapping[str, str]) -> bytes:
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
        elif above and place.id in group_ids(str(place.path[-1])):
            # The id is a key, or one of those in a key: its value keeps its position among the others.
            members: Tree = {_renamed_key(key, names): value for key, value in above.items()}
            fields = with_value(fields, place.path[:-1], members)
        else:
            fields = with_value(fields, place.path, type(text)(names[place.id]))
    model = model_of(document)
    assert model
    return edited(content, model, fields, body)


def _renamed_key(key: str, names: Mapping[str, str]) -> str:
    return type(key)("+".join(names.get(name, name) for name in key.split("+")))


def _renamed_link(match: re.Match[str], names: Mapping[str, str]) -> str:
    new = names.get(match["id"], match["id"])
    return f"[{match['words']}](ref:{new}{match['rest'] or ''})"
