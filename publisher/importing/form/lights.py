"""Traffic lights: what colours mean in tables that judge by colour alone, of empty cells or of marks."""

import re
from collections.abc import Iterator, Sequence
from colorsys import rgb_to_hsv
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from publisher.importing.form.source import Doubt, SourceBlock, SourceFile, SourceLine, SourceRow

# The hues of traffic lights, in degrees.
_LIGHTS: Final = ((0, 20, "🔴"), (35, 65, "🟡"), (80, 160, "🟢"), (340, 361, "🔴"))
# Readers add one of these to a mark that has a colour, until the whole table is known.
_COLOURS: Final = MappingProxyType({"🔴": "\ufe00", "🟡": "\ufe01", "🟢": "\ufe02"})
_COLOURLESS: Final = {ord(colour): None for colour in _COLOURS.values()}
# Filled shapes, also at their places in the fonts of symbols.
_MARK: Final = re.compile("[●⬤◉•⚫■◼▪◾⬛◆\uf06c\uf06e\uf075\uf0a7\uf0b7]")
_SYMBOL_FONTS: Final = re.compile("wingdings", re.IGNORECASE)
_SYMBOLS: Final = MappingProxyType({"l": "●", "n": "■", "u": "◆", "§": "▪", "·": "•"})


def light(rgb: str) -> str:
    """Return the traffic light of a colour, given as six hexadecimal digits, or ""."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", rgb):
        return ""
    hue, saturation, _ = rgb_to_hsv(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    found = (name for low, high, name in _LIGHTS if low <= hue * 360 < high)
    return next(found, "") if saturation > 0.35 else ""


def is_mark(text: str) -> bool:
    """Return whether a text is a single filled shape, which says something by its colour alone."""
    return bool(_MARK.fullmatch(text.strip().translate(_COLOURLESS)))


def coloured(text: str, shines: str, font: str = "") -> str:
    """Return the text of a cell; a mark keeps its traffic light, if there is one, for `with_judging_marks`."""
    text = _SYMBOLS.get(text, text) if _SYMBOL_FONTS.search(font) else text
    return text + _COLOURS[shines] if shines and is_mark(text) else text


def with_judging_marks(source: SourceFile) -> SourceFile:
    """Return a source in which marks that judge by their colours are traffic lights, and the others have no colour.

    They judge where they stand in each row of a column, and the table has more than one colour: marks of one may be the
    bullets of a list, and marks in some rows only say when, or who.
    """
    return replace(source, blocks=tuple(_with_marks(block) if block.rows else block for block in source.blocks))


def _with_marks(block: SourceBlock) -> SourceBlock:
    if not any(colour in cell for row in block.rows for cell in row.cells for colour in _COLOURS.values()):
        return block
    columns = [*_judging(block.rows)]
    colours = {_light_of(row.cells[at]) for row in block.rows for at in columns if at < len(row.cells)} - {""}
    judging = columns if len(colours) > 1 else []
    return replace(block, rows=tuple(_row(row, judging) for row in block.rows))


def _judging(rows: Sequence[SourceRow]) -> Iterator[int]:
    """Yield the columns with a mark in each row, from the first one with a coloured mark on."""
    for at in range(max(len(row.cells) for row in rows)):
        first = next(
            (number for number, row in enumerate(rows) if at < len(row.cells) and _light_of(row.cells[at])), None
        )
        below = [row for row in rows[first:] if not row.band and sum(map(bool, row.cells)) > 1]
        if first is not None and all(at < len(row.cells) and is_mark(row.cells[at]) for row in below):
            yield at


def _light_of(text: str) -> str:
    return next((shines for shines, colour in _COLOURS.items() if colour in text), "") if is_mark(text) else ""


def _row(row: SourceRow, judging: Sequence[int]) -> SourceRow:
    lights = {at: shines for at in judging if at < len(row.cells) and (shines := _light_of(row.cells[at]))}
    cells = tuple(lights.get(at, cell.translate(_COLOURLESS)) for at, cell in enumerate(row.cells))
    doubts = tuple((at, Doubt("mark-coloured")) for at in lights)
    return replace(row, cells=cells, line=_plain(row.line), doubts=row.doubts + doubts)


def _plain(line: SourceLine) -> SourceLine:
    return replace(line, text=line.text.translate(_COLOURLESS))
