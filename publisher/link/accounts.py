"""Accounts: one plan's follow-up of one year, that is, its results and the outcomes of its targets."""
# One meaning, so one file.

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Final, TypeAlias

from publisher.dependencies import tracked_method, tracked_property
from publisher.link.figures.progress import UNANSWERED, Progress, TargetPeriod, latest
from publisher.link.figures.standing import status_spoken
from publisher.link.figures.tally import KNOWN, Tally, tally
from publisher.link.judgements import by_numbers, is_only_judged, went
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Status, Target
from publisher.model.register import Body
from publisher.model.result import Result
from publisher.model.roles import Relation
from publisher.model.strategy import Chapter, members_of
from publisher.model.time_period import TimePeriod

# Up to this many targets, each is shown in full on its plan's page.
FEW: Final = 12
# The targets of a plan that is not under way say nothing about how it goes, but for what it reports all the same.
NOT_BEGUN: Final = frozenset({Status.PROPOSED, Status.DECIDED, Status.REPLACED, Status.DROPPED})

Outcome: TypeAlias = tuple[Plan, Target, TargetPeriod]
"""The outcome of a plan's target in one period."""
WORST_FIRST: Final = (
    *(Progress.MISSED, Progress.NEARLY, Progress.UNREPORTED, Progress.UNCOMPUTABLE, Progress.SUPPRESSED),
    *(Progress.EMPTY, Progress.REACHED, Progress.NONE, Progress.UNTARGETED),
)
"""The order in which readers want outcomes: missed targets first."""


@dataclass(frozen=True, slots=True)
class Account:
    """One plan in one year: its results, if any, and each of its targets that has a value for the year or is judged.

    If a target has values for several periods of the year, the last one counts.
    """

    plan: Plan
    results: tuple[Result, ...]
    targets: tuple[tuple[Target, TargetPeriod], ...]


