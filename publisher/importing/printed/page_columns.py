"""The columns of a printed page, each of which is read from top to bottom."""
# One meaning, so one file.

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, product
from statistics import median
from typing import TYPE_CHECKING, Final

from publisher.importing.printed.printed_words import Box, box_of, lines_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

# A gutter is at least as wide as this multiple of the height of a line.
_GUTTER: Final = 0.8
# Where a gutter may be, in hundredths of the width of the page.
_PLACES: Final = (35, 66)
# And where the two of three columns may be.
_TWO_PLACES: Final = (range(28, 42), range(58, 72))
# The least lines of the longer and the shorter column of a page that is the only one with columns.
_LONG, _SHORT = 5, 2
# So far from the middle of the page a long column may end beside a short one, as a share of the width of the page.
_MIDDLE: Final = 0.06
# A line fills its column if it leaves less than this share of it empty, as most lines of paragraphs do.
_EMPTY: Final = 0.2
# Edges so near each other, in points, are one.
_NEAR: Final = 4.0
# A heading is larger than the text by this ratio.
_LARGER: Final = 1.12


@dataclass(frozen=True, slots=True)
class PageColumns:
    """A page as its areas in the order of reading; `pitch` is the distance from one column to the next, if it has two.

    The pitch is the same on facing pages, whose margins are not.
    """

    areas: "Sequence[tuple[Box, Page]]"
    pitch: float | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """A line, up to a wide gap in it, or a table, which counts as several lines."""

    box: Box
    is_table: bool = False

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        """The middle between its upper and lower edge."""
        return (self.box[1] + self.box[3]) / 2


def page_columns(page: "Page", tables: Sequence[Box] = (), pitches: Sequence[float] = ()) -> PageColumns:
    """Return a page without its `tables` as its columns: two or three, if empty vertical bands divide its lines.

    What goes across both, a title or a table, is read between what is above and below it. `pitches` are those of other
    pages: where it is the same, even the shortest columns are columns.
    """
    words = page.extract_words()
    if not words:
        return PageColumns([(page.bbox, page)])
    top, bottom = _edges_of(words, page.bbox)
    inside = [word for word in words if top <= word["top"] and word["bottom"] <= bottom]
    items = [*map(_Item, _parts(inside)), *(_Item(box, is_table=True) for box in tables)]
    gutter, pitch = _gutter(items, page.bbox, pitches)
    gutters = (gutter,) if pitch else _two_gutters(items, page.bbox)
    if not gutters:
        return PageColumns([(page.bbox, page)])
    left, upper, right, lower = page.bbox
    areas, done, edges = [(left, upper, right, top)], top, (left, *gutters, right)
    for first, last in [*_merged(span for each in gutters for span in _across(items, each)), (bottom, bottom)]:
        areas += [(begin, done, end, first) for begin, end in pairwise(edges)]
        areas.append((left, first, right, last))
        done = last
    areas.append((left, bottom, right, lower))
    cut = [(area, page.filter(partial(_is_in, area))) for area in areas if area[3] - area[1] > 1]
    return PageColumns(cut, pitch)


def column_at(box: Box, columns: Sequence[Box]) -> int | None:
    """Return which column something stands in, from 0; None if it goes across several, or stands in none."""
    middle = (box[1] + box[3]) / 2
    beside = [at for at, (left, top, right, bottom) in enumerate(columns)
              if top <= middle < bottom and box[0] < right and left < box[2]]  # fmt: skip
    return beside[0] if len(beside) == 1 else None


def _is_in(area: Box, it: Mapping[str, float]) -> bool:
    """Return whether the middle of a letter is in an area: one on the edge of two areas is in one of them."""
    across, down = (it["x0"] + it["x1"]) / 2, (it["top"] + it["bottom"]) / 2
    return area[0] <= across < area[2] and area[1] <= down < area[3]


