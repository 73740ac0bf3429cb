"""Numbers in running text with two digits the other way round: 97 where the target of the same year is 79.

Both may be right, so each is a notice that asks, and only where the sentence names the indicator and the year, and the
right number stands nowhere in the text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple, Self, TypeAlias

from publisher.link.graph.node import Entry
from publisher.link.rules.doubts import numbers_in
from publisher.memory import Memory, Same
from publisher.model.plan import Plan
from publisher.model.register import Indicators
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod
from publisher.problem import Problem

_SENTENCE: Final = re.compile(r"(?:[^.!?\n]|[.!?](?=\S)|\n(?!\s*(?:\n|[|#>*-]|\d+[.)])))+")
# It begins with a character that is found at once, and only then looks at what stands before.
_NUMBER: Final = re.compile(r"\d(?<![\w.,:/§-]\d)(?:\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d*(?:[.,]\d+)?(?![\w:/-]))")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{5,}")
# Endings differ: sjukfrånvaro, sjukfrånvaron.
_ENDING: Final = 2
_SHORTEST_STEM: Final = 5
_DIGITS: Final = 2
# Characters of a sentence and of a number, and how many places are looked at for one number.
_LONGEST: Final = 2000
_LONGEST_NUMBER: Final = 20
_MOST: Final = 20


Figures: TypeAlias = tuple[str, object]
"""The digits of a number in order, and its exponent."""


class _Known(NamedTuple):
    """A number of an indicator for a period, as a plan or a result has it."""

    indicator: str
    period: TimePeriod
    number: Decimal


class _InText(NamedTuple):
    """A number in a text: as a number, as it is written, and where it begins in the text."""

    number: Decimal
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class _Indicators:
    """The titles of indicators, and all numbers that plans and results have of each, by their ids."""

    titles: Mapping[str, str]
    numbers: Mapping[str, Set[Decimal]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return those of a publication."""
        titles: dict[str, str] = {}
        numbers: dict[str, set[Decimal]] = {}
        for entry in entries:
            if isinstance(entry.value, Indicators):
                titles |= {each.id: each.title for each in entry.value.indicators}
            for name, found in numbers_in(entry.value):
                numbers.setdefault(name, set()).update(found.values())
        return cls(titles, numbers)


def swapped_digits(entries: Collection[Entry], facts: object, memory: Memory) -> Iterator[Problem]:
    """Yield a notice for each number of a plan or a result that its text has with two digits swapped.

    `facts` are equal if no field has changed; a text is looked at again if it or a field has.
    """
    known = Same(memory.recall("numbers", "", facts, lambda _: _Indicators.of(entries), weighs=False))
    for entry in entries:
        if entry.document.body and isinstance(entry.value, Plan | Result):
            given = Same(entry.value), entry.document.body, known
            look = partial(_swapped_in, entry)
            yield from memory.recall("swapped digits", entry.document.file, given, look, weighs=False)


def _swapped_in(entry: Entry, given: tuple[Same, str, Same]) -> list[Problem]:
    known = given[2].value
    assert isinstance(known, _Indicators)  # the only one that is given
    own = [*_own(entry.value)]
    found = _numbers_in(entry.document.body, {_figures(each.number) for each in own})
    in_text = {each.number for each in found}
    # A number of another indicator of the same text is no slip, and nor is one of another year.
    stated = {number for each in own for number in known.numbers.get(each.indicator, ())}
    alike: dict[Figures, list[_InText]] = {}
    for other in found:
        if other.number not in stated:
            alike.setdefault(_figures(other.number), []).append(other)
    problems = list[Problem]()
    for each in own:
        others = alike.get(_figures(each.number), [])[:_MOST] if each.number not in in_text else []
        problems += _swapped(entry, each, _stems(known.titles.get(each.indicator, "")), others) if others else ()
    return problems


def _own(value: object) -> Iterator[_Known]:
    if isinstance(value, Plan):
        for target in value.targets:
            for period, each in target.values.items():
                yield from (_Known(target.indicator, period, number) for number in each.levels)
    elif isinstance(value, Result):
        for name, measurement in value.measurements.items():
            if measurement.number is not None:
                yield _Known(name, value.period_of(name), measurement.number)


def _swapped(entry: Entry, own: _Known, stems: list[str], others: Iterable[_InText]) -> Iterator[Problem]:
    """Yield a notice for the first of `others` that has two digits swapped, in a sentence that names what it is of."""
    years = {str(own.period.first.year), str(own.period.last.year)}
    body = entry.document.body
    for other in others:
        sentence = _sentence(body, other.start)
        named = {*_YEAR.findall(sentence)}
        # A result is about its own period, whether it names it or not.
        if named - years or not (named or isinstance(entry.value, Result)):
            continue
        words = sentence.casefold()
        if _are_swapped(other.number, own.number) and any(each in words for each in stems):
            at = other.start
            place = entry.document.body_place(body.count("\n", 0, at) + 1, at - body.rfind("\n", 0, at))
            facts = {"number": other.words, "id": own.indicator, "right": f"{own.number:f}", "period": own.period}
            yield Problem.notice(place, "digits-swapped", **facts)
            return


def _sentence(body: str, at: int) -> str:
    """Return the sentence of a text at a character, as long as that is one for people, or ""."""
    # A sentence ends with its paragraph.
    begin = body.rfind("\n\n", 0, at) + 1
    for sentence in _SENTENCE.finditer(body, begin):
        if sentence.start() <= at < sentence.end():
            return sentence[0] if len(sentence[0]) <= _LONGEST else ""
    return ""


def _stems(title: str) -> list[str]:
    words = (match[0].casefold() for match in _WORD.finditer(title))
    return [word[: max(_SHORTEST_STEM, len(word) - _ENDING)] for word in words]


def _numbers_in(body: str, figures: Set[Figures]) -> list[_InText]:
    """Return the numbers of a text that are no years and have the figures of one of those wanted."""
    found, digits = [], {each for each, _ in figures}
    for match in _NUMBER.finditer(body):
        if len(match[0]) > _LONGEST_NUMBER or "".join(sorted(filter(str.isdecimal, match[0]))) not in digits:
            continue
        number = Decimal("".join(match[0].split()).replace(",", "."))
        if _figures(number) in figures and not _YEAR.fullmatch(match[0]):
            found.append(_InText(number, match[0], match.start()))
    return found


def _figures(number: Decimal) -> Figures:
    """Return what numbers with the same digits in any order have in common."""
    return "".join(sorted(_digits(number))), number.as_tuple().exponent


def _digits(number: Decimal) -> str:
    return f"{abs(number):f}".replace(".", "")


def _are_swapped(one: Decimal, other: Decimal) -> bool:
    """Return whether two numbers have the same digits, but for two neighbours that have changed places."""
    first, second = _digits(one), _digits(other)
    if one.as_tuple().exponent != other.as_tuple().exponent or len(first) != len(second):
        return False
    at = [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return len(at) == _DIGITS and at[1] == at[0] + 1 and first[at[0]] == second[at[1]] and first[at[1]] == second[at[0]]
