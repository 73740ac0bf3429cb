"""Gaps: what a publication lacks. Only a complete publication can count them; an excerpt has none."""

from dataclasses import dataclass
from typing import Protocol

from publisher.dependencies import tracked_property
from publisher.link.graph.document_tree import DocumentTree
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.settings import Coverage, Extent, Settings
from publisher.model.strategy import Commitment


class _Asked(Protocol):
    """The part of a publication that gaps are computed from."""

    @property
    def settings(self) -> Settings:
        """The settings, including the coverage of the publication."""

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Every commitment, in order."""

    @property
    def tree(self) -> DocumentTree:
        """The steering documents."""

    @property
    def action_plans(self) -> tuple[Plan, ...]:
        """The plans, without those that are only mentioned."""

    def plans_serving(self, commitment: str) -> tuple[Plan, ...]:
        """Return the plans that serve a commitment."""

    def reports_of(self, plan: str) -> tuple[Result, ...]:
        """Return a plan's results about its own time, the latest first."""


@dataclass(frozen=True)
class Gaps:
    """The gaps of a publication."""

    publication: _Asked

    @property
    def covers(self) -> Coverage:
        """The declared coverage of the publication."""
        return self.publication.settings.publication.covers

    @property
    def counted(self) -> bool:
        """Whether what is absent counts as missing: not in an excerpt."""
        return self.covers.extent is Extent.COMPLETE

    @tracked_property
    def asked(self) -> tuple[Commitment, ...]:
        """The commitments of which something may be missing: those in force."""
        each = self.publication.commitments if self.counted else ()
        return tuple(commitment for commitment in each if self.publication.tree.is_in_force(commitment))

    @tracked_property
    def uncovered(self) -> tuple[Commitment, ...]:
        """The commitments in force that no plan serves."""
        return tuple(commitment for commitment in self.asked if not self.publication.plans_serving(commitment.id))

    @tracked_property
    def unreported(self) -> tuple[Plan, ...]:
        """The plans that have not reported on any year."""
        each = self.publication.action_plans if self.counted else ()
        return tuple(plan for plan in each if not self.publication.reports_of(plan.id))

    @tracked_property
    def unanswered(self) -> tuple[Plan, ...]:
        """The plans without a responsible body."""
        none = {plan.id for plan in self.publication.action_plans if "responsible" in plan.without}
        each = self.publication.action_plans
        return tuple(plan for plan in each if not plan.responsible and (self.counted or plan.id in none))

    def expected_in(self, plan: Plan, year: int) -> bool:
        """Return whether a plan should have a result for a year: it ran then, and the publication covers the year."""
        return self.covers.counts(year) and plan.period is not None and plan.period.has_year(year)
