"""Action plans: what they serve, their activities, and their targets by period."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Address, Id, MailAddress, Model, Number, OneOrSeveral, Several, Telephone, Text
from publisher.model.money import Money
from publisher.model.parts import Assumption, Decision, RelatedDocument, Source
from publisher.model.period import Day, Period
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, NodeKind, Relation, Role, worded
from publisher.model.sdg import Sdg
from publisher.model.silence import not_both
from publisher.model.target_value import TargetValue
from publisher.model.time_period import TimePeriod


@worded("status")
class Status(StrEnum):
    """The status of a plan, as people give it. It is never computed."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    ONGOING = "ongoing"
    PAUSED = "paused"
    DONE = "done"
    REPLACED = "replaced"
    DROPPED = "dropped"
    MENTIONED = "mentioned"
    """Another document mentions it, as an example or a need; nobody has said whether there is such a plan."""
    UNKNOWN = "unknown"
    """There is such a plan; nobody has said how it stands."""


@worded("status")
class ActivityStatus(StrEnum):
    """The status of an activity, as people give it."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DELAYED = "delayed"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@worded("without")
class PlanFact(StrEnum):
    """Facts that an author can declare a plan not to have; if nothing is said, they are unknown."""

    RESPONSIBLE = "responsible"
    PERIOD = "period"
    TARGET_GROUPS = "target_groups"
    DECISIONS = "decisions"
    ACTIVITIES = "activities"
    TARGETS = "targets"


@worded("verdict")
class Verdict(StrEnum):
    """The decision about a target after its year."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"


_Served: Final = Names(NodeKind.COMMITMENT, Relation.SERVES, also=NodeKind.OBJECTIVE)
"""Commitments, or objectives of documents that have no commitments under them."""
Complete = Annotated[Number, Field(ge=0, le=100)]
"""The share completed, in per cent, as people give it."""


class Milestone(Model):
    """A milestone of an activity: the day to reach it by; `reached` is the day when it was."""

    title: Annotated[Text, Role.TITLE, Role.KEY]
    due: Day | None = None
    reached: Annotated[Day | None, Role.PAST] = None


class Activity(Model):
    """Work done in a plan. Its id is unique within the plan.

    `serves` are commitments or objectives, if they differ from the plan's; `due` is the deadline; `complete` is the
    share done, in per cent, as people give it; `after` are activities of the plan that must be completed first.
    """

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    status: ActivityStatus
    text: Annotated[Text | None, Role.PROSE] = None
    serves: Annotated[tuple[Id, ...], _Served] = ()
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE, detail="title")] = ()
    partners: Annotated[Several, Names(NodeKind.BODY, Relation.PARTNER, detail="title")] = ()
    period: Period | None = None
    due: Day | None = None
    complete: Complete | None = None
    after: Annotated[tuple[Id, ...], Picks(Pool.ACTIVITY)] = ()
    milestones: tuple[Milestone, ...] = ()
    money: Money | None = None


class Regulation(Model):
    """A later decision about a target for a year, or another period, with its reason."""

    year: Annotated[TimePeriod, Role.KEY]
    verdict: Verdict
    reason: Annotated[Text, Role.PROSE]
    decision: Annotated[Decision | None, Role.QUOTED] = None


class Theme(Model):
    """A group of a plan's targets. Its id is unique within the plan.

    `serves` and `responsible` apply to its targets, if they differ from the plan's.
    """

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    text: Annotated[Text | None, Role.PROSE] = None
    serves: Annotated[tuple[Id, ...], _Served] = ()
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE, detail="title")] = ()


class Target(Model):
    """A plan's target for an indicator: the aim in words, and a target value for each period that has one.

    `serves` and `responsible` are given only if they differ from those of its theme or of the plan.
    """

    indicator: Annotated[Id, Role.KEY, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)]
    theme: Annotated[Id | None, Picks(Pool.THEME)] = None
    text: Annotated[Text | None, Role.PROSE] = None
    serves: Annotated[tuple[Id, ...], _Served] = ()
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE, detail="indicator")] = ()
    values: dict[TimePeriod, TargetValue] = Field(default_factory=dict)
    regulations: Annotated[tuple[Regulation, ...], Role.LATER] = ()

    @field_validator("values", mode="before")
    @classmethod
    def _by_period(cls, values: object) -> object:
        if isinstance(values, str):
            raise PydanticCustomError("target-value-without-period", "for which period", {"value": str(values)})
        return values


