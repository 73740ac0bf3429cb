"""Actions: tables of what is to be done, by whom and when, as the activities of a plan."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from slugify import slugify

from publisher.importing.columns.cell_numbers import cell_number, is_missing
from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.headers import IN_WORDS, STATUSES, Headed
from publisher.importing.columns.money_columns import amount, money_columns, money_field
from publisher.importing.columns.ratings import is_ticked, is_true, said_status, without_symbols
from publisher.importing.columns.table_words import bodies_behind, is_generic_body, is_total, meaning, words_for
from publisher.importing.form.proposal import LeftCell, ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock, SourceCell, SourceLine, SourceRow
from publisher.importing.meaning.figures_of_rows import TableRow
from publisher.importing.sheets.cards import CardField
from publisher.importing.sheets.row_headings import RowHeading, headings_within
from publisher.importing.sheets.row_names import comment_of_row
from publisher.importing.sheets.rows_below import RowBelow, row_below
from publisher.importing.sheets.schedules import scheduled
from publisher.model.time_period import Frequency, TimePeriod
from publisher.read.scalar import Plain

_DAY: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"
)
# Work that is over, unless the words after that say otherwise.
_ENDED: Final = frozenset({"done", "stopped"})
_EXACT: Final = frozenset({Frequency.DAY, Frequency.MONTH, Frequency.YEAR})
# In a column for days without their format, a spreadsheet has the number of days since this one.
_DAY_ZERO: Final = date(1899, 12, 30)
_NUMBER_OF_DAY: Final = re.compile(r"\d{5}(?:[.,]\d+)?")
_BETWEEN: Final = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d{4})-(?=\d{4}$)")
# The digits of a year in short.
_SHORT: Final = 2
# Columns whose texts are combined in the text of an activity, in this order.
_TEXTS: Final = ("goal", "comment")
# The bullet of a line in a cell, and the longest line that is a title.
_BULLET: Final = re.compile(r"^[-–—•▪◦●·*]\s+")
_LINE: Final = 120
# What people call an action by: T1, A-3, 2.3, B; a whole number is that of its row.
_CODE: Final = re.compile(r"(?=.*[^\W\d]|\d+\.\d)[^\W_][\w./:-]{0,11}(?<![.:])")


@dataclass
class Acted:
    """One action in a table: `days` for start and due, `about` the words of its text; `cells` are its sources.

    `money` are amounts by currency, period and sort; `lines` are those of comments on its cells. `code` is what people
    call it besides its title: T1, 2.3.
    """

    title: str
    status: str = ""
    responsible: str = ""
    days: dict[str, str] = field(default_factory=dict)
    percent: str = ""
    about: list[str] = field(default_factory=list)
    money: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    cells: list[SourceCell] = field(default_factory=list)
    lines: list[SourceLine] = field(default_factory=list)
    left: list[LeftCell] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    code: str = ""

    @property
    def name(self) -> str:
        """Its title behind its code, as people call it: T1 Byt till elbilar."""
        return self.title if self.title.startswith(self.code) else f"{self.code} {self.title}"


def acted(
    table: Headed, rows: Sequence[SourceRow], language: str, under: Sequence[SourceBlock] = (),
    about: Dated | None = None,
) -> list[Acted]:  # fmt: skip
    """Return the actions of a table, one for each row with a name; `under` are the headings that it stands below.

    `about` is the period in its title.

    A row with nothing but a comment, a status or how much is done is about the action above it.
    """
    table = _with_statuses(_with_time(table, rows, language), rows, language)
    every = [TableRow(table, row, language, about or Dated(None, "")) for row in rows[table.begin :]]
    parts = _are_parts_of_one(every)
    made: list[Acted] = []
    for row in every:
        if made and (comment := comment_of_row(row.row, language)):
            made[-1].about.append(comment)
            made[-1].cells += row.row.filled
        elif (below := row_below(row.row, row.under("action"), language)) and not (below.alone and _has_status(made)):
            _add_below(made, row, below)
        elif row.under("action") and not row.row.band and not is_total(row.under("action"), language):
            made += _on_lines(_acted(row, parts=parts), row)
    _head(made, table, rows, language)
    asked: set[Doubt] = set()
    for each in made:
        # Of a column this is asked once.
        of_columns = {doubt for doubt in each.doubts if doubt.code == "money-in-words"}
        each.doubts = [doubt for doubt in each.doubts if doubt not in of_columns & asked]
        asked |= of_columns
        each.about += [ended(heading.headline) for heading in under]
        each.lines += [line for heading in under for line in heading.lines]
    return made


def _with_time(table: Headed, rows: Sequence[SourceRow], language: str) -> Headed:
    """Return a table whose column of periods says from when to when its actions go on, if none says when they end.

    It does if one of them has a first and a last day: 2025–2027. A year alone may be that of a report.
    """
    named = table.first("period")
    if named is None or table.first("due") or table.first("start"):
        return table
    texts = ("".join(row.cells[named.at : named.at + 1]) for row in rows[table.begin :])
    if not any(_span(text, language) for text in texts):
        return table
    columns = (replace(each, role="due") if each.at == named.at else each for each in table.columns)
    return replace(table, columns=tuple(columns))


def _has_status(made: Sequence[Acted]) -> bool:
    """Return whether the last action has a status, or there is none."""
    return not made or bool(made[-1].status)


def _add_below(made: Sequence[Acted], row: TableRow, below: RowBelow) -> None:
    """Add to the last action what a row below it says of it, with a question; above all actions it is lost."""
    if not made:
        return
    last = made[-1]
    doubted = last.doubts
    if below.percent and not last.percent:
        last.percent = below.percent
    elif below.status and not last.status:
        last.status = below.status
        doubted[:] = [each for each in doubted if each.code != "status-unknown"]
    else:
        last.about.append(ended(below.text))
    doubted.append(Doubt("row-below", {"text": below.text[:60]}))
    last.about += [_labelled(row, cell) for cell in row.row.filled if row.row.text(cell) != below.text]
    last.cells += row.row.filled


def _with_statuses(table: Headed, rows: Sequence[SourceRow], language: str) -> Headed:
    """Return a table in which a column of comments is one of status if nothing else stands in it: In progress."""
    if table.first("status") or table.first("percent"):
        return table
    for column in table.all("comment"):
        texts = [row.text(cell) for row in rows[table.begin :] for cell in row.filled if cell.at == column.at]
        if len({*texts}) > 1 and all(said_status(text, STATUSES, language)[1] for text in texts):
            columns = (replace(each, role="status") if each is column else each for each in table.columns)
            return replace(table, columns=tuple(columns))
    return table


def acted_card(fields: Sequence[CardField], language: str, under: Sequence[SourceBlock]) -> Acted | None:
    """Return the action of a card: its title is the heading directly above, or its only action; None without one.

    The other headings, and what a card says that an activity has no field for, are in its text.
    """
    alone = [each for each in fields if each.role == "action" and len(each.said) == 1]
    titled = under[-1].headline if under else alone[0].said[0] if len(alone) == 1 else ""
    if not titled:
        return None
    made = Acted(titled, lines=[line for heading in under for line in heading.lines])
    made.about += [ended(heading.headline) for heading in under[:-1]]
    for each in fields:
        made.cells += each.cells
        if each.said and not (not under and each in alone):
            _set_field(made, each, language)
    if not made.status:
        made.doubts.append(Doubt("status-unknown"))
    return made


def _set_field(made: Acted, each: CardField, language: str) -> None:
    """Set what one row of a card says of its action, or put it into the action's text."""
    said, words = " ".join(each.said), _said_behind(each.label, "; ".join(each.said))
    if each.role == "status":
        made.status, alone = said_status(said, STATUSES, language)
        made.about += [] if alone else [words]
    elif each.role == "responsible" and not is_generic_body(said, language):
        made.responsible = ", ".join(each.said)
    elif each.role in {"start", "due"} and (days := _card_days(each.role, said, language)):
        made.days |= days
        if season_in(said, language):
            made.about.append(words)
            made.doubts.append(Doubt("season-of-months", {"text": said[:40], "month": days[each.role]}))
    elif each.role == "percent" and (number := cell_number(said, language)) and 0 <= Decimal(number.low) <= 100:
        made.percent = number.low
    else:
        made.about.append(words)


