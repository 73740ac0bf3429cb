"""Example values of fields, made from their schema."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias

ID: Final = "^[a-z0-9]"
# A part of a JSON Schema, with arbitrary values by key.
SchemaPart: TypeAlias = Mapping[str, Any]
EXAMPLES: Final[SchemaPart] = {"number": 12.5, "integer": 2024, "boolean": True, "string": "…"}


def example(field: SchemaPart, parts: SchemaPart) -> object:
    """Return an example value of a field."""
    field = resolved(field, parts)
    if "enum" in field or "const" in field:
        return field.get("const") or field["enum"][0]
    if "properties" in field:
        return {name: example(each, parts) for name, each in field["properties"].items()}
    if field["type"] == "array":
        return [example(field["items"], parts)]
    if field["type"] == "object":
        name, each = member(field)
        return {name: example(each, parts)}
    pattern = field.get("pattern", "")
    if pattern.startswith(ID):
        return "id"
    # A new date object each time, since YAML would write a shared one as an alias.
    written = {"^https?": "https://…", "^([0-9]": date(2024, 5, 31), "^#(?:[": "#1b4f72", "^(?:[1-": "8.5"}
    written |= {"^[A-Z]{": "SEK"}
    return written.get(pattern[:7], EXAMPLES[field["type"]])


def member(field: SchemaPart) -> tuple[str | int, SchemaPart]:
    """Return an example key of a mapping, an id or a year, and the schema of its value."""
    ((pattern, each),) = field.get("patternProperties", {"": field["additionalProperties"]}).items()
    return "id" if pattern.startswith(ID) else EXAMPLES["integer"], each


def resolved(field: SchemaPart, parts: SchemaPart) -> SchemaPart:
    """Return the schema that a field refers to; if there are several forms, the richest one."""
    if "allOf" in field:
        field = field["allOf"][0]
    if "$ref" in field:
        field = parts[field["$ref"].rpartition("/")[2]]
    forms = field.get("anyOf", [field])
    found = next((form for form in forms if "properties" in form), forms[0])
    return resolved(found, parts) if "$ref" in found else found
