"""Percent in scans: what the model of a language reads as digits or letters, and the English one as %.

The models of some languages have hardly seen it: 71 % is read as 71 0, 80 96 or 6,8 No. A second reading of the same
picture is evidence, and no guess: only % is taken from it, never a digit.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from publisher.ocr.hocr import PlacedWord, ReadPage, Reread

_ALONE: Final = re.compile(r"%(?P<end>[.,;:)]?)")
_BEHIND: Final = re.compile(r"[^\w%]*(?P<digits>\d[\d.,]*)\s?%(?P<end>[.,;:)]?)")
# What may be read instead, and no word: 0, 96, 246, No, Yo, ?0.
_MISREAD: Final = re.compile(r"(?![a-zåäöæø]{3,}\b)[^%]{1,4}")
# A number with what is read instead at its end: 9096.
_TOGETHER: Final = re.compile(r"\D?\d{1,3}(?:[.,]\d)?(?:96|90|26|06|246|260|9[0o]?/[0o])[.,;:)]?")
_OVERLAP: Final = 0.5


def may_have_percent(page: ReadPage) -> bool:
    """Return whether a page has a number with something short behind it, or a long one, that may have been per cent."""
    for line in page.lines:
        texts = [str(word["text"]) for word in line.words]
        numbers = [bool(re.search(r"\d", text)) for text in texts]
        behind = zip(numbers, texts[1:], strict=False)
        if any(number and _MISREAD.fullmatch(text) for number, text in behind):
            return True
        if any(_TOGETHER.fullmatch(text) for text in texts):
            return True
    return False


def with_percent(page: ReadPage, other: ReadPage) -> ReadPage:
    """Return a page with each % that the `other` reading of it has, with the words that this changes."""
    found: dict[int, Reread] = {}
    words = [word for line in page.lines for word in line.words]
    for seen in (word for line in other.lines for word in line.words if "%" in str(word["text"])):
        there = [word for word in words if _covers(seen, word)]
        if there and not any("%" in str(word["text"]) for word in there):
            found |= {id(word): made for word, made in _changed(str(seen["text"]), there)}
    lines = tuple(
        replace(line, words=tuple(found[id(word)].word if id(word) in found else word for word in line.words))
        for line in page.lines
    )
    return replace(page, lines=lines, reread=tuple(found.values()))


def _changed(seen: str, there: Sequence[PlacedWord]) -> list[tuple[PlacedWord, Reread]]:
    """Return the word that is changed, if what stands before it is the same number in both readings."""
    last = there[-1]
    read = str(last["text"])
    if (alone := _ALONE.fullmatch(seen)) and len(there) == 1 and _MISREAD.fullmatch(read):
        return [(last, Reread({**last, "text": f"%{alone['end']}"}, read, sure=True))]
    behind = _BEHIND.fullmatch(seen)
    if behind is None:
        return []
    digits = re.sub(r"\D", "", behind["digits"])
    if len(there) == 2 and re.sub(r"\D", "", str(there[0]["text"])) == digits and _MISREAD.fullmatch(read):
        return [(last, Reread({**last, "text": f"%{behind['end']}"}, read, sure=True))]
    own = _prefix(read, digits) if len(there) == 1 else ""
    return [(last, Reread({**last, "text": f"{own}%{behind['end']}"}, read, sure=False))] if own else []


def _prefix(text: str, digits: str) -> str:
    """Return the beginning of a text that has exactly these digits, and more behind them; or ""."""
    for end in range(1, len(text)):
        if re.sub(r"\D", "", text[:end]) == digits and text[end - 1].isdigit():
            return text[:end]
    return ""


def _covers(one: PlacedWord, other: PlacedWord) -> bool:
    """Return whether most of the smaller of two words stands where the other one does."""
    across = min(float(one["x1"]), float(other["x1"])) - max(float(one["x0"]), float(other["x0"]))
    down = min(float(one["bottom"]), float(other["bottom"])) - max(float(one["top"]), float(other["top"]))
    wide = min(float(each["x1"]) - float(each["x0"]) for each in (one, other))
    high = min(float(each["bottom"]) - float(each["top"]) for each in (one, other))
    return across > _OVERLAP * wide and down > _OVERLAP * high
