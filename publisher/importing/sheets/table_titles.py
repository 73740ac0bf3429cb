"""What titles and names of sheets say of their tables: periods, the name of an only indicator, and of which plan."""
# One meaning, so one file.

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.headers import LOOKED_AT, NUMBERS_SAID, Headed, headed
from publisher.importing.columns.table_notes import unit_said
from publisher.importing.columns.table_words import meaning, table_words, words_for
from publisher.importing.form.source import SourceBlock, SourceRow
from publisher.importing.prose.steering_words import adoption_words, words_of
from publisher.model.time_period import Frequency, TimePeriod

# So many headers name parts of a year if any does.
_LEAST: Final = 2
# A longer cell is no header, although it may name a part of a year.
_HEADER_WORDS: Final = 6
_TITLED: Final = 2  # different cells, at the most, in a row above a table that is about all of it
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


def with_year(
    rows: Sequence[SourceRow], sheet: str, document: str, language: str, given: TimePeriod | None = None
) -> tuple[SourceRow, ...]:
    """Return rows with the year in each header that names only a part of one, if titles name one year only.

    A year that people have `given` is that year.
    The title of the `document` counts where neither those in the table nor the name of its sheet have a year. A title
    may name a part of that year itself: the second third of 2025. A header below a year has that one already.
    """
    # A heading within the table may name a year that has nothing to do with its columns.
    above = takewhile(lambda row: len({*row.cells} - {""}) <= _TITLED, rows[:LOOKED_AT])
    titles = [row.text(row.filled[0]) for row in above if row.filled]
    years = _years((*titles, sheet), language) or _years((document,), language)
    if given:
        years = {given.year_name} if given.frequency is Frequency.YEAR else set()
    if len(years) != 1:
        return tuple(rows)
    [year] = years
    head = rows[:LOOKED_AT]
    dates = [{at for at, cell in enumerate(row.cells) if _is_time(cell, language)} for row in head]
    return (
        *(_with_year(row, year, language, dates[at - 1] if at else set()) for at, row in enumerate(head)),
        *rows[LOOKED_AT:],
    )


def with_year_beside(rows: Sequence[SourceRow], language: str, latest: int) -> tuple[tuple[SourceRow, ...], Set[int]]:
    """Return rows with the only year of a header row in its headers that name a part of one, and where these stand.

    Mål 2024, Tertial 1, Tertial 2: that the parts are of that year, nobody has said; of one after `latest` none are.
    Of several years, it is the only one of targets, if the others are before it.
    """
    head = rows[:LOOKED_AT]
    for at, row in enumerate(head):
        years = _years_named(row, language)
        below = {place for place, cell in enumerate(head[at - 1].cells if at else ()) if _is_time(cell, language)}
        parts = sum(_is_part(cell, "2000", language) for cell in row.cells)
        if len(years) == 1 and max(years.values()) <= latest and parts >= _LEAST:
            [year] = years
            made = _with_year(row, year, language, below)
            changed = [place for place, cell in enumerate(made.cells) if cell != row.cells[place]]
            return (*rows[:at], made, *rows[at + 1 :]), {*changed}
    return tuple(rows), frozenset()


def _years_named(row: SourceRow, language: str) -> dict[str, int]:
    """Return the years in the headers of a row, by their names; of those before the only year of targets, that."""
    dates = [dated(cell, language) for cell in row.cells]
    years = [each for each in dates if each.period and each.period.frequency is Frequency.YEAR]
    named = {each.period.year_name: each.period.year for each in years if each.period}
    wanted = {each.period.year_name: each.period.year for each in years
              if each.period and meaning(each.rest, NUMBERS_SAID, language) == "target"}  # fmt: skip
    return wanted if len(wanted) == 1 and max(named.values()) == max(wanted.values()) else named


def _is_whole(text: str, language: str) -> bool:
    """Return whether a header without a period is about a whole year: Utfall helår."""
    return not dated(text, language).period and any(
        word in text.casefold() for word in words_for("whole_year", language)
    )


def _years(texts: Iterable[str], language: str) -> set[str]:
    periods = (_beside_span(text, language).period for text in texts)
    return {period.year_name for period in periods if period and period.frequency is not Frequency.DAY}


def _is_time(text: str, language: str) -> bool:
    """Return whether a text is a period and nothing else."""
    found = dated(text, language)
    return found.period is not None and not found.rest


