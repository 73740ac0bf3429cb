"""Divided numbers as tables: the measurements of a result by group, a table for each way of dividing them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.model.groups import Dimension, group_ids
from publisher.model.result import Result
from publisher.render.figures import Figures


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One measurement: the indicator's id, its number and those of its groups, as they are told."""

    indicator: str
    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Measurements that are divided in the same way: by what, the groups, and a row for each measurement."""

    title: str
    groups: tuple[str, ...]
    rows: tuple[GroupRow, ...]


def group_tables(result: Result, figures: Figures, names: Sequence[str]) -> Iterator[GroupTable]:
    """Yield the tables of a result's divided measurements, those of one dimension before those that cross."""
    dimensions = figures.publication.dimensions
    ways: dict[tuple[str, ...], dict[str, None]] = {}
    for name in names:
        for cell in result.measurements[name].groups:
            ways.setdefault(_way(cell, dimensions), {})[cell] = None
    for way in sorted(ways, key=lambda way: (len(way), way)):
        cells = in_order(ways[way], dimensions)
        rows = [
            GroupRow(name, figures.figure(result, name), tuple(figures.group(result, name, cell) for cell in cells))
            for name in names
            if result.measurements[name].groups.keys() & {*cells}
        ]
        titles = {each.id: each.title for each in dimensions}
        groups = tuple(group_name(cell, dimensions) for cell in cells)
        yield GroupTable(figures.language.listing(titles[each] for each in way), groups, tuple(rows))


def _way(cell: str, dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """Return the ids of the dimensions that a cell is divided by."""
    ids = group_ids(cell)
    return tuple(each.id for each in dimensions if ids & {group.id for group in each.groups})


def in_order(cells: Mapping[str, object], dimensions: Sequence[Dimension]) -> list[str]:
    """Return cells in the order in which the register has their groups."""
    order = {group.id: at for at, group in enumerate(group for each in dimensions for group in each.groups)}
    return sorted(cells, key=lambda cell: sorted(order[each] for each in group_ids(cell)))


def group_name(cell: str, dimensions: Sequence[Dimension]) -> str:
    """Return what a cell is called: the titles of its groups."""
    ids = group_ids(cell)
    return ", ".join(group.title for each in dimensions for group in each.groups if group.id in ids)
