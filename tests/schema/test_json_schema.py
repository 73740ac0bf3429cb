"""The schemas: true to the models, valid, in three languages, and right about the documents that we have."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from publisher.kinds import KINDS, kinds_of, tongue_of, translations
from publisher.language import Language
from publisher.locales import languages
from publisher.model.roles import has_words
from publisher.model.settings import Settings
from publisher.model.translation import name_of_original
from publisher.read.document import Document, read_document, read_register
from publisher.read.files import read_text
from publisher.read.scalar import is_blank, is_plain
from publisher.schema.json_schema import FOLDER, schema_files
from publisher.schema.json_schema import schema as made
from publisher.schema.words import field_line, field_words, types_in
from publisher.settings_file import read_settings
from tests.program import REPOSITORY
from tests.publications import HERE

OWN: dict[str, type[BaseModel]] = {name: kind.model for name, kind in KINDS.items()} | {"settings": Settings}
MODELS = OWN | {f"{name}-translation": model for name, model in translations().items()}
EVERY_TYPE = {each for model in MODELS.values() for each in types_in(model)}
# What the settings hold for the site generator alone.
NOT_OURS = {("Settings", "nav"), ("Settings", "markdown_extensions")}
EXAMPLES = sorted(path.parent for path in (REPOSITORY / "examples").glob("*/mkdocs.yml"))
ROOTS = [REPOSITORY, *EXAMPLES, *sorted((HERE / "cases").glob("*/input"))]


def fields() -> Iterator[tuple[type[BaseModel], str]]:
    for model in sorted((each for each in EVERY_TYPE if issubclass(each, BaseModel)), key=lambda each: each.__name__):
        for name, field in model.model_fields.items():
            if (model.__name__, name) not in NOT_OURS:
                yield model, field.alias or name


def as_others_read(value: Any) -> Any:
    """Return a tree as other readers of YAML 1.2 see it, where plain scalars have types."""
    if isinstance(value, dict):
        return {key: as_others_read(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_others_read(each) for each in value]
    if not is_plain(value):
        return value
    if is_blank(value):
        return None
    if value in {"true", "false"}:
        return value == "true"
    if re.fullmatch(r"[-+]?[0-9]+", value):
        return int(value)
    return float(value) if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", value) else value


def documents(root: Path) -> Iterator[tuple[str, Document]]:
    """Yield the name of the schema and every document of a publication."""
    for path in [root / "mkdocs.yml", *sorted((root / "docs").rglob("*.md")), *sorted((root / "plans").rglob("*.*"))]:
        if path.suffix == ".csv":
            continue  # a table has no schema that an editor could ask
        name = path.relative_to(root).as_posix()
        text, _ = read_text(path, name)
        assert text
        document, _ = (read_register if path.suffix == ".yml" else read_document)(name, text)
        assert document
        possible = {kind.name for kind in kinds_of(name)} or {"settings"}
        kind = possible.pop() if len(possible) == 1 else str(document.fields["kind"])
        yield (f"{kind}-translation" if tongue_of(name) else kind), document


def test_schemas_are_what_the_models_say() -> None:
    made_now = schema_files()
    for root in (REPOSITORY, *(folder.parent for folder in (REPOSITORY / "examples").glob(f"*/{FOLDER}"))):
        written = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
                   for path in (root / FOLDER).rglob("*.json")}  # fmt: skip
        assert written == made_now, f"python build.py schemas --root {root.name} writes them anew"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", MODELS)
def test_schemas_are_valid_and_explain_every_field(name: str, language: str) -> None:
    schema = made(name, MODELS[name], Language(language))
    jsonschema.Draft7Validator.check_schema(schema)
    holders = [schema, *schema.get("definitions", {}).values()]
    holders += [each for holder in holders for each in holder.get("anyOf", ())]
    explained = [field for holder in holders for field in holder.get("properties", {}).values()]
    assert explained
    assert all(field["title"] and field["description"] for field in explained)


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: "-".join(root.parts[-2:]))
def test_documents_fit_their_schemas(root: Path) -> None:
    for name, document in documents(root):
        schema = json.loads((REPOSITORY / FOLDER / "sv" / f"{name}.schema.json").read_text(encoding="utf-8"))
        errors = [
            error.message for error in jsonschema.Draft7Validator(schema).iter_errors(as_others_read(document.fields))
        ]
        assert not errors, document.file  # fmt: skip


def test_ids_are_text_and_dates_have_their_form() -> None:
    schema = made("plan", MODELS["plan"], Language("sv"))
    plan = {"id": "a", "title": "A", "summary": "A.", "status": "ongoing"}
    valid = jsonschema.Draft7Validator(schema).is_valid
    assert valid(plan | {"serves": ["1.10"], "as_of": "2024-05"})
    assert not valid(plan | {"serves": [1.1]})
    assert not valid(plan | {"as_of": "2024-5-1"})
    assert not valid(plan | {"status": "ongoin"})
    assert not valid(plan | {"titel": "A"})


@pytest.mark.parametrize("language", languages())
def test_every_field_is_explained(language: str) -> None:
    words = Language(language)
    for model, key in fields():
        words_of_field = field_words(model, key, words)
        assert words_of_field.title and words_of_field.text.endswith(".")
        assert len(field_line(model, key, words)) < 250


@pytest.mark.parametrize("language", languages())
def test_a_hint_names_the_day_of_what_is_known_as_its_fields_do(language: str) -> None:
    words = Language(language)
    titles = {field_words(model, key, words).title for model, key in fields() if key == "as_of"}
    assert len(titles) == 1
    assert titles.pop() in words.text("edit.problem.status-undated")


def test_no_explanation_is_left_over() -> None:
    words = Language("sv")
    asked = {words.field_key(key, name_of_original(model)) for model, key in fields()}
    asked |= {f"kind.{name}" for name in (*OWN, "translation")}
    assert asked == {*words.under("field."), *words.under("kind.")}


def test_every_set_of_words_has_its_meanings() -> None:
    sets = [each for each in EVERY_TYPE if issubclass(each, StrEnum)]
    assert sets and all(map(has_words, sets))


@pytest.mark.parametrize("root", [REPOSITORY, *EXAMPLES], ids=lambda root: root.name)
def test_every_document_points_at_its_schema(root: Path) -> None:
    folder = REPOSITORY / FOLDER / read_settings(root).theme.language
    for name, document in documents(root):
        path = root / document.file
        lines = path.read_text(encoding="utf-8").splitlines()
        first = lines[1 if path.suffix == ".md" else 0]
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert named.resolve() == folder / f"{name}.schema.json", document.file


def test_the_editor_marks_what_a_check_reports() -> None:
    folder = REPOSITORY / ".vscode"
    settings, tasks = (
        json.loads(re.sub(r"^ *//.*$", "", (folder / name).read_text(encoding="utf-8"), flags=re.MULTILINE))
        for name in ("settings.json", "tasks.json")
    )
    assert all((REPOSITORY / schema).is_file() for schema in settings["yaml.schemas"])
    message = (HERE / "problems" / "unknown-id.plan.yml").read_text(encoding="utf-8").rpartition("told: |\n")[2]
    pattern = re.compile(tasks["tasks"][0]["problemMatcher"]["pattern"]["regexp"])
    assert [bool(pattern.match(line)) for line in message.replace("\n  ", "\n").removeprefix("  ").splitlines()] == [
        True,
        False,
    ]
