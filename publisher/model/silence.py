"""Three states of a fact: given, declared as none, or not mentioned, which is never shown as a fact."""

from typing import Protocol, TypeVar

from pydantic_core import PydanticCustomError


class _HasWithout(Protocol):
    @property
    def without(self) -> tuple[str, ...]:
        """The names of the facts that the author declares there are none of."""


class _HasMissing(Protocol):
    @property
    def missing(self) -> str | None:
        """Why there is no number, in the words of the source."""


Value = TypeVar("Value", bound=_HasWithout)
Measured = TypeVar("Measured", bound=_HasMissing)


def not_both(value: Value) -> Value:
    """Return a value, unless it both gives a fact and declares that there is none. Raises PydanticCustomError."""
    for name in value.without:
        if getattr(value, name) not in (None, ()):
            raise PydanticCustomError("given-and-none", "both", {"at": name, "fact": f"{name}:"})
    return value


def not_missing(value: Measured, number: object) -> Measured:
    """Return a value, unless it both gives a number and says why there is none. Raises PydanticCustomError."""
    if value.missing is not None and number is not None:
        raise PydanticCustomError("given-yet-missing", "both", {"at": "missing"})
    return value
