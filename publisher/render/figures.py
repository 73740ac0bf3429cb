"""Figures: every number of a result in words, always with its total, unit and reservations.

Suppressed numbers have been removed already; words replace them.
"""
# One meaning, so one file.

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

from publisher.language import Language
from publisher.link.figures.shares import counted, shares, since_baseline
from publisher.link.publication import Publication
from publisher.model.correction import Correction
from publisher.model.groups import Dimension, group_ids
from publisher.model.register import Baseline, Indicator
from publisher.model.result import Hiding, Measurement, Result
from publisher.model.statistics import ComparedSeries, Observation
from publisher.model.time_period import TimePeriod
from publisher.model.unit import COUNT, DAYS, SHARE, Unit, UnitName
from publisher.model.untranslated import composed

# How a number compares with its baseline: higher, lower or the same; and so where the baseline is a fact beside.
_ABOVE_BASELINE: Final = ("baseline.higher", "baseline.lower", "baseline.same")
_ABOVE_OWN_BASELINE: Final = ("baseline.own.higher", "baseline.own.lower", "baseline.own.same")
# So many groups are named in place of the number of all.
MOST_GROUPS: Final = 4


class Measured(Protocol):
    """What holds measurements: a result, or a reading of an indicator."""

    @property
    def measurements(self) -> Mapping[str, Measurement]:
        """The measurements, by indicator."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a measurement is a part of: its number, and its indicator."""

    number: Decimal
    indicator: Indicator


