"""Printed words and their places on a page, in points from its upper left corner."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Word: TypeAlias = Mapping[str, float | str]
"""A word from pdfplumber: its text and position (x0, x1, top, bottom)."""
Box: TypeAlias = tuple[float, float, float, float]


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return words as lines from above, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (round(top_of(each)), x0(each))):
        if lines and abs(top_of(lines[-1][0]) - top_of(word)) < 0.5 * max(bottom_of(word) - top_of(word), 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=x0) for line in lines]


def is_within(word: Word, box: Box) -> bool:
    """Return whether the middle of a word is in a box."""
    across, down = (x0(word) + x1(word)) / 2, (top_of(word) + bottom_of(word)) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def box_of(words: Sequence[Word]) -> Box:
    """Return the box around words, of which there is at least one."""
    return min(map(x0, words)), min(map(top_of, words)), max(map(x1, words)), max(map(bottom_of, words))


def x0(word: Word) -> float:
    """Return the left edge of a word."""
    return float(word["x0"])


def x1(word: Word) -> float:
    """Return its right edge."""
    return float(word["x1"])


def top_of(word: Word) -> float:
    """Return its upper edge."""
    return float(word["top"])


def bottom_of(word: Word) -> float:
    """Return its lower edge."""
    return float(word["bottom"])
