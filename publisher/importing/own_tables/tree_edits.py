"""Tree edits: a document's fields with another value at one spot; all else is as it was."""

from collections.abc import Mapping, Sequence

from publisher.importing.own_tables.spots import Step
from publisher.model.time_period import TimePeriod, time_period

# What a value stands for where a whole mapping may be written as one: `judgement: fulfilled`, `2024: 65`.
SHORT = "value"


def with_value(tree: object, path: Sequence[Step], value: object) -> object:
    """Return a tree with `value` at the end of a path; None takes away what stands there, and what is empty then.

    A number or word that stands for a mapping becomes one where the path goes into it, and one that has only its value
    left becomes that again.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
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
    """Return what stands at the end of a path; None where nothing does."""
    for step in path:
        if isinstance(step, tuple):
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
