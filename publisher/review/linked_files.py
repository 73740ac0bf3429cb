"""Advice on the files that texts link to: where a picture was taken, what office programs save, and size."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.authors_files import DRAWING, PICTURES
from publisher.read.pictures import says_where

OFFICE: Final = (".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx")
# Bytes: at 1 Mbit/s, as on a poor mobile connection, more than 40 seconds.
HEAVY: Final = 5_000_000
_MEGABYTE: Final = 1_000_000


def file_advice(root: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield the advice on published files, by their names below `root`. A picture is published smaller than it is."""
    for name in sorted(names):
        path, end = root / name, Path(name).suffix.lower()
        if end in PICTURES:
            if end != DRAWING and says_where(path):
                yield Problem.notice(Place(name), "picture-position")
            continue
        if end in OFFICE:
            yield Problem.notice(Place(name), "office-file")
        if path.is_file() and (size := path.stat().st_size) > HEAVY:
            yield Problem.notice(Place(name), "heavy-file", size=round(size / _MEGABYTE))
