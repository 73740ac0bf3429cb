"""A source as every reader gives it: lines with their origins, and blocks that the lines make up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from publisher.language import Language
from publisher.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a line stands in its file: page and line from 1, or sheet and row; 0 and "" where the format has none.

    `unit` is what is counted: lines, or paragraphs where a format has no lines.
    """

    page: int = 0
    line: int = 0
    sheet: str = ""
    unit: str = "line"

    def words(self, language: Language) -> str:
        """Return the origin for people: sida 7, rad 12."""
        if self.sheet:
            return language.text("import.origin.sheet", sheet=self.sheet, row=self.line)
        if self.page:
            return language.text("import.origin.page", page=self.page, line=self.line)
        return language.text(f"import.origin.{self.unit}", line=self.line)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a line that a person has to check: a code whose words are `import.doubt.<code>`, and facts."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __reduce__(self) -> tuple[type["Doubt"], tuple[str, dict[str, str]]]:
        """Return how a copy is made, for other processes: a view of a mapping cannot travel."""
        return type(self), (self.code, dict(self.facts))

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.facts.items())))

    def words(self, language: Language) -> str:
        """Return what is to be checked, for people."""
        return language.text(f"import.doubt.{self.code}", **self.facts)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a source, or one row of a table: where it stands, what it says, and what is uncertain about it."""

    origin: Origin
    text: str
    doubts: tuple[Doubt, ...] = ()


class BlockSort(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    TABLE = "table"
    PICTURE = "picture"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of a row that says something: the line that the row is, the cell's column from 0, its own doubts."""

    line: SourceLine
    at: int
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table: the texts of its cells, and the line that it is.

    A `band` is one cell across the table, which heads the rows below it; `doubts` are about single cells, by column.
    """

    cells: tuple[str, ...]
    line: SourceLine
    band: bool = False
    doubts: tuple[tuple[int, Doubt], ...] = ()

    @property
    def filled(self) -> tuple[SourceCell, ...]:
        """The cells that say something."""
        return tuple(
            SourceCell(self.line, at, tuple(doubt for place, doubt in self.doubts if place == at))
            for at, text in enumerate(self.cells)
            if text.strip()
        )

    def text(self, cell: SourceCell) -> str:
        """Return what one of its cells says, on one line."""
        return " ".join(self.cells[cell.at].split())


@dataclass(frozen=True, slots=True)
class GivenPicture:
    """A picture of a source as it is kept: the name of its file, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A part of a source. A heading has a `level` from 1, an entry of a list its depth; both may have a `number`.

    A table has `rows`, its header among them, and its text is its title; a picture's text is its alternative text.
    """

    sort: BlockSort
    text: str
    lines: tuple[SourceLine, ...]
    level: int = 0
    number: str = ""
    rows: tuple[SourceRow, ...] = ()
    picture: GivenPicture | None = None

    @property
    def every_line(self) -> tuple[SourceLine, ...]:
        """The lines of the block and of its rows, in order."""
        return (*self.lines, *(row.line for row in self.rows))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that goes nowhere, and why: a code whose words are `import.why.<code>`."""

    line: SourceLine
    why: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A word that was read otherwise than it stands in the file; not `sure` where a person has to look."""

    origin: Origin
    before: str
    after: str
    sure: bool


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read: its name and SHA-256, what it says, and in `notices` what was noticed on the way."""

    name: str
    digest: str
    blocks: tuple[SourceBlock, ...]
    left: tuple[LeftOut, ...] = ()
    repaired: tuple[Repaired, ...] = ()
    notices: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[SourceLine]:
        """Yield every line of the source that says something, in order."""
        found = [*(line for block in self.blocks for line in block.every_line), *(each.line for each in self.left)]
        return iter(sorted(dict.fromkeys(found), key=lambda line: line.origin))


def is_tables(source: SourceFile) -> bool:
    """Return whether a source is nothing but tables, as a spreadsheet is."""
    return bool(source.blocks) and all(block.sort is BlockSort.TABLE for block in source.blocks)
