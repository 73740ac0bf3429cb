"""PDF files with text: lines by columns, tables, and headings by font size."""
# One meaning, so one file.

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from publisher.importing.columns.headers import begins_table, names_columns
from publisher.importing.form.lights import coloured
from publisher.importing.form.source import LeftOut, Origin, SourceFile, SourceLine
from publisher.importing.layout.chunks import PAGE_NUMBER, LineShape
from publisher.importing.layout.structure import structured
from publisher.importing.printed.column_extents import Extents
from publisher.importing.printed.drawn_shapes import left_lights, light_of, lights_of
from publisher.importing.printed.page_columns import column_at, page_columns
from publisher.importing.printed.parted_tables import (
    PlacedTable,
    add_table,
    left_of_tables,
    with_rest_above,
    with_tables,
)
from publisher.importing.printed.printed_pictures import left_pictures, pictures_of
from publisher.importing.printed.printed_tables import PrintedTable
from publisher.importing.printed.printed_words import Box, page_words
from publisher.importing.printed.tables_of_pages import page_tables
from publisher.importing.prose.steering_words import words_of
from publisher.ocr.lexicon import are_two_words
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from pdfplumber.page import Page

# A longer document is not a plan; reading a page takes a tenth of a second.
MAX_PAGES: Final = 600
# A page with fewer letters is a picture of a page.
_LEAST_LETTERS: Final = 30
# A larger vertical distance, as a multiple of the line height, separates paragraphs.
_GAP: Final = 0.6
# The shares of a page at its top and foot that are not part of its text.
_MARGIN: Final = 0.08
# The ratio of font sizes from which larger type is a heading.
_LARGER: Final = 1.12
_FOOT: Final = re.compile(r"\D.*\s(\d{1,3})(?:\s*(?:\(\d{1,3}\)|/\s*\d{1,3}|[^\W\d]{2,3} \d{1,3}))?")
# So few letters outside tables are no plain text.
_LITTLE: Final = 200
_SOFT: Final = "\u00ad"
# A letter narrower than this share of its size is not seen.
_THIN: Final = 0.05
_LIGATURES: Final = str.maketrans(
    {
        "\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff", "\ufb03": "ffi", "\ufb04": "ffl",
        "\u00a0": " ", "\u00ad": "-", "\u2010": "-",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Printed:
    """One printed line: its text, page, column and position, its font size, and whether it is bold."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    column: int = 0


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a PDF's text as a source; pages that are pictures are read by OCR. Raises ProblemsFound."""
    place = Place(path.name)
    if not find_spec("pdfplumber"):
        raise ProblemsFound([Problem.at(place, "import-needs", package="roda-traden[import]")])
    pages = _pages(path, place, language)
    if sum(page.letters for page in pages) < _LEAST_LETTERS * max(1, len(pages)):
        from publisher.importing.readers.scan import read_pages

        return read_pages(path, digest, language)
    lines, shapes, tables, feet = _in_order(pages, partial(are_two_words, language), partial(begins_table, language))
    behind = frozenset(each.before for each in tables if each.before)
    blocks, left = structured(lines, language, shapes, behind)
    out = (*feet, *left, *left_of_tables(tables), *left_pictures([page.pictures for page in pages], lines))
    out += tuple(each for page in pages for each in page.colours)
    return SourceFile(path.name, digest, tuple(with_tables(blocks, tables, lines)), out)


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[_Printed, ...]
    tables: tuple[PrintedTable, ...]
    height: float
    pictures: tuple[Box, ...]
    colours: tuple[LeftOut, ...] = ()
    sizes: Mapping[float, int] = field(default_factory=dict)  # of all its letters, in tables as well
    columns: tuple[Box, ...] = ()
    pitch: float | None = None  # the distance between two columns of text

    def is_before(self, table: PrintedTable, line: _Printed) -> bool:
        """Return whether a table stands before a line: above it, or in a column that is read before the line's."""
        column = column_at(table.box, self.columns)
        return column < line.column if column not in {None, line.column} else table.box[1] < line.top

    @property
    def letters(self) -> int:
        """The number of letters in its lines and tables."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        return sum(map(len, cells)) + sum(len(line.text) for line in self.lines)


def _pages(path: Path, place: Place, language: str) -> list[_Page]:
    """Return the pages of a file. Raises ProblemsFound if it is encrypted, damaged or too long."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as file:
            if len(file.pages) > MAX_PAGES:
                raise ProblemsFound([Problem.at(place, "import-too-long", pages=len(file.pages), limit=MAX_PAGES)])
            pages: list[_Page] = []
            for number, page in enumerate(file.pages, start=1):
                pages.append(_page(page, number, language, _last_columns(pages), _pitches(pages)))
            # A page before the first one whose columns are sure may have short ones.
            first = next((at for at, page in enumerate(pages) if page.pitch), 0)
            for at in range(first):
                pages[at] = _page(file.pages[at], at + 1, language, _last_columns(pages[:at]), _pitches(pages))
            return pages
    except (PdfminerException, PSException, ValueError, KeyError, TypeError, RecursionError) as error:
        encrypted = isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(each, PDFPasswordIncorrect) for each in error.args
        )
        raise ProblemsFound([Problem.at(place, "import-encrypted" if encrypted else "import-damaged")]) from None


def _last_columns(pages: Sequence[_Page]) -> Extents:
    """Return the columns of the last table on the last of some pages; empty if there is none."""
    last = pages[-1].tables[-1:] if pages else ()
    return last[0].columns if last else ()


def _pitches(pages: Sequence[_Page]) -> tuple[float, ...]:
    """Return the distances between the columns of pages, each once."""
    return tuple({round(page.pitch): page.pitch for page in pages if page.pitch}.values())


def _page(page: "Page", number: int, language: str, before: Extents, pitches: Sequence[float]) -> _Page:
    words = [{**word, "text": _text(word)} for word in page_words(page)]
    lights = lights_of(page)
    two, is_header = partial(are_two_words, language), partial(names_columns, language)
    tables = page_tables(page, words, words_of(language).joining, two, before, lights, is_header)
    outside = page.filter(lambda it: not any(_within(it, each.box) for each in tables))
    columns = page_columns(outside, [each.box for each in tables], pitches)
    lines = [_printed(line, number, at) for at, (_, column) in enumerate(columns.areas)
             for line in column.extract_text_lines()]  # fmt: skip
    boxes = [box for box, _ in columns.areas]
    pictures = pictures_of(page.images)
    lines = [line for line in lines if line.text]
    rows = sum(len(table.rows) for table in tables)
    colours = left_lights(lights, [each.box for each in tables if each.doubts], number, len(lines) + rows + 1)
    sizes = Counter(round(character["size"], 1) for character in page.chars if character["text"].strip())
    page.close()
    return _Page(tuple(lines), tuple(tables), float(page.height), pictures, tuple(colours), sizes, tuple(boxes),
                 columns.pitch)  # fmt: skip


def _within(it: Mapping[str, float], box: tuple[float, float, float, float]) -> bool:
    middle, height = (it["x0"] + it["x1"]) / 2, (it["top"] + it["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _text(word: Mapping[str, Any]) -> str:
    """Return the text of a word; a mark keeps its colour."""
    drawn = word["chars"][0]
    return coloured(_letters(word), light_of(drawn.get("non_stroking_color")), drawn["fontname"])


def _letters(line: Mapping[str, Any]) -> str:
    """Return the text of a line or a word with ligatures as letters, without soft hyphens that are not printed.

    Those that take space are printed, and may be the hyphens of the text: programs write both alike.
    """
    parts = line["text"].split(_SOFT)
    drawn = [each for each in line["chars"] if each["text"] == _SOFT]
    if len(drawn) == len(parts) - 1:
        shown = [
            each["width"] > _THIN * each["size"] or not after for each, after in zip(drawn, parts[1:], strict=True)
        ]
        hyphens = ["-" if is_shown else "" for is_shown in shown]
        return "".join(map("".join, zip(parts, [*hyphens, ""], strict=True))).translate(_LIGATURES)
    return str(line["text"]).translate(_LIGATURES)


def _printed(line: Any, page: int, column: int) -> _Printed:
    characters = [character for character in line["chars"] if character["text"].strip()]
    size = median(character["size"] for character in characters) if characters else 0.0
    bold = (
        bool(characters)
        and sum("bold" in character["fontname"].casefold() for character in characters) > len(characters) / 2
    )
    text = _letters(line).strip()
    return _Printed(text, page, line["x0"], line["x1"], line["top"], line["bottom"], round(size, 1), bold, column)


def _in_order(
    pages: Sequence[_Page], two: Callable[[str, str], bool], begins: Callable[[Sequence[str]], bool]
) -> tuple[list[SourceLine], dict[SourceLine, LineShape], list[PlacedTable], list[LeftOut]]:
    """Return the lines of all pages, empty ones between paragraphs; their shapes; tables with the line before; feet."""
    sizes = Counter(line.size for page in pages for line in page.lines for _ in line.text)
    usual = _usual_size(sizes, pages)
    larger = sorted({size for size in sizes if size >= usual * _LARGER}, reverse=True)
    lines: list[SourceLine] = []
    shapes: dict[SourceLine, LineShape] = {}
    tables: list[PlacedTable] = []
    feet: list[LeftOut] = []
    # A table at the end of a page may continue on the next one.
    open_table: PlacedTable | None = None
    for number, page in enumerate(pages, start=1):
        count, before = 0, None
        waiting, printed = _with_rest(page, open_table)
        for each in printed:
            while waiting and page.is_before(waiting[0], each):
                count = add_table(waiting.pop(0), number, count, lines, tables, open_table, two, begins)
                open_table = tables[-1]
            if _is_in_text(each, page.height):
                open_table = None
            if before is not None and _is_apart(before, each):
                lines.append(SourceLine(Origin(number, count), ""))
            count += 1
            line = SourceLine(Origin(number, count), each.text)
            if _is_foot(each, before, page.height):
                feet.append(LeftOut(line, "running-head"))
                continue
            lines.append(line)
            level = larger.index(each.size) + 1 if each.size in larger else 0
            shapes[line] = LineShape(level, each.bold and level == 0)
            before = each
        for table in waiting:
            count = add_table(table, number, count, lines, tables, open_table, two, begins)
            open_table = tables[-1]
        lines.append(SourceLine(Origin(number, count), ""))
    return lines, shapes, tables, feet


def _with_rest(page: _Page, above: PlacedTable | None) -> tuple[list[PrintedTable], list[_Printed]]:
    """Return the tables and lines of a page, those above its first table in that if they belong to a row of it."""
    inside = [line for line in page.lines if _is_in_text(line, page.height)]
    if page.tables:
        table, rest = page.tables[0], [line for line in inside if line.top < page.tables[0].box[1]]
    elif above is not None:
        table = replace(above.table, rows=(), joined=(), bands=(), doubts=())
        ends = (at for at, (one, other) in enumerate(pairwise(inside), start=1) if _is_apart(one, other))
        rest = inside[: next(ends, len(inside))]
    else:
        return [], [*page.lines]
    whole = with_rest_above(table, above, [(line.text, line.left, line.right) for line in rest])
    if whole is None:
        return [*page.tables], [*page.lines]
    return [whole, *page.tables[1:]], [line for line in page.lines if line not in rest]


def _usual_size(sizes: Counter[float], pages: Sequence[_Page]) -> float:
    """Return the size of plain text, in points: that of most letters outside tables, by `sizes`.

    Where little stands outside them, most of that may be titles, and the size in the tables is the usual one.
    """
    every = sum((Counter(page.sizes) for page in pages), Counter[float]())
    (usual, count), (common, _) = (each.most_common(1)[0] if each else (0.0, 0) for each in (sizes, every))
    return common if count < _LITTLE and common * _LARGER <= usual else usual


def _is_in_text(line: _Printed, height: float) -> bool:
    """Return whether a line is in the text area of its page, and not above or below it."""
    return _MARGIN * height < line.top < (1 - _MARGIN) * height and not PAGE_NUMBER.fullmatch(line.text)


def _is_foot(line: _Printed, before: _Printed | None, height: float) -> bool:
    """Return whether a line stands by itself at the foot of its page and ends with the number of that: Plan 3."""
    ends = _FOOT.fullmatch(line.text)
    alone = before is None or line.top - before.bottom > 2 * (line.bottom - line.top)
    return ends is not None and ends[1] == str(line.page) and alone and line.top > (1 - _MARGIN) * height


def _is_apart(before: _Printed, line: _Printed) -> bool:
    height = max(before.bottom - before.top, 1.0)
    return line.top - before.bottom > _GAP * height or line.top < before.top or abs(line.size - before.size) > 0.6
