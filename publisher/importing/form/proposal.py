"""Proposals: the files that an import would make, and the source lines of each part of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from publisher.importing.form.source import Doubt, LeftOut, SourceBlock, SourceCell, SourceLine


@dataclass(frozen=True, slots=True)
class ProposedValue:
    """A value of a field, the source lines that it comes from, and its doubts.

    The value is a tree of mappings, lists and scalars: text, or `Plain` if unquoted. If it comes from a table row,
    `cells` says from which cells: other cells of the row are not placed by it. A value combined from others has them as
    its `parts`, each with its own lines, doubts and cells.
    """

    value: object
    lines: tuple[SourceLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    cells: tuple[SourceCell, ...] = ()
    parts: "tuple[ProposedValue, ...]" = ()

    def spread(self) -> "Iterator[ProposedValue]":
        """Yield it and its parts, recursively."""
        yield self
        for part in self.parts:
            yield from part.spread()


Fields: TypeAlias = Mapping[str, ProposedValue | tuple[ProposedValue, ...]]
"""Fields by key, in order; a list is a tuple of its members, each with lines of its own."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposed file: its path, its kind, its fields, and the blocks of its prose.

    `marks` are passages of the prose, each with its doubts; `heads` are header cells of tables, whose meaning is in the
    fields themselves.
    """

    path: str
    kind: str
    fields: Fields
    prose: tuple[SourceBlock, ...] = ()
    marks: tuple[ProposedValue, ...] = ()
    heads: tuple[SourceCell, ...] = ()

    def pieces(self) -> Iterator[tuple[str, ProposedValue]]:
        """Yield each field value, and its parts, with its path: `title`, `commitments 3`."""
        for key, piece in self.fields.items():
            if isinstance(piece, ProposedValue):
                yield from ((key, part) for part in piece.spread())
            else:
                ways = ((f"{key} {number}", each) for number, each in enumerate(piece, start=1))
                yield from ((way, part) for way, each in ways for part in each.spread())


@dataclass(frozen=True, slots=True)
class LeftCell:
    """A cell that is left out, and why: a code whose words are `import.why.<code>`, with facts."""

    cell: SourceCell
    why: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that the sources of one import would become, and the cells that are left out.

    `lines` are whole lines that are left out for another reason than their reader knows.
    """

    files: tuple[Proposed, ...] = ()
    left: tuple[LeftCell, ...] = ()
    lines: tuple[LeftOut, ...] = ()
