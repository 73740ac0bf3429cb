"""Translations: which texts of a document may stand in other languages, and a document that gives them in one.

What is a text of a language is said where each field is declared, by its role. The model of a translation is made of
these fields alone, so that nothing else can be said twice: numbers, days and ids stand in the original.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, TypeAlias, Union, cast, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from publisher.model.fields import Model, Text
from publisher.model.roles import Members, Role, models_in

WORDS: Final = frozenset({Role.TITLE, Role.LEAD, Role.PROSE, Role.TERM})
"""The roles of texts that are of a language. Words of others, which are quoted, stay as they are."""
MARK: Final = "translated_from"
"""The field of a translation with the fingerprint of the original that it was made from."""
_DIGITS: Final = 12


class Translation(Model):
    """What a translation says beside its texts: the fingerprint of those of the original that it was made from."""

    translated_from: Text | None = None


class TranslatedPart(Model):
    """The texts of a part of a document in another language; its key is as in the original."""


class Untranslated(str):
    """A text that stands in another language than the page that it is on; `language` is the tag of its own."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> "Untranslated":
        """Return a text with the tag of its language."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __reduce__(self) -> tuple[type["Untranslated"], tuple[str, str]]:
        """Return how a copy is made, for caches and other processes."""
        return type(self), (str(self), self.language)


@cache
def translation_model(model: type[BaseModel]) -> type[Translation] | None:
    """Return the model of a document's translations; None where it holds no texts of a language."""
    fields = dict(_fields(model))
    if not fields:
        return None
    kind = model.model_fields.get("kind")
    # Files below docs/ say themselves what they are, in every language.
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
    """Return the name of the model whose texts one is made of, or else its own: the same words explain both."""
    if issubclass(model, Translation) and model is not Translation:
        return model.__name__.removesuffix(Translation.__name__)
    return model.__name__.removeprefix("Translated") if issubclass(model, TranslatedPart) else model.__name__


@cache
def key_of(model: type[BaseModel]) -> str:
    """Return the field that identifies a member of a list in every language, or ""."""
    fields = model.model_fields.items()
    return next(
        (name for name, field in fields if Role.KEY in field.metadata and not WORDS & _roles(field.metadata)), ""
    )


def _roles(metadata: list[object]) -> frozenset[object]:
    return frozenset(each for each in metadata if isinstance(each, Role))


@cache
def worded_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of a model's fields that are texts of a language, or hold such."""
    return tuple(name for name, _ in _fields(model))


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, tuple[object, object]]]:
    """Yield the name of each field with texts, and how a translation declares it; none of them must be given."""
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
    """Return how a field of a type is declared that need not be given."""
    origin = get_origin(annotation)
    empty: object = Field(default_factory=dict) if origin is dict else () if origin is tuple else None
    typed = annotation if origin in (tuple, dict) else Union[annotation, None]  # noqa: UP007  # made here
    return Annotated[typed, *kept] if kept else typed, empty


def _in_other_words(annotation: object) -> object:
    """Return a type with its models as they are in translations; None where none of them has texts."""
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
    """Return the texts of a document, or of a part of one, as its translation holds them; what is empty is left out."""
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
        # A member without texts keeps its position, where only the position identifies it.
        keyed = all(isinstance(each, BaseModel) and key_of(type(each)) for each in held)
        return [each for each in texts if each] if keyed else texts if any(texts) else []
    return held


Way: TypeAlias = tuple[str | int | tuple[str, str], ...]
"""A path to a text: keys, (identifying key, value) of a member of a list, or its position."""


def ways_of(value: BaseModel, leaving: frozenset[str] = frozenset()) -> Iterator[tuple[Way, str]]:
    """Yield each text of a document with the way to it; not those of the fields `leaving`."""
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
    """Return a way as open data writes it: `activities[kurs].title`."""
    names = (f".{step}" if isinstance(step, str) else f"[{step if isinstance(step, int) else step[1]}]" for step in way)
    return "".join(names).removeprefix(".")


def fingerprint(value: BaseModel, body: str) -> str:
    """Return a digest of all texts of a document, in hexadecimal digits: it changes only where one of them does."""
    written = json.dumps([texts_of(value), body.strip()], ensure_ascii=False, default=str)
    return sha256(written.encode()).hexdigest()[:_DIGITS]
