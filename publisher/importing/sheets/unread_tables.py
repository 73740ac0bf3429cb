"""Why no table of a file is understood: which row stands where the header should, and what to do about it."""

from collections.abc import Sequence

from publisher.importing.columns.header_words import dated, is_figure
from publisher.importing.columns.headers import LOOKED_AT
from publisher.importing.form.source import SourceFile, SourceRow
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
    header = next((row for row in rows[:LOOKED_AT] if not _has_numbers(row, language)), None)
    at = Place(source.name, (header or rows[0]).line.origin.line)
    shown = ", ".join(f"”{shortened(text, _LONGEST)}”" for text in _texts(header or rows[0])[:_SHOWN])
    if header is None:
        return Problem.at(at, "import-no-header", texts=shown)
    for one, other in _alike(rows[rows.index(header) + 1 :], language):
        said = next(text for text in _texts(one) if dated(text, language).period)
        lines = f"{one.line.origin.line}, {other.line.origin.line}"
        return Problem.at(Place(source.name, other.line.origin.line), "import-rows-alike", text=said, lines=lines)
    return Problem.at(at, "import-header-unknown", texts=shown)


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
