"""Typesetting: the pages of an edition through Typst into one PDF that is PDF/UA-1 and PDF/A-2a at once.

Sources: ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2, level a).
"""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from fontTools.ttLib import TTFont

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
from publisher.publish.raster.typst_fonts import FALLBACKS, FAMILIES
from publisher.render.page import Page


@dataclass(frozen=True, slots=True)
class Typesetting:
    """Everything that goes into the typesetting of one edition: `files` by path, the words of links and headings.

    `codes` are the addresses behind codes, by the path of each picture; `register` and `colophon` the words of the
    links in these. The same content gives the same PDF, byte for byte.
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
        """How many bytes it is set from: what is large takes long."""
        return sum(map(len, self.files.values()))

    @property
    def extent(self) -> int:
        """How many bytes of pages it has: what they cost is time and memory."""
        return len(self.files["pages.json"])

    @property
    def digest(self) -> str:
        """SHA-256 of this content, these fonts and the program that typesets it, in hexadecimal digits."""
        digest = sha256(_machine())
        words = (self.links, self.headings, self.register, self.colophon)
        rest = repr((self.epoch, words, sorted(self.codes.items()), self.trimmed)).encode()
        for path, content in (*sorted(self.files.items()), ("", rest)):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


def prepared(manuscript: Manuscript, files: Mapping[str, Path], context: PrintContext) -> Typesetting:
    """Return what is to be typeset of a manuscript, `files` being the authors' images by their path on the site.

    Raises ProblemsFound for what cannot be printed.
    """
    read = read_manuscript(manuscript, files, context, _unknown_characters)
    edition = read.edition
    links = tuple(link_texts(read.trees, address=edition.address))
    # What is said once and what is said on every page are files of their own: Typst compares what a function is given.
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
    """Return pictures and texts; where texts run from right to left, drawings are dots.

    Typst does not say in a PDF what the letters of such words in a drawing are, which both standards ask for. Whoever
    listens hears the alternative text in any case.
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
            # The machine ended it, as it does where memory is lacking.
            raise ProblemsFound([Problem.at(Place(work.id), "edition-too-large", title=work.id)]) from None
        if made.complaints:
            raise ProblemsFound([Problem.at(Place(work.id), "print-failed", reason="; ".join(made.complaints))])
        links = (*work.links, *(() if made.short else work.register), *work.colophon)
        # The first bookmark of a long edition is that of its contents.
        headings = work.headings if made.short else (CONTENTS_MARK, *work.headings)
        return tagged(made.path, links, headings, trimmed=work.trimmed, place=Place(work.id))


def _unknown_characters(characters: Mapping[str, Place]) -> list[Problem]:
    """Return a Problem for each character that the fonts do not have, at the first page with it."""
    return [
        Problem.at(place, "print-character", character=character)
        for character, place in characters.items()
        if not character.isspace() and ord(character) not in letters()
    ]


def _codes(edition: Edition, pages: Sequence[tuple[Page, str]]) -> dict[str, str]:
    """Return the addresses behind codes by the path of the picture: the edition's own, and those of some pages."""
    ways = [edition.home, *(page.short for page, _ in pages if is_coded(page))] if edition.address else []
    return {f"codes/{way}code.svg": edition.address + way for way in ways}


@cache
def _machine() -> bytes:
    """Return what typesetting does beside its input: the versions of what prints, the fonts, and our own tagging."""
    files = [Path(__file__).with_name(f"{name}.py") for name in ("compiler", "tagging", "typeset")]
    digests = [sha256(path.read_bytes()).hexdigest() for path in (*files, *FAMILIES, *FALLBACKS)]
    return repr(
        (version("typst"), version("segno"), pikepdf.__version__, pikepdf.__libqpdf_version__, digests)
    ).encode()


@cache
def letters() -> frozenset[int]:
    """Return the characters that some font has; also unseen ones."""
    return frozenset().union(*map(_characters, (*FAMILIES, *FALLBACKS))) | INVISIBLE


def _characters(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
