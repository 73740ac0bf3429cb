"""PDF files with text: lines by columns, tables, and headings by font size."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from publisher.importing.form.source import (
    BlockSort,
    Doubt,
    LeftOut,
    Origin,
    SourceBlock,
    SourceFile,
    SourceLine,
    SourceRow,
)
from publisher.importing.layout.chunks import PAGE_NUMBER, LineShape
from publisher.importing.layout.page_columns import page_columns
from publisher.importing.layout.parted_tables import continued
from publisher.importing.layout.printed_pictures import left_pictures, pictures_of
from publisher.importing.layout.printed_tables import Box, PrintedTable, ruled_table, unruled_tables
from publisher.importing.layout.structure import structured
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
_LIGATURES: Final = str.maketrans(
    {
        "\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff", "\ufb03": "ffi", "\ufb04": "ffl",
        "\u00a0": " ", "\u00ad": "-", "\u2010": "-",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Printed:
    """One printed line: its text, its position on the page, its font size, and whether it is bold."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return a PDF's text as a source; pages that are pictures are read by OCR. Raises ProblemsFound."""
    place = Place(path.name)
    if not find_spec("pdfplumber"):
        raise ProblemsFound([Problem.at(place, "import-needs", package="roda-traden[import]")])
    pages = _pages(path, place, language)
    if sum(page.letters for page in pages) < _LEAST_LETTERS * max(1, len(pages)):
        from publisher.importing.readers.scan import read_pages

        return read_pages(path, digest, language)
    lines, shapes, tables = _in_order(pages, partial(are_two_words, language))
    blocks, left = structured(lines, language, shapes)
    again = [LeftOut(line, "running-head") for table in tables for line in table.again]
    again += [LeftOut(line, "row-above") for table in tables for line in table.rest]
    out = (*left, *again, *left_pictures([page.pictures for page in pages], lines))
    return SourceFile(path.name, digest, tuple(_with_tables(blocks, tables, lines)), out)


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[_Printed, ...]
    tables: tuple[PrintedTable, ...]
    height: float
    pictures: tuple[Box, ...]

    @property
    def letters(self) -> int:
        """The number of letters in its lines and tables."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        return sum(map(len, cells)) + sum(len(line.text) for line in self.lines)


@dataclass
class _PlacedTable:
    """A table, the line before it, and the lines of its rows, of repeated headers and of continued rows."""

    before: SourceLine | None
    table: PrintedTable
    lines: list[SourceLine]
    again: list[SourceLine] = field(default_factory=list)
    rest: list[SourceLine] = field(default_factory=list)

    def block(self) -> SourceBlock:
        rows = zip(self.table.rows, self.lines, self.table.bands, strict=True)
        return SourceBlock(BlockSort.TABLE, "", (), rows=tuple(SourceRow(*row) for row in rows))


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
            return [_page(page, number, language) for number, page in enumerate(file.pages, start=1)]
    except (PdfminerException, PSException, ValueError, KeyError, TypeError, RecursionError) as error:
        encrypted = isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(each, PDFPasswordIncorrect) for each in error.args
        )
        raise ProblemsFound([Problem.at(place, "import-encrypted" if encrypted else "import-damaged")]) from None


def _page(page: "Page", number: int, language: str) -> _Page:
    words = [{**word, "text": word["text"].translate(_LIGATURES)} for word in page.extract_words()]
    found = [table for table in page.find_tables() if len(table.rows[0].cells) > (1 if len(table.rows) > 1 else 2)]
    tables = [
        ruled_table(table.cells, words, words_of(language).joining, partial(are_two_words, language)) for table in found
    ]
    tables += unruled_tables([word for word in words if not any(_within(word, each.box) for each in tables)])
    tables = sorted((each for each in tables if each.rows), key=lambda each: each.box[1])
    outside = page.filter(lambda it: not any(_within(it, each.box) for each in tables))
    lines = [_printed(line, number) for column in page_columns(outside) for line in column.extract_text_lines()]
    pictures = pictures_of(page.images)
    page.close()
    return _Page(tuple(line for line in lines if line.text), tuple(tables), float(page.height), pictures)


def _within(it: Mapping[str, float], box: tuple[float, float, float, float]) -> bool:
    middle, height = (it["x0"] + it["x1"]) / 2, (it["top"] + it["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _printed(line: Any, page: int) -> _Printed:
    characters = [character for character in line["chars"] if character["text"].strip()]
    size = median(character["size"] for character in characters) if characters else 0.0
    bold = (
        bool(characters)
        and sum("bold" in character["fontname"].casefold() for character in characters) > len(characters) / 2
    )
    text = line["text"].translate(_LIGATURES).strip()
    return _Printed(text, page, line["x0"], line["x1"], line["top"], line["bottom"], round(size, 1), bold)


def _in_order(
    pages: Sequence[_Page], two: Callable[[str, str], bool]
) -> tuple[list[SourceLine], dict[SourceLine, LineShape], list[_PlacedTable]]:
    """Return the lines of all pages, empty ones between paragraphs; their shapes; and tables with the line before."""
    sizes = Counter(line.size for page in pages for line in page.lines for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({size for size in sizes if size >= usual * _LARGER}, reverse=True)
    lines: list[SourceLine] = []
    shapes: dict[SourceLine, LineShape] = {}
    tables: list[_PlacedTable] = []
    # A table at the end of a page may continue on the next one.
    open_table: _PlacedTable | None = None
    for number, page in enumerate(pages, start=1):
        count, before = 0, None
        waiting = list(page.tables)
        for each in page.lines:
            while waiting and waiting[0].box[1] < each.top:
                count = _add_table(waiting.pop(0), number, count, lines, tables, open_table, two)
                open_table = tables[-1]
            if _is_in_text(each, page.height):
                open_table = None
            if before is not None and _is_apart(before, each):
                lines.append(SourceLine(Origin(number, count), ""))
            count += 1
            line = SourceLine(Origin(number, count), each.text)
            lines.append(line)
            level = larger.index(each.size) + 1 if each.size in larger else 0
            shapes[line] = LineShape(level, each.bold and level == 0)
            before = each
        for table in waiting:
            count = _add_table(table, number, count, lines, tables, open_table, two)
            open_table = tables[-1]
        lines.append(SourceLine(Origin(number, count), ""))
    return lines, shapes, tables


def _is_in_text(line: _Printed, height: float) -> bool:
    """Return whether a line is in the text area of its page, and not above or below it."""
    return _MARGIN * height < line.top < (1 - _MARGIN) * height and not PAGE_NUMBER.fullmatch(line.text)


def _is_apart(before: _Printed, line: _Printed) -> bool:
    height = max(before.bottom - before.top, 1.0)
    return line.top - before.bottom > _GAP * height or line.top < before.top or abs(line.size - before.size) > 0.6


def _add_table(
    table: PrintedTable, page: int, count: int, lines: Sequence[SourceLine], tables: list[_PlacedTable],
    above: _PlacedTable | None, two: Callable[[str, str], bool],
) -> int:  # fmt: skip
    """Add a table, or its rows to the one above it; return the number of lines of its page counted so far."""
    made = []
    for at, cells in enumerate(table.rows):
        doubts = [*([Doubt("word-joined")] if table.joined[at] else [])]
        doubts += [Doubt("table-without-lines")] if at == 0 and not table.ruled else []
        text = " | ".join(dict.fromkeys(filter(None, cells)))
        made.append(SourceLine(Origin(page, count + at + 1), text, tuple(doubts)))
    together = continued(above.table, table, two) if above else None
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
        tables.append(_PlacedTable(last, table, made))
    return count + len(made)


def _with_tables(
    blocks: Sequence[SourceBlock], tables: Sequence[_PlacedTable], lines: Sequence[SourceLine]
) -> Iterator[SourceBlock]:
    """Yield the blocks with each table after the block that contains the line before it."""
    placed = {line for block in blocks for line in block.lines}
    behind: dict[SourceLine | None, SourceLine | None] = {None: None}
    last: SourceLine | None = None
    for line in lines:
        last = line if line in placed else last
        behind[line] = last
    yield from (each.block() for each in tables if behind[each.before] is None)
    for block in blocks:
        yield block
        yield from (each.block() for each in tables if behind[each.before] in block.lines)
