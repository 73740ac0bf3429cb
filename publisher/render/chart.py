"""Charts as values: a plan's targets and a result's parts as bars, labelled in the site's language."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from publisher.link.accounts import FEW, Accounts
from publisher.link.figures.progress import TargetPeriod
from publisher.link.figures.series import observed
from publisher.link.figures.shares import counted, wholes
from publisher.link.judgements import is_missing
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Target
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.time_period import Frequency, TimePeriod
from publisher.render.bars import Bar, Chart, Scale, Sort
from publisher.render.figures import rounded
from publisher.render.group_charts import result_groups, statistics_groups
from publisher.render.limit_lines import in_words, within
from publisher.render.timeline import Timeline, is_long, timeline
from publisher.render.views import Views

# A total with a single part is stated in a line; a chart would say no more.
FEWEST_PARTS: Final = 3
# More comparison series than this are unreadable in a chart; the table has them all.
MOST_SERIES: Final = 3


def charts_of(value: object, views: Views) -> tuple[Chart | Timeline, ...]:
    """Return the charts of a plan, result or indicator; empty for other values and without measurements."""
    match value:
        case Plan() if len(value.targets) <= FEW:
            return tuple(chart for target in value.targets for chart in _of_target(value, target, views))
        case Result():
            return (*_parts(value, views), *result_groups(value, views))
        case Indicator():
            apart = statistics_groups(value, views)
            return (*_statistics(value, views), *apart, *_in_plans(value, views), *_measured(value, views))
    return ()


def charted_periods(plan: Plan, target: Target, publication: Publication) -> tuple[TargetPeriod, ...]:
    """Return the periods in the table beside a target's chart: its own, and those that the chart has numbers of.

    Where the statistics say why a period of that length has no number, it is among them.
    """
    own, history = publication.target_periods(plan.id, target), publication.target_history(plan.id, target)
    known = {line.period for line in own}
    drawn = [line for line in _drawable(history) if _number_of(line) is not None]
    lengths = {line.period.length for line in drawn or own}
    explained = [
        line
        for line in history
        if line.report and line.report.missing and (line.period.length in lengths or not lengths)
    ]
    beside = {line.period: line for line in (*drawn, *explained) if line.period not in known}
    return tuple(sorted([*own, *beside.values()], key=lambda line: line.period))


def _of_target(plan: Plan, target: Target, views: Views) -> Iterator[Chart | Timeline]:
    lines = _drawable(views.publication.target_history(plan.id, target))
    if any(_number_of(line) is not None for line in lines):
        indicator = views.publication.indicator(target.indicator)
        yield timeline(indicator, lines, views) if is_long(lines) else _target(indicator, lines, views)


def _in_plans(indicator: Indicator, views: Views) -> Iterator[Chart | Timeline]:
    """Yield the charts of an indicator's targets in plans that have too many targets to draw them."""
    for plan, target in Accounts(views.publication).in_many(indicator.id):
        for chart in _of_target(plan, target, views):
            yield replace(chart, id=f"{plan.id}.{indicator.id}")


def _measured(indicator: Indicator, views: Views) -> Iterator[Chart | Timeline]:
    """Yield the chart of an indicator measured in results: with the first target that some plan has for it."""
    publication = views.publication
    if indicator.statistics or Accounts(publication).in_many(indicator.id):
        return
    if publication.is_counted_apart(indicator.id):
        return
    aimed = publication.targets_on(indicator.id)
    for plan, target in aimed[:1]:
        for chart in _of_target(plan, target, views):
            yield replace(chart, id=f"{plan.id}.{indicator.id}")
    readings = publication.readings_of(indicator.id) if not aimed else {}
    lines = _drawable([TargetPeriod(period, reading=each) for period, each in readings.items()])
    if sum(_number_of(line) is not None for line in lines) > 1:
        chart = timeline(indicator, lines, views) if is_long(lines) else _target(indicator, lines, views)
        yield replace(chart, id=f"measured.{indicator.id}")


def _statistics(indicator: Indicator, views: Views) -> Iterator[Timeline]:
    """Yield the timeline of an indicator's statistics, with comparison series; a single number makes no line."""
    lines = _drawable([TargetPeriod(period, reading=each) for period, each in observed(indicator).items()])
    if len(lines) > 1:
        length = lines[0].period.length
        others = [
            (each.title, [it for period, it in observed(indicator, each.id).items() if period.length == length])
            for each in indicator.comparisons[:MOST_SERIES]
        ]
        shown = [pair for pair in others if pair[1]]
        # Where all numbers are suppressed, or only groups have any, there is no line.
        if shown or any(_number_of(line) is not None for line in lines):
            yield timeline(indicator, [line for line in lines if line.reading], views, shown)


