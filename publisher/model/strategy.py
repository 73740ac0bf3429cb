"""The strategy: its vision, its focus areas, its implementation part and what each commits to."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import model_validator

from publisher.model.fields import Id, Model, Text
from publisher.model.judgement import DatedJudgement
from publisher.model.parts import Assumption, Decision, RelatedDocument, Source
from publisher.model.period import Day, Period
from publisher.model.roles import Members, Names, NodeKind, Relation, Role, worded
from publisher.model.silence import not_both


@worded("without")
class StrategyFact(StrEnum):
    """What an author can say that the strategy does not have."""

    RESPONSIBLE = "responsible"
    PERIOD = "period"
    DECISIONS = "decisions"


@worded("modality")
class Modality(StrEnum):
    """The word that the strategy itself uses of a commitment: ska, ska verka för, bör, kan, or none of these."""

    SHALL = "shall"
    SHALL_WORK_FOR = "shall-work-for"
    SHOULD = "should"
    MAY = "may"
    OTHER = "other"


@worded("without")
class CommitmentFact(StrEnum):
    """What an author can say that a commitment does not have."""

    RESPONSIBLE = "responsible"


class Commitment(Model):
    """One thing that the strategy says shall, should or may be done; plans serve it and bodies answer for it.

    `section` is where it stands in the adopted document; without one it stands where its chapter does.
    """

    node_kind = NodeKind.COMMITMENT

    id: Annotated[Id, Role.INCIDENTAL, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    text: Annotated[Text, Role.LEAD]
    modality: Modality
    section: Annotated[Text | None, Role.LATER] = None
    responsible: Annotated[tuple[Id, ...], Names(NodeKind.BODY, Relation.RESPONSIBLE)] = ()
    partners: Annotated[tuple[Id, ...], Names(NodeKind.BODY, Relation.PARTNER), Role.LATER] = ()
    indicators: Annotated[tuple[Id, ...], Names(NodeKind.INDICATOR, Relation.MEASURED_BY), Role.LATER] = ()
    judgements: Annotated[tuple[DatedJudgement, ...], Role.LATER] = ()
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL, Role.LATER] = ()
    without: Annotated[tuple[CommitmentFact, ...], Role.LATER] = ()

    _not_both = model_validator(mode="after")(not_both)


class Claim(Model):
    """Something that the strategy says about the world, and the indicator that can show whether it is so."""

    text: Annotated[Text, Role.PROSE, Role.KEY]
    indicator: Annotated[Id, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)]


class Tier(Model):
    """One link in the chain of steering documents, from the strategy down to the daily work."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    text: Annotated[Text, Role.PROSE]
    responsible: Annotated[Id | None, Names(NodeKind.BODY, Relation.RESPONSIBLE, detail="title")] = None


class Strategy(Model):
    """The long-term document itself."""

    node_kind = NodeKind.STRATEGY

    kind: Literal["strategy"]
    id: Annotated[Id, Role.INCIDENTAL]
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    vision: Annotated[Text, Role.PROSE, Role.PROMISE]
    document_type: Text | None = None
    period: Annotated[Period | None, Role.PROMISE] = None
    responsible: Annotated[Id | None, Names(NodeKind.BODY, Relation.RESPONSIBLE)] = None
    decisions: Annotated[tuple[Decision, ...], Role.QUOTED] = ()
    chain: tuple[Tier, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    complements: Annotated[tuple[RelatedDocument, ...], Role.QUOTED] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()
    without: tuple[StrategyFact, ...] = ()

    _not_both = model_validator(mode="after")(not_both)


class FocusArea(Model):
    """A theme of the strategy with the commitments that belong to it; what stands before the themes has no number.

    `section` is its heading's number in the adopted document, which may differ from its own.
    """

    node_kind = NodeKind.CHAPTER

    kind: Literal["focus-area"]
    id: Annotated[Id, Role.INCIDENTAL]
    number: Annotated[Text | None, Role.PROMISE] = None
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    section: Text | None = None
    perspective: Annotated[Text | None, Role.TITLE, Role.PROMISE] = None
    commitments: Annotated[tuple[Commitment, ...], Members(), Role.PROMISE] = ()
    claims: tuple[Claim, ...] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()


class Implementation(Model):
    """A section on how the strategy is carried out, with the commitments made in it."""

    node_kind = NodeKind.CHAPTER

    kind: Literal["implementation"]
    id: Annotated[Id, Role.INCIDENTAL]
    number: Annotated[Text, Role.PROMISE]
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    commitments: Annotated[tuple[Commitment, ...], Members(), Role.PROMISE] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()


Chapter: TypeAlias = FocusArea | Implementation
"""A part of the strategy that holds commitments."""


def section_of(commitment: Commitment, chapter: Chapter) -> str:
    """Return in which section of the adopted document a commitment stands, or nothing where that is not told."""
    own = chapter.section if isinstance(chapter, FocusArea) else None
    return commitment.section or own or chapter.number or ""
