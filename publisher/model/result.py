"""Results: a plan's account of one period, with its measurements."""
# One meaning, so one file.

from collections.abc import Iterable, Set
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    ConfigDict,
    Field,
    PrivateAttr,
    computed_field,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from publisher.model.correction import Correction
from publisher.model.fields import Id, Model, Number, Text, Year
from publisher.model.judgement import Judgement, TargetReport
from publisher.model.parts import Source
from publisher.model.period import Day
from publisher.model.plan import ActivityStatus, Complete
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, NodeKind, Relation, Repeats, Role
from publisher.model.short_form import ShortForm
from publisher.model.silence import not_missing
from publisher.model.statistics import SeriesName
from publisher.model.time_period import TimePeriod, time_period
from publisher.read.scalar import is_blank


class Hiding(StrEnum):
    """Why a number is suppressed: it counts few people (primary), or reveals one that does (secondary)."""

    SMALL = "small"
    DERIVABLE = "derivable"


class Measurement(ShortForm):
    """One number of a result: a `value` in the indicator's unit or a `share` in per cent, and its total.

    `of` is the id of the measurement, in the same result, that is the total; a share always has one. `period` is the
    number's own, if it differs from the result's: statistics often lag. `groups` break it down by the register's
    dimensions; a group's number is of the same sort, and None if suppressed. Without a number of all, they are in the
    indicator's unit. `open` counts the cases whose outcome is not known yet; they are not part of the total. If there
    is no number, `missing` says why, in the words of the source.
    """

    value: Number | None = None
    share: Number | None = None
    of: Annotated[Id | None, Repeats(NodeKind.INDICATOR)] = None
    period: TimePeriod | None = None
    groups: Annotated[dict[SeriesName, Number | None], Picks(Pool.GROUP, keys=True)] = Field(default_factory=dict)
    open: Annotated[Number, Field(ge=0)] | None = None
    preliminary: bool = False
    note: Annotated[Text | None, Role.PROSE] = None
    missing: Annotated[Text | None, Role.PROSE] = None
    corrections: tuple[Correction, ...] = ()
    _suppressed: Hiding | None = PrivateAttr(None)
    _open_suppressed: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.missing is not None:
            given = (self.value, self.share, self.open, self.of if not self.groups else None, self.corrections or None)
            return not_missing(self, next((each for each in given if each is not None), None))
        if self.is_of_nothing or (self.is_by_group and not self.open and not self.corrections):
            return self
        if (self.value is None) == (self.share is None):
            raise PydanticCustomError("value-or-share", "one of value and share")
        if self.share is not None and not 0 <= self.share <= 100:
            raise PydanticCustomError("share-outside", "share outside 0-100", {"share": str(self.share)})
        if self.share is not None and self.of is None:
            raise PydanticCustomError("share-of-nothing", "a share of what", {"share": str(self.share)})
        return self

    @property
    def is_of_nothing(self) -> bool:
        """Whether it has neither value nor share, but a total: the share of an empty total is undefined."""
        given = self.value is not None or self.share is not None or bool(self.groups)
        return not given and self.of is not None and self._suppressed is None

    def without_shares_of(self, whole: Self | None) -> Self:
        """Return it without the shares of what is 0: whatever is typed, no percentage of nothing exists."""
        if self.share is None or whole is None:
            return self
        if whole.value == 0:
            return self.model_copy(update={"share": None, "groups": {}})
        known = {cell: share for cell, share in self.groups.items() if whole.groups.get(cell) != 0}
        return self if len(known) == len(self.groups) else self.model_copy(update={"groups": known})

    @property
    def is_by_group(self) -> bool:
        """Whether it has numbers of groups, and none of all of them: the source gives no more."""
        given = self.value is not None or self.share is not None
        return bool(self.groups) and not given and self._suppressed is None

    @property
    def number(self) -> Decimal | None:
        """The value, or the share in per cent; None if suppressed, or if only groups have one."""
        return self.share if self.value is None else self.value

    @computed_field  # type: ignore[prop-decorator]  # as pydantic has it
    @property
    def suppressed(self) -> Hiding | None:
        """Why the number is suppressed; None if it is shown."""
        # Private attributes are slow, and most numbers are shown.
        return self._suppressed if self.number is None else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def open_suppressed(self) -> bool | None:
        """True if the count of open cases is suppressed, else None."""
        return self._open_suppressed or None

    @classmethod
    def suppressed_number(cls) -> Self:
        """Return a measurement that says only that its number is suppressed."""
        return cls(value=Decimal(0)).without_number(Hiding.SMALL)

    def without_number(self, why: Hiding) -> Self:
        """Return the measurement with its number suppressed, and with it those of its groups and earlier ones."""
        corrections = tuple(correction.model_copy(update={"was": None}) for correction in self.corrections)
        groups = dict.fromkeys(self.groups)
        hidden = self.model_copy(update={"value": None, "share": None, "corrections": corrections, "groups": groups})
        hidden._suppressed = why
        return hidden

    def without_groups(self, cells: Set[str]) -> Self:
        """Return the measurement without the numbers of the groups `cells`."""
        groups = {name: None if name in cells else number for name, number in self.groups.items()}
        return self.model_copy(update={"groups": groups}) if cells else self

    def of_group(self, cell: str) -> Self:
        """Return the measurement of a single group."""
        number, sort = self.groups[cell], "value" if self.share is None else "share"
        own: dict[str, object] = {
            "value": None,
            "share": None,
            "open": None,
            "corrections": (),
            "groups": {},
            "note": None,
        }
        if number is None:
            return self.model_copy(update=own).without_number(Hiding.DERIVABLE)
        return self.model_copy(update=own | {sort: number})

    def without_open(self) -> Self:
        """Return the measurement without the count of open cases."""
        hidden = self.model_copy(update={"open": None})
        hidden._open_suppressed = True
        return hidden