def _card_days(role: str, said: str, language: str) -> dict[str, str]:
    day = day_in(said, language, last=role == "due") or season_in(said, language, last=role == "due")
    return {role: day} if day else _span(said, language) if role == "due" else {}


def _head(made: Sequence[Acted], table: Headed, rows: Sequence[SourceRow], language: str) -> None:
    """Give actions the heading within their table that they stand below, in their texts."""
    headings = headings_within(table, rows, language)
    by_line = {each.cells[0].line: each for each in made}
    heading: RowHeading | None = None
    below = {cell.line for each in made for cell in each.cells[1:]} - by_line.keys()
    for row in rows[table.begin :]:
        heading = heading if row.line in below else headings.get(row.line, heading)
        if heading and row.line in by_line:
            each = by_line[row.line]
            each.about.insert(0, ended(heading.text))
            each.cells += heading.cells


def _on_lines(made: Acted, row: TableRow) -> list[Acted]:
    """Return an action, or the several that stand on lines of their own in its cell, all with what the row says.

    A name with a sentence below it is one, and so are lines that go on: none ends as a sentence, or all do.
    """
    cell = row.cell("action")
    lines = [" ".join(line.split()) for line in row.row.cells[cell.at].splitlines()] if cell else []
    titles = [_BULLET.sub("", line) for line in lines if line]
    begin = all(title[:1].isupper() and len(title.split()) > 1 and len(title) <= _LINE for title in titles)
    if len(titles) < 2 or made.money or not begin or len({title.endswith((".", ":", ",")) for title in titles}) > 1:
        return [made]
    doubt = Doubt("actions-in-cell", {"text": titles[0][:60]})
    return [
        replace(made, title=title.rstrip(" ."), about=[*made.about], cells=[*made.cells], lines=[*made.lines],
                left=[*made.left], doubts=[*made.doubts, doubt], days={**made.days})
        for title in titles
    ]  # fmt: skip


