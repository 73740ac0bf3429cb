"""Steering documents: their visions, their chapters and the commitments they make."""

from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.adopted import AdoptedChapter, AdoptedDocument, Quotation
from publisher.model.fields import Id, Model, OneOrSeveral, Several, Text, is_numeral
from publisher.model.judgement import DatedJudgement
from publisher.model.modality import Modality, not_another_verb
from publisher.model.parts import Assumption, Claim, Decision, RelatedDocument, Source, Tier
from publisher.model.period import Day, Period
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Members, Names, NodeKind, Relation, Role, worded
from publisher.model.sdg import Sdg
from publisher.model.silence import not_both


@worded("without")
class StrategyFact(StrEnum):
    """Facts that an author can declare the strategy not to have."""

    RESPONSIBLE = "responsible"
    PERIOD = "period"
    DECISIONS = "decisions"


@worded("without")
class CommitmentFact(StrEnum):
    """Facts that an author can declare a commitment not to have."""

    RESPONSIBLE = "responsible"


class DocumentLevel(Model):
    """One level of a steering document's hierarchy: the word for one part, and for several."""

    id: Annotated[Id, Role.KEY]
    one: Annotated[Text, Role.TITLE]
    many: Annotated[Text | None, Role.TITLE] = None


class Objective(Model):
    """An objective of a steering document, at any level; other objectives, and commitments, may be part of it.

    `level` is one of the levels of its document. An objective without a parent belongs to the chapter directly.
    """

    node_kind = NodeKind.OBJECTIVE

    id: Annotated[Id, Role.INCIDENTAL, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    text: Annotated[Text | None, Role.LEAD] = None
    level: Annotated[Id | None, Picks(Pool.LEVEL)] = None
    number: Text | None = None
    part_of: Annotated[Id | None, Names(NodeKind.OBJECTIVE, Relation.PART_OF)] = None
    responsible: Annotated[Several, Names(NodeKind.BODY, Relation.RESPONSIBLE)] = ()
    indicators: Annotated[tuple[Id, ...], Names(NodeKind.INDICATOR, Relation.MEASURED_BY), Role.LATER] = ()
    judgements: Annotated[tuple[DatedJudgement, ...], Role.LATER] = ()
    sdg: Annotated[tuple[Sdg, ...], Picks(Pool.SDG), Role.LATER] = ()
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL, Role.LATER] = ()


class Commitment(Model):
    """Something that a steering document says shall, should or may be done; plans serve it, bodies answer for it.

    `number` is its number in the document, needed only if its id is not that number: two documents may have the same.
    `modal_word` is the document's own word where `modality` is `other`, such as *will*. `section` is its section in the
    adopted document, by default that of its adopted wording, or else of its chapter.
    """

    node_kind = NodeKind.COMMITMENT

    id: Annotated[Id, Role.INCIDENTAL, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    text: Annotated[Text, Role.LEAD]
    number: Text | None = None
    modality: Annotated[Modality, BeforeValidator(not_another_verb)]
    modal_word: Annotated[Text | None, Role.TERM] = None
    adopted: Annotated[Quotation | None, Role.QUOTED] = None
    section: Annotated[Text | None, Role.LATER] = None
    part_of: Annotated[Id | None, Names(NodeKind.OBJECTIVE, Relation.PART_OF)] = None
    responsible: Annotated[Several, Names(NodeKind.BODY, Relation.RESPONSIBLE)] = ()
    partners: Annotated[Several, Names(NodeKind.BODY, Relation.PARTNER), Role.LATER] = ()
    indicators: Annotated[tuple[Id, ...], Names(NodeKind.INDICATOR, Relation.MEASURED_BY), Role.LATER] = ()
    judgements: Annotated[tuple[DatedJudgement, ...], Role.LATER] = ()
    sdg: Annotated[tuple[Sdg, ...], Picks(Pool.SDG), Role.LATER] = ()
    as_of: Annotated[Day | None, Role.LATER, Role.PAST] = None
    until: Annotated[Day | None, Role.LATER] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL, Role.LATER] = ()
    without: Annotated[tuple[CommitmentFact, ...], Role.LATER] = ()

    _not_both = model_validator(mode="after")(not_both)

    @model_validator(mode="after")
    def _one_word(self) -> Self:
        if self.modal_word is not None and self.modality is not Modality.OTHER:
            raise PydanticCustomError("two-modal-words", "two", {"at": "modal_word", "modality": self.modality.value})
        return self

    @property
    def shown_number(self) -> str:
        """Its number on the pages: the one given, or else its id if that is a number; "" if it has none."""
        return self.number or (self.id if is_numeral(self.id) else "")

    @property
    def verb(self) -> str:
        """The name of its modal verb, for grouping: its modality, or its own word as an id."""
        if not self.modal_word:
            return self.modality.value
        # Few publications need the library, and it takes a while to import.
        from slugify import slugify

        return slugify(self.modal_word) or self.modality.value


