"""The words of each field and value, from the catalogues; a model's own words come before those that models share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, get_args

from pydantic import BaseModel

from publisher.language import Language
from publisher.model.article import Section
from publisher.model.plan import ActivityStatus, Status, Verdict
from publisher.model.register import BodyKind, Direction, Unit
from publisher.model.settings import EditionKind, ReviewWeight
from publisher.model.strategy import Modality

VALUES: Final[Mapping[type[StrEnum], str]] = MappingProxyType(
    {
        ActivityStatus: "status.",
        BodyKind: "body.kind.",
        Direction: "direction.",
        EditionKind: "edition.kind.",
        Modality: "modality.",
        ReviewWeight: "review.weight.",
        Section: "theme.section.",
        Status: "status.",
        Unit: "unit.name.",
        Verdict: "verdict.",
    }
)
"""Where the catalogues keep the words for the values of each set of words."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a field or a kind is called, and what it means."""

    title: str
    text: str

    @property
    def line(self) -> str:
        """Both as one line, as the catalogue has them."""
        return f"{self.title}: {self.text[:1].lower()}{self.text[1:]}"


def field_words(model: type[BaseModel], key: str, language: Language) -> Words:
    """Return what `key` of `model` is called and means. Raises KeyError where no catalogue says it."""
    return _words(language.text(field_key(model.__name__, key, language)))


def field_key(model: str, key: str, language: Language) -> str:
    """Return under which key the catalogue explains a field."""
    own = f"field.{model}.{key}"
    return own if language.has(own) else f"field.{key}"


def kind_words(kind: str, language: Language) -> Words:
    """Return what a kind of document is called and what it is."""
    return _words(language.text(f"kind.{kind}"))


def value_words(values: type[StrEnum], language: Language) -> dict[str, str]:
    """Return what each word of a set means."""
    prefix = VALUES[values]
    return {str(value): language.text(f"{prefix}{value}") for value in values}


def _words(line: str) -> Words:
    title, _, text = line.partition(": ")
    return Words(title, text[:1].upper() + text[1:])


def types_in(model: type[BaseModel]) -> Iterator[type[Any]]:
    """Yield a model, every model within it and every set of words that its fields know, each once."""
    seen: set[type[Any]] = set()
    rest: list[Any] = [model]
    while rest:
        each = rest.pop()
        if isinstance(each, type) and each not in seen and issubclass(each, BaseModel | StrEnum):
            seen.add(each)
            yield each
            if issubclass(each, BaseModel):
                rest += [field.annotation for field in each.model_fields.values()]
        rest += get_args(each)