def _are_parts_of_one(rows: Sequence[TableRow]) -> bool:
    """Return whether a column of how much is done has parts of one: 0,75 for three quarters."""
    numbers = [cell_number(row.under("percent"), row.language, row.table.decimal) for row in rows]
    plain = [Decimal(each.low) for each in numbers if each and not each.unit and not each.high]
    return any(0 < each < 1 for each in plain) and all(0 <= each <= 1 for each in plain)


def _acted(row: TableRow, *, parts: bool) -> Acted:
    title, behind = row.under("action"), ""
    if not row.cell("responsible"):
        title, behind = bodies_behind(title, row.language)
    made = Acted(title, responsible=behind or row.under("responsible"))
    made.doubts += [Doubt("body-behind", {"text": behind[:60]})] if behind else []
    made.cells += [cell for role in ("action", "responsible") if (cell := row.cell(role))]
    if (body := row.cell("responsible")) and is_generic_body(made.responsible, row.language):
        made.about.append(_labelled(row, body))
        made.doubts.append(Doubt("body-generic", {"text": made.responsible}))
        made.responsible = ""
    for name in _TEXTS:
        for column in row.table.all(name):
            cell = next((each for each in row.row.filled if each.at == column.at), None)
            if cell:
                made.about.append(row.row.text(cell))
                made.cells.append(cell)
    amounts = _money(made, row)
    for name in ("theme", *IN_WORDS):
        for cell in _cells_under(row, name):
            if is_missing(row.row.text(cell)) and not is_ticked(row.row.text(cell), row.language):
                made.left.append(LeftCell(cell, "says-none"))
            elif cell not in amounts:
                made.about.append(_labelled(row, cell))
                made.cells.append(cell)
    if cell := _last_status(row):
        _status(made, row, cell)
        if len(row.table.all("status")) > 1:
            made.doubts.append(Doubt("status-of-column", {"column": _header(row, cell)[:60]}))
    if cell := row.cell("percent"):
        _percent(made, row, cell, parts=parts)
    _ticks(made, row)
    _days(made, row)
    _schedule(made, row)
    if not made.status:
        made.doubts.append(Doubt("status-unknown"))
    _called(made, row)
    _in_words(made, row)
    for comment in row.row.comments:
        made.about.append(ended(comment.text))
        made.lines.append(comment.line)
        made.doubts.append(Doubt("comment-of-cell", {"text": comment.text[:40]}))
    return made


