"""Link rows: where a new reference in the table of links is written: in a field of its source that holds ids alone."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from publisher.kinds import model_of
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.roles import Members, Names, fields_playing

NEW: Final = 0
"""The position of a new member of a list, after the last; others are counted from 1."""
LinkPlace: TypeAlias = tuple[str, tuple[str | int | tuple[str, str], ...]]
"""A file, and the path in it: keys, positions, or an identifying key with its value."""


def link_place(publication: Publication, cells: Mapping[str, str]) -> LinkPlace | None:
    """Return the place of a new reference, given its row; None if its source has no field for it, or has no room.

    What refers with more than an id, such as a decision or a judgement, has a place that no row of links says.
    """
    node, target = publication.nodes.get(cells["source"]), publication.nodes.get(cells["target"])
    if node is None or cells["detail"]:
        return None
    for name in fields_playing(type(node.value), Names):
        field = type(node.value).model_fields[name]
        role = next(each for each in field.metadata if isinstance(each, Names))
        held = getattr(node.value, name)
        fits = role.relation == cells["relation"] and (target is None or target.kind in role.kinds)
        if fits and not role.keys and not isinstance(held, str):
            steps = (field.alias or name, *((NEW,) if isinstance(held, tuple) else ()))
            return node.document.file, (*_way_in(node), *steps)
    return None


def _way_in(node: Node) -> tuple[str | tuple[str, str], ...]:
    """Return the path of a node in its document; empty if it is the document itself."""
    model = model_of(node.document)
    for field in fields_playing(model, Members) if model else ():
        listed = node.document.fields.get(field)
        members = listed if isinstance(listed, list) else []
        if any(isinstance(each, dict) and each.get("id") == node.id for each in members):
            return (field, ("id", node.id))
    return ()
