"""Sorts keys in the order of the schema, each with the comments above it."""

from collections.abc import Iterator, Mapping, Sequence

from publisher.mend.members import MODELINE
from publisher.mend.text import Mending, Text
from publisher.model.typed import keys_at
from publisher.read.field_tree import Path, Tree


def mend_order(text: Text) -> Text:
    """Return the text with the keys of each mapping sorted, if that only moves whole lines and splits no group."""
    left: set[Path] = set()
    while (path := _first_out_of_order(text, left)) is not None:
        left.add(path)
        keys = _expected_keys(text, path)
        lines = _reordered(text, path, keys)
        line = text.document.marks[(*path, keys[0])][0][0]
        facts = {"keys": ", ".join(keys)}
        text = (lines and text.changed(lines, Mending("mend.order", line, facts))) or text
    return text


def _first_out_of_order(text: Text, left: set[Path]) -> Path | None:
    for path, mapping in _mappings(text.document.fields):
        if path not in left and list(mapping) != _expected_keys(text, path):
            return path
    return None


def _mappings(tree: object, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield every mapping of a tree with its path, innermost first."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from _mappings(value, (*path, key))
    if isinstance(tree, dict):
        yield path, tree


def _expected_keys(text: Text, path: Path) -> list[str]:
    """Return the keys of the mapping at `path` in the schema's order; unchanged if the schema does not know one."""
    keys = list(_mapping_at(text.document.fields, path))
    known = keys_at(text.model, path)
    return sorted(keys, key=known.index) if set(keys) <= set(known) else keys


def _mapping_at(tree: Tree | Mapping[str, Tree], path: Path) -> Mapping[str, Tree]:
    """Return the mapping at a path."""
    for part in path:
        tree = tree[part]  # type: ignore[index]
    assert isinstance(tree, Mapping)
    return tree


def _reordered(text: Text, path: Path, keys: Sequence[str]) -> list[str] | None:
    """Return all lines with those of one mapping reordered; None if its keys do not have lines of their own."""
    marks = text.document.marks
    spots = sorted((marks[(*path, key)][0], key) for key in keys)
    columns = {column for (_, column), _ in spots}
    starts = [line - 1 for (line, _), _ in spots]
    if len(columns) > 1 or len(set(starts)) < len(starts):
        return None
    indent = columns.pop() - 1
    first, end = starts[0], _end(text.lines[: text.yaml_lines], starts[-1], indent)
    lead = text.lines[first][:indent]
    starts = [_with_comments(text.lines, line, first, indent) for line in starts]
    if not lead.strip():
        starts[0] = _with_comments(text.lines, starts[0], 0, indent)
    parts = [list(text.lines[at:to]) for at, to in zip(starts, [*starts[1:], end], strict=True)]
    if any(not line.strip() for part in parts for line in part[-1:]):
        return None  # blank lines make groups
    parts[0][0] = " " * indent + parts[0][0][indent:] if lead.strip() else parts[0][0]
    by_key = {key: part for (_, key), part in zip(spots, parts, strict=True)}
    moved = [line for key in keys for line in by_key[key]]
    if lead.strip():
        if moved[0].lstrip().startswith("#"):
            return None
        moved[0] = lead + moved[0][indent:]
    return [*text.lines[: starts[0]], *moved, *text.lines[end:]]


def _with_comments(lines: Sequence[str], line: int, least: int, indent: int) -> int:
    """Return the first line of a key, including the comments directly above it, except directives to editors."""
    while line > least and lines[line - 1].startswith(" " * indent + "#") and not lines[line - 1].startswith(MODELINE):
        line -= 1
    return line


def _end(lines: Sequence[str], last: int, indent: int) -> int:
    """Return the line after a mapping whose last key is on line `last`; later comments are not part of it."""
    end = last + 1
    for number in range(last + 1, len(lines)):
        line = lines[number]
        depth = len(line) - len(line.lstrip(" "))
        if not line.strip():
            continue
        if depth < indent or (depth == indent and not line[indent:].startswith("- ")) or line.startswith("---"):
            break
        end = number + 1
    return end
