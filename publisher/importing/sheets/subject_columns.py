"""Tables without a column of names: years down and what is measured across, or groups down and years across."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, decimal_mark
from publisher.importing.columns.header_words import Dated, dated, header_words, is_figure
from publisher.importing.columns.headers import LOOKED_AT, NUMBERS_SAID, Column, Headed, are_numbers, column_of
from publisher.importing.columns.known_groups import KnownGroups, age_span, of_all, words_in_cells
from publisher.importing.columns.table_words import meaning_and_rest, names_area, words_for
from publisher.importing.form.source import SourceRow
from publisher.importing.series.area_tables import area_subjects, with_places, with_years
from publisher.model.time_period import TimePeriod

# Roles of columns that say what each row is about; no table with one of these is meant here.
_NAMING: Final = frozenset({"indicator", "goal", "action", "organisation", "responsible", "due", "start", "status"})
# What is said of the only thing that a table is about; of several, nothing says which.
_OF_ONE: Final = frozenset(
    {"target", "forecast", "judgement", "trend", "deviation", "comment", "measures", "number_kind"}
)
# What the header of a column of numbers may be taken for, besides what is measured: Kostnad (tkr).
_MEASURED: Final = frozenset({"", "outcome", "value", "cost", "percent", "theme", "follow_up", "partners"})
# Words for other numbers than outcomes, wherever they stand in a header: Utsläpp, mål.
_OTHERS: Final = ("target", "forecast", "goal", "money_budget", "deviation")
_BESIDE: Final = frozenset({"source", "unit", "area"})
_BETWEEN: Final = re.compile(r"[\s,()_]+")
# Ages: 16–24, 65+
_SPAN: Final = re.compile(r"\d{1,3}\s*(?:[-–]\s*\d{1,3}|\+)")
# A number that may be the name of a part: årskurs 9
_FEW: Final = re.compile(r"\d{1,2}")
# A number that may be a code or a year: 1001, 2011
_CODED: Final = re.compile(r"[1-9]\d{2,7}")
# The end of a header of codes: kommunkod, kommun_id
_LEAST_END: Final = 3
# What tells rows with one name apart, beside groups.
_APART: Final = ("indicator", "goal", "theme", "responsible", "group", "period", "number_kind", "area", "organisation")


@dataclass(frozen=True, slots=True)
class Subject:
    """What some columns of a table are about: its name, "" if only the table's title has one, and the table of them."""

    name: str
    table: Headed


def subjects(
    rows: Sequence[SourceRow], read: Headed | None, language: str, mapping: Mapping[str, str], groups: KnownGroups,
    municipality: str = "",
) -> tuple[Subject, ...]:  # fmt: skip
    """Return what a table is about that has no column of names; empty if it has one, or is none of these.

    `read` is the table as its header alone says, or None if that says nothing. Areas may be down or across, if one of
    them is the `municipality`, or the country.
    """
    naming = {each.at: each.role for each in read.columns if each.role in _NAMING} if read else {}
    for at, row in enumerate(rows[:LOOKED_AT]):
        header = [" ".join(cell.split()) for cell in row.cells]
        below = [each for each in rows[at + 1 :] if len(each.filled) > 1]
        if len({*header} - {""}) < 2 or not below or any(is_figure(cell, language) for cell in header):
            continue
        columns = [column_of(number, cell, language, mapping, groups.words) for number, cell in enumerate(header)]
        table = Headed(tuple(columns), at + 1, 1, decimal_mark(cell for each in below for cell in each.cells))
        if not mapping:
            table = with_years(with_places(table, below, municipality, language), below, language)
        named = any(table.columns[place].role not in {"area", "period"} for place in naming if place < len(columns))
        found = _Cells(table, below, language, budgeted=_names_budget(rows[:at], language))
        if not mapping and (of_areas := area_subjects(table, below, groups, language)):
            return (Subject("", of_areas),)
        titled = any(len({*filter(None, each.cells)}) == 1 for each in rows[:at])
        if made := (() if named else tuple(_periods_down(found, groups))) or tuple(_groups_down(found, groups)):
            # Rows that have names are groups only of what a title says.
            return made if titled or not named else ()
    return ()


@dataclass(frozen=True, slots=True)
class _Cells:
    """A table with the rows below its header that are no notes; `budgeted`: a title calls its amounts so."""

    table: Headed
    rows: Sequence[SourceRow]
    language: str
    budgeted: bool = False

    def of(self, column: Column) -> list[str]:
        """Return the filled cells of a column."""
        return [row.cells[column.at].strip() for row in self.rows if "".join(row.cells[column.at : column.at + 1])]

    def periods(self, column: Column) -> list[TimePeriod]:
        """Return the periods in a column whose cells name nothing else; empty for any other column."""
        found = [dated(text, self.language) for text in self.of(column)]
        periods = [each.period for each in found if each.period and (not each.rest or self.names_numbers(each.rest))]
        return periods if periods and len(periods) == len(found) else []

    def names_numbers(self, text: str) -> bool:
        """Return whether a text beside a period says which numbers are behind it: Mål 2026."""
        role, rest = meaning_and_rest(text, NUMBERS_SAID, self.language)
        return bool(role) and not rest


