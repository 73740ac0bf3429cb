"""Slips in entries that would be several problems each: a key without its colon, a number cut in two, an id as key."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from pydantic_core import ErrorDetails

from publisher.model.meant import amount_meant, comma_parts, with_minus
from publisher.model.quantity import quantity
from publisher.model.roles import Path
from publisher.model.time_period import time_period
from publisher.model.word_meant import word_meant
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import Tree, text_at, value_at
from publisher.read.scalar import is_blank

_IN_LIST: Final = 3  # the length of the path of a key in an entry: its list, its number and the key

# What would end or cut a value in braces.
_MARKS: Final = re.compile(r"[][{},#\"'\n]|:\s|^[-*&!%@`?|>]")


def lacks_colon(fields: Tree, details: ErrorDetails) -> bool:
    """Return whether a key that is none is one together with its value: {2024 60}."""
    if details["loc"][-1:] != ("[key]",):
        return False
    path = details["loc"][:-1]
    first, _, rest = str(path[-1]).strip().partition(" ")
    return bool(rest and time_period(first)) and is_blank(value_at(fields, path))


def is_id(fields: Tree, details: ErrorDetails) -> bool:
    """Return whether a key that is none is the id of an entry of a list: - kurs: {title: Kurs}."""
    path = details["loc"]
    if details["type"] != "extra_forbidden" or not isinstance(details["input"], Mapping) or len(path) < _IN_LIST:
        return False
    entry = value_at(fields, path[:-1])
    return isinstance(path[-2], int) and isinstance(entry, Mapping) and len(entry) == 1


def joined_key(document: Document, path: Path) -> Problem:
    """Return the problem of a key that is one with its value, without a colon between."""
    first, _, rest = str(path[-1]).strip().partition(" ")
    return Problem.at(document.key_place(*path), "key-without-colon", key=first, value=rest)


def decimal_commas(fields: object, path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """Yield where `0,7` is written in braces, which YAML reads as 0 and a key 7: path of the braces, key, parts."""
    if isinstance(fields, Mapping):
        yield from ((path, key, parts) for key, parts in comma_parts(fields))
        for key, value in fields.items():
            yield from decimal_commas(value, (*path, key))
    elif isinstance(fields, list):
        for at, value in enumerate(fields):
            yield from decimal_commas(value, (*path, at))


def cut_number(document: Document, path: Path, key: str, parts: Sequence[str]) -> Problem:
    """Return the problem of a number that a comma has cut in two."""
    written = ",".join([text_at(document.fields, (*path, key)), *parts])
    typed_as = quantity(with_minus(written))
    code, facts = amount_meant(typed_as, "comma-in-number") if typed_as else ("comma-in-number", {"near": ""})
    return Problem.at(document.place(*path, key), code, key=key, value=written, **facts)


def entry_meant(words: str, keys: Collection[str], statuses: Collection[str]) -> str:
    """Return the entry that is meant where only one of its values stands: {id: kurs, title: Kurs}; "" if unclear.

    `keys` are those that it can have, and `statuses` the values of its status, if it has one.
    """
    # It takes time to import, and most publications have no such problem.
    from slugify import slugify

    text, name = words.strip(), slugify(words, max_length=60, word_boundary=True)
    if status := word_meant(text, statuses):
        return f"{{status: {status}}}"
    key = next((each for each in ("title", "text") if each in keys), "")
    if not key or not re.search(r"[^\W\d_]{2}", text) or not name or _MARKS.search(text):
        return ""
    return f"{{id: {name}, {key}: {text}}}" if "id" in keys else f"{{{key}: {text}}}"
