"""Slips in tables: rows with too many cells, text that became a row, no header, and tables made with tabs or spaces."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from publisher.commonmark.body import ReadBody
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.render.prose import problem_at
from publisher.shortening import shortened

_RULED: Final = re.compile(r"[>\s]*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_RULED_AGAIN: Final = re.compile(r"[>\s]*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?")
# As a spreadsheet saves it; in a sentence a space follows the semicolon.
_BY_SEMICOLON: Final = re.compile(r"[^;\n]+(?:;(?=\S)[^;\n]*)+")
# List markers as copied from a word processor: a symbol, Word's hollow circle (an "o"), or a number.
_ENTRY: Final = re.compile(r"\A[>\s]*(?:[^\w\s]|o|\w{1,3}[.)])[ \u00a0]*\t\s*")
# A gap between cells: three spaces, or two before a figure; after a sentence some type two.
_WIDE: Final = re.compile(r"(?<=\S) {3,}(?=\S)|(?<=[^\s.,:;!?]) {2}(?=\d)")
# The gaps of a line that has one wide gap and no tab: three such lines make a table.
_ONE_WIDE: Final = -1


def table_slips(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield rows with more cells than the table has columns, text that became a row, and tables pasted with tabs."""
    columns, row = 0, -1
    for token in body.tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and token.map[0] != row:
            row = token.map[0]
            # A delimiter row without a header: GitHub sees no table there. A second one is a row of dashes.
            line = body.lines.rows[row].strip()
            if _RULED.fullmatch(line) if not columns else _RULED_AGAIN.fullmatch(line):
                yield problem_at(document, body.lines.start(row), "table-not-read", words=line)
            if columns and _cells(body.lines.rows[row]) > columns:
                yield problem_at(document, body.lines.start(row), "table-cells", columns=columns)
            elif columns > 1 and "|" not in (line := body.lines.rows[row]):
                # All in the first cell: a paragraph begins right below the table.
                yield problem_at(document, body.lines.start(row), "table-row-text", words=shortened(line.strip(), 30))
    for before, token, stretch in body.blocks:
        lines = token.content.split("\n") if before.type == "paragraph_open" else []
        if (first := _divided(lines)) is not None:
            start = stretch.at(sum(len(line) + 1 for line in lines[:first]))
            is_table = " | " in lines[first]
            facts = {"words": shortened(lines[first].strip(), 30)} if is_table else {}
            yield problem_at(document, start, "table-not-read" if is_table else "table-with-tabs", **facts)
        if token.map and (tabbed := _tabbed(body.lines.rows, token.map)) is not None:
            yield problem_at(document, body.lines.start(tabbed), "table-with-tabs")


def _divided(lines: list[str]) -> int | None:
    """Return the first line of a table whose cells are divided by semicolons, or by strokes without a row of dashes."""
    counts = [line.count(";") if _BY_SEMICOLON.fullmatch(line) else -line.count(" | ") for line in lines]
    for count, group in groupby(enumerate(counts), key=lambda pair: pair[1]):
        first, *others = [number for number, _ in group]
        # Two lines with strokes are a header and a row.
        if count and len(others) > (count > 0):
            return first
    return None


def _cells(row: str) -> int:
    bare = row.strip().lstrip("> \t").replace("\\|", "")
    return bare.removeprefix("|").removesuffix("|").count("|") + 1


def _tabbed(rows: list[str], span: list[int]) -> int | None:
    """Return the first of two or more lines with the same number of tabs between words, or of three with a wide gap."""
    counts = [(_gaps(rows[row]), row) for row in range(*span) if row < len(rows)]
    for gaps, lines in groupby(counts, key=lambda pair: pair[0]):
        first, *others = [row for _, row in lines]
        if gaps and len(others) > (gaps == _ONE_WIDE):
            return first
    return None


def _gaps(row: str) -> int:
    """Return the number of tabs between the words of a line, or of wide gaps; `_ONE_WIDE` for a single one.

    A word processor puts a tab after a list marker too; that one does not count.
    """
    row = _ENTRY.sub("", row)
    wide = len(_WIDE.findall(row))
    return len(re.findall(r"(?<=\S)\t+(?=\S)", row)) or (_ONE_WIDE if wide == 1 else wide)
