"""Figures: what the cells of one row say about an indicator, each with its cell, period and group."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from publisher.importing.columns.cell_numbers import (
    CellNumber,
    cell_number,
    is_missing,
    number_of_parts,
    rough_number,
)
from publisher.importing.columns.header_words import Dated, dated, settled, since_new_year, without_preliminary
from publisher.importing.columns.headers import DATED, NUMBERS, NUMBERS_SAID, Column, Headed
from publisher.importing.columns.known_groups import KnownGroups, cell_named, groups_together
from publisher.importing.columns.numbers_together import numbers_together
from publisher.importing.columns.ratings import letter_meaning
from publisher.importing.columns.table_words import meaning, words_for
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import Doubt, SourceCell, SourceLine, SourceRow
from publisher.importing.sheets.inferred_periods import undated
from publisher.importing.sheets.table_titles import names_part
from publisher.model.time_period import Frequency, TimePeriod, time_period

Named: TypeAlias = tuple[str, SourceCell | None]
"""The subject of a row: its name, and the cell with the name."""
# Two numbers, or one with a space between its thousands: 75 80, 380 350.
_TWO: Final = re.compile(r"\d\s+[-+\u2212]?\d")
# Doubts that headers of the same kind share.
_OF_ALL_COLUMNS: Final = frozenset({"bare-period", "fiscal-year", "count-beside", "two-years"})
# Columns that distinguish several rows of the same indicator.
_PARTING: Final = ("group", "period", "number_kind")


@dataclass(frozen=True, slots=True)
class Figure:
    """The content of one cell: its column's role, its period and group ("" for all), its text, and the number in it.

    `unit` is the unit in the cell itself, the header or the row; `about` says that the number is approximate, and
    `means` is the judgement of a letter. `note` is the note of its footnote mark, and `note_cells` the cells of that;
    or the comment attached to its cell, and `note_lines` the line of that. `said_by` are the other cells of its row
    that say something of it: its unit, group, period or kind, by their roles. `header` is its column's, and `change`
    are the fields of a target that is a change, in file format.
    """

    role: str
    period: TimePeriod
    group: str
    text: str
    cell: SourceCell
    number: CellNumber | None = None
    unit: str = ""
    preliminary: bool = False
    doubts: tuple[Doubt, ...] = ()
    about: bool = False
    means: str = ""
    note: str = ""
    note_cells: tuple[SourceCell, ...] = ()
    note_lines: tuple[SourceLine, ...] = ()
    said_by: tuple[tuple[str, SourceCell], ...] = ()
    header: str = ""
    change: tuple[tuple[str, object], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether it is a single, exact number."""
        return self.number is not None and not (self.number.limit or self.number.high or self.about)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its table; `about` is the period in the table's title.

    `part` is the group that the row names in place of an indicator: Flickor, below the row of all pupils.
    """

    table: Headed
    row: SourceRow
    language: str
    about: Dated
    length: str = ""
    part: str = ""

    def cell(self, role: str) -> SourceCell | None:
        """Return the row's cell in the first column with a role, if that is not empty."""
        if role == "unit":
            # A scale may have a column of its own.
            return next(iter(self.cells(role)), None)
        column = self.table.first(role)
        found = column and next((cell for cell in self.row.filled if cell.at == column.at), None)
        return found or None

    def cells(self, role: str) -> list[SourceCell]:
        """Return the row's cells in the columns with a role that are not empty: a year, and a part of it."""
        columns = {column.at for column in self.table.all(role)}
        return [cell for cell in self.row.filled if cell.at in columns]

    def under(self, role: str) -> str:
        """Return the text of that cell, with commas between bodies on separate lines."""
        cell = self.cell(role)
        if cell is None or role != "responsible":
            return self.row.text(cell) if cell else ""
        lines = (" ".join(line.split()).rstrip(",;") for line in self.row.cells[cell.at].splitlines())
        return ", ".join(filter(None, lines))

    @property
    def time_named(self) -> Dated:
        """The period of the row: if it gives a day, the period of a length specified by people that contains it."""
        said = " ".join(self.row.text(cell) for cell in self.cells("period"))
        found = settled(dated(said, self.language), self.table.periods)
        if not found.period or found.period.frequency is not Frequency.DAY:
            return found
        # Planning systems give some day within a period, and only people know its length.
        period = found.period.containing(self.length) if self.length else found.period
        return replace(found, period=period, doubt="" if self.length else "period-day")

    def period_beside(self, column: Column) -> tuple[Dated, SourceCell] | None:
        """Return the period that stands beside a number of the row, with its cell; None if all numbers share one.

        A target may have a year of its own. Where each number has one, they all stand before it or all behind it.
        """
        if column.role == "target" and (own := self.cell("target_period")):
            return dated(self.row.text(own), self.language), own
        years = {each.at for each in self.table.all("outcome_period")} if column.role == "outcome" else set()
        at = next((at for at in (column.at + 1, column.at - 1) if at in years), None)
        if year := next((cell for cell in self.row.filled if cell.at == at), None):
            return dated(self.row.text(year), self.language), year
        cells = self.cells("period")
        found = [dated(self.row.text(cell), self.language) for cell in cells]
        numbers = [each.at for each in self.table.columns if each.role in NUMBERS and not each.period]
        if len(cells) < 2 or not numbers or not all(each.period and not each.rest for each in found):
            return None
        pairs = [*zip(found, cells, strict=True)]
        if self.table.all("period")[0].at < min(numbers):
            return next((pair for pair in reversed(pairs) if pair[1].at < column.at), None)
        return next((pair for pair in pairs if pair[1].at > column.at), None)

    def named(self, above: Named) -> Named:
        """Return the name of the row's subject, with its cell.

        It is the one `above` if the row has none and is about another group or period of the same indicator.
        """
        for role in ("indicator", "goal"):
            if cell := self.cell(role):
                return self.row.text(cell), cell
        return above if any(self.cells(role) for role in _PARTING) else ("", None)

    def has_figures(self) -> bool:
        """Return whether the row has a target or an outcome, and is not a heading within the table."""
        columns = {each.at for each in self.table.columns if each.role in {"target", "outcome", "judgement"}}
        return any(cell.at in columns for cell in self.row.filled)


