"""Cell suppression: numbers of small groups of people are removed here, before anything is drawn or written.

Primary suppression hides a count from 1 up to the setting `smallest_group`. Secondary suppression hides every number
from which one of those could be computed: a part that leaves so small a remainder, the last part but one of a total, a
part of a suppressed number, and the same number in the statistics of its indicator. A group with nobody in it is shown,
since there is nobody to identify. Which of several suppressed numbers is the small one is never stated. The terms are
those of A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 4.
"""

# One meaning, so one file.
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

from publisher.link.confidentiality.cells import hidden_cells
from publisher.link.confidentiality.former_numbers import (
    disclosing_beside_statistics,
    without_disclosing,
    without_former,
)
from publisher.link.confidentiality.group_names import with_names_of, with_one_name
from publisher.link.confidentiality.joint import more_of_all
from publisher.link.confidentiality.statistics_suppression import (
    cells_in_time,
    head_limit,
    is_small,
    published_indicator,
    still_discloses,
    without_cells,
)
from publisher.link.confidentiality.through_time import divided_plans
from publisher.link.graph.head_counts import head_count, leaves_few, people_among, people_in, strictest, sums_of
from publisher.link.graph.node import Linked, Node
from publisher.model.correction import Correction
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Hiding, Measurement, Result
from publisher.model.time_period import TimePeriod, parts_of

# How close a quotient of two rounded numbers must be to a count to reveal it.
NEAR: Final = Decimal("0.02")
# Combinations of current and earlier values of one total. If there are more, the earlier ones are suppressed.
MOST_STATES: Final = 200


def without_small_groups(
    nodes: Mapping[str, Node],
    smallest: int | None,
    dimensions: Sequence[Dimension] = (),
    others: Iterable[Iterable[Indicator]] = (),
) -> Mapping[str, Node]:
    """Return the nodes as they may be published, without the number of any group of people below `smallest`.

    `others` are registers of other times: an indicator counts people if any of them says so.
    """
    if smallest is None:
        return nodes
    own = {name: node.value for name, node in nodes.items() if isinstance(node.value, Indicator)}
    indicators = strictest([own.values(), *others])
    written = {name: node.value for name, node in nodes.items() if isinstance(node.value, Result)}
    given = {name: with_one_name(result) for name, result in written.items()}
    also: set[tuple[str, str, str]] = set()
    while True:
        results = _without_small_groups(given, indicators, smallest, dimensions, also)
        cells = {
            name: cells_in_time(each, head_limit(indicators[name], smallest), results, given, dimensions)
            for name, each in own.items()
            if each.statistics
        }
        # What an indicator's statistics suppress, no result may publish.
        measured = [(each, name) for each in results.values() for name in each.measurements]
        more = {(each.id, name, "") for each, name in measured if still_discloses(each, name, cells)}
        if not more:
            break
        also |= more
    results = {name: without_cells(each, cells) for name, each in results.items()}
    limits = {name: head_limit(indicators[name], smallest) for name in cells}
    former = {
        name: disclosing_beside_statistics(own[name], limits[name], _measuring(name, results), hidden)
        for name, hidden in cells.items()
    }
    results = {name: with_names_of(written[name], _without_known(each, former)) for name, each in results.items()}
    shown = {
        name: published_indicator(
            each, indicators[name].counts_people, cells.get(name, {}), smallest, former.get(name, frozenset())
        )
        for name, each in own.items()
    }
    published: dict[str, Linked] = {**results, **shown}
    return {name: replace(node, value=published.get(name, node.value)) for name, node in nodes.items()}


def _measuring(name: str, results: Mapping[str, Result]) -> list[Result]:
    return [each for each in results.values() if name in each.measurements]


def _without_known(result: Result, former: Mapping[str, Set[TimePeriod]]) -> Result:
    """Return a result without the former numbers of some indicators' periods."""
    return without_former(result, [one for one in result.measurements if result.period_of(one) in former.get(one, ())])


