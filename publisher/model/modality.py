"""The modal verbs of commitments: the five that pages have words for, and those of each language that mean them."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from publisher.locales import languages, word_lists
from publisher.model.roles import worded


@worded("modality")
class Modality(StrEnum):
    """The modal verb of a commitment, in the strategy's own words: ska, ska verka för, bör, kan, or none of these."""

    SHALL = "shall"
    SHALL_WORK_FOR = "shall-work-for"
    SHOULD = "should"
    MAY = "may"
    OTHER = "other"


class ModalVerbs(NamedTuple):
    """The verbs of one modality in a language: forms of the word that pages show for it, and other verbs."""

    own: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """Both."""
        return (*self.own, *self.others)


@cache
def modal_verbs(language: str) -> Mapping[Modality, ModalVerbs]:
    """Return the modal verbs of a language in lower case, by modality; none of a language without a list."""
    lists = word_lists("steering", language)
    held = ((each, lists[each.value]) for each in Modality if each.value in lists)
    return MappingProxyType({each: ModalVerbs(tuple(v["own"]), tuple(v.get("others", ()))) for each, v in held})


def modality_of(word: str, language: str) -> Modality | None:
    """Return the modality that pages in a language show with a form of this verb, or None."""
    return next((each for each, verbs in modal_verbs(language).items() if word.casefold() in verbs.own), None)


def not_another_verb(value: object) -> object:
    """Return what is typed as a modality, unless it is a verb that no modality shows. Raises PydanticCustomError."""
    if isinstance(value, str) and value.strip().casefold() in _other_verbs():
        raise PydanticCustomError("verb-as-modality", "a verb of its own", {"value": value.strip()})
    return value


@cache
def _other_verbs() -> frozenset[str]:
    return frozenset(verb for verb in _every_other_verb() if not any(modality_of(verb, code) for code in languages()))


def _every_other_verb() -> Iterator[str]:
    for code in languages():
        for verbs in modal_verbs(code).values():
            yield from verbs.others
