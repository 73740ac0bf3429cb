"""Suppression in an indicator's own statistics, consistent with that in results, in both directions.

An indicator's statistics and the results that measure it contain the same numbers; both are examined together, by
period and as sums of a year, so that neither reveals what the other suppresses.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal

from publisher.link.confidentiality.group_names import one_name
from publisher.link.confidentiality.lattice import hidden_through
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.statistics import Observation
from publisher.model.time_period import TimePeriod


def head_limit(indicator: Indicator, smallest: int) -> int:
    """Return the threshold below which an indicator's counts are suppressed; 0 if it does not count people."""
    return smallest if indicator.counts_people and indicator.unit.can_count_people else 0


def cells_in_time(
    indicator: Indicator,
    limit: int,
    results: Mapping[str, Result],
    given: Mapping[str, Result],
    dimensions: Sequence[Dimension],
) -> Mapping[TimePeriod, frozenset[str]]:
    """Return the cells of an indicator's statistics to suppress, by period: groups, and "" for the total."""
    name = indicator.id
    counts: dict[TimePeriod, dict[str, Decimal]] = {}
    also: dict[TimePeriod, frozenset[str]] = {}
    for result in results.values():
        if name in result.measurements:
            period, before = result.period_of(name), given[result.id].measurements[name]
            counts.setdefault(period, {}).update(_known(before.value, before.groups))
            also[period] = also.get(period, frozenset()) | _hidden_in(result.measurements[name], before)
    if not limit:
        # Days or per cent count nobody; such a number is suppressed only where a result suppresses it.
        return also
    for period, observation in indicator.statistics.items():
        counts.setdefault(period, {}).update(_known(observation.value, observation.groups))
    return hidden_through(counts, dimensions, limit, also)


def _hidden_in(after: Measurement, before: Measurement) -> frozenset[str]:
    """Return the groups of a measurement that a result suppresses, and "" if it suppresses the total."""
    hidden = (cell for cell, number in after.groups.items() if number is None and before.groups[cell] is not None)
    return frozenset(set(map(one_name, hidden)) | ({""} if after.suppressed else set()))


def _known(whole: Decimal | None, groups: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    return {one_name(cell): number for cell, number in {"": whole, **groups}.items() if number is not None}


def _among(groups: Iterable[str], hidden: Set[str]) -> frozenset[str]:
    """Return the suppressed cells by their names in the statistics, "" for the total."""
    return frozenset(cell for cell in ("", *groups) if one_name(cell) in hidden)


def still_discloses(result: Result, name: str, cells: Mapping[str, Mapping[TimePeriod, frozenset[str]]]) -> bool:
    """Return whether a result publishes a number that its indicator suppresses for that period."""
    hidden = cells.get(name, {}).get(result.period_of(name), frozenset())
    return "" in hidden and result.measurements[name].number is not None


def without_cells(result: Result, cells: Mapping[str, Mapping[TimePeriod, frozenset[str]]]) -> Result:
    """Return a result without the group numbers that its indicators suppress for that period."""
    measurements = {
        name: each.without_groups(_among(each.groups, cells.get(name, {}).get(result.period_of(name), frozenset())))
        for name, each in result.measurements.items()
    }
    return result.model_copy(update={"measurements": measurements})


def published_indicator(
    indicator: Indicator,
    counts_people: bool,  # noqa: FBT001
    cells: Mapping[TimePeriod, frozenset[str]],
    smallest: int,
    former: Set[TimePeriod] = frozenset(),
) -> Indicator:
    """Return an indicator without suppressed numbers in its baseline and statistics; `former` numbers of periods, too.

    Those are the former numbers that other periods would make disclosing.
    """
    limit = smallest if counts_people and indicator.unit.can_count_people else 0
    indicator = _with_baseline(indicator, limit)
    published = {
        period: _observation(observation, limit).without(_among(observation.groups, cells.get(period, frozenset())))
        for period, observation in indicator.statistics.items()
    }
    if limit:
        # An earlier value is one more equation about the suppressed cells of any period, and about groups.
        apart = any(cells.values()) or any(each.groups for each in published.values())
        published = {
            period: _with_history(each, limit, apart=apart or period in former) for period, each in published.items()
        }
    return indicator.model_copy(update={"statistics": published}) if published else indicator


def _with_history(observation: Observation, smallest: int, *, apart: bool) -> Observation:
    """Return an observation with the earlier values of its number, unless they disclose a small count."""
    few = any(is_small(each.was, smallest) for each in observation.corrections)
    return observation.without_history() if apart or few else observation


def _observation(observation: Observation, smallest: int) -> Observation:
    series = {name: number for name, number in observation.series.items() if not is_small(number, smallest)}
    if len(series) == len(observation.series):
        return observation
    return observation.model_copy(update={"series": series})


def _with_baseline(indicator: Indicator, smallest: int) -> Indicator:
    if indicator.baseline is None or not is_small(indicator.baseline.value, smallest):
        return indicator
    return indicator.model_copy(update={"baseline": indicator.baseline.model_copy(update={"value": None})})


def is_small(count: Decimal | None, smallest: int) -> bool:
    """Return whether a count is of fewer people than `smallest`, but not of none."""
    # A count of people cannot be negative: a negative one is a change, of that many.
    return count is not None and 0 < abs(count) < smallest
