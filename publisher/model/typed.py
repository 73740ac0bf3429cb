"""Validates a document's fields into a model's value, or into problems that name the line."""
# One meaning, so one file.

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from publisher.model.entry_slips import cut_number, decimal_commas, entry_meant, is_id, joined_key, lacks_colon
from publisher.model.meant import meant
from publisher.model.meant_key import inner_key, key_meant
from publisher.model.roles import Path, words_prefix
from publisher.model.time_meant import period_line
from publisher.model.unit import UnitName
from publisher.model.word_meant import word_meant
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document
from publisher.read.field_tree import value_at
from publisher.read.scalar import CutOff, is_blank

Value = TypeVar("Value", bound=BaseModel)

# pydantic's error types, and our codes. A custom error keeps the code that its validator gave.
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "enum": "unknown-value",
        "literal_error": "unknown-value",
        "int_parsing": "not-a-number",
        "int_from_float": "not-a-number",
        "decimal_parsing": "not-a-number",
        "decimal_type": "not-a-number",
        "finite_number": "not-a-number",
        "bool_parsing": "not-true-or-false",
        "bool_type": "not-true-or-false",
        "tuple_type": "not-a-list",
        "list_type": "not-a-list",
        "dict_type": "not-a-mapping",
        "model_type": "not-a-mapping",
        "string_type": "not-text",
        "int_type": "not-a-number",
        "less_than_equal": "number-too-large",
        "greater_than_equal": "number-too-small",
        "greater_than": "number-too-small",
    }
)

_CURLY: Final = re.compile(r"[“”„»«‘’‚].*[“”«»‘’]")
# A value of a list whose hyphen lacks its space: YAML reads both as one word.
_DASH: Final = re.compile(r"-(?P<value>[^\s-].*)")
_OF_VALUES: Final = frozenset(
    {"bad-id", "bad-address", "bad-colour", "not-a-date", "not-a-number", "not-a-year", "unknown-value"}
)


def typed(document: Document, model: type[Value]) -> tuple[Value | None, list[Problem]]:
    """Return the document's fields as a value of `model`, or None and all problems found."""
    try:
        return model.model_validate(document.fields), []
    except ValidationError as error:
        details = error.errors()
        misspelt = {_path_of_meant_key(model, each) for each in details if each["type"] == "extra_forbidden"}
        # A misspelt key is one problem; do not also report the right one as missing.
        reported = [each for each in details if each["type"] != "missing" or each["loc"] not in misspelt]
        commas = [*decimal_commas(document.fields, ())]
        # A value cut in two by a comma is one problem, not one for each half.
        halves = [(*path, part) for path, key, parts in commas for part in (key, *parts)]
        joined = [each["loc"][:-1] for each in reported if lacks_colon(document.fields, each)]
        reported = [each for each in reported if not any(_is_of(each["loc"], path) for path in (*halves, *joined))]
        # An id that names its entry is one problem: what the entry lacks is inside.
        named = [each["loc"] for each in reported if is_id(document.fields, each)]
        named = [path for path in named if "id" in keys_at(model, path[:-1])]
        reported = [each for each in reported if not any(_is_of(each["loc"], path[:-1]) for path in named)]
        cut = [cut_number(document, *comma) for comma in commas] + [joined_key(document, path) for path in joined]
        cut += [Problem.at(document.key_place(*path), "id-as-key", key=path[-1]) for path in named]
        found = [*cut, *(_problem(document, model, each) for each in reported)]
        # Keys that lack their indentation are one problem, at the first.
        within: dict[str, Problem] = {}
        for each in found:
            within.setdefault(each.facts["inner"], each) if each.code == "key-within" else None
        return None, [each for each in found if each.code != "key-within" or within[each.facts["inner"]] is each]


def _is_of(loc: tuple[str | int, ...], path: Path) -> bool:
    """Return whether a problem is about a key made by a comma, or about the mapping that contains it."""
    known = tuple(part for part in loc if part != "[key]")
    return known[: len(path)] == path


def _path_of_meant_key(model: type[BaseModel], details: ErrorDetails) -> tuple[str | int, ...]:
    """Return the path of the key that an unknown key was probably meant to be."""
    *above, key = details["loc"]
    return (*above, key_meant(str(key), keys_at(model, tuple(above))))


def _problem(document: Document, model: type[BaseModel], details: ErrorDetails) -> Problem:
    path = tuple(part for part in details["loc"] if part != "[key]")
    kind = details["type"]
    if kind == "extra_forbidden":
        return _of_unknown_key(document, model, path, details["input"])
    if kind == "missing":
        return _of_missing_key(document, model, path)
    facts = {name: str(value) for name, value in details.get("ctx", {}).items()}
    facts.setdefault("value", _text_of(details["input"]))
    facts["key"] = _key(document, path)
    facts |= {"limit": limit} if (limit := _limit(facts)) else {}
    code = _code(kind, details["input"], facts)
    if code == "not-a-mapping" and isinstance(details["input"], str) and path:
        facts["near"] = entry_meant(details["input"], keys_at(model, path), choices_at(model, (*path, "status")))
    if code == "unknown-unit":
        facts |= {"allowed": ", ".join(UnitName), "words": "unit.name"}
    if code == "unknown-value":
        allowed = [word.strip(" '") for word in facts["expected"].replace(" or ", ",").split(",")]
        near = word_meant(facts["value"], allowed) or nearest(facts["value"], allowed)
        facts |= {"allowed": ", ".join(allowed), "near": near}
        facts["words"] = words_at(model, path)
    if code in _OF_VALUES and _CURLY.fullmatch(facts["value"]):
        # Whatever the right type is, other quotation marks would give it.
        code = "curly-quotes"
    else:
        near = facts.pop("near", "")
        found, likely = meant(code, facts["value"])
        # A target may be a limit: what it is to be is known.
        code = code if near and found == "number-inexact" else found
        facts = likely | facts | {"near": near or likely["near"]}
    if code == "date-in-words" and facts["key"] == "to" and not any(map(str.isdigit, facts["value"])):
        code = "end-in-words"
    if details["loc"][-1:] == ("[key]",):
        return Problem.at(document.key_place(*path), code, **facts)
    return Problem.at(_place(document, path, facts), code, **facts)


