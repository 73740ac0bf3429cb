"""Statistics as CSV: a file as spreadsheets write it, parsed into a document with the place of each cell.

Cells are separated by commas, semicolons or tabs; with semicolons or tabs, a number may have a decimal comma and spaces
between thousands, as Swedish spreadsheets write it.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from pathlib import PurePosixPath
from typing import Final

from publisher.locales import languages, word_lists
from publisher.problem import Place, Problem, nearest
from publisher.read.document import Document
from publisher.read.field_tree import Path, Tree
from publisher.read.scalar import Plain
from publisher.read.yaml_tree import Spot

PERIOD: Final = "period"
# What a row holds besides numbers.
OTHERS: Final = frozenset({PERIOD, "note", "preliminary", "missing", "corrections"})
# A column that says which numbers of a comparison are preliminary, and the field that it becomes: preliminary:county.
PRELIMINARY: Final = "preliminary"
OF_SERIES: Final = f"{PRELIMINARY}:"
PRELIMINARY_SERIES: Final = f"{PRELIMINARY}_series"
_SEPARATOR: Final = re.compile(r"\ufeff?\"?sep=[;,\t]\"?[;,\t]*\n", re.IGNORECASE)
_SWEDISH: Final = re.compile(r"[-+\u2212]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|[-+\u2212]?\d+,\d+")


def read_table(file: str, text: str) -> tuple[Document | None, list[Problem]]:
    """Return the table in `text` as a document: `indicator`, from the file name, and `periods` with their numbers."""
    if match := _SEPARATOR.match(text):
        # The separator line is for Excel only; the other lines keep their numbers.
        text = "\n" + text[match.end() :]
    head = text.lstrip("\n").split("\n", 1)[0]
    apart = max(";\t,", key=head.count)
    try:
        rows = [*_rows(text, apart)]
    except csv.Error:
        return None, [Problem.at(_unclosed(file, text), "table-unreadable")]
    names = [column_name(cell) for cell in (rows[0][1] if rows else ())]
    if PERIOD not in names:
        return None, [Problem.at(Place(file, 1, 1), "table-without-period", names=", ".join(names))]
    periods: dict[str, Tree] = {}
    marks: dict[Path, tuple[Spot, Spot]] = {(): ((1, 1), (1, 1)), ("periods",): ((1, 1), (1, 1))}
    problems = [*_columns(file, names)]
    in_words = _columns_of_words(names, [cells for _, cells in rows[1:]])
    for at in in_words:
        near = nearest(names[at], sorted(OTHERS | {"value"}))
        problems.append(Problem.at(Place(file, 1, 1), "table-column-words", name=names[at], near=near))
    for line, cells in rows[1:]:
        plain = ["" if at in in_words else _plain(cell, apart) for at, cell in enumerate(cells)]
        columns = [1 + sum(len(cell) + 1 for cell in cells[:at]) for at in range(len(cells))]
        problems += _row(file, line, names, plain, columns, periods, marks)
    return Document(file, {"indicator": PurePosixPath(file).stem, "periods": periods}, marks), problems


def _unclosed(file: str, text: str) -> Place:
    """Return the place of the first quotation mark on a line with an odd number of them, or else the first line."""
    lines = enumerate(text.split("\n"), start=1)
    return next((Place(file, line, row.index('"') + 1) for line, row in lines if row.count('"') % 2), Place(file, 1, 1))


def _rows(text: str, apart: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its line number, skipping empty rows."""
    reader, line = csv.reader(StringIO(text), delimiter=apart, strict=True), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def column_name(cell: str) -> str:
    """Return the canonical name of one of our columns, in any case and language; other names without white space."""
    first, colon, series = cell.partition(":")
    if colon and _known_names().get(first.strip().casefold()) == PRELIMINARY:
        return OF_SERIES + series.strip()
    return _known_names().get(cell.strip().casefold(), cell.strip())


