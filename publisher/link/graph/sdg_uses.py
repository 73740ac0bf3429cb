"""What serves the goals of Agenda 2030, as stated by authors, by goal and target."""

from collections.abc import Mapping

from publisher.link.graph.node import Linked, Node
from publisher.model.fields import has_field
from publisher.model.sdg import goal_of, target_order


def sdg_uses(nodes: Mapping[str, Node]) -> Mapping[int, Mapping[str, tuple[Linked, ...]]]:
    """Return the nodes that name each goal of Agenda 2030, by goal and then by the number named (8 or 8.5)."""
    named: dict[str, list[Linked]] = {}
    for node in nodes.values():
        for number in dict.fromkeys(getattr(node.value, "sdg", ()) if has_field(type(node.value), "sdg") else ()):
            named.setdefault(number, []).append(node.value)
    found: dict[int, dict[str, tuple[Linked, ...]]] = {}
    for number in sorted(named, key=target_order):
        found.setdefault(goal_of(number), {})[number] = tuple(named[number])
    return found
