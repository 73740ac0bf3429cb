"""The columns of printed lines: the space that is clear of words in all of them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from publisher.importing.printed.printed_words import Word, bottom_of, top_of, x0, x1

Part: TypeAlias = Sequence[Word]
"""Words of one line without a wide gap between them."""
Extents: TypeAlias = Sequence[tuple[float, float]]
"""The left and the right edge of each column."""
# The gap between two columns, as a multiple of the height of a line; a wider one than between words.
_GAP: Final = 0.8
NARROW: Final = 0.5
"""The least gap, where other lines have a column, and where all lines have a gap."""


def line_parts(line: Sequence[Word], gap: float = _GAP) -> list[Part]:
    """Return the words of a line, split at gaps of some height of it."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and x0(word) - x1(parts[-1][-1]) < gap * (bottom_of(word) - top_of(word)):
            parts[-1].append(word)
        else:
            parts.append([word])
    return list(parts)


def divided(line: Sequence[Part], columns: Extents) -> Sequence[Part]:
    """Return a line whose parts below several columns are divided between these, where words are apart."""
    made: list[Part] = []
    for part in line:
        places = [columns_hit([word], columns) for word in part]
        begins = [
            at
            for at in range(1, len(part))
            if len(places[at]) == len(places[at - 1]) == 1
            and places[at] > places[at - 1]
            and x0(part[at]) - x1(part[at - 1]) >= NARROW * (bottom_of(part[at]) - top_of(part[at]))
        ]
        made += [part[begin:end] for begin, end in pairwise([0, *begins, len(part)])]
    return made


def columns_hit(part: Part, columns: Extents) -> list[int]:
    """Return the columns that a part stands below."""
    begin, end = min(map(x0, part)), max(map(x1, part))
    return [at for at, (left, right) in enumerate(columns) if begin < right and end > left]


def columns_of(lines: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """Return the horizontal extents of the columns of lines."""
    spans = sorted((min(map(x0, part)), max(map(x1, part))) for line in lines for part in line)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def columns_together(lines: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """Return the columns of lines, of which no line has more than the fullest one.

    A short header and the numbers at the other edge of its column do not stand below each other: such columns are
    joined, the nearest first, if no line has something in both.
    """
    columns = columns_of(lines)
    while True:
        hits = [{at for part in line for at in columns_hit(part, columns)} for line in lines]
        if len(columns) <= max(map(len, hits), default=0):
            return columns
        apart = [
            (columns[at + 1][0] - columns[at][1], at)
            for at in range(len(columns) - 1)
            if not any({at, at + 1} <= each for each in hits)
        ]
        if not apart:
            return columns
        _, at = min(apart)
        columns[at : at + 2] = [(columns[at][0], columns[at + 1][1])]


def widened(columns: Extents, lines: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """Return the columns of the page before, wide enough for the words of this one; empty if they do not fit."""
    hits = [(columns_hit(part, columns), part) for line in lines for part in line]
    if any(len(hit) > 1 for hit, _ in hits):
        return []
    own = [[part for hit, part in hits if hit == [at]] for at in range(len(columns))]
    return [
        (min([left, *(x0(part[0]) for part in parts)]), max([right, *(x1(part[-1]) for part in parts)]))
        for (left, right), parts in zip(columns, own, strict=True)
    ]
