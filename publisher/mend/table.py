"""Edits a table of statistics: only changed rows and cells are written."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Final

from publisher.mend.patch import NotWritable
from publisher.read.csv_table import OF_SERIES, PERIOD, PRELIMINARY_SERIES, column_name, read_table
from publisher.read.field_tree import Fields, Tree, fields_at, value_at

# Columns other than series, in the order in which new ones are inserted.
_OWN: Final = ("value", "preliminary", "note", "missing", "corrections")
_MARKS: Final = ";\t,"
_DECIMALS: Final = re.compile(r"[-+]?\d+\.\d+")


def table_rewritten(text: str, fields: Fields) -> str:
    """Return the text of a table with the periods of `fields`, new ones in their order.

    `fields` is the document that the table is to parse to. Raises NotWritable if a row spans several lines.
    """
    apart = max(_MARKS, key=text.split("\n", 1)[0].count)
    lines = text.split("\n")
    if any(line.count('"') % 2 for line in lines):
        raise NotWritable("a cell of several lines")
    desired = _periods(fields)
    names, lines = _renamed(lines, apart, desired)
    fresh = [name for name in _columns(desired) if name not in names]
    made = [_line([*_read(lines[0], apart), *fresh], apart) if fresh else lines[0]]
    columns, left = [*names, *fresh], dict(desired)
    for line in lines[1:]:
        if not line.strip():
            made.append(line)
            continue
        row = dict(zip(names, _read(line, apart), strict=False))
        period = row.get(PERIOD, "").strip()
        if period in left:
            made.append(_row(line, row, left.pop(period), columns, apart, wider=bool(fresh)))
    end = len(made) - 1 if not made[-1] else len(made)
    made[end:end] = [
        _line([period if name == PERIOD else _as_written(cells.get(name, ""), name, apart) for name in columns], apart)
        for period, cells in left.items()
    ]
    result = "\n".join(made)
    _check(result, fields)
    return result


def _renamed(lines: Sequence[str], apart: str, desired: Mapping[str, Mapping[str, str]]) -> tuple[list[str], list[str]]:
    """Return the names of a table's columns and its lines; a column whose numbers have another name has that now."""
    head = [column_name(name) for name in _read(lines[0], apart)]
    names = [*head]
    document, _ = read_table("plans/statistics/a.csv", "\n".join(lines))
    before = _periods(document.fields) if document else {}
    gone = [name for name in _columns(before) if name in names and name not in _columns(desired)]
    come = [name for name in _columns(desired) if name not in names]

    def numbers(periods: Mapping[str, Mapping[str, str]], name: str) -> dict[str, str]:
        return {period: cells[name] for period, cells in periods.items() if name in cells}

    for name in gone:
        same = [each for each in come if numbers(desired, each) == numbers(before, name)]
        if len(same) == 1 and sum(numbers(before, each) == numbers(before, name) for each in gone) == 1:
            names[names.index(name)] = same[0]
    return names, [*lines] if names == head else [_line(names, apart), *lines[1:]]


def _check(text: str, fields: Fields) -> None:
    document, problems = read_table("plans/statistics/a.csv", text)
    if document is None or problems:
        raise NotWritable("no table")
    if _periods(document.fields) != _periods(fields):
        raise NotWritable("other value")


def _periods(fields: Fields) -> dict[str, dict[str, str]]:
    """Return the cells of each period of a document, by column."""
    return {str(key): _cells(each) for key, each in fields_at(fields, ("periods",)).items()}


def _cells(period: Tree) -> dict[str, str]:
    """Return the cells of one period by column; a number alone is its value. A minus is read as a hyphen."""
    if isinstance(period, str):
        return {"value": period.replace("\u2212", "-")}
    own = {name: str(value) for name in _OWN if (value := value_at(period, (name,)))}
    unsure = {OF_SERIES + name: str(each) for name, each in fields_at(period, (PRELIMINARY_SERIES,)).items()}
    found = own | {name: str(each) for name, each in fields_at(period, ("series",)).items()} | unsure
    return {name: value.replace("\u2212", "-") for name, value in found.items()}


def _columns(desired: Mapping[str, Mapping[str, str]]) -> list[str]:
    found = dict.fromkeys(name for cells in desired.values() for name in cells)
    # Series stand after the number itself, and what is said of each of them after what is said of that.
    return sorted(
        found, key=lambda name: _OWN.index(name) if name in _OWN else 1.5 if name.startswith(OF_SERIES) else 0.5
    )


def _row(
    line: str, row: Mapping[str, str], cells: Mapping[str, str], columns: Sequence[str], apart: str, *, wider: bool
) -> str:
    """Return the line of a row with the new cells; unchanged if it has them already."""
    now = {name: _value_read(cell, name, apart) for name, cell in row.items() if name != PERIOD and cell.strip()}
    if now == cells and not wider:
        return line
    old = [row.get(name, "") for name in columns]
    new = [
        before if name == PERIOD or now.get(name) == cells.get(name) else _as_written(cells.get(name, ""), name, apart)
        for name, before in zip(columns, old, strict=True)
    ]
    return _line(new, apart)


def _value_read(cell: str, name: str, apart: str) -> str:
    document, _ = read_table("plans/statistics/a.csv", f"{PERIOD}{apart}{name}\n1{apart}{_quoted(cell, apart)}\n")
    return _periods(document.fields)["1"].get(name, "") if document else ""


def _quoted(cell: str, apart: str) -> str:
    return _line([cell], apart)


def _as_written(value: str, name: str, apart: str) -> str:
    """Return a value in the table's notation: a number with a decimal comma, unless commas separate cells."""
    number = name not in {"note", "preliminary", "missing", "corrections"} and apart != ","
    return value.replace(".", ",") if number and _DECIMALS.fullmatch(value) else value


def _read(line: str, apart: str) -> list[str]:
    return next(csv.reader(StringIO(line), delimiter=apart, strict=True), [])


def _line(cells: Sequence[str], apart: str) -> str:
    target = StringIO()
    csv.writer(target, delimiter=apart, lineterminator="").writerow(cells)
    return target.getvalue()
