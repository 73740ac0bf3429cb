"""Targets that count from what nobody can compute them from: a number not above zero, a period of another length."""

from collections.abc import Iterator

from publisher.link.figures.bounds import is_comparable, is_no_start, start_of
from publisher.link.figures.progress import TargetPeriod
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.plan import Plan, Target
from publisher.model.register import Indicator
from publisher.model.time_period import TimePeriod, time_period
from publisher.problem import Problem


def starts(publication: Publication) -> Iterator[Problem]:
    """Yield a notice for each target whose amount cannot be computed from what it counts from."""
    for node in publication.nodes.values():
        if not isinstance(plan := node.value, Plan):
            continue
        for at, target in enumerate(plan.targets):
            lines = publication.target_periods(plan.id, target)
            if lines:
                yield from _of_target(node, at, target, lines, publication.indicator(target.indicator))


def _of_target(
    node: Node, at: int, target: Target, lines: tuple[TargetPeriod, ...], indicator: Indicator
) -> Iterator[Problem]:
    readings = {line.period: line.reading for line in lines if line.reading}
    for line in lines:
        wanted = line.target_value
        since = wanted.counts_from(line.period) if wanted else None
        if wanted is None or since is None:
            continue
        place = node.document.place("targets", at, "values", str(line.period))
        facts = {"id": target.indicator, "period": str(since)}
        if not is_comparable(since, line.period, indicator):
            near = _same_part(since, line.period)
            yield Problem.notice(place, "start-of-other-length", **facts, to=str(line.period), near=near)
            continue
        start = start_of(since, line.period, indicator, readings)
        if start is not None and is_no_start(wanted, start):
            yield Problem.notice(place, "percent-of-negative", **facts, value=start)


def _same_part(since: TimePeriod, period: TimePeriod) -> str:
    """Return the part of the year of `since` that `period` is of its own: 2023-T2 for 2023 and 2024-T2; "" if none."""
    name = f"{since.year_name}{period.name.removeprefix(period.year_name)}"
    return str(found) if (found := time_period(name)) and found.length == period.length else ""
