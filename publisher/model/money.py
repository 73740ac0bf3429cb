"""Money: the budget and the cost of a plan or an activity, by period, in one currency."""

from typing import Annotated, Self

from babel.numbers import is_currency
from pydantic import AfterValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Model, Number, Text
from publisher.model.parts import Source
from publisher.model.roles import Role
from publisher.model.silence import not_missing
from publisher.model.time_period import TimePeriod


def _currency(value: object) -> object:
    if not is_currency(str(value)):
        near = str(value).upper() if is_currency(str(value).upper()) else ""
        raise PydanticCustomError("unknown-currency", "no currency", {"value": str(value), "near": near})
    return value


Currency = Annotated[str, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
"""The code of a currency (ISO 4217), such as SEK."""


class Amounts(Model):
    """The amounts for one period: budgeted and spent, or why they are unknown (`missing`)."""

    budget: Number | None = None
    outcome: Number | None = None
    note: Annotated[Text | None, Role.PROSE] = None
    missing: Annotated[Text | None, Role.PROSE] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.budget is None and self.outcome is None and self.missing is None:
            raise PydanticCustomError("money-of-nothing", "neither budget nor outcome")
        return not_missing(self, self.budget if self.outcome is not None else None)


class Money(Model):
    """The budget and cost of something by period, in one currency, and their source."""

    currency: Currency
    periods: dict[TimePeriod, Amounts] = Field(min_length=1)
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
