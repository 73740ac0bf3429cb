"""Follow-ups: tables of targets and outcomes, wide or long, as a plan, its results and the indicators that it follows.

Nothing is guessed: what a table does not say is left out, or marked for a person to look at. A number that is wanted
counts as at least or at most only where its table says so; else it is told in its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slugify import slugify

from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import Doubt, SourceLine, SourceRow
from publisher.importing.meaning.cell_numbers import cell_number, is_missing
from publisher.importing.meaning.headers import Column, Headed, period_in
from publisher.importing.meaning.table_words import meaning
from publisher.importing.meaning.units import UnitHints, unit_of
from publisher.model.time_period import TimePeriod
from publisher.read.scalar import Plain

LEVELS = ("fulfilled", "partly", "unfulfilled", "unclear")
TRENDS = ("improving", "unchanged", "worsening")


@dataclass
class Followed:
    """An indicator as a table has it: its id and title, what it is measured in, and what is said of each period."""

    id: str
    title: str
    lines: list[SourceLine] = field(default_factory=list)
    known: bool = False
    theme: str = ""
    goal: str = ""
    responsible: str = ""
    source: str = ""
    direction: str = ""
    unit: object = None
    doubts: list[Doubt] = field(default_factory=list)
    wanted: dict[TimePeriod, ProposedValue] = field(default_factory=dict)
    measured: dict[TimePeriod, ProposedValue] = field(default_factory=dict)
    judged: dict[TimePeriod, dict[str, object]] = field(default_factory=dict)
    said: dict[TimePeriod, list[SourceLine]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownIndicators:
    """What the publication has already: id and direction of indicators by title and by id, and ids that are in use."""

    indicators: Mapping[str, tuple[str, str]]
    taken: frozenset[str]


def followed(
    table: Headed, rows: Sequence[SourceRow], known: KnownIndicators, language: str, directions: Mapping[str, str]
) -> dict[str, Followed]:
    """Return the indicators of a table in their order, by title."""
    found: dict[str, Followed] = {}
    goal = ""
    for row in rows[table.begin :]:
        cells = _Cells(table, row)
        title = cells.under("indicator") or cells.under("goal")
        goal = (cells.under("goal") if cells.under("indicator") else "") or goal
        if not title or meaning(title, ("total",), language) or not cells.has_figures(language):
            continue
        each = found.setdefault(title, _begun(title, known, {one.id for one in found.values()}))
        each.lines.append(row.line)
        each.theme = each.theme or cells.under("theme")
        each.goal = each.goal or goal
        each.responsible = each.responsible or cells.under("responsible")
        each.source = each.source or cells.under("source")
        named = cells.under("direction")
        each.direction = directions.get(title, each.direction or meaning(named, ("higher", "lower"), language))
        _figures(each, cells, language)
    for each in found.values():
        each.direction = each.direction or _direction(each)
        each.unit, doubts = unit_of(UnitHints(each.title, _unit_cell(table, rows, each), _units(each)), language)
        each.doubts += doubts
    return found


def _direction(each: Followed) -> str:
    """Return which way is better where every limit that is wanted says the same: at least, or at most."""
    values = [wanted.value for wanted in each.wanted.values() if isinstance(wanted.value, dict)]
    ways = {("at_least" in value, "at_most" in value) for value in values}
    return {(True, False): "higher", (False, True): "lower"}.get(ways.pop(), "") if len(ways) == 1 else ""


class _Cells:
    """One row by what its columns hold."""

    def __init__(self, table: Headed, row: SourceRow) -> None:
        self.table, self.row = table, row

    def at(self, column: Column) -> str:
        return self.row.cells[column.at] if column.at < len(self.row.cells) else ""

    def under(self, role: str) -> str:
        column = self.table.first(role)
        return " ".join(self.at(column).split()) if column else ""

    def has_figures(self, language: str) -> bool:
        """Say whether the row tells of a target or an outcome, and is no heading within the table."""
        columns = (*self.table.all("target"), *self.table.all("outcome"), *self.table.all("judgement"))
        return any(self.at(column) for column in columns)


def _begun(title: str, known: KnownIndicators, others: set[str]) -> Followed:
    if title.casefold() in known.indicators:
        name, direction = known.indicators[title.casefold()]
        return Followed(name, title, known=True, direction=direction if direction != "neither" else "")
    name = str(slugify(title, max_length=60, word_boundary=True, save_order=True)) or "nyckeltal"
    unique, number = name, 2
    while unique in known.taken or unique in others:
        unique, number = f"{name}-{number}", number + 1
    return Followed(unique, title)


def _figures(each: Followed, cells: _Cells, language: str) -> None:
    row_period, _ = period_in(cells.under("period"), language)
    latest = max((column.period for column in cells.table.all("outcome") if column.period), default=None)
    own = row_period or latest
    for column in cells.table.columns:
        text, period = cells.at(column), column.period or own
        if not text or period is None:
            continue
        line = cells.row.line
        match column.role:
            case "target":
                each.wanted[period] = _wanted(text, each, line, language)
            case "outcome" if not is_missing(text, language):
                each.measured[period] = _measured(text, line, language)
            case "judgement" | "trend":
                _judge(each, period, column.role, text, line, language)
            case "comment":
                said = each.judged.setdefault(period, {})
                said["comment"] = f"{said['comment']} {text}" if said.get("comment") else text
                each.said.setdefault(period, []).append(line)


def _wanted(text: str, each: Followed, line: SourceLine, language: str) -> ProposedValue:
    """Return what is wanted, as the table says it."""
    number = cell_number(text, language)
    if is_missing(text, language):
        return ProposedValue(None, (line,))
    if number is None:
        return ProposedValue({"words": text}, (line,))
    marked = (Doubt("footnote"),) if number.marked else ()
    if number.high:
        return ProposedValue({"at_least": Plain(number.low), "at_most": Plain(number.high)}, (line,), marked)
    if number.limit:
        made: dict[str, object] = {number.limit: Plain(number.low)}
        return ProposedValue(made | ({"words": text} if number.strict else {}), (line,), marked)
    if each.direction:
        return ProposedValue(Plain(number.low), (line,), marked)
    # Whether a higher number is better is not said, so nobody can compute whether this was reached.
    return ProposedValue({"words": text}, (line,), (*marked, Doubt("direction-missing")))


def _measured(text: str, line: SourceLine, language: str) -> ProposedValue:
    number = cell_number(text, language)
    if number is None or number.high or number.limit:
        return ProposedValue(None, (line,), (Doubt("no-number", {"text": text[:60]}),))
    return ProposedValue(Plain(number.low), (line,), (Doubt("footnote"),) if number.marked else ())


def _judge(each: Followed, period: TimePeriod, role: str, text: str, line: SourceLine, language: str) -> None:
    found = meaning(text, LEVELS if role == "judgement" else TRENDS, language)
    said = each.judged.setdefault(period, {})
    each.said.setdefault(period, []).append(line)
    if found:
        said["value" if role == "judgement" else "trend"] = found
    elif not is_missing(text, language):
        said["comment"] = f"{said['comment']} {text}" if said.get("comment") else text


def _unit_cell(table: Headed, rows: Sequence[SourceRow], each: Followed) -> str:
    lines = set(each.lines)
    return next((text for row in rows if row.line in lines and (text := _Cells(table, row).under("unit"))), "")


def _units(each: Followed) -> tuple[str, ...]:
    """Return what stands behind the numbers of an indicator in its cells."""
    return tuple(dict.fromkeys(line.text for line in each.lines))
