"""Divided numbers as tables: the measurements of a result by group, a table for each way of dividing them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.model.groups import Dimension, group_ids
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod
from publisher.render.figures import Figures


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One measurement: the indicator's id, its number and those of its groups, as they are published."""

    indicator: str
    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Measurements that are divided in the same way: by what, the groups, and a row for each measurement."""

    title: str
    groups: tuple[str, ...]
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """The numbers of an indicator for one period: all of it, and those of its groups, as they are published."""

    period: TimePeriod
    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """An indicator's numbers divided in one way: suffix of the picture's id, dimensions, groups, a row per period."""

    id: str
    title: str
    groups: tuple[str, ...]
    rows: tuple[PeriodRow, ...]


def statistics_tables(indicator: Indicator, figures: Figures) -> Iterator[StatisticsTable]:
    """Yield the tables of an indicator's divided numbers, those of one dimension before those that cross."""
    dimensions = figures.publication.dimensions
    observations = sorted(figures.publication.divided(indicator).items(), reverse=True)
    for way, cells in ways_of((cell for _, each in observations for cell in each.groups), dimensions).items():
        rows = [
            PeriodRow(
                period,
                figures.observation(each, indicator),
                tuple(figures.observed_group(each, cell, indicator) for cell in cells),
            )
            for period, each in observations
            if each.groups.keys() & {*cells}
        ]
        names = tuple(group_name(cell, dimensions) for cell in cells)
        yield StatisticsTable(way_end(way), _by(way, figures), names, tuple(rows))


def ways_of(cells: Iterable[str], dimensions: Sequence[Dimension]) -> dict[tuple[str, ...], list[str]]:
    """Return the cells of each way of dividing, in the order of their groups: those of one dimension come first."""
    ways: dict[tuple[str, ...], dict[str, None]] = {}
    for cell in cells:
        ways.setdefault(_way(cell, dimensions), {})[cell] = None
    return {way: in_order(ways[way], dimensions) for way in sorted(ways, key=lambda way: (len(way), way))}


def way_end(way: Sequence[str]) -> str:
    """Return the suffix of a picture's id for the dimensions that divide what it shows."""
    return f".{'-'.join(way)}" if way else ""


def _by(way: Sequence[str], figures: Figures) -> str:
    titles = {each.id: each.title for each in figures.publication.dimensions}
    return figures.language.listing(titles[each] for each in way)


def group_tables(result: Result, figures: Figures, names: Sequence[str]) -> Iterator[GroupTable]:
    """Yield the tables of a result's divided measurements, those of one dimension before those that cross."""
    dimensions = figures.publication.dimensions
    divided = (cell for name in names for cell in result.measurements[name].groups)
    for way, cells in ways_of(divided, dimensions).items():
        rows = [
            GroupRow(name, figures.figure(result, name), tuple(figures.group(result, name, cell) for cell in cells))
            for name in names
            if result.measurements[name].groups.keys() & {*cells}
        ]
        groups = tuple(group_name(cell, dimensions) for cell in cells)
        yield GroupTable(_by(way, figures), groups, tuple(rows))


def _way(cell: str, dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """Return the ids of the dimensions that a cell is divided by."""
    ids = group_ids(cell)
    return tuple(each.id for each in dimensions if ids & {group.id for group in each.groups})


def in_order(cells: Iterable[str], dimensions: Sequence[Dimension]) -> list[str]:
    """Return cells in the order in which the register has their groups."""
    order = {group.id: at for at, group in enumerate(group for each in dimensions for group in each.groups)}
    return sorted(cells, key=lambda cell: sorted(order[each] for each in group_ids(cell)))


def group_name(cell: str, dimensions: Sequence[Dimension]) -> str:
    """Return what a cell is called: the titles of its groups."""
    ids = group_ids(cell)
    return ", ".join(group.title for each in dimensions for group in each.groups if group.id in ids)
