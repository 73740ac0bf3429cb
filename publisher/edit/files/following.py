"""Following: what has another id keeps its old one for addresses, and what referred to it has the new one."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import PurePosixPath
from typing import Any

from publisher.edit.files.consequences import BODY, LINK, Referring, at_path, content_now, places_in
from publisher.edit.files.editor import Contents, Editor
from publisher.kinds import model_of
from publisher.mend.edited import edited
from publisher.model.roles import Path
from publisher.read.document import Document


def renamed(before: Document, after: Mapping[str, Any]) -> dict[str, str]:
    """Return the new ids, by the old ones, of what stands where it stood in a document and says the same otherwise."""
    found = {}
    for path, old in _declared(before.fields):
        new = _known_at(after, path)
        if isinstance(old, str) and isinstance(new, str) and new != old and _is_same(before.fields, after, path[:-1]):
            found[old] = new
    kept = {name for _, name in _declared(after)}
    return {old: new for old, new in found.items() if old not in kept}


def _is_same(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> bool:
    """Say whether the same stands at a path but for its id: of a document always, of a member where all else stayed."""
    one, other = _known_at(before, path), _known_at(after, path)
    return not path or {**one, "id": ""} == {**other, "id": ""} or one.get("title") == other.get("title")


def _declared(fields: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield the path and the value of each id in a document: its own, and those of the members of its lists."""
    if "id" in fields:
        yield ("id",), fields["id"]
    for key, members in fields.items():
        if isinstance(members, list):
            yield from (((key, at, "id"), each["id"]) for at, each in enumerate(members) if _named(each))


def _named(member: Any) -> bool:
    return isinstance(member, Mapping) and "id" in member


def _known_at(fields: Mapping[str, Any], path: Path) -> Any:
    holder: Any = fields
    for part in path:
        try:
            holder = holder[part]
        except (KeyError, IndexError, TypeError):
            return None
    return holder


def with_old_ids(fields: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a document in which what has a new id lists the old one, so that its address still leads."""
    tree: Any = deepcopy(dict(fields))
    back = {new: old for old, new in names.items()}
    for path, name in [*_declared(tree)]:
        holder = at_path(tree, path[:-1])
        if name in back and back[name] not in holder.get("formerly", ()):
            holder["formerly"] = [*holder.get("formerly", ()), back[name]]
    return dict(tree)


def followed(editor: Editor, changed: Contents, names: Mapping[str, str]) -> dict[str, bytes | None]:
    """Return changed files together with all that must change so that what referred to old ids has the new ones."""
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


def _following(document: Document, places: list[Referring], content: bytes, names: Mapping[str, str]) -> bytes:
    """Return a file's content with new ids in the place of old ones. Raises NotWritable."""
    tree: Any = deepcopy(dict(document.fields))
    body = None
    for place in places:
        if place.path == (BODY,):
            body = LINK.sub(lambda match: _led(match, names), document.body)
            continue
        holder, last = at_path(tree, place.path[:-1]), place.path[-1]
        if isinstance(holder[last], str) and "](ref:" in holder[last]:
            holder[last] = LINK.sub(lambda match: _led(match, names), holder[last])
        elif isinstance(holder, dict) and str(last) == place.id:
            # The id is a key: its value stays in its place among the others.
            members = [(names.get(str(key), key), value) for key, value in holder.items()]
            holder.clear()
            holder.update(members)
        else:
            holder[last] = type(holder[last])(names[place.id])
    model = model_of(document)
    assert model
    return edited(content, model, tree, body)


def _led(match: re.Match[str], names: Mapping[str, str]) -> str:
    new = names.get(match["id"], match["id"])
    return f"[{match['words']}](ref:{new}{match['rest'] or ''})"
