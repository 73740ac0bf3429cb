"""Locks: the register of texts that stand as they were decided, `plans/locks.yml`."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from publisher.model.fields import Id, Model
from publisher.model.parts import Decision
from publisher.model.roles import Members, Role

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


def _fingerprint(value: object) -> object:
    if isinstance(value, str) and not _FINGERPRINT.fullmatch(value):
        raise PydanticCustomError("bad-fingerprint", "not a fingerprint", {"value": str(value)[:20]})
    return value


Fingerprint = Annotated[str, BeforeValidator(_fingerprint)]
"""The SHA-256 of a text in its canonical form, 64 digits from 0 to f."""


class Lock(Model):
    """A plan or the strategy as it was decided: the decision, and the fingerprint of each text that it covers."""

    id: Annotated[Id, Role.KEY]
    decision: Decision
    texts: dict[Id, Fingerprint] = Field(min_length=1)


class Locks(Model):
    """The register of locks, the latest last; of several locks on the same document the last one holds."""

    locks: Annotated[tuple[Lock, ...], Members(nodes=False)]
