"""Follow-ups: tables of targets and outcomes, wide or long, as indicators with targets, measurements and remarks.

Nothing is guessed: what a table does not say is left out, or marked for a person to check. A target is an upper or
lower limit only if its table says so; otherwise it is kept in words. Nothing is overwritten: if two cells compete for
one field, the second is left out and reported.
"""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from slugify import slugify

from publisher.importing.columns.cell_numbers import is_error, is_missing
from publisher.importing.columns.header_words import Dated, is_day
from publisher.importing.columns.headers import KOLADA, Column, Headed
from publisher.importing.columns.known_groups import KnownGroups, cell_named
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.ratings import LEVELS, hints_at_level, said_level
from publisher.importing.columns.table_words import is_generic_body, is_total, meaning, names_budget
from publisher.importing.columns.units import unit_of
from publisher.importing.form.lights import is_mark
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import CellComment, Doubt, SourceCell, SourceLine, SourceRow
from publisher.importing.meaning.figures_of_rows import Figure, Named, TableRow, doubted_once, figures_of
from publisher.importing.sheets.inferred_periods import undated
from publisher.importing.sheets.row_headings import RowHeading, headings_within
from publisher.importing.sheets.row_names import (
    comment_of_row,
    distinguishing,
    is_of_fraction,
    nested_groups,
    part_of_above,
    without_bullet,
)
from publisher.model.register import Indicator
from publisher.model.time_period import TimePeriod

TRENDS = ("improving", "unchanged", "worsening")
TURNS = ("rising", "falling")
_WITH_UNIT: Final = re.compile(r"(?P<name>[^()]+?)\s*\((?P<unit>[^()]+)\)")
_OF_KOLADA: Final = re.compile(rf"\b{KOLADA.pattern}\b")
# Facts that an indicator has only once, each in a field of its own.
ONCE = ("theme", "goal", "responsible", "source", "kolada")


