"""Grouped numbers as tables: the measurements of a result by group, a table for each way of grouping."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.language import Language
from publisher.model.groups import Dimension, group_ids
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod
from publisher.render.figures import Figures


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One measurement: the indicator's id, and the numbers of its groups, as published."""

    indicator: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Measurements with the same grouping: its dimensions, the groups, and a row for each measurement."""

    title: str
    groups: tuple[str, ...]
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """The numbers of an indicator's groups for one period, as published."""

    period: TimePeriod
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """One grouping of an indicator's numbers: suffix of the chart's id, dimensions, groups, a row for each period."""

    id: str
    title: str
    groups: tuple[str, ...]
    rows: tuple[PeriodRow, ...]


def statistics_tables(indicator: Indicator, figures: Figures) -> Iterator[StatisticsTable]:
    """Yield the tables of an indicator's grouped numbers, those with one dimension before crossings."""
    dimensions = figures.publication.dimensions
    observations = sorted(figures.publication.divided(indicator).items(), reverse=True)
    for way, cells in ways_of((cell for _, each in observations for cell in each.groups), dimensions).items():
        rows = [
            PeriodRow(
                period,
                tuple(figures.observed_group(each, cell, indicator) for cell in cells),
            )
            for period, each in observations
            if each.groups.keys() & {*cells}
        ]
        names = tuple(group_name(cell, dimensions, figures.language) for cell in cells)
        yield StatisticsTable(way_end(way), _by(way, figures), names, tuple(rows))


def ways_of(cells: Iterable[str], dimensions: Sequence[Dimension]) -> dict[tuple[str, ...], list[str]]:
    """Return the cells of each grouping, in the order of their groups, those with one dimension first."""
    ways: dict[tuple[str, ...], dict[str, None]] = {}
    for cell in cells:
        ways.setdefault(_dimensions_of(cell, dimensions), {})[cell] = None
    return {way: in_order(ways[way], dimensions) for way in sorted(ways, key=lambda way: (len(way), way))}


def way_end(way: Sequence[str]) -> str:
    """Return the suffix of a chart's id for the dimensions that group its numbers."""
    return f".{'-'.join(way)}" if way else ""


def _by(way: Sequence[str], figures: Figures) -> str:
    words, titles = figures.language, {each.id: each.title for each in figures.publication.dimensions}
    first, *others = (titles[each] for each in way)
    return words.listing([first, *map(words.within, others)])


def group_tables(result: Result, figures: Figures, names: Sequence[str]) -> Iterator[GroupTable]:
    """Yield the tables of a result's grouped measurements, those with one dimension before crossings."""
    dimensions = figures.publication.dimensions
    divided = (cell for name in names for cell in result.measurements[name].groups)
    for way, cells in ways_of(divided, dimensions).items():
        rows = [
            GroupRow(name, tuple(figures.group(result, name, cell) for cell in cells))
            for name in names
            if result.measurements[name].groups.keys() & {*cells}
        ]
        groups = tuple(group_name(cell, dimensions, figures.language) for cell in cells)
        yield GroupTable(_by(way, figures), groups, tuple(rows))


def _dimensions_of(cell: str, dimensions: Sequence[Dimension]) -> tuple[str, ...]:
    """Return the ids of the dimensions that a cell belongs to."""
    ids = group_ids(cell)
    return tuple(each.id for each in dimensions if ids & {group.id for group in each.groups})


def in_order(cells: Iterable[str], dimensions: Sequence[Dimension]) -> list[str]:
    """Return cells in the order of their groups in the register."""
    order = {group.id: at for at, group in enumerate(group for each in dimensions for group in each.groups)}
    return sorted(cells, key=lambda cell: sorted(order[each] for each in group_ids(cell)))


def group_name(cell: str, dimensions: Sequence[Dimension], language: Language) -> str:
    """Return the name of a cell: the titles of its groups."""
    ids = group_ids(cell)
    return language.commas(group.title for each in dimensions for group in each.groups if group.id in ids)