def _drawable(lines: Sequence[TargetPeriod]) -> Sequence[TargetPeriod]:
    """Return the periods with a value or target, all of one length: years and quarters are never mixed.

    A single year in between without either is kept, so that the gap shows.
    """
    drawn = [line for line in lines if line.measured or (line.bounds and line.bounds.marks)]
    lengths = Counter(line.period.length for line in drawn if line.measured)
    if not lengths:
        return ()
    # Numbers that a target is for come before others, however many: a year's target among quarters.
    aimed = {line.period.length for line in drawn if line.measured and line.bounds and line.bounds.marks}
    order = [*Frequency]
    periods = [line.period for line in drawn if line.measured]
    most = max(periods, key=lambda it: (it.length in aimed, lengths[it.length], order.index(it.frequency)))
    # A single day's number is compared with the target of its year only if there is no other.
    alike = [line for line in drawn if line.period.length == most.length]
    return alike if most.frequency is not Frequency.YEAR or is_long(alike) else _every_year(alike)


def _every_year(lines: Sequence[TargetPeriod]) -> Sequence[TargetPeriod]:
    known = {line.year: line for line in lines}
    if len(known) < len(lines) or any(line.period.split for line in lines):
        return lines
    years = range(min(known), max(known) + 1)
    return tuple(known.get(year) or TargetPeriod(TimePeriod.of_year(year)) for year in years)


def _target(indicator: Indicator, lines: Sequence[TargetPeriod], views: Views) -> Chart:
    words = views.language
    target_marks = [mark for line in lines if line.bounds for mark in line.bounds.marks]
    numbers = [number for line in lines if (number := _number_of(line)) is not None]
    limits = views.publication.ledger.limits_of(indicator.id)
    meant = in_words(limits, indicator, views)
    scale = (Scale.of_shares if indicator.unit.is_share else Scale.over)([*target_marks, *numbers, *limits])
    bars = tuple(_period(line, indicator, scale, views) for line in lines)
    key = " ".join(f"{part}." for part in (words.text("chart.mark") if target_marks else "", *meant) if part)
    title = words.text("chart.target", title=indicator.title)
    lines_across = tuple(map(scale.at, limits))
    better = views.targets.better(indicator)
    return Chart(indicator.id, title, bars, key, lines_across, within(meant, words), words.semicolon, better)


def _period(line: TargetPeriod, indicator: Indicator, scale: Scale, views: Views) -> Bar:
    words = views.language
    # A year without a survey, or one to come, lacks nothing.
    missing = Accounts(views.publication).counts(line) and is_missing(line, views.publication)
    figure, facts = words.period(line.period), [words.text("not-reported")] if missing else []
    if line.reading:
        number = views.figures.figure_of(line.reading, indicator.id)
        figure = words.text("chart.year", year=figure, number=number)
        facts = views.figures.marks(line.reading.measurement)
    if line.bounds and line.target_value:
        facts.append(words.text("chart.target-value", number=views.targets.target_value(line.target_value, indicator)))
    reached = _number_of(line)
    zero, end = scale.at(Decimal(0)), scale.at(reached or Decimal(0))
    return Bar(
        Sort.MISSING if reached is None else Sort.REPORTED,
        figure,
        # Lines break between facts, not within one.
        words.commas(fact.replace(" ", "\u00a0") for fact in facts),
        words.commas([figure, *facts]),
        start=min(zero, end),
        length=abs(end - zero),
        marks=tuple(scale.at(mark) for mark in line.bounds.marks) if line.bounds else (),
    )


def _number_of(line: TargetPeriod) -> Decimal | None:
    return line.measured.number if line.measured else None


def _parts(result: Result, views: Views) -> Iterator[Chart]:
    for names in wholes(result.measurements):
        if len(names) >= FEWEST_PARTS:
            bars = tuple(_part(result, name, names[0], views) for name in names)
            computed = any(bar.sort is Sort.COMPUTED for bar in bars)
            title = views.publication.indicator(names[0]).title
            key = views.language.text("chart.computed") if computed else ""
            words = views.language
            yield Chart(names[0], words.text("chart.parts", title=title), bars, key, between=words.semicolon)


def _part(result: Result, name: str, whole: str, views: Views) -> Bar:
    words, measurement = views.language, result.measurements[name]
    count, all_of_them = counted(result.measurements, name), result.measurements[whole].value
    assert all_of_them  # otherwise it would not be a total
    title, figure, facts = views.publication.indicator(name).title, views.figures.figure_of(result, name), []
    if count is not None and measurement.share is not None:
        facts.append(words.text("chart.about", number=words.number(rounded(count))))
    facts += views.figures.marks(measurement)
    sort = Sort.REPORTED if measurement.share is None else Sort.COMPUTED
    return Bar(
        Sort.MISSING if count is None else sort,
        figure,
        words.commas([title, *facts]),
        words.commas([words.text("chart.said", title=title, number=figure), *facts]),
        length=float((count or 0) / all_of_them),
    )
