"""Overdue: targets whose year has passed without a result or a verdict, plans that ended, reviews that are late.

The current day is an argument: no clock is read.
"""

import posixpath
from collections.abc import Iterator
from datetime import date
from typing import Final

from publisher.link.figures.progress import Progress
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.link.time.due import PAST
from publisher.model.plan import Plan, Status, Target, Verdict
from publisher.model.roles import NodeKind
from publisher.model.strategy import DocumentStatus, SteeringDocument
from publisher.model.time_period import Frequency
from publisher.problem import Problem

# Plans in force, which supersede those that they replace.
IN_FORCE = frozenset({Status.ONGOING, Status.PAUSED, Status.DONE})

_UNDECIDED: Final = "target-without-verdict"


def overdue(publication: Publication, today: date | None) -> Iterator[Problem]:
    """Yield a notice for everything overdue on `today`; without a day, targets are not examined."""
    known = {indicator.id for indicator in publication.indicators}
    plans = [node.value for node in publication.of_kind(NodeKind.PLAN) if isinstance(node.value, Plan)]
    # Who has never decided about a target does not lack a decision.
    decides = any(target.regulations for plan in plans for target in plan.targets)
    for node in publication.of_kind(NodeKind.STRATEGY):
        if isinstance(node.value, SteeringDocument):
            yield from _replaced(publication, node, node.value)
            yield from _review(node, node.value, today) if today else ()
    for node in publication.of_kind(NodeKind.PLAN):
        if isinstance(node.value, Plan):
            yield from _succession(publication, node, node.value)
            yield from _review(node, node.value, today) if today else ()
            for index, target in enumerate(node.value.targets if today else ()):
                # A missing indicator is reported where it is referred to.
                if target.indicator in known:
                    found = _target(publication, node, node.value, index, target, today or date.max)
                    yield from (each for each in found if decides or each.code != _UNDECIDED)


def _replaced(publication: Publication, node: Node, document: SteeringDocument) -> Iterator[Problem]:
    """Yield a notice if only one of two documents says that the one has replaced the other."""
    place = node.document.place("status" if document.status else "title")
    successors = publication.documents_replacing(document.id)
    # In an excerpt, what has replaced it may stand elsewhere.
    if document.status is DocumentStatus.REPLACED and not successors and publication.gaps.counted:
        yield Problem.notice(place, "document-replaced-by-none", id=document.id)
    for successor in successors:
        if document.status not in PAST and successor.status is not DocumentStatus.DRAFT:
            yield Problem.notice(place, "document-replaced-status", id=document.id, by=successor.id)


def _review(node: Node, document: SteeringDocument | Plan, today: date) -> Iterator[Problem]:
    """Yield a notice if the day for the next review of a document or plan in force has passed."""
    day = document.next_review
    if day and day.last < today and document.status not in PAST:
        yield Problem.notice(node.document.place("next_review"), "review-passed", id=document.id, date=day)


def _target(
    publication: Publication, node: Node, plan: Plan, index: int, target: Target, today: date
) -> Iterator[Problem]:
    judged = {regulation.year: regulation.verdict for regulation in target.regulations}
    dropped = min((period.last for period, verdict in judged.items() if verdict is Verdict.DROPPED), default=today)
    for line in publication.target_periods(plan.id, target):
        period = line.period
        if not line.has_target or period.last > dropped or period.last >= today:
            continue
        if plan.period and not plan.period.has_year(period.year):
            continue
        place = node.document.key_place("targets", index, "values", str(period))
        facts = {"id": target.indicator, "plan": plan.id, "year": period}
        explained = line.report and (line.report.judgement or line.report.missing)
        if line.progress is Progress.UNREPORTED and not explained:
            file = f"{posixpath.dirname(node.document.file)}/results/{period.slug}.md"
            yield Problem.notice(place, "target-unreported", **facts, file=file)
        # A decision about a target refers to its year.
        if period not in judged and period.frequency is Frequency.YEAR:
            yield Problem.notice(place, _UNDECIDED, **facts)


def _succession(publication: Publication, node: Node, plan: Plan) -> Iterator[Problem]:
    place = node.document.place("status")
    successors = publication.replaced_by(plan.id)
    if plan.status is Status.REPLACED and not successors and publication.gaps.counted:
        yield Problem.notice(place, "replaced-by-none", id=plan.id)
    for successor in successors:
        if plan.status is not Status.REPLACED and successor.status in IN_FORCE:
            yield Problem.notice(place, "replaced-status", id=plan.id, by=successor.id, value=plan.status)
