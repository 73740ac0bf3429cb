"""Scans: pages that are pictures, read by Tesseract with the language's own model, and repaired like any scan."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from importlib.util import find_spec
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Final

from publisher.importing.form.source import Doubt, Origin, Repaired, SourceFile, SourceLine
from publisher.importing.printed.parted_tables import PlacedTable, add_table
from publisher.importing.printed.printed_tables import PrintedTable, ruled_table
from publisher.importing.printed.spaced_tables import spaced_tables
from publisher.importing.prose.steering_words import words_of
from publisher.importing.readers.ocr_text import repaired_source
from publisher.ocr.grid_cells import tables_of
from publisher.ocr.hocr import PlacedWord, ReadPage, Reread, read_page, with_dashes, without_rulings
from publisher.ocr.ocr_names import ocr_names
from publisher.ocr.percent import may_have_percent, with_percent
from publisher.ocr.picture_rulings import without_ruling_lines, without_specks
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# Dots per inch: what Tesseract was trained for.
_RESOLUTION: Final = 300
# The shares of a page at its top and foot that are not part of its text.
_MARGIN: Final = 0.08
# How far apart two sheets lie in a scanner, in points.
_MOVED: Final = 20.0
# So many heights of a line from the others stands no mark of it.
_FAR: Final = 2.0
# The share of a page that its scan covers; more pictures than that are on a page of text.
_COVERING: Final = 0.5
# A page of a few hundred words takes some seconds; one that takes this long is not text.
_SECONDS: Final = 120
# The model that reads % reliably, and comes with Tesseract itself.
_KNOWS_PERCENT: Final = "eng"
MAX_PAGES: Final = 100
MAX_DOTS: Final = 60_000_000


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text of a picture of a page, or of several. Raises ProblemsFound if Tesseract cannot read them."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    place = Place(path.name)
    _ready(place, language)
    try:
        with Image.open(path) as picture:
            count = getattr(picture, "n_frames", 1)  # a scanner may write all pages into one TIFF
            if picture.width * picture.height > MAX_DOTS or count > MAX_PAGES:
                raise ProblemsFound([Problem.at(place, "import-too-long", pages=count, limit=MAX_PAGES)])
            pages = [_read(each.convert("L"), language, place) for each in ImageSequence.Iterator(picture)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ProblemsFound([Problem.at(place, "import-damaged")]) from None
    return source_of_pages(path.name, digest, language, pages)


def read_pages(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text of a PDF whose pages are pictures. Raises ProblemsFound as `read` does."""
    import pypdfium2

    place = Place(path.name)
    _ready(place, language)
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > MAX_PAGES:
            raise ProblemsFound([Problem.at(place, "import-too-long", pages=len(document), limit=MAX_PAGES)])
        pages = [_read(_picture(document[number]), language, place) for number in range(len(document))]
    finally:
        document.close()
    return source_of_pages(path.name, digest, language, pages)


