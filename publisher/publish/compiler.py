"""The compiler: Typst with our fonts and nothing else of the machine; long editions find their page numbers in rounds.

Typst lays out again and again until every page number holds, and keeps all of it. A round is one layout in a process
of its own, which gives its memory back: it is told where everything stood the last time and tells where it stands now.
"""

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal

import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]
import fontpkg_source_serif_4 as source_serif  # type: ignore[import-untyped]
import typst

FAMILIES: Final = (
    source_serif.ROOT / "files" / "SourceSerif4[opsz,wght].ttf",
    source_sans.ROOT / "files" / "SourceSans3[wght].ttf",
)
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
# Where links and registers lead to, as far as it is known, and the bytes of pages above which rounds find it: that is
# some 600 sheets. The first finds almost all, the second what moved by that.
PLACES: Final = "places.json"
LONG: Final = 3_000_000
ROUNDS: Final = 2


def compiled(root: Path, epoch: int) -> tuple[Path, list[str]]:
    """Return the PDF that Typst made of the files in `root`, and its warnings. Raises typst.TypstError."""
    known = "{}"
    for _ in range(ROUNDS if (root / "pages.json").stat().st_size > LONG else 0):
        (root / PLACES).write_text(known, encoding="utf-8")
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            known = process.submit(places, root).result() or known
    (root / PLACES).write_text(known, encoding="utf-8")
    path, day = root / "edition.pdf", datetime.fromtimestamp(epoch, UTC)
    # A long edition is large, and nobody needs it in memory too.
    _, warnings = _compiler(root).compile_with_warnings(
        output=str(path), format="pdf", pdf_standards=[*STANDARDS], timestamp=day
    )
    return path, [warning.message for warning in warnings]


def places(root: Path) -> str:
    """Return where everything stands after one layout, in JSON: page, x and y by name. Nothing where that fails."""
    try:
        return _compiler(root, settling="yes").query("<places>", field="value", one=True)
    except RuntimeError:  # what is wrong is told when all is compiled
        return ""


def _compiler(root: Path, **inputs: str) -> typst.Compiler:
    main = str(root / "edition.typ")
    return typst.Compiler(main, root=str(root), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts, read once: both families come from their packages, none from the machine."""
    folders = sorted({str(path.parent) for path in FAMILIES})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
