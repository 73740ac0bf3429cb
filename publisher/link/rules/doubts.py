"""Doubtful numbers: a share written as a fraction, a full stop between thousands, a digit too many or too few.

They may be right, so each is a notice that asks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from babel.numbers import get_group_symbol

from publisher.link.figures.shares import parts_by_whole
from publisher.link.graph.node import Entry, Node
from publisher.model.money import Money
from publisher.model.plan import Plan
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.model.statistics import Statistics
from publisher.model.unit import Unit
from publisher.problem import Problem

Numbers: TypeAlias = Mapping[Path, Decimal]
THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# How many outcomes show what is usual, how alike they are, and how far from them another one is.
_ENOUGH: Final = 3
_ALIKE: Final = 2
_FAR: Final = 4
# Other periods that show what is usual for money, which may be given in thousands.
_NEIGHBOURS: Final = 2
_THOUSAND: Final = 1000
_FIGURES: Final = re.compile(r"\d")
_YEARS: Final = re.compile(r"\b(?:19|20|21)\d\d(?:[-/–]\d{2,4}|-[HTQ]\d)?\b")


def doubted(entries: Iterable[Entry], nodes: Mapping[str, Node], *, language: str) -> Iterator[Problem]:
    """Yield a notice for each number, row of numbers or target in words that was probably meant otherwise.

    `language` is the publication's: in some, a full stop separates thousands.
    """
    known = list(entries)
    rows = [(entry, name, numbers) for entry in known for name, numbers in numbers_in(entry.value)]
    every: dict[str, list[Decimal]] = {}
    for _, name, numbers in rows:
        every.setdefault(name, []).extend(numbers.values())
    stops = get_group_symbol(language) == "."
    for entry, name, numbers in rows:
        node = nodes.get(name)
        if node and isinstance(node.value, Indicator):
            yield from _doubted(entry, numbers, node.value.unit, every[name], stops=stops)
    yield from _outliers(rows)
    yield from _other_sums(known)
    for entry in known:
        if isinstance(entry.value, Plan):
            yield from _words(entry, entry.value)
            yield from _whole_amounts(entry, amounts_in(entry.value))
            yield from _amounts_of_another_size(entry, entry.value)


def amounts_in(plan: Plan) -> Numbers:
    """Return the budgets and costs of a plan and its activities, by their paths in its document."""
    return {path: number for path, _, number in _amounts(plan)}


def _amounts(plan: Plan) -> Iterator[tuple[Path, Path, Decimal]]:
    """Yield each budget and cost: its path, the path of the money that it belongs to with its key, and its number."""
    held: list[tuple[Path, Money | None]] = [(("money",), plan.money)]
    held += [(("activities", at, "money"), activity.money) for at, activity in enumerate(plan.activities)]
    for path, money in held:
        for period, amounts in money.periods.items() if money else ():
            for key, number in (("budget", amounts.budget), ("outcome", amounts.outcome)):
                if number is not None:
                    yield (*path, "periods", str(period), key), (*path, key), number


def _amounts_of_another_size(entry: Entry, plan: Plan) -> Iterator[Problem]:
    """Yield a notice for an amount a thousand times as large, or as small, as those of all other periods."""
    series: dict[Path, list[tuple[Path, Decimal]]] = {}
    for path, row, number in _amounts(plan):
        series.setdefault(row, []).append((path, number))
    for held in series.values():
        for path, number in held:
            others = sorted(other for there, other in held if there != path)
            if len(others) < _NEIGHBOURS or not 0 < others[0] <= others[-1] <= _ALIKE * others[0]:
                continue
            for near in (number / _THOUSAND, number * _THOUSAND):
                if others[0] / _ALIKE <= near <= others[-1] * _ALIKE:
                    yield _doubt(entry, path, number, near)


def _whole_amounts(entry: Entry, amounts: Numbers) -> Iterator[Problem]:
    # Nobody writes money with three decimals.
    for path, number in amounts.items():
        if THOUSANDS.fullmatch(str(number)):
            yield _doubt(entry, path, number, number * 1000)


def numbers_in(value: object) -> Iterator[tuple[str, Numbers]]:
    """Yield groups of related numbers by their paths in a document, each with its indicator's id."""
    match value:
        case Result():
            for name, measurement in value.measurements.items():
                if measurement.number is not None:
                    key = "value" if measurement.share is None else "share"
                    yield name, {("measurements", name, key): measurement.number}
            for name, report in value.targets.items():
                if report.forecast and report.forecast.value is not None:
                    yield name, {("targets", name, "forecast", "value"): report.forecast.value}
        case Plan():
            for at, target in enumerate(value.targets):
                path: Path = ("targets", at, "values")
                found = {
                    (*path, str(period)): number for period, each in target.values.items() for number in each.levels
                }
                yield target.indicator, found
        case Statistics():
            given = {str(period): row.value for period, row in value.periods.items()}
            yield value.indicator, _given({("periods", key, "value"): each for key, each in given.items()})