@cache
def _known_names() -> Mapping[str, str]:
    """Return the canonical name of each heading that stands for one of our columns."""
    lists = [word_lists("statistics", language) for language in languages()]
    words = {word: name for names in lists for name, each in names.items() for word in each}
    return words | {name: name for name in OTHERS | {"value"}}


def _columns(file: str, names: Sequence[str]) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name and name in names[:at]:
            yield Problem.at(Place(file, 1, 1), "table-column-twice", name=name)


def _columns_of_words(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns, other than our own, of which each cell that is not empty begins with a letter."""
    cells = {at: [row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(len(names))}
    foreign = [at for at, name in enumerate(names) if name and not _is_own(name)]
    return [at for at in foreign if cells[at] and all(cell[0].isalpha() for cell in cells[at])]


def _is_own(name: str) -> bool:
    """Return whether a column is one of ours, and neither a comparison nor a group."""
    return name in OTHERS | {"value"} or name.startswith(OF_SERIES)


def _row(
    file: str,
    line: int,
    names: Sequence[str],
    cells: Sequence[str],
    columns: Sequence[int],
    periods: dict[str, Tree],
    marks: dict[Path, tuple[Spot, Spot]],
) -> Iterator[Problem]:
    """Add one row to the document, or yield its problems."""
    row = dict(zip(names, cells, strict=False))
    spare = [cell for cell in cells[len(names) :] if cell]
    spare += [cell for name, cell in row.items() if not name and cell]
    if spare:
        yield Problem.at(Place(file, line, 1), "table-cell-without-column", value=spare[0])
        return
    period = row.get(PERIOD, "")
    if not period:
        value = next((cell for name, cell in row.items() if cell and name != PERIOD), "")
        yield Problem.at(Place(file, line, 1), "table-period-empty", value=value)
        return
    if period in periods:
        yield Problem.at(Place(file, line, 1), "table-period-twice", period=period)
        return
    here: Path = ("periods", Plain(period))
    spot = (line, columns[names.index(PERIOD)] if names.index(PERIOD) < len(columns) else 1)
    if ":" in period or not any(map(str.isdigit, period)):
        yield Problem.at(Place(file, *spot), "row-without-period", value=period)
        return
    marks[here] = (spot, spot)
    numbers: dict[str, Tree] = {name: Plain(cell) for name, cell in row.items() if cell and not _is_own(name)}
    others: dict[str, Tree] = {name: Plain(row[name]) for name in OTHERS - {PERIOD} | {"value"} if row.get(name)}
    unsure: dict[str, Tree] = {
        name.removeprefix(OF_SERIES): Plain(cell) for name, cell in row.items() if cell and name.startswith(OF_SERIES)
    }
    others |= {PRELIMINARY_SERIES: unsure} if unsure else {}
    periods[Plain(period)] = others | ({"series": numbers} if numbers else {})
    marks |= _marks(here, line, names, cells, columns)


def _marks(
    here: Path, line: int, names: Sequence[str], cells: Sequence[str], columns: Sequence[int]
) -> Mapping[Path, tuple[Spot, Spot]]:
    """Return where each cell of a row begins, as far as quotation marks do not shift it."""
    found: dict[Path, tuple[Spot, Spot]] = {}
    for name, cell, column in zip(names, cells, columns, strict=False):
        if cell and name != PERIOD:
            first, colon, series = name.partition(":")
            path = (PRELIMINARY_SERIES, series) if colon and first == PRELIMINARY else ("series", name)
            found[(*here, *((name,) if _is_own(name) and not colon else path))] = ((line, column), (line, column))
    return found


def _plain(cell: str, apart: str) -> str:
    """Return a cell without surrounding white space, and a number in it with a decimal point."""
    cell = cell.strip()
    if apart == "," or not _SWEDISH.fullmatch(cell):
        return cell.replace("\u2212", "-")
    return re.sub(r"[ \u00a0\u202f]", "", cell).replace(",", ".").replace("\u2212", "-")
