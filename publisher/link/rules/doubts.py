"""Numbers that may be another than they say: a share as a part of one, a full stop between thousands.

They can be right, so each is a notice that asks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from publisher.link.graph.node import Entry, Node
from publisher.model.plan import Plan
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.model.statistics import Statistics
from publisher.model.unit import Unit
from publisher.problem import Problem

Numbers: TypeAlias = Mapping[Path, Decimal]
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def doubted(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a notice for each number, or row of numbers, that was probably meant in another way."""
    for entry in entries:
        for name, numbers in _numbers(entry.value):
            node = nodes.get(name)
            if node and isinstance(node.value, Indicator):
                yield from _doubted(entry, numbers, node.value.unit)


def _numbers(value: object) -> Iterator[tuple[str, Numbers]]:
    """Yield the numbers that belong together, by their path in a document, each with the id of its indicator."""
    match value:
        case Result():
            for name, measurement in value.measurements.items():
                if measurement.number is not None:
                    key = "value" if measurement.share is None else "share"
                    yield name, {("measurements", name, key): measurement.number}
        case Plan():
            for at, target in enumerate(value.targets):
                wanted = {str(period): each.value for period, each in target.values.items()}
                yield target.indicator, _given({("targets", at, "values", key): each for key, each in wanted.items()})
        case Statistics():
            given = {str(period): row.value for period, row in value.periods.items()}
            yield value.indicator, _given({("periods", key, "value"): each for key, each in given.items()})


def _given(rows: Mapping[Path, Decimal | None]) -> Numbers:
    return {path: number for path, number in rows.items() if number is not None}


def _doubted(entry: Entry, numbers: Numbers, unit: Unit) -> Iterator[Problem]:
    if unit.is_per_cent and _are_parts(numbers.values()):
        path = next(path for path, number in numbers.items() if 0 < number < 1)
        yield _doubt(entry, path, numbers[path], numbers[path] * 100)
    for path, number in numbers.items():
        if unit.is_count and _THOUSANDS.fullmatch(str(number)):
            yield _doubt(entry, path, number, number * 1000)


def _are_parts(numbers: Iterable[Decimal]) -> bool:
    """Say whether all are parts of one, and not only none and all."""
    known = list(numbers)
    return all(0 <= number <= 1 for number in known) and any(0 < number < 1 for number in known)


def _doubt(entry: Entry, path: Path, value: Decimal, near: Decimal) -> Problem:
    return Problem.notice(entry.document.place(*path), "number-doubted", value=value, near=f"{near.normalize():f}")
