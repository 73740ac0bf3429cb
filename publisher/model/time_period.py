"""Time periods that a number can refer to: from a day to a year that ends in the next calendar year."""
# One meaning, so one file.

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering
from itertools import pairwise
from typing import Final, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Frequency(StrEnum):
    """The length of a time period, from the shortest; `MONTHS` are several months that are nothing else."""

    DAY = "day"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF = "half"
    YEAR = "year"


_PARTS: Final = {"H": Frequency.HALF, "T": Frequency.TERTIAL, "Q": Frequency.QUARTER}
_MONTHS: Final = {Frequency.YEAR: 12, Frequency.HALF: 6, Frequency.TERTIAL: 4, Frequency.QUARTER: 3}
# The longest first: six months are a half-year, and not two quarters.
_LENGTHS: Final = {"": 12, **{letter: _MONTHS[each] for letter, each in _PARTS.items()}, "M": 1}
_DAY: Final = re.compile(r"((?:18|19|20|21)\d\d)-(\d\d)(?:-(\d\d))?")
# A month that cannot be taken for a year, as SDMX and Eurostat write it.
_MONTH: Final = re.compile(r"((?:18|19|20|21)\d\d)[ -]?M(\d\d)", re.IGNORECASE)
_YEAR: Final = re.compile(
    r"((?:18|19|20|21)\d\d)(?:[/–-](\d\d(?:\d\d)?))?(?:[ -]?([HTQ])([1-4]))?", re.IGNORECASE
)  # forms that people type
# From one part of a year to another, as people type it: 2024-M01-M08, 2024/25-Q1-Q3; and as ISO 8601 has it.
_SPAN: Final = re.compile(
    r"((?:18|19|20|21)\d\d)(?:[/–-](\d\d(?:\d\d)?))?[ -]?([TQM])(\d\d?) ?[–-] ?\3?(\d\d?)", re.IGNORECASE
)
_INTERVAL: Final = re.compile(r"((?:18|19|20|21)\d\d)-(\d\d)(?:(?:/|--| ?– ?)\1-|/|–)(\d\d)")
# A split year is ordered as if it began in this month, like a Swedish school year.
_SPLIT_FROM: Final = 7
# A financial year begins so many months before that.
_SPLIT_EARLIER: Final = 3
_FORM: Final = (
    r"^\d{4}(?:[/-]\d{2}(?:\d{2})?)?(?:[ -]?[HTQhtq][1-4])?$|^\d{4}[ -]?[Mm]\d{2}$|^\d{4}-\d{2}-\d{2}$"
    r"|^\d{4}(?:[/-]\d{2}(?:\d{2})?)?[ -]?[TQMtqm]\d\d? ?[–-] ?[TQMtqm]?\d\d?$"
    r"|^\d{4}-\d{2}(?:--| ?– ?|/)(?:\d{4}-)?\d{2}$"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class TimePeriod:
    """A day, month, quarter, tertial, half-year or year; `split` if its year ends in the next calendar year: 2024/25.

    `name` is its written form: 2024, 2024-H1, 2024-T2, 2024-Q3, 2024-03, 2024-03-31, 2024-M01-M08, 2024/25,
    2024/25-Q3, 2024/25-Q1-Q3. `year` is the calendar year in which its whole year ends: 2025 for 2024/25. `number` says
    which half, tertial, quarter or month it is, 0 for others. `first` and `last` are its days; for a split year they
    serve for sorting only. `is_either` says that it was written as a month that people also write for a split year:
    2010-11, but not 2010-M11.
    """

    name: str
    year: int = field(compare=False)
    frequency: Frequency = field(compare=False)
    number: int = field(compare=False)
    split: bool = field(compare=False)
    first: date = field(compare=False)
    last: date = field(compare=False)
    is_either: bool = field(compare=False, default=False)

    def containing(self, frequency: str) -> "TimePeriod":
        """Return the period of a frequency that contains its first day: 2021-Q1 for 2021-01-25 by quarter."""
        kind = Frequency(frequency)
        if kind is Frequency.DAY:
            return self
        first = self.first
        letter = next((letter for letter, each in _PARTS.items() if each is kind), "")
        number = (first.month - 1) // _MONTHS.get(kind, 1) + 1
        name = {Frequency.MONTH: f"{first:%Y-%m}", Frequency.YEAR: f"{first.year}"}.get(kind)
        return self.parse(name or f"{first.year}-{letter}{number}")

    @classmethod
    def parse(cls, value: object) -> Self:
        """Return the period called `value`. Raises PydanticCustomError if there is none."""
        if isinstance(value, cls):
            return value
        found = _parsed(str(value).strip())
        if found is None:
            raise PydanticCustomError("not-a-time-period", "not a time period", {"value": str(value)})
        return found  # type: ignore[return-value]  # nobody derives from it

    @classmethod
    def of_year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls.parse(str(year))

    def years_before(self, back: int) -> "TimePeriod | None":
        """Return the same period so many years earlier: for 2024/25-Q3 and 1, 2023/24-Q3. None if out of range."""
        start, name = int(self.name[:4]) - back, self.name[4:]
        if self.split:
            name = f"/{(start + 1) % 100:02d}{name[3:]}"
        return _parsed(f"{start}{name}")

    @property
    def slug(self) -> str:
        """The name in file names and URLs: 2024-25 for 2024/25, which until 2011/12 could also be read as a month."""
        start, _, rest = self.name.partition("/")
        if not rest:
            return self.name
        return f"{start}-{self.year}{rest[2:]}" if int(rest[:2]) <= 12 else f"{start}-{rest}"

    @property
    def written(self) -> str:
        """The name as a file of an author has it: a month that could be taken for a split year as 2010-M11."""
        is_alike = self.frequency is Frequency.MONTH and self.number == (self.year + 1) % 100
        return self.as_month if is_alike and not self.is_either else self.name

    @property
    def as_month(self) -> str:
        """The month's name with its letter: 2010-M11."""
        return f"{self.year}-M{self.number:02d}"

    @property
    def as_split(self) -> str:
        """The split year that begins in its year: 2010/11 for 2010-11."""
        return f"{self.first.year}/{(self.first.year + 1) % 100:02d}"

    @property
    def year_name(self) -> str:
        """The name of the year that it is, or is part of: 2024, 2024/25."""
        return self.name[:7] if self.split else self.name[:4]

    @property
    def length(self) -> str:
        """What periods that are compared have in common: their frequency, or which months of a year they are."""
        return self.name.removeprefix(self.year_name) if self.frequency is Frequency.MONTHS else self.frequency

    @property
    def ends_of_span(self) -> tuple[str, int, int] | None:
        """The letter of the parts from one to another, and their numbers: Q, 1 and 3. None for other periods."""
        match = _SPAN.fullmatch(self.name)
        return (match[3], int(match[4]), int(match[5])) if match else None

    @property
    def earliest_first(self) -> date:
        """The day from which it can have begun: a split year may be a financial year, which begins in April."""
        return _months_earlier(self.first, _SPLIT_EARLIER) if self.split else self.first

    @property
    def earliest_last(self) -> date:
        """The day from which it can be over."""
        after = self.last + timedelta(days=1)
        return _months_earlier(after, _SPLIT_EARLIER) - timedelta(days=1) if self.split else self.last

    @property
    def middle(self) -> float:
        """The middle of the period on an axis of years: 2024.5 for 2024."""
        days = (self.last - self.first).days + 1
        return self.first.year + ((self.first - date(self.first.year, 1, 1)).days + days / 2) / 365.25

    def __str__(self) -> str:
        return self.name

    def __lt__(self, other: "TimePeriod") -> bool:
        # A publication of hundreds of plans asks a hundred thousand times, and most periods differ in their last day.
        return self.last < other.last if self.last != other.last else self._order < other._order

    @property
    def _order(self) -> tuple[date, int, str]:
        # A year sorts after the quarters within it.
        return self.last, (self.last - self.first).days, self.name

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer", "minimum": 1800, "maximum": 2199}, {"type": "string", "pattern": _FORM}]}


def time_period(written: object) -> TimePeriod | None:
    """Return the period called `written`, or None."""
    return written if isinstance(written, TimePeriod) else _parsed(str(written).strip())


def slug_of(name: str) -> str:
    """Return a period's name for file names and URLs; other text is returned unchanged."""
    found = _parsed(name.strip())
    return found.slug if found else name


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to divide a period into shorter ones, by name.

    A year is divided into halves, tertials, quarters and months, and at the end of any month into two.
    """
    period = TimePeriod.parse(name)
    if period.frequency in {Frequency.DAY, Frequency.MONTH}:
        return ()
    year = _parsed(period.year_name)
    assert year is not None  # it is part of the name of a period
    begin = (period.first.year - year.first.year) * 12 + period.first.month - year.first.month
    end = begin + (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    ways = [
        [*range(begin, end + 1, each)]
        for each in _LENGTHS.values()
        if not begin % each and not end % each and each < end - begin
    ]
    ways += [[begin, at, end] for at in range(begin + 1, end)]
    named = (tuple(_of_months(period.year_name, one, other) for one, other in pairwise(way)) for way in ways)
    return tuple(dict.fromkeys(tuple(filter(None, way)) for way in named if all(way)))


def _of_months(year: str, begin: int, end: int) -> str:
    """Return the name of some months of a year, from 0, the end not included; "" if a split year has no such part."""
    letters = [letter for letter, each in _LENGTHS.items() if not begin % each and not end % each]
    letter = letters[0] if letters and (letters[0] != "M" or "/" not in year) else None
    if letter is None:
        return ""
    first, last = begin // _LENGTHS[letter] + 1, end // _LENGTHS[letter]
    if first == last:
        return {"": year, "M": f"{year}-{first:02d}"}.get(letter, f"{year}-{letter}{first}")
    return f"{year}-{letter}{first}-{letter}{last}" if "/" in year else f"{year}-M{begin + 1:02d}-M{end:02d}"


@lru_cache(maxsize=4096)
def _parsed(text: str) -> TimePeriod | None:
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if 1 <= month <= 12:
            return _day(year, month, day) if day else _month(year, month, is_either=month == (year + 1) % 100)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return _month(year, month, is_either=False) if 1 <= month <= 12 else None
    if match := _SPAN.fullmatch(text):
        return _span(_year(match[1], match[2], None, None), match[3].upper(), int(match[4]), int(match[5]))
    if match := _INTERVAL.fullmatch(text):
        return _span(_year(match[1], None, None, None), "M", int(match[2]), int(match[3]))
    match = _YEAR.fullmatch(text)
    return _year(*match.groups()) if match else None


def _span(year: TimePeriod | None, letter: str, first: int, last: int) -> TimePeriod | None:
    """Return the time from one part of a year to another; the quarter, third or half that it is, if it is one."""
    length = _LENGTHS[letter]
    # Which month the first of a split year is, nobody has said.
    if year is None or not 1 <= first <= last <= 12 // length or (year.split and letter == "M"):
        return None
    name = _of_months(year.name, (first - 1) * length, last * length)
    if not _SPAN.fullmatch(name):
        return _parsed(name)
    begin = year.first.month - 1
    opens, after = (_first_of(year.first.year, begin + months) for months in ((first - 1) * length, last * length))
    return TimePeriod(name, year.year, Frequency.MONTHS, 0, year.split, opens, after - timedelta(days=1))


def _day(year: int, month: int, day: int) -> TimePeriod | None:
    if day > calendar.monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    return TimePeriod(found.isoformat(), year, Frequency.DAY, 0, False, found, found)  # noqa: FBT003  # fields in order


def _month(year: int, month: int, *, is_either: bool) -> TimePeriod:
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    name, kind = f"{year}-{month:02d}", Frequency.MONTH
    return TimePeriod(name, year, kind, month, split=False, first=first, last=last, is_either=is_either)


def _year(start: str, end: str | None, letter: str | None, digit: str | None) -> TimePeriod | None:
    year, split = int(start), end is not None
    if end is not None and int(end) != (year + 1) % 10 ** len(end):
        return None
    frequency = _PARTS[letter.upper()] if letter else Frequency.YEAR
    number, months = int(digit or 0), _MONTHS[frequency]
    if number * months > 12:
        return None
    begin = (_SPLIT_FROM if split else 1) - 1 + months * max(number - 1, 0)
    first, after = _first_of(year, begin), _first_of(year, begin + months)
    name = f"{year}/{(year + 1) % 100:02d}" if split else str(year)
    name += f"-{letter.upper()}{number}" if letter else ""
    return TimePeriod(name, year + split, frequency, number, split, first, after - timedelta(days=1))


def _months_earlier(first: date, months: int) -> date:
    """Return the first day of the month so many months before that of another first day."""
    return _first_of(first.year - 1, first.month + 11 - months)


def _first_of(year: int, month: int) -> date:
    """Return the first day of a month, counted from 0 and possibly beyond the end of the year."""
    return date(year + month // 12, month % 12 + 1, 1)
