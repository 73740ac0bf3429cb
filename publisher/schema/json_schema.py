"""JSON Schemas for editors: one for each kind of document and for the settings, in each language.

They are generated from the models, in draft 7, which editors' YAML tools support. Rules that involve several fields or
files are left to `check`.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeAlias

from pydantic import BaseModel

from publisher.kinds import KINDS, translations
from publisher.language import Language
from publisher.locales import languages
from publisher.model.settings import Settings
from publisher.schema.words import field_words, kind_words, types_in, value_words

Schema: TypeAlias = dict[str, Any]

FOLDER: Final = "schemas"
TRANSLATION: Final = "translation"
DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def schema_files(codes: Iterable[str] = ()) -> dict[str, str]:
    """Return every schema by its path, `schemas/sv/plan.schema.json`, in these languages, or in all."""
    models: dict[str, type[BaseModel]] = {name: kind.model for name, kind in KINDS.items()}
    models |= {f"{name}-{TRANSLATION}": model for name, model in translations().items()}
    models["settings"] = Settings
    return {
        f"{FOLDER}/{code}/{name}.schema.json": _json(schema(name, model, Language(code)))
        for code in codes or languages()
        for name, model in models.items()
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def schema(kind: str, model: type[BaseModel], language: Language) -> Schema:
    """Return the schema of one kind of document in the words of one language."""
    made = model.model_json_schema(ref_template="#/definitions/{model}")
    parts = made.pop("$defs", {})
    # A model may also have a short form; then its own fields are in one of the alternatives.
    for each in types_in(model):
        part = made if each is model else parts.get(each.__name__)
        if part is None:
            continue
        if issubclass(each, StrEnum):
            _describe_values(part, each, language)
        else:
            _describe_fields(part, each, language)
    words = kind_words(TRANSLATION if kind.endswith(f"-{TRANSLATION}") else kind, language)
    head = {"$schema": DRAFT, "title": words.title, "description": words.text}
    rest = {key: value for key, value in made.items() if key not in head}
    return {**head, **rest, **({"definitions": parts} if parts else {})}


def _describe_values(part: Schema, values: type[StrEnum], language: Language) -> None:
    meanings = value_words(values, language)
    del part["title"]
    part["description"] = " · ".join(f"{value}: {meaning}" for value, meaning in meanings.items())
    part["enumDescriptions"] = list(meanings.values())


def _describe_fields(part: Schema, model: type[BaseModel], language: Language) -> None:
    for words in ("title", "description"):
        part.pop(words, None)
    fields = next(each for each in (part, *part.get("anyOf", ())) if "properties" in each)
    for words in ("title", "description"):
        fields.pop(words, None)
    for key, field in fields["properties"].items():
        explained = field_words(model, key, language)
        fields["properties"][key] = {"title": explained.title, "description": explained.text, **_plain(field)}


def _plain(field: Schema) -> Schema:
    """Return the schema of a field without what only programs need: titles, null, and defaults."""
    kept = {key: value for key, value in field.items() if key not in ("title", "description", "default")}
    choices = [each for each in kept.pop("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        kept |= choices[0]
    elif choices:
        kept["anyOf"] = choices
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    # In this draft, keywords beside a reference are ignored, so it is put in a list of its own.
    if "$ref" in kept:
        kept = {"allOf": [{"$ref": kept.pop("$ref")}], **kept}
    return kept