def _edges_of(words: Sequence[Mapping[str, float]], box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Return the end of the running head and the start of the footer: lines set apart at the edges of a page.

    They are no larger than the text: headings of both columns may stand beside each other.
    """
    rows = sorted({(round(word["top"]), word["bottom"]) for word in words})
    height = box[3] - box[1]
    head, foot = box[1], box[3]
    top, low = rows[0], rows[-1]
    text = median(bottom - first for first, bottom in rows)
    below = [row for row in rows if row[0] > top[1]]
    above = [row for row in rows if row[1] < low[0]]
    small = top[1] - top[0] <= _LARGER * text + 1
    if small and below and top[1] < box[1] + 0.15 * height and below[0][0] - top[1] > 0.8 * (top[1] - top[0]):
        head = (top[1] + below[0][0]) / 2
    if above and low[0] > box[3] - 0.15 * height and low[0] - max(row[1] for row in above) > 0.8 * (low[1] - low[0]):
        foot = (low[0] + max(row[1] for row in above)) / 2
    return head, foot


def _parts(words: Sequence[Mapping[str, float | str]]) -> Iterator[Box]:
    """Yield the boxes of lines; a line with wide gaps is several."""
    for line in lines_of(words):
        part = [line[0]]
        for word in line[1:]:
            before = box_of([part[-1]])
            if box_of([word])[0] - before[2] >= _GUTTER * (before[3] - before[1]):
                yield box_of(part)
                part = []
            part.append(word)
        yield box_of(part)


def _gutter(items: Sequence[_Item], page: Box, pitches: Sequence[float]) -> tuple[float, float | None]:
    """Return the middle of the gutter and the pitch of two columns; the pitch is None if a page has one column.

    It is where most lines have another beside them.
    """
    width = page[2] - page[0]
    found: list[tuple[int, float, float]] = []
    for step in range(*_PLACES):
        left, right = _beside(items, page[0] + step / 100 * width)
        if not left or not right:
            continue
        begin, end = max(one.box[2] for one in left), min(one.box[0] for one in right)
        height = median([one.height for one in (*left, *right) if not one.is_table] or [end - begin])
        pitch = end - min(one.box[0] for one in left)
        same = any(abs(pitch - each) < _NEAR for each in pitches)
        if end - begin >= _GUTTER * height and (same or _are_columns(left, right, page)):
            found.append((len(left) + len(right), (begin + end) / 2, pitch))
    return max(found)[1:] if found else (0.0, None)


def _two_gutters(items: Sequence[_Item], page: Box) -> tuple[float, ...]:
    """Return the middles of the gutters between three columns of text; none if a page has no such columns.

    They begin at equal distances, and in all that are not short paragraphs fill the lines. They are where most lines
    have others beside them.
    """
    places = [[page[0] + step / 100 * (page[2] - page[0]) for step in steps] for steps in _TWO_PLACES]
    found: list[tuple[int, float, float]] = []
    for first, second in product(*places):
        sides = [[each for each in items if begin <= each.box[0] and each.box[2] <= end and not each.is_table]
                 for begin, end in ((page[0], first), (first, second), (second, page[2]))]  # fmt: skip
        if not all(len(each) >= _SHORT and _begin_together(each) for each in sides):
            continue
        begins = [min(each.box[0] for each in side) for side in sides]
        ends = [max(each.box[2] for each in side) for side in sides]
        height = median(each.height for side in sides for each in side)
        apart = min(begins[1] - ends[0], begins[2] - ends[1]) >= _GUTTER * height
        equal = abs(begins[2] - 2 * begins[1] + begins[0]) < 2 * _NEAR
        long = [side for side in sides if len(side) >= _LONG]
        if apart and equal and long and all(map(_fills, long)):
            found.append((sum(map(len, sides)), (ends[0] + begins[1]) / 2, (ends[1] + begins[2]) / 2))
    return max(found)[1:] if found else ()


def _beside(items: Sequence[_Item], at: float) -> tuple[list[_Item], list[_Item]]:
    """Return the items on both sides of a place that have others beside them, up to what goes across it."""
    crossing = _merged((each.box[1], each.box[3]) for each in items if each.box[0] < at < each.box[2])
    sides: tuple[list[_Item], list[_Item]] = ([], [])
    above = float("-inf")
    for first, last in [*crossing, (float("inf"), 0.0)]:
        within = [each for each in items if above <= each.middle < first]
        left = [each for each in within if each.box[2] <= at]
        right = [each for each in within if each.box[0] >= at]
        if left and right:
            sides[0].extend(left)
            sides[1].extend(right)
        above = last
    return sides


def _are_columns(left: Sequence[_Item], right: Sequence[_Item], page: Box) -> bool:
    """Return whether lines beside each other are columns of text: in one of them paragraphs fill the lines.

    Labels with facts beside them do not. The other one may be short, if the long one ends in the middle of the page.
    """
    lines = [[each for each in side if not each.is_table] for side in (left, right)]
    texts = [_fills(each) for each in lines]
    if all(texts) or not any(texts):
        return all(texts)
    short = right if texts[0] else left
    edge = max(each.box[2] for each in lines[0]) if texts[0] else min(each.box[0] for each in lines[1])
    count = sum(_LONG if each.is_table else 1 for each in short)
    in_middle = abs(edge - (page[0] + page[2]) / 2) < _MIDDLE * (page[2] - page[0])
    return in_middle and count >= _SHORT and _begin_together(short)


def _fills(lines: Sequence[_Item]) -> bool:
    """Return whether most lines are as long as the longest."""
    if len(lines) < _LONG:
        return False
    begin, end = min(each.box[0] for each in lines), max(each.box[2] for each in lines)
    full = sum(each.box[2] > end - _EMPTY * (end - begin) for each in lines)
    return 2 * full >= len(lines)


def _begin_together(items: Sequence[_Item]) -> bool:
    edge = min(each.box[0] for each in items)
    return 2 * sum(each.box[0] < edge + _NEAR for each in items) >= len(items)


def _across(items: Sequence[_Item], gutter: float) -> list[tuple[float, float]]:
    """Return the upper and lower ends of what goes across both columns, from above.

    A short heading of what is below it goes across as well, where nothing stands beside it.
    """
    spans = [(each.box[1], each.box[3]) for each in items if each.box[0] < gutter < each.box[2]]
    left = sorted((each for each in items if each.box[2] <= gutter), key=lambda each: each.box[1])
    right = [each.box for each in items if each.box[0] >= gutter]
    text = median([each.height for each in items if not each.is_table] or [0.0])
    for at, each in enumerate(left):
        if each.is_table or not right:
            continue
        end = min((span[0] for span in spans if span[0] >= each.box[3]), default=float("inf"))
        below = left[at + 1].box[1] if at + 1 < len(left) else float("inf")
        space = each.box[1] - left[at - 1].box[3] if at else float("inf")
        begin, until = each.box[1] - each.height / 2, min(below, end)
        if any(box[1] < until and box[3] > begin for box in right):
            continue
        large = each.height > _LARGER * text
        of_table = end <= below and end - each.box[3] <= space and space > each.height
        between = (
            large
            and below < end
            and any(box[3] <= begin for box in right)
            and any(until <= box[1] < end for box in right)
        )
        if of_table or (end <= below and large) or between:
            spans.append((each.box[1], each.box[3]))
    return _merged(spans)


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return vertical spans from above, those that overlap as one."""
    found: list[tuple[float, float]] = []
    for first, last in sorted(spans):
        if found and first < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
