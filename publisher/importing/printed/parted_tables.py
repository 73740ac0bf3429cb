"""Tables between the lines of a text, and those that continue on the next page: below a header, or within a row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from publisher.importing.form.source import BlockSort, Doubt, LeftOut, Origin, SourceBlock, SourceLine, SourceRow
from publisher.importing.printed.cell_texts import is_divided, undivided
from publisher.importing.printed.printed_tables import NEAR, PrintedTable
from publisher.importing.printed.spaced_rows import is_value
from publisher.importing.prose.steering_words import words_of
from publisher.locales import languages

# What a page may end with before the first word of a cell: 1.5
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")


@dataclass
class PlacedTable:
    """A table, the origin of the line before it, and the lines of its rows.

    `again` are the lines of repeated headers, and `rest` those of rows that continue on the next page.
    """

    before: Origin | None
    table: PrintedTable
    lines: list[SourceLine]
    again: list[SourceLine] = field(default_factory=list)
    rest: list[SourceLine] = field(default_factory=list)

    @property
    def printed(self) -> tuple[tuple[tuple[str, ...], SourceLine], ...]:
        """The cells of each row, with its line."""
        return tuple(zip(self.table.rows, self.lines, strict=True))

    def block(self) -> SourceBlock:
        """Return the table as a block, without the columns in which nothing stands."""
        kept = [at for at in range(len(self.table.edges)) if any(row[at] for row in self.table.rows)]
        cells = [tuple(row[at] for at in kept) for row in self.table.rows]
        rows = zip(cells, self.lines, self.table.bands, strict=True)
        return SourceBlock(BlockSort.TABLE, "", (), rows=tuple(SourceRow(*row) for row in rows))


def left_of_tables(tables: Sequence[PlacedTable]) -> list[LeftOut]:
    """Return the lines of tables that are left out: repeated headers, and the rest of a row on the next page."""
    again = [LeftOut(line, "running-head") for table in tables for line in table.again]
    return again + [LeftOut(line, "row-above") for table in tables for line in table.rest]


def add_table(
    table: PrintedTable, page: int, count: int, lines: Sequence[SourceLine], tables: list[PlacedTable],
    above: PlacedTable | None, two: Callable[[str, str], bool],
    begins: Callable[[Sequence[str]], bool] = lambda _: False,
) -> int:  # fmt: skip
    """Add a table, or its rows to the one above it; return the number of lines of its page counted so far.

    `begins` decides whether the first row is a header, of another table if it is not the header of that one.
    """
    made = []
    for at, cells in enumerate(table.rows):
        doubts = [*([Doubt("word-joined")] if table.joined[at] else [])]
        doubts += [Doubt("table-without-lines")] if at == 0 and not table.ruled else []
        doubts += table.doubts[at] if table.doubts else ()
        text = " | ".join(dict.fromkeys(filter(None, cells)))
        made.append(SourceLine(Origin(page, count + at + 1), text, tuple(doubts)))
    apart = above and table.rights and page == above.lines[-1].origin.page
    apart = apart or (above and table.rows[0] != above.table.rows[0] and begins(table.rows[0]))
    together = continued(above.table, table, two) if above and not apart else None
    if above and together:
        again = len(above.lines) + len(made) - len(together.rows)
        parted = again and together.rows[len(above.lines) - 1] != above.table.rows[-1]
        if parted:
            row = above.lines[-1]
            above.lines[-1] = replace(row, doubts=(*row.doubts, Doubt("row-joined")))
        (above.rest if parted else above.again).extend(made[:again])
        above.table = together
        above.lines += made[again:]
    else:
        last = next((line for line in reversed(lines) if line.text), None)
        tables.append(PlacedTable(last.origin if last else None, table, made))
    return count + len(made)


def with_rest_above(
    table: PrintedTable, above: PlacedTable | None, rest: Sequence[tuple[str, float, float]]
) -> PrintedTable | None:
    """Return a table with the lines above it as a row: the rest of the last row of the page before, if they are that.

    `rest` are these lines, each with where it begins and ends, in points. They stand in one of the table's columns,
    which are those of the table `above`, and go on in the middle of a sentence. None if they are text of their own. A
    page without a table of its own has one without rows.
    """
    if above is None or not rest or not table.rights or len(table.edges) != len(above.table.edges):
        return None
    ends = [*table.edges[1:], max(table.box[2], *(right for _, _, right in rest))]
    within = [at for at, (left, end) in enumerate(zip(table.edges, ends, strict=True))
              if all(left - NEAR <= begin and right <= end + NEAR for _, begin, right in rest)]  # fmt: skip
    text = ""
    for said, _, _ in rest:
        text = undivided(text, said) if is_divided(text, said, joining_words()) else f"{text} {said}".strip()
    last = above.table.rows[-1]
    if not within or not text[:1].islower() or not last[within[0]]:
        return None
    if table.rows and not _stand_below(above.table, table):
        return None
    row = tuple(text if at == within[0] else "" for at in range(len(table.edges)))
    doubts = ((), *table.doubts) if table.doubts else ()
    return replace(table, rows=(row, *table.rows), joined=(False, *table.joined), bands=(False, *table.bands),
                   doubts=doubts)  # fmt: skip


@cache
def joining_words() -> frozenset[str]:
    """Return the words of all languages before which a hyphen stands for a part of a word: barn- och ungdom."""
    return frozenset().union(*(words_of(language).joining for language in languages()))


def with_tables(
    blocks: Sequence[SourceBlock], tables: Sequence[PlacedTable], lines: Sequence[SourceLine]
) -> Iterator[SourceBlock]:
    """Yield the blocks with each table after the block that contains the line before it."""
    placed = {line for block in blocks for line in block.lines}
    behind: dict[Origin | None, SourceLine | None] = {None: None}
    last: SourceLine | None = None
    for line in lines:
        last = line if line in placed else last
        behind[line.origin] = last
    yield from (each.block() for each in tables if behind[each.before] is None)
    for block in blocks:
        yield block
        yield from (each.block() for each in tables if behind[each.before] in block.lines)


def continued(table: PrintedTable, more: PrintedTable, two: Callable[[str, str], bool]) -> PrintedTable | None:
    """Return a table with the rows on the next page appended; None if that has another table.

    A header with merged cells has fewer columns than the rows below it: its cells are then repeated.
    """
    if table.rights and more.rights:
        return _appended(table, more, table.edges, two) if _stand_below(table, more) else None
    few, many = sorted((table, more), key=lambda each: len(each.edges))
    same = all(any(abs(edge - other) < NEAR for other in many.edges) for edge in few.edges)
    if not same or abs(table.box[0] - more.box[0]) > NEAR or abs(table.box[2] - more.box[2]) > NEAR:
        return None
    first, second = (_in_columns(each, many.edges) for each in (table, more))
    return _appended(first, second, many.edges, two)


def _stand_below(table: PrintedTable, more: PrintedTable) -> bool:
    """Return whether the columns of two tables that are as wide as their words stand below each other."""
    pairs = zip(table.columns, more.columns, strict=False)
    below = all(one[0] < other[1] and other[0] < one[1] for one, other in pairs)
    return len(table.edges) == len(more.edges) and below and not _is_header(more.rows[0], table)


def _is_header(row: Sequence[str], table: PrintedTable) -> bool:
    """Return whether a row has words below values, and is not the header of this table again."""
    held = [at for at in range(1, len(row)) if any(is_value(each[at]) for each in table.rows)]
    return row != table.rows[0] and any(row[at] and not is_value(row[at]) for at in held)


def _appended(
    first: PrintedTable, second: PrintedTable, edges: tuple[float, ...], two: Callable[[str, str], bool]
) -> PrintedTable:
    again = len(first.rows) > 1 and second.rows[0] == first.rows[0]
    if not again and _is_rest(second.rows[0], first.rows[-1]):
        return _with_rest(first, second, edges, two)
    return replace(
        first, edges=edges,
        rows=(*first.rows, *second.rows[again:]), joined=(*first.joined, *second.joined[again:]),
        bands=(*first.bands, *second.bands[again:]),
    )  # fmt: skip


def _is_rest(row: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether a row continues the last one on the page before, each of its cells a cell there."""
    pairs = list(zip(row, above, strict=True))
    beside = all(
        before and (text[:1].islower() or _NUMBERED.fullmatch(before) or _is_behind_word(text, before))
        for text, before in pairs if text
    )  # fmt: skip
    goes_on = any(text[:1].islower() for text in row)
    return beside and goes_on and any(before and not text for text, before in pairs)


