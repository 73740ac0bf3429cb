"""Sources without characters that cannot be printed: each becomes one that means the same, or a box to be filled in."""

import re
from dataclasses import replace
from typing import Final

from publisher.commonmark.printable import unprintable
from publisher.importing.form.source import Doubt, LeftOut, SourceBlock, SourceFile, SourceLine
from publisher.read.scalar import CONTROL

_ALIKE: Final = {
    "◐": "½",
    "◑": "½",
    "◒": "½",
    "◓": "½",
    "◔": "¼",
    "◕": "¾",
    "⬤": "●",
    "☒": "☑",
    "★": "●",
    "☆": "○",
    "◇": "◆",
    "❖": "◆",
    "➔": "→",
    "➢": "►",
}
# The fonts of symbols have their characters here; most of them are bullets.
_SYMBOLS: Final = range(0xF000, 0xF100)


# What stands for a letter that the file does not have, and how others write that.
_BOX: Final = "□"
_LOST: Final = "\ufffd"
# A letter that a font of a PDF file does not name.
_UNNAMED: Final = re.compile(r"\(cid:\d{1,5}\)")


def legible(source: SourceFile) -> SourceFile:
    """Return a source with printable characters only."""
    if not any(_is_strange(line.text) for line in source.lines()):
        return source
    left = tuple(LeftOut(_line(each.line), each.why) for each in source.left)
    return replace(source, blocks=tuple(map(_block, source.blocks)), left=left)


def _block(block: SourceBlock) -> SourceBlock:
    rows = (replace(row, cells=tuple(map(_cell, row.cells)), line=_line(row.line)) for row in block.rows)
    return replace(block, text=_text(block.text), lines=tuple(map(_line, block.lines)), rows=tuple(rows))


def _cell(text: str) -> str:
    """Return the text of a cell; one that had nothing else than letters that are lost says nothing."""
    made = _text(text)
    return "" if made != text and not made.strip(f" {_BOX}") else made


def _line(line: SourceLine) -> SourceLine:
    if not _is_strange(line.text):
        return line
    text = _text(line.text)
    lost = (Doubt("letters-lost"),) if text.count(_BOX) > line.text.count(_BOX) else ()
    return replace(line, text=text, doubts=(*line.doubts, *lost))


def _is_strange(text: str) -> bool:
    return (
        _LOST in text
        or bool(_UNNAMED.search(text))
        or bool(CONTROL.search(text))
        or next(unprintable(text), None) is not None
    )


def _text(text: str) -> str:
    text = _UNNAMED.sub(_LOST, text)
    for at, run in reversed([*unprintable(text)]):
        text = text[:at] + "".join(map(_character, run)) + text[at + len(run) :]
    return CONTROL.sub(_of_control, text.replace(_LOST, _BOX))


def _of_control(match: re.Match[str]) -> str:
    """Return what a control character stands for: a space, nothing, or in a PDF file a letter that it does not name."""
    return " " if match[0].isspace() else "" if match[0] > "\x7f" else _BOX


def _character(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    plain = character.isspace() or not _is_strange(character)
    return character if plain else "•" if ord(character) in _SYMBOLS else _BOX
