"""What a lock freezes: the promised values and paragraphs of a document in canonical form, and their fingerprints."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from pydantic import BaseModel

from publisher.link.graph.node import Node
from publisher.model.adopted import Quotation
from publisher.model.roles import Path, Role, fields_playing
from publisher.model.target_value import TargetValue
from publisher.problem import Place

# The digits of the fingerprint of a part: the whole text has its own, in full.
PART_DIGITS: Final = 12
# The name of the Markdown below the fields.
_PROSE: Final = "text"
_PARAGRAPH: Final = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_NAMING: Final = ("id", "indicator", "title", "year")


class PromisedPart(NamedTuple):
    """A locked value or paragraph of a document; its `names` are from the outermost in: `themes`, then `themes[1]`."""

    names: tuple[str, ...]
    place: Place
    fingerprint: str


def fingerprint(node: Node) -> str:
    """Return the SHA-256 (hex) of the locked fields and prose of a document, in canonical form.

    If the adopted wording is quoted, that alone counts: the plain language may be rewritten.
    """
    prose = "" if _PROSE in _retold(node.value) else _canonical(node.document.body)
    return _digest({"fields": _promised(node), "prose": prose})


def part_fingerprints(node: Node) -> dict[str, str]:
    """Return a short fingerprint of each locked value and paragraph of a document, by its name: `themes[1].title`."""
    return {part.names[-1]: part.fingerprint for part in _parts(node)}


def changed_parts(node: Node, locked: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    """Yield the place and name of each part that differs from the `locked` ones; the name is "" if it is new.

    What is gone has the place of what is left of it. Of a member that came or went as a whole, only that is yielded.
    """
    fields, prose = (
        [part for part in _parts(node) if (part.names[0] == _PROSE) is is_prose] for is_prose in (False, True)
    )
    then = {name: printed for name, printed in locked.items() if not name.startswith(f"{_PROSE}[")}
    known = {outer for name in then for outer in _names_in(name)}
    new: dict[str, Place] = {}
    for part in fields:
        name = part.names[-1]
        if name not in then:
            new.setdefault(next((outer for outer in part.names if outer not in known), name), part.place)
        elif then[name] != part.fingerprint:
            yield part.place, name
    yield from ((place, "") for place in new.values())
    places = {name: part.place for part in reversed(fields) for name in part.names}
    gone: dict[str, Place] = {}
    for name in then.keys() - places.keys():
        names = _names_in(name)
        left = [places[outer] for outer in names if outer in places]
        # An empty list is as none, but has its line.
        emptied = node.document.place(names[0]) if names[0] in node.document.fields else node.place
        gone.setdefault(next(outer for outer in names if outer not in places), left[-1] if left else emptied)
    yield from ((place, name) for name, place in sorted(gone.items()))
    yield from _changed_prose(node, prose, {name: locked[name] for name in locked if name not in then})


def _changed_prose(node: Node, prose: Sequence[PromisedPart], locked: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    """Yield the place and name of each paragraph that differs, whatever number it has now."""
    names, printed = [*locked], [part.fingerprint for part in prose]
    places = [*(part.place for part in prose), prose[-1].place if prose else node.place]
    for tag, start, end, at, to in SequenceMatcher(None, [*locked.values()], printed, autojunk=False).get_opcodes():
        if tag != "equal":
            for number in range(max(end - start, to - at)):
                name = names[start + number] if start + number < end else ""
                yield places[min(at + number, max(at, to - 1))], name


def _names_in(name: str) -> tuple[str, ...]:
    """Return the names of what contains a part, the outermost first, and its own."""
    ends = (match.end() for match in re.finditer(r"\[.*?\](?=[.\[]|\Z)|\.?[^.\[]+", name))
    return tuple(name[:end] for end in ends)


def _parts(node: Node) -> list[PromisedPart]:
    document = node.document
    found = [
        PromisedPart(names, document.place(*path), _digest(value)[:PART_DIGITS])
        for names, path, value in _values(_promised(node), (), ())
    ]
    if _PROSE not in _retold(node.value):
        for number, match in enumerate(_PARAGRAPH.finditer(document.body), 1):
            place = document.body_place(document.body.count("\n", 0, match.start()) + 1)
            printed = _digest(_canonical(match[0]))[:PART_DIGITS]
            found.append(PromisedPart((_PROSE, f"{_PROSE}[{number}]"), place, printed))
    return found


def _values(value: object, names: tuple[str, ...], path: Path) -> Iterator[tuple[tuple[str, ...], Path, object]]:
    """Yield each value in a canonical one that has no members of its own, with its names and its path."""
    last = names[-1] if names else ""
    if isinstance(value, Mapping):
        for name, each in value.items():
            # A field that is called as a word of Python is, has its name in files without the underscore: from_.
            key = name.removesuffix("_")
            yield from _values(each, (*names, f"{last}.{key}".removeprefix(".")), (*path, key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        seen: Counter[str] = Counter()
        for at, each in enumerate(value):
            key = member_name(each, at + 1)
            seen[key] += 1
            key = key if seen[key] == 1 else f"{key} {seen[key]}"
            yield from _values(each, (*names, f"{last}[{key}]"), (*path, at))
    else:
        yield names, path, value


def member_name(value: object, at: int) -> str:
    """Return what identifies a member of a list: its id, title or year, else its position."""
    if isinstance(value, Mapping):
        return next((str(value[key]) for key in _NAMING if key in value), str(at))
    return str(value)


def _promised(node: Node) -> object:
    """Return the locked fields of a document in canonical form."""
    value, retold = node.value, _retold(node.value)
    names = (name for name in fields_playing(type(value), Role.PROMISE) if name not in retold)
    return _canonical({name: getattr(value, name) for name in names})


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _canonical(value: object) -> object:
    """Return a value in a canonical form for JSON, independent of how it is written."""
    match value:
        case TargetValue() if value.model_fields_set == {"value"}:
            # As targets were fingerprinted when they could only be numbers.
            return _canonical(value.value)
        case BaseModel():
            later = fields_playing(type(value), Role.LATER)
            retold = _retold(value)
            names = (name for name in type(value).model_fields if name not in later and name not in retold)
            return _canonical({name: getattr(value, name) for name in names})
        case Mapping():
            kept = {str(key): _canonical(each) for key, each in value.items()}
            # An empty value counts as not given, so that a new field of plans breaks no existing lock.
            return {key: each for key, each in kept.items() if each not in ("", [], {})}
        case tuple():
            return [_canonical(each) for each in value]
        case Decimal():
            return format(value.normalize(), "f")
        case None:
            return ""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _retold(value: BaseModel) -> frozenset[str]:
    """Return the fields whose adopted wording is quoted beside them; the body is called `text`."""
    adopted = getattr(value, "adopted", None)
    if isinstance(adopted, Quotation):
        return frozenset({"text"})
    return frozenset(adopted.model_fields_set) if isinstance(adopted, BaseModel) else frozenset()
