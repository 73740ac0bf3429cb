"""An action plan: what it serves, what is done in it, and what it wants to reach by when."""

from enum import StrEnum

from pydantic import Field

from publisher.model.fields import Address, Id, Model, Number, Text, Year
from publisher.model.parts import Assumption, Decision, RelatedDocument, Source
from publisher.model.period import Day, Period


class Status(StrEnum):
    """What people say about a plan. It is never computed."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    ONGOING = "ongoing"
    PAUSED = "paused"
    DONE = "done"
    REPLACED = "replaced"
    DROPPED = "dropped"


class ActivityStatus(StrEnum):
    """What people say about an activity."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"


class Verdict(StrEnum):
    """What was decided about a target when its year had passed."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"


class Activity(Model):
    """Work done in a plan. Its id is its own within the plan."""

    id: Id
    title: Text
    status: ActivityStatus
    text: Text | None = None
    responsible: Id | None = None
    period: Period | None = None


class Regulation(Model):
    """What was later decided about a target for a year, with the reason and the decision."""

    year: Year
    verdict: Verdict
    reason: Text
    decision: Decision | None = None


class Theme(Model):
    """What some of a plan's targets have in common. Its id is its own within the plan."""

    id: Id
    title: Text
    text: Text | None = None


class Target(Model):
    """What a plan wants of an indicator: the aim in words, and the value for each year that has one."""

    indicator: Id
    theme: Id | None = None
    text: Text | None = None
    values: dict[Year, Number] = Field(default_factory=dict)
    regulations: tuple[Regulation, ...] = ()


class Contact(Model):
    """Where a reader turns with a question about the plan."""

    text: Text
    body: Id | None = None
    url: Address | None = None
    email: Text | None = None
    phone: Text | None = None


class Plan(Model):
    """An action plan that serves commitments of the strategy."""

    id: Id
    title: Text
    summary: Text
    status: Status
    as_of: Day | None = None
    serves: tuple[Id, ...] = ()
    period: Period | None = None
    responsible: Id | None = None
    partners: tuple[Id, ...] = ()
    target_groups: tuple[Text, ...] = ()
    contact: Contact | None = None
    decisions: tuple[Decision, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    indicators: tuple[Id, ...] = ()
    activities: tuple[Activity, ...] = ()
    themes: tuple[Theme, ...] = ()
    targets: tuple[Target, ...] = ()
    replaces: tuple[Id, ...] = ()
    documents: tuple[RelatedDocument, ...] = ()
    sources: tuple[Source, ...] = ()
    updated: Day | None = None
    formerly: tuple[Id, ...] = ()

    @property
    def measured(self) -> tuple[Id, ...]:
        """The ids of all indicators that the plan follows, each once: those of its targets first."""
        assumed = [assumption.indicator for assumption in self.assumptions if assumption.indicator]
        return tuple(dict.fromkeys([*(target.indicator for target in self.targets), *self.indicators, *assumed]))
