"""The target value for a period, as its source gives it: a number, a limit, a range, a change, or words."""

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from publisher.model.fields import Number, Text
from publisher.model.meant import amount_meant, has_letters_for_digits
from publisher.model.quantity import Comparator, Quantity, per_cent, quantity
from publisher.model.quantity_words import words_of
from publisher.model.roles import Role
from publisher.model.short_form import ShortForm
from publisher.model.spelled import comparison, in_list, place_in_list, plus_minus, relative, with_margin
from publisher.model.time_period import TimePeriod

# How a number may be qualified; only two limits may be combined.
_SORTS: Final = (
    "value", "at_least", "at_most", "above", "below", "change", "change_percent", "increase_since", "decrease_since",
)  # fmt: skip
# YAML's own infinity and not-a-number are no targets either.
_LIKE_NUMBER: Final = re.compile(r"\s*[-+\u2212<>=\u2265\u2264~]*\s*(?:\d|\.(?:inf|nan)\s*\Z)", re.IGNORECASE)
_SPANS: Final = (["at_least", "at_most"], ["above", "below"])


@cache
def _limit_words() -> frozenset[str]:
    """Return the words that say how a number limits a target, in all languages: at least, no more than."""
    return frozenset(word for name in ("at_least", "at_most", "above", "below") for word in words_of(name))


