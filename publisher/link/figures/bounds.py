"""Bounds: the numbers that reach a target, computed from what it says and from what it counts from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from publisher.link.figures.series import Reading
from publisher.model.register import Direction, Indicator
from publisher.model.target_value import TargetValue
from publisher.model.time_period import Frequency, TimePeriod


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value that reach a target, in the indicator's unit; `strict` excludes both limits.

    `undirected` is a target value for which nobody has said whether more or less is better. Then no number is known to
    reach or miss it: a source that wanted more than this would not call the same number reached.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    strict: bool = False
    undirected: Decimal | None = None

    def hold(self, number: Decimal) -> bool:
        """Return whether a number is within the bounds."""
        if self.strict:
            return (self.low is None or number > self.low) and (self.high is None or number < self.high)
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    def widened(self, tolerance: Decimal, per_cent: Decimal) -> "Bounds":
        """Return bounds widened by `tolerance`, and by `per_cent` of each limit itself; they are inclusive."""
        low = None if self.low is None else self.low - tolerance - abs(self.low) * per_cent / 100
        high = None if self.high is None else self.high + tolerance + abs(self.high) * per_cent / 100
        return Bounds(low, high)

    @property
    def marks(self) -> tuple[Decimal, ...]:
        """The values that a chart marks: one limit, or both ends of a range."""
        return tuple(dict.fromkeys(each for each in (self.low, self.undirected, self.high) if each is not None))


def bounds_of(
    target_value: TargetValue, period: TimePeriod, indicator: Indicator, readings: Mapping[TimePeriod, Reading]
) -> Bounds | None:
    """Return the target value of a period as bounds; None for words, and for a change from an unknown number."""
    if target_value.value is not None:
        return _towards(target_value.value, indicator.direction)
    if target_value.at_least is not None or target_value.at_most is not None:
        return Bounds(target_value.at_least, target_value.at_most)
    if target_value.above is not None or target_value.below is not None:
        return Bounds(target_value.above, target_value.below, strict=True)
    start = start_of(target_value.counts_from(period), period, indicator, readings)
    if start is None or is_no_start(target_value, start):
        return None
    if target_value.increase_since:
        return Bounds(low=start, strict=True)
    if target_value.decrease_since:
        return Bounds(high=start, strict=True)
    change = (
        target_value.change if target_value.change is not None else start * (target_value.change_percent or 0) / 100
    )
    # A decrease by so much is reached by any lower value, whichever direction is better for the indicator.
    way = Direction.LOWER if change < 0 else Direction.HIGHER if change > 0 else indicator.direction
    return _towards(start + change, way)


def _towards(value: Decimal, direction: Direction | None) -> Bounds:
    if direction is None:
        return Bounds(undirected=value)
    low = value if direction is not Direction.LOWER else None
    return Bounds(low, value if direction is not Direction.HIGHER else None)


def is_no_start(target_value: TargetValue, start: Decimal) -> bool:
    """Return whether a change in per cent would count from a number that is not above zero.

    Of -2, an increase of half may mean -1 or -3, and of nothing it is nothing.
    """
    return bool(target_value.change_percent) and start <= 0


def start_of(
    since: TimePeriod | None, period: TimePeriod, indicator: Indicator, readings: Mapping[TimePeriod, Reading]
) -> Decimal | None:  # fmt: skip
    """Return the number that a change until `period` counts from: of a period, or the baseline; None if unknown."""
    if since is None or not is_comparable(since, period, indicator):
        return None
    if since in readings:
        return readings[since].measurement.number
    baseline = indicator.baseline
    is_named = baseline is not None and str(since) in {str(baseline.date), str(baseline.date.year)}
    return baseline.value if baseline and is_named else None


def is_comparable(since: TimePeriod, period: TimePeriod, indicator: Indicator) -> bool:
    """Return whether a change until `period` may count from `since`, which is of the same length.

    A third of a year has fewer of what is counted than the year before, whatever came of it. A whole year may also
    count from the day of the indicator's baseline, which its register names for that.
    """
    baseline = indicator.baseline
    is_named = baseline is not None and str(since) == str(baseline.date)
    return since.length == period.length or (is_named and period.frequency is Frequency.YEAR)
