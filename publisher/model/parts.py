"""Values that several documents share: sources, decisions, documents elsewhere and what was taken for granted."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Address, Id, Model, Number, Text
from publisher.model.period import Day
from publisher.model.roles import Names, NodeKind, Relation, Role


class Source(Model):
    """Where facts come from; `updated` is the day that the source itself gives."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    publisher: Text | None = None
    updated: Day | None = None
    url: Address | None = None


class Decision(Model):
    """Who decided what, when: the body's id, date, paragraph and registry number (diarienummer)."""

    body: Annotated[Id, Names(NodeKind.BODY, Relation.DECIDED_BY)]
    title: Annotated[Text | None, Role.TITLE] = None
    date: Day | None = None
    paragraph: Text | None = None
    reference: Text | None = None
    url: Address | None = None


class RelatedDocument(Model):
    """A document elsewhere that belongs together with this one."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    url: Address | None = None
    text: Annotated[Text | None, Role.PROSE] = None


class Limit(Model):
    """The value of an indicator that calls for a review when it is passed upwards or downwards."""

    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise PydanticCustomError("limit-one-way", "one of above and below")
        return self

    @property
    def value(self) -> Number:
        """The one value that it has."""
        value = self.below if self.above is None else self.above
        assert value is not None  # the validator has seen to it
        return value


class Assumption(Model):
    """A condition under which a document was made; a measurement past the limit calls for a review."""

    text: Annotated[Text, Role.PROSE, Role.KEY]
    indicator: Annotated[Id | None, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)] = None
    limit: Limit | None = None
