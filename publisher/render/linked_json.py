"""Linked data as JSON-LD that is safe in HTML, each text with its language (JSON-LD 1.1)."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from publisher.model.untranslated import language_of

CONTEXT: Final = "https://schema.org"

Described = dict[str, object]


def as_json(graph: Sequence[Described]) -> str:
    """Return the subjects of a page as one JSON-LD document."""
    made = {"@context": CONTEXT, "@graph": _by_language(graph)}
    written = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def _by_language(value: object) -> object:
    """Return linked data with the language of each text that is not in the page's (JSON-LD 1.1, value objects)."""
    if isinstance(value, Mapping):
        return {name: _by_language(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_by_language(each) for each in value]
    if isinstance(value, str) and (tag := language_of(value)):
        return {"@value": str(value), "@language": tag}
    return value


def given(**facts: object) -> Described:
    """Return the facts that have a value."""
    return {name: fact for name, fact in facts.items() if fact is not None}
