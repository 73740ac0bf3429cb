"""The compiler: Typst with our fonts and nothing else of the machine; long editions find their page numbers in rounds.

Typst lays out again and again until every page number holds, and keeps all of it, also while the next editions are
made. A round is one layout in a process of its own, which gives its memory back: it reads where everything stood the
last time and returns where it stands now.
"""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pikepdf
import typst

from publisher.publish.raster.typst_fonts import typst_fonts

# Bytes of pages: from some 200 sheets on an edition gets a process of its own, from some 600 on rounds as well.
LARGE: Final = 1_000_000
LONG: Final = 3_000_000
# With this many sheets an edition has a cover and contents. Below so many bytes of pages it may have fewer.
COVERED: Final = 8
MAYBE_SHORT: Final = 150_000
# Where links and registers lead to, as far as it is known. The first round finds almost all, the second what moved by
# that.
PLACES: Final = "places.json"
ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class Compiled:
    """What Typst made: the path of the PDF, its warnings and errors, and whether it is without cover and contents."""

    path: Path
    complaints: list[str]
    short: bool = False


def compiled(root: Path, epoch: int) -> Compiled:
    """Return the PDF that Typst made of the files in `root`.

    What needs few sheets is without cover and contents. `epoch` dates the file, in seconds since 1970.
    """
    (root / PLACES).write_text("{}", encoding="utf-8")
    path = root / "edition.pdf"
    size = (root / "pages.json").stat().st_size
    if size <= MAYBE_SHORT:
        complaints = written(root, path, epoch, short="yes")
        if complaints or _sheets(path) < COVERED:
            return Compiled(path, complaints, short=True)
    if size <= LARGE:
        return Compiled(path, written(root, path, epoch))
    return Compiled(path, _in_rounds(root, path, epoch, size))


def _sheets(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _in_rounds(root: Path, path: Path, epoch: int, size: int) -> list[str]:
    """Write a large PDF to `path` from a process of its own, and return the warnings and errors."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        for _ in range(ROUNDS if size > LONG else 0):
            (root / PLACES).write_text(processes.submit(places, root).result(), encoding="utf-8")
        return processes.submit(written, root, path, epoch).result()


def places(root: Path) -> str:
    """Return where everything stands after one layout, in JSON: page, x and y by name. Nothing where that fails."""
    try:
        return _compiler(root, settling="yes").query("<places>", field="value", one=True)
    except RuntimeError:  # the compilation that follows says what is wrong
        return "{}"


def written(root: Path, path: Path, epoch: int, **inputs: str) -> list[str]:
    """Write the PDF to `path`, and return the warnings of Typst, or the error why there is none."""
    # A long edition is large, and nobody needs it in memory too.
    day = datetime.fromtimestamp(epoch, UTC)
    try:
        _, warnings = _compiler(root, **inputs).compile_with_warnings(
            output=str(path), format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=day
        )
    except typst.TypstError as error:
        return [error.message]
    except OSError as error:
        raise numbered(error, path) from None
    return sorted({warning.message for warning in warnings})


def numbered(error: OSError, path: Path) -> OSError:
    """Return an error of Typst's with its number, which it says in words alone: by it a full disk is known."""
    said = re.search(r"\(os error (\d+)\)", str(error))
    return error if error.errno or not said else OSError(int(said[1]), os.strerror(int(said[1])), str(path))


def _compiler(root: Path, **inputs: str) -> typst.Compiler:
    main = str(root / "edition.typ")
    return typst.Compiler(main, root=str(root), font_paths=typst_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
