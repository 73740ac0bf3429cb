"""Scans: pages that are pictures, read by Tesseract with the language's own model, and repaired like any scan."""

import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from publisher.importing.form.source import Origin, SourceFile, SourceLine
from publisher.importing.readers.ocr_text import repaired_source
from publisher.ocr.ocr_names import ocr_names
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots per inch: what Tesseract was trained for.
_RESOLUTION: Final = 300
# A page of a few hundred words takes some seconds; one that takes this long is not text.
_SECONDS: Final = 120
MAX_PAGES: Final = 100
MAX_DOTS: Final = 60_000_000


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text of a picture of a page. Raises ProblemsFound if Tesseract or its language is missing."""
    from PIL import Image, UnidentifiedImageError

    place = Place(path.name)
    _ready(place, language)
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_DOTS:
                raise ProblemsFound([Problem.at(place, "import-too-long", pages=1, limit=MAX_PAGES)])
            lines = [*_lines(picture.convert("L"), 0, language, place)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ProblemsFound([Problem.at(place, "import-damaged")]) from None
    return repaired_source(path.name, digest, language, lines)


def read_pages(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text of a PDF whose pages are pictures. Raises ProblemsFound as `read` does."""
    import pypdfium2

    place = Place(path.name)
    _ready(place, language)
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > MAX_PAGES:
            raise ProblemsFound([Problem.at(place, "import-too-long", pages=len(document), limit=MAX_PAGES)])
        lines = [
            line
            for number in range(len(document))
            for line in _lines(_picture(document, number), number + 1, language, place)
        ]
    finally:
        document.close()
    return repaired_source(path.name, digest, language, lines)


def _picture(document: "object", number: int) -> "Image":
    page = document[number]  # type: ignore[index]
    width, height = page.get_size()
    scale = min(_RESOLUTION / 72, (MAX_DOTS / max(width * height, 1)) ** 0.5)
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


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


def _lines(picture: "Image", page: int, language: str, place: Place) -> Iterator[SourceLine]:
    import pytesseract

    try:
        text = pytesseract.image_to_string(picture, lang=ocr_names(language).tesseract, timeout=_SECONDS)
    except RuntimeError:  # raised on timeout
        raise ProblemsFound([Problem.at(place, "import-no-text")]) from None
    for number, line in enumerate(text.replace("\f", "").split("\n"), start=1):
        yield SourceLine(Origin(page, number), line.rstrip())
    yield SourceLine(Origin(page, text.count("\n") + 2), "")
