"""Printed words and their places on a page, in points from its upper left corner."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import dropwhile
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from pdfplumber.page import Page

Word: TypeAlias = Mapping[str, float | str]
"""A word from pdfplumber: its text and position (x0, x1, top, bottom)."""
Box: TypeAlias = tuple[float, float, float, float]
Printed: TypeAlias = Mapping[str, Any]
"""What pdfplumber knows of a character, a line of text or a tag, by name."""
# Digits are a note's mark if they are no larger than this share of the letters before them.
_SMALL: Final = 0.8
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def page_words(page: "Page") -> list[Printed]:
    """Return the words of a page with their letters as `chars`; those that run up or down the page say so as `turned`.

    In narrow columns headers often run upwards.
    """
    turns = sorted({_turn(char) for char in page.chars} - {""})
    upright = page.filter(lambda it: not _turn(it)) if turns else page
    words: list[Printed] = [{**word, "text": _with_marks(word)} for word in upright.extract_words(return_chars=True)]
    for turn in turns:
        turned = page.filter(partial(_is_turned, turn))
        found = turned.extract_words(return_chars=True, char_dir=turn, line_dir="ltr" if turn == "btt" else "rtl")
        words += [{**word, "turned": turn} for word in found]
    return words


def _with_marks(word: Printed) -> str:
    """Return a word whose last digits are small and raised, the mark of a note, with these as such: invånare¹."""
    text, chars = str(word["text"]), word["chars"]
    small = len(chars) - len([*dropwhile(lambda each: each["size"] > _SMALL * chars[0]["size"], chars)])
    mark = text[small:]
    raised = mark.isdecimal() and len(text) == len(chars) and chars[-1]["bottom"] < chars[0]["bottom"]
    return text[:small] + mark.translate(_RAISED) if raised and small else text


def _is_turned(turn: str, it: Printed) -> bool:
    return _turn(it) == turn


def _turn(it: Printed) -> str:
    """Return the direction in which the letters of a line follow: "btt", upwards; "ttb", downwards; "" for others."""
    if it["object_type"] != "char":
        return ""
    across, up = it["matrix"][:2]
    return "" if abs(across) >= abs(up) else "btt" if up > 0 else "ttb"


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return words as lines from above, each from left to right; those that are turned, in the order of reading."""
    if words and all(word.get("turned") for word in words):
        return _turned_lines(words)
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (round(top_of(each)), x0(each))):
        if lines and abs(top_of(lines[-1][0]) - top_of(word)) < 0.5 * max(bottom_of(word) - top_of(word), 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=x0) for line in lines]


def _turned_lines(words: Sequence[Word]) -> list[list[Word]]:
    upwards = words[0]["turned"] == "btt"
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (x0(each) if upwards else -x0(each), top_of(each))):
        if lines and abs(x0(lines[-1][0]) - x0(word)) < 0.5 * max(x1(word) - x0(word), 1.0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=top_of, reverse=upwards) for line in lines]


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
