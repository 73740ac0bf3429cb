"""Periods of columns that name none: by the other columns of their table, and by its title."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import timedelta
from typing import Final

from publisher.importing.columns.header_words import Dated
from publisher.importing.columns.headers import Column, Headed
from publisher.importing.columns.table_words import meaning, words_for
from publisher.model.time_period import Frequency, TimePeriod

# Roles of comments on a number, which share the number's period.
_SAID: Final = frozenset({"judgement", "trend", "comment", "measures", "forecast", "deviation"})
# Of these, those that are of the last part of a year that a table has; a forecast is of all of it.
_OF_PART: Final = _SAID - {"forecast"}
# Those in words, which say how it went and judge no target.
_REMARKS: Final = frozenset({"comment", "measures"})
# The fewest outcomes of which one is the last.
_LEAST: Final = 2


def undated(table: Headed, column: Column, about: Dated, language: str) -> Dated:
    """Return the period of a column without one in its header; none, if it cannot be inferred.

    `about` is the period that people or the table's title give, with its doubt. A comment belongs to the only period
    of the outcomes, or, if there are several such columns, to the period of the dated column before it; a comment on
    a target, to the only period of the targets; behind the last outcome, which a target of a later year stands
    before, to that outcome, also where the title names the year of the target. A target beside outcomes for parts of
    years is for the year of the last. Otherwise only full years count: the last of them, marked as uncertain. What is
    said in the middle of a year is not said of all of it: a title's part of that year is the period then, or its day
    at the end of a month.
    """
    if before := table.before(column):
        return before
    if about.period and not about.doubt:
        return Dated(about.period, "")
    span = about.period if about.period and about.period.frequency is Frequency.MONTHS else None
    if span and not any(each.period for each in table.all("outcome")):
        # The targets and forecasts of a table about January to August are of the year.
        return replace(about, period=_year_of(span)) if column.role in {"target", "forecast"} else about
    if column.role == "outcome" and meaning(column.dated.rest, ("baseline",), language):
        # From where one starts is none of the other periods, and no target's.
        others = {each.period for each in (*table.all("outcome"), *table.all("target"))}
        return Dated(None, "") if about.period in others else about
    found = _inferred(table, column, about)
    if (last := _outcome_before(table, column)) and about.period in {None, *_periods(table, "target")}:
        return Dated(last, "", "period-latest")
    if about.period and _is_stand(about.period, found.period) and column.role not in {"target", "forecast"}:
        return Dated(about.period, "", about.doubt)
    if found.period and found.period == about.period and _is_of_year(column, language):
        return Dated(_year_of(found.period), "", found.doubt)
    if about.period and _is_before(found, about) and about.period.frequency is not Frequency.DAY:
        return Dated(_year_of(about.period) if column.role == "target" else about.period, "", about.doubt)
    if about.period and about.period == found.period and found.doubt:
        return Dated(about.period, "", about.doubt)
    within = about.period is not None and _is_part_of_it(about.period, found.period)
    return Dated(about.period, "", about.doubt) if within and column.role != "target" else found


def doubted_years(table: Headed, about: Dated, years: Set[str]) -> Headed:
    """Return a table in which outcomes of whole years are doubted, if its title is `about` a part of that year.

    `years` are those of titles that do not say which part. Beside an outcome of a part of it, a year is what it says.
    """
    part = about.period
    named = {part.year_name} if part and part.frequency not in {Frequency.YEAR, Frequency.DAY} else set()
    beside = {each.period.year_name for each in table.all("outcome")
              if each.period and each.period.frequency is not Frequency.YEAR}  # fmt: skip
    found = {*named, *years} - beside
    columns = (
        replace(each, dated=replace(each.dated, doubt=each.dated.doubt or "year-in-part"))
        if each.role in {"outcome", "judgement"} and each.period and each.period.name in found
        else each
        for each in table.columns
    )
    return replace(table, columns=tuple(columns))


def doubted(table: Headed, places: Set[int]) -> Headed:
    """Return a table in which the periods of the columns at these places are doubted."""
    columns = (
        replace(each, dated=replace(each.dated, doubt=each.dated.doubt or "period-beside"))
        if each.at in places
        else each
        for each in table.columns
    )
    return replace(table, columns=tuple(columns)) if places else table


def _is_stand(day: TimePeriod, year: TimePeriod | None) -> bool:
    """Return whether a day ends a month within a year, as in "per den 31 augusti"; others say when it was written."""
    ends = day.frequency is Frequency.DAY and (day.last + timedelta(days=1)).day == 1
    return ends and year is not None and year.frequency is Frequency.YEAR and year.first <= day.first < year.last


def _is_of_year(column: Column, language: str) -> bool:
    """Return whether the header of a target says that it is for a whole year: Annual target."""
    words = words_for("whole_year", language)
    return column.role == "target" and any(word in column.header.casefold() for word in words)


def _year_of(period: TimePeriod) -> TimePeriod:
    return period if period.frequency is Frequency.DAY else TimePeriod.parse(period.year_name)


def _is_before(found: Dated, about: Dated) -> bool:
    """Return whether a period is over before that of the table's title begins: it is there to compare with."""
    return found.period is not None and about.period is not None and found.period.last < about.period.first


