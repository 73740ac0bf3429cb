"""Typography that a reader sees at once, measured on the sheets of a PDF: titles, rows, what breaks, what is empty."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from publisher.publish.layout.geometry import POINTS_PER_MILLIMETRE
from tests.publish.pdf_text import children, elements
from tests.publish.printed import BROKEN, lists

# Points. Running heads and page numbers stand beyond these; nothing of the text does.
HEAD, FOOT = 20 * POINTS_PER_MILLIMETRE, 20 * POINTS_PER_MILLIMETRE
DISPLAY, LEAST, RUNNING = 12.4, 7.95, 10.6
# The sizes of titles; fonts that vary do not say their weight by name.
TITLES = (25, 16, 12.5, 11, 10.5, 10)
IMAGE = pdfium.FPDF_PAGEOBJ_IMAGE
HYPHENS = "-\u00ad\u2010"
# An item of so many words has a few lines; words of so many letters may be broken.
FEW_WORDS, LONG = 30, 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a sheet: its words, the size of its first letter, and whether all are without serifs."""

    text: str
    size: float
    sans: bool


@dataclass(frozen=True, slots=True)
class SheetOfPrint:
    """A sheet with its lines from top to bottom, without running head and page number; where its text ends."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    edges: tuple[float, float]
    filled: float
    smallest: float

    @property
    def is_turned(self) -> bool:
        """Whether it is wider than high, for a wide table."""
        return self.width > self.height

    @property
    def begins_part(self) -> bool:
        """Whether a chapter begins on it."""
        return bool(self.lines) and self.lines[0].size > 20


def sheets(content: bytes) -> list[SheetOfPrint]:
    """Return the sheets of a PDF."""
    pages = zip(pypdfium2.PdfDocument(content), chars(content), strict=True)
    return [_sheet(number, page, shown) for number, (page, shown) in enumerate(pages, 1)]


@dataclass(frozen=True, slots=True)
class _Char:
    """A character on a sheet; points from its left edge and, for the base line, from its upper edge."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    mark: int
    """The number of the marked content that it stands in; -1 if none."""


@lru_cache(maxsize=1)
def chars(content: bytes) -> list[list[_Char]]:
    """Return the characters of each sheet of a PDF as they stand in the file; several rules ask for those of one."""
    return [[*_chars(page, page.get_height())] for page in pypdfium2.PdfDocument(content)]


def _sheet(number: int, page: pypdfium2.PdfPage, shown: Sequence[_Char]) -> SheetOfPrint:
    width, height = page.get_size()
    body = [char for char in shown if char.base - char.size > HEAD and char.base < height - FOOT]
    # Rules, boxes, charts and pictures.
    drawn = (height - each.get_bounds()[1] for each in page.get_objects((pdfium.FPDF_PAGEOBJ_PATH, IMAGE), max_depth=4))
    return SheetOfPrint(
        number, width, height, tuple(_lines(body)),
        (min((char.left for char in shown), default=0.0), max((char.right for char in shown), default=0.0)),
        max((*(each for each in drawn if each < height - FOOT), *(char.base for char in body)), default=0.0),
        min((char.size for char in shown if char.text.strip()), default=99.0),
    )  # fmt: skip


def _chars(page: pypdfium2.PdfPage, height: float) -> Iterator[_Char]:
    text, box, matrix = page.get_textpage(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    font, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    last: _Char | None = None
    for at in range(text.count_chars()):
        said = BROKEN.sub("\u00ad", chr(pdfium.FPDFText_GetUnicode(text, at)))
        # Pdfium sets spaces and line ends itself, without a place.
        if pdfium.FPDFText_IsGenerated(text, at):
            if said == " " and last:
                yield replace(last, text=said, left=last.right)
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        pdfium.FPDFText_GetFontInfo(text, at, font, len(font), flags)
        size = pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.d)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text, at))
        last = _Char(said, box.left, box.right, height - matrix.f, size, font.value.decode(), mark)
        yield last


def _lines(chars: Sequence[_Char]) -> Iterator[Line]:
    rows: list[list[_Char]] = []
    for char in sorted(chars, key=lambda char: char.base):
        if rows and char.base - rows[-1][0].base < 2:
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        row.sort(key=lambda char: char.left)
        shown = [char for char in row if char.text.strip()]
        if not shown:
            continue
        text = "".join(char.text for char in row)
        # The number of an item stands before it, in other letters. Arabic has one family for titles and running text.
        plain = all("Sans" in char.font for char in shown) and not text.strip().isdigit()
        if any("Arabic" in char.font for char in shown):
            plain = shown[0].size > RUNNING
        yield Line(text, shown[0].size, plain)


