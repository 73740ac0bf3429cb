"""The widths of table columns: room for numbers and statuses, and beyond that for the lowest total height."""

import re
from collections.abc import Sequence
from itertools import permutations
from typing import Final

# Millimetres: the width of a letter and of a cell's padding.
LETTER: Final = 1.82
BOLD: Final = 1.08
EDGES: Final = 3.4
# A wider word may be hyphenated.
WIDEST_WORD: Final = 34.0
NARROW: Final = 23.0
NARROWEST: Final = 13.0
# A column of short words only, such as yes and no, is as narrow as its header allows.
SHORT: Final = 6
# Letters: the names of rows that are never hyphenated, such as months.
SHORT_NAME: Final = 12
# Letters: a word of no more is never hyphenated.
SHORT_WORD: Final = 9
# Letters: a cell with more text than this gets no more room.
MUCH: Final = 90
# Appended to a status: room for its symbol and border. Its words need a little less than the longest ones of a text.
STATUS: Final = "___"
SMALLER: Final = 0.96
# Millimetres that one column gives to another in a step, the number of steps, and of rows considered.
EXCHANGED: Final = 2.0
MOST_EXCHANGES: Final = 24
MEASURED_ROWS: Final = 40
_BETWEEN_WORDS: Final = re.compile(r"[ \t\r\n\f-]+")


def least_width(column: Sequence[str]) -> float:
    """Return the minimum width of a column: its longest word, within reason. The first text is its header."""
    short = max((len(text) for text in column[1:]), default=0) <= SHORT
    # The header is bold.
    longest = max(longest_word(column[:1]) * BOLD, longest_word(column[1:]))
    return max(NARROWEST, min(longest * LETTER + EDGES, NARROW if short else WIDEST_WORD))


def column_widths(columns: Sequence[Sequence[str]], least: Sequence[float], room: float) -> list[float]:
    """Return the width of each column, in millimetres, `room` in total; words are hyphenated if that is too little."""
    if sum(least) <= room:
        firm = list(least)
        # The words of the header, which comes first, are stacked.
        texts = [max([*map(len, column[1:]), len(column[0]) // 3]) for column in columns]
    else:
        firm = _firm(columns, least)
        texts = [max(map(len, column)) for column in columns]
    shares = [max(0.1, min(text, MUCH) * LETTER - width) for text, width in zip(texts, firm, strict=True)]
    rest = max(0.0, room - sum(firm))
    widths = [width + rest * share / sum(shares) for width, share in zip(firm, shares, strict=True)]
    return _lowered(columns, firm, widths)


def _firm(columns: Sequence[Sequence[str]], least: Sequence[float]) -> list[float]:
    """Return the room that a column needs if words are hyphenated: never numbers, statuses and short words."""
    longest = [max(_longest_firm(column[:1]) * BOLD, _longest_firm(column[1:])) for column in columns]
    firm = [min(letters * LETTER + EDGES, width) for letters, width in zip(longest, least, strict=True)]
    if max(map(len, columns[0])) <= SHORT_NAME:
        firm[0] = least[0]
    return firm


def _lowered(columns: Sequence[Sequence[str]], firm: Sequence[float], widths: list[float]) -> list[float]:
    """Return widths that make the rows lower: one column gives to another as long as that helps."""
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
    """Return the number of lines in the rows, as a fraction; `columns` are the lengths of the texts."""
    rooms = [max(width - EDGES, LETTER) for width in widths]
    lines = [[max(text / room, 1) for text in texts] for texts, room in zip(columns, rooms, strict=True)]
    heights: list[float] = [max(row) for row in zip(*lines, strict=True)]
    return sum(heights)


def longest_word(column: Sequence[str]) -> float:
    """Return the length in letters of the longest word in the texts of a column; 1 if there is none."""
    return max((_length(word) for text in column for word in _BETWEEN_WORDS.split(text)), default=1)


def _longest_firm(column: Sequence[str]) -> float:
    """Return the length of the longest word that is never hyphenated: a number, a status, or a short one."""
    words = [word for text in column for word in _BETWEEN_WORDS.split(text)]
    return max((_length(word) for word in words if _is_firm(word)), default=1)


def _is_firm(word: str) -> bool:
    return len(word) <= SHORT_WORD or word.endswith(STATUS) or any(map(str.isdigit, word))


def _length(word: str) -> float:
    return SMALLER * (len(word) - len(STATUS)) + len(STATUS) if word.endswith(STATUS) else len(word)
