"""Delays: activities said to be late, and those whose due date precedes the day of their status.

No clock is read: a due date is compared with the day to which the status refers, which a plan or a later result gives.
Without such a day nothing counts as late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from publisher.link.publication import Publication
from publisher.link.time.activity_states import ActivityState, activity_state
from publisher.model.period import Day
from publisher.model.plan import ActivityStatus, Plan, Status

# Statuses with work remaining.
OPEN_ACTIVITIES: Final = frozenset({ActivityStatus.PLANNED, ActivityStatus.ONGOING, ActivityStatus.DELAYED})
OPEN_PLANS: Final = frozenset({Status.PROPOSED, Status.DECIDED, Status.ONGOING, Status.PAUSED})


@dataclass(frozen=True, slots=True)
class DelayedActivity:
    """A delayed activity: its state, and its due date."""

    state: ActivityState
    due: Day | None


def delayed_activities(publication: Publication) -> tuple[DelayedActivity, ...]:
    """Return the activities that are late, plan by plan."""
    return tuple(each for plan in publication.action_plans for each in _of_plan(publication, plan))


def plans_past_their_end(publication: Publication) -> tuple[Plan, ...]:
    """Return the plans whose status is still open after their last day."""
    return tuple(
        plan
        for plan in publication.action_plans
        if plan.status in OPEN_PLANS
        and plan.period
        and _has_passed(plan.period.to, plan.as_of.first if plan.as_of else None)
    )


def _of_plan(publication: Publication, plan: Plan) -> Iterator[DelayedActivity]:
    for activity in plan.activities if plan.status in OPEN_PLANS else ():
        state = activity_state(publication, plan, activity)
        due = activity.due or (activity.period.to if activity.period else None)
        overtaken = state.status in OPEN_ACTIVITIES and _has_passed(due, state.earliest)
        if state.status is ActivityStatus.DELAYED or overtaken:
            yield DelayedActivity(state, due)


def _has_passed(day: Day | None, as_of: date | None) -> bool:
    """Return whether a day precedes the whole time to which a status refers."""
    return day is not None and as_of is not None and day.last < as_of
