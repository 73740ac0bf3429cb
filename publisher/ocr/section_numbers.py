"""Numbers of sections and lists whose full stop was misread: 1:2 between 1.1 and 1.3, "4, Boende" before "5. ".

And what is read as another character beside numbers or words: § as $, % as its two rings and stroke, I as |.
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
_BEFORE: Final = r"(?<![\w{0}]){0}(?= ?\d+(?!\d|[.,]\d))"
# At the beginning of a line or a sentence, before a word in lower case or a year; a line of a table has several.
_BEFORE_WORD: Final = r"(?:^|(?<=[.!?:] )){0}(?= (?:[a-zåäöæø]|(?:19|20)\d\d\b)[^|]*$)"
# The rest of a word; of a character alone, the next one.
_REST: Final = re.compile(r"\S*")
_NEXT: Final = re.compile(r" ?\S*")
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
def _misread(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of misread characters, with what was printed for each: `locale/<language>/ocr.yml`, and %."""
    lists = yaml.safe_load((LOCALES / language / "ocr.yml").read_text(encoding="utf-8"))
    beside = (
        (re.compile(pattern.format(re.escape(read))), printed)
        for pattern, listed in ((_BEFORE, "before_numbers"), (_BEFORE_WORD, "before_words"))
        for read, printed in lists[listed].items()
    )
    return (*beside, (_PERCENT, r"\g<space>%"))


def with_characters(line: str, language: str) -> str:
    """Return a line with the characters that were probably printed."""
    for pattern, printed in _misread(language):
        line = pattern.sub(printed, line)
    return line


def misread_characters(lines: Sequence[str], language: str) -> list[tuple[int, tuple[str, str]]]:
    """Return, by line number from 0, each word that has such a character: as it was read, and as it was printed.

    They are never certain: a text may speak of dollars, and the number beside one may be misread too.
    """
    return [(at, pair) for at, line in enumerate(lines) for pair in _pairs(line, language)]


def _pairs(line: str, language: str) -> Iterator[tuple[str, str]]:
    for pattern, printed in _misread(language):
        for match in pattern.finditer(line):
            word = line[: match.start()].rpartition(" ")[2]
            after = (_NEXT if len(match[0]) == 1 else _REST).match(line, match.end())
            rest = after[0] if after else ""
            yield word + match[0] + rest, word + match.expand(printed) + rest
