"""Charts of grouped numbers: the total and its groups as bars; for crossed dimensions, in panels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from publisher.model.groups import group_ids
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod
from publisher.render.bars import Bar, Chart, Scale, Sort
from publisher.render.group_tables import group_name, in_order, way_end, ways_of
from publisher.render.views import Views

# With more bars than this, a chart says no more than the table below it.
MOST_BARS: Final = 24
# The number of dimensions in a crossing.
CROSSING: Final = 2


@dataclass(frozen=True, slots=True)
class Divided:
    """A number broken down by groups: its parts by cell, the total, if there is one, under "", in numbers and words."""

    id: str
    indicator: Indicator
    period: TimePeriod
    numbers: Mapping[str, Decimal | None]
    figures: Mapping[str, str]


def result_groups(result: Result, views: Views) -> Iterator[Chart]:
    """Yield the charts of a result's grouped measurements: one of single groups, and one for each crossing."""
    for name, measurement in result.measurements.items():
        if measurement.groups:
            figures = {cell: views.figures.group(result, name, cell) for cell in measurement.groups}
            figures[""] = views.figures.figure(result, name)
            numbers = _numbers(measurement.number, measurement.groups, by_group=measurement.is_by_group)
            period, indicator = result.period_of(name), views.publication.indicator(name)
            yield from _charts(Divided(f"{name}.groups", indicator, period, numbers, figures), views, apart=False)


def statistics_groups(indicator: Indicator, views: Views) -> Iterator[Chart]:
    """Yield the charts of an indicator's grouped numbers, each for the latest period with such groups.

    None is drawn of numbers by group alone that the answer at the head of the page gives, and the table has.
    """
    latest = views.publication.latest_readings(indicator.id)
    answered = {each.period for each in latest if views.figures.names_groups(each.measurement)}
    found: dict[str, tuple[TimePeriod, Chart]] = {}
    for period, observation in sorted(views.publication.divided(indicator).items(), reverse=True):
        figures = {cell: views.figures.observed_group(observation, cell, indicator) for cell in observation.groups}
        figures[""] = views.figures.observation(observation, indicator)
        numbers = _numbers(observation.value, observation.groups, by_group=observation.is_by_group)
        divided = Divided(f"{indicator.id}.groups", indicator, period, numbers, figures)
        for chart in _charts(divided, views, apart=True):
            found.setdefault(chart.id, (period, chart))
    yield from (chart for period, chart in found.values() if period not in answered)


def _numbers(
    total: Decimal | None, groups: Mapping[str, Decimal | None], *, by_group: bool
) -> dict[str, Decimal | None]:  # fmt: skip
    """Return the numbers of a chart by cell; the total has no bar if there is none."""
    return {**groups} if by_group else {"": total, **groups}


def _charts(divided: Divided, views: Views, *, apart: bool) -> Iterator[Chart]:
    """Yield a chart of single groups, or `apart` one for each dimension, and one for each crossing."""
    dimensions, numbers = views.publication.dimensions, divided.numbers
    ways = ways_of((cell for cell in numbers if cell), dimensions)
    if not apart:
        alone = in_order([cell for way, cells in ways.items() if len(way) == 1 for cell in cells], dimensions)
        ways = {(): alone, **{way: cells for way, cells in ways.items() if len(way) > 1}}
    for way, cells in ways.items():
        shown = ["", *cells] if len(way) < CROSSING and "" in numbers else cells
        known = [number for cell in shown if (number := numbers.get(cell)) is not None]
        if cells and known and min(known) >= 0 and len(shown) <= MOST_BARS:
            scale = (Scale.of_shares if divided.indicator.unit.is_share else Scale.over)(known)
            bars = [_bar(cell, numbers.get(cell), divided.figures[cell], scale, views) for cell in shown]
            panels = bars if len(way) < CROSSING else [*_panels(cells, bars, views)]
            # The table beside it may have more than one period.
            key = views.language.text("chart.of-period", period=views.language.period(divided.period)) if apart else ""
            yield Chart(
                f"{divided.id}{way_end(way)}",
                _title(divided, way, views),
                tuple(panels),
                key,
                between=views.language.semicolon,
            )


def _title(divided: Divided, way: Sequence[str], views: Views) -> str:
    words, title = views.language, divided.indicator.title
    if not way:
        return words.text("chart.groups", title=title)
    titles = {each.id: words.within(each.title) for each in views.publication.dimensions}
    facts = {"by": words.listing(titles[each] for each in way), "period": words.period(divided.period)}
    return words.text("chart.statistics-groups", title=title, **facts)


def _bar(cell: str, number: Decimal | None, figure: str, scale: Scale, views: Views) -> Bar:
    words = views.language
    title = group_name(cell, views.publication.dimensions, words) if cell else words.text("groups.all")
    said = words.text("chart.said", title=title, number=figure)
    sort = Sort.MISSING if number is None else Sort.REPORTED
    return Bar(sort, figure, title, said, length=0 if number is None else scale.at(number))


def _panels(cells: Sequence[str], bars: Sequence[Bar], views: Views) -> Iterator[Bar]:
    """Yield the bars of a crossing, one panel for each group of the first dimension, all on one scale."""
    dimensions, above = views.publication.dimensions, ""
    for cell, bar in zip(cells, bars, strict=True):
        first, *others = in_order([*group_ids(cell)], dimensions)
        heading = group_name(first, dimensions, views.language)
        words = views.language.commas(group_name(each, dimensions, views.language) for each in others)
        said = views.language.text("chart.said", title=words, number=bar.figure)
        yield replace(bar, words=words, said=said, heading=heading if heading != above else "")
        above = heading