def _outliers(rows: Iterable[tuple[Entry, str, Numbers]]) -> Iterator[Problem]:
    """Yield a notice for an outcome or a target far from all others, if its digits are those of one like them.

    Its decimal mark is lost, where the others have one, or a digit was typed once too often, or not at all.
    """
    series: dict[tuple[str, Path], list[tuple[Entry, Path, Decimal]]] = {}
    for entry, name, numbers in rows:
        for path, number in numbers.items():
            if "forecast" not in path:
                # The targets of a plan are compared with each other, outcomes with all of their indicator.
                held = path[:2] if isinstance(entry.value, Plan) else ()
                series.setdefault((entry.document.file if held else name, held), []).append((entry, path, number))
    for known in series.values():
        ordered = sorted(known, key=lambda each: each[2])
        for at in {0, len(ordered) - 1}:
            entry, path, number = ordered[at]
            if near := _nearer(number, [other for *_, other in (*ordered[:at], *ordered[at + 1 :])]):
                yield _doubt(entry, path, number, near)


def _other_sums(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for parts that do not make up their whole, where those of all other periods of the plan do."""
    sums: dict[tuple[str, str, tuple[str, ...]], list[tuple[Entry, str, Decimal, Decimal]]] = {}
    for entry in entries:
        if not isinstance(entry.value, Result):
            continue
        measured = entry.value.measurements
        for whole, parts in parts_by_whole(measured).items():
            numbers = [measured[part].value for part in parts]
            given = [number for number in numbers if number is not None]
            total = measured[whole].value if whole in measured else None
            if len(given) == len(parts) > 1 and total is not None:
                held = sums.setdefault((entry.value.plan, whole, tuple(sorted(parts))), [])
                held.append((entry, parts[0], sum(given, Decimal(0)), total))
    for (_, whole, _), held in sums.items():
        other = [each for each in held if each[2] != each[3]]
        if len(other) == 1 and len(held) > _NEIGHBOURS:
            (entry, part, total, number), *_ = other
            place = entry.document.key_place("measurements", part)
            yield Problem.notice(place, "parts-differ", id=whole, total=total, whole=number)


def _nearer(number: Decimal, others: Sequence[Decimal]) -> Decimal | None:
    """Return the number that was probably meant by one far from the `others`, which are sorted and alike."""
    low, high = (others[0], others[-1]) if others else (Decimal(0), Decimal(0))
    if len(others) < _ENOUGH or not low > 0 or high > _ALIKE * low:
        return None
    return next((near for near in _meant(number, others) if low / _ALIKE <= near <= high * _ALIKE), None)


def _meant(number: Decimal, others: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield the numbers that may have been meant by one that is far above or far below the others."""
    is_whole = number == number.to_integral_value()
    if number >= _FAR * others[-1] and is_whole:
        lost = 2 * sum(bool(other % 1) for other in others) > len(others)
        yield from (number / parts for parts in (10, 100) if lost or number % parts == 0)
        digits = str(number.to_integral_value())
        yield from (Decimal(digits[:at] + digits[at + 1 :]) for at in range(1, len(digits)) if _is_repeated(digits, at))
    elif 0 < number * _FAR <= others[0]:
        yield number * 10


def _is_repeated(digits: str, at: int) -> bool:
    return digits[at] == digits[at - 1]


def _given(rows: Mapping[Path, Decimal | None]) -> Numbers:
    return {path: number for path, number in rows.items() if number is not None}


def _doubted(entry: Entry, numbers: Numbers, unit: Unit, every: Sequence[Decimal], *, stops: bool) -> Iterator[Problem]:
    if unit.is_per_cent and _are_parts(numbers.values(), every):
        path = next(path for path, number in numbers.items() if 0 < number < 1)
        yield _doubt(entry, path, numbers[path], numbers[path] * 100)
    largest = max(every, default=Decimal(0))
    for path, number in numbers.items():
        # Beside numbers a thousand times as large, its full stop separates thousands, whatever the unit.
        larger = largest >= 100 * number
        if (unit.is_count or unit.is_money or larger or stops) and THOUSANDS.fullmatch(str(number)):
            yield _doubt(entry, path, number, number * 1000)


def _are_parts(numbers: Iterable[Decimal], every: Sequence[Decimal]) -> bool:
    """Return whether all are probably fractions of 1, by themselves and beside `every` number of the indicator.

    A lone 0.9 may well be nine tenths of a per cent; it is doubted if other numbers are of another magnitude, or if it
    has hundredths.
    """
    known = list(numbers)
    if not (all(0 <= number <= 1 for number in known) and any(0 < number < 1 for number in known)):
        return False
    others = max(every)
    return others > 10 * max(known) if others > 1 else any(number * 10 % 1 for number in every)


def _doubt(entry: Entry, path: Path, value: Decimal, near: Decimal) -> Problem:
    return Problem.notice(entry.document.place(*path), "number-doubted", value=value, near=f"{near.normalize():f}")


def _words(entry: Entry, plan: Plan) -> Iterator[Problem]:
    """Yield a notice for each target read as words although it contains a number that is not a year."""
    for at, target in enumerate(plan.targets):
        for period, target_value in target.values.items():
            path: Path = ("targets", at, "values", str(period))
            # If the author declares it to be words, there is nothing to ask.
            is_said = (*path, "words") in entry.document.marks
            if target_value.words and not is_said and _FIGURES.search(_YEARS.sub("", target_value.words)):
                yield Problem.notice(entry.document.place(*path), "words-with-number", value=target_value.words)
