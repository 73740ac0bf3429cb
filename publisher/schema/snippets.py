"""Snippets: what VS Code suggests in the front matter of a Markdown file, one for each field.

Its YAML extension ignores Markdown files, and so their schemas. The snippets are generated from the same schemas, each
for the files in which its field may occur.
"""

import json
import re
from collections.abc import Collection, Iterator
from itertools import chain, count
from typing import Final

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.schema.examples import SchemaPart, example, member, resolved
from publisher.schema.json_schema import schema

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
FILE: Final = ".vscode/roda-traden.code-snippets"


def snippets(language: Language) -> str:
    """Return the snippets file, in the words of one language."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for kind in KINDS.values():
        if kind.pattern.endswith(".md"):
            for key, field, parts in _fields(schema(kind.name, kind.model, language)):
                words = found.setdefault((kind.pattern, key, "\n".join(_lines(key, field, parts, count(1)))), [])
                words += {_words(field, parts)} - {*words}
    made: dict[str, object] = {}
    for (pattern, key, body), words in found.items():
        made[_name(f"{words[0].partition(':')[0]} ({key}) {pattern}", made)] = {
            # To the editor the front matter is YAML, so nothing is suggested in running text.
            "scope": "yaml",
            "include": [f"**/{pattern.replace('**.md', '**/*.md')}"],
            "prefix": key,
            "body": body.split("\n"),
            "description": " · ".join(words),
        }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _name(title: str, taken: Collection[str]) -> str:
    """Return a name that no other snippet has."""
    names = chain([title], (f"{title} {number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _fields(made: SchemaPart) -> Iterator[tuple[str, SchemaPart, SchemaPart]]:
    """Yield every field of a kind and of its nested values: its key, its schema, and the schema's definitions."""
    parts = made.get("definitions", {})
    for holder in (made, *parts.values()):
        for key, field in resolved(holder, parts).get("properties", {}).items():
            yield key, field, parts


def _words(field: SchemaPart, parts: SchemaPart) -> str:
    inner = resolved(field, parts)
    meanings = f" ({inner['description']})" if "enum" in inner else ""
    return f"{field['title']}: {field['description']}{meanings}"


def _lines(key: str | int, field: SchemaPart, parts: SchemaPart, stops: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a field, with a tab stop wherever something is to be typed."""
    inner = resolved(field, parts)
    each = resolved(inner.get("items", {}), parts)
    if "properties" in inner:
        yield f"{key}:"
        yield from (f"  {line}" for line in _members(inner, parts, stops))
    elif "properties" in each:
        yield f"{key}:"
        first, *rest = _members(each, parts, stops)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)
    elif each:
        yield f"{key}: [{_stop(each, parts, stops)}]"
    elif inner["type"] == "object":
        name, value = member(inner)
        yield f"{key}:"
        yield from (f"  {line}" for line in _lines(_placeholder(str(name), stops), value, parts, stops))
    else:
        yield f"{key}: {_stop(inner, parts, stops)}".rstrip()


def _members(inner: SchemaPart, parts: SchemaPart, stops: Iterator[int]) -> Iterator[str]:
    """Yield the required fields; if there are none, the first one in the schema."""
    for name in inner.get("required", [*inner["properties"]][:1]):
        yield from _lines(name, inner["properties"][name], parts, stops)


def _stop(field: SchemaPart, parts: SchemaPart, stops: Iterator[int]) -> str:
    choices = ["true", "false"] if field["type"] == "boolean" else field.get("enum", ())
    if choices:
        return f"${{{next(stops)}|{','.join(choices)}|}}"
    value = str(example(field, parts))
    if field["type"] == "string" and _NUMBER.fullmatch(value):
        # Unquoted, other YAML parsers would take it for a number.
        return f'"{_placeholder(value, stops)}"'
    return value if "const" in field else _placeholder(value, stops)


def _placeholder(text: str, stops: Iterator[int]) -> str:
    return f"${{{next(stops)}:{text}}}"
