"""Non-text files of authors: allowed types and sizes, and how SVG drawings are sanitised."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

import imagesize
import py_svg_hush

from publisher.problem import Place, Problem
from publisher.read.drawings import MOST_DRAWN, MOST_DRAWN_TOGETHER, drawing_tree, drawn_parts
from publisher.read.file_formats import MEANT
from publisher.shortening import shortened

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DRAWING: Final = ".svg"
PICTURES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", DRAWING)
# The magic numbers of fonts: TrueType, OpenType, WOFF and WOFF 2. Source: the OpenType and WOFF specifications.
FONTS: Final = (".otf", ".ttf", ".woff", ".woff2")
_FONT_STARTS: Final = frozenset({b"\0\1\0\0", b"true", b"OTTO", b"wOFF", b"wOF2"})
# Types that a browser displays or saves, and never runs as part of the site.
TYPES: Final = (
    *PICTURES, ".csv", ".docx", ".geojson", ".ics", ".json", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".otf", ".pdf",
    ".pptx", ".txt", ".ttf", ".vtt", ".webm", ".woff", ".woff2", ".xlsx", ".zip",
)  # fmt: skip
MOST_BYTES: Final = 50_000_000
# Readers accept the header and the end of a PDF within so many bytes of its ends.
_PDF_MARGIN: Final = 1024
# Compressed files, and a file that each has inside.
_OFFICE: Final = dict.fromkeys((".docx", ".pptx", ".xlsx"), "[Content_Types].xml")
_PACKED: Final = {".zip": "", **_OFFICE, **dict.fromkeys((".odp", ".ods", ".odt"), "mimetype")}
# A4 at 600 dpi has 35 million pixels, and displaying a picture takes four bytes for each.
MOST_PIXELS: Final = 50_000_000
_RUNS: Final = frozenset({"script", "foreignObject", "handler", "listener"})
_EVENT: Final = re.compile(r"on[a-z]+$")
_FETCHED: Final = re.compile(r"(?:url\(\s*|@import\s+)['\"]?(?!['\"#]|data:|url)(?P<address>[^'\")\s]+)")
_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_MOST_OF_POINTER: Final = 1024
# The types of images that may be embedded in a drawing.
_WITHIN: Final = {"image": ["avif", "gif", "jpeg", "png", "webp"]}


def check_files(root: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield the problems of authors' files, by their names below `root`: type, size or content."""
    drawn = 0
    for name in names:
        path = root / name
        if path.suffix.lower() in MEANT:
            continue  # a misnamed text is reported when names are read
        if path.suffix.lower() not in TYPES:
            facts = {"suffix": path.suffix or path.name, "allowed": " ".join(TYPES)}
            yield Problem.at(Place(name), "file-type-refused", **facts)
        elif (size := path.stat().st_size) > MOST_BYTES:
            yield Problem.at(Place(name), "file-too-large", size=size, limit=MOST_BYTES)
        elif _is_pointer(path, size):
            yield Problem.at(Place(name), "file-in-lfs")
        elif path.suffix.lower() == DRAWING:
            content = path.read_bytes()
            parts, problems = _check_drawing(content, name)
            drawn += min(parts, MOST_DRAWN)
            yield from problems
            if drawn > MOST_DRAWN_TOGETHER:
                yield Problem.at(Place(name, 1, 1), "publication-too-large")
                return
        elif path.suffix.lower() in PICTURES:
            yield from _check_picture(path, name)


def _is_pointer(path: Path, size: int) -> bool:
    """Return whether a file only points to its content, kept by Git LFS. Source: Git LFS, docs/spec.md."""
    if size > _MOST_OF_POINTER:
        return False
    with path.open("rb") as file:
        return file.read(len(_POINTER)) == _POINTER