@dataclass
class Remark:
    """The remarks on an indicator for a period: a judgement, a trend, comments, and a forecast; with their cells.

    `measures` say what is done about it.

    `turn` says that its number rises or falls, which is a trend once it is known which is better.
    """

    value: str = ""
    trend: str = ""
    turn: Figure | None = None
    comment: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    forecast: Figure | None = None
    cells: list[SourceCell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    lines: list[SourceLine] = field(default_factory=list)


@dataclass
class Followed:
    """An indicator from a table: its id and title, the facts that it has once, and its figures by period and group.

    `levels` are the goals that its theme is within and the theme, each with the header of its column.
    `cells` are the sources of its fields, by field; `left` are those left out; `unit_doubts` are about its numbers if
    the publication has the indicator already. `missing` are cells for outcomes that say why there is no number, by
    period; `comments` are those on its name. `compared` are the numbers of other areas, by period and area. What is
    measured in the periods `apart` is statistics, and no result's; `alone`: so is all that is known of it. `held` is
    what the publication has of it already. `above` are the headings above its table, and `whole` is its name without
    what was added to it.
    """

    id: str
    title: str
    lines: list[SourceLine] = field(default_factory=list)
    held: "HeldIndicator | None" = None
    once: dict[str, str] = field(default_factory=dict)
    direction: str = ""
    unit: object = None
    doubts: list[Doubt] = field(default_factory=list)
    cells: dict[str, list[SourceCell]] = field(default_factory=dict)
    targets: dict[tuple[TimePeriod, str], Figure] = field(default_factory=dict)
    measured: dict[tuple[TimePeriod, str], Figure] = field(default_factory=dict)
    remarks: dict[TimePeriod, Remark] = field(default_factory=dict)
    left: list[LeftCell] = field(default_factory=list)
    unit_doubts: tuple[Doubt, ...] = ()
    compared: dict[tuple[TimePeriod, str], Figure] = field(default_factory=dict)
    apart: set[TimePeriod] = field(default_factory=set)
    alone: bool = False
    missing: dict[TimePeriod, Figure] = field(default_factory=dict)
    comments: list[CellComment] = field(default_factory=list)
    above: str = ""
    whole: str = ""
    levels: tuple[tuple[str, str], ...] = ()

    @property
    def measured_as(self) -> str:
        """The name in the table that says what it is measured in: that of the whole, if it is a part of one."""
        return self.whole or self.title

    @property
    def says_anything(self) -> bool:
        """Whether it has a target, an outcome or why there is none, or a remark; or a number that people may place."""
        kept = any(each.why not in {"no-number", "says-none", "formula-error"} for each in self.left)
        return kept or any((self.targets, self.measured, self.missing, self.remarks, self.compared,
                    self.once.get("goal")))  # fmt: skip

    @property
    def known(self) -> bool:
        """Whether the publication has it already."""
        return self.held is not None

    @property
    def series(self) -> Mapping[str, str]:
        """The ids that the publication has for areas, by their names in lower case."""
        return self.held.compared if self.held else {}

    @property
    def theme(self) -> str:
        """The heading above its target."""
        return self.once.get("theme", "")

    @property
    def responsible(self) -> str:
        """The responsible body, in the table's words."""
        return self.once.get("responsible", "")

    @property
    def has_target(self) -> bool:
        """Whether it has a target, in numbers or in words, or a judgement."""
        judged = any(each.value or each.trend or each.turn or each.forecast for each in self.remarks.values())
        return bool(self.targets or self.once.get("goal") or judged)

    @property
    def is_aimed(self) -> bool:
        """Whether it has a target that its table says, and not only a number of a year to come; or a judgement."""
        judged = any(each.value or each.trend or each.turn or each.forecast for each in self.remarks.values())
        said = (figure for figure in self.targets.values() if all(one.code != "bare-year" for one in figure.doubts))
        return judged or any(said)

    def set_once(self, name: str, text: str, cell: SourceCell | None) -> None:
        """Set a fact from a cell once; a cell that contradicts an earlier one is left out."""
        if not text or cell is None:
            return
        if self.once.setdefault(name, text) == text:
            self.cells.setdefault(name, []).append(cell)
        else:
            self.left.append(LeftCell(cell, "said-otherwise", {"text": self.once[name][:60]}))


@dataclass(frozen=True, slots=True)
class HeldIndicator:
    """An existing indicator: its id, its better direction, its unit in file format, and what it is compared with.

    `compared` are the ids of its series by their titles in lower case; `sources` are the titles of its sources;
    `kolada` is its id in the open database, and `has_statistics` says that it has numbers of its own.
    """

    id: str
    direction: str
    unit: object
    compared: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    sources: tuple[str, ...] = ()
    kolada: str = ""
    has_statistics: bool = False

    @classmethod
    def of(cls, indicator: Indicator) -> "HeldIndicator":
        """Return an indicator of the publication."""
        unit = indicator.unit.model_dump(mode="json", by_alias=True, exclude_none=True)
        compared = {each.title.casefold(): each.id for each in indicator.comparisons}
        sources = tuple(each.title for each in indicator.sources)
        return cls(
            indicator.id, str(indicator.direction or ""), unit, compared, indicator.text or "", sources,
            indicator.kolada or "", bool(indicator.statistics),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownIndicators:
    """What the publication has already: indicators by title and by id, and used ids."""

    indicators: Mapping[str, HeldIndicator]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Followable:
    """A table of targets and outcomes: its columns, all its rows, and the period in its title.

    `only` is the name of its only indicator, if its rows are periods of that; `headed`: that is the header of its
    numbers.
    """

    table: Headed
    rows: Sequence[SourceRow]
    about: Dated
    only: str = ""
    headed: bool = False


def followed(
    sheet: Followable, known: KnownIndicators, groups: KnownGroups, language: str, asked: TableAsked
) -> dict[str, Followed]:
    """Return the indicators of a table in order, by title, each with its figures as given."""
    found: dict[str, Followed] = {}
    goal: Named = "", None
    seen, before = set[str](), ""
    every = [*_named_rows(sheet, groups, language)]
    names = {each.title.casefold() for each in every}
    apart = distinguishing(sheet.table, ((each.row.row, each.name, each.heading) for each in every if each.is_whole))
    each: Followed | None = None
    for named in every:
        row, source, title_cell = named.row, named.row.row, named.cell
        if named.comment:
            _comment_below(each, named, language)
            continue
        if row.cell("indicator") and row.cell("goal"):
            goal = row.under("goal"), row.cell("goal")
        before = apart.get(source.line, "") if named.is_whole else before
        title = ": ".join(filter(None, (before, named.title)))
        totals = (is_total(named.title, language) and not row.part) or names_budget(named.title, language)
        if source.band or totals or not row.has_figures():
            continue
        each = found.setdefault(title, begun(title, with_taken(known, found), language, names))
        each.whole = named.name if (named.suffix or before) and not _says_unit(named.suffix, language) else ""
        if before and not each.lines:
            each.doubts.append(Doubt("distinguished", {"title": named.name[:60], "before": before[:60]}))
        each.lines.append(source.line)
        each.cells.setdefault("title", []).extend(named.named_by)
        if sheet.only and not each.doubts:
            named_by = Doubt("name-of-header", {"column": sheet.only[:60]}) if sheet.headed else Doubt("name-of-table")
            each.doubts.append(named_by)
        _set_once(each, row, goal, asked.directions)
        if (identity := _OF_KOLADA.search(title)) and title_cell and "kolada" not in each.once:
            each.set_once("kolada", identity[0], title_cell)
        if named.heading and not named.is_headed and not row.cell("theme"):
            for cell in named.heading.cells:
                each.set_once("theme", named.heading.text, cell)
        each.comments += [one for one in source.comments if title_cell and one.at == title_cell.at]
        figures = [*doubted_once(figures_of(row := replace(row, length=asked.periods.get(title, "")), groups), seen)]
        for figure in sorted(figures, key=_is_deviation):
            _put(each, _ahead(figure, asked.year) if sheet.headed else figure, language)
    return found


def _says_unit(part: str, language: str) -> bool:
    """Return whether the name of a part says what it is measured in, which may not be that of the whole: varav, %."""
    unit, doubts = unit_of(part, "", language) if part else ("", ())
    return bool(unit) and not doubts


def _ahead(figure: Figure | LeftCell, year: int) -> Figure | LeftCell:
    """Return a number of a year after `year` as a target, with a question: there is no outcome yet."""
    if isinstance(figure, LeftCell) or figure.role != "outcome" or figure.period.first.year <= year:
        return figure
    doubt = Doubt("bare-year", {"column": f"{figure.header} {figure.period}"})
    return replace(figure, role="target", doubts=(*figure.doubts, doubt))


def _is_deviation(figure: Figure | LeftCell) -> bool:
    return isinstance(figure, Figure) and figure.role == "deviation"


@dataclass(frozen=True, slots=True)
class _NamedRow:
    """A row of a table with what it is about: its name, or that of the row that it is a part of, with a `suffix`."""

    row: TableRow
    name: str
    cell: SourceCell | None
    heading: RowHeading | None
    suffix: str = ""
    comment: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is about all of what its name says."""
        return not self.suffix and not self.row.part and not self.comment

    @property
    def is_headed(self) -> bool:
        """Whether the heading that it stands below is its name: that of the groups of an indicator."""
        return self.heading is not None and self.heading.text == self.name

    @property
    def named_by(self) -> tuple[SourceCell, ...]:
        """The cells that name it."""
        heading = self.heading.cells if self.heading and self.is_headed else ()
        return (*heading, *([self.cell] if self.cell else []))

    @property
    def title(self) -> str:
        """What it is about in its own words."""
        return " – ".join(filter(None, (self.name, self.suffix)))


def _named_rows(sheet: Followable, groups: KnownGroups, language: str) -> Iterator[_NamedRow]:
    """Yield the rows of a table that have a name, with the headings that they stand below."""
    whole: Named = "", None
    headings = headings_within(sheet.table, sheet.rows, language)
    heading: RowHeading | None = None
    parted = False  # a part stands between the row and its whole
    every = [TableRow(sheet.table, each, language, sheet.about) for each in sheet.rows[sheet.table.begin :]]
    below = ((each.row.line, "" if each.row.line in headings else each.named(whole)[0]) for each in every)
    nested = nested_groups(below, groups, language)
    for row in every:
        source, suffix = row.row, ""
        if source.line in headings:
            heading = headings[source.line]
            # The groups directly below it are of what it names, and of nothing above it.
            whole, parted = (heading.text, heading.cells[0]), False
            continue
        if whole[0] and (comment := comment_of_row(source, language)):
            yield _NamedRow(row, "", source.filled[0], heading, comment=comment)
            continue
        name, cell = (sheet.only, None) if sheet.only else row.named(whole)
        part = part_of_above(name, language)
        if whole[0] and cell and not parted and _is_group(group := without_bullet(part or name), groups, language):
            row, name = replace(row, part=nested.get(source.line, group)), whole[0]
        elif whole[0] and cell and part:
            suffix, name, parted = without_bullet(name), whole[0], True
        elif name and not is_of_fraction(name, language):
            whole, parted = (name, cell), False
        if name and not is_of_fraction(name, language):
            yield _NamedRow(row, name, cell, heading, suffix)


def _comment_below(each: Followed | None, named: _NamedRow, language: str) -> None:
    """Set a comment that has the row below its indicator to itself, for the period of a comment beside it."""
    if each is None or named.cell is None:
        return
    column = Column(named.cell.at, "", "comment")
    when = undated(named.row.table, column, named.row.about, language)
    if when.period is None:
        each.left.append(LeftCell(named.cell, "period-unclear", {"column": named.comment[:40]}))
        return
    doubts = (Doubt(when.doubt, {"period": str(when.period), "column": named.comment[:40]}),) if when.doubt else ()
    _remark(each, Figure("comment", when.period, "", named.comment, named.cell, doubts=doubts), language)


def _is_group(title: str, groups: KnownGroups, language: str) -> bool:
    """Return whether a name is only that of a group, or of all, so that its row is about the indicator above."""
    return cell_named(title, groups, language) is not None


def _set_once(each: Followed, row: TableRow, goal: Named, directions: Mapping[str, str]) -> None:
    for name in ONCE:
        text, cell = goal if name == "goal" else (row.under(name), row.cell(name))
        if name == "theme" and len(cells := row.cells(name)) > 1:
            # Areas within areas, each in a column of its own.
            headers = {column.at: column.header for column in row.table.columns}
            levels = {row.row.text(cell): headers.get(cell.at, "") for cell in cells}
            text = " – ".join(levels)
            each.levels = each.levels or tuple((header, said) for said, header in levels.items())
            for cell in cells:
                each.set_once(name, text, cell)
            continue
        if name == "kolada" and not KOLADA.fullmatch(text):
            continue
        if name == "source" and (identity := _OF_KOLADA.search(text)):
            each.set_once("kolada", identity[0], cell)
        if name == "responsible" and cell and is_generic_body(text, row.language):
            each.left.append(LeftCell(cell, "body-generic"))
        else:
            each.set_once(name, text, cell)
    filled = {cell.at for cell in row.row.filled}
    for column in row.table.columns:
        code = "name-of-column" if column.role == "indicator" else "column-before"
        doubt = Doubt(code, {"column": column.header[:60]})
        if column.guessed and column.at in filled and doubt not in each.doubts:
            each.doubts.append(doubt)
    if named := row.cell("direction"):
        way = meaning(row.under("direction"), ("higher", "lower"), row.language)
        each.direction = each.direction or way
        if way and way == each.direction:
            each.cells.setdefault("direction", []).append(named)
    each.direction = directions.get(each.title, each.direction)


def with_taken(known: KnownIndicators, found: Mapping[str, Followed]) -> KnownIndicators:
    """Return the known indicators with the ids of those found as taken."""
    return replace(known, taken=known.taken | {each.id for each in found.values()})


def begun(title: str, known: KnownIndicators, language: str, names: Set[str] = frozenset()) -> Followed:
    """Return an indicator of a table without its figures; `names` are the titles of the table's."""
    name = str(slugify(title, max_length=60, word_boundary=True, save_order=True)) or "nyckeltal"
    own = known.indicators.get(title.casefold())
    # An earlier import of the same source has made it, and people have given it another title.
    renamed = known.indicators.get(name) if name not in known.taken else None
    if own := own or _held_without_unit(title, known, names, language) or renamed:
        direction = own.direction if own.direction != "neither" else ""
        return Followed(own.id, title, held=own, direction=direction, unit=own.unit)
    unique, number = name, 2
    while unique in known.taken:
        unique, number = f"{name}-{number}", number + 1
    return Followed(unique, title)


def _held_without_unit(title: str, known: KnownIndicators, names: Set[str], language: str) -> HeldIndicator | None:
    """Return the existing indicator with the same name but for its own unit in brackets: Väntetid (dagar)."""
    match = _WITH_UNIT.fullmatch(title)
    own = known.indicators.get(match["name"].casefold()) if match else None
    if match is None or own is None or match["name"].casefold() in names:
        return None
    unit, _ = unit_of("", match["unit"].strip(), language)
    return own if unit == own.unit else None


def _put(each: Followed, figure: Figure | LeftCell, language: str) -> None:
    """Put a figure in its place, or leave its cell out."""
    if isinstance(figure, LeftCell):
        each.left.append(figure)
    elif is_error(figure.text):
        each.left.append(LeftCell(figure.cell, "formula-error", {"text": figure.text}))
    elif is_missing(figure.text):
        put_missing(each, figure, "says-none")
    elif figure.role == "target":
        put_number(each, each.targets, figure)
    elif figure.role == "outcome":
        if figure.number is None and is_day(figure.text, language):
            each.left.append(LeftCell(figure.cell, "no-number", {"text": figure.text[:60]}))
        elif figure.number is None:
            put_missing(each, figure, "no-number")
        else:
            put_number(each, each.measured, figure)
    elif figure.role == "deviation" and _is_worked_out(each, figure):
        each.left.append(LeftCell(figure.cell, "deviation", {"text": figure.text[:60]}))
    elif figure.role == "deviation":
        _remark(each, replace(figure, role="comment", text=f"{figure.header}: {figure.text}"), language)
    else:
        _remark(each, figure, language)


def _is_worked_out(each: Followed, figure: Figure) -> bool:
    """Return whether a deviation is the difference between outcome and target, or that in per cent of the target."""
    numbers = [found.get((figure.period, figure.group)) for found in (each.measured, each.targets)]
    outcome, target = (one.number if one and one.exact else None for one in numbers)
    if figure.number is None or not figure.exact or outcome is None or target is None:
        return False
    said, difference = Decimal(figure.number.low), Decimal(outcome.low) - Decimal(target.low)
    if abs(said) == abs(difference):
        return True
    places = Decimal(1).scaleb(Decimal(figure.number.low).as_tuple().exponent)  # type: ignore[arg-type]
    share = difference / Decimal(target.low) * 100 if Decimal(target.low) else None
    return figure.number.unit == "%" and share is not None and abs(abs(said) - abs(share)) < places


def _rate(said: Remark, figure: Figure, language: str) -> None:
    """Set the level or the trend that a cell says; words that say no level, or more than one, are a comment."""
    name, words = ("value", LEVELS) if figure.role == "judgement" else ("trend", TRENDS)
    found, alone = (figure.means, True) if figure.means else said_level(figure.text, words, language)
    if not found and hints_at_level(figure.text, words, language):
        said.doubts.append(Doubt("judgement-words", {"text": figure.text[:60]}))
    taken = getattr(said, name)
    if found and not taken:
        setattr(said, name, found)
    if not found or not alone or taken not in {"", found}:
        # A word alone says too little without its header: Ingen, below Förändring.
        alone = figure.role == "trend" and not found and len(figure.text.split()) == 1
        # So does a number: 83 %, below Måluppfyllelse.
        alone = alone or (not found and figure.number is not None and figure.number.low != "")
        said.comment.append(f"{figure.header}: {figure.text}" if alone else figure.text)


def put_missing(each: Followed, figure: Figure, why: str) -> None:
    """Put a cell that says why there is no outcome in its place; others without a number are left out, with `why`."""
    if figure.role == "outcome" and not figure.group and each.missing.setdefault(figure.period, figure) is figure:
        return
    each.left.append(LeftCell(figure.cell, why, {"text": figure.text[:60]}))


def put_number(each: Followed, places: dict[tuple[TimePeriod, str], Figure], figure: Figure) -> None:
    """Put a number in its place; one that competes for it is left out."""
    there = places.setdefault((figure.period, figure.group), figure)
    if there is not figure:
        same = there.text == figure.text and there.unit == figure.unit
        facts = {"text": there.text[:60], "period": str(figure.period)}
        each.left.append(LeftCell(figure.cell, "said-already" if same else "place-taken", facts))


def _remark(each: Followed, figure: Figure, language: str) -> None:
    if figure.role in {"judgement", "trend"} and is_mark(figure.text):
        each.left.append(LeftCell(figure.cell, "mark-unread", {"text": figure.text}))
        return
    said = each.remarks.setdefault(figure.period, Remark())
    if figure.role == "forecast":
        if said.forecast is not None:
            facts = {"text": said.forecast.text, "period": str(figure.period)}
            each.left.append(LeftCell(figure.cell, "place-taken", facts))
            return
        said.forecast = figure
    elif figure.role == "comment":
        said.comment.append(figure.text)
    elif figure.role == "measures":
        said.measures.append(figure.text)
    elif figure.role == "trend" and not said.turn and meaning(figure.text, TURNS, language):
        said.turn = figure
    else:
        _rate(said, figure, language)
    said.comment += [figure.note] if figure.note else []
    said.lines += figure.note_lines
    said.cells += [cell for name, cell in figure.said_by if name != "unit"]
    said.cells.append(figure.cell)
    said.doubts += figure.doubts
