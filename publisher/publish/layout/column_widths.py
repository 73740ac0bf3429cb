"""The widths of a table's columns: room for numbers and statuses, and beyond that for the lowest rows."""

import re
from collections.abc import Sequence
from itertools import permutations
from typing import Final

# Millimetres: what a letter and a cell's own edges take.
LETTER: Final = 1.82
BOLD: Final = 1.08
EDGES: Final = 3.4
# A word that is wider than this may be broken.
WIDEST_WORD: Final = 34.0
NARROW: Final = 23.0
NARROWEST: Final = 13.0
# A column of nothing but short words such as yes and no is as narrow as its head allows.
SHORT: Final = 6
# Letters: more text than this in one cell asks for no more room.
MUCH: Final = 90
# The room for the symbol and the frame of a status.
STATUS: Final = "___"
# Millimetres that one column gives to another at a time, how often, and by how many rows that is judged.
EXCHANGED: Final = 2.0
MOST_EXCHANGES: Final = 24
MEASURED_ROWS: Final = 40
_BETWEEN_WORDS: Final = re.compile(r"[ \t\r\n\f-]+")


def least_width(column: Sequence[str]) -> float:
    """Return the width that a column should have: its longest word, within reason. The first text is its head."""
    short = max((len(text) for text in column[1:]), default=0) <= SHORT
    # The head is bold.
    longest = max(longest_word(column[:1]) * BOLD, longest_word(column[1:]))
    return max(NARROWEST, min(longest * LETTER + EDGES, NARROW if short else WIDEST_WORD))


def column_widths(columns: Sequence[Sequence[str]], least: Sequence[float], room: float) -> list[float]:
    """Return the width of each column, in millimetres, together `room`; words are broken where that is too little."""
    if sum(least) <= room:
        firm = list(least)
        # The head, which stands first, has its words below each other.
        texts = [max([*map(len, column[1:]), len(column[0]) // 3]) for column in columns]
    else:
        # Words may be broken; numbers and statuses never.
        firm = [
            min(_longest_firm(column) * LETTER + EDGES, width) for column, width in zip(columns, least, strict=True)
        ]
        texts = [max(map(len, column)) for column in columns]
    shares = [max(0.1, min(text, MUCH) * LETTER - width) for text, width in zip(texts, firm, strict=True)]
    rest = max(0.0, room - sum(firm))
    widths = [width + rest * share / sum(shares) for width, share in zip(firm, shares, strict=True)]
    return _lowered(columns, firm, widths)


def _lowered(columns: Sequence[Sequence[str]], firm: Sequence[float], widths: list[float]) -> list[float]:
    """Return widths with which the rows are lower: one column gives to another as long as that helps."""
    step = -(-len(columns[0]) // MEASURED_ROWS)
    lengths = [[len(text) * LETTER for text in column[1::step]] for column in columns]
    lowest = _height(lengths, widths)
    for _ in range(MOST_EXCHANGES):
        exchanges = [
            _exchanged(widths, giver, taker)
            for giver, taker in permutations(range(len(widths)), 2)
            if widths[giver] - EXCHANGED >= firm[giver]
        ]
        best = min(exchanges, key=lambda each: _height(lengths, each), default=widths)
        if (height := _height(lengths, best)) >= lowest:
            break
        widths, lowest = best, height
    return widths


def _exchanged(widths: Sequence[float], giver: int, taker: int) -> list[float]:
    changes = {giver: -EXCHANGED, taker: EXCHANGED}
    return [width + changes.get(at, 0.0) for at, width in enumerate(widths)]


def _height(columns: Sequence[Sequence[float]], widths: Sequence[float]) -> float:
    """Return how many lines the rows take, a line in part counted in part; `columns` are the lengths of the texts."""
    rooms = [max(width - EDGES, LETTER) for width in widths]
    lines = [[max(text / room, 1) for text in texts] for texts, room in zip(columns, rooms, strict=True)]
    heights: list[float] = [max(row) for row in zip(*lines, strict=True)]
    return sum(heights)


def longest_word(column: Sequence[str]) -> int:
    """Return the length of the longest word in the texts of a column; 1 where there is none."""
    return max((len(word) for text in column for word in _BETWEEN_WORDS.split(text)), default=1)


def _longest_firm(column: Sequence[str]) -> int:
    """Return the length of the longest word that is never broken: a number, or a status."""
    words = [word for text in column for word in _BETWEEN_WORDS.split(text)]
    return max((len(word) for word in words if word.endswith(STATUS) or any(map(str.isdigit, word))), default=1)
