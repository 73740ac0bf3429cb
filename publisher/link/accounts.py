"""Accounts are what a year's follow-up says of plans: what each reported, and how it stands against its targets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from publisher.link.figures.progress import TargetPeriod
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Target
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.roles import Relation
from publisher.model.strategy import Chapter


@dataclass(frozen=True, slots=True)
class Account:
    """One plan in one year: its results, where it reported, and each of its targets that has a value for the year.

    Of several periods of the year the last one with a target speaks for it.
    """

    plan: Plan
    results: tuple[Result, ...]
    targets: tuple[tuple[Target, TargetPeriod], ...]


@dataclass(frozen=True)
class Accounts:
    """The accounts of a publication's plans for its years, gathered as readers ask for them."""

    publication: Publication

    def of_year(self, year: int) -> tuple[Account, ...]:
        """Return the accounts of all plans that reported or wanted something for a year."""
        found = (self._by_plan[plan.id][year] for plan in self.publication.action_plans)
        return tuple(account for account in found if account.results or account.targets)

    def by_chapter(self, year: int) -> tuple[tuple[Chapter, tuple[Account, ...]], ...]:
        """Return the accounts of the plans that serve each part of the strategy, with the targets that serve it.

        Parts without plans are left out.
        """
        found = ((chapter, tuple(self._in_chapter(year, chapter))) for chapter in self.publication.chapters)
        return tuple((chapter, accounts) for chapter, accounts in found if accounts)

    def _in_chapter(self, year: int, chapter: Chapter) -> Iterator[Account]:
        own = {commitment.id for commitment in chapter.commitments}
        for plan in self._counted(year):
            if own.intersection(self.publication.targets(plan.id, Relation.SERVES)):
                account = self._by_plan[plan.id][year]
                targets = tuple(pair for pair in account.targets if own.intersection(plan.serves_of(pair[0])))
                yield replace(account, targets=targets)

    def by_body(self, year: int) -> tuple[tuple[Body, tuple[Account, ...]], ...]:
        """Return the accounts of the plans and targets that each body answers for, where it answers for any."""
        found = ((body, tuple(self._of_body(year, body.id))) for body in self.publication.bodies)
        return tuple((body, accounts) for body, accounts in found if accounts)

    def _of_body(self, year: int, body: str) -> Iterator[Account]:
        for plan in self._counted(year):
            every = self._by_plan[plan.id][year]
            account = replace(
                every, targets=tuple(pair for pair in every.targets if plan.responsible_for(pair[0]) == body)
            )
            if plan.responsible == body or account.targets:
                yield account

    def _counted(self, year: int) -> Iterator[Plan]:
        """Yield the plans that belong to the count of a year: that reported, or wanted something, or should have."""
        for plan in self.publication.action_plans:
            account = self._by_plan[plan.id][year]
            if account.results or account.targets or self.publication.gaps.expected_in(plan, year):
                yield plan

    @cached_property
    def _by_plan(self) -> Mapping[str, Mapping[int, Account]]:
        return {plan.id: self._of(plan) for plan in self.publication.action_plans}

    def _of(self, plan: Plan) -> Mapping[int, Account]:
        results: dict[int, list[Result]] = {}
        for result in self.publication.results_of(plan.id):
            results.setdefault(result.year, []).append(result)
        wanted: dict[int, dict[str, tuple[Target, TargetPeriod]]] = {}
        for target in plan.targets:
            for line in self.publication.target_periods(plan.id, target):
                if line.has_target:
                    wanted.setdefault(line.year, {})[target.indicator] = target, line
        return {
            year: Account(plan, tuple(results.get(year, ())), tuple(wanted.get(year, {}).values()))
            for year in self.publication.years
        }
