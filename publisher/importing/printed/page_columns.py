"""The columns of a printed page, each of which is read from top to bottom."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from publisher.importing.printed.printed_words import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page


def page_columns(page: "Page") -> "list[tuple[Box, Page]]":
    """Return a page as its columns, with their boxes: two, if the middle is clear of words for most of its height."""
    words = page.extract_words()
    if len(words) < 40:
        return [(page.bbox, page)]
    left, right = min(word["x0"] for word in words), max(word["x1"] for word in words)
    best = _gutter(words, left, right)
    if best is None:
        return [(page.bbox, page)]
    top, bottom = _edges_of(words, page.bbox)
    across = [word for word in words if word["x0"] < best < word["x1"] and top <= word["top"] <= bottom]
    # What spans both columns at the top is read first: the title, a running head.
    first = max((word["bottom"] for word in across if word["top"] < top + (bottom - top) / 3), default=top)
    last = min((word["top"] for word in across if word["top"] > first + 1), default=bottom)
    left, upper, right, lower = page.bbox
    areas = [
        (left, upper, right, top),
        (left, top, right, first),
        (left, first, best, last),
        (best, first, right, last),
    ]
    areas += [(left, last, right, bottom), (left, bottom, right, lower)]
    return [(area, page.filter(partial(_is_in, area))) for area in areas if area[3] - area[1] > 1]


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
    """Return the end of the running head and the start of the footer: lines set apart at the edges of a page."""
    rows = sorted({(round(word["top"]), word["bottom"]) for word in words})
    height = box[3] - box[1]
    head, foot = box[1], box[3]
    top, low = rows[0], rows[-1]
    below = [row for row in rows if row[0] > top[1]]
    above = [row for row in rows if row[1] < low[0]]
    if below and top[1] < box[1] + 0.15 * height and below[0][0] - top[1] > 0.8 * (top[1] - top[0]):
        head = (top[1] + below[0][0]) / 2
    if above and low[0] > box[3] - 0.15 * height and low[0] - max(row[1] for row in above) > 0.8 * (low[1] - low[0]):
        foot = (low[0] + max(row[1] for row in above)) / 2
    return head, foot


def _gutter(words: Sequence[Mapping[str, float]], left: float, right: float) -> float | None:
    """Return the gutter between two columns: a position in the middle third that few words cross."""
    width = right - left
    places = [left + width * step / 100 for step in range(35, 66)]
    crossed = [
        (sum(word["x0"] - 2 < at < word["x1"] + 2 for word in words), abs(at - left - width / 2), at) for at in places
    ]
    fewest, _, at = min(crossed)
    beside = sum(word["x1"] < at for word in words), sum(word["x0"] > at for word in words)
    return at if fewest <= len(words) * 0.02 and min(beside) > len(words) * 0.25 else None