@worded("form")
class DocumentForm(StrEnum):
    """What a steering document was called when adopted; `other` is a form without a word of its own here."""

    STRATEGY = "strategy"
    VISION = "vision"
    PROGRAMME = "programme"
    PLAN = "plan"
    EMPLOYMENT_PLAN = "employment-plan"
    POLICY = "policy"
    GUIDELINES = "guidelines"
    BUDGET = "budget"
    OTHER = "other"


@worded("status")
class DocumentStatus(StrEnum):
    """The status of a steering document, as people give it. It is never computed."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    EXPIRED = "expired"


class SteeringDocument(Model):
    """A long-term document: a strategy, a programme, a policy … It may be part of another, and replace earlier ones.

    `kind: strategy` is a steering document whose form is a strategy, unless it names another. `adopted_on` and
    `reference` are the date and registry number of its adoption, if no decision gives them; `as_of` is the day from
    which its status is known, `next_review` the deadline for the next review. `applies_to` says in words to whom it
    applies, `owner` which office maintains it.
    """

    node_kind = NodeKind.STRATEGY

    kind: Literal["strategy", "steering-document"]
    id: Annotated[Id, Role.INCIDENTAL]
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    form: DocumentForm | None = None
    vision: Annotated[Text | None, Role.PROSE, Role.PROMISE] = None
    adopted: Annotated[AdoptedDocument | None, Role.QUOTED, Role.PROMISE] = None
    document_type: Annotated[Text | None, Role.TERM] = None
    status: DocumentStatus | None = None
    as_of: Annotated[Day | None, Role.PAST] = None
    period: Annotated[Period | None, Role.PROMISE] = None
    adopted_on: Annotated[Day | None, Role.PAST] = None
    reference: Text | None = None
    applies_to: Annotated[Text | None, Role.PROSE] = None
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE)] = ()
    owner: Annotated[Text | None, Role.TERM] = None
    reviewed: Annotated[Day | None, Role.PAST] = None
    next_review: Day | None = None
    part_of: Annotated[Id | None, Names(NodeKind.STRATEGY, Relation.PART_OF)] = None
    replaces: Annotated[tuple[Id, ...], Names(NodeKind.STRATEGY, Relation.REPLACES)] = ()
    decisions: Annotated[tuple[Decision, ...], Role.QUOTED] = ()
    levels: Annotated[tuple[DocumentLevel, ...], Role.PROMISE] = ()
    sdg: Annotated[tuple[Sdg, ...], Picks(Pool.SDG)] = ()
    chain: tuple[Tier, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    complements: Annotated[tuple[RelatedDocument, ...], Role.QUOTED] = ()
    appendices: Annotated[tuple[RelatedDocument, ...], Role.QUOTED] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL, Role.PAST] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()
    without: tuple[StrategyFact, ...] = ()

    _not_both = model_validator(mode="after")(not_both)

    @property
    def called(self) -> DocumentForm:
        """What it is called: its form, or else the one that its kind implies."""
        return self.form or (DocumentForm.STRATEGY if self.kind == "strategy" else DocumentForm.OTHER)


class _Chapter(Model):
    """A chapter of the strategy with the commitments made in it.

    `section` is its heading's number in the adopted document, `number` its own on the pages.
    """

    node_kind = NodeKind.CHAPTER

    kind: str
    id: Annotated[Id, Role.INCIDENTAL]
    number: Annotated[Text | None, Role.PROMISE] = None
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    adopted: Annotated[AdoptedChapter | None, Role.QUOTED, Role.PROMISE] = None
    document: Annotated[Id | None, Names(NodeKind.STRATEGY, Relation.BELONGS_TO)] = None
    section: Text | None = None
    objectives: Annotated[tuple[Objective, ...], Members(), Role.PROMISE] = ()
    commitments: Annotated[tuple[Commitment, ...], Members(), Role.PROMISE] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL, Role.PAST] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()


class FocusArea(_Chapter):
    """A focus area of the strategy; parts before the focus areas have no number."""

    kind: Literal["focus-area"]
    perspective: Annotated[Text | None, Role.TITLE, Role.PROMISE] = None
    claims: tuple[Claim, ...] = ()


class Implementation(_Chapter):
    """A section on how the strategy is implemented."""

    kind: Literal["implementation"]


Chapter: TypeAlias = FocusArea | Implementation
"""A chapter of the strategy that holds commitments."""


def members_of(chapter: Chapter) -> tuple[Commitment | Objective, ...]:
    """Return what a plan can serve, and people can judge, in a chapter: its commitments and objectives."""
    return (*chapter.commitments, *chapter.objectives)


def section_of(commitment: Commitment, chapter: Chapter) -> str:
    """Return the section of the adopted document that holds a commitment, or "" if nobody has given it."""
    adopted = commitment.adopted.section if commitment.adopted else None
    return commitment.section or adopted or chapter.section or ""
