"""What titles and names of sheets say of their tables: periods, the name of an only indicator, and of which plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.headers import LOOKED_AT, NUMBERS_SAID, Column, Headed
from publisher.importing.columns.table_words import meaning, table_words
from publisher.importing.form.source import SourceRow
from publisher.model.time_period import Frequency, TimePeriod

# So many headers name parts of a year if any does.
_LEAST: Final = 2
# Roles of comments on a number, which share the number's period.
_SAID: Final = frozenset({"judgement", "trend", "comment", "forecast"})
# Of these, those that are of the last part of a year that a table has; a forecast is of all of it.
_OF_PART: Final = _SAID - {"forecast"}
# A longer cell is no header, although it may name a part of a year.
_HEADER_WORDS: Final = 6
# The most different cells in a row above a table that is about all of it.
_TITLED: Final = 2
_SPAN: Final = re.compile(r"(?<!\d)20\d\d\s*[–-]\s*20\d\d(?!\d)")


def with_targets_ahead(table: Headed, year: int) -> Headed:
    """Return a table in which headers of nothing but a year after `year` are targets: it has no outcome yet."""
    ahead = {
        column.at
        for column in table.columns
        if column.bare and column.role == "outcome" and column.period and column.period.first.year > year
    }
    columns = (replace(each, role="target", continued=True) if each.at in ahead else each for each in table.columns)
    return replace(table, columns=tuple(columns))


def with_year(rows: Sequence[SourceRow], sheet: str, language: str) -> tuple[SourceRow, ...]:
    """Return rows with the year in each header that names only a part of one, if titles name one year only.

    A title may name a part of that year itself: the second third of 2025.
    """
    # A heading within the table may name a year that has nothing to do with its columns.
    above = takewhile(lambda row: len({*row.cells} - {""}) <= _TITLED, rows[:LOOKED_AT])
    titles = [row.text(row.filled[0]) for row in above if row.filled]
    periods = [dated(text, language).period for text in (*titles, sheet)]
    named = [period for period in periods if period and period.frequency is not Frequency.DAY]
    years = {period.year_name for period in named}
    if len(years) != 1:
        return tuple(rows)
    [year] = years
    return (*(_with_year(row, year, language) for row in rows[:LOOKED_AT]), *rows[LOOKED_AT:])


def only_indicator(table: Headed, title: str, sheet: str, file: str, unnamed: str) -> str:
    """Return the name of a table's only indicator, if its rows are periods of that; "" if they have names.

    It is the table's title, or that of its sheet. The name of a `file` is none: `unnamed` stands in for it.
    """
    roles = {column.role for column in table.columns}
    if "period" not in roles or roles & {"indicator", "goal", "action"}:
        return ""
    # Programs number their sheets.
    return title or (sheet if not sheet[-1:].isdigit() and sheet != file else "") or unnamed


def _with_year(row: SourceRow, year: str, language: str) -> SourceRow:
    cells = tuple(f"{cell} {year}" if _is_part(cell, year, language) else cell for cell in row.cells)
    changed = [other for one, other in zip(cells, row.cells, strict=True) if one != other]
    # A single one that says what its numbers are is no name of a row.
    numbers = any(meaning(cell, NUMBERS_SAID, language) for cell in changed)
    return replace(row, cells=cells) if len(changed) >= _LEAST or numbers else row


def names_part(text: str, language: str) -> bool:
    """Return whether a text names a part of a year without the year: T2, augusti."""
    return bool(text) and _is_part(text, "2000", language)


def _is_part(cell: str, year: str, language: str) -> bool:
    if not cell.strip() or cell.strip()[0].isdigit() or len(cell.split()) > _HEADER_WORDS:
        return False
    if dated(cell, language).period:
        return False
    period = dated(f"{cell} {year}", language).period
    return period is not None and period.frequency is not Frequency.YEAR


@dataclass(frozen=True, slots=True)
class TitledSheet:
    """A sheet with a table that is understood: its name, the title above the table, and whether it has actions."""

    name: str
    title: str
    has_actions: bool


def title_above(said: Sequence[str], language: str) -> str:
    """Return the title among the texts above a table, or "".

    The municipality's name is often above it; the first text with a period, and more, is the title.
    """
    said = [text for text in said if not _is_appendix(text, language)] or list(said)
    title = next((text for text in said if _names_period(text, language) or _SPAN.search(text)), "")
    return title or next((text for text in said if not _names_area(text, language)), said[0] if said else "")


def _is_appendix(text: str, language: str) -> bool:
    """Return whether a text only says that what follows is an appendix: Bilaga 3."""
    word, _, number = text.casefold().strip(" .:").partition(" ")
    return word in table_words(language).get("appendix", ()) and len(number) <= 2


def period_about(texts: Sequence[str], language: str) -> Dated:
    """Return the period that the texts about a table name: of the first one's year, the part that another names."""
    found = [each for each in (dated(text, language) for text in texts) if each.period]
    first = next(iter(found), Dated(None, ""))
    within = (each for each in found if each.period and first.period and _is_within(each.period, first.period))
    return next(within, first)


