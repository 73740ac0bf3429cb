"""Figures: what the cells of one row say of an indicator, each with its cell, its period and its group."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from publisher.importing.columns.cell_numbers import CellNumber, cell_number, rough_number
from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.headers import DATED, NUMBERS, NUMBERS_SAID, Column, Headed
from publisher.importing.columns.known_groups import KnownGroups
from publisher.importing.columns.ratings import letter_meaning
from publisher.importing.columns.table_words import meaning, words_for
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import Doubt, SourceCell, SourceRow
from publisher.model.time_period import Frequency, TimePeriod

# What is said of a number, and so belongs to the period of the number.
_SAID: Final = frozenset({"judgement", "trend", "comment", "forecast"})
Named: TypeAlias = tuple[str, SourceCell | None]
"""What a row is about: its name, and the cell that has it."""
# The columns whose cells tell the rows of one indicator apart.
_PARTING: Final = ("group", "period", "number_kind")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell says: its column's role, its period and group ("" for all), its text, and the number in it.

    `unit` is what its own cell, its header or its row calls the unit; `about` says that the cell gives the number only
    roughly, and `means` which judgement its letter is.
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

    @property
    def exact(self) -> bool:
        """Whether it is one number, as the cell has it."""
        return self.number is not None and not (self.number.limit or self.number.high or self.about)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the table that it stands in; `about` is what the table's title says of time."""

    table: Headed
    row: SourceRow
    language: str
    about: Dated
    length: str = ""

    def cell(self, role: str) -> SourceCell | None:
        """Return the cell of the first column that holds something, where the row has one that says anything."""
        column = self.table.first(role)
        found = column and next((cell for cell in self.row.filled if cell.at == column.at), None)
        return found or None

    def under(self, role: str) -> str:
        """Return what stands in that cell, with a comma between bodies that stand on lines of their own."""
        cell = self.cell(role)
        if cell is None or role != "responsible":
            return self.row.text(cell) if cell else ""
        lines = (" ".join(line.split()).rstrip(",;") for line in self.row.cells[cell.at].splitlines())
        return ", ".join(filter(None, lines))

    @property
    def time_named(self) -> Dated:
        """The time that the row names: a day within a period of the `length` that people give, where it names one."""
        found = dated(self.under("period"), self.language)
        if not found.period or found.period.frequency is not Frequency.DAY:
            return found
        # Planning systems name any day within a period, whose length only they know.
        period = found.period.containing(self.length) if self.length else found.period
        return replace(found, period=period, doubt="" if self.length else "period-day")

    def named(self, above: Named) -> Named:
        """Return the name of what the row is about, with its cell.

        That is the one `above`, where the row has none and tells of another group or time of it.
        """
        for role in ("indicator", "goal"):
            if cell := self.cell(role):
                return self.row.text(cell), cell
        return above if any(self.cell(role) for role in _PARTING) else ("", None)

    def has_figures(self) -> bool:
        """Return whether the row holds a target or an outcome, and is no heading within the table."""
        columns = {each.at for each in self.table.columns if each.role in {"target", "outcome", "judgement"}}
        return any(cell.at in columns for cell in self.row.filled)


def figures_of(row: TableRow, groups: KnownGroups) -> Iterator[Figure | LeftCell]:
    """Yield what each cell of a row says of its indicator, or why it goes nowhere."""
    columns = {column.at: column for column in row.table.columns}
    for cell in row.row.filled:
        column = columns.get(cell.at)
        if column is not None and column.role in DATED:
            yield from (_of_its_kind(row, each) for each in _figures(row, column, cell, groups))


def _of_its_kind(row: TableRow, figure: Figure | LeftCell) -> Figure | LeftCell:
    """Return a figure as what a cell beside it says that it is: wanted, measured or expected."""
    if not isinstance(figure, Figure) or figure.role not in NUMBERS or not row.table.first("number_kind"):
        return figure
    said = row.under("number_kind")
    role = meaning(said, NUMBERS_SAID, row.language)
    return replace(figure, role=role) if role else LeftCell(figure.cell, "number-kind-unknown", {"text": said[:60]})


