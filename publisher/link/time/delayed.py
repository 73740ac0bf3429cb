"""What is delayed: work that people say is late, and what the day that they speak of has overtaken.

No clock is asked: a plan is compared with the day that its own status is about. What nobody says a day of is not late.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.link.publication import Publication
from publisher.model.period import Day
from publisher.model.plan import Activity, ActivityStatus, Plan, Status
from publisher.model.result import ActivityReport

# With one of these, work still is to be done.
OPEN_ACTIVITIES: Final = frozenset({ActivityStatus.PLANNED, ActivityStatus.ONGOING, ActivityStatus.DELAYED})
OPEN_PLANS: Final = frozenset({Status.PROPOSED, Status.DECIDED, Status.ONGOING, Status.PAUSED})


@dataclass(frozen=True, slots=True)
class DelayedActivity:
    """An activity that is late: the day by which it should be done, and what its plan's latest result says of it."""

    plan: Plan
    activity: Activity
    due: Day | None
    report: ActivityReport | None


def delayed_activities(publication: Publication) -> tuple[DelayedActivity, ...]:
    """Return the activities that are late, plan by plan."""
    return tuple(each for plan in publication.action_plans for each in _of_plan(publication, plan))


def plans_past_their_end(publication: Publication) -> tuple[Plan, ...]:
    """Return the plans that still are to be carried out, though their last day has passed."""
    return tuple(
        plan
        for plan in publication.action_plans
        if plan.status in OPEN_PLANS and plan.period and _has_passed(plan.period.to, plan)
    )


def _of_plan(publication: Publication, plan: Plan) -> Iterator[DelayedActivity]:
    reports: Mapping[str, ActivityReport] = next(
        (result.activities for result in publication.results_of(plan.id) if result.activities), {}
    )
    for activity in plan.activities if plan.status in OPEN_PLANS else ():
        due = activity.due or (activity.period.to if activity.period else None)
        overtaken = activity.status in OPEN_ACTIVITIES and _has_passed(due, plan)
        if activity.status is ActivityStatus.DELAYED or overtaken:
            yield DelayedActivity(plan, activity, due, reports.get(activity.id))


def _has_passed(day: Day | None, plan: Plan) -> bool:
    """Say whether a day lies before all of the time that a plan's status is about."""
    return day is not None and plan.as_of is not None and day.last < plan.as_of.first