class TargetValue(ShortForm):
    """The target value for one period.

    `value` counts by the indicator's direction: at least, at most, or exactly; without a direction, it is compared with
    nothing. `above` and `below` are exclusive limits. `change` (in the indicator's unit) and
    `change_percent` count from the period `since`, or each time from the same period a year before (`yearly`);
    `increase_since` and `decrease_since` name a period to be above or below. Without any of these it is `words` alone,
    which people judge, or `none`: somebody declared that there is no target value. `average` takes the mean of so many
    years, the last of them the target's own. A number that misses the target by no more than `tolerance`, in the
    indicator's unit, or `tolerance_percent` of the target, is nearly reached.
    """

    is_one_value: ClassVar[bool] = True

    value: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None
    change: Number | None = None
    change_percent: Number | None = None
    since: TimePeriod | None = None
    yearly: bool = False
    increase_since: TimePeriod | None = None
    decrease_since: TimePeriod | None = None
    words: Annotated[Text | None, Role.PROSE] = None
    none: bool = False
    average: Annotated[int, Field(ge=2)] | None = None
    tolerance: Annotated[Number, Field(ge=0)] | None = None
    tolerance_percent: Annotated[Number, Field(ge=0)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if isinstance(value, dict):
            _plain_tolerance(value.get("tolerance"))
        if not isinstance(value, str):
            return {"value": value} if isinstance(value, int | Decimal) else value
        if value == "none":
            return {"none": True}
        if value.strip().casefold() in (*words_of("missing"), *_limit_words()):
            # At least what?
            raise PydanticCustomError("number-missing", "no number", {"value": value})
        if near := relative(value) or place_in_list(value) or plus_minus(value):
            raise PydanticCustomError("number-or-words", "which", {"value": value, "number": near})
        if margin := with_margin(value):
            raise PydanticCustomError("margin-in-target", "which", _of_margin(value, *margin))
        if has_letters_for_digits(value):
            return {"value": value}
        if typed := quantity(value):
            return _of_quantity(value, typed)
        if near := comparison(value):
            raise PydanticCustomError("number-or-words", "which", {"value": value, "number": near})
        if not _LIKE_NUMBER.match(value) and (place := in_list(value)):
            raise PydanticCustomError("number-or-words", "which", {"value": value, "number": place[0]})
        # What begins like a number is meant as one; words may contain numbers.
        return {"value": value} if _LIKE_NUMBER.match(value) else {"words": value}

    @model_validator(mode="after")
    def _one_sort(self) -> Self:
        given = [name for name in _SORTS if getattr(self, name) is not None]
        if len(given) > 1 and given not in _SPANS:
            raise PydanticCustomError("target-value-twice", "one sort", {"at": given[1], "keys": ", ".join(given)})
        if self.none and (given or self.words):
            raise PydanticCustomError(
                "target-value-twice", "one sort", {"at": "none", "keys": ", ".join([*given, "none"])}
            )
        if not given and self.words is None and not self.none:
            raise PydanticCustomError("target-value-nothing", "nothing said")
        for lower, upper in _SPANS:
            low, high = getattr(self, lower), getattr(self, upper)
            if low is not None and high is not None and low > high:
                facts = {"at": upper, "low": str(low), "high": str(high)}
                raise PydanticCustomError("target-value-span", "wrong order", facts)
        relative = self.change is not None or self.change_percent is not None
        if relative != (self.since is not None or self.yearly) or (self.since is not None and self.yearly):
            raise PydanticCustomError("target-value-since", "since and change belong together")
        near = [name for name in ("tolerance", "tolerance_percent") if getattr(self, name) is not None]
        if len(near) > 1:
            raise PydanticCustomError("target-value-twice", "one sort", {"at": near[1], "keys": ", ".join(near)})
        if not given and (self.average or near):
            raise PydanticCustomError("target-value-words-alone", "no number")
        return self

    @classmethod
    def short_schemas(cls, long: JsonSchemaValue) -> list[JsonSchemaValue]:
        """Return the schemas of a number or words alone."""
        return [{"type": "number"}, {"type": "string"}]

    @model_serializer(mode="wrap")
    def _serialized(self, handler: SerializerFunctionWrapHandler) -> object:
        fields = {key: value for key, value in handler(self).items() if value not in (None, False)}
        return fields["value"] if fields.keys() == {"value"} else fields

    @property
    def levels(self) -> tuple[Number, ...]:
        """The numbers that a measurement is compared with: one, a limit, or both ends of a range."""
        given = (self.value, self.at_least, self.at_most, self.above, self.below)
        return tuple(number for number in given if number is not None)

    @property
    def needs_direction(self) -> bool:
        """Whether the indicator's direction decides if a number reaches it: a plain number, or no change."""
        return self.value is not None or self.change == 0 or self.change_percent == 0

    @property
    def is_change(self) -> bool:
        """Whether it is a change from an earlier measurement."""
        return self.yearly or self.counts_from(None) is not None

    def counts_from(self, period: TimePeriod | None) -> TimePeriod | None:
        """Return the period from which a change until `period` is counted; None if it is not a change."""
        if self.yearly:
            return period.years_before(1) if period else None
        return self.since or self.increase_since or self.decrease_since


def _plain_tolerance(value: object) -> None:
    """Raise PydanticCustomError if a tolerance is in per cent: of the target, or in percentage points."""
    if isinstance(value, str) and (typed := quantity(value)) and (typed.unit or "").casefold() in per_cent():
        facts = {"at": "tolerance", "value": value, "number": typed.in_full.low}
        raise PydanticCustomError("tolerance-either", "which", facts)


def _of_margin(value: str, number: Decimal, margin: Decimal) -> dict[str, str]:
    """Return the facts of a number with a margin: the range that it may mean, and the number with a tolerance."""
    span = f"{{at_least: {number - margin}, at_most: {number + margin}}}"
    return {"value": value, "span": span, "number": f"{{value: {number}, tolerance: {margin}}}"}


def _of_quantity(value: str, typed: Quantity) -> object:
    """Return the fields of a quantity in file format. Raises PydanticCustomError if it is in another format."""
    code, facts = amount_meant(typed, "not-a-number")
    if code != "not-a-number":
        raise PydanticCustomError(code, "in full", {"value": value, **facts})
    about = typed.limit is Comparator.ABOUT or typed.may_be_period
    if about or (typed.unit and typed.unit.casefold() not in per_cent()):
        full = typed.in_full
        field = f"{{{full.limit}: {full.low}}}"
        if typed.may_be_period:
            key = "increase_since" if typed.limit is Comparator.ABOVE else "decrease_since"
            facts = {"value": value, "number": field, "year": f"{{{key}: {full.low}}}"}
            raise PydanticCustomError("number-or-year", "which", facts)
        number = full.low if typed.limit is Comparator.ABOUT else full.text
        raise PydanticCustomError("number-or-words", "which", {"value": value, "number": number})
    if typed.unit or not typed.is_plain:
        raise PydanticCustomError("not-a-number", "not a number", {"value": value, **facts})
    if typed.high:
        return {"at_least": typed.low, "at_most": typed.high}
    return {typed.limit or "value": typed.low}
