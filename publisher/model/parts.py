"""Values used by several documents: sources, decisions, external documents, assumptions, claims and tiers."""

from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Address, Id, Model, Number, OneOrSeveral, Text
from publisher.model.period import Day
from publisher.model.roles import Names, NodeKind, Relation, Role


class Source(Model):
    """A source of facts; `updated` is the day that the source itself gives."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    publisher: Text | None = None
    updated: Annotated[Day | None, Role.PAST] = None
    url: Address | None = None


def _without_section_mark(value: object) -> object:
    return value.lstrip("§ ") if isinstance(value, str) and value.startswith("§") else value


class Decision(Model):
    """A decision: the body's id, the date, the section of the minutes and the registry number (diarienummer).

    The section is a number: its sign is the program's, also where it is written with one.
    """

    body: Annotated[Id, Names(NodeKind.BODY, Relation.DECIDED_BY)]
    title: Annotated[Text | None, Role.TITLE] = None
    date: Annotated[Day | None, Role.PAST] = None
    paragraph: Annotated[Text | None, BeforeValidator(_without_section_mark)] = None
    reference: Text | None = None
    url: Address | None = None


class RelatedDocument(Model):
    """A related document elsewhere."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    url: Address | None = None
    text: Annotated[Text | None, Role.PROSE] = None


class Limit(Model):
    """The value of an indicator that calls for a review when crossed upwards or downwards."""

    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise PydanticCustomError("limit-one-way", "one of above and below")
        return self

    @property
    def value(self) -> Number:
        """Its one value."""
        value = self.below if self.above is None else self.above
        assert value is not None  # ensured by the validator
        return value


class Assumption(Model):
    """An assumption on which a document is based; a measurement beyond the limit calls for a review."""

    text: Annotated[Text, Role.PROSE, Role.KEY]
    indicator: Annotated[Id | None, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)] = None
    limit: Limit | None = None


class Claim(Model):
    """A claim that the strategy makes about the world, and the indicator that can test it."""

    text: Annotated[Text, Role.PROSE, Role.KEY]
    indicator: Annotated[Id, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)]


class Tier(Model):
    """One link in the chain of steering documents, from the strategy down to the daily work."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    text: Annotated[Text, Role.PROSE]
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE, detail="title")] = ()
