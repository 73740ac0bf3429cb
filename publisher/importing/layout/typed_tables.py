"""Tables typed as text: lines whose cells have tabs or bars between them, as they are pasted from a spreadsheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from publisher.importing.form.source import BlockSort, SourceBlock, SourceLine, SourceRow

_FEWEST_ROWS: Final = 2
# Two cells may as well be a label and its fact, or the number of an entry and its text.
_FEWEST_CELLS: Final = 3
_LONGEST_HEADING: Final = 90
_RULE: Final = re.compile(r"[\s|+:=–—-]*[|+][\s|+:=–—-]*")
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")


def without_typed_tables(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[SourceBlock]]:
    """Return the lines with an empty one instead of each row of a table, and the tables."""
    tables = [*_tables(lines)]
    taken = {row.line for table in tables for row in table.rows}
    taken |= {line for line in lines if tables and _is_rule(line)}
    return [SourceLine(line.origin, "") if line in taken else line for line in lines], tables


def with_tables(blocks: Sequence[SourceBlock], tables: Sequence[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return blocks and tables in the order in which they stand in their file; a line alone above one is a heading."""

    def place(block: SourceBlock) -> tuple[int, int]:
        origin = block.every_line[0].origin
        return origin.page, origin.line

    every = sorted([*blocks, *tables], key=place) if tables else [*blocks]
    below = [*every[1:], *every[:1]]
    return tuple(
        replace(block, sort=BlockSort.HEADING, level=1) if after in tables and _can_head(block) else block
        for block, after in zip(every, below, strict=True)
    )


def _can_head(block: SourceBlock) -> bool:
    short = block.sort is BlockSort.PARAGRAPH and len(block.lines) == 1 and len(block.text) <= _LONGEST_HEADING
    return short and block.text[:1].isupper() and block.text[-1].isalnum()


def _tables(lines: Sequence[SourceLine]) -> Iterator[SourceBlock]:
    for mark, rows in _runs([line for line in lines if not _is_rule(line)]):
        cells = _cells([line.text for line in rows], mark) if len(rows) >= _FEWEST_ROWS else []
        if cells and not _is_contents(cells):
            made = tuple(SourceRow(tuple(row), line) for row, line in zip(cells, rows, strict=True))
            yield SourceBlock(BlockSort.TABLE, "", (), rows=made)


def _runs(lines: Sequence[SourceLine]) -> Iterator[tuple[str, list[SourceLine]]]:
    """Yield lines below each other with the same mark between their cells; further rows may lack their last cells."""
    run: list[SourceLine] = []
    mark = ""
    for line in lines:
        goes_on = run and line.origin.page == run[-1].origin.page and (mark in line.text)
        if goes_on and (mark != "\t" or line.text.count(mark) <= run[0].text.count(mark)):
            run.append(line)
            continue
        if run:
            yield mark, run
        mark = _mark(line.text)
        run = [line] if mark else []
    if run:
        yield mark, run


def _is_rule(line: SourceLine) -> bool:
    return bool(_RULE.fullmatch(line.text))


def _mark(text: str) -> str:
    """Return what stands between the cells of a line; "" if it has too few."""
    plain = text.strip(" ")
    if plain.startswith("|") and plain.endswith("|") and plain.count("|") >= _FEWEST_CELLS:
        return "|"
    return next((mark for mark in ("\t", "|") if plain.count(mark) >= _FEWEST_CELLS - 1), "")


def _cells(texts: Sequence[str], mark: str) -> list[list[str]]:
    """Return the cells of each row, without columns that are empty: several marks may align those beside them."""
    plain = [text.strip(" ") for text in texts]
    plain = [text.removeprefix("|").removesuffix("|") for text in plain] if mark == "|" else plain
    each = [[cell.strip() for cell in text.split(mark)] for text in plain]
    if mark == "\t" and len({len(row) for row in each}) > 1:
        aligned = [[cell.strip() for cell in re.split(r"\t+", text.strip())] for text in plain]
        each = aligned if len({len(row) for row in aligned}) == 1 else each
    width = max(len(row) for row in each)
    padded = [[*row, *[""] * (width - len(row))] for row in each]
    filled = [at for at in range(width) if any(row[at] for row in padded)]
    return [[row[at] for at in filled] for row in padded] if len(filled) > 1 else []


def _is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows are a table of contents: a number, a title and a page."""
    filled = [[cell for cell in row if cell] for row in rows]
    return all(len(row) > 1 and _NUMBER.fullmatch(row[0]) and row[-1].isdigit() for row in filled)
