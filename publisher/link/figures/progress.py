"""Progress: computed from measurement, target and direction, never entered by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from publisher.link.figures.bounds import Bounds, bounds_of
from publisher.link.figures.series import Reading
from publisher.model.judgement import TargetReport
from publisher.model.plan import Regulation, Target
from publisher.model.register import Indicator
from publisher.model.result import Measurement
from publisher.model.target_value import TargetValue
from publisher.model.time_period import Frequency, TimePeriod


class Progress(StrEnum):
    """The outcome of a target in one period."""

    REACHED = "reached"
    NEARLY = "nearly"
    MISSED = "missed"
    EMPTY = "empty"
    NONE = "none"
    UNCOMPUTABLE = "uncomputable"
    SUPPRESSED = "suppressed"
    UNREPORTED = "unreported"
    UNTARGETED = "untargeted"


# Outcomes without a target, or without anything to compare it with.
UNANSWERED: Final = frozenset({Progress.NONE, Progress.UNTARGETED, Progress.UNREPORTED})


@dataclass(frozen=True, slots=True)
class TargetPeriod:
    """A target in one period: target value, measurement, progress, regulation and what people reported.

    `bounds` is the target value in numbers, or None. `compared` is the number compared with it: the measured one, or an
    average. `before` is the reading of the preceding period of the same length.
    """

    period: TimePeriod
    target_value: TargetValue | None = None
    bounds: Bounds | None = None
    reading: Reading | None = None
    compared: Decimal | None = None
    progress: Progress = Progress.UNTARGETED
    regulation: Regulation | None = None
    report: TargetReport | None = None
    before: Reading | None = None

    @property
    def has_target(self) -> bool:
        """Whether there is a target value for the period."""
        return self.target_value is not None and not self.target_value.none

    @property
    def year(self) -> int:
        """The calendar year that the period belongs to."""
        return self.period.year

    @property
    def measured(self) -> Measurement | None:
        """The measurement, if there is one."""
        return self.reading.measurement if self.reading else None


def compared(target_value: TargetValue, period: TimePeriod, readings: Mapping[TimePeriod, Reading]) -> Decimal | None:
    """Return the number to compare with the target: the measured one, or the average over so many calendar years.

    None if a year of the average has no number; only calendar years are averaged.
    """
    if not target_value.average:
        return readings[period].measurement.number if period in readings else None
    years = [_year_before(period, back) for back in range(target_value.average)]
    numbers = [readings[year].measurement.number if year in readings else None for year in years if year]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) / len(known) if len(known) == target_value.average else None


def _year_before(period: TimePeriod, back: int) -> TimePeriod | None:
    return period.years_before(back) if period.frequency is Frequency.YEAR else None


def progress(
    target_value: TargetValue | None, bounds: Bounds | None, reading: Reading | None, number: Decimal | None
) -> Progress:  # fmt: skip
    """Return the progress of `number` against the target, as far as it can be determined."""
    if target_value is None:
        return Progress.UNTARGETED
    if target_value.none:
        return Progress.NONE
    if reading is None and not (target_value.average and number is not None):
        return Progress.UNREPORTED
    # Whether a suppressed number reached its target would disclose something about it.
    if reading and reading.measurement.suppressed:
        return Progress.SUPPRESSED
    if reading and reading.measurement.is_of_nothing:
        return Progress.EMPTY
    if bounds is None or number is None or bounds.undirected is not None:
        return Progress.UNCOMPUTABLE
    if bounds.hold(number):
        return Progress.REACHED
    if not (target_value.tolerance or target_value.tolerance_percent):
        return Progress.MISSED
    near = bounds.widened(target_value.tolerance or Decimal(0), target_value.tolerance_percent or Decimal(0))
    return Progress.NEARLY if near.hold(number) else Progress.MISSED


def target_periods(
    target: Target,
    indicator: Indicator,
    readings: Mapping[TimePeriod, Reading],
    reports: Mapping[TimePeriod, TargetReport],
    shown: Iterable[TimePeriod],
) -> tuple[TargetPeriod, ...]:
    """Return the periods of a target in chronological order: those with a value, a verdict or a report, and `shown`.

    `readings` are all known readings of the indicator, also from before the plan and from other plans.
    """
    regulations = {regulation.year: regulation for regulation in target.regulations}
    periods = sorted({*target.values, *regulations, *reports, *shown})
    return tuple(_line(target, indicator, readings, period, regulations, reports) for period in periods)


def _line(
    target: Target,
    indicator: Indicator,
    readings: Mapping[TimePeriod, Reading],
    period: TimePeriod,
    regulations: Mapping[TimePeriod, Regulation],
    reports: Mapping[TimePeriod, TargetReport],
) -> TargetPeriod:
    target_value, reading = target.values.get(period), readings.get(period)
    bounds = bounds_of(target_value, period, indicator, readings) if target_value else None
    number = compared(target_value, period, readings) if target_value else None
    return TargetPeriod(
        period,
        target_value,
        bounds,
        reading,
        number,
        progress(target_value, bounds, reading, number),
        regulations.get(period),
        reports.get(period),
        before(period, readings) if reading else None,
    )


def before(period: TimePeriod, readings: Mapping[TimePeriod, Reading]) -> Reading | None:
    """Return the last earlier reading of a period of the same length; None without one."""
    alike = [each for each in readings if each < period and (each.length, each.split) == (period.length, period.split)]
    return readings[max(alike)] if alike else None


def latest(lines: Sequence[TargetPeriod]) -> TargetPeriod | None:
    """Return the last period in which the target has an outcome; None without one."""
    known = [line for line in lines if line.progress not in UNANSWERED]
    return known[-1] if known else None