def _called(made: Acted, row: TableRow) -> None:
    """Set what people call an action besides its title, and ask whether a column that is not known has titles."""
    if (named := row.table.all("action")) and named[0].guessed:
        made.doubts.append(Doubt("action-of-column", {"column": named[0].header[:60]}))
    if number := row.cell("id"):
        code = row.row.text(number)
        made.code = code if _CODE.fullmatch(code) else ""
        if made.code:
            made.cells.append(number)
        else:
            made.left.append(LeftCell(number, "row-number"))


def _in_words(made: Acted, row: TableRow) -> None:
    """Put what an activity has no field for, such as its indicator, into its text."""
    accounted = {*made.cells, *(each.cell for each in made.left)}
    for cell in row.row.filled:
        if cell not in accounted and any(each.at == cell.at and each.header for each in row.table.columns):
            # A cross is a mark here.
            if is_missing(row.row.text(cell)) and not is_ticked(row.row.text(cell), row.language):
                made.left.append(LeftCell(cell, "says-none"))
            else:
                made.about.append(_labelled(row, cell))
                made.cells.append(cell)


def _cells_under(row: TableRow, role: str) -> list[SourceCell]:
    columns = {each.at for each in row.table.all(role)}
    return [cell for cell in row.row.filled if cell.at in columns]


def _money(made: Acted, row: TableRow) -> list[SourceCell]:
    """Set the amounts of a row, and return their cells; those of two currencies, or without one, stay words."""
    headers = {column.at: column.header for column in row.table.columns}
    texts = [headers.get(at, "") for at in range(max(headers, default=-1) + 1)]
    about, named = _period_of_money(row)
    columns = {each.at: each for each in money_columns(texts, row.language, row.table.unit, about, single=True)
               if each.period}  # fmt: skip
    placed: list[SourceCell] = []
    for cell in row.row.filled:
        column = columns.get(cell.at)
        found = amount(row.row.text(cell), column, row.language, row.table.decimal) if column else None
        if column and column.period and found and (not made.money or found[0] in made.money):
            period = made.money.setdefault(found[0], {}).setdefault(column.period.written, {})
            if column.sort not in period:
                period[column.sort] = found[1]
                placed.append(cell)
                if not column.named:
                    facts = {"period": str(column.period), "column": _header(row, cell)}
                    made.doubts.append(Doubt(named, facts))
    made.cells += placed
    kinds = {each.at: each for each in money_columns(texts, row.language, row.table.unit, every=True)}
    for cell in row.row.filled:
        kind = kinds.get(cell.at)
        if kind and cell not in placed and amount(row.row.text(cell), kind, row.language, row.table.decimal):
            made.doubts.append(Doubt("money-in-words", {"column": _header(row, cell)[:60]}))
    return placed


def _period_of_money(row: TableRow) -> tuple[TimePeriod | None, str]:
    """Return the period of amounts whose header names none, and the code of the doubt about it.

    It is the year of the row, or what the title of the table or the name of its file says.
    """
    own, about = row.time_named.period, row.about.period
    if own and own.frequency is Frequency.YEAR:
        return own, "period-of-row"
    code = row.about.doubt if row.about.doubt == "period-of-file" else "period-of-title"
    return (about if about and about.frequency is not Frequency.DAY else None), code


def _last_status(row: TableRow) -> SourceCell | None:
    """Return the cell of a row's status: of several that are each of a time, the last that is filled."""
    headers = {each.at: each.header for each in row.table.all("status")}
    whens = {at: dated(header, row.language) for at, header in headers.items()}
    # A part of a year without the year: Status T1.
    whens = {at: each if each.period else dated(f"{headers[at]} 2000", row.language) for at, each in whens.items()}
    cells = [cell for cell in row.row.filled if cell.at in headers]
    if len(headers) < 2 or not all(each.period for each in whens.values()):
        return row.cell("status")
    return max(cells, key=lambda cell: _last_day(whens[cell.at]), default=None)


def _last_day(when: Dated) -> date:
    assert when.period
    return when.period.last


