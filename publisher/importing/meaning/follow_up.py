"""Follow-ups: tables of targets and outcomes, wide or long, as indicators with targets, measurements and remarks.

Nothing is guessed: what a table does not say is left out, or marked for a person to check. A target is an upper or
lower limit only if its table says so; otherwise it is kept in words. Nothing is overwritten: if two cells compete for
one field, the second is left out and reported.
"""
# One meaning, so one file.

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from slugify import slugify

from publisher.importing.columns.cell_numbers import is_missing
from publisher.importing.columns.header_words import Dated
from publisher.importing.columns.headers import Headed
from publisher.importing.columns.known_groups import KnownGroups
from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_words import is_generic_body, is_total, meaning, words_for
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import CellComment, Doubt, SourceCell, SourceLine, SourceRow
from publisher.importing.meaning.figures_of_rows import Figure, Named, TableRow, doubted_once, figures_of
from publisher.importing.sheets.row_headings import RowHeading, headings_within
from publisher.model.register import Indicator
from publisher.model.time_period import TimePeriod

LEVELS = ("fulfilled", "partly", "unfulfilled", "unclear")
TRENDS = ("improving", "unchanged", "worsening")
TURNS = ("rising", "falling")
# Facts that an indicator has only once, each in a field of its own.
ONCE = ("theme", "goal", "responsible", "source")


@dataclass
class Remark:
    """The remarks on an indicator for a period: a judgement, a trend, comments, and a forecast; with their cells.

    `turn` says that its number rises or falls, which is a trend once it is known which is better.
    """

    value: str = ""
    trend: str = ""
    turn: Figure | None = None
    comment: list[str] = field(default_factory=list)
    forecast: Figure | None = None
    cells: list[SourceCell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    lines: list[SourceLine] = field(default_factory=list)


@dataclass
class Followed:
    """An indicator from a table: its id and title, the facts that it has once, and its figures by period and group.

    `cells` are the sources of its fields, by field; `left` are those left out; `unit_doubts` are about its numbers if
    the publication has the indicator already. `missing` are cells for outcomes that say why there is no number, by
    period; `comments` are those on its name. `compared` are the numbers of other areas, by period and area. `earlier`
    are the numbers for periods outside its plan's, and `held` is what the publication has of it already. `above` are
    the headings above its table.
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
    earlier: dict[TimePeriod, Figure] = field(default_factory=dict)
    missing: dict[TimePeriod, Figure] = field(default_factory=dict)
    comments: list[CellComment] = field(default_factory=list)
    above: str = ""

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

    `compared` are the ids of its series by their titles in lower case; `sources` are the titles of its sources.
    """

    id: str
    direction: str
    unit: object
    compared: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, indicator: Indicator) -> "HeldIndicator":
        """Return an indicator of the publication."""
        unit = indicator.unit.model_dump(mode="json", exclude_none=True)
        compared = {each.title.casefold(): each.id for each in indicator.comparisons}
        sources = tuple(each.title for each in indicator.sources)
        return cls(indicator.id, str(indicator.direction or ""), unit, compared, indicator.text or "", sources)


@dataclass(frozen=True, slots=True)
class KnownIndicators:
    """What the publication has already: indicators by title and by id, and used ids."""

    indicators: Mapping[str, HeldIndicator]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Followable:
    """A table of targets and outcomes: its columns, all its rows, and the period in its title.

    `only` is the name of its only indicator, if its rows are periods of that.
    """

    table: Headed
    rows: Sequence[SourceRow]
    about: Dated
    only: str = ""


