"""Charts as values: what a plan's targets and a result's parts come to as bars, in the words of the site's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

from publisher.link.figures.progress import TargetYear, every_year
from publisher.link.figures.shares import counted, wholes
from publisher.model.plan import Plan, Target
from publisher.model.register import Direction, Indicator, Unit
from publisher.model.result import Hiding, Result
from publisher.render.figures import rounded
from publisher.render.views import Views

# A whole with one part is said in a line; a picture of it would say no more.
FEWEST_PARTS: Final = 3
# Of a share's scale, in per cent.
_ALL: Final = Decimal(100)


class Sort(StrEnum):
    """What a bar stands for."""

    REPORTED = "reported"
    COMPUTED = "computed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `figure` and `words` stand above it, `said` is both for somebody who cannot see it.

    `start`, `length` and `mark` (the target, where there is one) are parts of the chart's width, from 0 to 1.
    """

    sort: Sort
    figure: str
    words: str
    said: str
    start: float = 0
    length: float = 0
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars. `key` says what a mark or a paler bar means, or is empty."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    key: str

    @property
    def alternative(self) -> str:
        """The whole chart in words."""
        return f"{self.title}: {'; '.join(bar.said for bar in self.bars)}."


def charts_of(value: object, views: Views) -> tuple[Chart, ...]:
    """Return the charts of a plan or a result; nothing else has any, and where nothing is measured there is none."""
    match value:
        case Plan():
            return tuple(_targets(value, views))
        case Result():
            return tuple(_parts(value, views))
    return ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """Numbers as parts of a chart's width. Zero is always on it, for a bar that begins elsewhere misleads."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, numbers: Iterable[Decimal]) -> Self:
        """Return the scale that holds all numbers."""
        known = [*numbers, Decimal(0)]
        return cls(min(known), max(known))

    def at(self, number: Decimal) -> float:
        """Return where a number stands."""
        return float((number - self.low) / (self.high - self.low or 1))


def _targets(plan: Plan, views: Views) -> Iterator[Chart]:
    for target in plan.targets:
        years = views.publication.target_years(plan.id, target)
        # A year in which something was only decided has nothing to draw.
        lines = [line for line in years if line.measured or line.wanted is not None]
        if any(_told(line) is not None for line in lines):
            yield _target(plan, target, every_year(lines), views)


def _target(plan: Plan, target: Target, lines: Sequence[TargetYear], views: Views) -> Chart:
    words, indicator = views.language, views.publication.indicator(target.indicator)
    wanted = [line.wanted for line in lines if line.wanted is not None]
    told = [number for line in lines if (number := _told(line)) is not None]
    # A share is read as a part of all, so that its bar is drawn as one.
    scale = _Scale.over([*wanted, *told, *([_ALL] if indicator.unit is Unit.SHARE else [])])
    bars = tuple(_year(plan, line, indicator, scale, views) for line in lines)
    better = "" if indicator.direction is Direction.NEITHER else words.text(f"direction.{indicator.direction}")
    key = " ".join(f"{part}." for part in (words.text("chart.mark") if wanted else "", better) if part)
    return Chart(indicator.id, words.text("chart.target", title=indicator.title), bars, key)


def _year(plan: Plan, line: TargetYear, indicator: Indicator, scale: _Scale, views: Views) -> Bar:
    words, figure, facts = views.language, str(line.year), [views.language.text("not-reported")]
    if line.measured:
        number = _figure(views.publication.result(plan.id, line.year), indicator.id, views)
        figure = words.text("chart.year", year=line.year, number=number)
        facts = views.figures.marks(line.measured)
    if line.wanted is not None:
        facts.append(words.text("chart.wanted", number=views.figures.number(line.wanted, indicator.unit)))
    reached = _told(line)
    zero, end = scale.at(Decimal(0)), scale.at(reached or Decimal(0))
    return Bar(
        Sort.MISSING if reached is None else Sort.REPORTED,
        figure,
        # A line breaks between facts, not within one.
        ", ".join(fact.replace(" ", "\u00a0") for fact in facts),
        ", ".join([figure, *facts]),
        start=min(zero, end),
        length=abs(end - zero),
        mark=None if line.wanted is None else scale.at(line.wanted),
    )


def _told(line: TargetYear) -> Decimal | None:
    return line.measured.number if line.measured else None


def _parts(result: Result, views: Views) -> Iterator[Chart]:
    for names in wholes(result.measurements):
        if len(names) >= FEWEST_PARTS:
            bars = tuple(_part(result, name, names[0], views) for name in names)
            computed = any(bar.sort is Sort.COMPUTED for bar in bars)
            title = views.publication.indicator(names[0]).title
            key = views.language.text("chart.computed") if computed else ""
            yield Chart(names[0], views.language.text("chart.parts", title=title), bars, key)


def _part(result: Result, name: str, whole: str, views: Views) -> Bar:
    words, measurement = views.language, result.measurements[name]
    count, all_of_them = counted(result.measurements, name), result.measurements[whole].value
    assert all_of_them  # else it would be no whole
    title, figure, facts = views.publication.indicator(name).title, _figure(result, name, views), []
    if count is not None and measurement.share is not None:
        facts.append(words.text("chart.about", number=words.number(rounded(count))))
    facts += views.figures.marks(measurement)
    told = Sort.REPORTED if measurement.share is None else Sort.COMPUTED
    return Bar(
        Sort.MISSING if count is None else told,
        figure,
        ", ".join([title, *facts]),
        ", ".join([words.text("chart.said", title=title, number=figure), *facts]),
        length=float((count or 0) / all_of_them),
    )


def _figure(result: Result, name: str, views: Views) -> str:
    """Return a number with that of its whole, for a share means nothing without it: 79 % of 72."""
    number, measurement = views.figures.figure(result, name), result.measurements[name]
    whole = result.measurements.get(measurement.of or "")
    if whole is None or whole.value is None or measurement.suppressed is Hiding.DERIVABLE:
        return number
    return views.language.text("chart.of", part=number, whole=views.language.number(whole.value))