def _status(made: Acted, row: TableRow, cell: SourceCell) -> None:
    made.status, alone = said_status(row.row.text(cell), STATUSES, row.language)
    made.cells.append(cell)
    if not alone:
        made.about.append(_labelled(row, cell))
        _, plain = said_status(without_symbols(row.row.text(cell)), STATUSES, row.language)
        asked = (made.status in _ENDED and not plain) or meaning(row.row.text(cell), ("as_planned",), row.language)
        made.doubts += [Doubt("status-words", {"text": row.row.text(cell)[:60]})] if asked else []


def _ticks(made: Acted, row: TableRow) -> None:
    """Set the status from columns to tick, each with a status as its header; two ticks are words in the text."""
    ticked = {}
    for column in row.table.all("ticked"):
        for cell in (each for each in row.row.filled if each.at == column.at):
            if is_true(row.row.text(cell), row.language):
                ticked[cell] = meaning(column.header, STATUSES, row.language)
            else:
                made.left.append(LeftCell(cell, "says-none"))
    if len(ticked) == 1 and not made.status:
        [made.status] = ticked.values()
    else:
        made.about += [_labelled(row, cell) for cell in ticked]
    made.cells += ticked


def _schedule(made: Acted, row: TableRow) -> None:
    """Set the first and the last day by the marks below years or parts of them; marks with gaps are words."""
    found = scheduled(row.table, row.row, row.language)
    made.left += [LeftCell(cell, "says-none") for cell in found.others]
    made.cells += found.marked
    if found.days and not made.days:
        made.days = dict(zip(("start", "due"), found.days, strict=True))
    elif found.marked:
        made.about.append(ended(", ".join(found.headers)))
        made.doubts.append(Doubt("schedule-in-words", {"text": ", ".join(found.headers)[:60]}))


def _percent(made: Acted, row: TableRow, cell: SourceCell, *, parts: bool) -> None:
    """Set how much is done, in per cent; of one where the column has `parts` of that, with a question."""
    number = cell_number(row.row.text(cell), row.language, row.table.decimal)
    if number is None and not row.cell("status"):
        _status(made, row, cell)
        return
    if number is None or number.high or number.limit or not 0 <= Decimal(number.low) <= 100:
        made.left.append(LeftCell(cell, "no-number", {"text": row.row.text(cell)[:60]}))
        return
    made.percent = number.low
    if parts and not number.unit:
        made.percent = f"{(Decimal(number.low) * 100).normalize():f}"
        made.doubts.append(Doubt("part-of-one", {"column": _header(row, cell)}))
    made.cells.append(cell)


def _days(made: Acted, row: TableRow) -> None:
    """Set the first and the last day; invalid dates, and dates in the wrong order, become words in the text."""
    dues = sorted(_cells_under(row, "due"), key=lambda cell: _exactness(row, cell))
    cells = {key: cell for key, cell in (("start", row.cell("start")), ("due", next(iter(dues), None))) if cell}
    made.cells += [*cells.values(), *dues[1:]]
    made.about += [_labelled(row, cell) for cell in dues[1:]]
    if len(cells) == 1 and (span := _span(text := row.row.text(*cells.values()), row.language)):
        made.days |= span
        if any(season_in(part, row.language) for part in _BETWEEN.split(text.strip())):
            made.about.append(_labelled(row, *cells.values()))
            made.doubts.append(Doubt("season-of-months", {"text": text[:40], "month": "–".join(span.values())}))
        return
    days = {key: day_in(row.row.text(cell), row.language, last=key == "due") for key, cell in cells.items()}
    seasons = {key: month for key, cell in cells.items() if not days[key]
               and (month := season_in(row.row.text(cell), row.language, last=key == "due"))}  # fmt: skip
    days |= seasons
    numbers = {key: day for key, cell in cells.items() if not days[key] and (day := _day_of_number(row.row.text(cell)))}
    days |= numbers
    if days.get("start") and days.get("due") and _is_after(days["start"], days["due"]):
        days = {}
        made.doubts.append(Doubt("dates-reversed"))
    for key, cell in cells.items():
        if days.get(key):
            made.days[key] = days[key]
        if key in numbers and days.get(key):
            made.doubts.append(Doubt("day-of-number", {"text": row.row.text(cell)[:40], "day": numbers[key]}))
        if key in seasons:
            made.about.append(_labelled(row, cell))
            made.doubts.append(Doubt("season-of-months", {"text": row.row.text(cell)[:40], "month": seasons[key]}))
        elif not days.get(key):
            made.about.append(_labelled(row, cell))
            if not meaning(row.row.text(cell), ("continuous",), row.language):
                made.doubts.append(Doubt("no-date", {"text": row.row.text(cell)[:40]}))


