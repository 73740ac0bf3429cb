"""Tables that are not understood: which row stands where the header should, why, and what to do about it."""

from collections.abc import Collection, Iterator, Sequence

from publisher.importing.columns.header_words import dated, is_figure
from publisher.importing.columns.headers import LOOKED_AT
from publisher.importing.form.proposal import LeftCell
from publisher.importing.form.source import SourceFile, SourceLine, SourceRow
from publisher.problem import Place, Problem
from publisher.shortening import shortened

# The most headers that a message shows, and the letters of each.
_SHOWN, _LONGEST = 6, 30


def why_unread(source: SourceFile, language: str) -> Problem:
    """Return what is missing in the first table of a file in which nothing is understood, with its line."""
    blocks = [block for block in source.blocks if any(len(row.filled) > 1 for row in block.rows)]
    if not blocks:
        return Problem.at(Place(source.name), "import-no-table")
    rows = [row for row in blocks[0].rows if len(row.filled) > 1]
    header = _header(rows, language)
    at = Place(source.name, (header or rows[0]).line.origin.line)
    shown = ", ".join(f"”{shortened(text, _LONGEST)}”" for text in _texts(header or rows[0])[:_SHOWN])
    if header is None:
        return Problem.at(at, "import-no-header", texts=shown)
    for one, other in _alike(rows[rows.index(header) + 1 :], language):
        said = next(text for text in _texts(one) if dated(text, language).period)
        lines = f"{one.line.origin.line}, {other.line.origin.line}"
        return Problem.at(Place(source.name, other.line.origin.line), "import-rows-alike", text=said, lines=lines)
    return Problem.at(at, "import-header-unknown", texts=shown)


def unread_headers(source: SourceFile, language: str, left: Collection[SourceLine]) -> tuple[str, ...]:
    """Return the headers of tables of which no row has a place: all these rows are among those that are `left`."""
    found: dict[str, None] = {}
    for block in source.blocks:
        rows = [row for row in block.rows if len(row.filled) > 1]
        header = _header(rows, language) if all(row.line in left for row in rows) else None
        found |= dict.fromkeys(_texts(header) if header else ())
    return tuple(found)


def not_understood(source: SourceFile) -> Iterator[LeftCell]:
    """Yield all cells of a file as those of tables whose headers are not understood."""
    return (LeftCell(cell, "no-table") for block in source.blocks for row in block.rows for cell in row.filled)


def _header(rows: Sequence[SourceRow], language: str) -> SourceRow | None:
    """Return the row that stands where the header of a table should: the first one without numbers."""
    return next((row for row in rows[:LOOKED_AT] if not _has_numbers(row, language)), None)


def _texts(row: SourceRow) -> list[str]:
    return [row.text(cell) for cell in row.filled]


def _has_numbers(row: SourceRow, language: str) -> bool:
    """Return whether a row has numbers; years alone are headers, but a year first in its row is a name of that."""
    first = dated(_texts(row)[0], language)
    named = first.period is not None and not first.rest
    return named or any(is_figure(text, language) for text in _texts(row))


def _alike(rows: Sequence[SourceRow], language: str) -> list[tuple[SourceRow, SourceRow]]:
    """Return the first two rows with the same period and the same words."""
    seen: dict[tuple[str, ...], SourceRow] = {}
    for row in rows:
        key = tuple(text.casefold() for text in _texts(row) if not is_figure(text, language))
        if any(dated(text, language).period for text in key):
            if key in seen:
                return [(seen[key], row)]
            seen[key] = row
    return []
