"""Months that people also write as years: 2010-11 is November 2010 in ISO 8601, and the financial year 2010/11 to many.

Only twelve months of a century can be either: those whose number is the next year's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from pydantic import BaseModel

from publisher.model.roles import Path
from publisher.model.time_period import Frequency, TimePeriod, time_period
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.read.field_tree import fields_at

# Of 2010-11.
_LENGTH: Final = 7
# Of many split years among calendar years, how many are asked about.
_MOST_ASKED: Final = 10


def months_or_years(document: Document, value: BaseModel, beside: Iterable[TimePeriod] = ()) -> Iterator[Problem]:
    """Yield a Problem for each period that may be a month or a split year, unless those beside it are clearly months.

    Beside a key are the other keys of its mapping, if they are clear; beside any other period are all of the document,
    and `beside`. If they are clearly split years, the Problem suggests that one.
    """
    # Few documents have one, and reading a tree of texts is quick.
    if not may_have_months_or_years(document):
        return
    found = [*periods_in(value)]
    everything = [*(period for _, period in chain(*found)), *beside]
    for together in found:
        keys = [period for _, period in together]
        neighbours = everything if all(each.is_either for each in keys) or len(keys) == 1 else keys
        for path, period in together:
            if period.is_either and not are_months(neighbours):
                is_key = path[-1] == period.name
                place = document.key_place(*path) if is_key else document.place(*path)
                yield month_or_year(place, period, near=period.as_split if are_split(neighbours) else "")


def month_or_year(place: Place, period: TimePeriod, near: str = "") -> Problem:
    """Return the Problem that asks whether a period is a month or a split year; `near` is what it probably is."""
    facts = {"value": period, "month": period.as_month, "year": period.as_split, "near": near}
    return Problem.at(place, "month-or-year", **facts)


def may_have_months_or_years(document: Document) -> bool:
    """Return whether a text in the fields of a document, or a key, may be a month or a split year."""
    return _may_have_any(document.fields)


def _may_have_any(tree: object) -> bool:
    if isinstance(tree, str):
        period = time_period(tree) if len(tree) == _LENGTH else None
        return period is not None and period.is_either
    if isinstance(tree, Mapping):
        return any(map(_may_have_any, tree)) or any(map(_may_have_any, tree.values()))
    return isinstance(tree, list) and any(map(_may_have_any, tree))


def lone_split_years(document: Document, value: BaseModel) -> Iterator[Problem]:
    """Yield a notice for each split year among the keys of a mapping that are calendar years: 2024–2025 beside 2026."""
    for together in periods_in(value):
        split = [(path, period) for path, period in together if period.split and not period.is_either]
        years = [period for _, period in together if period.frequency is Frequency.YEAR and not period.split]
        are_few = len(split) == 1 or 3 * len(split) <= len(years)
        for path, period in split[:_MOST_ASKED] if are_few else ():
            if years:
                facts = {"first": period.first.year, "last": period.last.year}
                yield Problem.notice(_key_place(document, path, period), "split-year-alone", value=period, **facts)


def _key_place(document: Document, path: Path, period: TimePeriod) -> Place:
    """Return the place of the key that means a period, however it is written."""
    keys = fields_at(document.fields, path[:-1])
    return document.key_place(*path[:-1], next((key for key in keys if time_period(key) == period), path[-1]))


def periods_in(value: BaseModel, path: Path = ()) -> Iterator[Sequence[tuple[Path, TimePeriod]]]:
    """Yield the periods in a model, at any depth, with their paths: the keys of a mapping together, others alone."""
    for name, field in type(value).model_fields.items():
        yield from _within(getattr(value, name), (*path, field.alias or name))


def _within(held: object, path: Path) -> Iterator[Sequence[tuple[Path, TimePeriod]]]:
    """Yield the periods in the value of one field."""
    match held:
        case TimePeriod():
            yield [(path, held)]
        case BaseModel():
            yield from periods_in(held, path)
        case Mapping():
            if keys := [((*path, str(key)), key) for key in held if isinstance(key, TimePeriod)]:
                yield keys
            for key, each in held.items():
                yield from _within(each, (*path, str(key)))
        case tuple():
            for at, each in enumerate(held):
                yield from _within(each, (*path, at))


def are_months(periods: Iterable[TimePeriod]) -> bool:
    """Return whether some of the periods are certainly months, and none is a split year."""
    known = [each for each in periods if not each.is_either]
    return any(each.frequency is Frequency.MONTH for each in known) and not any(each.split for each in known)


def are_split(periods: Iterable[TimePeriod]) -> bool:
    """Return whether some of the periods are certainly split years, and none is a month."""
    known = [each for each in periods if not each.is_either]
    return any(each.split for each in known) and not any(each.frequency is Frequency.MONTH for each in known)
