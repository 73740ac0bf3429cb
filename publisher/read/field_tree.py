"""Trees: the content of a file as mappings, lists and scalars, and access to them by path."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = Mapping[str, "Tree"] | list["Tree"] | str
Fields: TypeAlias = Mapping[str, Tree]


def value_at(tree: Tree, path: Path) -> Tree | None:
    """Return the value at a path of a tree, or None."""
    found: Tree | None = tree
    for part in path:
        found = _member(found, part)
    return found


def fields_at(tree: Tree, path: Path) -> Fields:
    """Return the mapping at a path of a tree, or an empty one."""
    found = value_at(tree, path)
    return found if isinstance(found, Mapping) else {}


def members_at(tree: Tree, path: Path) -> list[Tree]:
    """Return the list at a path of a tree, or an empty one."""
    found = value_at(tree, path)
    return found if isinstance(found, list) else []


def text_at(tree: Tree, path: Path) -> str:
    """Return the text at a path of a tree, or ""."""
    found = value_at(tree, path)
    return found if isinstance(found, str) else ""


def texts_in(tree: object) -> Iterator[str]:
    """Yield every text in a tree, in order, except keys."""
    if isinstance(tree, str):
        yield tree
    members = tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, list) else ()
    for each in members:
        yield from texts_in(each)


def placed_texts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in a tree, in order, except keys, each with its path."""
    if isinstance(tree, str):
        yield path, tree
        return
    for key, member in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
        yield from placed_texts(member, (*path, key))


def with_value(fields: Fields, path: Path, value: Tree) -> dict[str, Tree]:
    """Return a copy of a tree with another value at an existing path. Raises KeyError if there is no such path."""
    made = deepcopy(dict(fields))
    holder = value_at(made, path[:-1])
    if isinstance(holder, dict):
        holder[str(path[-1])] = value
    elif isinstance(holder, list) and isinstance(path[-1], int):
        holder[path[-1]] = value
    else:
        raise KeyError(path)
    return made


def without_value(fields: Fields, path: Path) -> dict[str, Tree]:
    """Return a copy of a tree without the value at a path, nor a list or mapping that would be left empty."""
    made = deepcopy(dict(fields))
    for length in range(len(path), 0, -1):
        if length < len(path) and value_at(made, path[:length]):
            break
        holder = value_at(made, path[: length - 1])
        if isinstance(holder, dict):
            holder.pop(str(path[length - 1]), None)
        elif isinstance(holder, list) and isinstance(at := path[length - 1], int):
            del holder[at]
    return made


def _member(holder: Tree | None, part: str | int) -> Tree | None:
    if isinstance(holder, Mapping):
        return holder.get(str(part))
    if isinstance(holder, list) and isinstance(part, int) and 0 <= part < len(holder):
        return holder[part]
    return None
