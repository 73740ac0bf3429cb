"""Positions: where the text of a block is in the source that it was parsed from."""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text of one block. `spots` pairs offsets in it with offsets in the source, in order."""

    content: str
    spots: tuple[tuple[int, int], ...]

    def at(self, index: int) -> int:
        """Return the offset in the source of a character of the block."""
        own, start = self.spots[bisect_right(self.spots, index, key=lambda spot: spot[0]) - 1]
        return start + index - own


@dataclass(slots=True)
class Lines:
    """The lines of a source. Searches on a line continue where the last one ended, since a row has many cells."""

    text: str
    rows: list[str] = field(init=False)
    _starts: list[int] = field(init=False)
    _passed: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = self.text.split("\n")
        self._starts = [0]
        for row in self.rows:
            self._starts.append(self._starts[-1] + len(row) + 1)

    def start(self, row: int) -> int:
        """Return the offset of a line, or of the end of the source if there is no such line."""
        return min(self._starts[min(row, len(self.rows))], len(self.text))

    def row_of(self, offset: int) -> int:
        """Return the line, counted from 0, of an offset."""
        return bisect_right(self._starts, offset) - 1

    def find(self, content: str, first: int, *, cell: bool) -> Stretch:
        """Return the position of a block's text that begins on the line `first`, counted from 0."""
        spots: list[tuple[int, int]] = []
        index = 0
        for row, part in enumerate(content.split("\n"), first):
            spots += [(index + own, self.start(row) + there) for own, there in self._on_line(part, row, cell=cell)]
            index += len(part) + 1
        return Stretch(content, tuple(spots))

    def _on_line(self, part: str, row: int, *, cell: bool) -> list[tuple[int, int]]:
        line = self.rows[row] if row < len(self.rows) else ""
        if not cell:
            # What precedes it belongs to its parent blocks.
            begin = line.rstrip().rfind(part.rstrip())
            return [(0, max(begin, 0))]
        begin = line.find(part, self._passed.get(row, 0))
        if begin >= 0:
            self._passed[row] = begin + len(part)
            return [(0, begin)]
        return self._escaped(part, line, row)

    def _escaped(self, part: str, line: str, row: int) -> list[tuple[int, int]]:
        """Return the offsets of a cell with pipes in it, which are escaped in the source."""
        written = part.replace("|", "\\|")
        begin = max(line.find(written, self._passed.get(row, 0)), 0)
        self._passed[row] = begin + len(written)
        spots = [(0, begin)]
        for own, character in enumerate(part):
            if character == "|":
                spots.append((own, begin + own + len(spots)))
        return spots
