"""Typesetting: the pages of an edition through Typst into one PDF that conforms to both PDF/UA-1 and PDF/A-2a.

Sources: ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2, level a).
"""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pikepdf

from publisher.commonmark.printable import INVISIBLE
from publisher.model.languages import LEFT_TO_RIGHT
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.layout.elements import as_json, heading_texts, link_texts
from publisher.publish.layout.geometry import SHEET
from publisher.publish.layout.qr import is_coded, qr_code
from publisher.publish.output.writer import write_files
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.compiler import compiled
from publisher.publish.print.cover import Edition
from publisher.publish.print.manuscript import Manuscript, read_manuscript
from publisher.publish.print.tagging import CONTENTS_MARK, tagged
from publisher.publish.raster.png import png_of
from publisher.publish.raster.typst_fonts import FALLBACKS, FAMILIES, characters_of
from publisher.read.authors_files import DRAWING, PICTURES, pixels_of
from publisher.render.page import Page

# The key that each cell of a table has in the tree of pages, and how many bytes of text cost as much as a cell: a table
# of 18,000 rows in two columns, 4.5 MB, took a minute and two gigabytes.
CELL: Final = b'"rest": '
CELL_EXTENT: Final = 75
# Likewise for entries of lists, beyond one in so many bytes: 9,000 of a line each, in 1.7 MB, took two gigabytes. In
# the editions here there is one in 900 at the most.
ENTRY: Final = b'"tag": "li"'
ENTRY_EXTENT: Final = 800
BYTES_OF_ENTRY: Final = 500
# Typst keeps every picture in memory, with up to 4.3 bytes for each pixel.
PIXELS_OF_BYTE: Final = 50


@dataclass(frozen=True, slots=True)
class Typesetting:
    """The whole input of one edition's typesetting: `files` by path, the texts of links and headings.

    `codes` are the addresses in QR codes, by the path of each picture; `register` and `colophon` the texts of the links
    in these. Equal input gives an identical PDF, byte for byte.
    """

    id: str
    epoch: int
    files: Mapping[str, bytes]
    links: tuple[str, ...]
    headings: tuple[str, ...]
    codes: Mapping[str, str]
    register: tuple[str, ...] = ()
    colophon: tuple[str, ...] = ()
    trimmed: bool = False

    @property
    def size(self) -> int:
        """The size of the input in bytes, which determines the time."""
        return sum(map(len, self.files.values()))

    @property
    def extent(self) -> int:
        """The size of the pages in bytes: it determines time and memory. Cells, entries and pixels count for more."""
        pages = self.files["pages.json"]
        pictures = [path for path in self.files if path.lower().endswith(PICTURES) and not path.endswith(DRAWING)]
        pixels = sum(pixels_of(BytesIO(self.files[path])) for path in pictures)
        entries = max(pages.count(ENTRY) - len(pages) // BYTES_OF_ENTRY, 0)
        more = pages.count(CELL) * CELL_EXTENT + entries * ENTRY_EXTENT
        return len(pages) + more + pixels // PIXELS_OF_BYTE

    @property
    def digest(self) -> str:
        """The SHA-256 of this input, the fonts and the program that typesets it, in hexadecimal digits."""
        digest = sha256(_machine())
        words = (self.links, self.headings, self.register, self.colophon)
        rest = repr((self.epoch, words, sorted(self.codes.items()), self.trimmed)).encode()
        for path, content in (*sorted(self.files.items()), ("", rest)):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


def prepared(manuscript: Manuscript, files: Mapping[str, Path], context: PrintContext) -> Typesetting:
    """Return the typesetting input of a manuscript; `files` are the authors' images by their paths on the site.

    Raises ProblemsFound for what cannot be printed.
    """
    read = read_manuscript(manuscript, files, context, _unknown_characters)
    edition = read.edition
    links = tuple(link_texts(read.trees, address=edition.address))
    # What is said once and what is said on every page are separate files: Typst caches calls by their arguments.
    texts = {
        "edition.json": {**asdict(edition), "sheet": asdict(SHEET)},
        "pages.json": as_json(read.trees),
        "back.json": asdict(read.back),
    }
    written = {name: json.dumps(text, ensure_ascii=False).encode() for name, text in texts.items()}
    given = {**_images(read.images, written, edition.direction), **context.templates}
    headings = tuple(heading_texts(read.trees))
    colophon = (edition.title,) if edition.address else ()
    return Typesetting(
        edition.id,
        edition.epoch,
        given,
        links,
        headings,
        _codes(edition, manuscript.pages),
        read.back.links,
        colophon,
        edition.trimmed,
    )


def _images(images: Mapping[str, bytes], texts: Mapping[str, bytes], direction: str) -> dict[str, bytes]:
    """Return pictures and texts; drawings are rasterised if texts run from right to left.

    Typst does not map such words in a drawing to Unicode in the PDF, as both standards require. Screen readers read the
    text alternative in either case.
    """
    if direction == LEFT_TO_RIGHT:
        return {**images, **texts}
    drawn = [path for path in images if path.endswith(".svg")]
    made = {f"{path}.png" if path in drawn else path: png_of(content) if path in drawn else content
            for path, content in images.items()}  # fmt: skip
    for path in drawn:
        old, new = (json.dumps(name, ensure_ascii=False).encode() for name in (path, f"{path}.png"))
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return {**made, **texts}


def typeset(work: Typesetting) -> bytes:
    """Return an edition as PDF. Raises ProblemsFound for what cannot be printed."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        codes = {path: qr_code(address).encode() for path, address in work.codes.items()}
        write_files(root, {**work.files, **codes})
        try:
            made = compiled(root, work.epoch)
        except BrokenProcessPool:
            # The process was killed, as happens when memory runs out.
            raise ProblemsFound([Problem.at(Place(work.id), "edition-too-large", title=work.id)]) from None
        if made.complaints:
            raise ProblemsFound([Problem.at(Place(work.id), "print-failed", reason="; ".join(made.complaints))])
        links = (*work.links, *(() if made.short else work.register), *work.colophon)
        # The first bookmark of a long edition is that of its table of contents.
        headings = work.headings if made.short else (CONTENTS_MARK, *work.headings)
        return tagged(made.path, links, headings, trimmed=work.trimmed, place=Place(work.id))


def _unknown_characters(characters: Mapping[str, Place]) -> list[Problem]:
    """Return a Problem for each character that the fonts lack, at the first page with it."""
    return [
        Problem.at(place, "print-character", character=character)
        for character, place in characters.items()
        if not character.isspace() and ord(character) not in letters()
    ]


def _codes(edition: Edition, pages: Sequence[tuple[Page, str]]) -> dict[str, str]:
    """Return the addresses in QR codes by the path of the picture: the edition's own, and those of some pages."""
    ways = [edition.home, *(page.short for page, _ in pages if is_coded(page))] if edition.address else []
    return {f"codes/{way}code.svg": edition.address + way for way in ways}


@cache
def _machine() -> bytes:
    """Return what else the output depends on: the versions of the print libraries, the fonts, and our own tagging."""
    files = [Path(__file__).with_name(f"{name}.py") for name in ("compiler", "tagging", "typeset")]
    digests = [sha256(path.read_bytes()).hexdigest() for path in (*files, *FAMILIES, *FALLBACKS)]
    return repr(
        (version("typst"), version("segno"), pikepdf.__version__, pikepdf.__libqpdf_version__, digests)
    ).encode()


@cache
def letters() -> frozenset[int]:
    """Return the characters in any of the fonts, including invisible ones."""
    return frozenset().union(*map(characters_of, (*FAMILIES, *FALLBACKS))) | INVISIBLE
