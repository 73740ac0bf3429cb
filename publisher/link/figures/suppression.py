"""Small groups of people: what may not be told of them is taken out here, before anything is drawn or written.

A count from 1 up to the setting `smallest_group` is hidden, and so is every number from which one could be worked
out: a part that leaves so few over, the last part but one of a whole, and whatever is a part of something hidden.
A group with nobody in it is not hidden, for there is nobody in it to know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations
from typing import Final

from publisher.link.graph.node import Node
from publisher.model.register import Indicator
from publisher.model.result import Correction, Hiding, Measurement, Result

# Of more parts than this, only each alone and all together are tried: two to the power of twelve sums are enough.
MOST_PARTS: Final = 12


def without_small_groups(nodes: Mapping[str, Node], smallest: int | None) -> Mapping[str, Node]:
    """Return the nodes as they may be published: without the number of any group of people below `smallest`."""
    if smallest is None:
        return nodes
    indicators = {name: node.value for name, node in nodes.items() if isinstance(node.value, Indicator)}
    found = dict(nodes)
    for name, node in nodes.items():
        match node.value:
            case Result() as result:
                found[name] = replace(node, value=_Guard(result, indicators, smallest).result())
            case Indicator() as indicator:
                found[name] = replace(node, value=_with_baseline(indicator, smallest))
    return found


def _with_baseline(indicator: Indicator, smallest: int) -> Indicator:
    counts = indicator.unit.is_count and indicator.counts_people
    if not counts or indicator.baseline is None or not _is_small(indicator.baseline.value, smallest):
        return indicator
    return indicator.model_copy(update={"baseline": indicator.baseline.model_copy(update={"value": None})})


def _is_small(count: Decimal | None, smallest: int) -> bool:
    return count is not None and 0 < count < smallest


class _Guard:
    """One result and what of it may not be told."""

    def __init__(self, result: Result, indicators: Mapping[str, Indicator], smallest: int) -> None:
        self.given = result
        self.measurements = result.measurements
        self.smallest = smallest
        self.people = [name for name in result.measurements if _counts_people(name, result, indicators)]
        self.counts = {
            name: count for name in self.people if (count := head_count(result.measurements, name)) is not None
        }
        self.hidden: dict[str, Hiding] = {}

    def result(self) -> Result:
        """Return the result as it may be published."""
        self._hide()
        shown = {name: self._shown(name, measurement) for name, measurement in self.measurements.items()}
        return self.given.model_copy(update={"measurements": shown})

    def _hide(self) -> None:
        self.hidden |= {name: Hiding.SMALL for name, count in self.counts.items() if _is_small(count, self.smallest)}
        known = -1
        while known != len(self.hidden):
            known = len(self.hidden)
            for name, measurement in self.measurements.items():
                if measurement.of in self.hidden:
                    self.hidden.setdefault(name, Hiding.DERIVABLE)
            for whole in self.counts:
                if whole not in self.hidden and (name := self._telling(whole)):
                    self.hidden[name] = Hiding.DERIVABLE

    def _telling(self, whole: str) -> str:
        """Return a part of a whole that, by itself or with others, leaves so few over that it must be hidden."""
        parts = [
            name
            for name in sorted(self.counts, key=lambda name: (self.counts[name], name))
            if self.measurements[name].of == whole and name not in self.hidden
        ]
        for some in _gatherings(parts):
            rest = self.counts[whole] - sum(self.counts[name] for name in some)
            if _is_small(rest, self.smallest):
                return some[0]
        return ""

    def _shown(self, name: str, measurement: Measurement) -> Measurement:
        if _is_small(measurement.open, self.smallest) and name in self.people:
            measurement = measurement.without_open()
        if name in self.hidden:
            return measurement.without_number(self.hidden[name])
        corrections = tuple(self._was(name, correction) for correction in measurement.corrections)
        return measurement.model_copy(update={"corrections": corrections}) if corrections else measurement

    def _was(self, name: str, correction: Correction) -> Correction:
        """Return a correction, without what the number was where that was too small or left too few over."""
        measurement = self.measurements[name]
        changed = "value" if measurement.share is None else "share"
        before = {**self.measurements, name: measurement.model_copy(update={changed: correction.was})}
        count = head_count(before, name) if name in self.people else None
        whole = self.counts.get(measurement.of or "")
        rest = whole - count if whole is not None and count is not None else None
        small = _is_small(count, self.smallest) or _is_small(rest, self.smallest)
        return correction.model_copy(update={"was": None}) if small else correction


def _counts_people(name: str, result: Result, indicators: Mapping[str, Indicator]) -> bool:
    """Say whether a measurement is a number of people, or a share of such a number."""
    seen: set[str] = set()
    while name in result.measurements and name in indicators and name not in seen:
        seen.add(name)
        indicator = indicators[name]
        if not indicator.counts_people or not (indicator.unit.is_count or indicator.unit.is_share):
            return False
        if indicator.unit.is_count:
            return True
        name = result.measurements[name].of or ""
    return False


def head_count(measurements: Mapping[str, Measurement], name: str) -> Decimal | None:
    """Return how many a measurement is, also where it is a share of a share."""
    per_cent, seen = Decimal(100), set[str]()
    while name in measurements and name not in seen:
        seen.add(name)
        measurement = measurements[name]
        if measurement.value is not None:
            return per_cent * measurement.value / 100
        per_cent = per_cent * (measurement.share or 0) / 100
        name = measurement.of or ""
    return None


def _gatherings(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every gathering of parts: those that are few, and the smallest part of each first."""
    sizes = range(1, len(parts) + 1) if len(parts) <= MOST_PARTS else (1, len(parts))
    return chain.from_iterable(combinations(parts, size) for size in sizes)