def _picture(page: "PdfPage") -> "Image":
    """Return a page as a picture, dot for dot as it was scanned: an enlarged one is read with more mistakes."""
    width, height = page.get_size()
    scale = min(_scanned(page) or _RESOLUTION / 72, _RESOLUTION / 72, (MAX_DOTS / max(width * height, 1)) ** 0.5)
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _scanned(page: "PdfPage") -> float:
    """Return the dots per point of the picture that covers most of a page; 0 if none does."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    scales = []
    for each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > _COVERING * width * height:
            scales.append(each.get_px_size()[0] / (right - left))
    return max(scales, default=0.0)


def _ready(place: Place, language: str) -> None:
    """Raise ProblemsFound if Tesseract, its package or its language is missing."""
    if not find_spec("pytesseract"):
        raise ProblemsFound([Problem.at(place, "import-needs", package="roda-traden[import]")])
    if not shutil.which("tesseract") or ocr_names(language).tesseract not in _models():
        raise ProblemsFound(
            [Problem.at(place, "import-tesseract", package=f"tesseract-ocr-{ocr_names(language).tesseract}")]
        )


def _models() -> list[str]:
    run = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS)
    return run.stdout.split()


def _read(picture: "Image", language: str, place: Place) -> ReadPage:
    """Return a page: its words as they are read without the ruling lines around them, and these."""
    picture = without_specks(picture)
    plain = without_ruling_lines(picture)
    model = ocr_names(language).tesseract
    page = _read_picture(picture, model, place)
    page = replace(_read_picture(plain, model, place), rulings=page.rulings) if plain else page
    if model != _KNOWS_PERCENT and may_have_percent(page) and _KNOWS_PERCENT in _models():
        page = with_percent(page, _read_picture(plain or picture, _KNOWS_PERCENT, place))
    return with_dashes(page)


def _read_picture(picture: "Image", model: str, place: Place) -> ReadPage:
    import pytesseract

    # Several threads for each line wait for each other where the machine has other work: a page took minutes.
    environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        text = pytesseract.image_to_pdf_or_hocr(picture, lang=model, extension="hocr", timeout=_SECONDS)
    except (RuntimeError, ValueError):  # raised on timeout, and for a page that is none
        raise ProblemsFound([Problem.at(place, "import-no-text")]) from None
    return read_page(text)


def source_of_pages(name: str, digest: str, language: str, pages: Sequence[ReadPage]) -> SourceFile:
    """Return the pages as a source: their lines, empty ones between paragraphs, and their tables."""
    lines: list[SourceLine] = []
    tables: list[PlacedTable] = []
    reread: list[Repaired] = []
    # A table at the end of a page may continue on the next one.
    above: PlacedTable | None = None
    for number, page in enumerate(pages, start=1 if len(pages) > 1 else 0):
        known = len(tables)
        count, waiting = 0, _tables(page, words_of(language).joining)
        inside = {id(word) for table in waiting for line in page.lines for word in line.words if _within(word, table)}
        for line in page.lines:
            text = " ".join(str(word["text"]) for word in _near([w for w in line.words if id(w) not in inside]))
            while waiting and waiting[0].box[1] < line.top and text:
                count = add_table(_below(waiting.pop(0), above), number, count, lines, tables, above, _are_two)
                above = tables[-1]
            if text and _MARGIN * page.height < line.top < (1 - _MARGIN) * page.height:
                above = None
            if line.begins:
                lines.append(SourceLine(Origin(number, count), ""))
            if text:
                count += 1
                own = {id(word) for word in line.words} - inside
                made = _repaired([each for each in page.reread if id(each.word) in own], Origin(number, count))
                doubts = (Doubt("word", {"word": each.after, "read": each.before}) for each in made if not each.sure)
                lines.append(SourceLine(Origin(number, count), text, tuple(doubts)))
                reread += made
        for table in waiting:
            count = add_table(_below(table, above), number, count, lines, tables, above, _are_two)
            above = tables[-1]
        rows = [line for table in tables[known:] for line in table.lines]
        reread += _in_tables([each for each in page.reread if id(each.word) in inside], page, inside, rows)
        lines.append(SourceLine(Origin(number, count), ""))
    return repaired_source(name, digest, language, lines, tables, reread)


def _near(words: Sequence[PlacedWord]) -> Sequence[PlacedWord]:
    """Return the words of a line without a mark at its end that stands far from all others: a speck."""
    if len(words) < 2 or any(map(str.isalnum, str(words[-1]["text"]))):
        return words
    before, last = words[-2:]
    far = float(last["x0"]) - float(before["x1"]) > _FAR * (float(last["bottom"]) - float(last["top"]))
    return words[:-1] if far else words


def _in_tables(
    every: Sequence[Reread], page: ReadPage, inside: Set[int], rows: Sequence[SourceLine]
) -> Iterator[Repaired]:
    """Yield the words in tables that were read again, each with its row: both are counted from above by their %."""
    words = [word for line in page.lines for word in line.words if id(word) in inside and "%" in str(word["text"])]
    words.sort(key=lambda word: float(word["top"]))
    origins = [row.origin for row in rows for _ in range(row.text.count("%"))]
    places = {id(word): origin for word, origin in zip(words, origins, strict=False)}
    for each in every if rows else ():
        origin = places[id(each.word)] if len(words) == len(origins) else rows[0].origin
        yield from _repaired([each], origin)


def _repaired(every: Sequence[Reread], origin: Origin) -> list[Repaired]:
    return [Repaired(origin, each.before, str(each.word["text"]), each.sure) for each in every]


def _tables(page: ReadPage, joining: frozenset[str]) -> list[PrintedTable]:
    """Return the tables of a page from above: those with ruling lines, and those whose words form columns."""
    words = [word for line in page.lines for word in without_rulings(line.words)]
    ruled = [ruled_table(cells, words, joining, _are_two) for cells in tables_of(page.rulings, words)]
    rest = [word for word in words if not any(_within(word, table) for table in ruled)]
    found = [table for table in (*ruled, *spaced_tables(rest, (), joining, _are_two)) if table.rows]
    return sorted(found, key=lambda table: table.box[1])


def _below(table: PrintedTable, above: PlacedTable | None) -> PrintedTable:
    """Return a table moved below the one above it: no two sheets lie in the same place in a scanner."""
    moved = above.table.box[0] - table.box[0] if above else 0.0
    if abs(moved) > _MOVED:
        return table
    left, top, right, bottom = table.box
    edges = tuple(edge + moved for edge in table.edges)
    return replace(table, box=(left + moved, top, right + moved, bottom), edges=edges)


def _within(word: PlacedWord, table: PrintedTable) -> bool:
    left, top, right, bottom = table.box
    x, y = (float(word["x0"]) + float(word["x1"])) / 2, (float(word["top"]) + float(word["bottom"])) / 2
    return left <= x <= right and top <= y <= bottom


def _are_two(_one: str, _other: str) -> bool:
    """Return True: what a scan reads is too uncertain to join two pieces to one word without a hyphen."""
    return True
