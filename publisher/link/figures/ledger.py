"""The ledger: every commitment with its responsible body, plans, latest result and standing, also by facet."""
# One meaning, so one file.

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from publisher.dependencies import tracked_method, tracked_property
from publisher.link.figures.assumptions import Review, reviews
from publisher.link.figures.gaps import Gaps
from publisher.link.figures.passed_up import PassedUp, passed_up
from publisher.link.figures.progress import Progress, TargetPeriod, latest
from publisher.link.figures.spoken import outcomes_said, status_said
from publisher.link.figures.standing import MEASURED, PlanAccount, Standing, standing, status_spoken
from publisher.link.graph.document_tree import DocumentTree
from publisher.model.modality import Modality
from publisher.model.period import Day
from publisher.model.plan import Activity, Plan, Status, Target
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.strategy import Commitment, SteeringDocument
from publisher.model.time_period import TimePeriod

# Finished documents are no longer reviewed.
OVER: Final = frozenset({Status.DONE, Status.REPLACED, Status.DROPPED, Status.MENTIONED})

# Work in such a plan is not carried out, whatever its own status.
STOPPED: Final = frozenset({Status.PROPOSED, Status.PAUSED, Status.REPLACED, Status.DROPPED})


class Facet(StrEnum):
    """A facet by which commitments are filtered."""

    DOCUMENT = "document"
    STANDING = "standing"
    MODALITY = "modality"
    BODY = "body"
    MISSING = "missing"