class ActivityReport(Model):
    """The state of an activity of the plan at the end of the result's period, and how people judge it."""

    status: ActivityStatus
    complete: Complete | None = None
    judgement: Judgement | None = None
    comment: Annotated[Text | None, Role.PROSE] = None


def _year_or_period(schema: JsonDict) -> None:
    """Require, in a JSON Schema, that a result has either a year or a period."""
    required = schema["required"]
    assert isinstance(required, list)
    required.remove("year")
    schema["oneOf"] = [{"required": ["year"]}, {"required": ["period"]}]


class Result(Model):
    """A plan's account of one period: a year (`year`) or any other (`period`).

    Both are always set: a year is a period, and a period belongs to a year. `judgement` is of the plan, `targets`
    reports on each target, by indicator, and `commitments` and `objectives` judge what the plan serves.
    """

    model_config = ConfigDict(json_schema_extra=_year_or_period)

    node_kind = NodeKind.RESULT
    id_field = "year"

    plan: Annotated[Id, Names(NodeKind.PLAN, Relation.ACCOUNTS_FOR)]
    year: Year
    period: TimePeriod = TimePeriod.of_year(1900)
    summary: Annotated[Text, Role.LEAD]
    as_of: Annotated[Day | None, Role.PAST] = None
    judgement: Judgement | None = None
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    measurements: Annotated[dict[Id, Measurement], Names(NodeKind.INDICATOR, Relation.MEASURED_BY, keys=True)] = Field(
        default_factory=dict
    )
    targets: Annotated[dict[Id, TargetReport], Repeats(NodeKind.INDICATOR, keys=True)] = Field(default_factory=dict)
    commitments: Annotated[dict[Id, Judgement], Names(NodeKind.COMMITMENT, Relation.JUDGES, keys=True)] = Field(
        default_factory=dict
    )
    objectives: Annotated[dict[Id, Judgement], Names(NodeKind.OBJECTIVE, Relation.JUDGES, keys=True)] = Field(
        default_factory=dict
    )
    activities: Annotated[dict[Id, ActivityReport], Picks(Pool.ACTIVITY, keys=True)] = Field(default_factory=dict)
    updated: Annotated[Day | None, Role.INCIDENTAL, Role.PAST] = None

    @model_validator(mode="before")
    @classmethod
    def _year_and_period(cls, fields: object) -> object:
        if not isinstance(fields, dict):
            return fields
        year, period = (None if is_blank(fields.get(key)) else fields.get(key) for key in ("year", "period"))
        if year is not None and period is not None:
            raise PydanticCustomError("year-and-period", "one of year and period", {"at": "period"})
        if period is not None:
            # An invalid period is one problem; do not also report a missing year.
            known = time_period(period)
            return {**fields, "year": known.year if known else 2000}
        return {**fields, "period": year} if year is not None and time_period(year) else fields

    @field_validator("measurements", mode="after")
    @classmethod
    def _parts_fit(cls, measurements: dict[str, Measurement]) -> dict[str, Measurement]:
        for name, part in measurements.items():
            whole = measurements.get(part.of) if part.of else None
            if whole and part.value is not None and whole.value is not None and part.value > whole.value:
                facts = {"at": name, "part": str(part.value), "whole": str(whole.value), "of": str(part.of)}
                raise PydanticCustomError("part-greater-than-whole", "impossible", facts)
        return {name: part.without_shares_of(measurements.get(part.of or "")) for name, part in measurements.items()}

    @property
    def id(self) -> str:
        """The result's id: its plan's id and its period."""
        return f"{self.plan}/{self.period.slug}"

    @property
    def numbered(self) -> tuple[str, ...]:
        """The indicators that have a number here, shown or suppressed.

        Of others only their groups have one, it says why there is none, or there was nothing to have a share of.
        """
        given = {name for name, each in self.measurements.items() if not (each.missing or each.is_by_group)}
        return tuple(name for name, each in self.measurements.items() if name in given and not each.is_of_nothing)

    def report_of(self, indicator: str) -> TargetReport | None:
        """Return the report on an indicator's target, including why there is no number; None if nothing is said."""
        report, measurement = self.targets.get(indicator), self.measurements.get(indicator)
        why = measurement.missing if measurement and self.period_of(indicator) == self.period else None
        if why is None or (report and report.missing):
            return report
        return report.model_copy(update={"missing": why}) if report else TargetReport(missing=why)

    def period_of(self, indicator: str) -> TimePeriod:
        """Return the period of an indicator's measurement: its own, or the result's."""
        return self.measurements[indicator].period or self.period

    @property
    def stem(self) -> str:
        """The path of its page among those of all results: year by year, with a subfolder for part of a year."""
        within = "" if self.period.slug == str(self.year) else f"{self.period.slug.lower()}/"
        return f"{self.year}/{within}{self.plan}"

    def has_all(self, names: Iterable[str]) -> bool:
        """Return whether none of these measurements or their groups is suppressed."""
        every = [self.measurements[name] for name in names]
        return not any(each.suppressed or None in each.groups.values() for each in every)
