"""Targets in words: the target value of a period, its amount, and the change from the period before."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from publisher.link.figures.progress import TargetPeriod
from publisher.model.register import Indicator
from publisher.model.unit import PERCENT, Unit, UnitName
from publisher.model.wanted import Wanted
from publisher.render.figures import Figures

# The fields of a target value that limit a number, the lower end first.
_LIMITS: Final = {
    "at_least": "wanted.at-least", "above": "wanted.above", "at_most": "wanted.at-most", "below": "wanted.below",
}  # fmt: skip

_RANKS: Final = {"at_most": "wanted.rank-or-better", "below": "wanted.better-than"}


class TargetWords:
    """Targets in the words of one language."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.language = figures.language

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions under the names that templates know."""
        return {name: getattr(self, name) for name in ("wanted", "bound", "averaged", "change_before")}

    def wanted(self, wanted: Wanted | None, indicator: Indicator) -> str:
        """Return the target value of a period in words, or words for a missing one."""
        text = self.language.text
        if wanted is None:
            return text("target.untold")
        if wanted.none:
            return text("target.none")
        said = self._wanted(wanted, indicator)
        extra = [text("wanted.average", n=wanted.average)] if wanted.average else []
        if wanted.tolerance:
            extra.append(text("wanted.tolerance", number=self.figures.change(wanted.tolerance, indicator.unit)))
        if wanted.tolerance_percent:
            percent = self.figures.number(wanted.tolerance_percent, PERCENT)
            extra.append(text("wanted.tolerance-percent", number=percent))
        if wanted.words:
            said = text("wanted.words", words=wanted.words, said=said) if said else wanted.words
        return f"{said} ({', '.join(extra)})" if extra else said

    def _wanted(self, wanted: Wanted, indicator: Indicator) -> str:
        """Return the number of a target value in words; "" where it consists of words alone."""
        text, unit = self.language.text, indicator.unit
        if wanted.value is not None:
            return self.figures.number(wanted.value, unit)
        if limits := {key: number for key in _LIMITS if (number := getattr(wanted, key)) is not None}:
            return self._limits(limits, unit)
        if wanted.increase_since or wanted.decrease_since:
            key = "wanted.increase" if wanted.increase_since else "wanted.decrease"
            return text(key, period=self.language.period(wanted.increase_since or wanted.decrease_since))  # type: ignore[arg-type]  # one of them
        if wanted.since is None and not wanted.yearly:
            return ""
        change = wanted.change if wanted.change is not None else wanted.change_percent or Decimal(0)
        size = (
            self.figures.change(abs(change), unit)
            if wanted.change is not None
            else self.figures.number(abs(change), PERCENT)
        )
        if wanted.since is None:
            yearly = "wanted.down-yearly" if change < 0 else "wanted.up-yearly"
            return text("wanted.same-yearly" if change == 0 else yearly, change=size)
        key = "wanted.same" if change == 0 else "wanted.down" if change < 0 else "wanted.up"
        return text(key, change=size, period=self.language.period(wanted.since))

    def _limits(self, limits: Mapping[str, Decimal], unit: Unit) -> str:
        """Return one limit in words, or the two ends of a span."""
        if len(limits) == 1:
            ((key, number),) = limits.items()
            # Of places in a list the lowest is the best.
            words = _RANKS.get(key, _LIMITS[key]) if unit.name == UnitName.RANK else _LIMITS[key]
            return self.language.text(words, number=self.figures.number(number, unit))
        low, high = limits.values()
        key = "wanted.span" if "at_least" in limits else "wanted.between"
        return self.language.text(key, low=self.language.number(low), high=self.figures.number(high, unit))

    def bound(self, line: TargetPeriod, indicator: Indicator) -> str:
        """Return the amount of a relative target in words; "" for others, and where it is unknown."""
        if line.wanted is None or not line.wanted.is_change or line.bounds is None:
            return ""
        ends = [self.figures.number(as_exact(mark, line), indicator.unit) for mark in line.bounds.marks]
        key = "wanted.comes-to" if line.wanted.since or line.wanted.yearly else "wanted.was"
        return self.language.text(key, number=" – ".join(ends))

    def averaged(self, line: TargetPeriod, indicator: Indicator) -> str:
        """Return the average that is compared with the target."""
        return "" if line.compared is None else self.figures.number(as_exact(line.compared, line), indicator.unit)

    def change_before(self, line: TargetPeriod, indicator: Indicator) -> str:
        """Return the change of a measurement from the period before, in words; "" where unknown."""
        now = line.reading.measurement.number if line.reading else None
        before = line.before.measurement.number if line.before else None
        if now is None or before is None:
            return ""
        return self.figures.moved(now - before, indicator.unit)


def as_exact(number: Decimal, line: TargetPeriod) -> Decimal:
    """Return a computed number with at most one decimal more than the number it is compared with."""
    measured = line.measured.number if line.measured and line.measured.number is not None else Decimal(0)
    decimals = max(0, -int(measured.as_tuple().exponent)) + 1
    exact = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    # Of what was worked out, zeros at the end say nothing.
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