def _day_of_number(text: str) -> str:
    """Return the day that a spreadsheet's number of a day means, in this century; "" if it is none."""
    if not _NUMBER_OF_DAY.fullmatch(text.strip()):
        return ""
    day = _DAY_ZERO + timedelta(days=int(text.strip()[:5]))
    return day.isoformat() if 2000 <= day.year < 2100 else ""


def _exactness(row: TableRow, cell: SourceCell) -> int:
    """Return the order in which cells for the end of an action are taken: a last day, a span of time, a day, words."""
    text, header = row.row.text(cell), next(each.header for each in row.table.columns if each.at == cell.at)
    day = bool(day_in(text, row.language, last=True))
    latest = meaning(header, ("latest",), row.language)
    return 0 if day and latest else 1 if _span(text, row.language) else 2 if day else 3


def _span(text: str, language: str) -> dict[str, str]:
    """Return the first and the last day in one cell, as in 2024–2026; empty if it does not have two."""
    words = "|".join(map(re.escape, (*words_for("span_until", language), *words_for("year_until", language))))
    parts = _BETWEEN.split(text.strip())
    parts = parts if len(parts) > 1 else re.split(rf"\s+(?:{words})\s+", text.strip(), flags=re.IGNORECASE)
    # A hyphen without spaces is one between parts of a year only before that: feb-okt 2026.
    together = re.fullmatch(r"([^\d-]+\d?)-([^\d-]*\d?\s+\d{4})", text.strip()) if len(parts) == 1 else None
    parts = [together[1], together[2]] if together else parts
    parts = _in_one_year(parts) if len(parts) == 2 else parts
    days = [day_in(part, language, last=number > 0) or season_in(part, language, last=number > 0)
            for number, part in enumerate(parts)]  # fmt: skip
    return dict(zip(("start", "due"), days, strict=True)) if len(days) == 2 and all(days) and days[0] <= days[1] else {}


def _in_one_year(parts: Sequence[str]) -> list[str]:
    """Return two parts of a year with the year and the word that they share: jan–juni 2025, kvartal 1–2 2026."""
    first, last = parts
    year, word = re.search(r"\s+((?:19|20)\d\d)$", last), re.match(r"([^\W\d]+\.?\s+)\d+$", first)
    if year is None or re.search(r"\d{4}|\d[./]\d", first):
        return [first, last]
    shared = word[1] if word and last[: year.start()].isdigit() else ""
    return [f"{first} {year[1]}", f"{shared}{last}"]


def _labelled(row: TableRow, cell: SourceCell) -> str:
    """Return a text behind its header; an amount without a unit of its own has that of the table."""
    header, text = _header(row, cell), row.row.text(cell)
    money = is_total(header, row.language) or any(each.at == cell.at for each in row.table.all("cost"))
    number = cell_number(text, row.language, row.table.decimal) if money and row.table.unit else None
    return _said_behind(header, f"{text} {row.table.unit}" if number and not number.unit else text)


def _header(row: TableRow, cell: SourceCell) -> str:
    return next(column.header for column in row.table.columns if column.at == cell.at)


def ended(text: str) -> str:
    """Return a text with a full stop, unless it ends like a sentence."""
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def sentences(texts: Sequence[str]) -> str:
    """Return texts joined, with full stops between them."""
    return " ".join((*map(ended, texts[:-1]), *texts[-1:]))


def _is_after(start: str, due: str) -> bool:
    length = min(len(start), len(due))
    return start[:length] > due[:length]


