"""The schema of `publication.json`, made from the models (JSON Schema 2020-12), and the version that it promises.

Within one version facts may come, but none that is there goes or changes its meaning; so the schema names what it knows
and closes nothing: unknown facts and new words are allowed.
"""

import json
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from publisher.kinds import LINKED
from publisher.model.article import Article
from publisher.model.register import Body, Direction, Indicator
from publisher.model.roles import Members, fields_playing

VERSION: Final = "1"
"""The version of the form of `publication.json`: another number says that programs must be changed to read it."""
UNTOLD: Final = "unknown"
"""What stands for a fact that is always there, where nobody has said it."""
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
ANSWERING: Final = ("responsible", "by")
"""The fields that name bodies which answer for something or judge it; a field with all of them stands beside each."""
_TEXT: Final = {"type": "string"}
# Numbers are written as texts, so that each keeps the decimals that it was given.
_NUMBER: Final = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?(E[+-]?[0-9]+)?$"}
_LANGUAGE: Final = dict.fromkeys(("tag", "title", "address"), _TEXT)
# By the tag of each other language: its texts by the way to each, and its page.
_TRANSLATIONS: Final = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["texts"],
        "properties": {"address": _TEXT, "texts": {"type": "object", "additionalProperties": _TEXT}},
    },
}
_PART: Final = "#/$defs/{model}"

Schema = dict[str, Any]


@cache
def publication_schema() -> bytes:
    """Return the schema, as a file."""
    parts: dict[str, Any] = {}
    objects = [_object(kind.model, parts) for kind in LINKED]
    relation = dict.fromkeys(("source", "relation", "target"), _TEXT)
    content = {
        "$schema": DRAFT,
        "$id": f"urn:roda-traden:publication:{VERSION}",
        "type": "object",
        "required": ["version", "title", "publisher", "language", "covers", "objects", "references"],
        "properties": {
            "version": {"const": VERSION},
            "title": _TEXT,
            "publisher": {"type": "object", "required": ["name"], "properties": {"name": _TEXT, "url": _TEXT}},
            "language": _TEXT,
            "languages": {"type": "array", "items": {"type": "object", "required": ["tag"], "properties": _LANGUAGE}},
            "covers": {"type": "object", "required": ["extent"], "properties": {"extent": _TEXT, "since": _TEXT}},
            "example": _TEXT,
            "objects": {"type": "array", "items": {"anyOf": objects}},
            "references": {
                "type": "array",
                "items": {"type": "object", "required": [*relation], "properties": {**relation, "detail": _TEXT}},
            },
        },
        "$defs": parts,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def all_of(key: str) -> str:
    """Return the name of the field with all ids, beside one that names the first."""
    return f"{key}_all"


def _object(model: type[BaseModel], parts: Schema) -> Schema:
    """Return the schema of an object of a model; those of what it holds go into `parts`."""
    made = model.model_json_schema(ref_template=_PART)
    parts |= {name: _opened(part) for name, part in made.pop("$defs", {}).items()}
    own = _opened(made)
    properties, required = own["properties"], {*own.get("required", ()), "id", "kind", "address"}
    if model is Body:
        properties["body_kind"] = properties.pop("kind")
        required.add("body_kind")
    if model is Indicator:
        properties["direction"] = {"type": "string", "examples": [*Direction, UNTOLD]}
        required.add("direction")
    for members in fields_playing(model, Members):
        # Within a chapter its commitments are named; each stands among the objects in full.
        properties[members] = {"type": "array", "items": _TEXT}
    kind = "article" if model is Article else str(getattr(model, "node_kind", ""))
    properties |= {"id": _TEXT, "kind": {"const": kind}, "address": _TEXT, "translations": _TRANSLATIONS}
    return {"type": "object", "required": sorted(required), "properties": properties}


def _opened(part: Any) -> Any:
    """Return a part of a schema that allows what may come, and takes numbers as they are written."""
    if isinstance(part, list):
        return [_opened(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "number":
        return dict(_NUMBER)
    kept = {name: each for name, each in part.items() if name not in {"additionalProperties", "default", "title"}}
    if "enum" in kept:
        kept["examples"] = kept.pop("enum")
    if "properties" in part:
        # What names fields is no schema itself.
        kept["properties"] = {name: _opened(each) for name, each in part["properties"].items()}
        bodies = {"type": "array", "items": _TEXT}
        kept["properties"] |= {all_of(name): bodies for name in ANSWERING if name in part["properties"]}
        missing = {name for name, each in part["properties"].items() if _may_be_missing(each)}
        kept["required"] = sorted({*part.get("required", ())} - missing)
        kept.pop("oneOf", None)
        return {name: each if name == "properties" else _opened(each) for name, each in kept.items()}
    return {name: each if name in {"examples", "required"} else _opened(each) for name, each in kept.items()}


def _may_be_missing(field: Schema) -> bool:
    """Return whether a field can be none; one that is none is left out."""
    return any(each.get("type") == "null" for each in field.get("anyOf", ()))
