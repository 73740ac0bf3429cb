"""Front matter to fill in: every field of a model, explained, with those not given commented out.

Explanations and examples come from the schema, so that they always agree with the program.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from pydantic import BaseModel

from publisher.language import Language
from publisher.mend.dump import WIDTH, as_yaml, as_yaml_flow
from publisher.schema.examples import EXAMPLES, SchemaPart, example, resolved
from publisher.schema.json_schema import schema
from publisher.schema.words import field_line


def commented(kind: str, model: type[BaseModel], given: Mapping[str, object], language: Language) -> str:
    """Return the lines of a document's fields: each explained, the given ones set and the others as examples."""
    made = schema(kind, model, language)
    lines: list[str] = []
    for key, field in made["properties"].items():
        lines += _comment(field_line(model, key, language))
        lines += [f"# ({meanings})"] if (meanings := _meanings(field, made.get("definitions", {}))) else []
        example = [f"# {line}" for line in _example_lines(key, field, made)]
        if key in given:
            lines += as_yaml({key: given[key]}).rstrip("\n").split("\n")
            # Given list members are followed by an example of another, for those who add to the list.
            example = example[bool(given[key]) :]
        lines += example
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _meanings(field: SchemaPart, parts: SchemaPart) -> str:
    """Return the meanings of the values of a field, if it has an enumeration and does not explain them itself."""
    inner = resolved(field, parts)
    return str(inner["description"]) if "enum" in inner and inner["description"] != field["description"] else ""


def _example_lines(key: str, field: SchemaPart, made: SchemaPart) -> Iterator[str]:
    parts = made.get("definitions", {})
    inner = resolved(field.get("items", {}), parts)
    if "properties" not in inner:
        yield f"{key}: {as_yaml_flow(example(field, parts))}"
        return
    yield f"{key}:"
    marker = "- "
    for name, each in inner["properties"].items():
        value = as_yaml_flow(example(each, parts))
        # Quoted, since an unquoted text may appear to continue in what follows.
        value = f'"{value}"' if value == EXAMPLES["string"] else value
        yield f"  {marker}{name}: {value}  # {each['title']}"
        marker = "  "
