"""Statistics of an indicator that belong to no plan: a number for each period, and comparison series."""

import re
from collections.abc import Set
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.correction import Corrections
from publisher.model.fields import Id, Model, Number, Text
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, NodeKind, Relation, Role
from publisher.model.short_form import ShortForm
from publisher.model.silence import not_missing
from publisher.model.time_period import TimePeriod

_NAME: Final = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
_NAMES: Final = re.compile(rf"{_NAME}(?:\+{_NAME})*")


def _series(value: object) -> object:
    if isinstance(value, str) and not _NAMES.fullmatch(value):
        raise PydanticCustomError("bad-series", "no name of a series", {"value": str(value)})
    return value


SeriesName = Annotated[
    str, BeforeValidator(_series), WithJsonSchema({"type": "string", "pattern": f"^{_NAMES.pattern}$"})
]
"""The id of a comparison series or a group; a cell of several dimensions joins the groups' ids with +."""


class ComparedSeries(Model):
    """A series that an indicator is compared with, such as that of the county or the country."""

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    text: Annotated[Text | None, Role.PROSE] = None


class Observation(ShortForm):
    """The numbers of an indicator for one period: its own (`value`), and those of comparisons (`series`) and groups.

    `groups` divide its own by the register's dimensions; a suppressed group has no number. `corrections` are those of
    its own number; `missing` says why it has none, in the words of the source. Its own number, and so its groups, may
    be `preliminary`; of comparisons that is known where `preliminary_series` says it.
    """

    value: Number | None = None
    series: Annotated[dict[SeriesName, Number], Picks(Pool.SERIES, keys=True)] = Field(default_factory=dict)
    groups: Annotated[dict[SeriesName, Number | None], Picks(Pool.GROUP, keys=True)] = Field(default_factory=dict)
    preliminary: bool = False
    preliminary_series: Annotated[dict[SeriesName, bool], Picks(Pool.SERIES, keys=True)] = Field(default_factory=dict)
    note: Annotated[Text | None, Role.PROSE] = None
    missing: Annotated[Text | None, Role.PROSE] = None
    corrections: Corrections = ()
    _suppressed: bool = PrivateAttr(default=False)

    @model_validator(mode="after")
    def _number_or_reason(self) -> Self:
        return not_missing(self, self.value)

    @property
    def is_by_group(self) -> bool:
        """Whether it has numbers of groups, and none of all of them: the source gives no more."""
        return bool(self.groups) and self.value is None and not self._suppressed

    @property
    def is_suppressed(self) -> bool:
        """Whether its own number is suppressed."""
        return self._suppressed

    def without_value(self) -> "Observation":
        """Return the observation with its own number suppressed, and the earlier numbers in its corrections."""
        hidden = self.without_history().model_copy(update={"value": None})
        hidden._suppressed = True
        return hidden

    def without_history(self) -> "Observation":
        """Return the observation with the earlier numbers in its corrections suppressed."""
        corrections = tuple(each.model_copy(update={"was": None}) for each in self.corrections)
        return self.model_copy(update={"corrections": corrections}) if corrections else self

    def without(self, cells: Set[str]) -> "Observation":
        """Return the observation with the groups `cells` suppressed; "" stands for its own number."""
        groups = {name: None if name in cells else number for name, number in self.groups.items()}
        kept = self.model_copy(update={"groups": groups}) if cells & groups.keys() else self
        return kept.without_value() if "" in cells else kept


class Statistics(Model):
    """The statistics of one indicator, `plans/statistics/<indicator>.csv`: a row for each period."""

    indicator: Annotated[Id, Names(NodeKind.INDICATOR, Relation.MEASURED_BY)]
    periods: dict[TimePeriod, Observation]

    @property
    def id(self) -> str:
        """The id of the indicator."""
        return self.indicator
