"""Dates and periods. A date may be known only to the month or the year, as sources often give it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from publisher.model.fields import Model
from publisher.model.time_meant import span_meant
from publisher.model.time_period import TimePeriod

# A year with fewer figures was meant otherwise: 0024 for 2024.
_FIRST_YEAR = 1000
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@total_ordering
@dataclass(frozen=True)
class Day:
    """A date known to the day, the month or the year: 2021-09-15, 2021-09 or 2021 (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> Self:
        """Return the date called `value`. Raises PydanticCustomError if there is none."""
        if isinstance(value, cls):
            return value
        match = _FORM.fullmatch(str(value).strip())
        if not match:
            raise PydanticCustomError("not-a-date", "not a date", {"value": str(value)})
        day = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        try:
            day.first.toordinal()
        except ValueError:
            raise PydanticCustomError("impossible-date", "no such day", {"value": str(value)}) from None
        if day.year < _FIRST_YEAR:
            raise PydanticCustomError("not-a-date", "not a date", {"value": str(value)})
        return day

    @property
    def first(self) -> date:
        """The first calendar day that it can mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def last(self) -> date:
        """The last calendar day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    def __lt__(self, other: "Day") -> bool:
        return self.first < other.first

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # Other YAML parsers read a year alone as a number.
        year = {"type": "integer", "minimum": _FIRST_YEAR}
        return {"anyOf": [{"type": "string", "pattern": f"^{_FORM.pattern}$"}, year]}


class Period(Model):
    """The first and last day of something; either end may be open."""

    from_: Day = Field(alias="from")
    to: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            near = span_meant(value) or "{from: 2024, to: 2026}"
            raise PydanticCustomError("not-a-span", "from when to when", {"value": str(value), "span": near})
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to and self.to.last < self.from_.first:
            raise PydanticCustomError("end-before-start", "wrong order", {"from": str(self.from_), "to": str(self.to)})
        return self

    def is_after(self, period: TimePeriod) -> bool:
        """Return whether it begins after a period: what was measured then is history."""
        return period.year < self.from_.year if period.split else period.last < self.from_.first

    def has_year(self, year: int) -> bool:
        """Return whether any day of `year` is in the period."""
        return self.from_.year <= year and (self.to is None or year <= self.to.year)
