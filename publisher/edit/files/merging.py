"""Merging: what two people made of the same values, and where both wrote in the same place."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.read.field_tree import Fields, Path, Tree


@dataclass(frozen=True, slots=True)
class Clash:
    """Where two people wrote in the same place: the path in the file, and what stands there now."""

    path: Path
    theirs: Tree | None


def merged_fields(base: Fields, mine: Fields, theirs: Fields, path: Path = ()) -> tuple[dict[str, Tree], list[Clash]]:
    """Return fields that two people changed, with what both did, and where both wrote in the same place.

    There, mine stands in the value and theirs in the clash.
    """
    made: dict[str, Tree] = {}
    clashes: list[Clash] = []
    for key in dict.fromkeys([*mine, *theirs]):
        value, found = _merged(base.get(key), mine.get(key), theirs.get(key), (*path, key))
        clashes += found
        if value is not None:
            made[key] = value
    return made, clashes


def merged_text(base: str, mine: str, theirs: str, path: Path) -> tuple[str, list[Clash]]:
    """Return a text that two people may have changed: mine, with theirs in a clash where both did."""
    if theirs in {mine, base}:
        return mine, []
    return (theirs, []) if mine == base else (mine, [Clash(path, theirs)])


def _merged(base: Tree | None, mine: Tree | None, theirs: Tree | None, path: Path) -> tuple[Tree | None, list[Clash]]:
    if mine == theirs or theirs == base:
        return mine, []
    if mine == base:
        return theirs, []
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return merged_fields(base if isinstance(base, Mapping) else {}, mine, theirs, path)
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
        if len(mine) == len(theirs) == len(base):
            pairs = [_merged(*each, (*path, at)) for at, each in enumerate(zip(base, mine, theirs, strict=True))]
            members = [value for value, _ in pairs if value is not None]
            return members, [clash for _, found in pairs for clash in found]
        if len(theirs) > len(base) and theirs[: len(base)] == base:
            return [*mine, *theirs[len(base) :]], []
    return mine, [Clash(path, theirs)]