def titles_at_the_foot(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the last lines of sheets that are titles: what they are of stands on the next."""
    # Notes stand below the text, and contents are titles.
    texts = [[line for line in sheet.lines if line.size > 8.6] for sheet in found]
    last = [(number, lines[-1]) for number, lines in enumerate(texts, 1) if lines and not _is_contents(lines)]
    return [f"{number}: {line.text}" for number, line in last if number > 1 and _is_title(line)]


def _is_contents(lines: Sequence[Line]) -> bool:
    return sum("....." in line.text.replace(" ", "") for line in lines) > 2


def _is_title(line: Line) -> bool:
    return line.sans and any(abs(line.size - size) < 0.06 for size in TITLES)


def empty_sheets(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the sheets less than a third full.

    Not the contents, the last one, nor the first of a part before a turned one.
    """
    return [
        f"{sheet.number}: {sheet.filled / sheet.height:.0%}"
        for sheet, after in pairwise(found)
        if sheet.number > 1
        and not _is_contents(sheet.lines)
        and not (sheet.begins_part and after.is_turned)
        and sheet.filled < sheet.height / 3
    ]


def colophon_alone(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the last sheet if it holds nothing but the small letters of a short edition's colophon."""
    last = found[-1]
    alone = len(found) > 1 and all(line.size < 8.6 for line in last.lines)
    return [f"{last.number}: {last.lines[0].text}"] if alone else []


def broken_display(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the lines in display type that end within a word."""
    return [
        f"{sheet.number}: {line.text}"
        for sheet in found
        for line in sheet.lines
        if line.size >= DISPLAY and line.text.rstrip()[-1] in HYPHENS
    ]


def past_the_edge(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the sheets with a letter in the outer 5 millimetres, which printers leave white."""
    edge = 5 * POINTS_PER_MILLIMETRE
    return [
        f"{sheet.number}: {sheet.edges}"
        for sheet in found
        if sheet.edges[0] < edge or sheet.edges[1] > sheet.width - edge
    ]


def lone_rows(content: bytes) -> list[str]:
    """Return the tables of which one row alone stands on a sheet, by the sheet."""
    alone = []
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {name_of(page.obj): number for number, page in enumerate(pdf.pages, 1)}
    for kind, table, _ in elements(content):
        if kind != "/Table":
            continue
        rows = [row for group in children(table) if group.S == "/TBody" for row in children(group)]
        places = Counter(numbers[page] for row in rows if (page := _page_of(row)) is not None)
        alone += [f"{number}" for number, count in places.items() if count == 1 and len(places) > 1]
    return alone


def lone_items(content: bytes) -> list[str]:
    """Return the lists of which the first or last item stands alone on a sheet, by the sheet and the item's words."""
    alone = []
    for items in lists(content):
        places = Counter(sheet for sheet, _ in items)
        ends = [items[0], items[-1]] if len(places) > 1 else []
        # An item of many lines is a paragraph of its own.
        alone += [f"{at}: {' '.join(said[:6])}" for at, said in ends if places[at] == 1 and len(said) <= FEW_WORDS]
    return alone


def name_of(page: pikepdf.Object) -> tuple[int, int]:
    """Return the number of an object of a PDF."""
    number, generation = page.objgen
    return number, generation


def _page_of(element: pikepdf.Dictionary) -> tuple[int, int] | None:
    if "/Pg" in element:
        return name_of(element.Pg)
    return next((page for child in children(element) if (page := _page_of(child)) is not None), None)


def broken_near_an_end(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the broken words of running text with fewer than four letters before the hyphen, or six behind."""
    broken = []
    for sheet in found:
        for line, below in pairwise(sheet.lines):
            head = re.search(r"(\w+)[\u00ad\u2010]$", line.text.rstrip())
            tail = re.match(r"\w+", below.text.lstrip())
            if (
                head
                and tail
                and not line.sans
                and len(head[1] + tail[0]) >= LONG
                and (len(head[1]) < 4 or len(tail[0]) < 6)
            ):
                broken.append(f"{sheet.number}: {head[1]}-{tail[0]}")
    return broken


def broken_addresses(content: bytes, found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the lines that end within an address, with a hyphen that is not its own: no link of the PDF has it."""
    pattern = re.compile(r"(?:https?://|www\.|\w@)\S*[\u00ad\u2010]$")
    ends = [(f"{sheet.number}: {line.text}", pattern.search(line.text)) for sheet in found for line in sheet.lines]
    known = " ".join(_links(content))
    return [place for place, end in ends if end and f"{end[0][:-1]}-" not in known]


def _links(content: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for link in page.get("/Annots", ()):
                if "/A" in link and "/URI" in link.A:
                    yield str(link.A.URI)


def notes_apart(content: bytes) -> list[str]:
    """Return the sheets of notes whose mark is on another one: the number of a note leads back to it."""
    apart = []
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {name_of(page.obj): number for number, page in enumerate(pdf.pages, 1)}
        for number, page in enumerate(pdf.pages, 1):
            ways_back = [link for link in page.get("/Annots", ()) if str(link.get("/Contents", "")).isdigit()]
            marked = [numbers[name_of(link.Dest[0])] for link in ways_back]
            apart += [f"{number}: {at}" for at in marked if at != number]
    return apart


def too_small(found: Sequence[SheetOfPrint]) -> list[str]:
    """Return the sheets with letters below 8 points."""
    return [f"{sheet.number}: {sheet.smallest:.1f}" for sheet in found if sheet.smallest < LEAST]
