"""Ids without quotation marks, dates without their zeros, and numbers as people write them."""

from publisher.mend.text import Mending, Text, full_date, plain_number
from publisher.model.period import Day
from publisher.model.typed import typed
from publisher.problem import Problem


def mend_values(text: Text) -> Text:
    """Return the text with quotation marks around ids that look like numbers, and with whole dates."""
    _, problems = typed(text.document, text.model)
    # From the end, so that places before a change stay where they are.
    for problem in sorted(problems, key=lambda each: each.place, reverse=True):
        text = _mended(text, problem) or text
    return text


def _mended(text: Text, problem: Problem) -> Text | None:
    value, line, column = problem.facts.get("value", ""), problem.place.line, problem.place.column
    if problem.code == "unquoted-id":
        new, change = f'"{value}"', "mend.quoted"
    elif problem.code == "not-a-date" and _is_day(full_date(value)):
        new, change = full_date(value), "mend.date"
    elif problem.code == "comma-in-number" or (problem.code == "not-a-number" and plain_number(value)):
        new, change = plain_number(value), "mend.number"
    else:
        return None
    lines = list(text.lines)
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    if problem.code == "not-a-date" and after[:1] in {'"', "'"}:
        before, after = before + after[0], after[1:]
    if not new or not after.startswith(value):
        return None
    lines[line - 1] = before + new + after.removeprefix(value)
    return text.changed(lines, Mending(change, line, {"old": value, "new": new}))


def _is_day(text: str) -> bool:
    try:
        Day.parse(text)
    except ValueError:
        return False
    return True
