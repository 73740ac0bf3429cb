"""Rows for tables of targets: for a year, everything that its results say, including about targets of other periods."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.link.accounts import Accounts, Outcome
from publisher.link.figures.progress import Progress, TargetPeriod
from publisher.model.plan import Plan, Target
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target in a table: its own line, and the lines that give its aim, number, judgement and forecast.

    They differ from its own if, say, a quarterly result reports on the year's target. `counts` says whether the row is
    due or its period reported, so that an absent number is missing.
    """

    plan: Plan
    target: Target
    line: TargetPeriod | None
    aimed: TargetPeriod | None
    measured: TargetPeriod | None
    judged: TargetPeriod | None
    expected: TargetPeriod | None = None
    counts: bool = True


@dataclass(frozen=True)
class TargetRows:
    """The target tables of one publication."""

    accounts: Accounts

    def plainly(self, rows: Iterable[tuple[Plan, Target, TargetPeriod | None]]) -> tuple[TargetRow, ...]:
        """Return rows whose columns are from the target's own line; the number may be of a part of its period.

        It may also lag, unless the earlier period has a row of its own.
        """
        every = [*rows]
        shown = {(plan.id, target.indicator, line.period) for plan, target, line in every if line}
        made = []
        for plan, target, line in every:
            measured = self._measured(plan, target, line)
            own = line and measured and (plan.id, target.indicator, measured.period) in shown
            ahead = line and measured and measured.period.last < line.period.first
            number = line if own and ahead else measured
            aimed = line and _aimed(line, self._lines(plan, target))
            counts = line is None or line.has_target
            made.append(TargetRow(plan, target, line, aimed, number, _if_judged(line), counts=counts))
        return tuple(made)

    def ahead_of(self, row: TargetRow) -> tuple[TargetPeriod, ...]:
        """Return the target's periods with a target value after that of a row: the year 2045 beside 2030."""
        lines = self._lines(row.plan, row.target)
        return tuple(each for each in lines if row.line and each.has_target and each.period > row.line.period)

    def _measured(self, plan: Plan, target: Target, line: TargetPeriod | None) -> TargetPeriod | None:
        """Return the line of a target's number: its own, or if it has none, the last within its period.

        Else it is one of an earlier period that the results for its own period have, since statistics often lag; or the
        latest of all, if its period is not over.
        """
        if line is None or line.reading or (line.report and line.report.missing):
            return line
        first, last, lines = line.period.first, line.period.last, self._lines(plan, target)
        results = {each.id for each in self.accounts.publication.results_of(plan.id) if each.period == line.period}
        parts = [each for each in lines if first <= each.period.first and each.period.last <= last]
        lagging = [each for each in lines if each.reading and each.reading.source in results]
        before = [each for each in lines if each.reading and each.period < line.period]
        latest = before[-1] if before and not self.accounts.is_over(line) else None
        return _last(parts, lambda each: each.reading is not None) or _last(lagging, lambda _: True) or latest or line

    def of_year(self, year: int) -> tuple[TargetRow, ...]:
        """Return each target that counts in a year, then those that only a result of the year mentions."""
        counted = self.accounts.outcome_of_year(year)
        due = {(plan.id, target.indicator) for plan, target, _ in counted}
        own = {(plan.id, target.indicator): line for plan, target, line in self.accounts.rows_of_year(year)}
        rows = [
            self._in_year((plan, target, own[plan.id, target.indicator]), year, counts=line.has_target)
            for plan, target, line in counted
        ]
        for plan, target in self._targets():
            name = (plan.id, target.indicator)
            lines = [] if name in due else self._of_year(plan, target, year)
            if lines := [
                line
                for line in lines
                if not (line.year == year and self._is_history(line, plan))
                if line.report
                or (line.reading and self._is_ahead(line, plan, target))
                or self._is_passed_over(line, plan)
            ]:
                line = own.get(name, lines[-1])
                # A report on a period answers for its targets; one on part of the period does not yet.
                periods = {each.period for each in self.accounts.publication.results_of(plan.id)}
                due_here = line.has_target and line.period in periods
                rows.append(self._in_year((plan, target, line), year, counts=due_here))
        return tuple(rows)

    def within_year(self, year: int) -> tuple[TargetRow, ...]:
        """Return what is known of each target in the periods of a year that have no row of their own among its rows.

        These are the quarters before the last one, and those of a target for the whole year.
        """
        shown = {(row.plan.id, row.target.indicator): row for row in self.of_year(year)}
        rows: list[tuple[Plan, Target, TargetPeriod | None]] = []
        for plan, target in self._targets():
            row = shown.get((plan.id, target.indicator))
            own = {each.period for each in (row.line, row.measured) if each} if row else set()
            rows += [
                (plan, target, line)
                for line in self._lines(plan, target)
                if line.year == year and line.period not in own and (line.reading or self._is_missed_out(line))
                if not self._is_history(line, plan)
            ]
        return self.plainly(rows)

    def history_in_year(self, year: int) -> tuple[TargetRow, ...]:
        """Return what was measured in a year of targets whose plans had not begun: no plan wanted anything of it."""
        return self.plainly(
            (plan, target, line)
            for plan, target in self._targets()
            for line in self._lines(plan, target)
            if line.year == year and self._is_history(line, plan)
        )

    def _is_history(self, line: TargetPeriod, plan: Plan) -> bool:
        """Return whether a line only has a number from before its plan began: no target, and nobody judges it."""
        before = plan.period is not None and plan.period.is_after(line.period)
        return before and line.reading is not None and not line.has_target and not line.report

    def _is_missed_out(self, line: TargetPeriod) -> bool:
        return line.has_target and self.accounts.counts(line)

    def judged_in_year(self, plan: Plan, target: Target, year: int) -> TargetPeriod | None:
        """Return the latest period of a year, or of its results, for which people have judged a target."""
        return _last(self._of_year(plan, target, year), lambda each: _if_judged(each) is not None)

    def measured_in(self, result: Result, shown: Iterable[TargetRow]) -> tuple[TargetRow, ...]:
        """Return a row for each target without one that a result measures, or says why it does not.

        Nothing is wanted for its period, but what is wanted of the next is known, and the number before.
        """
        plan = self.accounts.publication.plan(result.plan)
        known = {row.target.indicator for row in shown}
        found = []
        for target in plan.targets:
            lines = self._lines(plan, target)
            line = next((each for each in lines if each.period == result.period), TargetPeriod(result.period))
            measured = _last(lines, lambda each: each.reading is not None and each.reading.source == result.id)
            explained = line.report is not None and line.report.missing is not None
            if target.indicator not in known and (measured or explained):
                aimed = _aimed(line, lines)
                found.append(TargetRow(plan, target, line, aimed, measured, _if_judged(line), counts=False))
        return tuple(found)

    def passed_over(self, plan: Plan) -> tuple[TargetRow, ...]:
        """Return the targets of a plan that are not counted, and that the report on their period does not mention."""
        due = {target.indicator for _, target, _ in self.accounts.outcome_of_plan(plan)}
        periods = {each.period for each in self.accounts.publication.results_of(plan.id)}
        found = []
        for target in plan.targets if due else ():
            lines = [line for line in self._lines(plan, target) if self._is_passed_over(line, plan)]
            if lines and target.indicator not in due:
                line = lines[-1]
                measured = self._measured(plan, target, line)
                number = measured if measured and measured.reading else None
                found.append(TargetRow(plan, target, line, line, number, None, counts=line.period in periods))
        return tuple(found)

    def unreported_of(self, plan: Plan) -> dict[TimePeriod, tuple[str, ...]]:
        """Return by period the indicators of a plan's targets that count there and of which nothing is reported."""
        found = dict[TimePeriod, tuple[str, ...]]()
        for target in plan.targets:
            for line in self._lines(plan, target):
                silent = line.has_target and line.progress is Progress.UNREPORTED and not line.report
                if silent and self.accounts.counts(line):
                    found[line.period] = (*found.get(line.period, ()), target.indicator)
        return found

    def undecided_of(self, plan: Plan) -> dict[TimePeriod, tuple[str, ...]]:
        """Return by year the indicators whose target nobody has decided about, of a plan that has such decisions."""
        if not self.accounts.publication.gaps.counted or not any(target.regulations for target in plan.targets):
            return {}
        years = self.accounts.publication.yearly(plan)
        return {TimePeriod.of_year(each.year): each.unjudged for each in years if each.unjudged}

    def _in_year(self, outcome: Outcome, year: int, *, counts: bool) -> TargetRow:
        plan, target, line = outcome
        lines = self._lines(plan, target)
        here = self._of_year(plan, target, year)
        measured = line if line.reading else _last(here, lambda each: each.reading is not None)
        return TargetRow(
            plan,
            target,
            line,
            _aimed(line, lines),
            measured,
            _last(here, lambda each: _if_judged(each) is not None),
            _last(here, lambda each: each.report is not None and each.report.forecast is not None),
            counts,
        )

    def _of_year(self, plan: Plan, target: Target, year: int) -> list[TargetPeriod]:
        """Return the periods of a year, and earlier ones measured in its results: statistics often lag."""
        results = {each.id for each in self.accounts.publication.results_of(plan.id) if each.year == year}
        return [
            line
            for line in self._lines(plan, target)
            if line.year == year or (line.reading and line.reading.source in results)
        ]

    def _is_ahead(self, line: TargetPeriod, plan: Plan, target: Target) -> bool:
        """Return whether a number for a period precedes a target: there is one for that period or a later one."""
        return any(each.target_value and each.period >= line.period for each in self._lines(plan, target))

    def _is_passed_over(self, line: TargetPeriod, plan: Plan) -> bool:
        """Return whether a result of the plan for this or a longer period does not mention the target."""
        if not line.has_target or line.progress is not Progress.UNREPORTED or line.report:
            return False
        results = (each.period for each in self.accounts.publication.results_of(plan.id))
        return any(each.first <= line.period.first and line.period.last <= each.last for each in results)

    def _targets(self) -> Iterator[tuple[Plan, Target]]:
        for plan in self.accounts.publication.action_plans:
            for target in plan.targets:
                yield plan, target

    def _lines(self, plan: Plan, target: Target) -> Sequence[TargetPeriod]:
        return self.accounts.publication.target_periods(plan.id, target)


def _last(lines: Iterable[TargetPeriod], has: Callable[[TargetPeriod], bool]) -> TargetPeriod | None:
    found = [line for line in lines if has(line)]
    return found[-1] if found else None


def _if_judged(line: TargetPeriod | None) -> TargetPeriod | None:
    return line if line and line.report and line.report.judgement else None


def _aimed(line: TargetPeriod, lines: Iterable[TargetPeriod]) -> TargetPeriod:
    """Return the line with the aim that a period leads to: its own, or else the next one."""
    if line.target_value:
        return line
    return next((each for each in lines if each.target_value and each.period > line.period), line)
