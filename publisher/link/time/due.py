"""Due dates: of activities, milestones, plans, reports, reviews and commitments.

What is done or has no date is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from publisher.link.figures.progress import Progress
from publisher.link.publication import Publication
from publisher.link.time.activity_states import activity_state
from publisher.model.plan import Activity, ActivityStatus, Plan, Status
from publisher.model.roles import worded
from publisher.model.strategy import DocumentStatus, SteeringDocument

# Plans that are no longer, or not yet, followed.
PASSIVE = frozenset({Status.REPLACED, Status.DROPPED, Status.MENTIONED})
# Documents and plans that are no longer reviewed.
PAST = frozenset({DocumentStatus.REPLACED, DocumentStatus.EXPIRED, *PASSIVE, Status.DONE})
OVER = frozenset({ActivityStatus.DONE, ActivityStatus.STOPPED})


@worded("due")
class Occasion(StrEnum):
    """The kind of a due date."""

    ACTIVITY = "activity"
    MILESTONE = "milestone"
    ENDS = "ends"
    REPORT = "report"
    REVIEW = "review"
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date; the last day if only the month or the year is known.

    `about` is the id of the node, `key` is unique among all due dates; `named` is what it is of, if `key` has only its
    position, which changes with its neighbours; `period` is that of a due report, `bodies` are the responsible ones.
    """

    occasion: Occasion
    day: date
    about: str
    title: str
    key: str
    period: str = ""
    bodies: tuple[str, ...] = ()
    named: str = ""


def due_days(publication: Publication) -> tuple[Due, ...]:
    """Return everything that is due, by day."""
    found = [*_commitments(publication), *_reviews(publication), *_documents(publication)]
    for plan in publication.plans:
        if plan.status not in PASSIVE:
            found += [*_plan(publication, plan), *_reports(publication, plan)]
    return tuple(sorted(found, key=lambda due: (due.day, due.key)))


def _plan(publication: Publication, plan: Plan) -> Iterator[Due]:
    for activity in plan.activities:
        if activity_state(publication, plan, activity).status not in OVER:
            yield from _activity(plan, activity)
    if plan.period and plan.period.to and plan.status is not Status.DONE:
        yield Due(Occasion.ENDS, plan.period.to.last, plan.id, plan.title, plan.id, bodies=plan.responsible)


def _activity(plan: Plan, activity: Activity) -> Iterator[Due]:
    bodies, key = plan.responsible_for(activity), f"{plan.id}/{activity.id}"
    day = activity.due or (activity.period.to if activity.period else None)
    if day:
        yield Due(Occasion.ACTIVITY, day.last, plan.id, activity.title, key, bodies=bodies)
    for at, milestone in enumerate(activity.milestones):
        if milestone.due and not milestone.reached:
            last, title = milestone.due.last, milestone.title
            yield Due(Occasion.MILESTONE, last, plan.id, title, f"{key}/{at}", bodies=bodies, named=f"{key}/{title}")


def _reports(publication: Publication, plan: Plan) -> Iterator[Due]:
    """Yield the day after each period for which a plan has a target and no result.

    None in years that the publication does not cover: there the plan may report elsewhere, or may have done so.
    """
    lines = [line for target in plan.targets for line in publication.target_periods(plan.id, target)]
    reported = {result.period for result in publication.results_of(plan.id)}
    waiting = {line.period for line in lines if line.has_target and line.progress is Progress.UNREPORTED}
    for period in sorted(each for each in waiting - reported if publication.gaps.covers.counts(each.year)):
        day, key = period.last + timedelta(days=1), f"{plan.id}/{period}"
        yield Due(Occasion.REPORT, day, plan.id, plan.title, key, str(period), plan.responsible)


def _reviews(publication: Publication) -> Iterator[Due]:
    """Yield each review that is due, dated by the number that calls for it."""
    for name, reviews in publication.ledger.reviews.items():
        value = publication.nodes[name].value
        assert isinstance(value, SteeringDocument | Plan)
        for review in reviews:
            day = review.result.as_of.last if review.result.as_of else review.result.period.last
            key, named = f"{name}/{review.position}", f"{name}/{review.assumption.text}"
            yield Due(Occasion.REVIEW, day, name, value.title, key, bodies=value.responsible, named=named)


def _documents(publication: Publication) -> Iterator[Due]:
    """Yield the day of the next review of each steering document and plan in force."""
    reviewed: tuple[SteeringDocument | Plan, ...] = (*publication.documents, *publication.plans)
    for each in reviewed:
        if each.next_review and each.status not in PAST:
            day, key = each.next_review.last, f"{each.id}/next-review"
            yield Due(Occasion.REVIEW, day, each.id, each.title, key, bodies=each.responsible)


def _commitments(publication: Publication) -> Iterator[Due]:
    for each in publication.commitments:
        if each.until:
            yield Due(Occasion.COMMITMENT, each.until.last, each.id, each.title, each.id, bodies=each.responsible)
