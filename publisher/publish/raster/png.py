"""PNG files rendered by Typst, one for each page of a document."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import typst

from publisher.publish.raster.typst_fonts import typst_fonts

# Resolution of drawings in dots per inch: four pixels for each CSS pixel.
DOTS: Final = 288.0
MAIN: Final = "main.typ"


def png_of(svg: bytes) -> bytes:
    """Return a drawing as PNG, in our fonts, with four pixels for each of its own."""
    main = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'
    (made,) = png_pages({MAIN: main, "drawing.svg": svg}, DOTS)
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