def _of_unknown_key(document: Document, model: type[BaseModel], path: Path, value: object) -> Problem:
    key = str(path[-1])
    keys = keys_at(model, path[:-1])
    near = key_meant(key, keys)
    first, _, rest = key.partition(" ")
    if is_blank(value) and first in keys and rest:
        return Problem.at(document.key_place(*path), "key-without-colon", key=first, value=rest)
    if is_blank(value) and not near:
        return Problem.at(document.key_place(*path), "comma-in-text", text=key)
    if not near and (inner := _holding(document, model, path)):
        return Problem.at(document.key_place(*path), "key-within", key=key, inner=inner)
    # Somebody may have written the field's title: sammanfattning for summary.
    more = {} if near else {"value": key, "allowed": ", ".join(keys), "words": "field"}
    return Problem.at(document.key_place(*path), "unknown-key", key=key, near=near, **more)


def _of_missing_key(document: Document, model: type[BaseModel], path: Path) -> Problem:
    choices = choices_at(model, path)
    code, more = ("missing-choice", {"allowed": ", ".join(choices)}) if choices else ("missing-key", {})
    if path == ("year",):
        code, more = "result-without-period", {"near": period_line(PurePosixPath(document.file).stem)}
    return Problem.at(_parent_place(document, path), code, key=path[-1], words=words_at(model, path), **more)


def _code(kind: str, given: object, facts: dict[str, str]) -> str:
    """Return the code of a problem of the type `kind`; the fact of a value may become what was meant."""
    code = CODES.get(kind, kind if "-" in kind else "invalid-value")
    if code == "not-a-list" and isinstance(given, dict):
        return "entries-without-dash"
    if code == "not-a-mapping" and isinstance(given, list) and all(isinstance(each, dict) for each in given):
        return "entries-with-dash"
    if code == "not-a-list" and (match := _DASH.match(facts["value"])):
        facts["value"] = match["value"]
        return "yaml-dash-space"
    # A list is no word, and a value without words would be quoted as nothing.
    return "not-text" if code in _OF_VALUES and isinstance(given, list | dict) else code


def _limit(facts: Mapping[str, str]) -> str:
    """Return the lowest or highest number that a field may have, as pydantic gives it; "" without one."""
    # All numbers that have to be more than another are whole ones.
    return str(int(facts["gt"]) + 1) if "gt" in facts else facts.get("le") or facts.get("ge", "")


def _key(document: Document, path: tuple[str | int, ...]) -> str:
    """Return the last key on a path that exists in the file: `a: 5` may be short for `a: {value: 5}`."""
    ends = range(len(path), 0, -1)
    return next((str(path[n - 1]) for n in ends if isinstance(path[n - 1], str) and path[:n] in document.marks), "")


def _place(document: Document, path: tuple[str | int, ...], facts: Mapping[str, str]) -> Place:
    cut = value_at(document.fields, path)
    if "rest" in facts and isinstance(cut, CutOff):
        return Place(document.file, cut.line, cut.column)
    # A validator of a whole mapping names the key in question in `at`.
    return document.place(*path, facts["at"]) if "at" in facts else document.place(*path)


def _parent_place(document: Document, path: tuple[str | int, ...]) -> Place:
    return document.place(*path[:-1]) if path[:-1] else document.place()


def _text_of(value: object) -> str:
    return str(value) if isinstance(value, str | int) else ""


def _holding(document: Document, model: type[BaseModel], path: Path) -> str:
    """Return the key beside an unknown one that may contain it and the other unknown ones; "" if there is none."""
    for part in path[:-1]:
        if isinstance(part, str) and (found := _field(model, part)):
            model = found
    inner = {field.alias or name: _model_in(field.annotation) for name, field in model.model_fields.items()}
    beside = value_at(document.fields, path[:-1])
    beside = beside if isinstance(beside, Mapping) else {}
    unknown = [str(key) for key in beside if key not in inner and not key_meant(str(key), inner)]
    return inner_key(unknown, inner, beside) or inner_key([str(path[-1])], inner, beside)


def choices_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the allowed values at `path`; empty if other values are possible."""
    field = _field_at(model, path)
    values = field.annotation if field else None
    return [str(each) for each in values] if isinstance(values, type) and issubclass(values, StrEnum) else []


def words_at(model: type[BaseModel], path: Path) -> str:
    """Return the prefix of the catalogue keys for the values allowed at `path`, or ""."""
    field = _field_at(model, path)
    return words_prefix(field.annotation) if field else ""


def _field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    inner = model
    for part in path[:-1]:
        if isinstance(part, str) and (found := _field(inner, part)):
            inner = found
    return next((each for name, each in inner.model_fields.items() if path[-1:] in ((name,), (each.alias,))), None)


def keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that `model` allows at `path`, in its order."""
    for part in path:
        if isinstance(part, str) and (found := _field(model, part)):
            model = found
    return [field.alias or name for name, field in model.model_fields.items()]


def _field(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return _model_in(field.annotation)
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