def _is_part_of_it(part: TimePeriod, year: TimePeriod | None) -> bool:
    whole = year is None or year.frequency is Frequency.YEAR
    return part.frequency not in {Frequency.YEAR, Frequency.DAY} and whole and (not year or part.year == year.year)


def _says_how_it_went(outcomes: Sequence[TimePeriod], target: TimePeriod) -> bool:
    """Return whether comments are about the last of several outcomes in order, and not about the next target's year.

    The last one is of a part of a year that is not over after it, or the target is for another time: a year later.
    """
    last = outcomes[-1]
    if len(outcomes) < _LEAST or last.frequency is Frequency.DAY:
        return False
    part = last.frequency is not Frequency.YEAR
    ahead = target.first.year - last.last.year
    return ahead > 1 or (part and (ahead == 1 or last.last < TimePeriod.parse(last.year_name).last))


def _periods(table: Headed, role: str) -> list[TimePeriod]:
    """Return the periods that filled columns with a role have, in order."""
    return sorted({each.period for each in table.all(role) if each.period and each.filled})


def _outcome_before(table: Headed, column: Column) -> TimePeriod | None:
    """Return the period of the last outcome if comments stand next behind it, and all targets are of later years."""
    before = [each for each in table.columns[: column.at] if each.role in {"target", "outcome"} and each.period]
    outcomes, targets = _periods(table, "outcome"), _periods(table, "target")
    if column.role not in _REMARKS or not targets or not before or before[-1].role != "outcome":
        return None
    behind = before[-1].period == outcomes[-1] if outcomes else False
    return outcomes[-1] if behind and targets[0].first > outcomes[-1].last else None


def _inferred(table: Headed, column: Column, about: Dated) -> Dated:
    """Return the period that the other columns of a table imply for one without any."""
    outcomes = sorted({each.period for each in table.all("outcome") if each.period and each.filled})
    targets = {each.period for each in table.all("target") if each.period}
    if column.role in _OF_PART and outcomes and targets and _says_how_it_went(outcomes, min(targets)):
        return Dated(outcomes[-1], "", "period-latest")
    # A comment after several outcomes may be about the last of them, or the target that follows.
    apart = column.role in _SAID and outcomes and targets and not targets & {*outcomes}
    if len(outcomes) == 1:
        return Dated(outcomes[0], "", "period-latest" if apart else "")
    # A report of the year of the last outcome says how it went then.
    if apart and column.role in _OF_PART and about.period == outcomes[-1]:
        return Dated(outcomes[-1], "", "period-latest")
    if len(targets) == 1 and (column.role in _SAID or not outcomes):
        # Nobody has said that an outcome or a light is that of the target's whole year.
        own = column.role in {"comment", "measures", "forecast"} and not apart
        return Dated(next(iter(targets)), "", "" if own else "period-latest")
    judged = {each.period for each in table.all("judgement") if each.period}
    if not outcomes and not targets and judged and column.role in _SAID:
        return Dated(max(judged), "", "period-latest" if len(judged) > 1 else "")
    if not outcomes:
        return Dated(about.period, "", about.doubt)
    last = outcomes[-1]
    if all(each.frequency is Frequency.YEAR for each in outcomes):
        return Dated(last, "", "period-latest")
    if column.role == "outcome" or last.frequency is Frequency.DAY:
        return Dated(None, "")
    return Dated(last if column.role in _OF_PART else TimePeriod.parse(last.year_name), "", "period-latest")
