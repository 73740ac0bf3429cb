"""Nodes in another language: their texts from a translation, everything else from the original.

Numbers, dates, ids and references are never duplicated, so that computed figures are the same in every language. What
is not translated stays in the publication's language, and is marked with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from publisher.link.graph.node import Entry, Linked, Node
from publisher.model.fields import Model
from publisher.model.roles import Members, fields_playing
from publisher.model.translation import Way, key_of, quoted_fields, texts_of, ways_of, worded_fields
from publisher.model.untranslated import Untranslated

Value = TypeVar("Value", bound=BaseModel)


def nodes_in(nodes: Mapping[str, Node], entries: Mapping[str, Entry], language: str) -> dict[str, Node]:
    """Return the nodes with the texts of their translations: `entries`, by the file of the original.

    `language` is the BCP 47 tag of the publication's own language, in which untranslated texts stay.
    """
    found: dict[str, Node] = {}
    holders: dict[str, BaseModel] = {}
    for name, node in nodes.items():
        entry = entries.get(node.document.file)
        value = _member(holders.get(node.document.file), name)
        if value is None:
            value = put_in(node.value, _translation_of(node, entry), language)
            if fields_playing(type(value), Members):
                holders[node.document.file] = value
        document = node.document
        if entry and entry.document.body.strip():
            document = replace(entry.document, fields=document.fields, marks=document.marks)
        found[name] = replace(node, value=value, document=document)
    return found


def _member(holder: BaseModel | None, name: str) -> Linked | None:
    members = _members(holder) if holder else ()
    return next((member for member in members if member.id == name), None)


def _members(holder: BaseModel) -> Iterator[Linked]:
    for field in fields_playing(type(holder), Members):
        yield from getattr(holder, field)


def _translation_of(node: Node, entry: Entry | None) -> BaseModel | None:
    """Return the texts of a node in the translation of its document, or None."""
    if entry is None or not isinstance(entry.value, Model):
        return None
    # Only the members of a register are nodes.
    if fields_playing(type(entry.value), Members) and not fields_playing(type(node.value), Members):
        return _member(entry.value, node.id)
    return entry.value


def texts_in(node: Node, entry: Entry | None) -> dict[Way, str]:
    """Return the texts of a node in a translation, by their paths, without those of its members that are nodes."""
    given = _translation_of(node, entry)
    return dict(ways_of(given, frozenset(fields_playing(type(given), Members)))) if given else {}


def is_translated(node: Node, entry: Entry | None) -> bool:
    """Return whether a node has a title, or else any text, in a translation."""
    given = _translation_of(node, entry)
    if given is None:
        return False
    if hasattr(node.value, "title"):
        return bool(getattr(given, "title", None))
    return bool(texts_of(given))


def put_in(value: Value, given: BaseModel | None, language: str) -> Value:
    """Return a value with the texts of a translation; missing ones are marked as being in `language`."""
    worded, quoted = worded_fields(type(value)), quoted_fields(type(value))
    changed = {name: _put(getattr(value, name), getattr(given, name, None), language) for name in worded}
    changed |= {name: _put(held, None, language) for name in quoted if (held := getattr(value, name))}
    return value.model_copy(update=changed)


def _put(held: object, given: object, language: str) -> object:
    if isinstance(held, str):
        return given or Untranslated(held, language)
    if isinstance(held, BaseModel):
        return put_in(held, given if isinstance(given, BaseModel) else None, language)
    if isinstance(held, Mapping):
        others = given if isinstance(given, Mapping) else {}
        return {key: _put(each, others.get(key), language) for key, each in held.items()}
    if isinstance(held, tuple):
        return tuple(_put(each, other, language) for each, other in zip(held, _matched(held, given), strict=True))
    return given if held is None and isinstance(given, str) else held


def _matched(held: tuple[object, ...], given: object) -> list[object]:
    """Return the translation of each member of a list, matched by its key, or by position without one."""
    others = given if isinstance(given, tuple) else ()
    key = next((key_of(type(each)) for each in held if isinstance(each, BaseModel)), "")
    if key:
        known = {getattr(each, key): each for each in others}
        return [known.get(getattr(each, key)) for each in held]
    return [*others] if len(others) == len(held) else [None] * len(held)
