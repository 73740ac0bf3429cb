"""Synonyms: the register of words that people search for and of those in the texts, `plans/synonyms.yml`."""

from typing import Annotated, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Model, Text
from publisher.model.roles import Role

FEWEST: Final = 2


class Synonym(Model):
    """Words with the same meaning. With `finds`, a search for one of `words` finds these words instead."""

    words: Annotated[tuple[Text, ...], Role.KEY] = Field(min_length=1)
    finds: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _means_something(self) -> "Synonym":
        if len({word.casefold() for word in (*self.words, *self.finds)}) < FEWEST:
            raise PydanticCustomError("synonym-alone", "one word alone", {"value": ", ".join(self.words)})
        return self


class Synonyms(Model):
    """The register of synonyms, in addition to those built in for the language."""

    synonyms: tuple[Synonym, ...]