def only_indicator(table: Headed, title: str, sheet: str, file: str, unnamed: str) -> str:
    """Return the name of a table's only indicator, if its rows are periods or groups of that; "" if they have names.

    It is the table's title, or that of its sheet, or the header of its only numbers: Antal elever. The name of a `file`
    is none: `unnamed` stands in for it.
    """
    roles = {column.role for column in table.columns}
    if not roles & {"period", "group", "area"} or roles & {"indicator", "goal", "action"}:
        return ""
    # Programs number their sheets.
    of_sheet = sheet if not sheet[-1:].isdigit() and sheet != file else ""
    numbers = [column for column in table.columns if column.role in {"outcome", "value"}]
    header = numbers[0].dated.rest or numbers[0].header if len(numbers) == 1 and numbers[0].beyond else ""
    return title or of_sheet or header or unnamed


def _with_year(row: SourceRow, year: str, language: str, below: Set[int]) -> SourceRow:
    parts = {at for at, cell in enumerate(row.cells) if at not in below and _is_part(cell, year, language)}
    whole = {at for at, cell in enumerate(row.cells) if len(parts) >= _LEAST and _is_whole(cell, language)}
    filler = words_for("filler", language)  # Helår, beside Tertial 1
    cells = tuple(
        year if at in whole and cell.strip().casefold() in filler else f"{cell} {year}" if at in parts | whole else cell
        for at, cell in enumerate(row.cells)
    )
    changed = [pair for pair in zip(cells, row.cells, strict=True) if pair[0] != pair[1]]
    # A single one that says what its numbers are is no name of a row.
    numbers = any(
        meaning(text, NUMBERS_SAID, language) for one, cell in changed for text in (cell, dated(one, language).rest)
    )
    turns = _turns([cells[at] for at in sorted(parts)], language)
    return replace(row, cells=cells) if (len(changed) >= _LEAST or numbers) and not turns else row


def _turns(headers: Sequence[str], language: str) -> bool:
    """Return whether parts of a year begin anew among headers with the same words: Oct–Dec, Jan–Mar of the next."""
    alike: dict[str, list[TimePeriod]] = {}
    for header in headers:
        if (found := dated(header, language)).period:
            alike.setdefault(found.rest.casefold(), []).append(found.period)
    orders = ([each.first for each in every] for every in alike.values())
    return any(order not in (sorted(order), sorted(order, reverse=True)) for order in orders)


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
    said = [text for text in said if not unit_said(text, language)]
    said = [text for text in said if not (_is_appendix(text, language) or _is_of_decision(text, language))] or list(
        said
    )
    title = next((text for text in said if _names_period(text, language) or _SPAN.search(text)), "")
    return title or next((text for text in said if not _names_area(text, language)), said[0] if said else "")


def title_of(blocks: Sequence[SourceBlock], language: str, mapping: Mapping[str, str]) -> str:
    """Return the title above the first table that has one, or ""; `mapping` are the roles that people gave headers."""
    for block in blocks:
        table = headed(block.rows, language, mapping, {}) if block.rows else None
        above = block.rows[: table.begin - table.height] if table else ()
        if title := title_above([row.text(row.filled[0]) for row in above if row.filled], language):
            return title
    return ""


def _is_of_decision(text: str, language: str) -> bool:
    """Return whether a text says who adopted something, or begins with its number in a register: Dnr: KS 2024/123."""
    words = adoption_words(language)
    return bool(words.begins.match(text) or words.register.match(text))


def _is_appendix(text: str, language: str) -> bool:
    """Return whether a text only says that what follows is an appendix: Bilaga 3."""
    word, _, number = text.casefold().strip(" .:").partition(" ")
    return word in table_words(language).get("appendix", ()) and len(number) <= 2


def period_about(texts: Sequence[str], language: str) -> Dated:
    """Return the period that the texts about a table name: of the first one's year, the part that another names."""
    every = [_beside_span(text, language) for text in texts]
    if spans := [each for each in every if each.period and each.period.frequency is Frequency.MONTHS]:
        return spans[0]  # January to August
    found = [each for each in every if each.period]
    first = next(iter(found), Dated(None, ""))
    within = (each for each in found if each.period and first.period and _is_within(each.period, first.period))
    return next(within, first)


def _beside_span(text: str, language: str) -> Dated:
    """Return the period that a text names, other than the years of a plan: Uppföljning 2025 av planen 2025–2028."""
    found = dated(text, language)
    other = dated(_SPAN.sub(" ", text), language) if found.outside else Dated(None, "")
    return other if other.period else found


def plans_of_sheets(sheets: Sequence[TitledSheet], language: str) -> list[str]:
    """Return, for each sheet, the name of the plan that it is about; all "" if nothing says that there are several.

    Sheets are of different plans if their tables have titles of their own, or if their names are those of plans. A
    sheet of actions and one of targets, each with a name of its own, are not about the same either; those of areas,
    alike in what they have, are.
    """
    titles = [subject_of(each.title, language) for each in sheets]
    names = ["" if is_generic(each.name, language) else each.name for each in sheets]
    plans = [name if words_of(language).names_plan(name) else "" for name in names]
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


def subject_of(title: str, language: str) -> str:
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
