"""PDF files with text: lines by columns, tables, and headings by the size of their letters."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine, SourceRow
from publisher.importing.layout.chunks import LineShape
from publisher.importing.layout.structure import structured
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from pdfplumber.page import Page

# A document of more pages is no plan; to read one page takes a tenth of a second.
MAX_PAGES: Final = 600
# A page with fewer letters is a picture of one.
_LEAST_LETTERS: Final = 30
# What begins so much further down than its neighbour, in heights of a line, stands apart.
_GAP: Final = 0.6
# Letters are larger by this much in a heading.
_LARGER: Final = 1.12
_LIGATURES: Final = str.maketrans(
    {
        "\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff", "\ufb03": "ffi", "\ufb04": "ffl",
        "\u00a0": " ", "\u00ad": "-", "\u2010": "-",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Printed:
    """One printed line: its text, where it stands on its page, the size of its letters, and whether they are bold."""

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
    pages = _pages(path, place)
    if sum(len(line.text) for page in pages for line in page.lines) < _LEAST_LETTERS * max(1, len(pages)):
        from publisher.importing.readers.scan import read_pages

        return read_pages(path, digest, language)
    lines, shapes, tables = _in_order(pages)
    blocks, left = structured(lines, language, shapes)
    return SourceFile(path.name, digest, tuple(_with_tables(blocks, tables)), left)


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[_Printed, ...]
    tables: tuple[tuple[float, tuple[tuple[str, ...], ...]], ...]
    height: float


def _pages(path: Path, place: Place) -> list[_Page]:
    """Return the pages of a file. Raises ProblemsFound where it is encrypted, damaged or too long."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as file:
            if len(file.pages) > MAX_PAGES:
                raise ProblemsFound([Problem.at(place, "import-too-long", pages=len(file.pages), limit=MAX_PAGES)])
            return [_page(page, number) for number, page in enumerate(file.pages, start=1)]
    except (PdfminerException, PSException, ValueError, KeyError, TypeError, RecursionError) as error:
        encrypted = isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(each, PDFPasswordIncorrect) for each in error.args
        )
        raise ProblemsFound([Problem.at(place, "import-encrypted" if encrypted else "import-damaged")]) from None


def _page(page: "Page", number: int) -> _Page:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda it: not any(_within(it, box) for box in boxes))
    found = [_printed(line, number) for column in _columns(outside) for line in column.extract_text_lines()]
    read = tuple((table.bbox[1], _cells(table.extract())) for table in tables)
    page.close()
    return _Page(tuple(line for line in found if line.text), read, float(page.height))