def _without_small_groups(
    given: Mapping[str, Result],
    indicators: Mapping[str, Indicator],
    smallest: int,
    dimensions: Sequence[Dimension],
    beside: Set[tuple[str, str, str]],
) -> Mapping[str, Result]:
    """Return results by id as they may be published, suppressing more until no year reveals one of its parts.

    `beside` are counts to suppress for another reason: result, measurement and group.
    """
    also = {*beside}
    while True:
        each = {name: _Suppression(result, indicators, smallest, dimensions) for name, result in given.items()}
        shown = {name: one.result({(of, cell) for at, of, cell in also if at == name}) for name, one in each.items()}
        more = _through_periods(given, shown, each) - also
        people = {name: one.people for name, one in each.items()}
        more = more or more_of_all(given, shown, dimensions, smallest, people) - also
        if not more:
            known = _without_former(given, _without_which(shown), each)
            return without_disclosing(given, known, dimensions, smallest, people)
        also |= more


def _without_which(shown: Mapping[str, Result]) -> Mapping[str, Result]:
    """Return results that never state which of several suppressed numbers is the small one, across a year too.

    If their sum is published and the small one equals it, the others would be known to be zero.
    """
    for plan in divided_plans(shown.values()):
        own = {name: result for name, result in shown.items() if result.plan == plan}
        every = [one for result in own.values() for one in result.measurements.values()]
        if sum(bool(one.suppressed) + sum(number is None for number in one.groups.values()) for one in every) > 1:
            shown = {**shown, **{name: _derivable(result) for name, result in own.items()}}
    return shown


def _derivable(result: Result) -> Result:
    published = {
        name: one.without_number(Hiding.DERIVABLE) if one.suppressed else one
        for name, one in result.measurements.items()
    }
    return result.model_copy(update={"measurements": published})


def _through_periods(
    results: Mapping[str, Result], shown: Mapping[str, Result], each_result: Mapping[str, "_Suppression"]
) -> set[tuple[str, str, str]]:
    """Return what else to suppress because a year minus its other parts would reveal one part.

    Each is (result id, measurement id, group); an empty group means the number itself.
    """
    found = set()
    for one, line in _years_with_parts(results, each_result):
        (parent, *_) = line
        numbers = {each: each_result[line[each]].numbers(one) for each in line}
        for cell in numbers[parent]:
            published = [each for each in line if _is_published(shown[line[each]].measurements[one], cell)]
            if len(published) == len(line) - 1 and all(cell in numbers[each] for each in line):
                # The smallest published part; if there is none, the year itself.
                least = min(published, key=lambda each: (each == parent, numbers[each][cell], each))
                found.add((line[least], one, cell))
    return found


