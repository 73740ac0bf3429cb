"""`publication.json` keeps its promise: what reads it today reads it until the version has another number.

`promise/` holds an example of each version and the schema of that day. They are never written anew: where one of these
tests fails, either the change is undone or the version gets a new number and a pair of files of its own.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from publisher.pipeline import load
from publisher.publish.data.open_data import data_files
from publisher.publish.data.publication_schema import VERSION, publication_schema
from tests.program import REPOSITORY

PROMISE = Path(__file__).parent / "promise"
PUBLICATIONS = ("", "examples/ekbacka", "examples/hoje-taastrup", "examples/falkoping")


def faults(content: object, schema: bytes) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in Draft202012Validator(json.loads(schema)).iter_errors(content)
    ]


def stored(name: str) -> bytes:
    return (PROMISE / f"publication-{VERSION}.{name}").read_bytes()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(publication_schema()))


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_what_is_published_agrees_with_today_and_with_what_was_promised(name: str) -> None:
    made = json.loads(data_files(load(REPOSITORY / name).site_map)["data/publication.json"])
    assert faults(made, publication_schema()) == []
    assert faults(made, stored("schema.json")) == []
    assert made["version"] == VERSION


def test_a_program_of_today_reads_what_was_written_then() -> None:
    assert faults(json.loads(stored("json")), publication_schema()) == []


def test_no_fact_that_was_promised_has_gone() -> None:
    """Every field of the stored schema is in today's, and every one that was always there still is."""
    then, now = json.loads(stored("schema.json")), json.loads(publication_schema())
    assert list(_lost(then, now)) == []


def test_what_it_holds_is_named_and_nothing_is_closed() -> None:
    schema = json.loads(publication_schema())
    objects = [each["properties"] for each in schema["properties"]["objects"]["items"]["anyOf"]]
    chapters = [each["commitments"] for each in objects if each["kind"]["const"] == "chapter"]
    assert chapters and all(each == {"type": "array", "items": {"type": "string"}} for each in chapters)
    keywords = list(_keywords(schema))
    assert not {name for name, _ in keywords} & {"enum", "default", "oneOf"}
    assert False not in [given for name, given in keywords if name == "additionalProperties"]
    assert "examples" in {name for name, _ in keywords}, "what a value is today is said, and may become more"


def _keywords(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keywords of a schema and of all its parts with their values, and not the names of fields."""
    if isinstance(part, list):
        for each in part:
            yield from _keywords(each)
    if isinstance(part, dict):
        for name, each in part.items():
            yield name, each
            yield from _keywords([*each.values()] if name in {"properties", "$defs"} else each)


def _lost(then: Any, now: Any, path: str = "$") -> list[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        gone = [f"{path}.{key}" for key in then.get("properties", {}) if key not in now.get("properties", {})]
        gone += [f"{path} {name}" for name in then.get("required", ()) if name not in now.get("required", ())]
        for key in then.keys() & now.keys() - {"required", "examples"}:
            gone += _lost(then[key], now[key], f"{path}.{key}")
        return gone
    if isinstance(then, list) and isinstance(now, list):
        return [
            lost
            for at, (old, new) in enumerate(zip(then, now, strict=False))
            for lost in _lost(old, new, f"{path}[{at}]")
        ]
    return []


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.pop("objects"),
        lambda it: it.update(version="0"),
        lambda it: next(each for each in it["objects"] if each["kind"] == "plan").pop("title"),
        lambda it: next(each for each in it["objects"] if each["kind"] == "body").pop("body_kind"),
        lambda it: next(each for each in it["objects"] if each["kind"] == "indicator").update(unit=[]),
        lambda it: it["objects"].append({"id": "x", "kind": "unheard-of", "address": "/"}),
        lambda it: it["references"][0].pop("relation"),
    ],
)
def test_a_fault_is_noticed(change: Any) -> None:
    content = json.loads(stored("json"))
    change(content)
    assert faults(content, publication_schema())
