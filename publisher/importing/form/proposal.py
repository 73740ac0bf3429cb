"""What an import proposes: files with their fields and prose, and for each piece the lines that it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from publisher.importing.form.source import Doubt, SourceBlock, SourceCell, SourceLine


@dataclass(frozen=True, slots=True)
class ProposedValue:
    """A value of a field, the lines of the source that it comes from, and what is uncertain about it.

    The value is a tree of mappings, lists and scalars: text, or `Plain` where it stands without quotation marks.
    Of a row of a table it says which `cells` it comes from: the others of the row are not placed by it. A value that is
    put together of others has them as its `parts`, each with its own lines, doubts and cells.
    """

    value: object
    lines: tuple[SourceLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    cells: tuple[SourceCell, ...] = ()
    parts: "tuple[ProposedValue, ...]" = ()

    def spread(self) -> "Iterator[ProposedValue]":
        """Yield it, and the parts that it is put together of."""
        yield self
        for part in self.parts:
            yield from part.spread()


Fields: TypeAlias = Mapping[str, ProposedValue | tuple[ProposedValue, ...]]
"""Fields by key, in order; a list is a tuple of its members, each with lines of its own."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One file of the publication as it would be: its path, its kind, its fields, and the blocks of its prose.

    `marks` are passages of the prose, each with what is uncertain about it; `heads` are cells of tables that name what
    stands below them, and are given by the fields themselves.
    """

    path: str
    kind: str
    fields: Fields
    prose: tuple[SourceBlock, ...] = ()
    marks: tuple[ProposedValue, ...] = ()
    heads: tuple[SourceCell, ...] = ()

    def pieces(self) -> Iterator[tuple[str, ProposedValue]]:
        """Yield each piece of the fields, and its parts, with the way to it: `title`, `commitments 3`."""
        for key, piece in self.fields.items():
            if isinstance(piece, ProposedValue):
                yield from ((key, part) for part in piece.spread())
            else:
                ways = ((f"{key} {number}", each) for number, each in enumerate(piece, start=1))
                yield from ((way, part) for way, each in ways for part in each.spread())


@dataclass(frozen=True, slots=True)
class LeftCell:
    """A cell that goes nowhere, and why: a code whose words are `import.why.<code>`, with the facts that they name."""

    cell: SourceCell
    why: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that the sources of one import would become, and the cells that it has no place for."""

    files: tuple[Proposed, ...] = ()
    left: tuple[LeftCell, ...] = ()
