"""Sources: the common output of all readers: lines with their origins, and blocks made of lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from types import MappingProxyType

from publisher.language import Language
from publisher.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The origin of a line in its file: page and line from 1, or sheet and row; 0 and "" if the format has none.

    `unit` is what is counted: lines, or paragraphs if the format has no lines; columns of a table on its side.
    """

    page: int = 0
    line: int = 0
    sheet: str = ""
    unit: str = "line"

    def words(self, language: Language, lines: str = "") -> str:
        """Return the origin in words: sida 7, rad 12; of several `lines` if these are given: sida 7, rad 12–14."""
        line = lines or self.line
        if self.sheet and self.unit == "column":
            return language.text("import.origin.sheet-column", sheet=self.sheet, column=line)
        if self.sheet:
            return language.text("import.origin.sheet", sheet=self.sheet, row=line)
        if self.page:
            return language.text("import.origin.page", page=self.page, line=line)
        return language.text(f"import.origin.{self.unit}", line=line)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a line that a person has to check: a code whose words are `import.doubt.<code>`, and facts."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __reduce__(self) -> tuple[type["Doubt"], tuple[str, dict[str, str]]]:
        """Return how to pickle and copy it: a mapping proxy cannot be pickled."""
        return type(self), (self.code, dict(self.facts))

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.facts.items())))

    def words(self, language: Language) -> str:
        """Return what is to be checked, in words."""
        return language.text(f"import.doubt.{self.code}", **self.facts)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a source, or one table row: its origin, its text, and its doubts."""

    origin: Origin
    text: str
    doubts: tuple[Doubt, ...] = ()


class BlockSort(StrEnum):
    """The type of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    TABLE = "table"
    PICTURE = "picture"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One filled cell of a row: the row's line, the cell's column from 0, its own doubts."""

    line: SourceLine
    at: int
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class CellComment:
    """A comment attached to a cell: the cell's column from 0, its text, and the line that accounts for it."""

    at: int
    text: str
    line: SourceLine


@dataclass(frozen=True)
class SourceRow:
    """One table row: the texts of its cells, and its line.

    A `band` is a single cell across the table, which is a heading of the rows below it; `doubts` are about single
    cells, by column.
    """

    cells: tuple[str, ...]
    line: SourceLine
    band: bool = False
    doubts: tuple[tuple[int, Doubt], ...] = ()
    comments: tuple[CellComment, ...] = ()

    @cached_property
    def filled(self) -> tuple[SourceCell, ...]:
        """The cells that are not empty."""
        return tuple(
            SourceCell(self.line, at, tuple(doubt for place, doubt in self.doubts if place == at))
            for at, text in enumerate(self.cells)
            if text.strip()
        )

    def beside(self, other: "SourceRow") -> "SourceRow":
        """Return the row with the cells of another part of it as well."""
        pairs = zip_longest(self.cells, other.cells, fillvalue="")
        doubts = tuple(dict.fromkeys((*self.doubts, *other.doubts)))
        return replace(self, cells=tuple(own or there for own, there in pairs), doubts=doubts)

    def text(self, cell: SourceCell) -> str:
        """Return the text of one of its cells, on one line."""
        return " ".join(self.cells[cell.at].split())


@dataclass(frozen=True, slots=True)
class GivenPicture:
    """A picture of a source to store: its file name, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A part of a source. A heading has a `level` from 1, a list item its depth; both may have a `number`.

    `is_title`: whether the source itself says that a heading is its title. `label` is the word before its number: Mål.

    `under` are the headings that a table stands below and that nothing else does.

    A table has `rows`, including its header, its title as text, and the texts of `notes` below it; a picture has its
    alternative text.
    """

    sort: BlockSort
    text: str
    lines: tuple[SourceLine, ...]
    level: int = 0
    number: str = ""
    rows: tuple[SourceRow, ...] = ()
    picture: GivenPicture | None = None
    notes: tuple[str, ...] = ()
    is_title: bool = False
    label: str = ""
    under: "tuple[SourceBlock, ...]" = ()

    @property
    def headline(self) -> str:
        """A heading as it is written, with the label and the number before its text."""
        return " ".join(filter(None, (self.label, self.number, self.text)))

    @property
    def every_line(self) -> tuple[SourceLine, ...]:
        """The lines of the block and of its rows, in order."""
        return (*self.lines, *(row.line for row in self.rows))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is left out, and why: a code whose words are `import.why.<code>`."""

    line: SourceLine
    why: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A word that was corrected; not `sure` if a person has to check it."""

    origin: Origin
    before: str
    after: str
    sure: bool


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read: its name and SHA-256, its content, and in `notices` what the reader noticed."""

    name: str
    digest: str
    blocks: tuple[SourceBlock, ...]
    left: tuple[LeftOut, ...] = ()
    repaired: tuple[Repaired, ...] = ()
    notices: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[SourceLine]:
        """Yield every line of the source that is not empty, in order."""
        found = [*(line for block in self.blocks for line in block.every_line), *(each.line for each in self.left)]
        return iter(sorted(dict.fromkeys(found), key=lambda line: line.origin))


def is_tables(source: SourceFile) -> bool:
    """Return whether a source consists of tables only, as a spreadsheet does."""
    return bool(source.blocks) and all(block.sort is BlockSort.TABLE for block in source.blocks)
