"""Tables of OpenDocument texts: their rows of cells, and the tables and pictures in these."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from publisher.importing.layout.word_icons import judged_by_pictures
from publisher.importing.markup.marked_tables import MarkedCell
from publisher.importing.markup.odt_styles import TABLE, OdtStyles
from publisher.importing.markup.odt_text import OdtParagraph, OdtText, paragraphs_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NESTED: Final = f"{TABLE}table"
_GROUPS: Final = frozenset(
    {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"},
)
_MOST_REPEATED: Final = 200


class OdtTable:
    """A table: its rows, the paragraphs of its cells, and the pictures that are read as what a cell says."""

    def __init__(
        self, element: "Element", styles: OdtStyles, text: OdtText,
        picture: "Callable[[Element], tuple[str, bytes] | None]", language: str,
    ) -> None:  # fmt: skip
        self._styles, self._element = styles, element
        rows = [*rows_of(element)]
        self._read = {cell: [text.of(each) for each in paragraphs_of_cell(cell)] for row in rows for cell in row}
        drawn = {cell: picture(frames[0]) for cell, frames in self._alone()}
        self._icons = judged_by_pictures({cell: each for cell, each in drawn.items() if each is not None}, language)
        self._drawn = {cell: frames[0] for cell, frames in self._alone() if cell in self._icons}
        self.rows: Sequence[Sequence[MarkedCell]] = [[self._cell(cell) for cell in row] for row in rows]

    @property
    def paragraphs(self) -> Iterator[OdtParagraph]:
        """Its paragraphs in order."""
        return (each for paragraphs in self._read.values() for each in paragraphs)

    @property
    def frames(self) -> "Iterator[Element]":
        """What is drawn in its cells and is not read as what one says."""
        read = {frame for cell, frame in self._drawn.items() if self._icons[cell]}
        return (frame for each in self.paragraphs for frame in each.frames if frame not in read)

    def _alone(self) -> "Iterator[tuple[Element, list[Element]]]":
        """Yield the cells with a picture and nothing else."""
        for cell, paragraphs in self._read.items():
            frames = [frame for each in paragraphs for frame in each.frames]
            if len(frames) == 1 and not any(each.text.strip() for each in paragraphs):
                yield cell, frames

    def _cell(self, cell: "Element") -> MarkedCell:
        paragraphs = [each for each in self._read[cell] if each.text.strip()]
        lines = (" ".join(line.split()) for each in paragraphs for line in each.text.split("\n"))
        inks = {each.letters.light for each in paragraphs}
        fill = self._styles.fill(cell)
        return MarkedCell(
            "\n".join(filter(None, lines)),
            int(cell.get(f"{TABLE}number-columns-spanned") or 1),
            int(cell.get(f"{TABLE}number-rows-spanned") or 1),
            (inks.pop() if len(inks) == 1 else "") or fill,
            fill,
            self._icons.get(cell),
        )


def rows_of(table: "Element") -> "Iterator[list[Element]]":
    """Yield the cells of each row, without those that another one covers."""
    for child in table:
        if child.tag in _GROUPS:
            yield from rows_of(child)
        elif child.tag == f"{TABLE}table-row":
            cells = [each for each in child if each.tag == f"{TABLE}table-cell"]
            yield [each for each in cells for _ in range(_repeated(each))]


def nested_tables(table: "Element") -> "list[Element]":
    """Return the tables in the cells of a table."""
    return [each for each in table.iter(_NESTED) if each is not table]


def is_layout(table: "Element") -> bool:
    """Return whether a table only lays out what is in it: other tables, in one row or one column."""
    rows = [*rows_of(table)]
    return bool(nested_tables(table)) and (len(rows) == 1 or all(len(cells) == 1 for cells in rows))


def paragraphs_of_cell(cell: "Element") -> "Iterator[Element]":
    """Yield the paragraphs of a cell, but not those of tables in it."""
    for each in paragraphs_of(cell):
        above = next(parent for parent in each.iterancestors() if parent.tag == f"{TABLE}table-cell")
        if above is cell:
            yield each


def _repeated(cell: "Element") -> int:
    return min(int(cell.get(f"{TABLE}number-columns-repeated") or 1), _MOST_REPEATED)
