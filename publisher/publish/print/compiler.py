"""The compiler: runs Typst with our fonts and nothing else of the machine; long editions are laid out in rounds.

Typst repeats the layout until all page numbers are stable, and keeps everything in memory, even while the next editions
are made. A round is a single layout in a process of its own, which then frees its memory: it starts from the positions
of the last round and returns the new ones.
"""

import json
import os
import re
from collections.abc import Collection, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pikepdf
import typst

from publisher.publish.layout.geometry import OTHER_BOTTOMS, POINTS_PER_MILLIMETRE, SHEET
from publisher.publish.raster.typst_fonts import typst_fonts

# Bytes of pages: from some 200 sheets on, an edition gets its own process, from some 600 on, rounds as well.
LARGE: Final = 1_000_000
LONG: Final = 3_000_000
# An edition with this many sheets has a cover and table of contents. With fewer bytes of pages it may be shorter.
COVERED: Final = 8
MAYBE_SHORT: Final = 150_000
# The positions of link and register targets, as far as known. The first round finds almost all, the second those that
# it moved.
PLACES: Final = "places.json"
ROUNDS: Final = 2
# The chapters that begin on the last sheet of the one before, because less than a third of that is filled; `back` is
# what follows the chapters. Which they will be is computed from one layout, and the second one nearly always shows it
# right; where it does not, a third one corrects it.
JOINED: Final = "joined.json"
LAYOUTS: Final = 3
# What begins within so many millimetres below the upper margin is at the head of its sheet.
HEAD: Final = 8
# Over so many edges of sheets the end of a chapter moves as its beginning does.
MOVING: Final = 3


@dataclass(frozen=True, slots=True)
class Compiled:
    """The result of Typst: the path of the PDF, its warnings and errors, and whether it lacks cover and contents."""

    path: Path
    complaints: list[str]
    short: bool = False


def compiled(root: Path, epoch: int) -> Compiled:
    """Return the PDF that Typst makes of the files in `root`.

    A short one has no cover and contents. `epoch` dates the file, in Unix seconds.
    """
    (root / PLACES).write_text("{}", encoding="utf-8")
    (root / JOINED).write_text("[]", encoding="utf-8")
    path = root / "edition.pdf"
    size = (root / "pages.json").stat().st_size
    if size <= MAYBE_SHORT:
        complaints = _written_short(root, path, epoch)
        if complaints or _sheets(path) < COVERED:
            return Compiled(path, complaints, short=True)
    if size <= LARGE:
        return Compiled(path, written_joined(root, path, epoch))
    return Compiled(path, _in_rounds(root, path, epoch, size))


def _sheets(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _written_short(root: Path, path: Path, epoch: int) -> list[str]:
    """Write a short edition to `path`, its colophon below some of its text, and return warnings and errors."""
    complaints = written(root, path, epoch, short="yes")
    inputs = {"short": "yes"}
    for foot in OTHER_BOTTOMS:
        if complaints or not _colophon_alone(root, _sheets(path), **inputs):
            break
        inputs["foot"] = str(foot)
        complaints = written(root, path, epoch, **inputs)
    return complaints


def _colophon_alone(root: Path, sheets: int, **inputs: str) -> bool:
    """Say whether the colophon stands at the head of the last of `sheets`, with nothing above it."""
    if sheets == 1:
        return False
    # A publication's own template may not say where it is.
    found: list[float] = json.loads(_compiler(root, **inputs).query("<colophon>", field="value"))
    return any(height < POINTS_PER_MILLIMETRE * (SHEET.top + HEAD) for height in found)


def written_joined(root: Path, path: Path, epoch: int) -> list[str]:
    """Write the PDF to `path` so that no sheet before a new chapter is nearly empty, and return warnings and errors."""
    joined: list[str] = []
    for _ in range(LAYOUTS - 1):
        found = joinable(_ends(root), joined)
        if set(found) <= set(joined):
            break
        joined = found
        (root / JOINED).write_text(json.dumps(joined), encoding="utf-8")
    # Typst remembers the last layout, so that only the file remains to be written.
    return written(root, path, epoch)


def joinable(ends: Mapping[str, tuple[float, int]], joined: Collection[str] = ()) -> list[str]:
    """Return what will follow a chapter that ends in the upper third of a sheet: the next chapter, or the back.

    `ends` say of the chapter before each of them how far below the upper edge it ends, in points, and over how many
    edges of sheets it goes, in a layout in which those of `joined` begin on the sheet of the chapter before.
    Joining one moves the end of its text, unless it is long: what keeps together takes up the difference at some edge.
    Below a turned sheet there is no room: the text ends at the head of the next one.
    """
    head, third, foot, space = (
        POINTS_PER_MILLIMETRE * length
        for length in (SHEET.top, SHEET.height / 3, SHEET.height - SHEET.bottom, SHEET.below_chapter)
    )
    found, moved = [], 0.0
    for name, (was, edges) in ends.items():
        end = was if edges > MOVING else head + (was - head + moved) % (foot - head)
        if joins := was > head + POINTS_PER_MILLIMETRE and end < third:
            found.append(name)
        moved = (end + space if joins else head) - (was + space if name in joined else head)
    return found


def _ends(root: Path, **inputs: str) -> dict[str, tuple[float, int]]:
    """Return where each chapter ends after a layout, and over how many edges of sheets it goes, by what follows it.

    Nothing if it fails, which `written` then reports, or in a publication's own template that does not say it.
    """
    try:
        found: list[dict[str, tuple[float, int]]] = json.loads(_compiler(root, **inputs).query("<ends>", field="value"))
    except RuntimeError:
        return {}
    return found[0] if found else {}


def _in_rounds(root: Path, path: Path, epoch: int, size: int) -> list[str]:
    """Write a large PDF to `path` from a process of its own, and return the warnings and errors."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        if size <= LONG:
            return processes.submit(written_joined, root, path, epoch).result()
        joined: list[str] = []
        for _ in range(ROUNDS):
            standing, ends = processes.submit(places, root).result()
            joined = joinable(ends, joined)
            (root / PLACES).write_text(standing, encoding="utf-8")
            (root / JOINED).write_text(json.dumps(joined), encoding="utf-8")
        return processes.submit(written, root, path, epoch).result()


def places(root: Path) -> tuple[str, dict[str, tuple[float, int]]]:
    """Return all positions after one layout, as JSON: page, x and y by name; and where each chapter ends.

    Neither is known if it fails.
    """
    try:
        standing = _compiler(root, settling="yes").query("<places>", field="value", one=True)
    except RuntimeError:  # the compilation that follows reports the error
        return "{}", {}
    return standing, _ends(root, settling="yes")


def written(root: Path, path: Path, epoch: int, **inputs: str) -> list[str]:
    """Write the PDF to `path`, and return Typst's warnings, or its error."""
    # A long edition is large, and need not be held in memory too.
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
    """Return Typst's textual error as an OSError with its errno, by which a full disk is recognised."""
    said = re.search(r"\(os error (\d+)\)", str(error))
    return error if error.errno or not said else OSError(int(said[1]), os.strerror(int(said[1])), str(path))


def _compiler(root: Path, **inputs: str) -> typst.Compiler:
    main = str(root / "edition.typ")
    return typst.Compiler(main, root=str(root), font_paths=typst_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
