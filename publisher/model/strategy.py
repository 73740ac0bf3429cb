"""The strategy: its vision, its focus areas, its implementation part and what each commits to."""

from enum import StrEnum
from typing import Literal, TypeAlias

from publisher.model.fields import Id, Model, Text
from publisher.model.parts import Assumption, Decision, RelatedDocument, Source
from publisher.model.period import Day, Period


class Modality(StrEnum):
    """How binding a commitment is, in its own words: ska, bör or kan."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Commitment(Model):
    """One thing that the strategy promises; plans serve it and bodies answer for it."""

    id: Id
    title: Text
    text: Text
    modality: Modality
    responsible: tuple[Id, ...] = ()
    partners: tuple[Id, ...] = ()
    indicators: tuple[Id, ...] = ()
    formerly: tuple[Id, ...] = ()


class Claim(Model):
    """Something that the strategy says about the world, and the indicator that can show whether it is so."""

    text: Text
    indicator: Id


class Tier(Model):
    """One link in the chain of steering documents, from the strategy down to the daily work."""

    title: Text
    text: Text
    responsible: Id | None = None


class Strategy(Model):
    """The long-term document itself."""

    kind: Literal["strategy"]
    id: Id
    title: Text
    summary: Text
    vision: Text
    document_type: Text | None = None
    period: Period | None = None
    responsible: Id | None = None
    decisions: tuple[Decision, ...] = ()
    chain: tuple[Tier, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    complements: tuple[RelatedDocument, ...] = ()
    sources: tuple[Source, ...] = ()
    updated: Day | None = None
    formerly: tuple[Id, ...] = ()


class FocusArea(Model):
    """A theme of the strategy with the commitments that belong to it."""

    kind: Literal["focus-area"]
    id: Id
    number: Text
    title: Text
    summary: Text
    perspective: Text | None = None
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    updated: Day | None = None
    formerly: tuple[Id, ...] = ()


class Implementation(Model):
    """A section on how the strategy is carried out, with the promises made in it."""

    kind: Literal["implementation"]
    id: Id
    number: Text
    title: Text
    summary: Text
    commitments: tuple[Commitment, ...] = ()
    sources: tuple[Source, ...] = ()
    updated: Day | None = None
    formerly: tuple[Id, ...] = ()


Chapter: TypeAlias = FocusArea | Implementation
"""A part of the strategy that holds commitments."""
