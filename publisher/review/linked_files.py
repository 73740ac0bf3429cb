"""Advice on the files that texts link to: where a picture was taken, what office programs save, names, and size."""

from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.authors_files import DRAWING, PICTURES
from publisher.read.pictures import says_where
from publisher.shortening import shortened

OFFICE: Final = (".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx")
# Bytes: at 1 Mbit/s, as on a poor mobile connection, more than 40 seconds.
HEAVY: Final = 5_000_000
_MEGABYTE: Final = 1_000_000
_LONGEST: Final = 80


def file_advice(root: Path, names: Iterable[str], organisation: str) -> Iterator[Problem]:
    """Yield the advice on published files, by their names below `root`. A picture is published smaller than it is.

    That the `organisation` has made a file is no name too many.
    """
    for name in sorted(names):
        path, end = root / name, Path(name).suffix.lower()
        if end in PICTURES:
            if end != DRAWING and says_where(path):
                yield Problem.notice(Place(name), "picture-position")
            continue
        if end in OFFICE:
            yield Problem.notice(Place(name), "office-file")
        if end == ".pdf" and (author := _author(path)) not in {"", organisation}:
            yield Problem.notice(Place(name), "pdf-names", name=author)
        if path.is_file() and (size := path.stat().st_size) > HEAVY:
            yield Problem.notice(Place(name), "heavy-file", size=round(size / _MEGABYTE))


def _author(path: Path) -> str:
    """Return who made a PDF file according to its properties, or "" if they name nobody or cannot be read."""
    # They take time to import, and few publications have such files.
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        # What it says of damage would stand between the advice.
        with redirect_stderr(StringIO()), pdfplumber.open(path) as pdf:
            given = str(pdf.metadata.get("Author") or "")
    except (PdfminerException, PSException, OSError, ValueError):
        return ""
    return shortened(" ".join(given.split()), _LONGEST)
