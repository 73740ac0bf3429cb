"""Tables of several areas: which columns name areas, or are of one, and tables with a row or a column for each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from publisher.importing.columns.areas import is_own_area, without_code
from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.headers import ROLES, Column, Headed, are_numbers
from publisher.importing.columns.known_groups import KnownGroups, cell_named, words_in_cells
from publisher.importing.columns.table_words import is_known_area, meaning, names_area
from publisher.importing.form.source import SourceRow
from publisher.model.time_period import TimePeriod

# What a column of areas may be taken for, by its header alone or by its place.
_TAKEN_FOR: Final = frozenset({"", "theme", "goal", "indicator", "area", "group", "unit", "organisation"})
# Roles of columns beside numbers that say nothing of which these are.
_BESIDE: Final = frozenset({"source", "unit", "id", "kolada"})
_MOST_WORDS: Final = 3
# A name: Grannköping, Västra Ekbacka, Ekbacka-Berga
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[\s-][^\W\d_]+)*")


def with_places(table: Headed, rows: Sequence[SourceRow], municipality: str, language: str) -> Headed:
    """Return a table whose columns that name areas, or whose headers are areas, are that.

    Where one is the municipality itself, other names beside it are those of others, as they are written: Grannköping.
    """
    own = [each for each in table.columns if _is_own(each, municipality, language)]
    columns = []
    for each in table.columns:
        texts = [text for row in rows if (text := "".join(row.cells[each.at : each.at + 1]).strip())]
        if each.role in _TAKEN_FOR and _are_places(texts, municipality, language):
            each = replace(each, role="area", area="", dated=Dated(None, ""), guessed=False)
        elif each in own:
            each = replace(each, role="", area=each.dated.rest or each.header)
        elif own and not each.area and _may_be_place(each, language) and are_numbers(texts, language):
            each = replace(each, role="", area=each.dated.rest or each.header, groups=())
        columns.append(each)
    return replace(table, columns=tuple(columns))


def _is_own(column: Column, municipality: str, language: str) -> bool:
    said = column.area or column.dated.rest or ("" if column.period else column.header)
    return column.role == "" and is_own_area(said, municipality, language)


def _may_be_place(column: Column, language: str) -> bool:
    said = column.dated.rest or column.header
    written = column.header if column.header.casefold().startswith(said.casefold()) else said
    named = _NAME.fullmatch(written[: len(said)].strip()) is not None and len(said.split()) <= _MOST_WORDS
    return column.role == "" and not column.unit and not column.groups and named and not meaning(said, ROLES, language)


def _are_places(texts: Sequence[str], municipality: str, language: str) -> bool:
    """Return whether all texts are areas, one of them the municipality or the country, beside which others are names.

    One text alone tells nothing apart.
    """
    names = {" ".join(text.split()) for text in texts}
    own = any(is_own_area(name, municipality, language) for name in names)
    known = own or any(is_known_area(without_code(name), language) for name in names)
    if len(names) < 2 or not known:
        return False
    return all(
        is_own_area(name, municipality, language) or names_area(without_code(name), language)
        or (own and _NAME.fullmatch(without_code(name)) is not None and len(name.split()) <= _MOST_WORDS + 1)
        for name in names
    )  # fmt: skip


def area_subjects(table: Headed, rows: Sequence[SourceRow], groups: KnownGroups, language: str) -> Headed | None:
    """Return a table without a column of names that has a row or a column for each area; None if it is none."""
    made = _areas_down(table, rows, groups, language) or _areas_across(table, rows, groups, language)
    if made is None:
        return None
    periods = [column.period for column in made.columns if column.period]
    periods += [period for column in made.all("period") for period in _periods(column, rows, language)]
    return replace(made, periods=tuple(periods))


def with_years(table: Headed, rows: Sequence[SourceRow], language: str) -> Headed:
    """Return a table with a column of areas whose only column of years alone is that of its periods: Tid."""
    if not table.all("area") or table.all("period"):
        return table
    years = [
        each.at
        for each in table.columns
        if each.role in {"", "due", "start", "outcome"}
        and (periods := _periods(each, rows, language))
        and len({*periods}) > 1
        and len(periods) == len(_texts(each, rows))
    ]
    columns = (replace(each, role="period", guessed=True, dated=Dated(None, "")) if [each.at] == years else each
               for each in table.columns)  # fmt: skip
    return replace(table, columns=tuple(columns))


def _areas_down(table: Headed, rows: Sequence[SourceRow], groups: KnownGroups, language: str) -> Headed | None:
    """Return a table of areas down and years across, with groups beside them."""
    if len(table.all("area")) != 1:
        return None
    columns = []
    for each in table.columns:
        texts = _texts(each, rows)
        if each.role == "area" or each.role in _BESIDE or not texts:
            columns.append(each)
        elif each.period and each.bare and are_numbers(texts, language):
            columns.append(replace(each, role="outcome"))
        elif _are_groups(each, texts, groups, language):
            columns.append(replace(each, role="group"))
        else:
            return None
    return replace(table, columns=tuple(columns)) if any(each.period for each in columns) else None


def _areas_across(table: Headed, rows: Sequence[SourceRow], groups: KnownGroups, language: str) -> Headed | None:
    """Return a table of areas across, and years or what is measured down, or years in the headers of areas."""
    if sum(bool(each.area) for each in table.columns) < 2:
        return None
    columns, timed = [], any(each.area and each.period for each in table.columns)
    for each in table.columns:
        texts = _texts(each, rows)
        if each.area or each.role in {*_BESIDE, "indicator"} or not texts:
            columns.append(each)
        elif not timed and each.role in {"", "period", "outcome"} and len(_periods(each, rows, language)) == len(texts):
            columns.append(replace(each, role="period", dated=Dated(None, "")))
            timed = True
        elif _are_groups(each, texts, groups, language):
            columns.append(replace(each, role="group"))
        else:
            return None
    return replace(table, columns=tuple(columns)) if timed else None


def _texts(column: Column, rows: Sequence[SourceRow]) -> list[str]:
    return [text for row in rows if (text := "".join(row.cells[column.at : column.at + 1]).strip())]


def _periods(column: Column, rows: Sequence[SourceRow], language: str) -> list[TimePeriod]:
    found = [dated(text, language) for text in _texts(column, rows)]
    return [each.period for each in found if each.period and not each.rest]


def _are_groups(column: Column, texts: Sequence[str], groups: KnownGroups, language: str) -> bool:
    """Return whether a column is of groups: by its header, or by all of its cells."""
    if column.role == "group":
        return True
    letters = words_in_cells(texts, groups, language)
    return all(text.casefold() in letters or cell_named(text, groups, language) is not None for text in texts)
