"""Corrections: what a published number was before, when it was corrected and why."""

import re
from typing import Annotated, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from publisher.model.fields import Model, Number, Text
from publisher.model.period import Day
from publisher.model.roles import Role
from publisher.read.scalar import Plain

# In a table cell: 2026-02-01: 7.4 (revised by the source); several are separated by semicolons.
_ONE: Final = re.compile(r"(?P<date>\d{4}-\d\d-\d\d):\s*(?P<was>[-+\u2212]?\d[\d.,\s]*?)\s*\((?P<reason>[^()]+)\)")


class Correction(Model):
    """A correction of a published number: what it was, when it was corrected and why.

    An author always gives `was`; None means that it is suppressed.
    """

    was: Number | None
    date: Annotated[Day, Role.KEY, Role.PAST]
    reason: Annotated[Text, Role.PROSE]


def _of_cell(value: object) -> object:
    """Return the corrections in a table cell; a value that is not text is returned unchanged."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(";") if part.strip()]
    found = [_ONE.fullmatch(part) for part in parts]
    if not parts or None in found:
        raise PydanticCustomError("bad-corrections", "no corrections", {"value": str(value)})
    return [
        {"date": Plain(match["date"]), "was": Plain(_number(match["was"])), "reason": match["reason"].strip()}
        for match in found
        if match
    ]


def _number(text: str) -> str:
    return re.sub(r"\s", "", text).replace("\u2212", "-").replace(",", ".")


def cell_of(corrections: "tuple[Correction, ...]") -> str:
    """Return corrections formatted for a table cell."""
    return "; ".join(f"{each.date}: {each.was} ({each.reason})" for each in corrections)


Corrections = Annotated[tuple[Correction, ...], BeforeValidator(_of_cell)]
