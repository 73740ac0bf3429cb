"""The words for each field and value, from the catalogues; a model's own words take precedence over shared ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from pydantic import BaseModel

from publisher.language import Language
from publisher.model.roles import word_key
from publisher.model.translation import name_of_original


@dataclass(frozen=True, slots=True)
class Words:
    """The title and the explanation of a field or a kind."""

    title: str
    text: str


def field_words(model: type[BaseModel], key: str, language: Language) -> Words:
    """Return the title and explanation of `key` of `model`. Raises KeyError if no catalogue has them."""
    return _words(field_line(model, key, language))


def field_line(model: type[BaseModel], key: str, language: Language) -> str:
    """Return the title and explanation of `key` of `model` on one line. Raises KeyError if no catalogue has them."""
    return language.text(language.field_key(key, name_of_original(model)))


def kind_words(kind: str, language: Language) -> Words:
    """Return the title and explanation of a kind of document."""
    return _words(language.text(f"kind.{kind}"))


def value_words(values: type[StrEnum], language: Language) -> dict[str, str]:
    """Return the explanation of each value of an enumeration."""
    return {str(value): language.text(word_key(value)) for value in values}


def _words(line: str) -> Words:
    title, _, text = line.partition(": ")
    return Words(title, text[:1].upper() + text[1:])


def types_in(model: type[BaseModel]) -> Iterator[type[BaseModel] | type[StrEnum]]:
    """Yield a model, every model nested in it and every enumeration in their fields, without duplicates."""
    seen: set[type[object]] = set()
    rest: list[object] = [model]
    while rest:
        each = rest.pop()
        if isinstance(each, type) and each not in seen and issubclass(each, BaseModel | StrEnum):
            seen.add(each)
            yield each
            if issubclass(each, BaseModel):
                rest += [field.annotation for field in each.model_fields.values()]
        rest += get_args(each)