def plans_of_sheets(sheets: Sequence[TitledSheet], plan_words: Sequence[str], language: str) -> list[str]:
    """Return, for each sheet, the name of the plan that it is about; all "" if nothing says that there are several.

    Sheets are of different plans if their tables have titles of their own, or if their names are those of plans. A
    sheet of actions and one of targets, each with a name of its own, are not about the same either; those of areas,
    alike in what they have, are.
    """
    titles = [_subject(each.title, language) for each in sheets]
    names = ["" if is_generic(each.name, language) else each.name for each in sheets]
    plans = [name if any(word in name.casefold() for word in plan_words) else "" for name in names]
    keys = [title or plan for title, plan in zip(titles, plans, strict=True)]
    if len({*keys} - {""}) > 1:
        return keys
    actions = {name for name, each in zip(names, sheets, strict=True) if name and each.has_actions}
    targets = {name for name, each in zip(names, sheets, strict=True) if name and not each.has_actions}
    if len({*titles} - {""}) == 0 and len(actions) == 1 and len(targets) == 1 and len(names) == len({*names}):
        return names
    return ["" for _ in sheets]


def is_generic(name: str, language: str) -> bool:
    """Return whether a sheet's name only says what sort of table it is, or when: Mål, Åtgärder 2025, Blad1."""
    words = table_words(language)
    known = {part for phrases in words.values() for phrase in phrases for part in re.findall(r"[^\W\d_]+", phrase)}
    rest = dated(name, language).rest
    return all(part in known for part in re.findall(r"[^\W\d_]{2,}", rest.casefold()))


def _subject(title: str, language: str) -> str:
    """Return a title without its period, or "" if it only says what sort of table it is."""
    rest = " ".join(dated(title, language).rest.split()).strip(" ,:–-")
    return "" if is_generic(rest, language) else rest


def _is_within(part: TimePeriod, year: TimePeriod) -> bool:
    return year.frequency is Frequency.YEAR and part.frequency not in {Frequency.YEAR, Frequency.DAY} and (
        part.year == year.year
    )  # fmt: skip


def _names_area(text: str, language: str) -> bool:
    """Return whether a text is only the name of a municipality, or of a region."""
    words = text.casefold().split()
    return len(words) <= 3 and any(word in table_words(language).get("area", ()) for word in words)


def _names_period(text: str, language: str) -> bool:
    """Return whether a text names a period longer than a day, and something else."""
    found = dated(text, language)
    rest = found
    while rest.period:
        rest = dated(rest.rest, language)
    return bool(found.period and found.period.frequency is not Frequency.DAY and rest.rest.strip("() "))


def undated(table: Headed, column: Column, about: Dated) -> Dated:
    """Return the period of a column without one in its header; none, if it cannot be inferred.

    `about` is the period that people or the table's title give, with its doubt. A comment belongs to the only period of
    the outcomes, or, if there are several such columns, to the period of the dated column before it; a comment on a
    target, to the only period of the targets. A target beside outcomes for parts of one year is for the year. Otherwise
    only full years count: the last of them, marked as uncertain. What is said in the middle of a year is not said of
    all of it: a title's part of that year is the period then.
    """
    if before := table.before(column):
        return before
    if about.period and not about.doubt:
        return Dated(about.period, "")
    found = _inferred(table, column, about)
    if about.period and _is_before(found, about):
        return Dated(_year_of(about.period) if column.role == "target" else about.period, "", about.doubt)
    within = about.period is not None and _is_part_of_it(about.period, found.period)
    return Dated(about.period, "", about.doubt) if within and column.role != "target" else found


def _year_of(period: TimePeriod) -> TimePeriod:
    return period if period.frequency is Frequency.DAY else TimePeriod.parse(period.year_name)


def _is_before(found: Dated, about: Dated) -> bool:
    """Return whether a period is over before that of the table's title begins: it is there to compare with."""
    return found.period is not None and about.period is not None and found.period.last < about.period.first


def _is_part_of_it(part: TimePeriod, year: TimePeriod | None) -> bool:
    whole = year is None or year.frequency is Frequency.YEAR
    return part.frequency not in {Frequency.YEAR, Frequency.DAY} and whole and (not year or part.year == year.year)


def _are_within_year(periods: Sequence[TimePeriod]) -> bool:
    """Return whether periods in order are parts of one year that is not over after the last of them."""
    parts = all(each.frequency not in {Frequency.YEAR, Frequency.DAY} for each in periods)
    years = {each.year_name for each in periods}
    return parts and len(years) == 1 and periods[-1].last < TimePeriod.parse(years.pop()).last


def _inferred(table: Headed, column: Column, about: Dated) -> Dated:
    """Return the period that the other columns of a table imply for one without any."""
    outcomes = sorted({each.period for each in table.all("outcome") if each.period and each.filled})
    targets = {each.period for each in table.all("target") if each.period}
    if targets and column.role in _OF_PART and len(outcomes) > 1 and _are_within_year(outcomes):
        return Dated(outcomes[-1], "", "period-latest")
    # A comment after several outcomes may be about the last of them, or the target that follows.
    apart = column.role in _SAID and outcomes and targets and not targets & {*outcomes}
    if len(outcomes) == 1:
        return Dated(outcomes[0], "", "period-latest" if apart else "")
    if len(targets) == 1 and (column.role in _SAID or not outcomes):
        # Nobody has said that an outcome or a light is that of the target's whole year.
        own = column.role in {"comment", "forecast"} and not apart
        return Dated(next(iter(targets)), "", "" if own else "period-latest")
    if not outcomes:
        return Dated(about.period, "", about.doubt)
    years = {each.year_name for each in outcomes}
    if all(each.frequency is Frequency.YEAR for each in outcomes):
        return Dated(outcomes[-1], "", "period-latest")
    if column.role == "target" and len(years) == 1:
        return Dated(TimePeriod.parse(years.pop()), "", "period-latest")
    return Dated(None, "")
