"""Translations: which texts of a document can be translated, and the model of a document's translation.

Each field declares by its role whether its text is translatable. A translation's model has these fields alone, so that
nothing else is duplicated: numbers, dates and ids are in the original.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, TypeAlias, Union, cast, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from publisher.model.fields import Model, Text
from publisher.model.roles import Members, Role, fields_playing, models_in

WORDS: Final = frozenset({Role.TITLE, Role.LEAD, Role.PROSE, Role.TERM})
"""The roles of translatable texts. Quoted texts stay as they are."""
_DIGITS: Final = 12


class Translation(Model):
    """A translation's metadata: the fingerprint of the original's texts from which it was made."""

    translated_from: Text | None = None


class TranslatedPart(Model):
    """The translated texts of a part of a document; its key is as in the original."""


@cache
def translation_model(model: type[BaseModel]) -> type[Translation] | None:
    """Return the model of a document's translations; None if it has no translatable texts."""
    fields = dict(_fields(model))
    if not fields:
        return None
    kind = model.model_fields.get("kind")
    # Files below docs/ declare their kind themselves, in every language.
    own = {"kind": (kind.annotation, ...)} if kind and get_origin(kind.annotation) is Literal else {}
    made = create_model(f"{model.__name__}Translation", __base__=Translation, **{**own, **fields})  # type: ignore[call-overload]  # fields by name
    return cast(type[Translation], made)


@cache
def _part_model(model: type[BaseModel]) -> type[TranslatedPart] | None:
    fields = dict(_fields(model))
    if not fields:
        return None
    keys = {
        name: (Annotated[field.annotation, *field.metadata], ...)
        for name, field in model.model_fields.items()
        if key_of(model) == name
    }
    made = create_model(f"Translated{model.__name__}", __base__=TranslatedPart, **{**keys, **fields})  # type: ignore[call-overload]  # fields by name
    return cast(type[TranslatedPart], made)


def name_of_original(model: type[BaseModel]) -> str:
    """Return the name of the model whose translation this is, else its own: the same words explain both."""
    if issubclass(model, Translation) and model is not Translation:
        return model.__name__.removesuffix(Translation.__name__)
    return model.__name__.removeprefix("Translated") if issubclass(model, TranslatedPart) else model.__name__


@cache
def key_of(model: type[BaseModel]) -> str:
    """Return the field that identifies a list member in every language, or ""."""
    fields = model.model_fields.items()
    return next(
        (name for name, field in fields if Role.KEY in field.metadata and not WORDS & _roles(field.metadata)), ""
    )


def _roles(metadata: list[object]) -> frozenset[object]:
    return frozenset(each for each in metadata if isinstance(each, Role))


@cache
def worded_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a model's fields that are translatable texts, or contain some."""
    return tuple(name for name, _ in _fields(model))


@cache
def quoted_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a model's fields that are never translated but are in some language: quotations."""
    return tuple(name for name in fields_playing(model, Role.QUOTED) if name not in worded_fields(model))


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, tuple[object, object]]]:
    """Yield the name of each field with texts and its declaration in a translation; all are optional."""
    for name, field in model.model_fields.items():
        if Role.QUOTED in field.metadata:
            continue
        kept = [each for each in field.metadata if isinstance(each, Role | Members)]
        worded = bool(WORDS & _roles(field.metadata))
        annotation = _in_other_words(field.annotation) if worded or [*models_in(field.annotation)] else None
        if worded and annotation is None:
            annotation = tuple[Text, ...] if get_origin(field.annotation) is tuple else Text
        if annotation is not None:
            yield name, _optional(annotation, kept)


def _optional(annotation: object, kept: Sequence[object]) -> tuple[object, object]:
    """Return the declaration of an optional field of a type."""
    origin = get_origin(annotation)
    empty: object = Field(default_factory=dict) if origin is dict else () if origin is tuple else None
    typed = annotation if origin in (tuple, dict) else Union[annotation, None]  # noqa: UP007  # made here
    return Annotated[typed, *kept] if kept else typed, empty


def _in_other_words(annotation: object) -> object:
    """Return a type with its models replaced by their translation models; None if none of them has texts."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _part_model(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return next((found for part in parts if part is not NoneType and (found := _in_other_words(part))), None)
    if origin is Annotated:
        return _in_other_words(parts[0])
    if origin is tuple and (inner := _in_other_words(parts[0])):
        return tuple[inner, ...]  # type: ignore[valid-type]  # made here
    if origin is dict and (inner := _in_other_words(parts[1])):
        return dict[parts[0], inner]  # type: ignore[valid-type]
    return None


def texts_of(value: BaseModel) -> dict[str, object]:
    """Return the texts of a document, or of a part of one, in the structure of its translation, without empty ones."""
    found = {name: _texts(getattr(value, name)) for name in worded_fields(type(value))}
    found = {name: held for name, held in found.items() if held not in (None, (), {}, [])}
    if found and (key := key_of(type(value))):
        return {key: str(getattr(value, key)), **found}
    return found


def _texts(held: object) -> object:
    if isinstance(held, BaseModel):
        return texts_of(held)
    if isinstance(held, Mapping):
        return {str(key): texts for key, each in held.items() if (texts := _texts(each))}
    if isinstance(held, tuple):
        texts = [_texts(each) for each in held]
        # A member without texts keeps its position, if only the position identifies it.
        keyed = all(isinstance(each, BaseModel) and key_of(type(each)) for each in held)
        return [each for each in texts if each] if keyed else texts if any(texts) else []
    return held


Way: TypeAlias = tuple[str | int | tuple[str, str], ...]
"""A path to a text: keys, (identifying key, value) of a list member, or its index."""


def ways_of(value: BaseModel, leaving: frozenset[str] = frozenset()) -> Iterator[tuple[Way, str]]:
    """Yield each text of a document with the path to it, except in the fields `leaving`."""
    for name in worded_fields(type(value)):
        if name not in leaving:
            yield from _ways(getattr(value, name), (name,))


def _ways(held: object, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(held, str):
        yield way, str(held)
    elif isinstance(held, BaseModel):
        yield from (((*way, *rest), text) for rest, text in ways_of(held))
    elif isinstance(held, Mapping):
        for key, each in held.items():
            yield from _ways(each, (*way, str(key)))
    elif isinstance(held, tuple):
        for at, each in enumerate(held, 1):
            key = key_of(type(each)) if isinstance(each, BaseModel) else ""
            yield from _ways(each, (*way, (key, str(getattr(each, key))) if key else at))


def way_name(way: Way) -> str:
    """Return such a path as open data writes it: `activities[kurs].title`."""
    names = (f".{step}" if isinstance(step, str) else f"[{step if isinstance(step, int) else step[1]}]" for step in way)
    return "".join(names).removeprefix(".")


def fingerprint(value: BaseModel, body: str) -> str:
    """Return a digest of all texts of a document, in hexadecimal digits; it changes only if one of them does."""
    return _digest([texts_of(value), body.strip()])


def fingerprint_of_translated(value: BaseModel, body: str, translation: BaseModel) -> str:
    """Return a digest of those texts of a document that a translation has; it changes only if one of them does.

    Of a register with many entries a translation may have few: a change of another entry does not outdate it.
    """
    translated = {way for way, _ in ways_of(translation)}
    return _digest([[[way_name(way), text] for way, text in ways_of(value) if way in translated], body.strip()])


def _digest(texts: object) -> str:
    written = json.dumps(texts, ensure_ascii=False, default=str)
    return sha256(written.encode()).hexdigest()[:_DIGITS]
