"""The fonts for Typst: all come from Python packages, none from the machine."""

from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]
import fontpkg_source_serif_4 as source_serif  # type: ignore[import-untyped]
import manimgx_fonts as noto  # type: ignore[import-untyped]
import typst
from fontTools.ttLib import TTFont

FAMILIES: Final = (
    source_serif.ROOT / "files" / "SourceSerif4[opsz,wght].ttf",
    source_sans.ROOT / "files" / "SourceSans3[wght].ttf",
)
# For what the main families lack: rare letters, symbols, emoji and other scripts. `look.typ` lists them in this order.
OTHERS: Final = (
    "Sans", "Sans Arabic", "Sans Hebrew", "Emoji", "Sans Symbols", "Sans Armenian", "Sans Bengali", "Sans Devanagari",
    "Sans Ethiopic", "Sans Georgian", "Sans Gujarati", "Sans Gurmukhi", "Sans Kannada", "Sans Khmer", "Sans Lao",
    "Sans Malayalam", "Sans Myanmar", "Sans Oriya", "Sans Sinhala", "Sans Tamil", "Sans Telugu", "Sans Thai",
)  # fmt: skip
NOTO: Final = Path(str(noto.__file__)).parent
MAIN_FAMILY: Final = "Source Sans 3"
FALLBACK_NAMES: Final = tuple(f"Noto {name}" for name in OTHERS)
FALLBACKS: Final = tuple(NOTO / f"Noto{name.replace(' ', '')}[wght].ttf" for name in OTHERS)


@cache
def typst_fonts() -> typst.Fonts:
    """Return the fonts, read once."""
    folders = sorted({str(path.parent) for path in (*FAMILIES, *FALLBACKS)})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def characters_of(font: Path) -> frozenset[int]:
    """Return the characters that a font has."""
    with TTFont(font, lazy=True) as read:
        return frozenset(read.getBestCmap())
