"""Activity states: the status of an activity according to its plan or a later result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from publisher.dependencies import tracked_property
from publisher.link.figures.spoken import is_later
from publisher.link.publication import Publication
from publisher.model.judgement import Judgement
from publisher.model.plan import Activity, ActivityStatus, Plan
from publisher.model.result import Result

PRESENT: Final = frozenset({ActivityStatus.ONGOING, ActivityStatus.DELAYED, ActivityStatus.PAUSED})
"""The statuses that say how it is at the moment, and so need a day."""


@dataclass(frozen=True)
class ActivityState:
    """An activity of a plan, and the latest `result` that mentions it, if any.

    `status` is the latest statement: the plan's, as of the day of its own status, or the result's, as of its day or
    else the end of its period.
    """

    plan: Plan
    activity: Activity
    result: Result | None

    @tracked_property
    def is_reported_by_result(self) -> bool:
        """Whether the status comes from the result rather than from a later statement of the plan."""
        return self.result is not None and is_later(self.result, self.plan)

    @property
    def status(self) -> ActivityStatus:
        """The latest stated status."""
        by_result = self.result and self.is_reported_by_result
        return self.result.activities[self.activity.id].status if self.result and by_result else self.activity.status

    @property
    def is_news(self) -> bool:
        """Whether a later result gives a different status from the plan's."""
        return self.is_reported_by_result and self.status is not self.activity.status

    @property
    def newly_complete(self) -> Decimal | None:
        """How much is done by a later result, if that is another percentage than the plan's."""
        stated = self.result.activities[self.activity.id].complete if self.result else None
        return stated if self.is_reported_by_result and stated != self.activity.complete else None

    @property
    def is_undated(self) -> bool:
        """Whether it says how it is at the moment, and neither its plan nor a result says when that was."""
        return self.status in PRESENT and not self.is_reported_by_result and self.plan.as_of is None

    @property
    def judgement(self) -> Judgement | None:
        """The judgement in the latest result that mentions it."""
        return self.result.activities[self.activity.id].judgement if self.result else None

    @property
    def comment(self) -> str | None:
        """The comment in the latest result that mentions it."""
        return self.result.activities[self.activity.id].comment if self.result else None

    @property
    def earliest(self) -> date | None:
        """The first day to which its status can refer; None if no date is given."""
        if self.result and self.is_reported_by_result:
            return self.result.as_of.first if self.result.as_of else self.result.period.earliest_last
        return self.plan.as_of.first if self.plan.as_of else None


def activity_state(publication: Publication, plan: Plan, activity: Activity) -> ActivityState:
    """Return the state of an activity of a plan."""
    reporting = (result for result in publication.results_of(plan.id) if activity.id in result.activities)
    return ActivityState(plan, activity, next(reporting, None))


def undated_activities(publication: Publication, plan: Plan) -> tuple[tuple[str, ...], bool]:
    """Return the ids of a plan's activities of an undated present, and whether all of its present ones are that."""
    states = [activity_state(publication, plan, activity) for activity in plan.activities]
    undated = tuple(each.activity.id for each in states if each.is_undated)
    return undated, len(undated) == sum(each.status in PRESENT for each in states)
