"""Directions that people give in a mapping file, for indicators that the register has without one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from publisher.importing.drafts.placing import Placing, Way
from publisher.mend.rewrite import rewritten
from publisher.mend.spans import span_of

_REGISTER: Final = "plans/indicators.yml"


def with_directions(root: Path, placed: Sequence[Placing], directions: Mapping[str, str]) -> tuple[Placing, ...]:
    """Return drafts with the directions of indicators, by title, also of those that an earlier import has made.

    Only what the register lacks is added: a direction that it has is the publication's own.
    """
    drafted = next((each for each in placed if each.path == _REGISTER), None)
    there = (root / _REGISTER).read_text(encoding="utf-8-sig") if (root / _REGISTER).is_file() else ""
    text = drafted.text if drafted else there
    span = span_of(text) if directions and text else None
    tree = dict(span.tree) if span and isinstance(span.tree, dict) else {}
    members = tree.get("indicators")
    if not isinstance(members, list):
        return tuple(placed)
    given = [
        {**each, "direction": directions[str(each.get("title"))]}
        if isinstance(each, dict) and not each.get("direction") and directions.get(str(each.get("title")))
        else each
        for each in members
    ]
    if given == members:
        return tuple(placed)
    made = Placing(_REGISTER, rewritten(text, {**tree, "indicators": given}), Way.NEWER if there else Way.NEW)
    others = tuple(each for each in placed if each.path != _REGISTER)
    return (*others, made)
