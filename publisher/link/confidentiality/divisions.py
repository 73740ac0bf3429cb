"""Divisions of time: what a reader can take from longer periods when only some of their parts are published.

A year and its first half give the second half, which nobody has given, and that and its first quarter the next. A
calendar year and a split one give the half-year that both have.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

from publisher.model.time_period import Frequency, TimePeriod, parts_of

Division: TypeAlias = tuple[str, tuple[str, ...]]
"""A time, and shorter ones that it consists of; one that is not given has a name of its own."""
# Months counted from the beginning of the era, the end not included.
Months: TypeAlias = tuple[int, int]
# The months, from 0, in which most split years begin: a school year in July, a financial year in April.
SPLIT_FROM: Final = (6, 3)
# No small number is longer than a year, as no period is.
_YEAR: Final = 12


def complete(given: Iterable[str]) -> Iterator[Division]:
    """Yield the divisions of the given periods of which all parts are given."""
    names = {*given}
    yield from ((each, parts) for each in sorted(names) for parts in parts_of(each) if names.issuperset(parts))


def beginnings(given: Iterable[str]) -> tuple[int, ...]:
    """Return the months in which the split years among some periods may begin, if that matters for their sums.

    No file says in which they do. Of other months than the usual ones, those count that make a split year, or a part of
    one, begin or end with another period: one from September has July and August of the next year in common with these.
    Of months that share nothing, one counts for each way in which the periods then overlap: what a quarter has beyond
    the tertial within it is known without a month that both begin or end with.
    """
    periods = [TimePeriod.parse(name) for name in dict.fromkeys(given)]
    months = {_months(each.name, 0) for each in periods if each.split}
    others = {_months(each.name, 0) for each in periods if not each.split and each.frequency is not Frequency.DAY}
    if not months or len(months) == len(periods):
        return SPLIT_FROM[:1]
    found = {(other - own) % _YEAR for own in _ends(months) for other in _ends(others)}
    dated = [each for each in periods if each.frequency is not Frequency.DAY]
    patterns = {_pattern(dated, month) for month in SPLIT_FROM}
    # A year from January is none that is split.
    for month in sorted({*range(1, _YEAR)} - {*SPLIT_FROM}):
        pattern = _pattern(dated, month)
        if month in found or (pattern and pattern not in patterns):
            patterns.add(pattern)
            found.add(month)
    return (*SPLIT_FROM, *sorted(found - {0, *SPLIT_FROM}))


def _pattern(periods: Iterable[TimePeriod], split_from: int) -> tuple[str, ...]:
    """Return how periods overlap: for each group of them, the order of their ends and which are within a year."""
    names: dict[Months, list[str]] = {}
    for each in periods:
        names.setdefault(_months(each.name, split_from), []).append(each.name)
    found: list[object] = []
    for together in _overlapping(names):
        if len(together) > 1:
            bounds = sorted(_bounds(together))
            at = {month: place for place, month in enumerate(bounds)}
            found.append([(at[begin], at[end], names[begin, end]) for begin, end in together])
            found.append([bisect_right(bounds, month + _YEAR) for month in bounds])
    return tuple(map(str, found))


def _ends(every: Iterable[Months]) -> set[int]:
    """Return the months of a year with which some periods begin, or which follow upon their end."""
    return {month % _YEAR for month in _bounds(every)}


def divisions(given: Iterable[str], split_from: int = SPLIT_FROM[0]) -> Iterator[Division]:
    """Yield the divisions in two of the time between any two days when a period begins or ends.

    Split years begin in the month `split_from`; no time is longer than a year.
    """
    names: dict[Months, list[str]] = {}
    for name in sorted(given):
        if TimePeriod.parse(name).frequency is not Frequency.DAY:
            names.setdefault(_months(name, split_from), []).append(name)
    for together in _overlapping(names):
        if len(together) > 1:
            yield from _within({months: names[months][0] for months in together})
    # A half of a calendar year may be one of a split year.
    yield from ((first, (other,)) for first, *others in names.values() for other in others)


def _overlapping(names: Iterable[Months]) -> Iterator[list[Months]]:
    """Yield the periods that overlap each other, one after the other."""
    together: list[Months] = []
    for months in sorted(names):
        if together and months[0] >= max(end for _, end in together):
            yield together
            together = []
        together.append(months)
    yield together


def _within(names: Mapping[Months, str]) -> Iterator[Division]:
    bounds = sorted(_bounds(names))
    # At every month: what one division leaves unknown, another may give.
    for begin, middle, end in combinations(bounds, 3):
        if end - begin <= _YEAR:
            ends = ((begin, end), (begin, middle), (middle, end))
            whole, *parts = (names.get(each, f"{each[0]}-{each[1]}") for each in ends)
            yield whole, tuple(parts)


def _bounds(every: Iterable[Months]) -> set[int]:
    return {month for ends in every for month in ends}


def _months(name: str, split_from: int) -> Months:
    period = TimePeriod.parse(name)
    year = TimePeriod.parse(period.year_name).first
    begin = (period.first.year - year.year) * 12 + period.first.month - year.month
    last = (period.last.year - year.year) * 12 + period.last.month - year.month
    era = year.year * 12 + (split_from if period.split else 0)
    return era + begin, era + last + 1