@dataclass(frozen=True)
class Accounts:
    """The accounts of all plans and years of a publication, computed on first use."""

    publication: Publication

    def rows_of_year(self, year: int) -> tuple[tuple[Plan, Target, TargetPeriod], ...]:
        """Return each target with a value for a year, or judged in it, with its plan and its outcome, plan by plan."""
        accounts = (self._years_of(plan.id)[year] for plan in self.publication.action_plans)
        return tuple((account.plan, target, line) for account in accounts for target, line in account.targets)

    def rows_of_plan(self, plan: Plan) -> tuple[tuple[Plan, Target, TargetPeriod | None], ...]:
        """Return each target of a plan with its latest known period, or with its next one if none is known yet.

        Without any value, it is the latest period that was measured.
        """
        found = []
        for target in plan.targets:
            known = self.publication.target_periods(plan.id, target)
            lines = [line for line in known if line.has_target]
            # That there is no target is also something that somebody has said.
            none = next((line for line in reversed(known) if line.target_value and line.target_value.none), None)
            measured = next((line for line in reversed(known) if line.reading), None)
            found.append((plan, target, latest(lines) or next(iter(lines), none or measured)))
        return tuple(found)

    def in_many(self, indicator: str) -> tuple[tuple[Plan, Target], ...]:
        """Return an indicator's targets in plans that have too many to show in full; its own page shows them."""
        return tuple(pair for pair in self.publication.targets_on(indicator) if len(pair[0].targets) > FEW)

    def by_chapter(self, year: int) -> tuple[tuple[Chapter, tuple[Account, ...]], ...]:
        """Return the accounts of the plans that serve each chapter, if any, with the targets that serve it."""
        found = ((chapter, tuple(self._in_chapter(year, chapter))) for chapter in self.publication.chapters)
        return tuple((chapter, accounts) for chapter, accounts in found if accounts)

    def _in_chapter(self, year: int, chapter: Chapter) -> Iterator[Account]:
        own = _members(chapter)
        for plan in self._counted(year):
            if own.intersection(self.publication.targets(plan.id, Relation.SERVES)):
                account = self._years_of(plan.id)[year]
                targets = tuple(pair for pair in account.targets if own.intersection(plan.serves_of(pair[0])))
                yield replace(account, targets=targets)

    def by_body(self, year: int) -> tuple[tuple[Body, tuple[Account, ...]], ...]:
        """Return the accounts of the plans and targets that each body is responsible for; others are left out."""
        found = ((body, tuple(self._of_body(year, body.id))) for body in self.publication.bodies)
        return tuple((body, accounts) for body, accounts in found if accounts)

    def _of_body(self, year: int, body: str) -> Iterator[Account]:
        for plan in self._counted(year):
            every = self._years_of(plan.id)[year]
            targets = tuple(pair for pair in every.targets if body in plan.responsible_for(pair[0]))
            account = replace(every, targets=targets)
            if body in plan.responsible or account.targets:
                yield account

    @tracked_property
    def tally(self) -> Tally:
        """The count of all due targets by progress."""
        return tally(line.progress for _, _, line in self._due)

    @tracked_property
    def tallies(self) -> tuple[tuple[Chapter, Tally, int], ...]:
        """The count of due targets by progress, for each chapter of the strategy that any target serves.

        Those of which people alone say how they went are counted apart, last.
        """
        found = []
        for chapter in self.publication.chapters:
            lines = [line for _, _, line in self.outcome_of(_members(chapter))]
            alone = [line for line in lines if is_only_judged(line, self.publication)]
            computed = by_numbers(lines, self.publication)
            found += [(chapter, tally(computed), len(alone))] if computed or alone else []
        return tuple(found)

    @tracked_property
    def areas_of_targets(self) -> tuple[bool, int]:
        """Whether any due target is counted in several chapters, and the number of those counted in none."""
        members = [_members(chapter) for chapter in self.publication.chapters]
        served = [plan.serves_of(target) for plan, target, line in self._due if self._is_tallied(line)]
        many = [sum(not own.isdisjoint(each) for own in members) for each in served]
        return max(many, default=0) > 1, many.count(0)

    def _is_tallied(self, line: TargetPeriod) -> bool:
        return bool(by_numbers([line], self.publication)) or is_only_judged(line, self.publication)

    @tracked_property
    def outcome(self) -> tuple[Outcome, ...]:
        """All due targets with their progress, missed ones first."""
        return self._in_order(self._due)

    def outcome_of(self, commitments: Collection[str]) -> tuple[Outcome, ...]:
        """Return the due targets that serve any of the given commitments or objectives, missed ones first."""
        return self._outcome_of(*sorted(commitments))

    @tracked_method
    def _outcome_of(self, *commitments: str) -> tuple[Outcome, ...]:
        asked = frozenset(commitments)
        return self._in_order(row for row in self._due if not asked.isdisjoint(row[0].serves_of(row[1])))

    def outcome_of_plan(self, plan: Plan) -> tuple[Outcome, ...]:
        """Return the due targets of a plan, missed ones first."""
        return self._in_order(self._due_of(plan.id))

    def outcome_of_body(self, body: str) -> tuple[Outcome, ...]:
        """Return the due targets that a body is responsible for, missed ones first."""
        rows = (row for plan in self.publication.plans_of(body) for row in self._due_of(plan.id))
        return self._in_order(row for row in rows if body in row[0].responsible_for(row[1]))

    def outcome_of_result(self, result: Result) -> tuple[Outcome, ...]:
        """Return the targets that a plan had for the period of a result or that it judges, missed ones first."""
        plan = self.publication.plan(result.plan)
        lines = ((target, line) for target in plan.targets for line in self.publication.target_periods(plan.id, target))
        rows = (
            (plan, target, line)
            for target, line in lines
            if (line.has_target and _covers(line, result)) or (_is_judged(line) and line.period == result.period)
        )
        return self._in_order(rows)

    def outcome_of_year(self, year: int) -> tuple[Outcome, ...]:
        """Return the due targets that have a value for a year or are judged in it, missed ones first."""
        return self._in_order(row for plan in self.publication.action_plans for row in self._counted_in(plan.id, year))

    def stand_in_year(self, outcomes: Iterable[Outcome], year: int) -> bool:
        """Return whether all outcomes are among those of a year. Only the plans concerned are read."""
        return all(
            plan.status is not Status.MENTIONED and (plan, target, line) in self._counted_in(plan.id, year)
            for plan, target, line in outcomes
        )

    @tracked_method
    def _counted_in(self, name: str, year: int) -> tuple[Outcome, ...]:
        """Return the due targets of a plan in a year; one that is not due is as it was last judged during the year."""
        account, found = self._years_of(name)[year], list[Outcome]()
        if year == self._latest_year and not account.results and self._is_at_rest(account.plan):
            return ()
        for target, line in account.targets:
            judged = [each for each in self.publication.target_periods(name, target) if _is_judged(each)]
            during = [each for each in judged if each.year == year]
            counted = line if self.counts(line) or not during else during[-1]
            found += [(account.plan, target, counted)] if self.counts(counted) else []
        return tuple(found)

    def missed(self, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
        """Return the outcomes that were missed, by their numbers or, if these do not say, as people judge them."""
        return tuple(row for row in outcomes if went(row[2], self.publication) is Progress.MISSED)

    def _in_order(self, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
        """Return outcomes with missed targets first, otherwise in the given order (a stable sort)."""
        return tuple(sorted(outcomes, key=lambda outcome: WORST_FIRST.index(went(outcome[2], self.publication))))

    def same_since(self, plan: Plan, target: Target, line: TargetPeriod) -> TimePeriod | None:
        """Return the first period of the run of equal progress ending with `line`; None without a run or known one."""
        lines = [each for each in self.publication.target_periods(plan.id, target) if each.has_target]
        alike = [each for each in lines if each.period.length == line.period.length and each.period <= line.period]
        run = [*takewhile(lambda each: each.progress is line.progress, reversed(alike))]
        return run[-1].period if len(run) > 1 and line.progress in KNOWN else None

    @tracked_property
    def _due(self) -> tuple[Outcome, ...]:
        """The latest known period of each due target, plan by plan."""
        return tuple(row for plan in self.publication.action_plans for row in self._due_of(plan.id))

    @tracked_method
    def _due_of(self, name: str) -> tuple[Outcome, ...]:
        """Return the latest known period of each due target of a plan.

        Of a plan that is not under way, that is what it has reported for the latest year, as that year's page has it.
        """
        plan, found = self.publication.plan(name), list[Outcome]()
        if plan.status is Status.MENTIONED:
            return ()
        if self._is_at_rest(plan):
            return self._counted_in(name, self._latest_year) if self._latest_year else ()
        for target in plan.targets:
            lines = self.publication.target_periods(name, target)
            due = [line for line in lines if line.has_target and self._is_due(line)]
            # What people say on the way to a target is how it goes where nothing else says it.
            due += [
                line for line in lines if _is_judged(line) and not (due and line.period.first <= due[-1].period.last)
            ]
            line = latest(lines) or (due[-1] if due else None)
            if line and self._speaks(line):
                found.append((plan, target, line))
        return tuple(found)

    def _is_at_rest(self, plan: Plan) -> bool:
        """Return whether a plan is not under way: not yet, or no longer."""
        return status_spoken(plan.status, reported=bool(self.publication.reports_of(plan.id))) in NOT_BEGUN

    @tracked_property
    def _latest_year(self) -> int:
        """The latest year that any result is of; 0 without results."""
        return max((result.year for result in self.publication.results), default=0)

    @tracked_property
    def _reported(self) -> date:
        """The last day of the latest period that any result covers; `date.min` without results."""
        return max((result.period.last for result in self.publication.results), default=date.min)

    def is_over(self, line: TargetPeriod) -> bool:
        """Return whether a period had ended by the latest result, so that there could be a number for it."""
        return line.period.last <= self._reported

    def counts(self, line: TargetPeriod) -> bool:
        """Return whether a target counts in its period: it is due, and missing if nothing was reported."""
        return self._is_due(line) and self._speaks(line)

    def _is_due(self, line: TargetPeriod) -> bool:
        """Return whether a target has an outcome, or its period ended by the end of the latest reported period."""
        return line.progress not in UNANSWERED or line.report is not None or self.is_over(line)

    def _speaks(self, line: TargetPeriod) -> bool:
        """Return whether a target is reported, or counts as missing: in an excerpt, it may be reported elsewhere."""
        reported = line.progress is not Progress.UNREPORTED or line.report is not None
        return reported or self.publication.gaps.counted

    def _counted(self, year: int) -> Iterator[Plan]:
        """Yield the plans that count for a year: with a result, with a target, or with a result that is overdue."""
        for plan in self.publication.action_plans:
            account = self._years_of(plan.id)[year]
            if account.results or account.targets or self.publication.gaps.expected_in(plan, year):
                yield plan

    @tracked_method
    def _years_of(self, name: str) -> Mapping[int, Account]:
        """Return the accounts of a plan by year."""
        plan, results = self.publication.plan(name), dict[int, list[Result]]()
        for result in self.publication.results_of(plan.id):
            results.setdefault(result.year, []).append(result)
        targets: dict[int, dict[str, tuple[Target, TargetPeriod]]] = {}
        for target in plan.targets:
            lines = self.publication.target_periods(plan.id, target)
            years = _by_year(line for line in lines if line.has_target)
            # A judgement on the way to the target of a later year says how it goes.
            years = {**_by_year(filter(_is_judged, lines)), **years}
            for year, own in years.items():
                # Of several targets in a year, the last one with an outcome: the third quarter's, during the year.
                targets.setdefault(year, {})[target.indicator] = target, latest(own) or own[-1]
        return {
            year: Account(plan, tuple(results.get(year, ())), tuple(targets.get(year, {}).values()))
            for year in self.publication.years
        }


def _members(chapter: Chapter) -> frozenset[str]:
    """Return the ids of what a plan can serve in a chapter: its commitments and objectives."""
    return frozenset(each.id for each in members_of(chapter))


def _is_judged(line: TargetPeriod) -> bool:
    """Return whether people judge a target in a period."""
    return line.report is not None and line.report.judgement is not None


def _by_year(lines: Iterable[TargetPeriod]) -> dict[int, list[TargetPeriod]]:
    found: dict[int, list[TargetPeriod]] = {}
    for line in lines:
        found.setdefault(line.year, []).append(line)
    return found


def _covers(line: TargetPeriod, result: Result) -> bool:
    """Return whether a result covers a period: its own, or that of one of its measurements."""
    return line.period == result.period or (line.reading is not None and line.reading.source == result.id)
