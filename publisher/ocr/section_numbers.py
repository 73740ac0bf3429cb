"""Numbers of sections and lists whose full stop was misread: 1:2 between 1.1 and 1.3, "4, Boende" before "5. "."""

import re
from collections.abc import Sequence
from typing import Final

_BEGIN: Final = re.compile(r"^(\s*)(\d{1,2})([.:,;])(\d{1,2})(?=\.?\s+[A-ZÅÄÖÆØ])")
_NUMBER: Final = re.compile(r"^(\s*)(\d{1,2})([.,:;])(?=\s+[A-ZÅÄÖÆØ])")
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
