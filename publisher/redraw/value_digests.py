"""Digests of values: equal for equal values in every process, and different if any part of them differs."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from typing import Final

from pydantic import BaseModel

_BYTES: Final = 12
_FIELDS: Final[dict[type[object], tuple[str, ...]]] = {}
_PLAIN: Final = frozenset({int, bool, float, Decimal, date, datetime, type(None), bytes})


class NotDigestedError(Exception):
    """Raised for a value of a type that cannot be digested; the message is its type."""


def value_digest(value: object, names: Mapping[int, str] | None = None) -> bytes:
    """Return the digest of a value and everything in it. Objects in `names`, by identity, are represented by name.

    Raises NotDigestedError.
    """
    spelling = _Spelling(names or {})
    spelling.add(value)
    return blake2b("\0".join(spelling.parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()


class _Spelling:
    """Serialises values: the type of each, its length, and its content."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self.parts: list[str] = []

    def add(self, value: object) -> None:
        """Serialise a value."""
        kind = type(value)
        if kind is str:
            self.parts.append(f"{len(value)}:{value}")  # type: ignore[arg-type]  # it is one
        elif kind in _PLAIN:
            self.parts.append(f"{kind.__name__} {value!r}")
        elif id(value) in self._names:
            self.parts.append(f"named {self._names[id(value)]}")
        elif isinstance(value, Enum | type):
            self.parts.append(f"{kind.__qualname__} {value}")
        elif isinstance(value, str):
            # A text with an attribute, such as its language.
            self.parts.append(kind.__qualname__)
            self._several([*value.__reduce_ex__(2)[1:]])
        elif isinstance(value, Mapping):
            self.parts.append(kind.__name__)
            self._pairs(value)
        elif isinstance(value, list | tuple):
            self._several(value)
        elif isinstance(value, Set):
            self.parts.append(f"{kind.__name__} {sorted(value_digest(each, self._names) for each in value)}")
        else:
            self._fields(value)

    def _several(self, values: "list[object] | tuple[object, ...]") -> None:
        self.parts.append(f"{type(values).__name__} {len(values)}")
        for each in values:
            self.add(each)

    def _pairs(self, pairs: Mapping[str, object]) -> None:
        self.parts.append(str(len(pairs)))
        for name, each in pairs.items():
            self.add(name)
            self.add(each)

    def _fields(self, value: object) -> None:
        kind: type[object] = type(value)
        if isinstance(value, BaseModel):
            self.parts.append(f"{kind.__qualname__} {sorted(value.model_fields_set)}")
            self._pairs(value.__dict__)
        elif is_dataclass(value):
            self.parts.append(kind.__qualname__)
            for name in _names_of_fields(kind):
                self.add(getattr(value, name))
        else:
            raise NotDigestedError(kind)


def _names_of_fields(kind: type[object]) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; asking for them each time takes longer than digesting them."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # of a dataclass
    return _FIELDS[kind]
