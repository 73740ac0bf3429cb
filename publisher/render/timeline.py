"""Timelines as values: a series over many years on a proportional time axis, with its targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.series import Reading
from publisher.model.register import Indicator
from publisher.render.limit_lines import in_words, within
from publisher.render.views import Views

# More periods than this, or a longer time, are drawn as a line instead of bars.
MOST_BARS: Final = 8
LONGEST_YEARS: Final = 12
# Bars leave the place of one year without a number; more of them would be a row for every empty year.
LONGEST_STEP: Final = 2
# About this many years are labelled below the line, whatever its length.
TICKS: Final = 6
STEPS: Final = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the plot area: both coordinates are fractions from 0 to 1, with the origin at the lower left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: its name, if several are drawn, and its points in chronological order."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A series on a time axis. `lines` are shown above it, each a figure and words; `ticks` are years and positions.

    `marks` are the targets, and `limits` the heights of lines across it. `zero` is the height of 0. `said` is the text
    alternative. `better` says which direction is better; it is not drawn, but stands beside.
    """

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    curves: tuple[Curve, ...]
    marks: tuple[Point, ...]
    ticks: tuple[tuple[str, float], ...]
    zero: float
    key: str
    said: str
    limits: tuple[float, ...] = ()
    better: str = ""

    @property
    def caption(self) -> str:
        """What the chart shows and which direction is better, for where it stands alone."""
        return f"{self.title}. {self.better}" if self.better else self.title

    @property
    def alternative(self) -> str:
        """The whole chart in words."""
        return f"{self.title}: {self.said}."


@dataclass(frozen=True, slots=True)
class _Plane:
    """Years and numbers as positions in the plot area, always including zero, so that changes keep their proportion."""

    first: float
    last: float
    low: Decimal
    high: Decimal

    def at(self, year: float, number: Decimal) -> Point:
        return Point(self.x(year), float((number - self.low) / (self.high - self.low or 1)))

    def x(self, year: float) -> float:
        return (year - self.first) / (self.last - self.first or 1)


def is_long(lines: Sequence[TargetPeriod]) -> bool:
    """Return whether periods are so many, or so far apart, that they need a time axis."""
    steps = [later.year - earlier.year for earlier, later in pairwise(lines)]
    return len(lines) > MOST_BARS or sum(steps) > LONGEST_YEARS or max(steps, default=0) > LONGEST_STEP


def timeline(
    indicator: Indicator,
    lines: Sequence[TargetPeriod],
    views: Views,
    others: Sequence[tuple[str, Sequence[Reading]]] = (),
) -> Timeline:
    """Return the timeline of an indicator: its readings, its targets, and other series by name."""
    words = views.language
    # On a proportional axis a year without data needs no entry of its own.
    lines = [line for line in lines if line.reading or (line.bounds and line.target_value)]
    known = [(line.period, number) for line in lines if line.measured and (number := line.measured.number) is not None]
    beside = [
        (name, [(each.period, number) for each in readings if (number := each.measurement.number) is not None])
        for name, readings in others
    ]
    target_marks = [(line.period, mark) for line in lines if line.bounds for mark in line.bounds.marks]
    every = [*known, *target_marks, *(pair for _, pairs in beside for pair in pairs)]
    limits = views.publication.ledger.limits_of(indicator.id)
    meant = in_words(limits, indicator, views)
    numbers = [Decimal(0), *limits, *(number for _, number in every)]
    times = [period.middle for period, _ in every]
    plane = _Plane(min(times), max(times), min(numbers), max(numbers))
    above = _above(indicator, lines, views)
    key = " ".join(f"{part}." for part in (words.text("chart.mark") if target_marks else "", *meant) if part)
    return Timeline(
        indicator.id,
        words.text("chart.target" if target_marks else "chart.series", title=indicator.title),
        above,
        tuple(
            Curve(name, tuple(plane.at(period.middle, number) for period, number in pairs))
            for name, pairs in [("", known), *beside]
            if pairs
        ),
        tuple(plane.at(period.middle, number) for period, number in target_marks),
        tuple((str(year), plane.x(year + 0.5)) for year in _ticks(plane)),
        plane.at(plane.first, Decimal(0)).y,
        key,
        words.semicolons([*(_facts(line, indicator, views) for line in lines), *within(meant, words)]),
        tuple(plane.at(plane.first, each).y for each in limits),
        views.targets.better(indicator),
    )


def _above(indicator: Indicator, lines: Sequence[TargetPeriod], views: Views) -> tuple[tuple[str, str], ...]:
    """Return the lines above the plot in order of time: the first and the last number, and the targets ahead."""
    words = views.language
    known = [line for line in lines if line.measured and line.measured.number is not None]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    found = [(words.period(line.period), _number(line, indicator, views)) for line in ends]
    # Of many targets the next and the last are named; the table has all of them.
    aims = [line for line in lines if line.bounds and line.target_value]
    ahead = [line for line in aims if not known or line.period > known[-1].period] or aims[-1:]
    for line in (*ahead[:1], *ahead[1:][-1:]):
        number = views.targets.target_value(line.target_value, indicator)
        found.append((words.period(line.period), words.text("chart.target-value", number=number)))
    return tuple(found)


def _number(line: TargetPeriod, indicator: Indicator, views: Views) -> str:
    return views.figures.figure_of(line.reading, indicator.id) if line.reading else ""


def _facts(line: TargetPeriod, indicator: Indicator, views: Views) -> str:
    words, facts = views.language, []
    if line.reading:
        facts += [_number(line, indicator, views), *views.figures.marks(line.reading.measurement)]
    if line.bounds and line.target_value:
        facts.append(words.text("chart.target-value", number=views.targets.target_value(line.target_value, indicator)))
    return words.text("chart.year", year=words.period(line.period), number=words.commas(facts))


def _ticks(plane: _Plane) -> list[int]:
    """Return the years to label: about as many as there is room for, including the first and the last."""
    first, last = int(plane.first), int(plane.last)
    step = next((each for each in STEPS if (last - first) / each <= TICKS), STEPS[-1])
    between = [year for year in range(first, last) if year % step == 0]
    return [first, *(year for year in between if step * 0.6 <= year - first and step * 0.6 <= last - year), last]