def followed(
    sheet: Followable, known: KnownIndicators, groups: KnownGroups, language: str, asked: TableAsked
) -> dict[str, Followed]:
    """Return the indicators of a table in order, by title, each with its figures as given."""
    found: dict[str, Followed] = {}
    goal: Named = "", None
    named, seen = goal, set[str]()
    headings = headings_within(sheet.table, sheet.rows, language)
    heading: RowHeading | None = None
    for source in sheet.rows[sheet.table.begin :]:
        row = TableRow(sheet.table, source, language, sheet.about)
        if source.line in headings:
            heading = headings[source.line]
            continue
        title, title_cell = (sheet.only, None) if sheet.only else row.named(named)
        if named[0] and title_cell and _is_group(title, groups, language):
            row = replace(row, part=title)
            title, title_cell = named
        named = title, title_cell
        if row.cell("indicator") and row.cell("goal"):
            goal = row.under("goal"), row.cell("goal")
        if not title or source.band or (is_total(title, language) and not row.part) or not row.has_figures():
            continue
        each = found.setdefault(title, _begun(title, known, {one.id for one in found.values()}))
        each.lines.append(source.line)
        each.cells.setdefault("title", []).extend([title_cell] if title_cell else [])
        each.doubts += [Doubt("name-of-table")] if sheet.only and not each.doubts else []
        _set_once(each, row, goal, asked.directions)
        if heading and not row.cell("theme"):
            for cell in heading.cells:
                each.set_once("theme", heading.text, cell)
        each.comments += [one for one in source.comments if title_cell and one.at == title_cell.at]
        figures = [*doubted_once(figures_of(row := replace(row, length=asked.periods.get(title, "")), groups), seen)]
        for figure in figures:
            _put(each, figure, language)
    return found


def _is_group(title: str, groups: KnownGroups, language: str) -> bool:
    """Return whether a name is only that of a group, or of all, so that its row is about the indicator above."""
    plain = title.casefold()
    return plain in groups.words or plain in words_for("everybody", language)


def _set_once(each: Followed, row: TableRow, goal: Named, directions: Mapping[str, str]) -> None:
    for name in ONCE:
        text, cell = goal if name == "goal" else (row.under(name), row.cell(name))
        if name == "responsible" and cell and is_generic_body(text, row.language):
            each.left.append(LeftCell(cell, "body-generic"))
        else:
            each.set_once(name, text, cell)
    if named := row.cell("direction"):
        way = meaning(row.under("direction"), ("higher", "lower"), row.language)
        each.direction = each.direction or way
        if way and way == each.direction:
            each.cells.setdefault("direction", []).append(named)
    each.direction = directions.get(each.title, each.direction)


def _begun(title: str, known: KnownIndicators, others: set[str]) -> Followed:
    if title.casefold() in known.indicators:
        own = known.indicators[title.casefold()]
        direction = own.direction if own.direction != "neither" else ""
        return Followed(own.id, title, held=own, direction=direction, unit=own.unit)
    name = str(slugify(title, max_length=60, word_boundary=True, save_order=True)) or "nyckeltal"
    unique, number = name, 2
    while unique in known.taken or unique in others:
        unique, number = f"{name}-{number}", number + 1
    return Followed(unique, title)


def _put(each: Followed, figure: Figure | LeftCell, language: str) -> None:
    """Put a figure in its place, or leave its cell out."""
    if isinstance(figure, LeftCell):
        each.left.append(figure)
    elif is_missing(figure.text):
        put_missing(each, figure, "says-none")
    elif figure.role == "target":
        put_number(each, each.targets, figure)
    elif figure.role == "outcome":
        if figure.number is None:
            put_missing(each, figure, "no-number")
        else:
            put_number(each, each.measured, figure)
    else:
        _remark(each, figure, language)


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
    said = each.remarks.setdefault(figure.period, Remark())
    if figure.role == "forecast":
        if not figure.exact:
            each.left.append(LeftCell(figure.cell, "no-number", {"text": figure.text[:60]}))
            return
        if said.forecast is not None:
            facts = {"text": said.forecast.text, "period": str(figure.period)}
            each.left.append(LeftCell(figure.cell, "place-taken", facts))
            return
        said.forecast = figure
    elif figure.role == "comment":
        said.comment.append(figure.text)
    elif figure.role == "trend" and not said.turn and meaning(figure.text, TURNS, language):
        said.turn = figure
    else:
        name, words = ("value", LEVELS) if figure.role == "judgement" else ("trend", TRENDS)
        found = figure.means or meaning(figure.text, words, language)
        if found and not getattr(said, name):
            setattr(said, name, found)
        elif getattr(said, name) != found or not found:
            said.comment.append(figure.text)
    said.comment += [figure.note] if figure.note else []
    said.lines += figure.note_lines
    said.cells += [cell for name, cell in figure.said_by if name != "unit"]
    said.cells.append(figure.cell)
    said.doubts += figure.doubts