def _within(it: Mapping[str, float], box: tuple[float, float, float, float]) -> bool:
    middle, height = (it["x0"] + it["x1"]) / 2, (it["top"] + it["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _cells(rows: Sequence[Sequence[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join((cell or "").translate(_LIGATURES).split()) for cell in row) for row in rows)


def _columns(page: "Page") -> "list[Page]":
    """Return a page as its columns: two, where no word stands across the middle for most of its height."""
    words = page.extract_words()
    if len(words) < 40:
        return [page]
    left, right = min(word["x0"] for word in words), max(word["x1"] for word in words)
    best = _gutter(words, left, right)
    if best is None:
        return [page]
    top, bottom = _edges_of(words, page.bbox)
    across = [word for word in words if word["x0"] < best < word["x1"] and top <= word["top"] <= bottom]
    # What stands across both columns at the top is read first: the title, a running head.
    first = max((word["bottom"] for word in across if word["top"] < top + (bottom - top) / 3), default=top)
    last = min((word["top"] for word in across if word["top"] > first + 1), default=bottom)
    left, upper, right, lower = page.bbox
    areas = [
        (left, upper, right, top),
        (left, top, right, first),
        (left, first, best, last),
        (best, first, right, last),
    ]
    areas += [(left, last, right, bottom), (left, bottom, right, lower)]
    return [page.crop(area, strict=False) for area in areas if area[3] - area[1] > 1]


def _edges_of(words: Sequence[Mapping[str, float]], box: tuple[float, float, float, float]) -> tuple[float, float]:
    """Return where the running head ends and the foot begins: a line at the edge of a page that stands apart."""
    rows = sorted({(round(word["top"]), word["bottom"]) for word in words})
    height = box[3] - box[1]
    head, foot = box[1], box[3]
    top, low = rows[0], rows[-1]
    below = [row for row in rows if row[0] > top[1]]
    above = [row for row in rows if row[1] < low[0]]
    if below and top[1] < box[1] + 0.15 * height and below[0][0] - top[1] > 0.8 * (top[1] - top[0]):
        head = (top[1] + below[0][0]) / 2
    if above and low[0] > box[3] - 0.15 * height and low[0] - max(row[1] for row in above) > 0.8 * (low[1] - low[0]):
        foot = (low[0] + max(row[1] for row in above)) / 2
    return head, foot


def _gutter(words: Sequence[Mapping[str, float]], left: float, right: float) -> float | None:
    """Return where two columns are parted: a place in the middle third that few words cross and many stand beside."""
    width = right - left
    places = [left + width * step / 100 for step in range(35, 66)]
    crossed = [
        (sum(word["x0"] - 2 < at < word["x1"] + 2 for word in words), abs(at - left - width / 2), at) for at in places
    ]
    fewest, _, at = min(crossed)
    beside = sum(word["x1"] < at for word in words), sum(word["x0"] > at for word in words)
    return at if fewest <= len(words) * 0.02 and min(beside) > len(words) * 0.25 else None


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
    pages: Sequence[_Page],
) -> tuple[list[SourceLine], dict[SourceLine, LineShape], list[tuple[SourceLine | None, SourceBlock]]]:
    """Return the lines of all pages, empty ones where paragraphs end; their shapes; and tables with the line before."""
    sizes = Counter(line.size for page in pages for line in page.lines for _ in line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({size for size in sizes if size >= usual * _LARGER}, reverse=True)
    lines: list[SourceLine] = []
    shapes: dict[SourceLine, LineShape] = {}
    tables: list[tuple[SourceLine | None, SourceBlock]] = []
    for number, page in enumerate(pages, start=1):
        count, before = 0, None
        waiting = list(page.tables)
        for each in page.lines:
            while waiting and waiting[0][0] < each.top:
                count = _add_table(waiting.pop(0)[1], number, count, lines, tables)
            if before is not None and _is_apart(before, each):
                lines.append(SourceLine(Origin(number, count), ""))
            count += 1
            line = SourceLine(Origin(number, count), each.text)
            lines.append(line)
            level = larger.index(each.size) + 1 if each.size in larger else 0
            shapes[line] = LineShape(level, each.bold and level == 0)
            before = each
        for _, rows in waiting:
            count = _add_table(rows, number, count, lines, tables)
        lines.append(SourceLine(Origin(number, count), ""))
    return lines, shapes, tables


def _is_apart(before: _Printed, line: _Printed) -> bool:
    height = max(before.bottom - before.top, 1.0)
    return line.top - before.bottom > _GAP * height or line.top < before.top or abs(line.size - before.size) > 0.6


def _add_table(
    rows: Sequence[Sequence[str]], page: int, count: int, lines: Sequence[SourceLine],
    tables: list[tuple[SourceLine | None, SourceBlock]],
) -> int:  # fmt: skip
    made = []
    for cells in rows:
        if any(cells):
            count += 1
            made.append(SourceRow(tuple(cells), SourceLine(Origin(page, count), " | ".join(cells))))
    last = next((line for line in reversed(lines) if line.text), None)
    tables.append((last, SourceBlock(BlockSort.TABLE, "", (), rows=tuple(made))))
    return count


def _with_tables(
    blocks: Sequence[SourceBlock], tables: Sequence[tuple[SourceLine | None, SourceBlock]]
) -> Iterator[SourceBlock]:
    """Yield the blocks with each table behind the one that holds the line before it."""
    waiting = [table for table in tables if table[1].rows]
    yield from (table for before, table in waiting if before is None)
    for block in blocks:
        yield block
        yield from (table for before, table in waiting if before is not None and before in block.lines)
    placed = {line for block in blocks for line in block.lines}
    yield from (table for before, table in waiting if before is not None and before not in placed)
