"""Pages as an OCR engine reads them: words with their places, lines by paragraphs, and the ruling lines of tables.

The format is hOCR (https://kba.github.io/hocr-spec/1.2/). A page that was put askew into the scanner is turned: all
places are given as if its lines were level, in points of a page as wide as a sheet of A4.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Final, TypeAlias

from lxml import html

_WIDTH: Final = 595.0
# Lines with fewer words do not tell how askew a page is.
_LEAST_WORDS: Final = 4
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE: Final = re.compile(r"baseline (-?[\d.]+) (-?\d+)")
_SIZE: Final = re.compile(r"x_size ([\d.]+)")
_LINES: Final = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
# What an engine reads where a ruling line runs beside a word: —|-61 is no negative number.
_EDGE: Final = "-–—'‘’|_\\[\\]{}"
_RULING: Final = re.compile(rf"^[{_EDGE}]*[|_\[\]{{}}][{_EDGE}]*|[{_EDGE}]*[|_\[\]{{}}][{_EDGE}]*$|^[—'‘’]+$")

# What is smaller both ways is a speck, as a share of the height of letters: no mark stands alone and is as small.
_SPECK: Final = 0.2
# What an engine reads for a dash with a space on each side.
_DASHES: Final = frozenset({"-", "—", "--"})

PlacedWord: TypeAlias = dict[str, float | str]
"""A word and its place: text, x0, x1, top and bottom."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of words. `begins` says that it is the first of its paragraph."""

    words: tuple[PlacedWord, ...]
    begins: bool

    @property
    def top(self) -> float:
        """The height at which its words begin."""
        return min(float(word["top"]) for word in self.words)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(str(word["text"]) for word in self.words)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling line, from left to right or from the top down: `at` is its height, or its distance from the left."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Reread:
    """A word that another model read again: as it is now, its text before, and whether nothing speaks against it."""

    word: PlacedWord
    before: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page: its lines in the order of reading, its ruling lines, its height, and its words that were read again."""

    lines: tuple[ReadLine, ...]
    rulings: tuple[Ruling, ...]
    height: float
    reread: tuple[Reread, ...] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """How places in a picture become places on a level page."""

    slope: float
    scale: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return (x + self.slope * y) * self.scale, (y - self.slope * x) * self.scale


def read_page(text: bytes) -> ReadPage:
    """Return a page in the format hOCR. Raises ValueError if it has none."""
    root = html.document_fromstring(text, html.HTMLParser(no_network=True, encoding="utf-8"))
    page = next((each for each in root.iter("div") if each.get("class") == "ocr_page"), None)
    if page is None:
        raise ValueError
    *_, width, height = _box(page)
    found = [each for each in page.iter() if each.get("class") in _LINES]
    slopes = [float(match[1]) for each in found if len(each) >= _LEAST_WORDS and (match := _matched(_BASELINE, each))]
    turn = _Turn(median(slopes) if slopes else 0.0, _WIDTH / max(width, 1))
    lines = [ReadLine(words, begins=each.getprevious() is None) for each in found if (words := _words(each, turn))]
    ruled = (each for each in page.iter() if each.get("class") == "ocr_separator")
    return ReadPage(tuple(_begun(lines)), tuple(_ruling(each, turn) for each in ruled), height * turn.scale)


def without_rulings(words: tuple[PlacedWord, ...]) -> list[PlacedWord]:
    """Return words without what is a ruling line read as a letter, alone or at the end of a word."""
    plain = ({**word, "text": _RULING.sub("", str(word["text"]))} for word in words)
    return [word for word in plain if word["text"]]


def with_dashes(page: ReadPage) -> ReadPage:
    """Return a page with dashes between words, which are read as hyphens or as longer dashes; at an edge they stay."""
    made: dict[int, Reread] = {}
    for line in page.lines:
        for before, word, after in zip(line.words, line.words[1:], line.words[2:], strict=False):
            beside = str(before["text"])[-1].isalpha() and str(after["text"])[0].isalpha()
            if word["text"] in _DASHES and beside:
                made[id(word)] = Reread({**word, "text": "–"}, str(word["text"]), sure=True)
    lines = tuple(
        replace(line, words=tuple(made[id(word)].word if id(word) in made else word for word in line.words))
        for line in page.lines
    )
    return replace(page, lines=lines, reread=(*page.reread, *made.values()))


def _begun(lines: list[ReadLine]) -> Iterator[ReadLine]:
    """Yield lines; the first one begins a paragraph."""
    yield from (replace(line, begins=line.begins or at == 0) for at, line in enumerate(lines))


def _words(line: "html.HtmlElement", turn: _Turn) -> tuple[PlacedWord, ...]:
    """Return the words of a line, all as high as the line is: a word of small letters is no lower in its row."""
    left, top, _, bottom = _box(line)
    base, size = _matched(_BASELINE, line), _matched(_SIZE, line)
    slope, offset = (float(base[1]), float(base[2])) if base else (0.0, 0.0)
    tall = float(size[1]) if size else bottom - top
    made: list[PlacedWord] = []
    for word in line.iter("span"):
        said = "".join(word.itertext()).strip()
        if word.get("class") != "ocrx_word" or not said:
            continue
        x0, y0, x1, y1 = _box(word)
        if max(x1 - x0, y1 - y0) < _SPECK * tall:
            continue
        height = bottom + offset + slope * ((x0 + x1) / 2 - left)
        begin, base_height = turn.place(x0, height)
        end, _ = turn.place(x1, height)
        made.append({"text": said, "x0": begin, "x1": end, "top": base_height - tall * turn.scale,
                     "bottom": base_height})  # fmt: skip
    return tuple(made)


def _ruling(separator: "html.HtmlElement", turn: _Turn) -> Ruling:
    x0, y0, x1, y1 = _box(separator)
    across = x1 - x0 > y1 - y0
    at_x, at_y = turn.place((x0 + x1) / 2, (y0 + y1) / 2)
    (left, top), (right, bottom) = turn.place(x0, y0), turn.place(x1, y1)
    return Ruling(across, at_y, left, right) if across else Ruling(across, at_x, top, bottom)


def _box(element: "html.HtmlElement") -> tuple[int, int, int, int]:
    match = _matched(_BOX, element)
    if match is None:
        raise ValueError
    return int(match[1]), int(match[2]), int(match[3]), int(match[4])


def _matched(pattern: re.Pattern[str], element: "html.HtmlElement") -> re.Match[str] | None:
    return pattern.search(element.get("title", ""))
