"""A table of open data, and a column of one: the value that it holds in a row, and of what type that is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from publisher.link.publication import Publication

Row = TypeVar("Row")
# The column with the address of the page of what a row is about; its value in a row is that one's id.
ADDRESS: Final = "address"


class ValueType(StrEnum):
    """The types of value in a column, as Table Schema names them (Data Package 2)."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: `value` gives what it holds in a row, None where that is empty.

    `to` is the table whose ids it holds, one in each row; `day` says that it holds dates, which may be known to the
    month or the year only.
    """

    value: Callable[[Any], object]
    type: ValueType = ValueType.STRING
    to: str = ""
    day: bool = False

    def __call__(self, row: object) -> object:
        """Return the value in a row."""
        return self.value(row)


@dataclass(frozen=True, slots=True)
class DataTable(Generic[Row]):
    """A table of open data: its rows in a publication, and its columns by name.

    `key` are the columns that identify a row, none of which is ever empty; where one may be empty they are
    `unique`.
    """

    rows: Callable[[Publication], Iterable[Row]]
    columns: Mapping[str, DataColumn]
    key: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()

    def cells(self, publication: Publication, url: Callable[[str], str]) -> Iterator[dict[str, object]]:
        """Yield each row by the names of its columns; `url` gives the address of what has an id."""
        for row in self.rows(publication):
            cells = {name: column.value(row) for name, column in self.columns.items()}
            yield cells | {ADDRESS: url(str(cells[ADDRESS]))} if ADDRESS in cells else cells


def at(path: str, of: ValueType = ValueType.STRING, *, to: str = "", day: bool = False) -> DataColumn:
    """Return a column of a dotted attribute path such as `line.bounds.low`; empty where an attribute is None."""
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
    """Return a column of days."""
    return at(path, day=True)


def one_of(table: str, path: str) -> DataColumn:
    """Return a column of ids of a table."""
    return at(path, to=table)


def first_of(table: str, path: str) -> DataColumn:
    """Return a column of ids of a table: the first of those that a field holds."""
    held = _within(path)
    return DataColumn(lambda row: next(iter(held(row) or ()), None), to=table)  # type: ignore[call-overload]  # a tuple


def all_of(path: str) -> DataColumn:
    """Return a column of all the ids that a field holds, with spaces between those of one row."""
    held = _within(path)
    return several(lambda row: held(row) or ())  # type: ignore[arg-type,return-value]  # a tuple of ids


def truth(value: Callable[[Any], object]) -> DataColumn:
    """Return a column of truth values."""
    return DataColumn(lambda row: str(bool(value(row))).lower(), ValueType.BOOLEAN)


def several(value: Callable[[Any], Iterable[str]]) -> DataColumn:
    """Return a column of ids, with spaces between those of one row."""
    return DataColumn(lambda row: " ".join(value(row)))
