"""Tables that continue on the next page: below a repeated header, or in the middle of a row."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from publisher.importing.layout.printed_tables import NEAR, PrintedTable


def continued(table: PrintedTable, more: PrintedTable, two: Callable[[str, str], bool]) -> PrintedTable | None:
    """Return a table with the rows on the next page appended; None if that has another table.

    A header with merged cells has fewer columns than the rows below it: its cells are then repeated.
    """
    few, many = sorted((table, more), key=lambda each: len(each.edges))
    same = all(any(abs(edge - other) < NEAR for other in many.edges) for edge in few.edges)
    if not same or abs(table.box[0] - more.box[0]) > NEAR or abs(table.box[2] - more.box[2]) > NEAR:
        return None
    first, second = (_in_columns(each, many.edges) for each in (table, more))
    again = len(first.rows) > 1 and second.rows[0] == first.rows[0]
    if not again and _is_rest(second.rows[0], first.rows[-1]):
        return _with_rest(first, second, many.edges, two)
    return replace(
        first, edges=many.edges,
        rows=(*first.rows, *second.rows[again:]), joined=(*first.joined, *second.joined[again:]),
        bands=(*first.bands, *second.bands[again:]),
    )  # fmt: skip


def _is_rest(row: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether a row continues the last one on the page before, each of its cells a cell there."""
    pairs = list(zip(row, above, strict=True))
    goes_on = all(text[:1].islower() and before for text, before in pairs if text)
    return goes_on and any(before and not text for text, before in pairs)


def _with_rest(
    first: PrintedTable, second: PrintedTable, edges: tuple[float, ...], two: Callable[[str, str], bool]
) -> PrintedTable:
    cells = []
    for before, text in zip(first.rows[-1], second.rows[0], strict=True):
        apart = bool(before and text) and two(before.split()[-1], text.split()[0])
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
