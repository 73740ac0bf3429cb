"""Values that several documents share: sources, decisions, documents elsewhere and what was taken for granted."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Address, Id, Model, Number, Text
from publisher.model.period import Day


class Source(Model):
    """Where facts come from; `updated` is the day that the source itself gives."""

    title: Text
    publisher: Text | None = None
    updated: Day | None = None
    url: Address | None = None


class Decision(Model):
    """Who decided what, when: the body's id, date, paragraph and registry number (diarienummer)."""

    body: Id
    title: Text | None = None
    date: Day | None = None
    paragraph: Text | None = None
    reference: Text | None = None
    url: Address | None = None


class RelatedDocument(Model):
    """A document elsewhere that belongs together with this one."""

    title: Text
    url: Address | None = None
    text: Text | None = None


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

    text: Text
    indicator: Id | None = None
    limit: Limit | None = None
