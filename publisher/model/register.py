"""Registers: the bodies that answer for things and the indicators that things are measured by."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from publisher.model.fields import Address, Id, Model, Number, Text
from publisher.model.parts import Source
from publisher.model.period import Day


class BodyKind(StrEnum):
    """What sort of organisation a body is."""

    COUNCIL = "council"
    BOARD = "board"
    ADMINISTRATION = "administration"
    UNIT = "unit"
    ADVISORY = "advisory"
    PARTNER = "partner"
    STATE = "state"


class Body(Model):
    """An organisation, or a part of one, that answers for something or takes part in it."""

    id: Id
    title: Text
    kind: BodyKind
    text: Text | None = None
    part_of: Id | None = None
    url: Address | None = None
    sources: tuple[Source, ...] = ()
    formerly: tuple[Id, ...] = ()


class Unit(StrEnum):
    """What an indicator counts in."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    KRONOR = "kronor"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Baseline(Model):
    """The value from which a change is counted. An author always gives it; it is none only where it may not be told."""

    value: Number | None
    date: Day


class Outcome(Model):
    """A time to be kept: something has come about within so many days of `since`, such as the first contact."""

    within_days: Annotated[int, Field(gt=0)]
    since: Text


class Indicator(Model):
    """Something that is measured. `as_whole` names what it counts, as in "79 % av 72 deltagare som avslutat".

    `counts_people` says whether what it counts are persons, whose small groups a publication may have to hide.
    """

    id: Id
    title: Text
    unit: Unit
    direction: Direction
    text: Text | None = None
    as_whole: Text | None = None
    baseline: Baseline | None = None
    outcome: Outcome | None = None
    counts_people: bool = True
    kolada: Text | None = None
    sources: tuple[Source, ...] = ()
    formerly: tuple[Id, ...] = ()


class Bodies(Model):
    """The register of bodies, `plans/bodies.yml`."""

    bodies: tuple[Body, ...]


class Indicators(Model):
    """The register of indicators, `plans/indicators.yml`."""

    indicators: tuple[Indicator, ...]
