"""Mends ids that are unquoted or in capitals, dates without leading zeros, and numbers as people type them."""

import re
from collections.abc import Mapping

from publisher.link.typed_units import NUMBERS, bounded, is_scaled, is_unit, unit_at
from publisher.mend.patch import Patch
from publisher.mend.text import Mending, Text, full_date
from publisher.model.fields import is_id
from publisher.model.meant import in_thousands
from publisher.model.month_or_year import months_or_years
from publisher.model.period import Day
from publisher.model.quantity import quantity
from publisher.model.typed import typed
from publisher.model.unit import Unit
from publisher.problem import Problem

# Spreadsheets count days from two different epochs, jan-23 may be a day, and a note's mark says something: an editor
# must say which.
_ASKED = re.compile(r"\d{5}|[^\W\d_]{3,}\.?[ -]\d\d|.*[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021].*")
_DAYS = frozenset({"not-a-date", "not-a-time-period", "month-or-year"})
# What stands by these numbers says something that would be lost.
_WITH_MORE = frozenset({"number-with-note", "number-of-whole"})
# Problems whose mending changes the value.
_CHANGED = NUMBERS | _DAYS | {"bad-id"}


def mend_values(text: Text, units: Mapping[str, Unit], *, thousands: bool) -> Text:
    """Return the text with ids that look like numbers quoted, and with full dates and plain numbers.

    A unit typed after a number is removed if it is the indicator's, according to `units`. `thousands` says that in the
    publication's language a comma separates thousands and never decimals.
    """
    value, problems = typed(text.document, text.model)
    problems += months_or_years(text.document, value) if value else ()
    # From the end, so that positions before a change stay valid.
    for problem in sorted(problems, key=lambda each: each.place, reverse=True):
        text = _mended(text, problem, units, thousands=thousands) or text
    return text


def _mended(text: Text, problem: Problem, units: Mapping[str, Unit], *, thousands: bool) -> Text | None:
    value, line = problem.facts.get("value", ""), problem.place.line
    if problem.code == "unquoted-id":
        new, change = f'"{value}"', "mend.quoted"
    elif problem.code == "not-a-date" and _is_day(full_date(value)):
        new, change = full_date(value), "mend.date"
    elif problem.code in _DAYS and problem.facts.get("near") and not _ASKED.fullmatch(value):
        new, change = problem.facts["near"], "mend.date"
    elif problem.code == "bad-id" and is_id(value.lower()):
        new, change = value.lower(), "mend.small"
    elif problem.code in NUMBERS:
        new, change = _number(text, problem, units, thousands=thousands), "mend.number"
    else:
        return None
    before, after = _parted(text, problem)
    if not new or not after.startswith(value):
        return None
    at = sum(len(each) + 1 for each in text.lines[: line - 1]) + len(before)
    patch, mending = Patch(at, at + len(value), new), Mending(change, line, {"old": value, "new": new})
    return text.patched(patch, mending, instead={value: new} if problem.code in _CHANGED else {})


def _parted(text: Text, problem: Problem) -> tuple[str, str]:
    """Return the line of a problem, split at the value that is wrong."""
    line, at, value = text.lines[problem.place.line - 1], problem.place.column - 1, problem.facts.get("value", "")
    if line[at : at + 1] in {'"', "'"}:
        at += 1
    # A value cut by a comma is placed at its first half; in a table, quotation marks may shift a cell.
    if not line[at:].startswith(value) and line.count(value) == 1:
        at = line.index(value)
    return line[:at], line[at:]


def _number(text: Text, problem: Problem, units: Mapping[str, Unit], *, thousands: bool) -> str:
    """Return a number in file format, or "" if it is ambiguous."""
    unit = unit_at(text.document, problem.place, units)
    if number := bounded(problem.facts.get("value", ""), unit, certain=True):
        return number
    typed_as = None if problem.code in _WITH_MORE else quantity(problem.facts.get("value", ""))
    if typed_as and typed_as.is_either and thousands:
        typed_as = in_thousands(typed_as)
    if typed_as is None or typed_as.is_either:
        return ""
    full = typed_as.in_full
    if problem.code == "not-a-number" and problem.facts.get("near") != full.text:
        return ""
    if problem.code == "number-or-words" and (not typed_as.unit or full.text != problem.facts["number"]):
        return ""
    if not typed_as.unit or (unit and is_unit(typed_as.unit, unit)):
        return typed_as.text
    in_full = unit and typed_as.scale != 1 and not is_scaled(unit) and (not full.unit or is_unit(full.unit, unit))
    return full.text if in_full else ""


def _is_day(text: str) -> bool:
    try:
        Day.parse(text)
    except ValueError:
        return False
    return True
