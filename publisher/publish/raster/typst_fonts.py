"""The fonts that Typst sets everything in: all come from their packages, none from the machine."""

from functools import cache
from typing import Final

import fontpkg_heebo as heebo  # type: ignore[import-untyped]
import fontpkg_noto_sans as noto_sans  # type: ignore[import-untyped]
import fontpkg_noto_sans_arabic as noto_sans_arabic  # type: ignore[import-untyped]
import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]
import fontpkg_source_serif_4 as source_serif  # type: ignore[import-untyped]
import typst

FAMILIES: Final = (
    source_serif.ROOT / "files" / "SourceSerif4[opsz,wght].ttf",
    source_sans.ROOT / "files" / "SourceSans3[wght].ttf",
)
# What the families lack: other writing, and rare letters. `look.typ` and `card.typ` name them in this order.
FALLBACKS: Final = (
    noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf",
    noto_sans_arabic.ROOT / "files" / "NotoSansArabic[wdth,wght].ttf",
    heebo.ROOT / "files" / "Heebo[wght].ttf",
)


@cache
def typst_fonts() -> typst.Fonts:
    """Return the fonts, read once."""
    folders = sorted({str(path.parent) for path in (*FAMILIES, *FALLBACKS)})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