def _periods_down(found: _Cells, groups: KnownGroups) -> Iterator[Subject]:
    """Yield what each column of numbers is about in a table with one row for each period, or each group in it."""
    table, language = found.table, found.language
    when = next((each for each in table.columns if _names_period(each, found)), None)
    if when is None or {each.role for each in table.columns if each is not when} & (_NAMING | {"period"}):
        return
    numbers = [each for each in table.columns if each is not when and _is_number(each, found)]
    divided = len({*found.periods(when)}) < len(found.periods(when))
    texts = [each for each in table.columns if each not in numbers and each is not when and each.header]
    parting = [each.at for each in texts if each.role == "group" or (divided and _may_part(each, found))]
    named: dict[str, list[Column]] = {}
    for each in numbers:
        named.setdefault(_name(each, numbers, language, groups), []).append(each)
    named.pop("", None)
    keys = [tuple("".join(row.cells[at : at + 1]).casefold() for at in (when.at, *parting)) for row in found.rows]
    if len({*keys}) < len(keys) and not any(each.role in {"area", "number_kind"} for each in table.columns):
        return  # nothing says what distinguishes rows of one period
    for name, own in named.items():
        made = [_as_it_is(each, when, [one.at for one in own], parting, len(named)) for each in table.columns]
        if any(dated(text, language).rest for text in found.of(when)):
            made.append(Column(when.at, "", "number_kind"))
        yield Subject(name, replace(table, columns=tuple(made), periods=tuple(found.periods(when))))