class Missing(StrEnum):
    """A kind of gap of a commitment."""

    OWNER = "owner"
    PLAN = "plan"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment in the ledger, with the reviews due in the plans that serve it."""

    commitment: Commitment
    plans: tuple[Plan, ...]
    mentioned: tuple[Plan, ...]
    latest: Result | None
    standing: Standing
    reviews: tuple[Review, ...]
    counted: bool
    document: str | None
    """The id of its steering document, if there are several."""
    decided_in: TimePeriod | None = None
    """The latest period of the outcomes that decide its standing, if numbers do; its latest result may be later."""
    in_force: bool = True
    """Whether the commitment is in force: its document is, and it has not ended."""

    @property
    def as_of(self) -> Day | None:
        """The latest day to which a plan or result behind the standing refers, or None.

        A statement about a plan at its adoption is older than what it reported; targets are reached by results alone.
        """
        if self.decided_in and self.latest and self.latest.period != self.decided_in:
            return None
        spoken = () if self.standing in MEASURED else self.plans
        days = [plan.as_of for plan in spoken if plan.as_of and not (self.latest and plan.status is Status.DECIDED)]
        return max(filter(None, [*days, self.latest.as_of if self.latest else None]), default=None)

    @property
    def lacks(self) -> tuple[Missing, ...]:
        """The gaps of the commitment: all if gaps are counted, else only those that an author declared."""
        none = "responsible" in self.commitment.without
        missing = {
            Missing.OWNER: not self.commitment.responsible and (self.counted or none),
            Missing.PLAN: self.counted and not self.plans,
            Missing.RESULT: self.counted and not self.latest,
        }
        return tuple(each for each in Missing if missing[each])

    @property
    def values(self) -> Mapping[Facet, tuple[str, ...]]:
        """The values of the line, by facet."""
        return {
            Facet.DOCUMENT: (self.document,) if self.document else (),
            Facet.STANDING: () if self.standing is Standing.UNKNOWN else (self.standing,),
            Facet.MODALITY: (self.commitment.verb,),
            Facet.BODY: self.commitment.responsible,
            Facet.MISSING: self.lacks,
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the choices that include the line."""
        return tuple(f"{facet}:{value}" for facet, values in self.values.items() for value in values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a facet: the commitments that have one value in it."""

    facet: Facet
    value: str
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """The choice's own name, such as `modality:shall`."""
        return f"{self.facet}:{self.value}"

    @property
    def in_force(self) -> tuple[Line, ...]:
        """Those of its commitments that are in force."""
        return tuple(line for line in self.lines if line.in_force)


class Thread(Protocol):
    """The part of a publication that the ledger is computed from."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan."""

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every body, in order."""

    @property
    def gaps(self) -> Gaps:
        """The gaps, as far as they are known."""

    @property
    def tree(self) -> DocumentTree:
        """The steering documents, with the commitments of each."""

    def plans_serving(self, commitment: str) -> tuple[Plan, ...]:
        """Return the plans that serve a commitment."""

    def mentioned_for(self, commitment: str) -> tuple[Plan, ...]:
        """Return the plans that are only mentioned and would serve a commitment."""

    def latest_result(self, commitment: str) -> Result | None:
        """Return the latest result of the plans that serve a commitment."""

    def reports_of(self, plan: str) -> tuple[Result, ...]:
        """Return a plan's results about its own time, the latest first."""

    def results_about(self, plan: Plan, commitment: str) -> tuple[Result, ...]:
        """Return a plan's results that are about a commitment, the latest first."""

    def measurements_of(self, indicator: str) -> tuple[Result, ...]:
        """Return the results that measure an indicator."""

    def target_periods(self, plan: str, target: Target) -> tuple[TargetPeriod, ...]:
        """Return the periods of a target in chronological order."""


@dataclass(frozen=True)
class Ledger:
    """The ledger of a publication."""

    thread: Thread

    @tracked_property
    def lines(self) -> tuple[Line, ...]:
        """A line for each commitment, in the order of the strategy."""
        return tuple(self._line(commitment) for commitment in self.thread.tree.commitments)

    @tracked_property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """The reviews that are due, by the id of the plan or strategy whose assumption no longer holds."""
        found = {each.id: reviews(each.id, each.assumptions, self.thread.measurements_of) for each in self._reviewed}
        return {name: due for name, due in found.items() if due}

    @property
    def _reviewed(self) -> tuple[SteeringDocument | Plan, ...]:
        """The steering documents and plans whose assumptions are reviewed."""
        return (*self.thread.tree.holding, *(plan for plan in self.thread.plans if plan.status not in OVER))

    @tracked_method
    def limits_of(self, indicator: str) -> tuple[Decimal, ...]:
        """Return the limits of an indicator that call for a review when crossed, lowest first."""
        held = (one for each in self._reviewed for one in each.assumptions if one.indicator == indicator)
        return tuple(sorted({one.limit.value for one in held if one.limit}))

    @tracked_method
    def reviews_of(self, name: str) -> tuple[Review, ...]:
        """Return the reviews due in a plan or a steering document, by its id."""
        return self.reviews.get(name, ())

    @tracked_property
    def choices(self) -> Mapping[Facet, tuple[Choice, ...]]:
        """The choices of each facet that include at least one commitment."""
        return {facet: tuple(choice for choice in found if choice.lines) for facet, found in self._chosen.items()}

    @tracked_property
    def empty_choices(self) -> tuple[Choice, ...]:
        """The choices that include no commitment now, but may have before or may later."""
        return tuple(choice for found in self._chosen.values() for choice in found if not choice.lines)

    @tracked_property
    def _chosen(self) -> Mapping[Facet, tuple[Choice, ...]]:
        values: Mapping[Facet, Iterable[str]] = {
            Facet.DOCUMENT: [document.id for document in self.thread.tree.documents],
            Facet.STANDING: [*Standing],
            Facet.MODALITY: dict.fromkeys((*Modality, *(line.commitment.verb for line in self.lines))),
            Facet.BODY: [body.id for body in self.thread.bodies],
            Facet.MISSING: [*Missing],
        }
        return {each: tuple(Choice(each, value, self._having(each, value)) for value in values[each]) for each in Facet}

    def count(self, facet: str, value: str) -> int:
        """Return how many commitments have a value in a facet."""
        return len(self._having(Facet(facet), value))

    def passed_up(self, commitments: Iterable[Commitment]) -> PassedUp:
        """Return the count of the given commitments by standing."""
        return passed_up(self.line(commitment.id).standing for commitment in commitments)

    @tracked_method
    def line(self, commitment: str) -> Line:
        """Return the line of a commitment."""
        return self._by_commitment[commitment]

    def _having(self, facet: Facet, value: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if value in line.values[facet])

    @tracked_property
    def _by_commitment(self) -> Mapping[str, Line]:
        return {line.commitment.id: line for line in self.lines}

    def _line(self, commitment: Commitment) -> Line:
        plans = self.thread.plans_serving(commitment.id)
        in_force = self.thread.tree.is_in_force(commitment)
        counted = self.thread.gaps.counted and in_force
        document = self.thread.tree.document_of.get(commitment.id)
        where = standing([each for plan in plans for each in self._accounts(plan, commitment.id)], counted=counted)
        return Line(
            commitment,
            plans,
            self.thread.mentioned_for(commitment.id),
            self.thread.latest_result(commitment.id),
            where,
            tuple(review for plan in plans for review in self.reviews_of(plan.id)),
            counted,
            document.id if document and len(self.thread.tree.documents) > 1 else None,
            self._decided_in(plans, commitment.id, where),
            in_force,
        )

    def _decided_in(self, plans: Iterable[Plan], commitment: str, where: Standing) -> TimePeriod | None:
        """Return the latest period of the outcomes that give a commitment its standing; None if none do."""
        if where not in MEASURED:
            return None
        found = [latest(each) for plan in plans for each in self._serving(plan, commitment)]
        decided = Progress.MISSED if where is Standing.MISSED else Progress.REACHED
        return max((each.period for each in found if each and each.progress is decided), default=None)

    def _serving(self, plan: Plan, commitment: str) -> list[tuple[TargetPeriod, ...]]:
        """Return the periods of each target of a plan that serves a commitment."""
        serving = [target for target in plan.targets if commitment in plan.serves_of(target)]
        return [self.thread.target_periods(plan.id, target) for target in serving]

    def _accounts(self, plan: Plan, commitment: str) -> list[PlanAccount]:
        """Return a plan's accounts of a commitment: only what serves it counts."""
        results, about = self.thread.reports_of(plan.id), self.thread.results_about(plan, commitment)
        said = outcomes_said(results, self._serving(plan, commitment))
        has_outcome = any(each is not Progress.UNREPORTED for each in said)
        work = [each for each in plan.activities if commitment in plan.serves_of(each)]
        by_parts = commitment not in plan.serves
        if by_parts and work and not has_outcome and plan.status not in STOPPED:
            return [self._account_of_work(plan, each, about) for each in work]
        # A plan without results is judged by its targets if statistics measure them.
        answers = said if has_outcome or about else None
        return [PlanAccount(status_spoken(plan.status, reported=bool(about)), answers, by_parts)]

    def _account_of_work(self, plan: Plan, activity: Activity, results: tuple[Result, ...]) -> PlanAccount:
        reported = any(activity.id in each.activities for each in results)
        return PlanAccount(plan.status, () if reported else None, work=status_said(plan, activity, results))
