"""Merging: what two people made of the same values, and where both wrote in the same place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Clash:
    """Where two people wrote in the same place: the path in the file, and what stands there now."""

    path: tuple[str | int, ...]
    theirs: Any


def merged(base: Any, mine: Any, theirs: Any, path: tuple[str | int, ...] = ()) -> tuple[Any, list[Clash]]:
    """Return a value that two people changed, with what both did, and where both wrote in the same place.

    There, mine stands in the value and theirs in the clash.
    """
    if mine == theirs or theirs == base:
        return mine, []
    if mine == base:
        return theirs, []
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        before = base if isinstance(base, Mapping) else {}
        made: dict[str, Any] = {}
        clashes: list[Clash] = []
        for key in dict.fromkeys([*mine, *theirs]):
            value, found = merged(before.get(key), mine.get(key), theirs.get(key), (*path, key))
            clashes += found
            if value is not None:
                made[key] = value
        return made, clashes
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
        if len(mine) == len(theirs) == len(base):
            pairs = [merged(*each, (*path, at)) for at, each in enumerate(zip(base, mine, theirs, strict=True))]
            return [value for value, _ in pairs], [clash for _, found in pairs for clash in found]
        if len(theirs) > len(base) and theirs[: len(base)] == base:
            return [*mine, *theirs[len(base) :]], []
    return mine, [Clash(path, theirs)]
