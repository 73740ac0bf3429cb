"""Tables on their side: what is measured stands across, and the headers are down the first column."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from publisher.importing.columns.header_words import is_figure
from publisher.importing.columns.headers import DATED, column_of, headed
from publisher.importing.columns.table_words import meaning_and_rest
from publisher.importing.form.source import CellComment, Origin, SourceBlock, SourceLine, SourceRow

# The rows of the smallest such table: names, and two headers of what is said of each.
_LEAST: Final = 3
_NAMES: Final = ("indicator", "goal", "action")


def turned(block: SourceBlock, language: str) -> SourceBlock:
    """Return a table on its side with a row for each of its columns; any other block as it is.

    Each row has the number of its column as its origin, and the cells stand where the rows were; in a document, the
    origin is that of the table.
    """
    titles = [*takewhile(lambda row: len({*filter(None, row.cells)}) == 1, block.rows)]
    body = block.rows[len(titles) :]
    if not is_on_side(body, language):
        return block
    width = max(len(row.cells) for row in body)
    rows = (_row(body, at) for at in range(width))
    return replace(block, rows=(*titles, *(row for row in rows if any(row.cells))))


def is_on_side(body: Sequence[SourceRow], language: str) -> bool:
    """Return whether the first column has headers alone, beginning with that of names, and the first row has names."""
    if len(body) < _LEAST or len({len(row.cells) for row in body}) > 1:
        return False
    first = body[0].filled[0].at
    labels = ["".join(row.cells[first : first + 1]).strip() for row in body]
    names = [body[0].text(cell) for cell in body[0].filled if cell.at > first]
    if meaning_and_rest(labels[0], _NAMES[:1], language) != ("indicator", ""):
        return False
    columns = [column_of(number, label, language, {}, {}) for number, label in enumerate(labels)]
    roles = [each.role for each in columns]
    table = headed(body, language, {}, {})
    # Names across may look like headers, Andel nöjda; below Indikator, Utfall 2023 and Mål 2026 are no names.
    dated = len(columns) > _LEAST and all(each.role in DATED and each.period for each in columns[1:])
    known = not dated and table is not None and any(table.first(role) for role in _NAMES)
    named = len({*names}) == len(names) > 1 and not any(is_figure(name, language) for name in names)
    return named and not known and all(roles) and any(role in DATED for role in roles)


def _row(body: Sequence[SourceRow], at: int) -> SourceRow:
    """Return a column as a row."""
    there = body[0].line.origin
    places = [row.line.origin.line - 1 if there.sheet else number for number, row in enumerate(body)]
    texts = dict(zip(places, ("".join(row.cells[at : at + 1]) for row in body), strict=True))
    cells = tuple(texts.get(place, "") for place in range(max(places) + 1))
    origin = Origin(line=at + 1, sheet=there.sheet, unit="column") if there.sheet else there
    doubts = tuple((place, doubt) for place, row in zip(places, body, strict=True) for own, doubt in row.doubts
                   if own == at)  # fmt: skip
    comments = tuple(CellComment(place, each.text, each.line) for place, row in zip(places, body, strict=True)
                     for each in row.comments if each.at == at)  # fmt: skip
    return SourceRow(cells, SourceLine(origin, " | ".join(filter(None, cells))), doubts=doubts, comments=comments)
