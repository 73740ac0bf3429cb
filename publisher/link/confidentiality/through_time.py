"""Suppression over time: changes that histories and comparisons must not show beside suppressed numbers.

Each version suppresses what its own numbers would reveal. Two versions together reveal more: a number published before
a related one was added, or an unchanged sum. So if any version suppresses a number, or all of them as one would, no
change to it is published, nor to its total, its parts, or the same measurement in other periods of its plan, in other
plans for the same year, or in the statistics of its indicator.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from publisher.link.confidentiality.former_numbers import years_of
from publisher.link.graph.node import Node
from publisher.model.correction import Correction
from publisher.model.period import Day
from publisher.model.register import Indicator
from publisher.model.result import Measurement, Result
from publisher.model.statistics import Observation
from publisher.model.time_period import parts_of

# What is examined together: a plan with results for parts of a year, or a single result; all plans in a year, or the
# statistics of an indicator.
Together: TypeAlias = str
_EVERY_PLAN: Final = "*/"
_STATISTICS: Final = "*"
# The day of a number that git alone knows is of no account: only corrections that are written have one that is read.
_SOME_DAY: Final = Day(1000)


@dataclass(frozen=True)
class Withheld:
    """Numbers whose changes are never published: measurements by series, and statistics by indicator.

    `divided` are the plans with periods that contain one another; `renamed` maps former ids to current ones.
    """

    measurements: frozenset[tuple[Together, str]] = frozenset()
    statistics: frozenset[str] = frozenset()
    divided: frozenset[str] = frozenset()
    renamed: Mapping[str, str] | None = None

    def without(self, nodes: Mapping[str, Node]) -> Mapping[str, Node]:
        """Return a version of some nodes without these numbers."""
        return {name: self._without(node) for name, node in nodes.items()}

    def _without(self, node: Node) -> Node:
        value = node.value
        if isinstance(value, Result):
            together = _together(value, self.divided, self.renamed or {})
            published = {
                name: one
                for name, one in value.measurements.items()
                if (together, _today(name, self.renamed or {})) not in self.measurements
            }
            return replace(node, value=value.model_copy(update={"measurements": published}))
        if isinstance(value, Indicator) and value.id in self.statistics:
            return replace(node, value=value.model_copy(update={"statistics": {}}))
        return node


def united(versions: Iterable[Mapping[str, Node]], renamed: Mapping[str, str]) -> dict[str, Node]:
    """Return the results and indicators of several versions as one, the latest first, with earlier numbers as former.

    What versions disclose only together, this one discloses by itself, so that it can be suppressed as any other.
    """
    found: dict[str, Node] = {}
    for nodes in versions:
        for node in nodes.values():
            if isinstance(node.value, Result):
                value = _by_todays_names(node.value, renamed)
                later = found.get(value.id)
                if later and isinstance(later.value, Result):
                    value = _with_earlier(later.value, value)
                found[value.id] = replace(node, id=value.id, value=value)
            elif isinstance(node.value, Indicator):
                found.setdefault(_today(node.id, renamed), node)
    return found


def _by_todays_names(result: Result, renamed: Mapping[str, str]) -> Result:
    plan = _today(result.plan, renamed)
    measured = {
        _today(name, renamed): one.model_copy(update={"of": one.of and _today(one.of, renamed)})
        for name, one in result.measurements.items()
    }
    own_id = f"{plan}/{result.id.partition('/')[2]}"
    return result.model_copy(update={"id": own_id, "plan": plan, "measurements": measured})


def _with_earlier(result: Result, earlier: Result) -> Result:
    """Return a result with the numbers of an earlier version: as former ones where it still has them."""
    measured = dict(result.measurements)
    for name, one in earlier.measurements.items():
        measured[name] = _with_former(measured[name], one) if name in measured else one
    return result.model_copy(update={"measurements": measured})


def _with_former(one: Measurement, earlier: Measurement) -> Measurement:
    known = {one.number, *(each.was for each in one.corrections)}
    numbers = (earlier.number, *(each.was for each in earlier.corrections))
    comparable = (one.share is None) == (earlier.share is None)
    new = [number for number in dict.fromkeys(numbers) if number is not None and number not in known and comparable]
    former = [Correction.model_construct(was=number, date=_SOME_DAY, reason="") for number in new]
    return one.model_copy(update={"corrections": (*one.corrections, *former)})


def withheld_in_time(versions: Iterable[Mapping[str, Node]], renamed: Mapping[str, str]) -> Withheld:
    """Return the numbers whose changes between any two of these versions would disclose a small group."""
    values = [node.value for nodes in versions for node in nodes.values()]
    results = [value for value in values if isinstance(value, Result)]
    indicators = [value for value in values if isinstance(value, Indicator)]
    divided = frozenset(divided_plans(results, renamed))
    families: dict[tuple[Together, str], set[tuple[Together, str]]] = {}
    hidden: set[tuple[Together, str]] = set()
    for all_plans, beside in _elsewhere(results, indicators, renamed):
        _join(families, all_plans, beside)
    for result in results:
        together = _together(result, divided, renamed)
        for name, one in result.measurements.items():
            key = together, _today(name, renamed)
            _join(families, key, (together, _today(one.of, renamed)) if one.of else key)
            for year in years_of(result.period_of(name)):
                if (in_year := (f"{_EVERY_PLAN}{year}", key[1])) in families:
                    _join(families, key, in_year)
            if _is_hidden(one):
                hidden.add(key)
    hidden |= {(_STATISTICS, _today(each.id, renamed)) for each in indicators if _lacks(each.statistics.values())}
    every = {member for key in hidden for member in families.get(key, {key})}
    named = {name for together, name in every if together == _STATISTICS}
    statistics = frozenset(each.id for each in indicators if _today(each.id, renamed) in named)
    numbers = frozenset(key for key in every if not key[0].startswith(_STATISTICS))
    return Withheld(numbers, statistics, divided, renamed)


def _elsewhere(
    results: Iterable[Result], indicators: Iterable[Indicator], renamed: Mapping[str, str]
) -> Iterator[tuple[tuple[Together, str], tuple[Together, str]]]:
    """Yield, for each year of an indicator with statistics or in several plans, all plans in that year, with those."""
    plans: dict[str, set[str]] = {}
    years: dict[str, set[int]] = {}
    for result in results:
        for name in result.measurements:
            one = _today(name, renamed)
            plans.setdefault(one, set()).add(_today(result.plan, renamed))
            years.setdefault(one, set()).update(years_of(result.period_of(name)))
    observed: dict[str, set[int]] = {}
    for each in indicators:
        for period in each.statistics:
            observed.setdefault(_today(each.id, renamed), set()).update(years_of(period))
    for one, measured in years.items():
        for year in sorted(measured):
            all_plans = (f"{_EVERY_PLAN}{year}", one)
            if year in observed.get(one, ()):
                yield all_plans, (_STATISTICS, one)
            elif len(plans[one]) > 1:
                yield all_plans, all_plans


def _join(
    families: dict[tuple[Together, str], set[tuple[Together, str]]],
    one: tuple[Together, str],
    two: tuple[Together, str],
) -> None:
    joined = families.get(one, {one}) | families.get(two, {two})
    families.update(dict.fromkeys(joined, joined))


def _is_hidden(one: Measurement) -> bool:
    was = any(correction.was is None for correction in one.corrections)
    return bool(one.suppressed) or was or any(number is None for number in one.groups.values())


def _lacks(observations: Iterable[Observation]) -> bool:
    return any(
        each.value is None or None in each.groups.values() or any(once.was is None for once in each.corrections)
        for each in observations
    )


def divided_plans(results: Iterable[Result], renamed: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Yield the ids of plans with results for a period and for a part of it, such as a year and a quarter."""
    periods: dict[str, set[str]] = {}
    for result in results:
        found = {str(result.period_of(name)) for name in result.measurements}
        periods.setdefault(_today(result.plan, renamed), set()).update(found)
    for plan, names in periods.items():
        if any(part in names for name in names for parts in parts_of(name) for part in parts):
            yield plan


def _together(result: Result, divided: frozenset[str], renamed: Mapping[str, str]) -> Together:
    plan = _today(result.plan, renamed)
    return plan if plan in divided else f"{plan}/{result.id.partition('/')[2]}"


def _today(name: str, renamed: Mapping[str, str]) -> str:
    return renamed.get(name, name)
