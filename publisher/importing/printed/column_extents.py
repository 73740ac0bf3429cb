"""The columns of printed lines: the space that is clear of words in all of them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from publisher.importing.printed.printed_words import Word, bottom_of, top_of, x0, x1

Part: TypeAlias = Sequence[Word]
"""Words of one line without a wide gap between them."""
Extents: TypeAlias = Sequence[tuple[float, float]]
"""The left and the right edge of each column."""
PlacedParts: TypeAlias = Sequence[tuple[Part, Sequence[int]]]
"""The parts of a line, each with the columns that it stands in."""
# The gap between two columns, as a multiple of the height of a line; a wider one than between words.
_GAP: Final = 0.8
NARROW: Final = 0.5
"""The least gap, where other lines have a column, and where all lines have a gap."""
# So many points apart, edges are one.
_NEAR: Final = 3.0
# Below a header of several columns stand years, or parts of one.
_OF_TIME: Final = re.compile(r"\d")


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


def placed_parts(lines: Sequence[Sequence[Part]], columns: Extents) -> list[PlacedParts]:
    """Return the parts of each line with their columns; a header's are all those that it is about.

    Its words stand at one edge of these, or in their middle: *Utfall* above 2023 of 2022, 2023 and 2024.
    """
    made: list[PlacedParts] = [[(part, columns_hit(part, columns)) for part in line] for line in lines]
    for at, line in enumerate(made[:-1]):
        below = {places[0]: part for part, places in made[at + 1] if len(places) == 1}
        heads = [
            (part, places) for part, places in line if places and all(_names_time(below.get(each)) for each in places)
        ]
        bare = [each for each, part in below.items() if _names_time(part) and not _covered(each, line)]
        if heads and bare and not any(_names_time(part) for part, _ in heads):
            wide = {id(heads[number][0]): places for number, places in _widened(heads, bare, below).items()}
            made[at] = [(part, wide.get(id(part), places)) for part, places in line]
    return made


def _covered(column: int, line: PlacedParts) -> bool:
    return any(column in places for _, places in line)


def _names_time(part: Part | None) -> bool:
    return part is not None and bool(_OF_TIME.search(" ".join(str(word["text"]) for word in part)))


def _widened(heads: PlacedParts, bare: Sequence[int], below: dict[int, Part]) -> dict[int, list[int]]:
    """Return the columns of each header, by its number; empty if its words are at no edge and in no middle of them."""
    left = {at: x0(part[0]) for at, part in below.items()}
    right = {at: x1(part[-1]) for at, part in below.items()}
    if all(abs(x0(part[0]) - left[places[0]]) < _NEAR for part, places in heads):
        return {}  # as in spreadsheets, where a header stands above the first of its columns
    at_right = all(abs(x1(part[-1]) - right[places[-1]]) < _NEAR for part, places in heads)
    found = {number: list(places) for number, (_, places) in enumerate(heads)}
    for column in bare:
        middle = (left[column] + right[column]) / 2
        behind = [number for number, (_, places) in enumerate(heads) if places[0] > column]
        nearest = min(found, key=lambda number: abs(_middle(heads[number][0]) - middle))
        if at_right and not behind:
            return {}
        found[behind[0] if at_right else nearest].append(column)
    found = {number: sorted(places) for number, places in found.items()}
    whole = all(places == [*range(places[0], places[-1] + 1)] for places in found.values())
    middles = all(
        abs((left[places[0]] + right[places[-1]]) / 2 - _middle(heads[number][0]))
        < (right[places[0]] - left[places[0]])
        for number, places in found.items()
    )
    return found if whole and (at_right or middles) else {}


def _middle(part: Part) -> float:
    return (x0(part[0]) + x1(part[-1])) / 2