def figures_of(row: TableRow, groups: KnownGroups) -> Iterator[Figure | LeftCell]:
    """Yield the figure of each cell of a row about its indicator, or why the cell is left out."""
    columns = {column.at: column for column in row.table.columns}
    for cell in row.row.filled:
        column = columns.get(cell.at)
        if column is not None and column.role in DATED:
            found = (_of_its_kind(row, each) for each in _figures(row, column, cell, groups))
            beside = [_with_counts(row, column, each) for each in found]
            yield from (
                replace(each, said_by=tuple(_said_by(row, each, groups))) if isinstance(each, Figure) else each
                for each in beside
            )
        elif column is not None and column.role == "cost":
            yield _in_words(row, column, cell, Dated(None, ""))  # an indicator has no budget


def _with_counts(row: TableRow, column: Column, figure: Figure | LeftCell) -> Figure | LeftCell:
    """Return a share with the counts behind it, which stand in columns of their own, as its note."""
    if not isinstance(figure, Figure) or figure.role != "outcome" or figure.number is None:
        return figure
    headers = {each.at: each.header for each in row.table.all("beside") if each.period == column.period}
    cells = [cell for cell in row.row.filled if cell.at in headers and not is_missing(row.row.text(cell))]
    if not cells or figure.group:
        return figure
    said = " ".join(f"{headers[cell.at]}: {row.row.text(cell)}." for cell in cells)
    note = " ".join(filter(None, (figure.note, said)))
    doubts = (*figure.doubts, Doubt("count-beside", {"text": said[:60]}))
    return replace(figure, note=note, note_cells=(*figure.note_cells, *cells), doubts=doubts)


