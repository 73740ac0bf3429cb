"""The position of each value in a YAML text: the parser's nodes with the start and end of their own text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from publisher.read.field_tree import Tree
from publisher.read.yaml_slips import EVENT_LOADER


@dataclass(frozen=True, slots=True)
class Span:
    """A value in a text: its characters from `start` up to `end`; `indent` is the column of a block's members.

    `members` holds (key, start of the key, value) for a mapping, and (index, start of the hyphen, value) for a list;
    within brackets, a list member starts where its value does. `style` is that of a scalar: a quotation mark, `|`, `>`
    or "". `tree` is the value itself, with every scalar as text.
    """

    tree: Tree
    start: int
    end: int
    flow: bool
    style: str = ""
    indent: int = 0
    members: tuple[tuple[str | int, int, "Span"], ...] = ()

    def __iter__(self) -> Iterator[tuple[str | int, int, "Span"]]:
        return iter(self.members)


def span_of(text: str) -> Span | None:
    """Return the span of the root value of a YAML text, or None. Raises yaml.YAMLError."""
    node = yaml.compose(text, Loader=EVENT_LOADER)
    if node is None:
        return None
    tokens = yaml.scan(text, Loader=EVENT_LOADER)
    hyphens = [token.start_mark.index for token in tokens if isinstance(token, yaml.BlockEntryToken)]
    return _span(text, node, hyphens)


def _span(text: str, node: yaml.Node, hyphens: Sequence[int]) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        style = node.style or ""
        if style in {"|", ">"}:
            # The parser includes the blank lines after a block scalar in it.
            last = start + len(text[start:end].rstrip())
            end = min(end, max(last, text.find("\n", last)) if "\n" in text[last:] else len(text))
        return Span(node.value, start, end, flow=True, style=style)
    assert isinstance(node, yaml.CollectionNode)
    members: list[tuple[str | int, int, Span]] = []
    for at, each in enumerate(node.value):
        if isinstance(node, yaml.MappingNode):
            key, value = each
            members.append((str(key.value), key.start_mark.index, _span(text, value, hyphens)))
        else:
            begin = each.start_mark.index
            first = begin if node.flow_style else hyphens[bisect_left(hyphens, begin) - 1]
            members.append((at, first, _span(text, each, hyphens)))
    tree: Tree = {str(key): value.tree for key, _, value in members}
    if isinstance(node, yaml.SequenceNode):
        tree = [value.tree for _, _, value in members]
    if node.flow_style:
        return Span(tree, start, end, flow=True, members=tuple(members))
    first = members[0][1]
    indent = first - (text.rfind("\n", 0, first) + 1)
    return Span(tree, first, members[-1][2].end, flow=False, indent=indent, members=tuple(members))
