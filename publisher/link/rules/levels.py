"""Levels: each objective must be on a declared level, not part of itself, and not nested too deeply."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from publisher.link.graph.document_tree import DocumentTree
from publisher.link.graph.node import Entry, Node
from publisher.model.strategy import FocusArea, Implementation, Objective
from publisher.problem import Problem, nearest

# Steering documents have two to four levels.
DEEPEST: Final = 20


def misplaced(entries: Iterable[Entry], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem for each objective on an unknown level, or that would be part of itself."""
    tree = DocumentTree(nodes)
    for entry in entries:
        if not isinstance(entry.value, FocusArea | Implementation):
            continue
        for index, objective in enumerate(entry.value.objectives):
            document = tree.document_of.get(objective.id)
            levels = [level.id for level in document.levels] if document else []
            place = partial(entry.document.place, "objectives", index)
            if objective.level and objective.level not in levels:
                near = nearest(objective.level, levels)
                yield Problem.at(place("level"), "unknown-id", id=objective.level, near=near)
            above = _above(objective, nodes)
            if objective.id in above:
                yield Problem.at(place("part_of"), "document-within-itself", id=objective.id)
            elif len(above) == DEEPEST:
                yield Problem.at(place("part_of"), "objective-too-deep", limit=DEEPEST)


def _above(objective: Objective, nodes: Mapping[str, Node]) -> set[str]:
    """Return the ids of the objectives above one, up to a maximum depth."""
    above, seen = objective.part_of, set[str]()
    while above and above not in seen and len(seen) <= DEEPEST:
        seen.add(above)
        node = nodes.get(above)
        above = node.value.part_of if node and isinstance(node.value, Objective) else None
    return seen
