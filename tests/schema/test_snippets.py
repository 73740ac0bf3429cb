"""The snippets: true to the models, one for each field of front matter, and right before anything is typed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from publisher.kinds import KINDS, Kind
from publisher.language import Language
from publisher.locales import languages
from publisher.read.document import read_document
from publisher.schema.json_schema import schema
from publisher.schema.snippets import FILE, snippets
from publisher.schema.words import types_in
from tests.program import REPOSITORY
from tests.schema.test_json_schema import as_others_read

STOP = re.compile(r"\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*\|)\}")
MARKDOWN = [kind for kind in KINDS.values() if kind.pattern.endswith(".md")]
SWEDISH = json.loads(snippets(Language("sv")))


def offered(kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield the snippets that an editor offers in files of one kind."""
    pattern = f"**/{kind.pattern}".replace("docs/**.md", "docs/**/*.md")
    yield from (each for each in SWEDISH.values() if pattern in each["include"])


def test_snippets_are_what_the_models_say() -> None:
    assert (REPOSITORY / FILE).read_text(encoding="utf-8") == snippets(Language("sv")), "python build.py schemas"


@pytest.mark.parametrize("kind", MARKDOWN, ids=lambda kind: kind.name)
def test_every_field_is_offered_where_it_may_stand(kind: Kind) -> None:
    models = [each for each in types_in(kind.model) if hasattr(each, "model_fields")]
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert fields <= {each["prefix"] for each in offered(kind)}


@pytest.mark.parametrize("kind", MARKDOWN, ids=lambda kind: kind.name)
def test_every_field_is_right_as_it_is_offered(kind: Kind) -> None:
    made = schema(kind.name, kind.model, Language("sv"))
    for key, field in made["properties"].items():
        valid = jsonschema.Draft7Validator({**field, "definitions": made.get("definitions", {})}).is_valid
        bodies = [each["body"] for each in offered(kind) if each["prefix"] == key]
        text = [STOP.sub(lambda match: match[1] or match[2], "\n".join(body)) for body in bodies]
        read = [read_document("docs/a.md", f"---\n{each}\n---\n") for each in text]
        assert all(document and not problems for document, problems in read)
        assert any(valid(as_others_read(document.fields[key])) for document, _ in read if document), text


@pytest.mark.parametrize("language", languages())
def test_every_snippet_is_explained_and_kept_out_of_running_text(language: str) -> None:
    for each in json.loads(snippets(Language(language))).values():
        assert each["description"].endswith((".", ")"))
        assert each["scope"] == "yaml"


def test_choices_are_offered_with_their_meanings() -> None:
    (status,) = (each for name, each in SWEDISH.items() if name == "Status (status) plans/*/plan.md")
    assert status["body"] == ["status: ${1|proposed,decided,ongoing,paused,done,replaced,dropped,mentioned,unknown|}"]
    assert "proposed: Föreslagen" in status["description"]


def test_the_editor_offers_them_between_the_lines_of_markdown_alone() -> None:
    text = re.sub(r"^ *//.*$", "", (REPOSITORY / ".vscode" / "settings.json").read_text(encoding="utf-8"), flags=re.M)
    # What is typed there is a string of YAML to the editor; running text is "other".
    assert yaml.safe_load(text)["[markdown]"]["editor.quickSuggestions"]["strings"] == "on"
    assert yaml.safe_load(text)["[markdown]"]["editor.quickSuggestions"]["other"] == "off"
