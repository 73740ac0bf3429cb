"""The state of a form between two requests: what it was made from, and the changes to it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from publisher.edit.files.merging import Clash
from publisher.edit.forms.answers import SHOWN
from publisher.kinds import kinds_of
from publisher.own_cache import SEAL_BYTES, seal_of
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Tree
from publisher.read.files import leads_within
from publisher.read.scalar import Plain
from publisher.settings_file import SETTINGS

MARK: Final = "\u0001"
SAME: Final = "\u0002"
_MOVED: Final = re.compile(f"{SAME}[0-9]+")
# The name of the boxes of questions that are answered.
CHECKED: Final = "@checked"
# Bytes of the name of a file or folder; no common file system holds longer ones.
_LONGEST_NAME: Final = 255
_SEAL: Final = 2 * SEAL_BYTES  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was opened: its digest, its document, and its kind and model."""

    file: str
    digest: str
    document: Document
    kind: str
    model: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Work:
    """The work in progress: the file as it was opened, and its new fields and body.

    `sent` are the names and values that it was made from, `window` the field that names the browser's window, and
    `checked` the questions of an import that somebody has answered.
    """

    opened: Opened
    tree: Fields
    body: str | None
    clashes: tuple[Clash, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
    window: str = ""
    checked: frozenset[str] = frozenset()


def moved(pairs: list[tuple[str, str]], do: str) -> list[tuple[str, str]]:
    """Return submitted pairs with a member removed, or moved to another position in its list."""
    act, _, name = do.partition(":")
    own = [pair for pair in pairs if pair[0] == name or pair[0].startswith(f"{name}/")]
    if act not in {"remove", "up", "down"} or not own:
        return pairs
    rest = [pair for pair in pairs if pair not in own]
    if act == "remove":
        return rest
    above = name.rpartition("/")[0]
    members = list(dict.fromkeys("/".join(each.split("/")[: name.count("/") + 1]) for each, _ in pairs
                                 if each.startswith(f"{above}/") and not each.endswith(SHOWN)))  # fmt: skip
    at = members.index(name)
    to = max(0, at - 1) if act == "up" else min(len(members) - 1, at + 1)
    members.insert(to, members.pop(at))
    by_member = {each: [p for p in pairs if p[0] == each or p[0].startswith(f"{each}/")] for each in members}
    first = pairs.index(by_member[min(members, key=lambda each: pairs.index(by_member[each][0]))][0])
    inside = {pair for found in by_member.values() for pair in found}
    before = [pair for pair in pairs[:first] if pair not in inside]
    after = [pair for pair in pairs[first:] if pair not in inside]
    return [*before, *(pair for each in members for pair in by_member[each]), *after]


def named_as_sent(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return the name in the submitted form of a field in the rebuilt form, which may have fewer members.

    Empty new members are not in the rebuilt form.
    """
    made = ""
    for part in name.split("/"):
        if made and part.isdecimal():
            inner = (
                each for each, value in pairs if value and each.startswith(f"{made}/") and not each.endswith(SHOWN)
            )
            members = list(dict.fromkeys(each.removeprefix(f"{made}/").split("/")[0] for each in inner))
            part = members[int(part)] if int(part) < len(members) else part
        made = f"{made}/{part}" if made else part
    return made


def dumped_tree(tree: Fields, base: Fields, opened: str) -> str:
    """Return a tree as JSON, in which unquoted values are marked, with a seal before it.

    What is as in `base`, the file as it was opened, is only referred to: a large file would otherwise be sent to and
    fro with each change. `opened` names the form that the seal is valid for: its file and the digest of that.
    """
    text = json.dumps(_differing(_marked(tree), _marked(base)), ensure_ascii=False)
    return f"{seal_of(opened, text)}{text}"


def _marked(value: Tree) -> Tree:
    if isinstance(value, Mapping):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return f"{MARK}{value}" if isinstance(value, Plain) else value


def _differing(value: Tree, base: Tree | None) -> Tree:
    """Return a value with SAME for what is the same in `base`, and a position behind it for members moved there."""
    if isinstance(value, Mapping) and isinstance(base, Mapping):
        # Only the order differs where equal mappings are written in another one.
        is_same = value == base and json.dumps(value) == json.dumps(base)
        return SAME if is_same else {key: _differing(each, base.get(key)) for key, each in value.items()}
    if isinstance(value, list) and isinstance(base, list):
        known = {json.dumps(each): at for at, each in enumerate(base) if isinstance(each, dict)}
        found = [(each, known.get(json.dumps(each)) if isinstance(each, dict) else None) for each in value]
        return [each if at is None else f"{SAME}{at}" for each, at in found]
    return value


def loaded_tree(sent: str, base: Fields, opened: str) -> dict[str, Tree] | None:
    """Return the tree written by `dumped_tree` for the same form; None if anything else was sent.

    It holds what the form does not show, too, so only what this program wrote is accepted.
    """
    seal, text = sent[:_SEAL], sent[_SEAL:]
    if not compare_digest(seal.encode(), seal_of(opened, text).encode()):
        return None

    def real(value: Tree) -> Tree:
        if isinstance(value, dict):
            return {str(key): real(each) for key, each in value.items()}
        if isinstance(value, list):
            return [real(each) for each in value]
        return Plain(value.removeprefix(MARK)) if isinstance(value, str) and value.startswith(MARK) else str(value)

    made = real(_completed(json.loads(text), _marked(base)))
    return made if isinstance(made, dict) else None


def _completed(value: Tree, base: Tree | None) -> Tree:
    """Return a value with what is the same in `base`."""
    if isinstance(value, Mapping):
        return {
            key: _completed(each, base.get(key) if isinstance(base, Mapping) else None) for key, each in value.items()
        }
    if isinstance(value, list) and isinstance(base, list):
        return [base[int(each[1:])] if isinstance(each, str) and _MOVED.fullmatch(each) else each for each in value]
    return base if value == SAME and base is not None else value


def shown(value: Tree | None) -> str:
    """Return a value of a file as one text, for people to compare."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {shown(each)}" for key, each in value.items())
    return ", ".join(map(shown, value)) if isinstance(value, list) else str(value if value is not None else "")


def has_place(root: Path, file: str) -> bool:
    """Return whether a publication in `root` may have a file, named as it is there: a file has one name."""
    parts = file.split("/")
    is_usual = "." not in parts and "" not in parts and all(len(part.encode()) <= _LONGEST_NAME for part in parts)
    return is_usual and bool(kinds_of(file) or file == SETTINGS) and leads_within(root, file)