def _said_by(row: TableRow, figure: Figure, groups: KnownGroups) -> Iterator[tuple[str, SourceCell]]:
    """Yield the cells beside a figure that say its unit, its group, its period and its kind."""
    when = row.time_named
    column = next((each for each in row.table.columns if each.at == figure.cell.at), None)
    if column and not column.period and (beside := row.period_beside(column)):
        yield "period", beside[1]
        when = Dated(None, "")
    says = {
        "unit": figure.number is not None and figure.unit == row.under("unit"),
        "group": figure.group == group_named(row, groups),
        "period": figure.period == when.period or (when.across and figure.role in {"comment", "measures"}),
        "number_kind": figure.number is not None,
    }
    for name in (name for name, said in says.items() if said):
        found = row.cells(name) if name in {"period", "group"} else [row.cell(name)]
        yield from ((name, cell) for cell in found if cell)


def doubted_once(figures: Iterable[Figure | LeftCell], seen: set[str]) -> Iterator[Figure | LeftCell]:
    """Yield figures; what is doubted of all columns alike is doubted once in a table: `seen` has it then."""
    for each in figures:
        if isinstance(each, Figure) and (found := {doubt.code for doubt in each.doubts} & _OF_ALL_COLUMNS):
            again = found & seen
            seen |= found
            yield replace(each, doubts=tuple(one for one in each.doubts if one.code not in again))
        else:
            yield each


def _last_year(header: str) -> TimePeriod | None:
    """Return the last of the years in a header: 2024 for Trend 2022–2024."""
    return time_period(max(re.findall(r"(?<!\d)20\d\d(?!\d)", header), default=""))


def _of_its_kind(row: TableRow, figure: Figure | LeftCell) -> Figure | LeftCell:
    """Return a figure with the role that a cell beside it gives: target, outcome or forecast."""
    if not isinstance(figure, Figure) or figure.role not in NUMBERS or not row.table.first("number_kind"):
        return figure
    said = row.under("number_kind")
    if said == row.under("period") and not dated(said, row.language).rest:
        return figure  # a year alone, below Mål 2026
    role = meaning(said, NUMBERS_SAID, row.language)
    return replace(figure, role=role) if role else LeftCell(figure.cell, "number-kind-unknown", {"text": said[:60]})


def _figures(row: TableRow, column: Column, cell: SourceCell, groups: KnownGroups) -> Iterator[Figure | LeftCell]:
    text = row.row.text(cell)
    when = _time_of(row, column)
    if when.across:
        yield _asked(_in_words(row, column, cell, when))
        return
    if when.outside:
        until = _last_year(column.header) if column.role == "trend" and not is_missing(text) else None
        # What has changed over several years is of the last one, in words.
        trend = Figure("comment", until, "", f"{column.header}: {text}", cell, header=column.header) if until else None
        yield trend or LeftCell(cell, "no-such-period", {"column": column.header})
        return
    if when.period and (other := row.table.other(column)) and not is_missing(row.row.cells[other.at]):
        yield LeftCell(cell, "same-place", {"column": column.header, "other": other.header})
        return
    parts = numbers_together(text, column.together, column.role, row.language, row.table.decimal)
    if column.role in NUMBERS and not parts and _TWO.search(text) and dated(column.beyond, row.language).period:
        yield LeftCell(cell, "two-periods", {"column": column.header, "text": text[:40]})
        return
    if column.role in NUMBERS and not parts and (own_time := _of_own_period(text, row)):
        text, when = _in_its_place(*own_time, text, when, column)
    if when.period is None:
        yield LeftCell(cell, "period-unclear", {"column": column.header})
        return
    doubts = _doubts_of(row, column, when)
    own = group_named(row, groups)
    crossed = groups.cell((*column.groups, own or ""))
    if crossed is None and len(column.groups) > 1 and not own:
        yield from _divided(row, column, cell, when.period, groups, tuple(doubts))
        return
    if crossed is None or own is None:
        texts = [row.part] if row.part else [row.row.text(each) for each in row.cells("group")]
        said = [column.header, *texts] if column.groups else texts
        yield LeftCell(cell, "group-unknown", {"text": ", ".join(said)[:60]})
        return
    named = (crossed,) if crossed else ()
    if column.role in NUMBERS and parts:
        made = [
            _figure(row, replace(column, role=part.role), cell, part.text, part.period or when.period, "".join(named),
                    tuple(doubts))
            for part in parts
        ]  # fmt: skip
        unit = next((each.number.unit for each in made if each.number and each.number.unit), "")
        yield from (each if each.unit else replace(each, unit=unit) for each in made)
        return
    for group, part in (_together(row, column, text, groups, named) or {"".join(named): text}).items():
        yield _figure(row, column, cell, part, when.period, group, tuple(doubts))


