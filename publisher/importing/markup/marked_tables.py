"""Tables as their documents mark them: cells over several columns and rows, with colours and icons, as rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publisher.importing.form.lights import coloured
from publisher.importing.form.source import Doubt, SourceLine, SourceRow

# A cell over so many columns, alone in its row, is a heading.
_ACROSS = 3
# So many columns and rows at the most one cell goes over.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell: its text with line breaks, the columns and rows that it goes over, the light of its text or its fill.

    `fill` is that of the fill alone, and `icon` what its only picture says, "" if that is not known, None without one.
    """

    text: str
    across: int = 1
    down: int = 1
    light: str = ""
    fill: str = ""
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row: its cells, with merged ones in each of their positions, the text of its own ones, and its doubts.

    A `band` is a single cell across the table.
    """

    cells: tuple[str, ...]
    text: str
    band: bool = False
    doubts: tuple[tuple[int, Doubt], ...] = ()
    unread: bool = False

    def on(self, line: SourceLine) -> SourceRow:
        """Return the row as that of a source, on its line."""
        return SourceRow(self.cells, line, self.band, self.doubts)


@dataclass
class _Shown:
    """What the cells of a row show: texts by column, its own texts with their widths, and doubts."""

    cells: dict[int, str] = field(default_factory=dict)
    own: list[tuple[str, int]] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    unread: bool = False

    def add(self, at: int, cell: MarkedCell) -> None:
        """Add a cell that begins in a column."""
        text = coloured(cell.text, cell.light)
        if not text and cell.icon is not None:
            text = cell.icon
            self.unread = self.unread or not text
            self.doubts += [(at, Doubt("icon-alone"))] if text else []
        elif not text and cell.fill:
            text = cell.fill
            self.doubts.append((at, Doubt("colour-alone")))
        self.own += [(text.replace("\n", " "), cell.across)] if text else []
        self.cells |= dict.fromkeys(range(at, at + min(cell.across, _MOST)), text)


def marked_rows(table: Sequence[Sequence[MarkedCell]]) -> Iterator[MarkedRow]:
    """Yield the rows of a table that are not empty; a cell over several rows is repeated in each."""
    above: dict[int, tuple[str, int]] = {}
    for row in table:
        shown = _Shown({at: text for at, (text, _) in above.items()})
        above = {at: (text, left - 1) for at, (text, left) in above.items() if left > 1}
        at = 0
        for cell in row:
            at = next(column for column in range(at, at + _MOST * _MOST) if column not in shown.cells)
            shown.add(at, cell)
            if cell.down > 1:
                above |= {column: (shown.cells[column], cell.down - 1) for column in range(at, at + cell.across)}
            at += cell.across
        if any(shown.cells.values()):
            yield _row(shown)


def _row(shown: _Shown) -> MarkedRow:
    width = max(shown.cells) + 1
    cells = tuple(shown.cells.get(at, "") for at in range(width))
    texts = {*cells} - {""}
    band = len(shown.own) == 1 and shown.own[0][1] >= _ACROSS and len(texts) == 1 and bool(cells[0])
    if band:
        cells = (cells[0], *[""] * (width - 1))
    text = " | ".join(text for text, _ in shown.own) or " | ".join(dict.fromkeys(filter(None, cells)))
    return MarkedRow(cells, " ".join(text.split()), band, tuple(shown.doubts), shown.unread)
