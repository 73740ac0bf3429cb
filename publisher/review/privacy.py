"""Advice on privacy: what in a file may identify a person."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import luhn
from stdnum.dk import cpr
from stdnum.no import fodselsnummer

from publisher.language import territory
from publisher.link.figures.shares import counted
from publisher.model.result import Result
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.render.prose import position
from publisher.review.word_lists import WordLists

_IDENTITY: Final = re.compile(
    r"(?<![\w-])(?P<century>18|19|20)?(?P<date>\d{6})(?P<separator>[-+ ]?)(?P<end>\d{4})(?![\w-])"
)
# Norwegian numbers, and Finnish ones with their century and check characters.
_NORWEGIAN: Final = re.compile(r"(?<![\w-])\d{6} ?\d{5}(?![\w-])")
_FINNISH: Final = re.compile(r"(?<![\w-])(\d{4})\d{2}[-+A-FU-Y]\d{3}[0-9A-Y](?![\w-])")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# URLs and dates, which are not personal identity numbers.
_ELSE: Final = re.compile(r"(?:https?://|ref:)[^\s)>\"']+|(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?![\d-])")
# The fewest digits of a telephone number; examining all shorter numbers would take most of the time.
_DIALLED: Final = re.compile(r"[+(]?\d(?:[ \-/().]{0,2}\d){6,}")
# The last day of a month, and the offset of the day in a coordination number.
_DAYS, _COORDINATION = 31, 60


def identity_numbers(file: str, raw: str) -> Iterator[Problem]:
    """Yield a notice for each personal identity number in a file."""
    text = _without_others(raw)
    for start in sorted({match.start() for match in _identities(text)}):
        yield Problem.notice(Place(file, *position(raw, start)), "personal-number")


def _without_others(raw: str) -> str:
    """Return a text of the same length without URLs and dates."""
    return _ELSE.sub(lambda match: " " * len(match[0]), raw)


def persons(file: str, raw: str, language: str, words: WordLists, contacts: frozenset[str]) -> Iterator[Problem]:
    """Yield each identity number, e-mail address and telephone number in a file that may be a person's.

    `contacts` are the addresses and numbers that plans publish on purpose.
    """

    def notice(start: int, code: str) -> Problem:
        return Problem.notice(Place(file, *position(raw, start)), code)

    text = _without_others(raw)
    identities = {match.start() for match in _identities(text)}
    yield from identity_numbers(file, raw)
    for match in _MAIL.finditer(text) if "@" in text else ():
        local = match[0].partition("@")[0].lower()
        if match[0].lower() not in contacts and not any(word in local for word in words.mailboxes):
            yield notice(match.start(), "personal-mail")
    for dialled in _DIALLED.finditer(text):
        for found in PhoneNumberMatcher(dialled[0], territory(language), Leniency.VALID):
            start = dialled.start() + found.start
            if _digits(found.raw_string) not in contacts and start not in identities:
                yield notice(start, "personal-phone")


def _identities(text: str) -> Iterator[re.Match[str]]:
    """Yield possible identity numbers of the Nordic countries."""
    yield from (match for match in _IDENTITY.finditer(text) if _is_identity(match))
    yield from (match for match in _NORWEGIAN.finditer(text) if fodselsnummer.is_valid(match[0]))
    yield from (match for match in _FINNISH.finditer(text) if _is_day(match[1][2:], match[1][:2]))


def _is_identity(match: re.Match[str]) -> bool:
    """Return whether digits are, or look like, a Swedish identity or coordination number, or a Danish one.

    A hyphen between a date and four digits is enough, whatever the check digit: a typing error does not make a person
    anonymous.
    """
    date, end = match["date"], match["end"]
    written = match["separator"] in {"-", "+"}
    swedish = _is_day(date[2:4], date[4:6]) and (written or luhn.is_valid(date + end))
    return swedish or bool(match["separator"] == "-" and not match["century"] and cpr.is_valid(date + end))


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) % _COORDINATION <= _DAYS


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def contact(value: str) -> str:
    """Return an address or a number in normalised form, for comparison with contacts."""
    return value.lower() if "@" in value else _digits(value)


def small_groups(document: Document, result: Result, smallest: int) -> Iterator[Problem]:
    """Yield each measurement whose number, or share, is of so few people that somebody might identify them."""
    for name, measurement in result.measurements.items():
        if measurement.of is None:
            continue
        part, whole = counted(result.measurements, name), counted(result.measurements, measurement.of)
        small = [number for number in (part, whole) if number is not None and Decimal(0) < number < smallest]
        if small:
            yield Problem.notice(document.place("measurements", name), "small-group", id=name, limit=smallest)