def _is_behind_word(text: str, before: str) -> bool:
    """Return whether a text is a number or begins with a bracket, and the cell before ends with a word: tjänst 36."""
    return before[-1:].isalpha() and (text[:1] == "(" or text.isdigit())


def are_apart(before: str, text: str, two: Callable[[str, str], bool]) -> bool:
    """Return whether a word ends where the page does: before *och*, behind a number (60 dB) and behind KFN."""
    last, first = before.split()[-1], text.split()[0]
    short = last.isupper() and len(last) > 1
    return first in joining_words() or last[-1].isdigit() or short or two(last, first)


def _with_rest(
    first: PrintedTable, second: PrintedTable, edges: tuple[float, ...], two: Callable[[str, str], bool]
) -> PrintedTable:
    cells = []
    for before, text in zip(first.rows[-1], second.rows[0], strict=True):
        if is_divided(before, text, joining_words()):
            cells.append(undivided(before, text))
            continue
        apart = bool(before and text) and (_is_behind_word(text, before) or are_apart(before, text, two))
        cells.append(f"{before} {text}".strip() if apart or not text or " " in text else before + text)
    return replace(
        first, edges=edges, rows=(*first.rows[:-1], tuple(cells), *second.rows[1:]),
        joined=(*first.joined[:-1], True, *second.joined[1:]), bands=(*first.bands, *second.bands[1:]),
    )  # fmt: skip


def _in_columns(table: PrintedTable, edges: Sequence[float]) -> PrintedTable:
    at = [max((number for number, own in enumerate(table.edges) if own <= edge + NEAR), default=0) for edge in edges]
    rows = (
        (row[0], *[""] * (len(edges) - 1)) if band else tuple(row[number] for number in at)
        for row, band in zip(table.rows, table.bands, strict=True)
    )
    return replace(table, rows=tuple(rows))