def _doubts_of(row: TableRow, column: Column, when: Dated) -> list[Doubt]:
    """Return the doubts about the period of a column's cells, and about what its header says."""
    doubts = [Doubt(when.doubt, {"period": str(when.period), "column": column.header})] if when.doubt else []
    if column.continued:
        said = column.role == "outcome" and any(
            each.role == "target" and each.period and not each.bare for each in row.table.columns
        )
        doubts.append(Doubt("bare-period" if said else "bare-year", {"column": column.header}))
    if column.beyond:
        doubts.append(Doubt("header-words", {"column": column.header, "words": column.beyond}))
    return doubts


def _together(row: TableRow, column: Column, text: str, groups: KnownGroups, named: Sequence[str]) -> Mapping[str, str]:
    """Return the numbers of groups in one cell, unless its row or its column is `named` after one; {} without any."""
    if named or column.role not in NUMBERS:
        return {}
    return groups_together(text, (row.named(("", None))[0], column.header), groups, row.language)


def _of_own_period(text: str, row: TableRow) -> tuple[str, Dated] | None:
    """Return a number and the period in brackets behind it, as in 412 (2020); None for any other cell."""
    match = re.fullmatch(r"(?P<number>[^()]+?)\s*\((?P<when>[^()]+)\)", text.strip())
    when = dated(match["when"], row.language) if match else Dated(None, "")
    left = when.rest.casefold() not in {"", *words_for("filler", row.language)}
    if match is None or when.period is None or left or when.doubt:
        return None
    return (match["number"], when) if cell_number(match["number"], row.language, row.table.decimal) else None


def _in_its_place(number: str, own: Dated, text: str, when: Dated, column: Column) -> tuple[str, Dated]:
    """Return a number with the period in brackets behind it, or the cell's `text` and the time of its column.

    If the column has a period, the number of an earlier one lags behind, with that question: 51,9 (2023) in 2025.
    """
    if column.period is None:
        return number, own
    assert own.period
    if column.role != "outcome" or own.period.last >= column.period.first:
        return text, when
    return number, replace(own, doubt="period-of-cell")


def _asked(said: Figure | LeftCell) -> Figure | LeftCell:
    """Return a number of months across years with the question that belongs to it."""
    if isinstance(said, LeftCell):
        return said
    return replace(said, doubts=(Doubt("months-across-years", {"text": said.text[:60]}),))


def _in_words(row: TableRow, column: Column, cell: SourceCell, across: Dated) -> Figure | LeftCell:
    """Return what has no field of its own in words, as a comment: a budget, a number of months `across` years.

    It is for the period that comments of its table have, or else for the last of the months.
    """
    when = undated(row.table, replace(column, role="comment", dated=Dated(None, "")), row.about, row.language)
    period = when.period or across.until
    if is_missing(row.row.text(cell)):
        return LeftCell(cell, "says-none")
    if period is None:
        return LeftCell(cell, "no-such-period" if across.across else "period-unclear", {"column": column.header})
    periods = row.cells("period") if across.across and not column.dated.across else []
    label = " ".join([column.header, *(row.row.text(each) for each in periods)]).strip()
    number = cell_number(row.row.text(cell), row.language, row.table.decimal)
    unit = column.unit or row.under("unit") or (row.table.unit if column.role == "cost" else "")
    unit = "" if number is None or number.unit else unit
    text = f"{label}: {row.row.text(cell)} {unit}".strip()
    return Figure("comment", period, "", text, cell, header=column.header)


