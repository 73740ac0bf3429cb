"""The text of a printed cell: its lines joined, with words that its width divided."""

import re
from collections.abc import Callable, Sequence, Set
from typing import Final

from publisher.importing.columns.header_words import begins_with_month
from publisher.importing.printed.printed_words import Box, Word, lines_of, x0, x1

# How much wider the next letter may be than those of the word.
_WIDE: Final = 1.7
ABBREVIATED: Final = re.compile(r"(?<![^\W\d_])[A-ZÅÄÖÆØ]{2,}-$")
"""Matches an abbreviation in capitals whose hyphen is at the end of a line."""


def cell_text(box: Box, words: Sequence[Word], joining: Set[str], two: Callable[[str, str], bool]) -> tuple[str, bool]:
    """Return the text of a cell, and whether parts of a word that did not fit were joined."""
    text, joined, before = "", False, None
    lines = lines_of(words)
    margin = min((x0(line[0]) - box[0] for line in lines), default=0.0)
    for number, line in enumerate(lines):
        said = " ".join(str(word["text"]) for word in line)
        # Only a word that does not fit its cell is broken without a hyphen, and it is alone on its line.
        letter = (x1(before[-1]) - x0(before[0])) / max(len(str(before[-1]["text"])), 1) if before else 0.0
        full = before is not None and len(before) == 1 and x1(before[0]) + _WIDE * letter > box[2] - margin
        if (re.search(r"\d-$", text) and said[:1].isdigit()) or re.search(r"\w–$", text):
            text += said  # 0–100, Nes–Vik
        elif text and is_divided(text, said, joining):
            text = undivided(text, said)
        elif full and re.match(r"-\s|-$|[,.;:!?)](?:\s|$)|/\w", said):
            text += said
        elif full and _goes_on(text, said, joining, two, _ahead(line, lines[number + 1 :])):
            text, joined = text + said, True
        else:
            text = f"{text} {said}" if text else said
        before = line if not full or len(line) == 1 else None
    return text, joined


def is_divided(text: str, said: str, joining: Set[str]) -> bool:
    """Return whether a text ends with a hyphen within the word that goes on below it; not barn- och ungdom."""
    return bool(re.search(r"[^\W\d]\d*-$", text) and said[:1].islower() and said.split()[0] not in joining)


def undivided(text: str, said: str) -> str:
    """Return a text with what stands below it behind a divided word; HR-, CO2- and out-of-work keep it."""
    kept = ABBREVIATED.search(text) or text[-2:-1].isdigit() or "-" in said.split()[0][:-1]
    return (text if kept else text[:-1]) + said


def _ahead(line: Sequence[Word], below: Sequence[Sequence[Word]]) -> str:
    """Return the word with which the only word of a line may continue: the first one on the line below."""
    first = str(below[0][0]["text"]) if below and len(line) == 1 else ""
    return first if first[:1].islower() else ""


def _goes_on(text: str, said: str, joining: Set[str], two: Callable[[str, str], bool], ahead: str) -> bool:
    """Return whether the word or number that fills a line continues on the next one, and that one with `ahead`."""
    if not text or not said or begins_with_month(said):
        return False
    end, begin = text.split()[-1], said.split()[0]
    if begin[0].isdigit():
        return end[-1].isdigit()
    if not begin[0].islower() or not end[-1].isalpha() or begin in joining:
        return False
    return not (two(end, begin) or (ahead and two(end, begin + ahead)))
