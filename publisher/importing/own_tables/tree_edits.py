"""Tree edits: a document's fields with another value at one path, and the rest unchanged."""

from collections.abc import Mapping, Sequence

from publisher.importing.own_tables.link_rows import NEW
from publisher.importing.own_tables.spots import Step
from publisher.model.time_period import TimePeriod, time_period

# The field of a short form's value: `judgement: fulfilled`, `2024: 65`.
SHORT = "value"


def with_value(tree: object, path: Sequence[Step], value: object) -> object:
    """Return the tree with `value` at a path; None removes the value there, and what is then empty.

    A short form is expanded if the path leads into it, and a mapping with only its value left becomes a short form
    again.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        # A list of one may be written as that one.
        members = list(tree) if isinstance(tree, list) else [] if tree is None else [tree]
        if step == NEW:
            return [*members, value]
        return [with_value(each, rest, value) if at == step else each for at, each in enumerate(members, 1)]
    if isinstance(step, tuple):
        return _in_list(tree, step, rest, value)
    given = dict(tree) if isinstance(tree, Mapping) else {SHORT: tree} if tree is not None else {}
    key = _key(step, given)
    made = with_value(given.get(key), rest, value)
    if made is None or made == {}:
        given.pop(key, None)
    else:
        given[key] = made
    short = not isinstance(tree, Mapping) and not isinstance(step, TimePeriod) and [*given] == [SHORT]
    return given[SHORT] if short else given


def value_at(tree: object, path: Sequence[Step]) -> object:
    """Return the value at a path, or None."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step - 1] if isinstance(tree, list) and NEW < step <= len(tree) else None
        elif isinstance(step, tuple):
            key, name = step
            members = tree if isinstance(tree, list) else []
            tree = next((each for each in members if isinstance(each, Mapping) and str(each.get(key)) == name), None)
        elif isinstance(tree, Mapping):
            tree = tree.get(_key(step, tree))
        elif step != SHORT:
            return None
    return tree


def _key(step: str | TimePeriod, given: Mapping[str, object]) -> str:
    if isinstance(step, TimePeriod):
        return next((key for key in given if time_period(key) == step), step.name)
    return step


def _in_list(tree: object, step: tuple[str, str], rest: Sequence[Step], value: object) -> list[object]:
    key, name = step
    members = list(tree) if isinstance(tree, list) else []
    for at, each in enumerate(members):
        if isinstance(each, Mapping) and str(each.get(key)) == name:
            members[at] = with_value(each, rest, value)
            return members
    return [*members, with_value({key: name}, rest, value)]