def _years_with_parts(
    results: Mapping[str, Result], each_result: Mapping[str, "_Suppression"]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each measurement with a year for which all parts are reported: result ids by period, the year first."""
    by_plan: dict[tuple[str, str], dict[str, str]] = {}
    for name, result in results.items():
        for one in each_result[name].counts:
            by_plan.setdefault((result.plan, one), {})[str(result.period_of(one))] = name
    for (_, one), at in by_plan.items():
        for parent, parts in ((year, part) for year in at for part in parts_of(year)):
            if all(part in at for part in parts):
                yield one, {each: at[each] for each in (parent, *parts)}


def _without_former(
    given: Mapping[str, Result], shown: Mapping[str, Result], each_result: Mapping[str, "_Suppression"]
) -> Mapping[str, Result]:
    """Return results without former numbers of people, in a year and its parts, if any of their numbers is suppressed.

    Former numbers add up as those of today do, so that one which is suppressed could be computed from the others.
    """
    lines = [frozenset(line.values()) for _, line in _years_with_parts(given, each_result)]
    found: set[str] = set()
    while True:
        lacking = {
            name for name in shown if name in found or _lacks(given[name], shown[name], each_result[name].people)
        }
        more = {name for line in lines if line & lacking for name in line} - found
        if not more:
            return {**shown, **{name: without_former(shown[name], each_result[name].people) for name in found}}
        found |= more


def _lacks(given: Result, shown: Result, people: Iterable[str]) -> bool:
    """Return whether a number of people, of today or a former one, is suppressed in a result."""
    pairs = ((given.measurements[name], shown.measurements[name]) for name in people)
    return any(
        one.suppressed
        or None in one.groups.values()
        or [each.was for each in one.corrections] != [each.was for each in before.corrections]
        for before, one in pairs
    )


def _is_published(measurement: Measurement, cell: str) -> bool:
    return (measurement.groups.get(cell) if cell else measurement.number) is not None


class _Suppression:
    """The suppression of one result: its counts of people, and which of them are suppressed for which reason."""

    def __init__(
        self, result: Result, indicators: Mapping[str, Indicator], smallest: int, dimensions: Sequence[Dimension]
    ) -> None:
        self.given = result
        self.dimensions = dimensions
        self.measurements = result.measurements
        self.smallest = smallest
        self.indicators = indicators
        self.people = people_among(result, indicators)
        self.counts = {
            name: count for name in self.people if (count := head_count(result.measurements, name)) is not None
        }
        self.hidden: dict[str, Hiding] = {}
        self.cells: Set[tuple[str, str]] = frozenset()

    def result(self, also: Set[tuple[str, str]] = frozenset()) -> Result:
        """Return the result as it may be published; `also` are further measurements, and groups, to suppress."""
        self.cells = also
        self.hidden |= {name: Hiding.DERIVABLE for name, cell in also if not cell and name in self.measurements}
        self._hide()
        shown = {name: self._published(name, measurement) for name, measurement in self.measurements.items()}
        return self.given.model_copy(update={"measurements": shown})

    def _hide(self) -> None:
        """Suppress small counts first (primary), then whatever would reveal one (secondary), until nothing does."""
        self.hidden |= {name: Hiding.SMALL for name, count in self.counts.items() if is_small(count, self.smallest)}
        known = -1
        while known != len(self.hidden):
            known = len(self.hidden)
            for name, measurement in self.measurements.items():
                if measurement.of in self.hidden:
                    self.hidden.setdefault(name, Hiding.DERIVABLE)
            for whole in self.counts:
                if whole not in self.hidden and (name := self._revealing(whole)):
                    self.hidden[name] = Hiding.DERIVABLE
            self._hide_quotients()

    def _revealing(self, whole: str) -> str:
        """Return the id of a part of `whole` that leaves a small remainder, alone or with other parts; else "".

        The smallest such part is chosen, as that loses the least information. Every sum of parts is tried, since parts
        may overlap.
        """
        parts = [
            name
            for name in sorted(self.counts, key=lambda name: (self.counts[name], name))
            if self.measurements[name].of == whole and name not in self.hidden and self.counts[name] > 0
        ]
        total = self.counts[whole]
        if total <= 0 or not leaves_few(total, sums_of(self.counts[name] for name in parts), self.smallest):
            return ""
        for name in parts:
            others = sums_of(self.counts[each] for each in parts if each != name)
            if leaves_few(total - people_in(self.counts[name]), others, self.smallest):
                return name
        return ""

    def _hide_quotients(self) -> None:
        """Suppress ratios to a suppressed count: a total cost and a cost per head together reveal the count."""
        few = {self.counts[name] for name in self.hidden if name in self.counts and self.counts[name] > 0}
        values = {
            name: measurement.value
            for name, measurement in self.measurements.items()
            if name not in self.people and name not in self.hidden and measurement.value
        }
        for whole, total in values.items():
            for each, value in values.items():
                if whole != each and any(abs(total / value / count - 1) < NEAR for count in few):
                    self.hidden[each if total > value else whole] = Hiding.DERIVABLE

    def _published(self, name: str, measurement: Measurement) -> Measurement:
        if is_small(measurement.open, self.smallest) and name in self.people:
            measurement = measurement.without_open()
        if name in self.hidden:
            return measurement.without_number(self.hidden[name] if self._is_alone(name) else Hiding.DERIVABLE)
        measurement = measurement.without_groups(self._cells(name))
        corrections = tuple(self._corrected(name, correction) for correction in measurement.corrections)
        return measurement.model_copy(update={"corrections": corrections}) if corrections else measurement

    def _is_alone(self, name: str) -> bool:
        """Return whether a suppressed number is part of no published one: only then may it be labelled small.

        Otherwise the label could tell which of several is small, and sometimes its value.
        """
        one = self.measurements[name]
        parts = any(each.of == name for each in self.measurements.values())
        return len(self.hidden) == 1 and not (one.of or one.groups or parts)

    def _cells(self, name: str, seen: Set[str] = frozenset()) -> frozenset[str]:
        """Return the groups of a measurement whose numbers may not be published."""
        counts = self._group_counts(name)
        if name not in self.people or not counts or name in seen:
            return frozenset()
        whole = self.measurements[name].of or ""
        beside = self._group_counts(whole)
        # The remainder of a group beside its part is a group too.
        rests = {cell: beside[cell] - count for cell, count in counts.items() if cell in beside}
        few = {cell for cell, rest in rests.items() if is_small(rest, self.smallest)}
        few |= {cell for each, cell in self.cells if each == name and cell}
        known = {"": self.counts[name], **counts} if name in self.counts else counts
        hidden = hidden_cells(known, self.dimensions, self.smallest, few)
        return hidden | (self._cells(whole, {*seen, name}) & counts.keys())

    def numbers(self, name: str) -> dict[str, Decimal]:
        """Return the head counts of a measurement by cell; "" is the total."""
        return {"": self.counts[name], **self._group_counts(name)}

    def _group_counts(self, name: str, seen: Set[str] = frozenset()) -> dict[str, Decimal]:
        """Return the head count of each group of a measurement, even if it is given as a share of another's group."""
        measurement = self.measurements.get(name)
        if measurement is None:
            return {}
        published = {cell: number for cell, number in measurement.groups.items() if number is not None}
        if measurement.share is None or not published:
            return published
        wholes = {} if name in seen else self._group_counts(measurement.of or "", {*seen, name})
        return {cell: share * wholes[cell] / 100 for cell, share in published.items() if cell in wholes}

    def _corrected(self, name: str, correction: Correction) -> Correction:
        """Return a correction as it may be published: without an old number that would disclose more."""
        if name not in self.people:
            return correction
        before = {name: _before_correction(self.measurements[name], correction)}
        return correction if self._shows_no_more(before) else correction.model_copy(update={"was": None})

    def _shows_no_more(self, before: Mapping[str, Measurement]) -> bool:
        """Return whether using the earlier values of some measurements would suppress no further number."""
        name = next(iter(before))
        family = [each for each in self._family(name) if each not in before]
        given = [self.measurements[each] for each in family]
        histories = [
            [each, *(_before_correction(each, correction) for correction in each.corrections)] for each in given
        ]
        if prod(map(len, histories)) > MOST_STATES:
            return False
        for state in product(*histories):
            numbers = {**self.measurements, **before, **dict(zip(family, state, strict=True))}
            result = self.given.model_copy(update={"measurements": numbers})
            if not _Suppression(result, self.indicators, self.smallest, self.dimensions).found() <= set(self.hidden):
                return False
        return True

    def _family(self, name: str) -> list[str]:
        """Return the counts of people related to this one: its total, its parts, and other parts of the same total."""
        whole = self.measurements[name].of
        return [each for each in self.people if each == whole or self.measurements[each].of in {name, whole} - {None}]

    def found(self) -> set[str]:
        """Return the ids of the suppressed measurements."""
        self._hide()
        return set(self.hidden)


def _before_correction(measurement: Measurement, correction: Correction) -> Measurement:
    changed = "value" if measurement.share is None and not measurement.is_of_nothing else "share"
    return measurement.model_copy(update={changed: correction.was})
