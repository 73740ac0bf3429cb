"""Delimited text: CSV and its variants, whatever the separator and the encoding."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from publisher.importing.columns.table_words import table_words
from publisher.importing.form.grids import WorkbookSheet, source_of
from publisher.importing.form.source import SourceFile
from publisher.problem import Place, Problem, ProblemsFound

_DELIMITERS: Final = ";\t,|"
# What a text is known for a table by: some separators on each of several lines.
_PLAIN: Final = frozenset({".txt", ".text"})
_SELDOM_IN_PROSE: Final = "\t;"
_LEAST_PARTS: Final = 2
_LEAST_LINES: Final = 3
# A first line for Excel, which is none of the table: sep=;
_DIGITS: Final = re.compile(r"[-+−]?\d[\d\s]*")
_SAYS_SEPARATOR: Final = re.compile(r"\Asep=.\r?\n", re.IGNORECASE)


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a table of delimited text, whatever the separator and the encoding."""
    text = _SAYS_SEPARATOR.sub("", _decoded(path.read_bytes(), language))
    counts = _counts(text, _DELIMITERS)
    # The character on most lines, and of several the most frequent.
    delimiter = max(_DELIMITERS, key=lambda each: (sum(map(bool, counts[each])), sum(counts[each])))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise ProblemsFound([Problem.at(Place(path.name), "import-damaged")]) from error
    if delimiter == "," and (line := _divides_numbers(rows)):
        raise ProblemsFound(
            [Problem.at(Place(path.name, line), "import-decimal-commas", text=",".join(rows[line - 1]))]
        )
    sheet = WorkbookSheet("", [[(cell, ()) for cell in row] for row in rows], long_rows=_too_long(rows))
    return source_of(path, digest, [sheet])


def is_delimited(path: Path) -> bool:
    """Return whether a text is a table, whatever its name: almost every line has as many tabs, or semicolons."""
    if path.suffix.lower() not in _PLAIN:
        return False
    for counted in _counts(_decoded(path.read_bytes(), ""), _SELDOM_IN_PROSE).values():
        most, often = Counter(counted).most_common(1)[0] if counted else (0, 0)
        if most >= _LEAST_PARTS and often >= _LEAST_LINES and 10 * often >= 9 * len(counted):
            return True
    return False


def _counts(text: str, characters: str) -> dict[str, list[int]]:
    """Return how often characters occur in each of the first lines of a text that are not empty."""
    sample = [line for line in text.splitlines() if line.strip()][:20]
    return {each: [line.count(each) for line in sample] for each in characters}


def _divides_numbers(rows: Sequence[Sequence[str]]) -> int:
    """Return the first line with more cells than the header if most have, since commas divide their numbers; or 0."""
    wide = [max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0) for row in rows]
    head = next((at for at, width in enumerate(wide) if width > 1), len(rows))
    below = [at for at in range(head + 1, len(rows)) if wide[at] > 1]
    wider = [at for at in below if wide[at] > wide[head] and all(map(_DIGITS.fullmatch, rows[at][-2:]))]
    return wider[0] + 1 if wider and 2 * len(wider) > len(below) else 0


def _too_long(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the rows, from 1, with more cells than most: a text in them contains the separator."""
    widths = [len(row) for row in rows if any(row)]
    most, often = Counter(widths).most_common(1)[0] if widths else (0, 0)
    usual = 2 * often > len(widths) and most > 1
    return frozenset(at for at, row in enumerate(rows, start=1) if usual and any(cell.strip() for cell in row[most:]))


def _decoded(raw: bytes, language: str) -> str:
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Excel in western Europe writes Windows-1252, old Macs Mac Roman, old systems code page 850: what gives letters.
    texts = [raw.decode(encoding, "replace") for encoding in ("cp1252", "mac_roman", "cp850")]
    letters = _letters(language)
    return max(texts, key=lambda text: sum(text.count(letter) for letter in letters))


def _letters(language: str) -> frozenset[str]:
    """Return the non-ASCII letters in words of tables, in the languages that the program knows."""
    words = "".join(word for words in table_words(language).values() for word in words)
    return frozenset(letter for letter in words + words.upper() if letter.isalpha() and not letter.isascii())