def day_in(text: str, language: str, *, last: bool = False) -> str:
    """Return a day, month or year in file format, or "" if a text has none.

    For a part of a year it is the first month, or the last one: the third quarter begins in July and ends in September.
    Words for a deadline may precede it: senast 2027.
    """
    if last:
        starts = (word for word in words_for("latest", language) if text.casefold().startswith(f"{word} "))
        text = text[len(next(starts, "")) :]
        # In some languages they stand behind it: 31.8.2025 mennessä.
        plain = text.lower().rstrip(" .")
        end = next((word for word in words_for("latest", language) if plain.endswith(f" {word}")), "")
        text = text[: len(plain) - len(end)] if end else text
    if match := _DAY.fullmatch(text.strip()):
        year, month, day = (match[own] or match[short] for own, short in (("year", "y"), ("month", "m"), ("day", "d")))
        try:
            known = date(int(year), int(month or 1), int(day or 1)).isoformat()
        except ValueError:
            return ""
        return known[: 10 if day else 7 if month else 4]
    found = dated(text, language)
    filler = {"", "den", "d", "the", *words_for("filler", language)}
    if found.period is None or found.period.split or found.rest.casefold() not in filler:
        return ""
    if found.period.frequency in _EXACT:
        return found.period.name
    if found.period.frequency is Frequency.HALF and season_in(text, language):
        return ""  # half a year that is named by a season or a school term is asked about
    return (found.period.last if last else found.period.first).isoformat()[:7]


def season_in(text: str, language: str, *, last: bool = False) -> str:
    """Return the first or the last month of half a year that a text names by a season or a school term; "" if none.

    The spring ends in June and the autumn in December, as people plan by them.
    """
    match = _seasons(language).fullmatch(text.strip(" ."))
    if match is None:
        return ""
    year = match["year"] if len(match["year"]) > _SHORT else f"20{match['year']}"
    return f"{year}-{('06' if last else '01') if match['spring'] else ('12' if last else '07')}"


@cache
def _seasons(language: str) -> re.Pattern[str]:
    """Return a pattern for a season or a school term with its year, and nothing else but a word for a deadline."""
    spring, autumn, before = (
        "|".join(map(re.escape, sorted({word for role in roles for word in words_for(role, language)}, key=len)[::-1]))
        for roles in (("spring", "spring_term", "spring_bare"), ("autumn", "autumn_term", "autumn_bare"),
                      ("latest", "filler", "before_year"))
    )  # fmt: skip
    return re.compile(
        rf"(?:(?:{before})\s+)*(?:(?P<spring>{spring})|{autumn})\s*[-–]?\s*(?P<year>20\d\d|\d\d)", re.IGNORECASE
    )


def activity_values(found: Iterable[Acted], bodies: Mapping[str, str | list[str]]) -> tuple[ProposedValue, ...]:
    """Return the activities of a plan. What the model has no field for goes into their text."""
    made: list[ProposedValue] = []
    taken: set[str] = set()
    sheets: dict[str, str] = {}
    for each in found:
        sheet = next((cell.line.origin.sheet for cell in each.cells), "")
        if (other := sheets.setdefault(each.name.casefold(), sheet)) != sheet:
            each.doubts.append(Doubt("activity-on-sheet", {"sheet": other[:40]}))
        name = next(one for one in _names(each.title) if one not in taken)
        taken.add(name)
        start, due = each.days.get("start"), each.days.get("due")
        period = {"from": Plain(start), **({"to": Plain(due)} if due else {})} if start else None
        fields = {
            "id": name,
            "title": each.name,
            "status": each.status or "unknown",
            "text": sentences(each.about),
            "responsible": bodies.get(each.responsible),
            "period": period,
            "due": Plain(due) if due and not start else None,
            "complete": Plain(each.percent) if each.percent else None,
            "money": money_field(each.money),
        }
        kept = {key: value for key, value in fields.items() if value}
        lines = tuple(dict.fromkeys((*(cell.line for cell in each.cells), *each.lines)))
        made.append(ProposedValue(kept, lines, tuple(each.doubts), tuple(each.cells)))
    return tuple(made)


def _names(title: str) -> Iterator[str]:
    name = slugify(title, max_length=50, word_boundary=True, save_order=True) or "aktivitet"
    yield name
    yield from (f"{name}-{number}" for number in range(2, 10_000))


def _said_behind(label: str, text: str) -> str:
    """Return a text as a sentence behind its label; a question is answered without a colon."""
    return ended(f"{label} {text}" if label.endswith("?") else f"{label}: {text}")
