"""PNG files rendered by Typst, one for each page of a document."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from publisher.locales import HOUSE
from publisher.publish.raster.drawn_words import drawing_files
from publisher.publish.raster.typst_fonts import typst_fonts

# Resolution of drawings in dots per inch: three pixels for each CSS pixel.
DOTS: Final = 288.0
MAIN: Final = "main.typ"


def png_of(svg: bytes) -> bytes:
    """Return a drawing as PNG, in our fonts, with three pixels for each of its own."""
    main = (HOUSE / "macros" / "charts" / "drawing.typ").read_bytes()
    (made,) = png_pages({MAIN: main, **drawing_files(svg)}, DOTS)
    return made


def png_pages(files: Mapping[str, bytes], dots: float) -> list[bytes]:
    """Return each page of the document `main.typ` among `files` as PNG, at a resolution in `dots` per inch."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        compiler = typst.Compiler(
            str(Path(folder) / MAIN), root=folder, font_paths=typst_fonts(), ignore_system_fonts=True, sys_inputs={}
        )
        made = compiler.compile(format="png", ppi=dots)
    # One page is returned as bytes, several as a list.
    return [bytes(each) for each in made] if isinstance(made, list) else [made] if isinstance(made, bytes) else []
