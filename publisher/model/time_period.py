"""Time periods that a number can refer to: from a day to a year that ends in the next calendar year."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Final, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Frequency(StrEnum):
    """The length of a time period; only periods of the same length are compared."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF = "half"
    YEAR = "year"


_PARTS: Final = {"H": Frequency.HALF, "T": Frequency.TERTIAL, "Q": Frequency.QUARTER}
_MONTHS: Final = {Frequency.YEAR: 12, Frequency.HALF: 6, Frequency.TERTIAL: 4, Frequency.QUARTER: 3}
_DAY: Final = re.compile(r"((?:18|19|20|21)\d\d)-(\d\d)(?:-(\d\d))?")
# A month that cannot be taken for a year, as SDMX and Eurostat write it.
_MONTH: Final = re.compile(r"((?:18|19|20|21)\d\d)[ -]?M(\d\d)", re.IGNORECASE)
_YEAR: Final = re.compile(
    r"((?:18|19|20|21)\d\d)(?:[/–-](\d\d(?:\d\d)?))?(?:[ -]?([HTQ])([1-4]))?", re.IGNORECASE
)  # forms that people type
# A split year is ordered as if it began in this month, like a Swedish school year.
_SPLIT_FROM: Final = 7
_FORM: Final = r"^\d{4}(?:[/-]\d{2}(?:\d{2})?)?(?:[ -]?[HTQhtq][1-4])?$|^\d{4}[ -]?[Mm]\d{2}$|^\d{4}-\d{2}-\d{2}$"


@total_ordering
@dataclass(frozen=True, slots=True)
class TimePeriod:
    """A day, month, quarter, tertial, half-year or year; `split` if its year ends in the next calendar year: 2024/25.

    `name` is its written form: 2024, 2024-H1, 2024-T2, 2024-Q3, 2024-03, 2024-03-31, 2024/25, 2024/25-Q3. `year` is the
    calendar year in which its whole year ends: 2025 for 2024/25. `number` says which half, tertial, quarter or month it
    is, 0 for a year. `first` and `last` are its days; for a split year they serve for sorting only. `is_either` says
    that it was written as a month that people also write for a split year: 2010-11, but not 2010-M11.
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


def parts_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to divide a period into shorter ones, by name: a year into halves, tertials, quarters."""
    period = TimePeriod.parse(name)
    if period.frequency is Frequency.HALF:
        first = 2 * period.number - 1
        return (tuple(f"{period.year_name}-Q{quarter}" for quarter in (first, first + 1)),)
    if period.frequency is not Frequency.YEAR:
        return ()
    letters = {"H": 2, "T": 3, "Q": 4}
    return tuple(tuple(f"{name}-{letter}{n}" for n in range(1, many + 1)) for letter, many in letters.items())


@lru_cache(maxsize=4096)
def _parsed(text: str) -> TimePeriod | None:
    if match := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if 1 <= month <= 12:
            return _day(year, month, day) if day else _month(year, month, is_either=month == (year + 1) % 100)
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return _month(year, month, is_either=False) if 1 <= month <= 12 else None
    match = _YEAR.fullmatch(text)
    return _year(*match.groups()) if match else None


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


def _first_of(year: int, month: int) -> date:
    """Return the first day of a month, counted from 0 and possibly beyond the end of the year."""
    return date(year + month // 12, month % 12 + 1, 1)
