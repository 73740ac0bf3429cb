"""What a plan's parts say of a commitment: the latest outcomes of targets, and how activities stand."""

from collections.abc import Sequence

from publisher.link.figures.progress import Progress, TargetPeriod, latest
from publisher.model.plan import Activity, ActivityStatus, Plan
from publisher.model.result import Result
from publisher.model.time_period import Frequency


def outcomes_said(results: Sequence[Result], lines: Sequence[Sequence[TargetPeriod]]) -> tuple[Progress, ...]:
    """Return the latest outcome of each target, as pages show it, in whichever period and result it is.

    A target that the latest result should have reported and did not is also *unreported*, whatever it was before; so is
    one that has had no outcome yet.
    """
    result = result_speaking(results, lines)
    last = [latest(each) for each in lines]
    found = [each.progress for each in last if each]
    ahead = [each for each, known in zip(lines, last, strict=True) if not known and any(it.has_target for it in each)]
    silent = [each for each in lines if result and progress_said(result, each) is Progress.UNREPORTED]
    return (*found, *(Progress.UNREPORTED for _ in (*ahead, *silent)))


def result_speaking(results: Sequence[Result], lines: Sequence[Sequence[TargetPeriod]]) -> Result | None:
    """Return the latest result that can decide on targets: of a full year, or of a period with targets; else None."""
    aimed = {line.period for each in lines for line in each if line.has_target}
    return next((each for each in results if each.period.frequency is Frequency.YEAR or each.period in aimed), None)


def progress_said(result: Result, lines: Sequence[TargetPeriod]) -> Progress | None:
    """Return the progress of a target in the period that a result measured, which may be an earlier one."""
    aimed = [line for line in lines if line.has_target and line.period <= result.period]
    measured = [line for line in aimed if line.reading and line.reading.source == result.id]
    own = [line for line in aimed if line.period == result.period]
    elsewhere = [line for line in aimed if line.reading and line.reading.source == line.reading.indicator]
    found = measured or [line for line in own if line.reading] or elsewhere or own
    return found[-1].progress if found else None


def status_said(plan: Plan, activity: Activity, results: Sequence[Result]) -> ActivityStatus:
    """Return the latest stated status of an activity: the plan's, or that of its latest result about it."""
    result = next((each for each in results if activity.id in each.activities), None)
    return result.activities[activity.id].status if result and is_later(result, plan) else activity.status


def is_later(result: Result, plan: Plan) -> bool:
    """Return whether a result says how activities stand later than their plan does."""
    said = result.as_of.last if result.as_of else result.period.last
    return plan.as_of is None or plan.as_of.first <= said