def _time_of(row: TableRow, column: Column) -> Dated:
    """Return the time that a column's numbers are of in a row; it may be no period, as a week."""
    if column.dated.outside:
        return column.dated
    when = _period_of(row, column)
    # A change from the year before is of this one.
    if column.previous and column.role not in {"trend", "deviation", "comment", "measures"}:
        when = _year_before(when)
    if not column.accumulated or column.period:
        return when
    if when.period is None:
        # Until the last part of a year that the table has numbers of.
        parts = {each.period for each in row.table.all("outcome") if each.period and each.filled}
        until = since_new_year(Dated(max(parts, default=None), "", "period-latest"))
        return Dated(None, "", outside=True) if until.period is None or until.period in parts else until
    return since_new_year(when)


def _year_before(when: Dated) -> Dated:
    """Return the same time a year earlier; that it is the same one nobody has said."""
    return replace(when, period=when.period and when.period.years_before(1), doubt=when.doubt or "period-latest")


def _divided(
    row: TableRow, column: Column, cell: SourceCell, period: TimePeriod, groups: KnownGroups, doubts: tuple[Doubt, ...]
) -> Iterator[Figure | LeftCell]:
    """Yield the figures of a cell for several groups at once: 82/78, or 80 (82/78), below "flickor/pojkar"."""
    parts = [part.strip() for part in row.row.text(cell).split("/")]
    numbers = [cell_number(part, row.language, row.table.decimal) for part in parts]
    if together := _together(row, replace(column, groups=()), row.row.text(cell), groups, ()):
        for group, part in together.items():
            yield _figure(row, column, cell, part, period, group, doubts)
        return
    if len(parts) != len(column.groups) or None in numbers:
        yield LeftCell(cell, "groups-in-one-cell", {"column": column.header})
        return
    for group, part in zip(column.groups, parts, strict=True):
        yield _figure(row, column, cell, part, period, group, doubts)


def _figure(
    row: TableRow, column: Column, cell: SourceCell, text: str, period: TimePeriod, group: str,
    doubts: tuple[Doubt, ...],
) -> Figure:  # fmt: skip
    preliminary, plain = without_preliminary(text, row.language) if column.role == "outcome" else (False, text)
    exact = cell_number(plain, row.language, row.table.decimal)
    parts = None if exact else number_of_parts(plain, row.language, row.table.decimal)
    exact = exact or parts
    number = exact or rough_number(plain, row.language, row.table.decimal)
    if number and number.mark:
        doubts += (Doubt("footnote"),)
    if number and number.unsure:
        doubts += (Doubt("thousands", {"text": text[:40], "number": number.low}),)
    if number and number.may_be_year:
        doubts += (Doubt("number-or-year", {"text": text[:40], "number": number.low}),)
        number = exact = None  # it stays in its own words until somebody has decided
    unit = (number.unit if number else "") or column.unit or row.under("unit")
    means = letter_meaning(text) if column.letters else ""
    comments = [each for each in row.row.comments if each.at == cell.at]
    doubts += tuple(Doubt("comment-of-cell", {"text": each.text[:40]}) for each in comments)
    notes = [*([plain] if parts else []), *(each.text for each in comments)]
    return Figure(
        column.role, period, group, text, cell, number, unit, column.preliminary or preliminary, doubts,
        number is not exact, means,
        " ".join(notes), note_lines=tuple(each.line for each in comments),
        header=column.header,
    )  # fmt: skip


def group_named(row: TableRow, groups: KnownGroups) -> str | None:
    """Return the cell of a row's groups, women+16-24, "" for all; None for an unknown group."""
    said = [row.part] if row.part else [row.row.text(cell) for cell in row.cells("group")]
    found = [cell_named(text, groups, row.language) for text in said]
    return None if None in found else groups.cell(each for each in found if each)


def _period_of(row: TableRow, column: Column) -> Dated:
    """Return the period of a cell: its column's, its row's, or the one implied by the other columns."""
    if column.period:
        return column.dated
    if beside := row.period_beside(column):
        return beside[0]
    named = row.time_named
    if named.outside:
        return named
    if named.period or not names_part(column.beyond, row.language):
        return named if named.period else undated(row.table, column, row.about, row.language)
    return Dated(None, "")  # a part of a year that nothing names
