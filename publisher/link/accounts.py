"""Accounts are what a year's follow-up says of plans: what each reported, and how it stands against its targets."""

from collections.abc import Iterable
from dataclasses import dataclass

from publisher.link.progress import TargetYear
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.model.register import Body, Indicator
from publisher.model.result import Result
from publisher.model.strategy import Chapter


@dataclass(frozen=True, slots=True)
class Account:
    """One plan in one year: its result, where it reported, and each of its targets that has a value for the year."""

    plan: Plan
    result: Result | None
    targets: tuple[tuple[Indicator, TargetYear], ...]


def chapter_accounts(publication: Publication, year: int) -> tuple[tuple[Chapter, tuple[Account, ...]], ...]:
    """Return the accounts of the plans that serve each part of the strategy; parts without plans have none."""
    return tuple(
        (chapter, _accounts(publication, year, _serving(publication, chapter))) for chapter in publication.chapters
    )


def body_accounts(publication: Publication, year: int) -> tuple[tuple[Body, tuple[Account, ...]], ...]:
    """Return the accounts of the plans that each body answers for, where it answers for any."""
    answering = ((body, publication.duties_of(body.id).plans) for body in publication.bodies)
    return tuple((body, _accounts(publication, year, plans)) for body, plans in answering if plans)


def unanswered(publication: Publication) -> tuple[Plan, ...]:
    """Return the plans that nobody answers for yet."""
    return tuple(plan for plan in publication.plans if not plan.responsible)


def _serving(publication: Publication, chapter: Chapter) -> tuple[Plan, ...]:
    own = {commitment.id for commitment in chapter.commitments}
    return tuple(plan for plan in publication.plans if own.intersection(plan.serves))


def _accounts(publication: Publication, year: int, plans: Iterable[Plan]) -> tuple[Account, ...]:
    return tuple(_account(publication, year, plan) for plan in plans)


def _account(publication: Publication, year: int, plan: Plan) -> Account:
    result = next((result for result in publication.results_of(plan.id) if result.year == year), None)
    lines = (
        (publication.indicator(target.indicator), line)
        for target in plan.targets
        for line in publication.target_years(plan.id, target)
    )
    targets = tuple((indicator, line) for indicator, line in lines if line.year == year and line.wanted is not None)
    return Account(plan, result, targets)
