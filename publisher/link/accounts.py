"""Accounts are what a year's follow-up says of plans: what each reported, and how it stands against its targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from publisher.link.figures.progress import TargetYear
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


@dataclass(frozen=True)
class Accounts:
    """The accounts of a publication's plans for its years, gathered as readers ask for them."""

    publication: Publication

    def by_chapter(self, year: int) -> tuple[tuple[Chapter, tuple[Account, ...]], ...]:
        """Return the accounts of the plans that serve each part of the strategy; parts without plans have none."""
        chapters = self.publication.chapters
        return tuple((chapter, self._for(year, _serving(self.publication, chapter))) for chapter in chapters)

    def by_body(self, year: int) -> tuple[tuple[Body, tuple[Account, ...]], ...]:
        """Return the accounts of the plans that each body answers for, where it answers for any."""
        answering = ((body, self.publication.duties_of(body.id).plans) for body in self.publication.bodies)
        return tuple((body, self._for(year, plans)) for body, plans in answering if plans)

    def unanswered(self) -> tuple[Plan, ...]:
        """Return the plans that nobody answers for yet."""
        return tuple(plan for plan in self.publication.plans if not plan.responsible)

    def _for(self, year: int, plans: Iterable[Plan]) -> tuple[Account, ...]:
        return tuple(self._by_plan[plan.id][year] for plan in plans)

    @cached_property
    def _by_plan(self) -> Mapping[str, Mapping[int, Account]]:
        return {plan.id: self._of(plan) for plan in self.publication.plans}

    def _of(self, plan: Plan) -> Mapping[int, Account]:
        publication = self.publication
        results = {result.year: result for result in publication.results_of(plan.id)}
        wanted: dict[int, list[tuple[Indicator, TargetYear]]] = {}
        for target in plan.targets:
            for line in publication.target_years(plan.id, target):
                if line.wanted is not None:
                    wanted.setdefault(line.year, []).append((publication.indicator(target.indicator), line))
        return {year: Account(plan, results.get(year), tuple(wanted.get(year, ()))) for year in publication.years}


def _serving(publication: Publication, chapter: Chapter) -> tuple[Plan, ...]:
    own = {commitment.id for commitment in chapter.commitments}
    return tuple(plan for plan in publication.plans if own.intersection(plan.serves))
