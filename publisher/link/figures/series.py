"""Series: the readings of an indicator over time, from results and statistics, by period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from publisher.model.groups import group_ids
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.statistics import ComparedSeries, Observation
from publisher.model.time_period import TimePeriod


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement of an indicator for a period, and its source: a result, or the indicator's statistics.

    `measurements` are those reported with it, by indicator, so that its total can be named.
    """

    indicator: str
    period: TimePeriod
    source: str
    measurements: Mapping[str, Measurement]

    @property
    def measurement(self) -> Measurement:
        """The measurement itself."""
        return self.measurements[self.indicator]


def readings_of(indicator: str, results: Iterable[Result]) -> dict[TimePeriod, Reading]:
    """Return the readings of an indicator in results, by period; if several cover one period, the latest result's."""
    numbered = (each for each in results if (own := each.measurements.get(indicator)) and not own.missing)
    measuring = sorted(numbered, key=lambda each: each.period)
    found = {}
    for result in measuring:
        period = result.period_of(indicator)
        found[period] = Reading(indicator, period, result.id, result.measurements)
    return found


def observed(indicator: Indicator, series: str = "") -> dict[TimePeriod, Reading]:
    """Return the readings in an indicator's own statistics, or in one of its comparison series."""
    return {
        period: Reading(indicator.id, period, indicator.id, {indicator.id: measurement})
        for period, observation in sorted(indicator.statistics.items())
        if (measurement := _measurement(observation, series))
    }


def _measurement(observation: Observation, series: str) -> Measurement | None:
    number = observation.series.get(series) if series else observation.value
    if series:
        unsure = observation.preliminary_series.get(series, False)
        return None if number is None else Measurement(value=number, preliminary=unsure)
    # What is said beside a period is about the indicator's own number and its groups.
    facts: dict[str, Any] = {"preliminary": observation.preliminary, "note": observation.note}
    if number is None and observation.is_by_group:
        return Measurement(groups=observation.groups, **facts)
    if number is None:
        return Measurement.suppressed_number() if observation.is_suppressed else None
    return Measurement(value=number, **facts)


def compared(indicator: Indicator) -> tuple[tuple[ComparedSeries, TimePeriod, Observation], ...]:
    """Return each series that an indicator is compared with, its latest period, and the numbers of that."""
    found = []
    for each in indicator.comparisons:
        known = [period for period, row in indicator.statistics.items() if each.id in row.series]
        if known:
            found.append((each, max(known), indicator.statistics[max(known)]))
    return tuple(found)


def divided(indicator: Indicator, results: Iterable[Result]) -> dict[TimePeriod, Observation]:
    """Return the numbers of an indicator by group and period, from results and from its own statistics."""
    found = {
        period: _observation(reading.measurement)
        for period, reading in readings_of(indicator.id, results).items()
        if reading.measurement.groups
    }
    for period, each in indicator.statistics.items():
        if each.groups:
            found[period] = _united(found.get(period), each)
    return found


def _united(reported: Observation | None, observed: Observation) -> Observation:
    """Return the statistics of a period with those groups that only a result has, if both divide the same number."""
    if reported is None or reported.value != observed.value:
        return observed
    known = {group_ids(name) for name in observed.groups}
    further = {name: number for name, number in reported.groups.items() if group_ids(name) not in known}
    return observed.model_copy(update={"groups": {**observed.groups, **further}})


def _observation(measurement: Measurement) -> Observation:
    facts = {"groups": measurement.groups, "preliminary": measurement.preliminary}
    observation = Observation.model_validate({"value": measurement.number, **facts})
    return observation.without_value() if measurement.suppressed else observation
