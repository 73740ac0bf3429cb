"""Sources without characters that cannot be printed: each becomes one that means the same, or a mark for it."""

from dataclasses import replace
from typing import Final

from publisher.commonmark.printable import unprintable
from publisher.importing.form.source import LeftOut, SourceBlock, SourceFile, SourceLine

_ALIKE: Final = {"☒": "☑", "★": "●", "☆": "○", "◇": "◆", "❖": "◆", "➔": "→", "➢": "►"}
# The fonts of symbols have their characters here; most of them are bullets.
_SYMBOLS: Final = range(0xF000, 0xF100)


def legible(source: SourceFile) -> SourceFile:
    """Return a source with printable characters only."""
    if not any(_is_strange(line.text) for line in source.lines()):
        return source
    left = tuple(LeftOut(_line(each.line), each.why) for each in source.left)
    return replace(source, blocks=tuple(map(_block, source.blocks)), left=left)


def _block(block: SourceBlock) -> SourceBlock:
    rows = (replace(row, cells=tuple(map(_text, row.cells)), line=_line(row.line)) for row in block.rows)
    return replace(block, text=_text(block.text), lines=tuple(map(_line, block.lines)), rows=tuple(rows))


def _line(line: SourceLine) -> SourceLine:
    return replace(line, text=_text(line.text)) if _is_strange(line.text) else line


def _is_strange(text: str) -> bool:
    return next(unprintable(text), None) is not None


def _text(text: str) -> str:
    for _, run in list(unprintable(text)):
        text = text.replace(run, "".join(map(_character, run)))
    return text


def _character(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    plain = character.isspace() or not _is_strange(character)
    return character if plain else "•" if ord(character) in _SYMBOLS else "\ufffd"