def check_complete(root: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a Problem for each PDF or compressed file, by its name below `root`, that no program could open."""
    for name in names:
        if not _is_complete(root / name):
            yield Problem.at(Place(name), "file-damaged", suffix=Path(name).suffix.lower())


def _is_complete(path: Path) -> bool:
    """Return whether a PDF or a compressed file is what its extension says, from its beginning to its end.

    A web page that was saved as a PDF, or half a download, opens for no reader. Source: ISO 32000-2, 7.5.
    """
    end = path.suffix.lower()
    if end == ".pdf":
        with path.open("rb") as file:
            opening = file.read(_PDF_MARGIN)
            file.seek(-min(_PDF_MARGIN, len(opening)), SEEK_END)
            return b"%PDF-" in opening and b"%%EOF" in file.read()
    inside = _PACKED.get(end)
    if inside is None:
        return True
    try:
        with ZipFile(path) as packed:
            return not inside or inside in packed.namelist()
    except (BadZipFile, OSError, ValueError):
        return False


def is_font(path: Path) -> bool:
    """Return whether a file begins with the magic number of a font."""
    with path.open("rb") as file:
        return file.read(4) in _FONT_STARTS


def pixels_of(picture: Path | BytesIO) -> int:
    """Return the number of pixels of a picture, or 0 for a file that is none."""
    width, height = _extent(picture)
    return max(width, 0) * max(height, 0)


def _extent(picture: Path | BytesIO) -> tuple[int, int]:
    """Return the width and height of a picture as its header has them, or -1 for both."""
    try:
        width, height = imagesize.get(picture)
    except (OSError, ValueError, IndexError, TypeError, ArithmeticError):
        return -1, -1
    return width, height


def _check_picture(path: Path, name: str) -> Iterator[Problem]:
    width, height = _extent(path)
    if width <= 0 or height <= 0:
        yield Problem.at(Place(name), "picture-damaged")
    elif width * height > MOST_PIXELS:
        facts = {"width": width, "height": height, "limit": MOST_PIXELS // 1_000_000}
        yield Problem.at(Place(name), "picture-too-large", **facts)


def _check_drawing(drawing: bytes, name: str) -> tuple[int, list[Problem]]:
    """Return how many shapes are drawn, and the problems of a drawing's unpublishable parts, which would go missing."""
    root = drawing_tree(drawing)
    if root is None:
        return 0, [Problem.at(Place(name), "picture-damaged")]
    parts = drawn_parts(root)
    if parts > MOST_DRAWN:
        return parts, [Problem.at(Place(name, 1, 1), "drawing-too-large", limit=MOST_DRAWN)]
    if harmless(drawing) is None:
        return parts, [Problem.at(Place(name), "picture-damaged")]
    return parts, [*_refused(root, name)]


def _refused(root: "Element", name: str) -> Iterator[Problem]:
    for element in root.iter("*"):
        line = min(element.sourceline or 0, 10**6)
        if _name(element) in _RUNS or any(_EVENT.match(str(key)) for key in element.attrib):
            yield Problem.at(Place(name, line, 1), "drawing-runs")
        for address in _outside(element):
            yield Problem.at(Place(name, line, 1), "drawing-outside", target=shortened(address, 80))


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _outside(element: "Element") -> Iterator[str]:
    """Yield the external addresses that an element loads something from."""
    if _name(element) != "a":
        for key in ("href", "{http://www.w3.org/1999/xlink}href"):
            address = (element.get(key) or "#").strip()
            if not address.startswith(("#", "data:")):
                yield address
    styles = [*map(str, element.values()), element.text or ""]
    for match in (match for style in styles for match in _FETCHED.finditer(style)):
        yield match["address"]


def harmless(drawing: bytes) -> bytes | None:
    """Return an SVG file without scripts, event handlers and external addresses; None if it is not SVG.

    py-svg-hush wraps Cloudflare's svg-hush, which keeps only what is on its allow lists. It cannot handle unlimited
    nesting, nor can viewers handle an unlimited number of shapes: such files count as not SVG.
    """
    root = drawing_tree(drawing)
    if root is None or drawn_parts(root) > MOST_DRAWN:
        return None
    try:
        return bytes(py_svg_hush.filter_svg(drawing, keep_data_url_mime_types=_WITHIN))
    except (ValueError, RuntimeError):
        return None
