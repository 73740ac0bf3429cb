"""Areas: a table of several municipalities, counties or countries, as the municipality's own part and the others."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.headers import DATED, NUMBERS, Column, Headed
from publisher.importing.columns.table_words import is_known_area, names_area, table_words
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import SourceCell, SourceRow
from publisher.shortening import shortened

# The most areas that an indicator is compared with; more are a register of municipalities.
_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class OtherArea:
    """The part of a table about another area: its name, the table with its columns, and its rows."""

    name: str
    table: Headed
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class OwnRows:
    """A table with the rows about the municipality itself, the parts about others, and the cells of no use.

    `code` is the only area of all rows, if that is a code that may be anybody's.
    """

    table: Headed
    rows: tuple[SourceRow, ...]
    left: tuple[LeftCell, ...] = ()
    others: tuple[OtherArea, ...] = ()
    code: str = ""


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
    columns = [*_places(table, rows[table.begin :], municipality, language)]
    named = {each.at: {one.area for one in _placed(table, rows[table.begin :], each)} for each in columns}
    own = {at for at, areas in named.items() if any(is_own_area(area, municipality, language) for area in areas)}
    for column in sorted(columns, key=lambda each: each.at not in own):
        about = [row for row in rows[table.begin :] if any(cell.at != column.at for cell in row.filled)]
        placed = list(_placed(table, about, column))
        if len({(each.name, _plain(each.area, language)) for each in placed}) > len({each.name for each in placed}):
            return _parted(table, rows, column, placed, municipality, language)
    alone = (each for each in columns if each.role == "area" and len(named[each.at]) == 1 and all(named[each.at]))
    if municipality and not own and (only := next(alone, None)):
        return _of_one_area(table, rows, only, municipality, language)
    return _own_columns(table, tuple(rows), municipality, language)


def _of_one_area(table: Headed, rows: Sequence[SourceRow], column: Column, municipality: str, language: str) -> OwnRows:
    """Return a table of which all rows are of one area, which is not called as the municipality: a code may be its."""
    placed = list(_placed(table, rows[table.begin :], column))
    area = placed[0].area
    if _plain(municipality, language) in _plain(area, language):
        return _own_columns(table, tuple(rows), municipality, language)  # a part of it
    if not area.isdecimal():
        return _parted(table, rows, column, placed, municipality, language)
    left = tuple(LeftCell(SourceCell(each.row.line, column.at), "own-area") for each in placed)
    return OwnRows(table, tuple(rows), left, code=area)


def _parted(
    table: Headed, rows: Sequence[SourceRow], column: Column, placed: Sequence[_Placed], municipality: str,
    language: str,
) -> OwnRows:  # fmt: skip
    own = [each for each in placed if not each.area or is_own_area(each.area, municipality, language)]
    areas = list(dict.fromkeys(each.area for each in placed if each not in own)) if own else []
    compared = areas if len(areas) <= _MOST else []
    why = "other-area" if own else "area-not-own"
    left = [
        LeftCell(cell, why, {"area": shortened(each.area, 60), "name": municipality})
        for each in placed
        if each not in own and each.area not in compared
        for cell in each.row.filled
    ]
    named = [*own, *(each for each in placed if each.area in compared)]
    cells = (SourceCell(each.row.line, column.at) for each in named if column.at < len(each.row.cells))
    left += [LeftCell(cell, "own-area") for cell in cells]
    columns = tuple(replace(each, role="area") if each is column else each for each in table.columns)
    parted = replace(table, columns=columns)
    above = tuple(rows[: table.begin])
    others = (
        OtherArea(area, parted, (*above, *(each.row for each in placed if each.area == area))) for area in compared
    )
    return OwnRows(parted, (*above, *(each.row for each in own)), tuple(left), tuple(others))


def _own_columns(table: Headed, rows: tuple[SourceRow, ...], municipality: str, language: str) -> OwnRows:
    """Return a table whose columns are about several areas as its own part and those about others."""

    def is_own(column: Column) -> bool:
        name = column.area or ("" if column.role else column.dated.rest)
        return bool(name) and is_own_area(name, municipality, language)

    areas = list(dict.fromkeys(each.area for each in table.columns if each.area and not is_own(each)))
    columns = tuple(replace(each, role="outcome", area="") if is_own(each) else each for each in table.columns)
    if len(areas) > _MOST or not any(each.role in NUMBERS for each in columns):
        return OwnRows(replace(table, columns=columns), rows)
    others = (OtherArea(area, replace(table, columns=tuple(_of_area(columns, area))), rows) for area in areas)
    return OwnRows(replace(table, columns=columns), rows, (), tuple(others))


def _of_area(columns: Sequence[Column], area: str) -> Iterator[Column]:
    """Yield the columns of a table as they are for one area: its numbers, and what is said of the row."""
    for each in columns:
        if each.area == area:
            yield replace(each, role="outcome", area="")
        else:
            yield replace(each, role="") if each.role in DATED else each


def _places(table: Headed, rows: Sequence[SourceRow], municipality: str, language: str) -> Iterator[Column]:
    """Yield the columns that name areas: by their header, or because their values are areas."""
    for column in table.columns:
        texts = {row.cells[column.at] for row in rows if column.at < len(row.cells) and row.cells[column.at]}
        if column.role == "area" or (column.role in {"", "theme"} and _are_areas(texts, municipality, language)):
            yield column


def _are_areas(texts: Collection[str], municipality: str, language: str) -> bool:
    """Return whether cells are areas: one is the municipality or the country, or most end like a municipality's name.

    A goal may end like a name, too: Hållbar kommun.
    """
    plain = [without_code(text) for text in texts]
    if any(is_own_area(text, municipality, language) or is_known_area(text, language) for text in plain):
        return True
    return 0 < len(texts) < 2 * sum(names_area(text, language) for text in texts)


def _placed(table: Headed, rows: Sequence[SourceRow], column: Column) -> Iterator[_Placed]:
    """Yield the rows; one without a name or an area inherits that of the row above."""
    heading = table.first("indicator") or table.first("goal")
    name, area = "", ""
    for row in rows:
        cells = list(row.cells)
        area = (
            without_code(" ".join(cells[column.at].split()))
            if column.at < len(cells) and cells[column.at].strip()
            else area
        )
        if heading and heading.at < len(cells):
            name = cells[heading.at] or name
            cells[heading.at] = name
        yield _Placed(replace(row, cells=tuple(cells)), name, area)


def is_own_area(text: str, municipality: str, language: str) -> bool:
    """Return whether a text names the municipality, or says that it is meant: Kommunen."""
    plain = " ".join(text.casefold().split())
    return plain in table_words(language).get("own_area", ()) or is_same_area(text, municipality, language)


def is_same_area(text: str, name: str, language: str) -> bool:
    """Return whether two texts name the same municipality: Provköping, Provköpings kommun."""
    found, named = _plain(text, language), _plain(name, language)
    oblique = language == "fi" and (named in _genitives(found) or found in _genitives(named))
    return bool(found) and (found == named or oblique)


# The ends of Finnish names and what they are in the genitive, with weak consonants: Turku, Turun; Lahti, Lahden.
_FINNISH: Final = (
    ("", "n"), ("e", "een"), ("i", "en"), ("nki", "ngin"), ("rku", "run"), ("ti", "den"), ("nta", "nnan"),
    ("nti", "nnin"), ("lta", "llan"), ("rta", "rran"), ("ki", "en"), ("us", "uden"),
    ("nen", "sen"), ("nen", "sten"), ("kko", "kon"), ("kki", "kin"), ("tti", "tin"), ("tto", "ton"), ("ppi", "pin"),
)  # fmt: skip


def _genitives(name: str) -> Iterator[str]:
    """Yield the forms that a Finnish name may have before the word for municipality: Ekbackan, Tampereen."""
    yield from (name.removesuffix(end) + oblique for end, oblique in _FINNISH if name.endswith(end))


def without_code(name: str) -> str:
    """Return the name of an area without the code before it: 0198 Ekbacka."""
    return re.sub(r"\A\d{1,6}\s+(?=\D)", "", name.strip())


def _plain(text: str, language: str) -> str:
    words = re.sub(r"\([^)]*\)", " ", without_code(text)).casefold().split()
    kinds = table_words(language).get("area", ())
    return " ".join(word for word in words if word not in kinds).removesuffix("s")
