"""Groups must be declared, and their numbers must add up to the total that they divide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publisher.link.confidentiality.cells import WHOLE, sums
from publisher.link.graph.node import Entry, Node
from publisher.model.groups import Dimension, group_ids
from publisher.model.register import Indicator, Indicators
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.model.unit import Unit, UnitName
from publisher.problem import Problem, nearest
from publisher.read.document import Document


def dimensions_of(entries: Sequence[Entry]) -> tuple[Dimension, ...]:
    """Return the dimensions that the register declares."""
    return tuple(each for entry in entries if isinstance(entry.value, Indicators) for each in entry.value.dimensions)


@dataclass(frozen=True, slots=True)
class Groups:
    """A number of an indicator divided by groups: the total (None if not given), and the path in the document."""

    indicator: str
    whole: Decimal | None
    numbers: Mapping[str, Decimal | None]
    unit: Unit
    path: Path


def ungrouped(
    entries: Sequence[Entry], nodes: Mapping[str, Node], dimensions: Sequence[Dimension]
) -> Iterator[Problem]:  # fmt: skip
    """Yield a Problem for each undeclared group in a result, and for each impossible sum of groups."""
    for entry in entries:
        if isinstance(entry.value, Result):
            for name, measurement in entry.value.measurements.items():
                node = nodes.get(name)
                if measurement.groups and node and isinstance(node.value, Indicator):
                    path = ("measurements", name, "groups")
                    groups = Groups(name, measurement.number, measurement.groups, node.value.unit, path)
                    yield from misgrouped(entry.document, groups, dimensions)


def misgrouped(document: Document, groups: Groups, dimensions: Sequence[Dimension]) -> Iterator[Problem]:
    """Yield a Problem for each undeclared group of a number, and for each impossible sum of groups."""
    known = {group.id: dimension.id for dimension in dimensions for group in dimension.groups}
    unknown = False
    for cell in groups.numbers:
        for group in sorted(group_ids(cell) - known.keys()):
            unknown = True
            yield Problem.at(
                document.key_place(*groups.path, cell), "unknown-group", group=group, near=nearest(group, known)
            )
        within = [known[group] for group in group_ids(cell) if group in known]
        if len(set(within)) < len(within):
            unknown = True
            yield Problem.at(document.key_place(*groups.path, cell), "group-twice", group=cell)
    if not unknown and groups.whole is not None:
        yield from _sums(document, groups, groups.whole, dimensions)


def _sums(document: Document, groups: Groups, number: Decimal, dimensions: Sequence[Dimension]) -> Iterator[Problem]:
    given = {cell: number for cell, number in groups.numbers.items() if number is not None}
    numbers, unit = {WHOLE: number, **given}, groups.unit
    for line in sums([*given], dimensions):
        parts = [numbers[cell] for cell in line.children]
        whole, total = numbers[line.parent], sum(parts)
        place = document.key_place(*groups.path, line.children[0])
        facts = {"id": groups.indicator, "of": line.parent or "–", "total": total, "whole": whole}
        if groups_fit(unit, whole, parts, every=line.whole):
            continue
        if _adds_up(unit):
            yield Problem.at(place, "groups-do-not-add-up", **facts)
        else:
            facts |= {"low": min(parts), "high": max(parts)}
            yield Problem.at(place, "groups-around-another", **facts)


def groups_fit(unit: Unit, whole: Decimal, parts: Sequence[Decimal], *, every: bool) -> bool:
    """Return whether the groups' numbers are consistent with the total; `every` says that the groups are exhaustive."""
    if not parts:
        return True
    if _adds_up(unit):
        return sum(parts) == whole if every else sum(parts) <= whole
    rounded = _half_of_last_place(whole) + max(map(_half_of_last_place, parts))
    return not (unit.is_per_cent and every) or min(parts) - rounded <= whole <= max(parts) + rounded


def _half_of_last_place(number: Decimal) -> Decimal:
    """Return by how much a number may have been rounded: 0.05 for 6.0, and 0.5 for 6."""
    return Decimal(1).scaleb(min(0, int(number.as_tuple().exponent))) / 2


def _adds_up(unit: Unit) -> bool:
    """Return whether groups in this unit add up to the total: counts and money, except rates."""
    return unit.per is None and (unit.is_count or unit.is_currency or unit.name == UnitName.KRONOR)
