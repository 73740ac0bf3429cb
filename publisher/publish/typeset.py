"""Typesetting: the pages of an edition through Typst into one PDF that is PDF/UA-1 and PDF/A-2a at once.

Sources: ISO 14289-1 (PDF/UA-1), ISO 19005-2 (PDF/A-2, level a).
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]
import fontpkg_source_serif_4 as source_serif  # type: ignore[import-untyped]
import typst

from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.paper import Paper
from publisher.publish.tagging import link_words, tagged
from publisher.render.page import Page

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a printed edition says of itself. `facts` are label and value.

    `address` is the site's own, or empty; `epoch` dates the file, in seconds since 1970.
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


def typeset(edition: Edition, pages: Sequence[tuple[Page, str]], files: Mapping[str, Path], template: Path) -> bytes:
    """Return the edition as PDF, drawn by a Typst template.

    `pages` are pages with their HTML, `files` the images by their path on the site.

    Raises ProblemsFound for what cannot be printed.
    """
    paper = Paper()
    for page, content in pages:
        paper.add(page, content)
    trees, problems = paper.finished()
    problems += [Problem.at(Place(path), "image-missing", target=path, near="") for path in paper.images - set(files)]
    if problems:
        raise ProblemsFound(problems)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copyfile(template, root / "edition.typ")
        for path in sorted(paper.images):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(files[path], root / path)
        whole = {**asdict(edition), "pages": trees}
        (root / "edition.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return tagged(_compile(root, edition), link_words(trees, address=edition.address))


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
def _fonts() -> typst.Fonts:
    """Return the fonts, read once: both families come from their packages, none from the machine."""
    folders = [str(package.ROOT / "files") for package in (source_serif, source_sans)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