def _figures(row: TableRow, column: Column, cell: SourceCell, groups: KnownGroups) -> Iterator[Figure | LeftCell]:
    text = row.row.text(cell)
    if other := row.table.other(column):
        yield LeftCell(cell, "same-place", {"column": column.header, "other": other.header})
        return
    if column.dated.outside:
        yield LeftCell(cell, "no-such-period", {"column": column.header})
        return
    when = _when(row, column)
    if when.period is None:
        yield LeftCell(cell, "period-unclear", {"column": column.header})
        return
    doubts = [Doubt(when.doubt, {"period": str(when.period), "column": column.header})] if when.doubt else []
    if column.continued:
        doubts.append(Doubt("bare-year", {"column": column.header}))
    if column.beyond:
        doubts.append(Doubt("header-words", {"column": column.header, "words": column.beyond}))
    own = group_named(row, groups)
    if own is None and not column.groups:
        yield LeftCell(cell, "group-unknown", {"text": row.under("group")[:60]})
        return
    named = column.groups or ((own,) if own else ())
    if len(named) > 1:
        yield from _divided(row, column, cell, when.period, tuple(doubts))
        return
    yield _figure(row, column, cell, text, when.period, "".join(named), tuple(doubts))


def _divided(
    row: TableRow, column: Column, cell: SourceCell, period: TimePeriod, doubts: tuple[Doubt, ...]
) -> Iterator[Figure | LeftCell]:
    """Yield what a cell says of several groups at once: 82/78 below "flickor/pojkar"."""
    parts = [part.strip() for part in row.row.text(cell).split("/")]
    numbers = [cell_number(part, row.language, row.table.decimal) for part in parts]
    if len(parts) != len(column.groups) or None in numbers:
        yield LeftCell(cell, "groups-in-one-cell", {"column": column.header})
        return
    for group, part in zip(column.groups, parts, strict=True):
        yield _figure(row, column, cell, part, period, group, doubts)


def _figure(
    row: TableRow,
    column: Column,
    cell: SourceCell,
    text: str,
    period: TimePeriod,
    group: str,
    doubts: tuple[Doubt, ...],
) -> Figure:
    exact = cell_number(text, row.language, row.table.decimal)
    number = exact or rough_number(text, row.language, row.table.decimal)
    if number and number.marked:
        doubts += (Doubt("footnote"),)
    if number and number.unsure:
        doubts += (Doubt("thousands", {"text": text[:40], "number": number.low}),)
    unit = (number.unit if number else "") or column.unit or row.under("unit")
    means = letter_meaning(text) if column.letters else ""
    return Figure(
        column.role, period, group, text, cell, number, unit, column.preliminary, doubts, number is not exact, means
    )


def group_named(row: TableRow, groups: KnownGroups) -> str | None:
    """Return the group that a row is about, "" where it is about all; None where nobody knows the group."""
    text = row.under("group").casefold()
    return "" if not text or text in words_for("everybody", row.language) else groups.words.get(text)


def _when(row: TableRow, column: Column) -> Dated:
    """Return the period that a cell is about: its column's, its row's, or what the other columns make of it."""
    if column.period:
        return column.dated
    named = row.time_named
    return named if named.period else undated(row.table, column, row.about)


def undated(table: Headed, column: Column, about: Dated) -> Dated:
    """Return the period of a column whose header names none; without one, where that cannot be known.

    What the column says belongs to the only period of the outcomes, or to that of the dated column before it where
    there are several columns like it; what is said of a target, to the only period of the targets. A target beside
    outcomes of parts of one year is the year's. Else only full years count: the last of them, as uncertain.
    """
    outcomes = sorted({each.period for each in table.all("outcome") if each.period})
    targets = {each.period for each in table.all("target") if each.period}
    if before := table.before(column):
        return before
    # What is said after some outcomes may be said of the last of them, or of the target that comes.
    apart = column.role in _SAID and outcomes and targets and not targets & {*outcomes}
    if len(outcomes) == 1:
        return Dated(outcomes[0], "", "period-latest" if apart else "")
    if len(targets) == 1 and (column.role in _SAID or not outcomes):
        return Dated(next(iter(targets)), "", "period-latest" if apart else "")
    if not outcomes:
        return Dated(about.period, "", "period-of-title")
    years = {each.year_name for each in outcomes}
    if all(each.frequency is Frequency.YEAR for each in outcomes):
        return Dated(outcomes[-1], "", "period-latest")
    if column.role == "target" and len(years) == 1:
        return Dated(TimePeriod.parse(years.pop()), "", "period-latest")
    return Dated(None, "")
