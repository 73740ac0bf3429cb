"""Impossible or implausible numbers: a share above 100 %, half a person, negative spending.

What is impossible is a problem; what is merely unlikely is a notice that asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Final

from publisher.link.graph.node import Entry, Node
from publisher.link.rules.doubts import THOUSANDS, amounts_in, numbers_in
from publisher.locales import word_lists
from publisher.model.plan import ActivityStatus, Plan, Target
from publisher.model.register import Direction, Indicator, Indicators
from publisher.model.result import Result
from publisher.model.target_value import TargetValue
from publisher.model.time_period import TimePeriod
from publisher.model.unit import UnitName
from publisher.problem import Place, Problem

_WHOLE: Final = Decimal(100)
_OPPOSITE: Final = MappingProxyType({Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER})


def impossible(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem (impossible) or a notice (implausible) for each number outside the range of its unit."""
    for entry in entries:
        for name, numbers in numbers_in(entry.value):
            node = nodes.get(name)
            if node and isinstance(node.value, Indicator):
                found = (
                    each
                    for path, number in numbers.items()
                    for each in _number(entry.document.place(*path), number, node.value)
                )
                # If a whole row is wrong, its first number is enough.
                yield from {problem.code: problem for problem in reversed([*found])}.values()
        if isinstance(entry.value, Indicators):
            yield from _turned(entry, entry.value)
            yield from _baselines(entry, entry.value)
        if isinstance(entry.value, Plan | Result):
            yield from _finished(entry, entry.value)
        if isinstance(entry.value, Plan):
            yield from _money(entry, entry.value)
            for at, target in enumerate(entry.value.targets):
                node = nodes.get(target.indicator)
                if node and isinstance(node.value, Indicator):
                    yield from _backwards(entry, at, target, node.value)
                    yield from _undirected(entry, at, target, node.value)
                    yield from _beyond(entry, at, target, node.value)
                    yield from _receding(entry, at, target, node.value)


def _finished(entry: Entry, value: Plan | Result) -> Iterator[Problem]:
    """Yield a notice for each activity that is done by its status and not by its percentage, or the other way round."""
    stated = value.activities
    members = stated.items() if isinstance(stated, Mapping) else enumerate(stated)
    for key, each in members:
        if each.complete is not None and (each.status is ActivityStatus.DONE) is not (each.complete == _WHOLE):
            facts = {"value": each.complete, "status": each.status}
            yield Problem.notice(entry.document.place("activities", key, "complete"), "done-and-not-done", **facts)


def _number(place: Place, number: Decimal, indicator: Indicator) -> Iterator[Problem]:
    unit = indicator.unit
    outside = not 0 <= number <= 100
    if unit.is_share and outside:
        yield Problem.at(place, "share-outside", share=number)
    elif unit.of is not None and outside:
        yield Problem.notice(place, "percent-outside", value=number, of=unit.of)
    elif unit.is_count and number % 1 and not THOUSANDS.fullmatch(str(number)):
        yield Problem.notice(place, "count-in-parts", value=number, id=indicator.id)
    elif unit.is_count and number < 0:
        yield Problem.notice(place, "amount-negative", value=number)


def _money(entry: Entry, plan: Plan) -> Iterator[Problem]:
    for path, number in amounts_in(plan).items():
        if number < 0:
            yield Problem.notice(entry.document.place(*path), "amount-negative", value=number)


def _baselines(entry: Entry, register: Indicators) -> Iterator[Problem]:
    """Yield a Problem or a notice for each baseline that no value of its indicator can have."""
    for at, indicator in enumerate(register.indicators):
        if indicator.baseline and indicator.baseline.value is not None:
            place = entry.document.place("indicators", at, "baseline", "value")
            yield from _number(place, indicator.baseline.value, indicator)


