"""Numbers of sections and lists whose full stop was misread: 1:2 between 1.1 and 1.3, "4, Boende" before "5. ".

And what stands beside numbers and is read as another character: § as $, % as its two rings and stroke.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import yaml

from publisher.locales import LOCALES

_BEGIN: Final = re.compile(r"^(\s*)(\d{1,2})([.:,;])(\d{1,2})(?=\.?\s+[A-ZÅÄÖÆØ])")
_NUMBER: Final = re.compile(r"^(\s*)(\d{1,2})([.,:;])(?=\s+[A-ZÅÄÖÆØ])")
_PERCENT: Final = re.compile(r"(?<=\d)(?P<space> ?)(?:[°º]/[o0]|o/o)(?!\w)")
_BEFORE: Final = r"(?<![\w{0}]){0}(?= ?\d+(?![\d.,]))"
_CHAPTER: Final = re.compile(r"^\s*(\d{1,2})\.?\s+[A-ZÅÄÖÆØ]")


def section_numbers(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return what was read and what was printed at the beginning of lines, by line, where numbers beside it say so."""
    begun = {at: match for at, line in enumerate(lines) if (match := _BEGIN.match(line))}
    known = {(int(each[2]), int(each[4])) for each in begun.values() if each[3] == "."}
    known |= {(int(match[1]), 0) for line in lines if (match := _CHAPTER.match(line))}
    found: dict[int, tuple[str, str]] = {}
    for at, match in begun.items():
        part, number = int(match[2]), int(match[4])
        if match[3] != "." and (part, number) not in known and (part, number - 1) in known:
            known.add((part, number))
            found[at] = f"{part}{match[3]}{number}", f"{part}.{number}"
    whole = {at: match for at, line in enumerate(lines) if (match := _NUMBER.match(line))}
    sure = {int(each[2]) for each in whole.values() if each[3] == "."}
    for at, match in whole.items():
        if match[3] != "." and {int(match[2]) - 1, int(match[2]) + 1} & sure:
            found[at] = f"{match[2]}{match[3]}", f"{match[2]}."
    return found


@cache
def _before_numbers(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of characters before whole numbers, each with what was printed: `locale/<language>/ocr.yml`."""
    lists = yaml.safe_load((LOCALES / language / "ocr.yml").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(_BEFORE.format(re.escape(read))), printed) for read, printed in lists["before_numbers"].items()
    )


def with_characters(line: str, language: str) -> str:
    """Return a line with the characters that were probably printed."""
    for pattern, printed in _before_numbers(language):
        line = pattern.sub(printed, line)
    return _PERCENT.sub(r"\g<space>%", line)


def misread_characters(lines: Sequence[str], language: str) -> list[tuple[int, tuple[str, str]]]:
    """Return, by line number from 0, each word that has such a character: as it was read, and as it was printed.

    They are never certain: a text may speak of dollars, and the number beside one may be misread too.
    """
    return [(at, pair) for at, line in enumerate(lines) for pair in _pairs(line, language)]


def _pairs(line: str, language: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"(?:(?<!\S)\S (?=\d))?\S+(?: [°ºo]/[o0]\S*)?", line):
        printed = with_characters(match[0], language)
        if printed != match[0]:
            yield match[0], printed