def _names_budget(rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether the rows above a header name a budget: Budget 2024–2026, Ekonomisk ram per år."""
    texts = (" ".join(_BETWEEN.split(cell.casefold())).strip() for row in rows for cell in row.cells)
    words = words_for("budget_row", language)
    return any(f" {word} " in f" {text} " for text in texts for word in words)


def _as_it_is(column: Column, when: Column, own: Sequence[int], parting: Sequence[int], subjects: int) -> Column:
    """Return a column as it is for one of the subjects, whose numbers stand in the columns `own`."""
    if column.at == when.at:
        return replace(column, role="period", dated=Dated(None, ""))
    if column.at in own:
        return replace(column, role="outcome", dated=Dated(None, ""), beyond="", area="", bare=False)
    if column.at in parting:
        return replace(column, role="group")
    kept = column.role in _BESIDE or ((column.role in _OF_ONE or column.area) and subjects == 1)
    return column if kept else replace(column, role="", area="", dated=Dated(None, ""))


def _names_period(column: Column, found: _Cells) -> bool:
    """Return whether a column is that of periods: by its header, or without one by its cells, two at the least."""
    said = meaning_and_rest(column.header, ("period",), found.language) == ("period", "")
    periods = found.periods(column)
    said = said or (column.role == "period" and column.guessed)
    return bool(periods) and (said or (not column.header and len({*periods}) > 1))


def _is_number(column: Column, found: _Cells) -> bool:
    """Return whether a column has numbers of what is measured: no codes, no ages, and no targets or budgets.

    A cost of a year that is called nothing else is what it was: Kostnad (tkr), but not Beräknad kostnad.
    """
    plain = " ".join(_BETWEEN.split(column.header.casefold())).strip()
    spent = () if found.budgeted else words_for("cost_alone", found.language)
    other = any(f" {word} " in f" {plain} " for role in _OTHERS for word in words_for(role, found.language)
                if word not in spent)  # fmt: skip
    codes = words_for("id", found.language)
    # Kommunkod and kommun_id, but not buses (number).
    last = (_BETWEEN.split(re.sub(r"\([^()]*\)", "", column.header.casefold()).strip()) or [""])[-1]
    code = last in codes or last.endswith(tuple(word for word in codes if len(word) >= _LEAST_END))
    texts = found.of(column)
    spans = any(number.high for text in texts if (number := cell_number(text, found.language)))
    # The numbers of an area are those of what the table is about: År, Kommunen, Riket.
    fits = column.role in _MEASURED and column.header and not column.period and not column.area
    fits = fits and not other and not code and not spans
    return bool(fits) and are_numbers(texts, found.language)


def _name(column: Column, numbers: Sequence[Column], language: str, groups: KnownGroups) -> str:
    """Return what a header says is measured, "" if it only says that it is a number: Värde, Kvinnor, Utfall.

    Groups are no part of it, nor is the word for all beside these: Andel trygga kvinnor, Andel trygga totalt.
    """
    if column.role in {"outcome", "value"} and not column.beyond:
        return ""
    whole = _without_groups(column.header, language, groups)
    divided = {_without_groups(each.header, language, groups) for each in numbers if each.groups}
    return whole if column.groups or whole in divided else column.header


def _without_groups(header: str, language: str, groups: KnownGroups) -> str:
    said = header_words(header, language, groups.words)
    return f"{said.rest} ({said.unit})" if said.unit else said.rest


def _may_part(column: Column, found: _Cells) -> bool:
    """Return whether a column of words divides the numbers of one period: by village, but not by municipality."""
    texts = found.of(column)
    return column.role in {"", "theme", "area"} and _are_parts(texts, found.language) and len({*texts}) > 1


def _are_parts(texts: Sequence[str], language: str) -> bool:
    """Return whether cells are names of parts: words, or spans such as ages, and no areas with their own series."""
    numbers = [number for text in texts if (number := cell_number(text, language)) and not number.high]
    return bool(texts) and not any(names_area(text, language) for text in texts) and 2 * len(numbers) < len(texts)


def with_parts(table: Headed, rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]) -> Headed:
    """Return a table with its unknown columns of words, or small numbers, as those of groups, if they tell rows apart.

    Nothing else does. Without that, the number of a part would be taken for that of all.
    """
    named = table.first("indicator") or table.first("goal") or table.first("period")
    measured = [each.at for each in table.columns if each.role == "outcome"]
    if named is None or not measured or table.first("action"):
        return table
    body = [row for row in rows[table.begin :] if len(row.filled) > 1 and "".join(row.cells[named.at : named.at + 1])]
    known = [each.at for each in table.columns if each.role in _APART]
    keys = [tuple("".join(row.cells[at : at + 1]).casefold() for at in known) for row in body]
    found: set[int] = set()
    for column in table.columns:
        texts = ["".join(row.cells[column.at : column.at + 1]).strip() for row in body]
        free = not column.role and column.header and not column.area and column.header not in mapping
        apart = len({*zip(keys, texts, strict=True)}) > len({*keys})
        few = [text for text in texts if text.casefold() not in words_for("everybody", language)]
        # The number of one school is not that of all, although it only has a code.
        coded = all(map(_CODED.fullmatch, few))
        parts = _are_parts(texts, language) or (len({*texts}) < len(texts) and all(map(_FEW.fullmatch, few))) or coded
        if free and apart and all(texts) and parts and len({*keys}) < len(keys):
            found.add(column.at)
    columns = (replace(each, role="group") if each.at in found else each for each in table.columns)
    return replace(table, columns=tuple(columns)) if found else table


def _groups_down(found: _Cells, groups: KnownGroups) -> Iterator[Subject]:
    """Yield what a table is about that has one row for each group, and for all, and a column for each year."""
    table, language = found.table, found.language
    first = table.columns[0]
    years = [each for each in table.columns[1:] if each.period and are_numbers(found.of(each), language)]
    if not years or any(each.header and each not in years for each in table.columns[1:]):
        return
    texts = found.of(first)
    words = {**groups.words, **words_in_cells(texts, groups, language)}
    named = [text for text in texts if text.casefold() in words]
    # Below one sex alone ages may be those of it.
    ages = {text for text in texts if age_span(text, language) and len(named) != 1}
    everybody = {of_all(texts, language).casefold(), *words_for("everybody", language)}
    known = [text in ages or text.casefold() in {*words, *everybody} for text in texts]
    sums = first.role in {"", "theme", "area", "group"} and (_adds_up(found, years) or _is_between(found, years))
    if len({*texts}) != len(texts) or len(texts) < 2 or not (all(known) or sums):
        return
    said = meaning_and_rest(first.header, ("group", "area", "theme"), language)
    name = "" if (said[0] and not said[1]) or not all(known) else first.header
    columns = (replace(first, role="group"), *(replace(each, role="outcome") for each in table.columns[1:]))
    periods = tuple(each.period for each in years if each.period)
    yield Subject(name, replace(table, columns=columns, periods=periods))


def _is_between(found: _Cells, years: Sequence[Column]) -> bool:
    """Return whether rows are spans, as ages, and the row for all has a number between theirs: that of a mean."""
    everybody = words_for("everybody", found.language)
    names = [row.cells[0].strip() for row in found.rows]
    parts = [name for name in names if name.casefold() not in everybody]
    if len(parts) != len(names) - 1 or not all(_SPAN.search(name) for name in parts):
        return False
    for year in years:
        numbers = [cell_number("".join(row.cells[year.at : year.at + 1]), found.language, found.table.decimal)
                   for row in found.rows]  # fmt: skip
        values = [Decimal(number.low) for number in numbers if number and not (number.high or number.limit)]
        if len(values) != len(names):
            return False
        own = [value for value, name in zip(values, names, strict=True) if name in parts]
        if (
            not min(own)
            <= next(value for value, name in zip(values, names, strict=True) if name not in parts)
            <= max(own)
        ):
            return False
    return True


def _adds_up(found: _Cells, years: Sequence[Column]) -> bool:
    """Return whether the row for all has the sum of the other rows in each year."""
    everybody = words_for("everybody", found.language)
    for year in years:
        total: list[Decimal] = []
        parts: list[Decimal] = []
        for row in found.rows:
            number = cell_number("".join(row.cells[year.at : year.at + 1]), found.language, found.table.decimal)
            if number is None or number.high or number.limit:
                return False
            (total if row.cells[0].strip().casefold() in everybody else parts).append(Decimal(number.low))
        if len(total) != 1 or not parts or sum(parts) != total[0]:
            return False
    return True
