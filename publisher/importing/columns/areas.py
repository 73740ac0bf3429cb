"""Areas: selects the municipality's own rows in a table of several municipalities, counties or countries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.importing.columns.headers import Column, Headed
from publisher.importing.columns.table_words import table_words
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import SourceCell, SourceRow


@dataclass(frozen=True, slots=True)
class OwnRows:
    """A table with the rows about the municipality itself, and the cells about others."""

    table: Headed
    rows: tuple[SourceRow, ...]
    left: tuple[LeftCell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row, with its indicator's name and the area that it is about."""

    row: SourceRow
    name: str
    area: str


def own_rows(table: Headed, rows: Sequence[SourceRow], municipality: str, language: str) -> OwnRows:
    """Return the municipality's own part of a table, if an indicator has numbers for several areas.

    If no area has the municipality's name, its own numbers are unknown, and none are used.
    """
    for column in _places(table, rows[table.begin :], municipality, language):
        placed = list(_placed(table, rows[table.begin :], column))
        if len({(each.name, _plain(each.area, language)) for each in placed}) > len({each.name for each in placed}):
            return _parted(table, rows, column, placed, municipality, language)
    return OwnRows(table, tuple(rows))


def _parted(
    table: Headed, rows: Sequence[SourceRow], column: Column, placed: Sequence[_Placed], municipality: str,
    language: str,
) -> OwnRows:  # fmt: skip
    own = [each for each in placed if not each.area or is_same_area(each.area, municipality, language)]
    why = "other-area" if own else "area-not-own"
    left = [
        LeftCell(cell, why, {"area": each.area[:60], "name": municipality})
        for each in placed
        if each not in own
        for cell in each.row.filled
    ]
    cells = (SourceCell(each.row.line, column.at) for each in own if column.at < len(each.row.cells))
    left += [LeftCell(cell, "own-area") for cell in cells]
    columns = tuple(replace(each, role="area") if each is column else each for each in table.columns)
    return OwnRows(
        replace(table, columns=columns), (*rows[: table.begin], *(each.row for each in own)), tuple(left)
    )  # fmt: skip


def _places(table: Headed, rows: Sequence[SourceRow], municipality: str, language: str) -> Iterator[Column]:
    """Yield the columns that name areas: by their header, or because the municipality is among their values."""
    for column in table.columns:
        texts = (row.cells[column.at] for row in rows if column.at < len(row.cells))
        named = column.role in {"", "theme"} and any(is_same_area(text, municipality, language) for text in texts)
        if column.role == "area" or named:
            yield column


def _placed(table: Headed, rows: Sequence[SourceRow], column: Column) -> Iterator[_Placed]:
    """Yield the rows; one without a name or an area inherits that of the row above."""
    heading = table.first("indicator") or table.first("goal")
    name, area = "", ""
    for row in rows:
        cells = list(row.cells)
        area = " ".join(cells[column.at].split()) if column.at < len(cells) and cells[column.at].strip() else area
        if heading and heading.at < len(cells):
            name = cells[heading.at] or name
            cells[heading.at] = name
        yield _Placed(replace(row, cells=tuple(cells)), name, area)


def is_same_area(text: str, name: str, language: str) -> bool:
    """Return whether two texts name the same municipality: Provköping, Provköpings kommun."""
    found = _plain(text, language)
    return bool(found) and found == _plain(name, language)


def _plain(text: str, language: str) -> str:
    words = re.sub(r"\([^)]*\)", " ", text).casefold().split()
    kinds = table_words(language).get("area", ())
    return " ".join(word for word in words if word not in kinds).removesuffix("s")