class Contact(Model):
    """The contact for questions about the plan."""

    text: Annotated[Text, Role.PROSE]
    body: Annotated[Id | None, Names(NodeKind.BODY, Relation.PARTNER)] = None
    url: Address | None = None
    email: MailAddress | None = None
    phone: Telephone | None = None


class Plan(Model):
    """An action plan, which serves commitments or objectives of steering documents.

    `document_type` is its own word for what it is; `applies_to`, `owner`, `reviewed` and `next_review` are those of a
    steering document.
    """

    node_kind = NodeKind.PLAN

    id: Annotated[Id, Role.INCIDENTAL]
    title: Annotated[Text, Role.TITLE, Role.PROMISE]
    summary: Annotated[Text, Role.LEAD, Role.PROMISE]
    document_type: Annotated[Text | None, Role.TERM] = None
    status: Status
    as_of: Annotated[Day | None, Role.PAST] = None
    sdg: Annotated[tuple[Sdg, ...], Picks(Pool.SDG)] = ()
    serves: Annotated[tuple[Id, ...], _Served, Role.PROMISE] = ()
    period: Annotated[Period | None, Role.PROMISE] = None
    applies_to: Annotated[Text | None, Role.PROSE] = None
    responsible: Annotated[OneOrSeveral, Names(NodeKind.BODY, Relation.RESPONSIBLE)] = ()
    partners: Annotated[Several, Names(NodeKind.BODY, Relation.PARTNER)] = ()
    owner: Annotated[Text | None, Role.TERM] = None
    reviewed: Annotated[Day | None, Role.PAST] = None
    next_review: Day | None = None
    target_groups: Annotated[tuple[Text, ...], Role.TERM] = ()
    contact: Contact | None = None
    decisions: Annotated[tuple[Decision, ...], Role.QUOTED] = ()
    assumptions: tuple[Assumption, ...] = ()
    indicators: Annotated[tuple[Id, ...], Names(NodeKind.INDICATOR, Relation.MEASURED_BY)] = ()
    activities: tuple[Activity, ...] = ()
    themes: Annotated[tuple[Theme, ...], Role.PROMISE] = ()
    targets: Annotated[tuple[Target, ...], Role.PROMISE] = ()
    money: Money | None = None
    replaces: Annotated[tuple[Id, ...], Names(NodeKind.PLAN, Relation.REPLACES)] = ()
    documents: Annotated[tuple[RelatedDocument, ...], Role.QUOTED] = ()
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL, Role.PAST] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()
    without: tuple[PlanFact, ...] = ()

    _not_both = model_validator(mode="after")(not_both)

    @property
    def measured(self) -> tuple[Id, ...]:
        """The ids of all indicators of the plan, without duplicates: those of its targets first."""
        assumed = [assumption.indicator for assumption in self.assumptions if assumption.indicator]
        return tuple(dict.fromkeys([*(target.indicator for target in self.targets), *self.indicators, *assumed]))

    def serves_of(self, part: Activity | Theme | Target) -> tuple[Id, ...]:
        """Return the commitments that a part of the plan serves: its own, else those of its theme, else the plan's."""
        theme = self._theme_of(part)
        return part.serves or (theme.serves if theme else ()) or self.serves

    def responsible_for(self, part: Activity | Theme | Target) -> tuple[Id, ...]:
        """Return the bodies responsible for a part of the plan: its own, else those of its theme, else the plan's."""
        theme = self._theme_of(part)
        return part.responsible or (theme.responsible if theme else ()) or self.responsible

    def _theme_of(self, part: Activity | Theme | Target) -> Theme | None:
        named = part.theme if isinstance(part, Target) else None
        return next((theme for theme in self.themes if theme.id == named), None) if named else None

    @property
    def all_serves(self) -> tuple[Id, ...]:
        """The ids of all commitments and objectives that the plan or a part of it serves, without duplicates."""
        parts: tuple[Activity | Theme | Target, ...] = (*self.themes, *self.targets, *self.activities)
        return tuple(dict.fromkeys([*self.serves, *(name for part in parts for name in part.serves)]))
