"""Merging: combines what two people changed, and reports conflicts."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.edit.forms.unplaced_rows import PartialMapping
from publisher.read.field_tree import Fields, Path, Tree


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict: the path in the file, and the value there now."""

    path: Path
    theirs: Tree | None


def merged_fields(base: Fields, mine: Fields, theirs: Fields, path: Path = ()) -> tuple[dict[str, Tree], list[Clash]]:
    """Return the merged fields of two people's changes, and the conflicts.

    In a conflict, mine is the merged value and theirs is in the Clash.
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
    """Return the merged text of two people's changes: mine, with theirs as a conflict if both changed it."""
    if theirs in {mine, base}:
        return mine, []
    return (theirs, []) if mine == base else (mine, [Clash(path, theirs)])


def _merged(base: Tree | None, mine: Tree | None, theirs: Tree | None, path: Path) -> tuple[Tree | None, list[Clash]]:
    if mine == theirs or theirs == base:
        return mine, []
    if mine == base:
        return theirs, []
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping) and not isinstance(mine, PartialMapping):
        return merged_fields(base if isinstance(base, Mapping) else {}, mine, theirs, path)
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(base, list):
        if len(mine) == len(theirs) == len(base):
            pairs = [_merged(*each, (*path, at)) for at, each in enumerate(zip(base, mine, theirs, strict=True))]
            members = [value for value, _ in pairs if value is not None]
            return members, [clash for _, found in pairs for clash in found]
        if len(theirs) > len(base) and theirs[: len(base)] == base:
            return [*mine, *theirs[len(base) :]], []
    return mine, [Clash(path, theirs)]
