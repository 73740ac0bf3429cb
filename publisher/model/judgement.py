"""Judgements: how people rate a target, a plan or a commitment for a period, and what they expect."""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model, Number, OneOrSeveral, Text
from publisher.model.period import Day
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, NodeKind, Relation, Role, worded
from publisher.model.short_form import ShortForm
from publisher.model.time_period import TimePeriod


@worded("judgement.meaning")
class Meaning(StrEnum):
    """What a level says about a target, so that it can be compared with the numbers."""

    REACHED = "reached"
    NEARLY = "nearly"
    MISSED = "missed"
    UNKNOWN = "unknown"


@worded("judgement.shape")
class Shape(StrEnum):
    """The shape of a level's symbol, for readers who cannot tell the colours apart."""

    FULL = "full"
    THREE_QUARTERS = "three-quarters"
    HALF = "half"
    QUARTER = "quarter"
    EMPTY = "empty"
    DASH = "dash"


class Level(Model):
    """One level of the judgement scale. `title` is its word for readers."""

    id: Id
    title: Annotated[Text, Role.TITLE]
    meaning: Meaning
    shape: Shape


DEFAULT_SCALE: tuple[Level, ...] = (
    Level(id="fulfilled", title="fulfilled", meaning=Meaning.REACHED, shape=Shape.FULL),
    Level(id="partly", title="partly", meaning=Meaning.NEARLY, shape=Shape.HALF),
    Level(id="unfulfilled", title="unfulfilled", meaning=Meaning.MISSED, shape=Shape.EMPTY),
    Level(id="unclear", title="unclear", meaning=Meaning.UNKNOWN, shape=Shape.DASH),
)
"""The scale of a publication that declares none; its titles for readers are in the locale."""


@worded("trend")
class Trend(StrEnum):
    """The trend, according to people."""

    IMPROVING = "improving"
    UNCHANGED = "unchanged"
    WORSENING = "worsening"


class Judgement(ShortForm):
    """A rating by people: a level of the scale (`value`), the trend, why, by which bodies (ids), and when.

    An author may write a level's id or its title; in a publication it is the id.
    """

    short_type: ClassVar[str] = "string"

    value: Annotated[Text | None, Picks(Pool.SCALE)] = None
    trend: Trend | None = None
    comment: Annotated[Text | None, Role.PROSE] = None
    by: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.JUDGED_BY)] = ()
    date: Annotated[Day | None, Role.PAST] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.trend is None:
            raise PydanticCustomError("judgement-of-nothing", "neither a word nor a trend")
        return self


class DatedJudgement(Judgement):
    """A judgement that stands alone, and so names its period."""

    period: Annotated[TimePeriod, Role.KEY]


class Forecast(ShortForm):
    """The expected number for a period; without one, for the year of the result."""

    value: Number | None = None
    period: TimePeriod | None = None
    text: Annotated[Text | None, Role.PROSE] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.text is None:
            raise PydanticCustomError("forecast-of-nothing", "neither a value nor a text")
        return self


class TargetReport(Model):
    """What a result reports about one target: the judgement, the forecast, the explanation and the measures taken.

    `missing` says why there is no number for the period, in the words of the source.
    """

    judgement: Judgement | None = None
    missing: Annotated[Text | None, Role.PROSE] = None
    forecast: Forecast | None = None
    analysis: Annotated[Text | None, Role.PROSE] = None
    next_steps: Annotated[Text | None, Role.PROSE] = None
