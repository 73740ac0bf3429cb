"""Targets in words: the target value of a period, its amount, and the change from the preceding period."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from publisher.link.accounts import Outcome
from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.tally import KNOWN
from publisher.model.period import Day
from publisher.model.register import Direction, Indicator
from publisher.model.result import Result
from publisher.model.target_value import TargetValue
from publisher.model.unit import PERCENT, Unit, UnitName
from publisher.model.untranslated import composed
from publisher.render.figures import Figures

# The fields of a target value that limit a number, lower ones first.
_LIMITS: Final = {
    "at_least": "target-value.at-least",
    "above": "target-value.above",
    "at_most": "target-value.at-most",
    "below": "target-value.below",
}

# A number that ends within so many decimals is written in full.
_DECIMALS: Final = 3

_RANKS: Final = {"at_most": "target-value.rank-or-better", "below": "target-value.better-than"}


class TargetWords:
    """Targets in the words of one language."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.language = figures.language

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = ("target_value", "bound", "averaged", "change_before", "better", "counted_on", "counted_early")
        return {name: getattr(self, name) for name in names}

    def counted_on(self, value: TargetPeriod | Result) -> Day | None:
        """Return the day that the numbers of a period are of, where the period had not ended then."""
        source = value.id if isinstance(value, Result) else value.reading.source if value.reading else ""
        node = self.figures.publication.nodes.get(source)
        day = node.value.as_of if node and isinstance(node.value, Result) else None
        return day if day and day.last < value.period.earliest_last else None

    def counted_early(self, outcomes: Iterable[Outcome]) -> tuple[int, Day | None]:
        """Return how many known outcomes are of a period that had not ended, and the day if it is one for all."""
        days = [self.counted_on(line) for _, _, line in outcomes if line.progress in KNOWN]
        same = days[0] if len({*days}) == 1 else None
        return sum(day is not None for day in days), same

    def better(self, indicator: Indicator) -> str:
        """Return which direction is better; "" if neither is, or if nobody has said."""
        known = indicator.direction not in (None, Direction.NEITHER)
        return self.language.text(f"direction.{indicator.direction}") if known else ""

    def target_value(self, target_value: TargetValue | None, indicator: Indicator) -> str:
        """Return the target value of a period in words, or words for a missing one."""
        text = self.language.text
        if target_value is None:
            return text("target.untold")
        if target_value.none:
            return text("target.none")
        said = self._in_words(target_value, indicator)
        extra = [text("target-value.average", n=target_value.average)] if target_value.average else []
        if target_value.tolerance:
            extra.append(
                text("target-value.tolerance", number=self.figures.change(target_value.tolerance, indicator.unit))
            )
        if target_value.tolerance_percent:
            percent = self.figures.number(target_value.tolerance_percent, PERCENT)
            extra.append(text("target-value.tolerance-percent", number=percent))
        if target_value.words:
            said = text("target-value.words", words=target_value.words, said=said) if said else target_value.words
        return self.figures.with_remarks(said, extra)

    def _in_words(self, target_value: TargetValue, indicator: Indicator) -> str:
        """Return the number of a target value in words; "" if it consists of words alone."""
        text, unit = self.language.text, indicator.unit
        if target_value.value is not None:
            return self.figures.number(target_value.value, unit)
        if limits := {key: number for key in _LIMITS if (number := getattr(target_value, key)) is not None}:
            return self._limits(limits, unit)
        if target_value.increase_since or target_value.decrease_since:
            key = "target-value.increase" if target_value.increase_since else "target-value.decrease"
            return text(key, period=self.language.period(target_value.increase_since or target_value.decrease_since))  # type: ignore[arg-type]  # one of them
        if target_value.since is None and not target_value.yearly:
            return ""
        change = target_value.change if target_value.change is not None else target_value.change_percent or Decimal(0)
        size = (
            self.figures.change(abs(change), unit)
            if target_value.change is not None
            else self.figures.number(abs(change), PERCENT)
        )
        if target_value.since is None:
            yearly = "target-value.down-yearly" if change < 0 else "target-value.up-yearly"
            return text("target-value.same-yearly" if change == 0 else yearly, change=size)
        key = "target-value.same" if change == 0 else "target-value.down" if change < 0 else "target-value.up"
        return text(key, change=size, period=self.language.period(target_value.since))

    def _limits(self, limits: Mapping[str, Decimal], unit: Unit) -> str:
        """Return one limit in words, or both ends of a range."""
        if len(limits) == 1:
            ((key, number),) = limits.items()
            # The best place in a list is the lowest number.
            words = _RANKS.get(key, _LIMITS[key]) if unit.name == UnitName.RANK else _LIMITS[key]
            return self.language.text(words, number=self.figures.number(number, unit))
        low, high = limits.values()
        key = "target-value.span" if "at_least" in limits else "target-value.between"
        ends, said = (
            {"low": self.language.number(low), "high": self.language.number(high)},
            self.figures.number(high, unit),
        )
        if said.startswith(ends["high"]):
            return self.language.text(key, low=ends["low"], high=said)
        # Of some units the word stands before the number: index 100–120 av 200.
        return said.replace(ends["high"], self.language.text(key, **ends), 1)

    def bound(self, line: TargetPeriod, indicator: Indicator) -> str:
        """Return the amount of a relative target in words; "" for others, and if unknown."""
        if line.target_value is None or not line.target_value.is_change or line.bounds is None:
            return ""
        computed = bool(line.target_value.since or line.target_value.yearly)
        # What was measured keeps its decimals.
        marks = [as_exact(mark) if computed else mark for mark in line.bounds.marks]
        ends = [self.figures.number(mark, indicator.unit) for mark in marks]
        key = "target-value.comes-to" if computed else "target-value.was"
        return self.language.text(key, number=composed(" – ".join(ends), ends))

    def averaged(self, line: TargetPeriod, indicator: Indicator) -> str:
        """Return the average that is compared with the target."""
        return "" if line.compared is None else self.figures.number(as_exact(line.compared), indicator.unit)

    def change_before(self, line: TargetPeriod, indicator: Indicator, row: TargetPeriod | None = None) -> str:
        """Return the change of a measurement from the one before, in words; "" if unknown.

        The earlier period is named if there are others in between, or if the measurement is not of the period of its
        `row`.
        """
        reading, earlier = line.reading, line.before
        now = reading.measurement.number if reading else None
        before = earlier.measurement.number if earlier else None
        if reading is None or earlier is None or now is None or before is None:
            return ""
        follows = earlier.period.last + timedelta(days=1) == reading.period.first
        if follows and (row is None or row.period.year == reading.period.year):
            return self.figures.moved(now - before, indicator.unit)
        return self.figures.moved_since(now - before, indicator.unit, earlier.period)


def as_exact(number: Decimal) -> Decimal:
    """Return a computed number as it is if it ends within three decimals, else with two, or four digits that count.

    It says the same whatever was measured, so that nothing reached 0.75 by what is written as 0.8.
    """
    decimals = _DECIMALS if number == round(number, _DECIMALS) else max(2, _DECIMALS - number.adjusted())
    exact = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    # Trailing zeros of a computed number mean nothing.
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
