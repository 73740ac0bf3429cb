"""Divisions of time: what a reader can take from longer periods when only some of their parts are published.

A year and its first half give the second half, which nobody has given, and that and its first quarter the next.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

from publisher.model.time_period import Frequency, TimePeriod, parts_of

Division: TypeAlias = tuple[str, tuple[str, ...]]
"""A time, and shorter ones that it consists of; one that is not given has a name of its own."""
# The months of a year from and to, counted from 0, the end not included.
Months: TypeAlias = tuple[int, int]


def complete(given: Iterable[str]) -> Iterator[Division]:
    """Yield the divisions of the given periods of which all parts are given."""
    names = {*given}
    yield from ((each, parts) for each in sorted(names) for parts in parts_of(each) if names.issuperset(parts))


def divisions(given: Iterable[str]) -> Iterator[Division]:
    """Yield divisions, from which all others follow, of the time between any two days when a period begins or ends.

    Periods of a calendar year and of a split one are not divided by each other.
    """
    years: dict[str, dict[Months, str]] = {}
    for name in sorted(given):
        period = TimePeriod.parse(name)
        if period.frequency is not Frequency.DAY:
            years.setdefault(period.year_name, {})[_months(period)] = name
    for year, names in years.items():
        if len(names) > 1:
            yield from _within(year, names)


def _within(year: str, names: dict[Months, str]) -> Iterator[Division]:
    bounds = sorted({month for ends in names for month in ends})
    before = dict(zip(bounds[1:], bounds, strict=False))
    for begin, end in combinations(bounds, 2):
        if (last := before[end]) != begin:
            ends = ((begin, end), (begin, last), (last, end))
            whole, *parts = (names.get(each, f"{year} {each[0]}-{each[1]}") for each in ends)
            yield whole, tuple(parts)


def _months(period: TimePeriod) -> Months:
    year = TimePeriod.parse(period.year_name)
    begin = (period.first.year - year.first.year) * 12 + period.first.month - year.first.month
    return begin, begin + (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
