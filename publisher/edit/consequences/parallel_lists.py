"""Parallel lists: a translation's members that are matched by their place follow those of the original."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel
from rapidfuzz.fuzz import ratio

from publisher.edit.consequences.broken_references import Referring, content_now
from publisher.edit.files.editor import Editor
from publisher.kinds import model_of, tongue_of
from publisher.mend.edited import edited
from publisher.mend.patch import NotWritable
from publisher.model.roles import models_in
from publisher.model.translation import key_of
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Path, Tree
from publisher.states import Contents

# How alike, in per cent, a changed member and an earlier one are at least.
_ALIKE: Final = 60


def parallel(editor: Editor, document: Document, tree: Fields) -> tuple[Contents, list[Referring]]:
    """Return the translations of a document changed as its lists are in `tree`, and where that removes a text."""
    made: dict[str, bytes | None] = {}
    lost: list[Referring] = []
    model = model_of(document)
    for file in editor.look().texts:
        tongue = tongue_of(file)
        if tongue is None or tongue.original != document.file or model is None:
            continue
        content = content_now(editor, {}, file)
        read, _ = editor.read(file, content)
        own = model_of(read) if read else None
        if read is None or own is None:
            continue
        translation = _Translation(file)
        carried = translation.fields(model, document.fields, tree, read.fields)
        if carried != read.fields:
            with suppress(NotWritable):  # its own error says that it no longer fits
                made[file] = edited(content, own, carried)
                lost += translation.lost
    return made, lost


@dataclass(frozen=True, slots=True)
class _Translation:
    file: str
    lost: list[Referring] = field(default_factory=list)

    def fields(
        self, model: type[BaseModel], before: Fields, after: Fields, there: Fields, path: Path = ()
    ) -> dict[str, Tree]:
        """Return the fields of a translation, or of a part of it, with its lists as the original's are afterwards."""
        known = {given.alias or name: given.annotation for name, given in model.model_fields.items()}
        made: dict[str, Tree] = {}
        for key, value in there.items():
            stood, stands, here = before.get(key), after.get(key, []), (*path, key)
            inner = next(models_in(known.get(key)), None)
            if isinstance(value, list) and isinstance(stood, list) and isinstance(stands, list):
                members = self.by_key if inner and key_of(inner) else self.by_place
                if new := members(inner, stood, stands, value, here):
                    made[key] = new
            elif inner and all(isinstance(each, Mapping) for each in (value, stood, stands)):
                assert isinstance(value, Mapping) and isinstance(stood, Mapping) and isinstance(stands, Mapping)
                made[key] = self.fields(inner, stood, stands, value, here)
            else:
                made[key] = value
        return made

    def by_key(
        self, model: type[BaseModel] | None, before: list[Tree], after: list[Tree], there: list[Tree], path: Path
    ) -> list[Tree]:
        """Return the members of a list, which the original has by a key; all go with the last of the original's."""
        assert model
        if not after and before:
            self.lost.extend(Referring(self.file, (*path, at), "") for at in range(len(there)))
            return []
        key = key_of(model)
        stood, stands = _by_key(before, key), _by_key(after, key)
        made: list[Tree] = []
        for at, each in enumerate(there):
            name = str(each.get(key)) if isinstance(each, Mapping) else ""
            both = name in stood and name in stands and isinstance(each, Mapping)
            made.append(self.fields(model, stood[name], stands[name], each, (*path, at)) if both else each)  # type: ignore[arg-type]  # a mapping if both
        return made

    def by_place(
        self, model: type[BaseModel] | None, before: list[Tree], after: list[Tree], there: list[Tree], path: Path
    ) -> list[Tree]:
        """Return the members of a list in the order of the original's; what nobody has translated yet is as there."""
        if len(there) != len(before):
            return there
        places = aligned(before, after)
        self.lost.extend(
            Referring(self.file, (*path, at), "") for at, each in enumerate(there) if at not in places and each
        )
        return [
            there[at] if at is not None else {} if isinstance(new, Mapping) else new
            for at, new in zip(places, after, strict=True)
        ]


def _by_key(members: Sequence[Tree], key: str) -> dict[str, Fields]:
    return {str(each[key]): each for each in members if isinstance(each, Mapping) and key in each}


def aligned(before: Sequence[Tree], after: Sequence[Tree]) -> list[int | None]:
    """Return for each member of a list its place before; None for a new one.

    A member that is no longer the same is the one that it is most like; in a list as long as before, that of the rest.
    """
    left = dict(enumerate(before))
    found: list[int | None] = []
    for new in after:
        at = next((at for at, each in left.items() if each == new), None)
        found.append(at)
        left.pop(-1 if at is None else at, None)
    for number, new in enumerate(after):
        if found[number] is None and left:
            at = max(left, key=lambda at: ratio(repr(left[at]), repr(new)))
            if len(before) == len(after) or ratio(repr(left[at]), repr(new)) >= _ALIKE:
                found[number] = at
                del left[at]
    return found
