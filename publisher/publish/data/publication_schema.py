"""The schema of `publication.json`, generated from the models (JSON Schema 2020-12), and its version.

Within one version fields may be added, but none removed or changed in meaning; so the schema declares the known fields
and is open: unknown fields and new enumeration values are allowed.
"""

import json
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from publisher.kinds import LINKED
from publisher.model.article import Article
from publisher.model.register import Body, Direction, Indicator
from publisher.model.result import Result
from publisher.model.roles import Members, fields_playing
from publisher.model.strategy import DocumentForm, Implementation, SteeringDocument

VERSION: Final = "1"
"""The version of the format of `publication.json`: when it changes, programs must be adapted to read it."""
UNTOLD: Final = "unknown"
"""The placeholder for a required fact that nobody has stated."""
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
ANSWERING: Final = ("responsible", "by")
"""Fields with the ids of bodies that are responsible for or judge something; a second field beside each has all ids."""
_TEXT: Final = {"type": "string"}
# Numbers are written as strings, so that each keeps its decimals.
_NUMBER: Final = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?(E[+-]?[0-9]+)?$"}
_LANGUAGE: Final = dict.fromkeys(("tag", "title", "address"), _TEXT)
# By the tag of each other language: the texts by their paths, and the page's URL.
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
    """Return the schema as a file."""
    parts: Schema = {}
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
    """Return the name of the field with all ids, beside the one with the first id."""
    return f"{key}_all"


def _object(model: type[BaseModel], parts: Schema) -> Schema:
    """Return the schema of a model's object; those of nested models are added to `parts`."""
    made = model.model_json_schema(ref_template=_PART)
    parts |= {name: _opened(part) for name, part in made.pop("$defs").items()}
    own = _opened(made)
    properties, required = own["properties"], {*own.get("required", ()), "id", "kind", "address"}
    if model is Body:
        properties["body_kind"] = properties.pop("kind")
        required.add("body_kind")
    if model is Indicator:
        properties["direction"] = {"type": "string", "examples": [*Direction, UNTOLD]}
        required.add("direction")
    if model is Implementation:
        properties["number"] = dict(_TEXT)
        required.add("number")
    for members in fields_playing(model, Members):
        # A chapter lists the ids of its commitments, which are objects of their own.
        properties[members] = {"type": "array", "items": _TEXT}
    kind = "article" if model is Article else str(getattr(model, "node_kind", ""))
    if model is SteeringDocument:
        # Now always given, since `kind` is the same for all of them; data of earlier versions may lack it.
        properties["form"] = {"$ref": _PART.format(model=DocumentForm.__name__)}
    if model is Result:
        properties["before_plan"] = {"type": "boolean"}
    properties |= {"id": _TEXT, "kind": {"const": kind}, "address": _TEXT, "translations": _TRANSLATIONS}
    return {"type": "object", "required": sorted(required), "properties": properties}


def _opened(part: Any) -> Any:
    """Return a part of a schema that allows additions, and numbers as strings."""
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
        # A mapping of fields is not itself a schema.
        kept["properties"] = {name: _opened(each) for name, each in part["properties"].items()}
        bodies = {"type": "array", "items": _TEXT}
        kept["properties"] |= {all_of(name): bodies for name in ANSWERING if name in part["properties"]}
        missing = {name for name, each in part["properties"].items() if _may_be_missing(each)}
        kept["required"] = sorted({*part.get("required", ())} - missing)
        # Nothing else of a model is a schema.
        return kept
    return {name: _opened(each) for name, each in kept.items()}


def _may_be_missing(field: Schema) -> bool:
    """Return whether a field may be None, and so be left out."""
    return any(each.get("type") == "null" for each in field.get("anyOf", ()))
