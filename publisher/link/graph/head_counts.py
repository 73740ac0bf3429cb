"""Head counts: which measurements count people, and how many.

Whatever is not known to count something else counts people. Of several registers from different times, the strictest
applies.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result


def strictest(registers: Iterable[Iterable[Indicator]]) -> dict[str, Indicator]:
    """Return every indicator of the registers, by its current and former ids: it counts people if any register says so.

    For everything else, the first register applies.
    """
    found: dict[str, Indicator] = {}
    for register in registers:
        for indicator in register:
            for name in (indicator.id, *indicator.formerly):
                known = found.setdefault(name, indicator)
                # What counts people in another unit, such as days, has no head count.
                if indicator.counts_people and not (known.counts_people and known.unit.can_count_people):
                    unit = indicator.unit if indicator.unit.can_count_people else known.unit
                    found[name] = known.model_copy(update={"counts_people": True, "unit": unit})
    return found


def people_among(result: Result, indicators: Mapping[str, Indicator]) -> list[str]:
    """Return the measurements that count people or are shares of such a number, in order.

    A part of a group of people is people, and so is the total of such a part, whatever the indicators say.
    """
    measurements = result.measurements
    countable = {name for name in measurements if _is_countable(indicators.get(name))}
    people = {name for name in countable if _says_people(indicators.get(name), measurements[name])}
    known = -1
    while known != len(people):
        known = len(people)
        people |= {name for name in countable if measurements[name].of in people}
        people |= {whole for name in people if (whole := measurements[name].of) in countable}
    return [name for name in measurements if name in people]


def _is_countable(indicator: Indicator | None) -> bool:
    return indicator is None or indicator.unit.can_count_people or indicator.unit.is_share


def _says_people(indicator: Indicator | None, measurement: Measurement) -> bool:
    if indicator is None:
        return measurement.share is None
    return indicator.counts_people and indicator.unit.can_count_people


def head_count(measurements: Mapping[str, Measurement], name: str) -> Decimal | None:
    """Return the head count of a measurement, even if it is a share of a share; None if unknown."""
    per_cent, seen = Decimal(100), set[str]()
    while name in measurements and name not in seen:
        seen.add(name)
        measurement = measurements[name]
        if measurement.value is not None:
            return per_cent * measurement.value / 100
        if measurement.is_by_group:
            return None
        per_cent = per_cent * (measurement.share or 0) / 100
        name = measurement.of or ""
    return None


def sums_of(counts: Iterable[Decimal]) -> int:
    """Return every subset sum of the counts as a bit set: bit n is set if some of them add up to n."""
    sums = 1
    for count in counts:
        sums |= sums << max(people_in(count), 0)
    return sums


def people_in(count: Decimal) -> int:
    """Return the integer head count behind a count that was computed from a rounded share."""
    return int(count.to_integral_value(ROUND_HALF_UP))


def leaves_few(total: Decimal, sums: int, smallest: int) -> bool:
    """Return whether one of the sums (a bit set) leaves a remainder of `total` from 1 to below `smallest`."""
    whole = people_in(total)
    return any(sums >> (whole - rest) & 1 for rest in range(1, min(smallest, whole + 1)))