def _turned(entry: Entry, register: Indicators) -> Iterator[Problem]:
    """Yield a notice for each rank whose direction is upwards, and each title that begins with the other direction."""
    for at, indicator in enumerate(register.indicators):
        # The first is the best of a rank, as pages say.
        if indicator.unit.name == UnitName.RANK and indicator.direction is Direction.HIGHER:
            place = entry.document.place("indicators", at, "direction")
            yield Problem.notice(place, "rank-higher", id=indicator.id, near=Direction.LOWER)
            continue
        word = (indicator.title.split() or [""])[0]
        meant = _directions().get(word.casefold())
        if meant and indicator.direction in _OPPOSITE and indicator.direction is not meant:
            place = entry.document.place("indicators", at, "direction")
            yield Problem.notice(place, "direction-doubted", word=word, direction=indicator.direction, near=meant)


@cache
def _directions() -> Mapping[str, Direction]:
    """Return the direction that each first word of a title means, in all languages."""
    lists = word_lists("slips")
    return dict.fromkeys(lists["rising_words"], Direction.HIGHER) | dict.fromkeys(
        lists["falling_words"], Direction.LOWER
    )


def _receding(entry: Entry, at: int, target: Target, indicator: Indicator) -> Iterator[Problem]:
    """Yield a notice for targets that with each period ask for less: they rise where lower is better, or fall.

    Only periods of the same length follow each other: what is asked of a third of a year is less than of the whole.
    """
    near = _OPPOSITE.get(indicator.direction) if indicator.direction else None
    if near is None:
        return
    better = 1 if indicator.direction is Direction.HIGHER else -1
    series: dict[tuple[str, bool], list[tuple[TimePeriod, Decimal | None]]] = {}
    for period, value in sorted(target.values.items(), key=lambda item: item[0].first):
        series.setdefault((period.length, period.split), []).append((period, value.value))
    for values in series.values():
        numbers = [number for _, number in values if number is not None]
        if len(numbers) == len(values) > 1 and all(
            better * (after - before) < 0 for before, after in pairwise(numbers)
        ):
            place = entry.document.place("targets", at, "values", str(values[-1][0]))
            facts = {"id": indicator.id, "value": numbers[0], "to": numbers[-1], "direction": indicator.direction}
            yield Problem.notice(place, "targets-receding", **facts, near=near)


def _backwards(entry: Entry, at: int, target: Target, indicator: Indicator) -> Iterator[Problem]:
    """Yield a notice for each limit on the wrong side: an upper limit where higher is better, and the reverse."""
    for period, target_value in target.values.items():
        if (limit := _limit(target_value)) and limit[0] is indicator.direction:
            place = entry.document.place("targets", at, "values", str(period))
            yield Problem.notice(
                place, "target-backwards", id=indicator.id, key=limit[1], direction=indicator.direction
            )


def _undirected(entry: Entry, at: int, target: Target, indicator: Indicator) -> Iterator[Problem]:
    """Yield a notice for the first target value that cannot be assessed without the indicator's direction."""
    if indicator.direction is None:
        plain = (str(period) for period, target_value in target.values.items() if target_value.needs_direction)
        for period in islice(plain, 1):
            place = entry.document.place("targets", at, "values", period)
            yield Problem.notice(place, "target-undirected", id=indicator.id)


def _beyond(entry: Entry, at: int, target: Target, indicator: Indicator) -> Iterator[Problem]:
    """Yield a Problem for each target value that is outside the indicator's scale, so that nothing can be it."""
    unit = indicator.unit
    for period, value in target.values.items():
        numbers = (value.value, value.at_least, value.at_most, value.above, value.below)
        for number in islice((each for each in numbers if each is not None and not unit.holds(each)), 1):
            place = entry.document.place("targets", at, "values", str(period))
            yield Problem.at(place, "outside-bounds", id=indicator.id, value=number, **unit.ends)


def _limit(target_value: TargetValue) -> tuple[Direction, str] | None:
    """Return the direction that a single limit restricts, with its key; None if there are no or two limits."""
    low = [key for key in ("at_least", "above") if getattr(target_value, key) is not None]
    high = [key for key in ("at_most", "below") if getattr(target_value, key) is not None]
    if low and high:
        return None
    if low:
        return Direction.LOWER, low[0]
    return (Direction.HIGHER, high[0]) if high else None
