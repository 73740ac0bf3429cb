"""Columns and tables of open data: the value of a column in each row, and its type."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeAlias, TypeVar

from publisher.kinds import KINDS, kinds_of
from publisher.link.publication import Publication
from publisher.model.roles import NodeKind
from publisher.model.time_period import TimePeriod

Row = TypeVar("Row")
# The column with the URL of the row's page; its value in a row is the id of the page's subject.
ADDRESS: Final = "address"


class ValueType(StrEnum):
    """The types of column values, by their names in Table Schema (Data Package 2)."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


Value: TypeAlias = Callable[[Any], object]
"""What returns a value for a row of some table."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: `value` returns its value for a row, or None.

    `to` is the table that its ids refer to; `day` says that it holds dates, which may be known to the month or the year
    only.
    """

    value: Value
    type: ValueType = ValueType.STRING
    to: str = ""
    day: bool = False

    def __call__(self, row: object) -> object:
        """Return the value for a row."""
        return self.value(row)


@dataclass(frozen=True, slots=True)
class ParentRow:
    """The row of another `table` that each row belongs to: the columns of this table, and those of the other one."""

    table: str
    columns: tuple[str, ...]
    known_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTable(Generic[Row]):
    """A table of open data: its rows for a publication, and its columns by name.

    `key` are the columns of the primary key, which are never empty; columns that may be empty form a `unique` key
    instead. `known_by` are columns by which an edited row is found, where its key has a URL in it. `made_of` are the
    kinds of nodes whose documents hold its facts, `counted` says that they are compared with numbers of the indicators'
    own statistics; without `made_of` everything may be in it. `parent` is what several columns together refer to; one
    column says by itself what it refers to.
    """

    rows: Callable[[Publication], Iterable[Row]]
    columns: Mapping[str, DataColumn]
    key: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    made_of: tuple[NodeKind, ...] = ()
    counted: bool = False
    parent: ParentRow | None = None

    def changed(self, publication: Publication) -> str:
        """Return the ISO date of the last change of the documents that hold its facts; "" if unknown."""
        files = {node.document.file for node in publication.nodes.values() if node.kind in self.made_of}
        dated = publication.changed.items()
        days = [day for file, day in dated if file in files or (self.counted and KINDS["statistics"] in kinds_of(file))]
        return max(days, default=publication.last_changed) if self.made_of else publication.last_changed

    def years(self, publication: Publication) -> tuple[int, int] | None:
        """Return the first and the last year of its periods; None for a table without any."""
        column = self.columns.get("period")
        names = [column(row) for row in self.rows(publication)] if column else []
        periods = [TimePeriod.parse(name) for name in names if name]
        if not periods:
            return None
        return min(each.first.year for each in periods), max(each.last.year for each in periods)

    def cells(self, publication: Publication, url: Callable[[str], str]) -> Iterator[dict[str, object]]:
        """Yield each row as a dict by column name; `url` returns the URL of an id's page."""
        for row in self.rows(publication):
            cells = {name: column.value(row) for name, column in self.columns.items()}
            yield cells | {ADDRESS: url(str(cells[ADDRESS]))} if ADDRESS in cells else cells


AnyTable: TypeAlias = DataTable[Any]
"""A table of any rows."""


def at(path: str, of: ValueType = ValueType.STRING, *, to: str = "", day: bool = False) -> DataColumn:
    """Return a column for a dotted attribute path such as `line.bounds.low`; empty if an attribute is None."""
    return DataColumn(_within(path), of, to, day)


def _within(path: str) -> Callable[[object], object]:
    names = path.split(".")

    def value(row: object) -> object:
        found: object = row
        for name in names:
            if found is None:
                return None
            found = getattr(found, name)
        return found

    return value


def number(path: str) -> DataColumn:
    """Return a column of numbers."""
    return at(path, ValueType.NUMBER)


def day(path: str) -> DataColumn:
    """Return a column of dates."""
    return at(path, day=True)


def one_of(table: str, path: str) -> DataColumn:
    """Return a column of ids that refer to a table."""
    return at(path, to=table)


def first_of(table: str, path: str) -> DataColumn:
    """Return a column of ids that refer to a table: the first of several ids in a field."""
    held = _within(path)
    return DataColumn(lambda row: next(iter(held(row) or ()), None), to=table)  # type: ignore[call-overload]  # a tuple


def all_of(path: str) -> DataColumn:
    """Return a column of all ids in a field, separated by spaces."""
    held = _within(path)
    return several(lambda row: held(row) or ())  # type: ignore[arg-type,return-value]  # a tuple of ids


def truth(value: Value) -> DataColumn:
    """Return a column of booleans."""
    return DataColumn(lambda row: str(bool(value(row))).lower(), ValueType.BOOLEAN)


def several(value: Callable[..., Iterable[str]]) -> DataColumn:
    """Return a column of several ids, separated by spaces."""
    return DataColumn(lambda row: " ".join(value(row)))
