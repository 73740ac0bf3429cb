"""Typesetting: the pages of an edition through Typst into one PDF that is PDF/UA-1 and PDF/A-2a at once.

Sources: ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2, level a).
"""

import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]
import fontpkg_source_serif_4 as source_serif  # type: ignore[import-untyped]
import typst
from fontTools.ttLib import TTFont

from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.code import qr_code
from publisher.publish.paper import Paper
from publisher.publish.tagging import link_words, tagged
from publisher.publish.writer import write_files
from publisher.render.page import Page, pictures_of

SERIF: Final = "SourceSerif4[opsz,wght].ttf"
SANS: Final = "SourceSans3[wght].ttf"
# Soft hyphen, and the marks that join, part or turn words; they have no picture.
UNSEEN: Final = frozenset({0xAD, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, 0xFEFF})
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a printed edition says of itself. `facts` are label and value.

    `address` is the site's own, or empty; `epoch` dates the file, in seconds since 1970; `colours` are the
    publication's own, `brand` and `accent`.
    """

    id: str
    title: str
    subtitle: str
    organisation: str
    document_type: str
    language: str
    facts: tuple[tuple[str, str], ...]
    address: str
    epoch: int
    words: Mapping[str, str]
    colours: Mapping[str, str] = field(default_factory=dict)


def typeset(
    edition: Edition,
    pages: Sequence[tuple[Page, str]],
    files: Mapping[str, Path],
    template: Path,
    elsewhere: Collection[str] = (),
) -> bytes:
    """Return the edition as PDF, drawn by a Typst template.

    `pages` are pages with their HTML, `files` the authors' images by their path on the site, and `elsewhere`
    the paths of pages that stand on the site only, which links lead to by their web address.

    Raises ProblemsFound for what cannot be printed.
    """
    paper = Paper(frozenset(page.path for page, _ in pages if not page.printed), frozenset(elsewhere))
    for page, content in pages:
        if page.printed:
            paper.add(page, content)
    trees, problems = paper.finished()
    images = {path: files[path].read_bytes() for path in sorted(paper.images & set(files))}
    images |= pictures_of(page for page, _ in pages)
    problems += [Problem.at(Place(path), "image-missing", target=path, near="") for path in paper.images - set(images)]
    problems += [
        Problem.at(place, "print-character", sign=sign)
        for sign, place in paper.signs.items()
        if not sign.isspace() and ord(sign) not in _letters()
    ]
    if problems:
        raise ProblemsFound(problems)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copyfile(template, root / "edition.typ")
        write_files(root, images)
        whole = {**asdict(edition), "pages": trees, "codes": _codes(edition, pages)}
        (root / "edition.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return tagged(_compile(root, edition), link_words(trees, address=edition.address))


def _codes(edition: Edition, pages: Sequence[tuple[Page, str]]) -> dict[str, str]:
    """Return a code for the site's address, by the empty text, and for every page that has a short one, by that."""
    shorts = ["", *(page.short for page, _ in pages if page.short)] if edition.address else []
    return {short: qr_code(edition.address + short) for short in shorts}


def _compile(root: Path, edition: Edition) -> bytes:
    compiler = typst.Compiler(str(root / "edition.typ"), root=str(root), font_paths=_fonts(), ignore_system_fonts=True)
    day = datetime.fromtimestamp(edition.epoch, UTC)
    try:
        content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[*STANDARDS], timestamp=day)
    except typst.TypstError as error:
        raise ProblemsFound([Problem.at(Place(edition.id), "print-failed", reason=error.message)]) from error
    if warnings:
        told = "; ".join(sorted({warning.message for warning in warnings}))
        raise ProblemsFound([Problem.at(Place(edition.id), "print-failed", reason=told)])
    assert isinstance(content, bytes)  # a PDF is one file, unlike the pages of other formats
    return content


@cache
def _letters() -> frozenset[int]:
    """Return the characters that both families have, so that a text can be set in either; also unseen ones."""
    fonts = (source_serif.ROOT / "files" / SERIF, source_sans.ROOT / "files" / SANS)
    serif, sans = map(_signs, fonts)
    return (serif & sans) | UNSEEN


def _signs(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts, read once: both families come from their packages, none from the machine."""
    folders = [str(package.ROOT / "files") for package in (source_serif, source_sans)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