class Figures:
    """Numbers in the words of one language."""

    def __init__(self, publication: Publication, language: Language) -> None:
        self.publication = publication
        self.language = language
        self._smallest = publication.settings.publication.smallest_group

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return the functions by their names in templates."""
        names = (
            "number", "figure", "measured", "in_short", "numbered", "computed", "corrections", "observed_corrections",
            "baseline", "observation", "compared_number", "names_groups",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def number(self, number: Decimal | int, unit: Unit = COUNT) -> str:
        """Return a number formatted for the language, with its unit: 142, 79 %, 1 200 kronor, 4,2 ton per invånare."""
        return self.language.amount(number, unit)

    def figure(self, result: Measured, name: str) -> str:
        """Return the number of a measurement, or why it is not published."""
        measurement = result.measurements[name]
        if measurement.missing:
            return measurement.missing
        if measurement.is_of_nothing:
            return self.language.text("figure.of-nothing")
        if measurement.is_by_group:
            return self._by_group(measurement.groups, self._unit(name))
        if measurement.number is None:
            return self._unknown_because(measurement.suppressed)
        return self.number(measurement.number, self.publication.indicator(name).unit)

    def group(self, result: Measured, name: str, cell: str) -> str:
        """Return the number of one group of a measurement, or that it is not published."""
        return self._of_group(result.measurements[name].groups, cell, self._unit(name))

    def observed_group(self, observation: Observation, cell: str, indicator: Indicator) -> str:
        """Return the number of one group in an indicator's own statistics, or that it is not published."""
        return self._of_group(observation.groups, cell, indicator.unit)

    def _of_group(self, groups: Mapping[str, Decimal | None], cell: str, unit: Unit) -> str:
        if cell not in groups:
            return "–"  # as in tables
        number = groups[cell]
        return self.language.text("figure.group") if number is None else self.number(number, unit)

    def _by_group(self, groups: Mapping[str, Decimal | None], unit: Unit) -> str:
        """Return the numbers of a few groups, or the lowest and highest of many, which a table has."""
        titles = self._group_titles()
        if not self._are_few(groups):
            return self._of_many(groups, unit)
        figures = {cell: self._of_group(groups, cell, unit) for cell in titles if cell in groups}
        said = [self.language.text("chart.said", title=titles[cell], number=each) for cell, each in figures.items()]
        return composed(self.language.semicolon.join(said), said)

    def _of_many(self, groups: Mapping[str, Decimal | None], unit: Unit) -> str:
        """Return the lowest and highest number of a dimension's groups, or only what divides them.

        Of crossed or suppressed groups, and of equal numbers, no two are the ends of a span.
        """
        words, titles = self.language, self._group_titles()
        ways = [each for each in self.publication.dimensions if _divides(each, groups)]
        by = words.listing(words.within(each.title) for each in ways)
        known = {number: cell for cell in titles if (number := groups.get(cell)) is not None}
        if len(ways) != 1 or None in groups.values() or len(known) == 1:
            return words.text("figure.groups-by", by=by)
        ends = {"low": self.number(min(known), unit), "high": self.number(max(known), unit)}
        named = {"first": titles[known[min(known)]], "last": titles[known[max(known)]]}
        return words.text("figure.groups-span", **ends, **named, by=by)

    def names_groups(self, measurement: Measurement) -> bool:
        """Whether the figure of a measurement is the number of each of its groups, since there is none of all."""
        return measurement.is_by_group and not measurement.missing and self._are_few(measurement.groups)

    def _are_few(self, groups: Mapping[str, Decimal | None]) -> bool:
        return len(groups) <= MOST_GROUPS and groups.keys() <= self._group_titles().keys()

    def _group_titles(self) -> dict[str, str]:
        return {group.id: group.title for each in self.publication.dimensions for group in each.groups}

    def _unit(self, name: str) -> Unit:
        return self.publication.indicator(name).unit

    def measured(self, result: Measured, name: str, *, own: bool = False) -> str:
        """Return a measurement with its total and reservations: "79 % av 72 som blev klara (preliminär uppgift)".

        On its indicator's `own` page, the time within which something must happen is a fact beside. Numbers by group
        stand in a table below.
        """
        within = "" if own else self._within(name)
        by_group = result.measurements[name].is_by_group and not result.measurements[name].missing
        part = self.language.text("figure.by-group") if by_group else self._part(result, name)
        said = (part, within, self._marks(result, name), self._open(result, name))
        return composed("".join(said), said)

    def in_short(self, result: Measured, name: str) -> str:
        """Return a measurement with its total, for places without room for the method."""
        said = (self._part(result, name), self._marks(result, name))
        return composed("".join(said), said)

    def numbered(self, result: Measured, name: str, *, with_whole: bool = True) -> str:
        """Return the label beside a measurement's number: its title and total, and its period if it has its own."""
        title, whole = self.publication.indicator(name).title, self._whole_of(result, name) if with_whole else ""
        words = self.language.text("measurement.numbered", title=title, whole=whole) if whole else title
        if isinstance(result, Result) and result.period_of(name) != result.period:
            words = self.language.commas([words, self.language.period(result.period_of(name))])
        marks = self._marks(result, name)
        return composed(words + marks, [words, marks])

    def marks(self, measurement: Measurement) -> list[str]:
        """Return the reservations about a number in words: preliminary, corrected."""
        marks = {"preliminary": measurement.preliminary, "corrected": bool(measurement.corrections)}
        return [self.language.text(mark) for mark, is_so in marks.items() if is_so]

    def computed(self, result: Measured, name: str, *, own: bool = False) -> list[str]:
        """Return the figures computed from a measurement in words, each with its formula.

        On its indicator's `own` page, the baseline is a fact beside.
        """
        return [*self._shares(result, name), *self._since_baseline(result, name, own=own)]

    def observation(self, observation: Observation, indicator: Indicator) -> str:
        """Return a number of an indicator's own statistics, with its reservations."""
        if observation.missing:
            return observation.missing
        if observation.is_by_group:
            return self.language.text("figure.by-group")
        if observation.value is None:
            # It is never stated whether a suppressed number is small itself or would disclose a small one.
            return self.language.text("figure.derivable" if observation.is_suppressed else "not-reported")
        marks = [self.language.text("preliminary")] if observation.preliminary else []
        marks += [self.language.text("corrected")] if observation.corrections else []
        marks += [observation.note] if observation.note else []
        number = self.number(observation.value, indicator.unit)
        return self.with_remarks(number, marks)

    def compared_number(self, observation: Observation, series: ComparedSeries, indicator: Indicator) -> str:
        """Return a number that an indicator is compared with, and whether it is preliminary."""
        marks = [self.language.text("preliminary")] if observation.preliminary_series.get(series.id) else []
        return self.with_remarks(self.number(observation.series[series.id], indicator.unit), marks)

    def corrections(self, result: Measured, name: str) -> list[str]:
        """Return in words each correction of a measurement: when, what the number was, and why."""
        return self._corrected(result.measurements[name].corrections, self._unit(name))

    def observed_corrections(self, observation: Observation, indicator: Indicator) -> list[str]:
        """Return in words each correction of a number of an indicator's own statistics."""
        return self._corrected(observation.corrections, indicator.unit)

    def _corrected(self, corrections: Iterable[Correction], unit: Unit) -> list[str]:
        lines = []
        for correction in corrections:
            facts = {"date": self.language.date(correction.date), "reason": correction.reason}
            if correction.was is None:
                lines.append(self.language.text("correction.hidden", **facts))
            else:
                lines.append(self.language.text("correction", was=self.number(correction.was, unit), **facts))
        return lines

    def baseline(self, baseline: Baseline, unit: Unit) -> str:
        """Return the baseline value, or why it is not published, with its date."""
        value = self._unknown_because(Hiding.SMALL) if baseline.value is None else self.number(baseline.value, unit)
        return self.language.text("indicator.baseline-value", value=value, date=self.language.date(baseline.date))

    def _unknown_because(self, why: Hiding | None) -> str:
        key = "figure.small" if why is Hiding.SMALL else "figure.derivable"
        return self.language.text(key, count=self._smallest)

    def whole(self, result: Measured, name: str) -> Whole | None:
        """Return the total of a measurement; None if unknown, a share itself, or if it would disclose the part.

        This is the only rule for it: every text, table, funnel and chart that says "79 % of 72" uses it.
        """
        measurement = result.measurements[name]
        whole = result.measurements.get(measurement.of or "")
        if measurement.of is None or whole is None or measurement.suppressed is Hiding.DERIVABLE:
            return None
        if measurement.is_of_nothing:
            return None
        indicator = self.publication.indicator(measurement.of)
        return None if whole.number is None or indicator.unit.is_share else Whole(whole.number, indicator)

    def figure_of(self, result: Measured, name: str) -> str:
        """Return the number of a measurement with that of its total: 79 % av 72."""
        figure, whole = self.figure(result, name), self.whole(result, name)
        if whole is None:
            return figure
        return self.language.text("chart.of", part=figure, whole=self.number(whole.number, whole.indicator.unit))

    def _whole_of(self, result: Measured, name: str) -> str:
        """Return the total of a measurement in words: "72 deltagare som avslutat"; "" without one."""
        whole = self.whole(result, name)
        return self._counted_as(self.number(whole.number, whole.indicator.unit), whole.indicator) if whole else ""

    def _counted_as(self, number: str, indicator: Indicator) -> str:
        what = indicator.as_whole or self.language.within(indicator.title)
        return composed(f"{number} {what}", [number, what])

    def with_remarks(self, words: str, remarks: Sequence[str]) -> str:
        """Return words followed by remarks in parentheses, if there are any."""
        return composed(f"{words} ({self.language.commas(remarks)})", [words, *remarks]) if remarks else words

    def _part(self, result: Measured, name: str) -> str:
        figure, whole = self.figure(result, name), self._whole_of(result, name)
        return self.language.text("measurement.of", part=figure, whole=whole) if whole else figure

    def _within(self, name: str) -> str:
        outcome = self.publication.indicator(name).outcome
        if outcome is None:
            return ""
        days = self.number(outcome.within_days, DAYS)
        within = self.language.text("outcome.within", days=days, since=outcome.since)
        return composed(f"{self.language.comma}{within}", [within])

    def _marks(self, result: Measured, name: str) -> str:
        return self.with_remarks("", self.marks(result.measurements[name]))

    def _open(self, result: Measured, name: str) -> str:
        measurement = result.measurements[name]
        if measurement.open is None and not measurement.open_suppressed:
            return ""
        count = self._unknown_because(Hiding.SMALL) if measurement.open is None else self.number(measurement.open)
        return f"{self.language.semicolon}{self.language.text('outcome.open', count=count)}"

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
            whole = self._counted_as(facts["of"], self.publication.indicator(share.whole))
            yield self.language.text(words, per_cent=per_cent, whole=whole, **facts)

    def _since_baseline(self, result: Measured, name: str, *, own: bool) -> Iterator[str]:
        indicator = self.publication.indicator(name)
        change = since_baseline(result.measurements[name], indicator)
        if change is None or indicator.baseline is None:
            return
        higher, lower, same = _ABOVE_OWN_BASELINE if own else _ABOVE_BASELINE
        key = same if change == 0 else higher if change > 0 else lower
        facts = {} if own else {"baseline": self.baseline(indicator.baseline, indicator.unit)}
        yield self.language.text(key, change=self.change(abs(change), indicator.unit), **facts)

    def moved(self, change: Decimal, unit: Unit) -> str:
        """Return in words how a number has changed: up or down, or just the change for a rank, where less is better."""
        if change == 0:
            return self.language.text("before.none")
        if unit.name == UnitName.RANK:
            return self.language.plural("before.better" if change < 0 else "before.worse", abs(change))
        key = "before.up" if change > 0 else "before.down"
        return self.language.text(key, change=self.change(abs(change), unit))

    def moved_since(self, change: Decimal, unit: Unit, period: TimePeriod) -> str:
        """Return in words how a number has changed since a period: up 3 from 2024, two places better than 2024."""
        key = "before.than" if unit.name == UnitName.RANK and change else "before.since"
        return self.language.text(key, change=self.moved(change, unit), period=self.language.period(period))

    def change(self, change: Decimal, unit: Unit) -> str:
        """Return the difference of two numbers in words; of percentages in percentage points, of ranks in places."""
        if unit.name == UnitName.RANK:
            return self.language.plural("unit.places", change)
        if unit.name in {UnitName.INDEX, UnitName.SCALE}:
            return self.language.number(change)
        if not unit.is_per_cent:
            return self.number(change, unit)
        # Shares differ by percentage points: 79 % is 9 of them above 70 %.
        return self.language.plural("points", change)


def _divides(dimension: Dimension, cells: Iterable[str]) -> bool:
    """Return whether some cells are groups of a dimension, or cross them with others."""
    own = {group.id for group in dimension.groups}
    return any(own & group_ids(cell) for cell in cells)


def rounded(number: Decimal) -> Decimal:
    """Return a number rounded to an integer, half away from zero."""
    return number.quantize(Decimal(1), rounding=ROUND_HALF_UP)
