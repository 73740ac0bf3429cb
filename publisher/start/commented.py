"""Front matter to fill in: every field that a model knows, explained, those not given commented out.

Explanations and examples come from the schema, so that they cannot say anything else than the program does.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any, Final

import yaml
from pydantic import BaseModel

from publisher.language import Language
from publisher.model.fields import TRUTH_WORDS
from publisher.schema.examples import example, resolved
from publisher.schema.files import schema

WIDTH: Final = 118


def commented(kind: str, model: type[BaseModel], given: Mapping[str, Any], language: Language) -> str:
    """Return the lines of a document's fields: each explained, the given ones set and the others as examples."""
    made = schema(kind, model, language)
    lines: list[str] = []
    for key, field in made["properties"].items():
        lines += _comment(f"{field['title']}: {_lower(field['description'])}")
        lines += [f"# ({meanings})"] if (meanings := _meanings(field, made.get("definitions", {}))) else []
        example = [f"# {line}" for line in _example_lines(key, field, made)]
        if key in given:
            lines += as_yaml({key: given[key]}).splitlines()
            # Under what is given stands one more of the same, for whoever adds to a list.
            example = example[bool(given[key]) :]
        lines += example
    return "\n".join(lines) + "\n"


def as_yaml(value: Any) -> str:
    """Return a value as YAML, written as people would and quoted wherever a reader could take it for something else."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH))


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and quotes what our own reader asks to have quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's
        return super().increase_indent(flow, False)  # noqa: FBT003


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    careful = text.casefold() in TRUTH_WORDS or text[:1].isdigit()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if careful else None)


_Dumper.add_representer(str, _text)


def _comment(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _meanings(field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Return what the words of a field mean, where it only knows some."""
    inner = resolved(field, parts)
    return str(inner["description"]) if "enum" in inner else ""


def _example_lines(key: str, field: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[str]:
    parts = made.get("definitions", {})
    inner = resolved(field.get("items", {}), parts)
    if "properties" not in inner:
        yield f"{key}: {as_yaml_flow(example(field, parts))}"
        return
    yield f"{key}:"
    sign = "- "
    for name, each in inner["properties"].items():
        yield f"  {sign}{name}: {as_yaml_flow(example(each, parts))}  # {each['title']}"
        sign = "  "


def as_yaml_flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True)
    return str(text).removesuffix("...\n").strip()
