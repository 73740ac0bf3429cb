"""Figures: every number of a result in words, never without what it is a part of and what else is known of it.

What may not be told has no number here any more; the words say so in its place.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from publisher.language import Language
from publisher.link.figures.shares import counted, shares, since_baseline
from publisher.link.publication import Publication
from publisher.model.register import Baseline, Indicator
from publisher.model.result import Hiding, Measurement
from publisher.model.statistics import Observation
from publisher.model.unit import COUNT, DAYS, SHARE, Unit


class Measured(Protocol):
    """What measurements stand in: a result, or a reading of an indicator."""

    @property
    def measurements(self) -> Mapping[str, Measurement]:
        """The measurements, by indicator."""


class Figures:
    """What can be said of numbers, in one language."""

    def __init__(self, publication: Publication, language: Language) -> None:
        self.publication = publication
        self.language = language
        self._smallest = publication.settings.publication.smallest_group

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions under the names that templates know."""
        names = (
            "number",
            "figure",
            "measured",
            "in_short",
            "numbered",
            "computed",
            "corrections",
            "baseline",
            "observation",
        )
        return {name: getattr(self, name) for name in names}

    def number(self, number: Decimal | int, unit: Unit = COUNT) -> str:
        """Return a number in the language's form, with its unit: 142, 79 %, 1 200 kronor, 4,2 ton per invånare."""
        return self.language.amount(number, unit)

    def figure(self, result: Measured, name: str) -> str:
        """Return the number of a measurement, or that it is not told."""
        measurement = result.measurements[name]
        if measurement.is_of_nothing:
            return self.language.text("figure.of-nothing")
        if measurement.number is None:
            return self._untold(measurement.suppressed)
        return self.number(measurement.number, self.publication.indicator(name).unit)

    def measured(self, result: Measured, name: str) -> str:
        """Return a measurement with all that belongs to it: "79 % av 72 som blev klara (preliminär uppgift)"."""
        return self._part(result, name) + self._within(name) + self._marks(result, name) + self._open(result, name)

    def in_short(self, result: Measured, name: str) -> str:
        """Return a measurement with what it is a part of, where there is no room for how it was counted."""
        return self._part(result, name) + self._marks(result, name)

    def numbered(self, result: Measured, name: str) -> str:
        """Return what stands beside a measurement's number: its title, and what belongs to the number."""
        title, whole = self.publication.indicator(name).title, self._whole_of(result, name)
        told = self.language.text("measurement.numbered", title=title, whole=whole) if whole else title
        return told + self._marks(result, name)

    def marks(self, measurement: Measurement) -> list[str]:
        """Return in words what a reader must know of a number: that it is preliminary, or was put right."""
        marks = {"preliminary": measurement.preliminary, "corrected": bool(measurement.corrections)}
        return [self.language.text(mark) for mark, is_so in marks.items() if is_so]

    def computed(self, result: Measured, name: str) -> list[str]:
        """Return in words what can be worked out of a measurement, each with how it is worked out."""
        return [*self._shares(result, name), *self._since_baseline(result, name)]

    def observation(self, observation: Observation, indicator: Indicator) -> str:
        """Return a number of an indicator's own statistics, with what a reader must know of it."""
        if observation.value is None:
            return self._untold(Hiding.SMALL) if observation.is_suppressed else self.language.text("not-reported")
        marks = [self.language.text("preliminary")] if observation.preliminary else []
        marks += [observation.note] if observation.note else []
        told = self.number(observation.value, indicator.unit)
        return f"{told} ({', '.join(marks)})" if marks else told

    def corrections(self, result: Measured, name: str) -> list[str]:
        """Return in words each correction of a measurement: when, what the number was, and why."""
        unit = self.publication.indicator(name).unit
        told = []
        for correction in result.measurements[name].corrections:
            facts = {"date": self.language.date(correction.date), "reason": correction.reason}
            if correction.was is None:
                told.append(self.language.text("correction.hidden", **facts))
            else:
                told.append(self.language.text("correction", was=self.number(correction.was, unit), **facts))
        return told

    def baseline(self, baseline: Baseline, unit: Unit) -> str:
        """Return the value from which a change is counted, or that it is not told, with its day."""
        value = self._untold(Hiding.SMALL) if baseline.value is None else self.number(baseline.value, unit)
        return self.language.text("indicator.baseline-value", value=value, date=self.language.date(baseline.date))

    def _untold(self, why: Hiding | None) -> str:
        key = "figure.small" if why is Hiding.SMALL else "figure.derivable"
        return self.language.text(key, count=self._smallest)

    def _whole_of(self, result: Measured, name: str) -> str:
        """Return what a measurement is a part of, with its number: "72 deltagare som avslutat", or nothing."""
        whole = result.measurements[name].of
        if result.measurements[name].suppressed is Hiding.DERIVABLE:
            return ""
        number = result.measurements[whole].number if whole and whole in result.measurements else None
        if whole is None or number is None or self.publication.indicator(whole).unit.is_share:
            return ""
        indicator = self.publication.indicator(whole)
        return f"{self.number(number, indicator.unit)} {indicator.as_whole or indicator.title.lower()}"

    def _part(self, result: Measured, name: str) -> str:
        figure, whole = self.figure(result, name), self._whole_of(result, name)
        return self.language.text("measurement.of", part=figure, whole=whole) if whole else figure

    def _within(self, name: str) -> str:
        outcome = self.publication.indicator(name).outcome
        if outcome is None:
            return ""
        days = self.number(outcome.within_days, DAYS)
        return f", {self.language.text('outcome.within', days=days, since=outcome.since)}"

    def _marks(self, result: Measured, name: str) -> str:
        marks = self.marks(result.measurements[name])
        return f" ({', '.join(marks)})" if marks else ""

    def _open(self, result: Measured, name: str) -> str:
        measurement = result.measurements[name]
        if measurement.open is None and not measurement.open_suppressed:
            return ""
        count = self._untold(Hiding.SMALL) if measurement.open is None else self.number(measurement.open)
        return f"; {self.language.text('outcome.open', count=count)}"

    def _shares(self, result: Measured, name: str) -> Iterator[str]:
        measurement, count = result.measurements[name], counted(result.measurements, name)
        if count is None:
            return
        part = self.language.number(rounded(count))
        for share in shares(result.measurements, name):
            facts = {"part": part, "of": self.language.number(share.of)}
            if not share.computed:
                given = self.number(share.per_cent, SHARE)
                yield self.language.text("computed.count", share=given, **facts)
                continue
            words = "computed.share" if measurement.share is None else "computed.about"
            per_cent = self.number(rounded(share.per_cent), SHARE)
            indicator = self.publication.indicator(share.whole)
            whole = f"{facts['of']} {indicator.as_whole or indicator.title.lower()}"
            yield self.language.text(words, per_cent=per_cent, whole=whole, **facts)

    def _since_baseline(self, result: Measured, name: str) -> Iterator[str]:
        indicator = self.publication.indicator(name)
        change = since_baseline(result.measurements[name], indicator)
        if change is None or indicator.baseline is None:
            return
        key = "baseline.same" if change == 0 else "baseline.higher" if change > 0 else "baseline.lower"
        facts = {"baseline": self.baseline(indicator.baseline, indicator.unit)}
        yield self.language.text(key, change=self.change(abs(change), indicator.unit), **facts)

    def change(self, change: Decimal, unit: Unit) -> str:
        """Return how far apart two numbers are: what lies between two percentages is percentage points."""
        if not unit.is_per_cent:
            return self.number(change, unit)
        # Between two shares lie percentage points: 79 % is 9 of them above 70 %.
        return self.language.plural("points", change)


def rounded(number: Decimal) -> Decimal:
    """Return a number without decimals, rounded as people do."""
    return number.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def figure_of(holder: Measured, name: str, figures: Figures) -> str:
    """Return a number with that of its whole, for a share means nothing without it: 79 % of 72."""
    number, measurement = figures.figure(holder, name), holder.measurements[name]
    whole = holder.measurements.get(measurement.of or "")
    if whole is None or whole.value is None or measurement.suppressed is Hiding.DERIVABLE:
        return number
    return figures.language.text("chart.of", part=number, whole=figures.language.number(whole.value))
