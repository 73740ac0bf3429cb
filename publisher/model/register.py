"""Registers: the responsible bodies, and the indicators by which work is measured."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from publisher.model.fields import Address, Id, Model, Number, Text
from publisher.model.groups import Dimension
from publisher.model.parts import Source
from publisher.model.period import Day
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Members, Names, NodeKind, Relation, Role, worded
from publisher.model.sdg import Sdg
from publisher.model.statistics import ComparedSeries, Observation
from publisher.model.time_period import TimePeriod
from publisher.model.unit import Unit


@worded("body.kind")
class BodyKind(StrEnum):
    """What sort of organisation a body is."""

    COUNCIL = "council"
    BOARD = "board"
    ADMINISTRATION = "administration"
    UNIT = "unit"
    ADVISORY = "advisory"
    PARTNER = "partner"
    STATE = "state"
    COMPANY = "company"
    OTHER = "other"


class Body(Model):
    """An organisation, or part of one, that is responsible for something or takes part in it."""

    node_kind = NodeKind.BODY

    id: Annotated[Id, Role.INCIDENTAL, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    kind: BodyKind
    text: Annotated[Text | None, Role.LEAD] = None
    part_of: Annotated[Id | None, Names(NodeKind.BODY, Relation.PART_OF)] = None
    as_of: Annotated[Day | None, Role.PAST] = None
    until: Day | None = None
    taken_over_by: Annotated[tuple[Id, ...], Names(NodeKind.BODY, Relation.TAKEN_OVER_BY)] = ()
    url: Address | None = None
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()


@worded("direction")
class Direction(StrEnum):
    """Which direction is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Baseline(Model):
    """The value that changes are measured from. An author always gives it; None means that it is suppressed."""

    value: Number | None
    date: Annotated[Day, Role.PAST]


class Outcome(Model):
    """A deadline: something must have happened within so many days of `since`, such as the first contact."""

    within_days: Annotated[int, Field(gt=0)]
    since: Annotated[Text, Role.TERM]


class Indicator(Model):
    """Something that is measured. `as_whole` is its name as a total, as in "79 % av 72 deltagare som avslutat".

    `direction` is None if nobody has said which direction is better. `counts_people` says whether the numbers count
    persons, so that small groups may have to be suppressed. `statistics` are its numbers by period, usually from a file
    of their own, beside those of `comparisons`.
    """

    node_kind = NodeKind.INDICATOR

    id: Annotated[Id, Role.INCIDENTAL, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    unit: Unit
    direction: Direction | None = None
    text: Annotated[Text | None, Role.LEAD] = None
    as_whole: Annotated[Text | None, Role.TITLE] = None
    baseline: Baseline | None = None
    outcome: Outcome | None = None
    counts_people: bool = True
    comparisons: tuple[ComparedSeries, ...] = ()
    statistics: dict[TimePeriod, Observation] = Field(default_factory=dict)
    kolada: Text | None = None
    sdg: Annotated[tuple[Sdg, ...], Picks(Pool.SDG)] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()


class Bodies(Model):
    """The register of bodies, `plans/bodies.yml`."""

    bodies: Annotated[tuple[Body, ...], Members()]


class Indicators(Model):
    """The register of indicators and of the dimensions that divide them, `plans/indicators.yml`."""

    indicators: Annotated[tuple[Indicator, ...], Members()]
    dimensions: tuple[Dimension, ...] = ()
