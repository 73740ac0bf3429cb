"""Locks: the register of texts frozen as they were decided, `plans/locks.yml`."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model
from publisher.model.parts import Decision
from publisher.model.roles import Members, Role
from publisher.shortening import shortened

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
_OF_PART: Final = re.compile(r"[0-9a-f]{12}")


def _fingerprint(value: object) -> object:
    return _matched(value, _FINGERPRINT)


def _of_part(value: object) -> object:
    return _matched(value, _OF_PART)


def _matched(value: object, pattern: re.Pattern[str]) -> object:
    if isinstance(value, str) and not pattern.fullmatch(value):
        raise PydanticCustomError("bad-fingerprint", "not a fingerprint", {"value": shortened(str(value), 20)})
    return value


Fingerprint = Annotated[str, BeforeValidator(_fingerprint)]
"""The SHA-256 of a text in canonical form, in 64 lower-case hexadecimal digits."""

PartFingerprint = Annotated[str, BeforeValidator(_of_part)]
"""The first 12 digits of such a fingerprint of one value or paragraph."""


class Lock(Model):
    """The lock of a plan or steering document: the decision, and the fingerprint of each text that it covers.

    `parts` has those of the single values and paragraphs of each text, to say which of them were changed; a lock
    without it is as valid.
    """

    id: Annotated[Id, Role.KEY]
    decision: Decision
    texts: dict[Id, Fingerprint] = Field(min_length=1)
    parts: dict[Id, dict[str, PartFingerprint]] = Field(default_factory=dict)


class Locks(Model):
    """The register of locks, latest last; the last lock of a document applies."""

    locks: Annotated[tuple[Lock, ...], Members(nodes=False)]
