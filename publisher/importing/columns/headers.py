"""Headers: which one or two rows of a table are its header, and each column's role, group and period."""
# One meaning, so one file.

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number, decimal_mark, is_missing
from publisher.importing.columns.header_words import Dated, dated, header_words, is_figure, settled
from publisher.importing.columns.known_groups import (
    KnownGroups,
    age_span,
    letters_in,
    names_ages,
    names_sex,
    with_groups_of_headers,
    with_words,
)
from publisher.importing.columns.numbers_together import NumberPart, named_together, numbers_together
from publisher.importing.columns.ratings import is_for_ticks, is_ticked, rates_by_colours, rates_by_letters
from publisher.importing.columns.table_words import (
    area_of,
    ends_as_goal,
    meaning,
    meaning_and_rest,
    names_area,
    names_budget,
    role_behind_owner,
    table_words,
    words_for,
)
from publisher.importing.columns.units import are_bodies, currency_of, is_unit, same_unit
from publisher.importing.form.source import SourceRow
from publisher.importing.prose.steering_words import words_of
from publisher.model.quantity_words import words_of as words_of_quantities
from publisher.model.time_period import Frequency, TimePeriod

# The possible roles of a column, in the order of preference for an ambiguous word.
ROLES: Final = (
    "indicator", "target", "outcome", "judgement", "trend", "forecast", "comment", "period", "unit", "direction",
    "source", "action", "status", "responsible", "start", "due", "percent", "id", "organisation", "theme", "goal",
    "group", "body_kind", "value", "number_kind", "area", "cost", "follow_up", "partners",
    "ticked", "kolada", "deviation", "target_period", "outcome_period",
)  # fmt: skip
# Activities have no field for these, so they go into the text, with the header.
IN_WORDS: Final = ("cost", "follow_up", "partners")
LOOKED_AT: Final = 25
# What the first column of a table beside another says.
_NAMING: Final = ("indicator", "goal", "action", "period", "id")
# The words of a header that is a word for actions and another before it.
_WITH_ADJECTIVE: Final = 2
# A header that is only a unit: (tkr)
_UNIT_ALONE: Final = re.compile(r"\([^()\d]{1,12}\)")
# The number of a goal: 2.1
_OF_GOAL: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_WITH_YEAR: Final = re.compile(r"[^()]*\d[^()]*\((?:19|20)\d\d\)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# The code of a municipality, a county or a country.
_OF_AREA: Final = re.compile(r"\d{3,4}")
_TITLED: Final = re.compile(r"\d{1,2}\.?\s+([A-ZÀ-ÖØ-Þ][^\W\d]{3,}.*)", re.DOTALL)
# The code of an indicator: 1.1.2.PI, KPI-07, N15428. Mått 1 may be all the name that one has.
_CODE: Final = re.compile(r"(?=.{2,12}$)(?!(?:19|20)\d\d$)(?=.*\d)[A-ZÅÄÖÆØ]{0,4}[-.]?\d+(?:[-.]?\w{1,4})*\.?")
# A title with its number: 4 God utbildning.
_NUMBERED: Final = re.compile(r"\d{1,2}\.?\s+[A-ZÀ-ÖØ-Þ]\w")
STATUSES: Final = ("planned", "ongoing", "delayed", "paused", "done", "stopped")
DATED: Final = frozenset(
    {"target", "outcome", "judgement", "trend", "forecast", "comment", "measures", "value", "deviation"}
)
NUMBERS: Final = frozenset({"target", "outcome", "forecast"})
# The id of an indicator in the open database of Swedish municipalities.
KOLADA: Final = re.compile(r"[NU]\d{5}")
# In order of preference for a word with two meanings.
NUMBERS_SAID: Final = ("target", "outcome", "forecast")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its position, its header, its role ("" if unknown), and what it is about.

    `groups` are those of its numbers, by id, `unit` is the unit in the header, and `beyond` are the words that are not
    understood, unless they name an `area`. `bare`: the header only names a year or a group; `continued`: it continues
    the column before it; `letters`: its cells are RAG letters; `filled`: it has any; `accumulated`: its numbers count
    from the beginning of the year; `previous`: they are of the year before that of the others; `guessed`: its role is
    that of its place; `together` are the two numbers that its header says each cell has. The role "beside" is
    that of a count behind a share in a column of its own, and "scheduled" that of marks for when an action goes on.
    """

    at: int
    header: str
    role: str
    dated: Dated = field(default_factory=lambda: Dated(None, ""))
    groups: tuple[str, ...] = ()
    unit: str = ""
    preliminary: bool = False
    beyond: str = ""
    bare: bool = False
    letters: bool = False
    continued: bool = False
    area: str = ""
    filled: bool = True
    accumulated: bool = False
    previous: bool = False
    guessed: bool = False
    together: tuple[NumberPart, ...] = ()

    @property
    def period(self) -> TimePeriod | None:
        """The period in its header."""
        return self.dated.period

    @property
    def place(self) -> tuple[str, TimePeriod | None, tuple[str, ...], bool, str, bool, bool]:
        """What makes two columns clash."""
        undated = self.period is None
        return (self.role, self.period, self.groups, self.dated.outside, self.area, self.previous,
                undated and self.accumulated)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headed:
    """A table with its columns: `begin` is the row after its header, which has `height` rows.

    `decimal` is the decimal mark, if its numbers show it; `periods` are those in its headers and columns of periods.
    `unit` is that of its amounts, if a line at the table says it.
    """

    columns: tuple[Column, ...]
    begin: int
    height: int = 1
    decimal: str = ""
    periods: tuple[TimePeriod, ...] = ()
    unit: str = ""

    def first(self, role: str) -> Column | None:
        """Return the first column with a role and without a period, or None."""
        return next((each for each in self.columns if each.role == role and each.period is None), None)

    def all(self, role: str) -> tuple[Column, ...]:
        """Return every column with a role."""
        return tuple(each for each in self.columns if each.role == role)

    def before(self, column: Column) -> Dated | None:
        """Return the period of the nearest dated column before an undated one, if there are several columns like it."""
        alike = [each for each in self.columns if each.place == column.place]
        if column.period or column.role not in DATED or len(alike) < 2:
            return None
        dates = [each.dated for each in self.columns[: column.at] if each.role in {"target", "outcome"} and each.period]
        return dates[-1] if dates else None

    def other(self, column: Column) -> Column | None:
        """Return the column that this one clashes with, or None.

        Of several, the one whose header is completely understood is preferred, or else the first. Columns of comments,
        measures and deviations never clash.
        """
        if column.role in {"", "comment", "measures", "deviation"}:
            return None
        same = [
            each for each in self.columns if each.place == column.place and self.before(each) == self.before(column)
        ]
        if column.bare and len(same) > 1:
            # Of a year alone that stands twice nobody knows which numbers are those of all.
            return next(each for each in same if each is not column)
        first = min(same, key=lambda each: (bool(each.beyond), each.at))
        return None if first is column else first


def headed(
    rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str], groups: Mapping[str, str]
) -> Headed | None:
    """Return a table with its columns; None if no row looks like a header.

    `mapping` maps headers to roles as specified by people; `groups` maps words to ids.
    """
    best: tuple[tuple[int, int, int, int], tuple[Column, ...]] | None = None
    for at, height, cells in _candidates(rows[:LOOKED_AT], language):
        columns = tuple(column_of(number, cell, language, mapping, groups) for number, cell in enumerate(cells))
        aimed = any(each.role == "target" and each.period for each in columns)
        known = len({each.place for each in columns if each.area or (each.role and each.role not in IN_WORDS)
                     or (aimed and each.period)})  # fmt: skip
        # Two rows are better than the lower one alone if the upper one says what the numbers of the years are.
        score = (known, -sum(column.bare for column in columns), -height, -at)
        if known >= 2 and (best is None or score > best[0]):
            best = score, columns
    if best is None:
        return None
    (_, _, height, at), columns = best
    begin = -at - height
    decimal = decimal_mark(cell for row in rows[begin:] for cell in row.cells)
    periods = tuple(_periods(columns, rows[begin:], language))
    columns = tuple(replace(each, dated=settled(each.dated, periods)) for each in columns)
    decided = _with_names(_decided(columns, rows[begin:], language, mapping), rows[begin:], language, mapping)
    decided = _with_actions(decided, rows[begin:], language, mapping)
    decided = tuple(_with_codes(decided, rows[begin:], language, mapping))
    decided = tuple(
        _with_shares(_with_levels(decided, rows[begin:], language, mapping), rows[begin:], language, mapping)
    )
    return Headed(tuple(_continued(decided, language)), begin, -height, decimal, periods)


def groups_of_headers(rows: Sequence[SourceRow], language: str, groups: KnownGroups) -> KnownGroups:
    """Return the known groups with those that only the header of a table names: Kvinnor 16–24, Män 16–24."""

    def has_meaning(text: str) -> bool:
        return bool(meaning(text, ROLES, language)) or is_unit(text) or names_area(text, language)

    for _, _, cells in _candidates(rows[:LOOKED_AT], language):
        named = any(meaning(cell, ("indicator", "goal", "period", "action"), language) for cell in cells)
        if named:
            groups = with_groups_of_headers(groups, [cell for cell in cells if cell], language, has_meaning)
    return groups


def names_columns(language: str, cells: Sequence[str]) -> bool:
    """Return whether texts beside each other are headers and nothing else: Åtgärd, Ansvarig."""
    found = [meaning_and_rest(cell, ROLES, language) for cell in cells]
    return all(role and not rest for role, rest in found) and len({role for role, _ in found}) == len(cells)


def begins_table(language: str, cells: Sequence[str]) -> bool:
    """Return whether texts beside each other are the header of a table: most of them, two at the least, are headers."""
    texts = [cell for cell in cells if cell]
    roles = {role for role, rest in (meaning_and_rest(text, ROLES, language) for text in texts) if role and not rest}
    return len(roles) > 1 and 2 * len(roles) > len(texts)


def are_numbers(texts: Sequence[str], language: str) -> bool:
    """Return whether at least half the texts of a column that are not empty are numbers, and one at the least is."""
    filled = [text for text in texts if text.strip() and not is_missing(text)]
    numbers = sum(cell_number(text, language) is not None for text in filled)
    return bool(numbers) and numbers * 2 >= len(filled)


def _periods(columns: Sequence[Column], rows: Sequence[SourceRow], language: str) -> Iterator[TimePeriod]:
    """Yield the periods in the headers of a table, and in its columns of periods."""
    yield from (each.period for each in columns if each.period)
    held = [each.at for each in columns if each.role == "period"]
    texts = (row.cells[at] for row in rows for at in held if at < len(row.cells))
    yield from (period for text in texts if (period := dated(text, language).period))


def _candidates(rows: Sequence[SourceRow], language: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the texts of each row, and of two and three rows of which each divides the columns of the one below it."""
    joining = words_of(language).joining
    plain = [with_words(tuple(_on_one_line(cell, joining) for cell in row.cells), language) for row in rows]
    for at, cells in enumerate(plain):
        yield at, 1, _with_names_above(plain[at - 1], cells) if at else cells
        for height in (2, 3):
            lower = plain[at + height - 1] if at + height <= len(plain) else ()
            if not any(lower) or (any(is_figure(cell, language) for cell in lower) and not _are_ages(lower, language)):
                break
            if not (cells := _joined(cells, lower, language)):
                break
            yield at, height, cells


def _with_names_above(upper: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """Return headers with the text above each that is nothing but a unit in brackets: Kostnad, above (tkr)."""
    above = (*upper, *([""] * len(cells)))
    return tuple(f"{name} {cell}" if name and _UNIT_ALONE.fullmatch(cell) else cell
                 for name, cell in zip(above, cells, strict=False))  # fmt: skip


def _are_ages(cells: Sequence[str], language: str) -> bool:
    """Return whether a row is of ages and other words that headers have, and of no names with numbers."""
    others = [cell for cell in cells if cell and age_span(cell, language) is None]
    known = (names_sex(cell, language) or meaning(cell, ROLES, language) or dated(cell, language).period
             for cell in others)  # fmt: skip
    return all(known) and not any(is_figure(cell, language) for cell in others)


def _on_one_line(cell: str, joining: Set[str]) -> str:
    """Return a header on one line; a word divided at the end of one is whole again: Bas-/värde, but not Barn-/och."""

    def whole(match: re.Match[str]) -> str:
        return f"- {match[1]}" if match[1] in joining else match[1]

    return " ".join(re.sub(r"(?<=[^\W\d])[-\u00ad]\s*\n\s*([^\W\d_]+)", whole, cell).split())


def _joined(upper: Sequence[str], lower: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the texts of two header rows combined; empty if the upper one does not divide the lower one.

    In a file format without merged cells, the header of several columns is above the first of them. A text alone above
    the column of names is the table's title.
    """
    first = next(at for at, text in enumerate(lower) if text)
    if [at for at, text in enumerate(upper) if text] == [first] and (
        not first or meaning(lower[first], _NAMING, language)
    ):
        return ()  # a title
    made, above, parts = [], "", 0
    for at, text in enumerate(lower):
        own = upper[at] if at < len(upper) else ""
        said = "" if text.casefold() in table_words(language)["filler"] else text  # "helår" adds nothing to the year
        parts += bool(text and above and own in {"", above}) + (said != text)
        above = own or (above if text and _parts_columns(above, language) else "")
        alone = not above or said == above or (meaning(said, ROLES, language) and not _parts_columns(above, language))
        made.append(said if alone else f"{above} {said}".strip())
    return tuple(made) if parts else ()


def _parts_columns(header: str, language: str) -> bool:
    """Return whether a header can span several columns: a period, an area, a sex, ages, or the role of numbers."""
    named = bool(dated(header, language).period) or names_area(header, language) or names_sex(header, language)
    named = named or age_span(header, language) is not None
    return named or meaning(header, ROLES, language) in DATED


def column_of(at: int, header: str, language: str, mapping: Mapping[str, str], groups: Mapping[str, str]) -> Column:
    """Return a column by its header alone; `mapping` and `groups` are those of `headed`."""
    plain, pair = letters_in(header, groups, language)
    words = header_words(plain, language, groups)
    words = replace(words, groups=pair) if pair else words
    role, beyond = meaning_and_rest(words.rest, ROLES, language)
    if beyond and _names_indicators(words.rest, language):
        role, beyond = "indicator", ""
    if role in {"", "area"} and (owned := role_behind_owner(words.rest, language)):
        role, beyond = owned, ""
    elif not role:
        beyond, said = area_of(words.rest, language)
        role = "outcome" if beyond and meaning(said, ROLES, language) == "outcome" else ""
        if not beyond and words.dated.period and ends_as_goal(words.rest, language):  # Resultatmål 2026
            role, beyond = "target", ""
    bare, together = False, named_together(plain, language)
    if header in mapping:
        role, beyond = mapping[header], ""
    elif together:
        role, beyond = together[0].role, ""
    elif not (role or words.rest.strip()) and (
        words.dated.period or words.groups or words.dated.outside or words.accumulated or words.everybody
    ):
        # Below a year or a group alone are outcomes, and below the total beside groups.
        role, bare = "outcome", True
    aimed = role in {"goal", "target_period"} or (role == "indicator" and _is_target(words.rest, language))
    if aimed and words.dated.period:  # Målår 2030
        role = "target"
    if role in NUMBERS and header not in mapping and names_ages(beyond, language, beside_group=bool(words.groups)):
        # Of which ages its numbers are nobody has declared; they are not those of all.
        role, beyond = "", ""
    if role == "due" and same_unit(words.unit) == "%":
        # A share completed, in per cent, not a date.
        role = "percent"
    area = beyond if role == "outcome" else words.rest if not role or (role == "area" and beyond) else ""
    if names_area(area, language) and header not in mapping:
        area = words.rest[-len(area) :]  # as it is written
        area = area[:1].upper() + area[1:]
        return Column(at, header, "", words.dated, words.groups, words.unit, words.preliminary, area=area)
    if role not in DATED:
        return Column(at, header, role, words.dated if role in {"", "status"} else Dated(None, ""))
    left = [word for word in beyond.strip("()").split() if word.strip(".,:()") not in table_words(language)["filler"]]
    return Column(at, header, role, words.dated, words.groups, words.unit, words.preliminary, " ".join(left), bare,
                  accumulated=words.accumulated, previous=words.previous, together=together)  # fmt: skip


def _names_indicators(header: str, language: str) -> bool:
    """Return whether a header names several levels, of which indicators are one: Styrkort / Mål / Indikator."""
    roles = {meaning(part, ROLES, language) for part in header.split("/")}
    return "/" in header and "indicator" in roles and "" not in roles and "action" not in roles


def _is_target(header: str, language: str) -> bool:
    """Return whether a header may be of targets: Måltal is that before a year, and an indicator without one."""
    return bool(meaning(header, ("target",), language))


def _continued(columns: Sequence[Column], language: str) -> Iterator[Column]:
    """Yield the columns; one with a year alone continues the role of the one before it.

    After a target come those of the following years, after the initial value the target, unless a column is called
    that. A part of a year has an
    outcome if other columns are called targets and outcomes.
    """
    before: Column | None = None
    named = {each.role for each in columns if each.period and not each.bare} >= {"target", "outcome"}
    aimed = any(each.role == "target" and each.period and not each.bare for each in columns)
    for column in columns:
        if column.bare and before and before.period and column.period and column.period > before.period:
            ends = named and column.period.frequency is not Frequency.YEAR
            begins = not aimed and bool(meaning(before.dated.rest, ("baseline",), language))
            wanted = (before.role == "target" and not ends) or begins
            column = replace(column, role="target" if wanted else column.role, continued=True)
        before = column if column.role in NUMBERS else before
        yield column


def _decided(
    columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return the columns, with ambiguous headers resolved by their cells."""
    columns = tuple(_with_measures(_with_questions(columns, mapping, language), rows, mapping, language))
    roles = {each.role for each in columns}
    comma = decimal_mark(cell for row in rows for cell in row.cells if not _OF_GOAL.fullmatch(cell)) == ","
    made = []
    for column in columns:
        texts = [row.cells[column.at] for row in rows if column.at < len(row.cells) and row.cells[column.at]]
        # If people have specified that a column has no role, its cells do not change that.
        guessed = column.guessed
        among = any(each.role == "target" and each.period and each.at > column.at for each in columns)
        said = _role(column, texts, roles, language, numbered=(among and not column.dated.outside) or comma)
        total = column.bare and not (column.period or column.groups or column.dated.outside or column.accumulated)
        if total and not any(each.groups for each in columns):
            said = ""
        if not said and {"target", "outcome", "value"} & roles and _are_directions(texts, language):
            said = "direction"
        if said == "organisation" and "action" in roles and "responsible" not in roles:
            said = "responsible"
        if said == "period" and column.header not in mapping and _names_rows(column, columns, texts, language):
            said, guessed = "indicator", True
        if said in {"outcome", "value", ""} and column.header not in mapping and _are_years_of(column, texts, language):
            said = "outcome_period"
        role = "" if mapping.get(column.header) == "" else said
        letters = role == "judgement" and rates_by_letters(column.header, texts, language)
        filled = any(not is_missing(text) for text in texts)
        beyond = column.dated.rest if role == "outcome" and not column.role else column.beyond
        made.append(replace(column, role=role, letters=letters, filled=filled, beyond=beyond, guessed=guessed))
    return tuple(_with_schedule(made, rows, language))


def _are_years_of(column: Column, texts: Sequence[str], language: str) -> bool:
    """Return whether a column has the years of the numbers beside it, as its header says: Basår, Mätår."""
    plain = column.header.casefold().strip(" :.")
    named = plain.endswith(words_of_quantities("year")) and not plain.startswith(words_for("birth_year", language))
    return bool(texts) and named and not column.period and all(_YEAR.fullmatch(text.strip()) for text in texts)


def _names_rows(column: Column, columns: Sequence[Column], texts: Sequence[str], language: str) -> bool:
    """Return whether a column below the word for years has the names of rows: the other headers are the years."""
    years = [each for each in columns if each.bare and each.period]
    named = any(each.role in {"indicator", "goal", "action"} for each in columns)
    return bool(years and texts) and not named and not any(dated(text, language).period for text in texts)


def _with_questions(columns: Sequence[Column], mapping: Mapping[str, str], language: str) -> Iterator[Column]:
    """Yield the columns; the one that asks what, beside those that ask who or when, is that of actions.

    So is one whose header is a word for actions with another before it, where nothing is measured: Key actions. Where
    neither is there, how something is done is the action, and what is to be reached is its goal: Vad vill vi nå? Hur?
    """
    roles = {each.role for each in columns}
    asked = "action" not in roles and bool({"responsible", "due", "start"} & roles)
    free = [each for each in columns if asked and each.header not in mapping]
    plain = {each.at: each.header.casefold().strip(" ?:.").split() for each in free}
    measured = bool({"indicator", "target", "outcome"} & roles)
    named = {each.at for each in free if not each.role and not measured and len(plain[each.at]) == _WITH_ADJECTIVE
             and plain[each.at][1] in words_for("action", language)}  # fmt: skip
    what, how = (
        {each.at for each in free if not each.role and {*plain[each.at][:1]} & {*words_for(word, language)}}
        for word in ("what", "how")
    )
    alone = {each.at for each in free if " ".join(plain[each.at]) in words_for("what", language)}
    at = min(alone | named, default=min(how, default=min(what, default=None)))
    for each in columns:
        if each.at == at:
            yield replace(each, role="action")
        else:
            yield replace(each, role="goal") if at in how and each.at in what else each


def _with_measures(
    columns: Iterator[Column], rows: Sequence[SourceRow], mapping: Mapping[str, str], language: str
) -> Iterator[Column]:
    """Yield the columns; actions behind the outcomes of indicators are what is done about them: Åtgärder framåt."""
    every = [*columns]
    named = [each.at for each in every if each.role == "indicator" and _fills(each, rows)]
    known = [each.at for each in every if each.role == "outcome" and _fills(each, rows)]
    for each in every:
        behind = named and known and each.at > max(named[0], known[0]) and each.header not in mapping
        says = each.role == "action" or (not each.role and meaning(each.header, ("measures",), language))
        yield replace(each, role="measures", beyond="") if behind and says else each


def _fills(column: Column, rows: Sequence[SourceRow]) -> bool:
    return any(row.cells[column.at].strip() for row in rows if column.at < len(row.cells))


def _with_schedule(columns: Sequence[Column], rows: Sequence[SourceRow], language: str) -> Iterator[Column]:
    """Yield the columns of a table of actions; those below a period alone with nothing but marks are its schedule."""
    texts = {each.at: [row.cells[each.at] for row in rows if each.at < len(row.cells)] for each in columns}
    bare = {
        each.at for each in columns
        if each.bare and each.period and (is_for_ticks(texts[each.at], language) or not any(texts[each.at]))
    }  # fmt: skip
    marked = any(is_ticked(text, language) for at in bare for text in texts[at])
    for each in columns:
        is_scheduled = marked and each.at in bare and any(one.role == "action" for one in columns)
        yield replace(each, role="scheduled") if is_scheduled else each


def _with_levels(
    columns: Sequence[Column], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> Sequence[Column]:
    """Return the columns with the levels of goals in words, the lowest last; those above it are areas.

    Goals in words may have a year in their header, as targets have: KF:s mål 2024. Where nothing is measured or done,
    the last column of areas or of a year's goals is what is followed up itself. What stands in words before the
    indicators, under a header that nobody knows, is an area too, which is asked about.
    """
    named = next((each.at for each in columns if each.role == "indicator"), 0)
    columns = [
        replace(each, role="goal" if ends_as_goal(each.header, language) else "theme",
                guessed=not ends_as_goal(each.header, language))
        if each.at < named and not each.role and each.header and each.header not in mapping
        and each.filled and _is_words(each, rows, language)
        else each
        for each in columns
    ]  # fmt: skip
    numbers = [each for each in columns if each.role == "target" and not _is_words(each, rows, language)]
    goals = [
        each
        for each in columns
        if each.role == "goal"
        or (
            numbers
            and each.role == "target"
            and each not in numbers
            and (
                not meaning(each.dated.rest, ("target",), language)
                or words_of(language).of_whom.search(each.dated.rest)
            )
        )
    ]
    if not goals and not {"indicator", "action", "period", "organisation"} & {each.role for each in columns}:
        followed_up = {"judgement", "outcome", "target"} & {each.role for each in columns}
        worded = [each for each in columns if each.role in {"theme", "target"} and _is_words(each, rows, language)]
        goals = worded[-1:] if followed_up - {each.role for each in worded if each.role == "target"} else []
    above = [each.at for each in goals[:-1]]
    lowest = [each.at for each in goals[-1:]]
    return [
        replace(each, role="theme" if each.at in above else "goal", dated=Dated(None, ""), bare=False)
        if each.at in (*above, *lowest)
        else each
        for each in columns
    ]


def _is_words(column: Column, rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether most cells of a column are words and no numbers."""
    texts = [row.cells[column.at] for row in rows if column.at < len(row.cells) and row.cells[column.at]]
    worded = (cell_number(text, language) is None or _NUMBERED.match(text) is not None for text in texts)
    return sum(worded) * 2 > len(texts)


def _with_shares(
    columns: Sequence[Column], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> Iterator[Column]:
    """Yield the columns; a count, or the number that it is a part of, is one beside the share of the same period.

    The numbers of a share are in per cent, unless none is more than one.
    """
    sorts = ("of_whole", "of_count", "of_share")
    names = [meaning(dated(each.header, language).rest, sorts, language) for each in columns]
    pairs = list(zip(columns, names, strict=True))
    shares = {each.period for each, name in pairs if each.role == "outcome" and not each.groups
              and (name == "of_share" or same_unit(each.unit) == "%")}  # fmt: skip
    sort_of = {each.at: "of_share" if same_unit(each.unit) == "%" else name for each, name in pairs}
    measured = {(each.period, sort_of[each.at]) for each in columns if each.role == "outcome" and not each.groups}
    for column, name in pairs:
        if column.groups and _is_of_another(column, sort_of[column.at], measured) and column.header not in mapping:
            yield replace(column, role="", groups=())  # Andel kvinnor, beside Antal
            continue
        counted = name in {"of_whole", "of_count"} and column.role in {"", "outcome"} and column.header not in mapping
        if counted and not column.unit and column.period in shares:
            yield replace(column, role="beside")
        elif (
            name == "of_share" and column.role == "outcome" and not column.unit and _is_over_one(column, rows, language)
        ):
            yield replace(column, unit="%")
        else:
            yield column


def _is_of_another(column: Column, sort: str, measured: Set[tuple[TimePeriod | None, str]]) -> bool:
    """Return whether the numbers of groups are shares and that of all a count, or the reverse: they divide no whole."""
    whole = {each for period, each in measured if period == column.period} & {"of_share", "of_count"}
    return column.role == "outcome" and sort in {"of_share", "of_count"} and bool(whole) and sort not in whole


def _is_over_one(column: Column, rows: Sequence[SourceRow], language: str) -> bool:
    texts = (row.cells[column.at] for row in rows if column.at < len(row.cells))
    return any(Decimal(number.low) > 1 for text in texts if (number := cell_number(text, language)))


def _has_units(column: Column, rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether the numbers of a column are measured in different units."""
    texts = (row.cells[column.at] for row in rows if column.at < len(row.cells))
    return len({number.unit for text in texts if (number := cell_number(text, language))}) > 1


def _with_names(
    columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return the columns, the first as that of indicators if it says in words what the numbers beside it are.

    Nothing else names them, and targets or judgements have to be beside it, or most of them say their units: amounts
    alone are a budget's. A header that is not understood is asked about.
    """
    roles, first = {each.role for each in columns}, columns[0] if columns else None
    if first is None or first.role or first.area or first.header in mapping or "outcome" not in roles:
        return columns
    if roles & {"indicator", "goal", "action", "organisation", "theme"}:
        return columns
    # Beside a period, words may be the parts of one number; an index, a share and a sum are none.
    if "period" in roles and not any(_has_units(each, rows, language) for each in columns if each.role in NUMBERS_SAID):
        return columns
    texts = [row.cells[0].strip() for row in rows if row.cells and row.cells[0].strip()]
    if not texts or any(is_figure(text, language) for text in texts):
        return columns
    # Years alone are those of statistics if names say what is counted, Skuldsättning (%), and none is of a budget.
    counted = not first.header and _are_counted(texts, language)
    if not (
        {"target", "judgement"} & roles or (counted and sum(each.bare and bool(each.period) for each in columns) > 1)
    ):
        return columns
    is_goal = ends_as_goal(first.header, language)
    role = "goal" if is_goal else "indicator"
    return (replace(first, role=role, guessed=bool(first.header) and not is_goal), *columns[1:])


def _with_actions(
    columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return the columns, the first of words as that of actions where those beside it say who does them, and when.

    Nothing else names the rows: Sträcka, Ansvarig, Byggstart, Klart. It is asked about.
    """
    roles = {each.role for each in columns}
    names = {"indicator", "goal", "action", "organisation", "theme", "outcome", "target", "value"}
    if roles & names or "responsible" not in roles or not roles & {"start", "due"}:
        return columns
    known = min(each.at for each in columns if each.role in {"responsible", "start", "due"})
    first = next((each for each in columns if each.at < known and not (each.role or each.area) and each.header
                  and each.header not in mapping and _are_names(each, rows, language)), None)  # fmt: skip
    return tuple(replace(each, role="action", guessed=True) if each is first else each for each in columns)


def _are_names(column: Column, rows: Sequence[SourceRow], language: str) -> bool:
    """Return whether all cells of a column are words, each another one."""
    texts = [row.cells[column.at].strip() for row in rows if any(row.cells) and column.at < len(row.cells)]
    return bool(texts) and all(texts) and len({*texts}) == len(texts) and _is_words(column, rows, language)


def _are_counted(names: Sequence[str], language: str) -> bool:
    """Return whether names of rows say what is counted, not only money: most have units, or none is an amount."""
    units = [unit for name in names if (unit := header_words(name, language, {}).unit)]
    counted = [unit for unit in units if not currency_of(unit, language)]
    amounts = len(counted) < len(units) or any(names_budget(name, language) for name in names)
    return bool(counted) and (2 * len(units) > len(names) or not amounts)


def _with_codes(
    columns: tuple[Column, ...], rows: Sequence[SourceRow], language: str, mapping: Mapping[str, str]
) -> Iterator[Column]:
    """Yield the columns; where those of indicators are codes alone, 1.1.2.PI, the words beside them are their names."""
    texts = {each.at: [row.cells[each.at].strip() for row in rows if row.cells[each.at : each.at + 1]]
             for each in columns}  # fmt: skip
    free = [each for each in columns if each.header not in mapping]
    coded = next((each for each in free if each.role == "indicator" and _are_codes(texts[each.at])), None)
    roles = {"", "comment", "indicator"}
    after = [each for each in free if coded and each.at > coded.at and each.role in roles and not each.area]
    named = next((each.at for each in after if all(texts[each.at]) and _is_words(each, rows, language)), None)
    for each in columns:
        if coded and named is not None and each.at in {coded.at, named}:
            code = "kolada" if all(map(KOLADA.fullmatch, filter(None, texts[each.at]))) else "id"
            yield replace(each, role=code if each is coded else "indicator", dated=Dated(None, ""), beyond="")
        else:
            yield each


def _are_titles(texts: Sequence[str]) -> bool:
    """Return whether the texts are titles with their numbers, 1 Ingen fattigdom, and no numbers with their units."""
    found = [match[1] for text in texts if (match := _TITLED.fullmatch(text.strip()))]
    alike = len(texts) > 1 and len({*found}) == 1
    return bool(found) and 2 * len(found) > len(texts) and not alike and not any(map(is_unit, found))


def _are_codes(texts: Sequence[str]) -> bool:
    """Return whether the texts that are not empty are codes, one at the least."""
    filled = [text for text in texts if text]
    return bool(filled) and all(map(_CODE.fullmatch, filled))


def _role(column: Column, texts: Sequence[str], roles: Set[str], language: str, *, numbered: bool) -> str:
    """Return the role of a column by its texts; `roles` are those of all columns of its table, by header.

    `numbered` says that what looks like numbers of goals, 2.1, is that: columns after it have targets with their
    periods, or the table's decimal mark is another.
    """
    if "action" in roles and is_for_ticks(texts, language) and meaning(column.header, STATUSES, language):
        return "ticked"
    role, figures = column.role, bool({"target", "outcome", "value"} & roles) and "action" not in roles
    if column.together and _hold(texts, column, language):
        return role
    if role in {"", "id", "kolada"} and texts and all(KOLADA.fullmatch(text.strip()) for text in texts):
        return "kolada"
    if role in {"unit", ""} and "organisation" not in roles and are_bodies(texts, language, every=not role):
        return "organisation" if role or figures else ""
    numbers = sum(cell_number(text, language) is not None for text in texts)
    if role == "target" and column.period is None and texts and all(map(_WITH_YEAR.fullmatch, texts)):
        return "target"  # each with its year behind it: 8 (2030)
    if role in {"target", "goal"} and column.period is None:
        if numbered and meaning(column.header, ("goal",), language) and all(map(_OF_GOAL.fullmatch, texts)):
            return "goal"
        titled = _are_titles(texts)
        return "target" if texts and numbers * 2 >= len(texts) and not titled else "goal"
    if role == "status" and column.period and figures:
        # Before a year it may be a comment on a number, or that number.
        return "outcome" if 2 * numbers > len(texts) else "judgement"
    if role == "outcome" and column.bare and rates_by_colours(texts, language):
        return "judgement"  # below a year alone
    if role == "trend" and are_numbers(texts, language):
        return ""  # how much something has changed is no direction
    if not role and column.header and "action" in roles:
        return "follow_up"  # what an activity has no field for is in its text, below its header
    dated_alone = not role and column.period and not column.area and "target" in roles
    if dated_alone and not {"outcome", "value", "action"} & roles and are_numbers(texts, language):
        return "outcome"  # below what is measured and a year, beside a target for another: Utsläpp 2018
    if role in {"", "status"} and figures and "judgement" not in roles:
        # Without activities it is a comment on a number.
        rates = role or rates_by_colours(texts, language) or rates_by_letters(column.header, texts, language)
        return "judgement" if rates else ""
    if role == "area" and any(cell_number(text, language) for text in texts):
        coded = meaning(column.header, ("area_code",), language) and all(map(_OF_AREA.fullmatch, texts))
        return role if coded else ""
    if role == "due" and texts and all(cell_number(text, language) and text.rstrip().endswith("%") for text in texts):
        return "percent"
    if role == "percent" and texts and not any(cell_number(text, language) for text in texts):
        return "comment"
    if role == "body_kind" and figures and any(meaning(text, NUMBERS_SAID, language) for text in texts):
        return "number_kind"
    return "outcome" if role == "value" else role


def _are_directions(texts: Sequence[str], language: str) -> bool:
    """Return whether all cells say which way is better: Higher is better. A word alone, up, may say how it went."""
    known = {word for way in ("higher", "lower") for word in words_for(way, language) if " " in word}
    return bool(texts) and known.issuperset(" ".join(text.casefold().strip(" .").split()) for text in texts)


def _hold(texts: Sequence[str], column: Column, language: str) -> bool:
    """Return whether half the cells of a column, at the least, have the numbers that its header says."""
    held = [bool(numbers_together(text, column.together, column.role, language, "")) for text in texts]
    return bool(texts) and 2 * sum(held) >= len(texts)
