"""The web fonts: Source Sans 3 from its package, reduced to the letters that the site's languages need."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Final

import fontpkg_source_sans_3 as source_sans  # type: ignore[import-untyped]

from publisher.own_cache import DiskCache, cache_folder

FOLDER = "assets/fonts"


@dataclass(frozen=True, slots=True)
class Cut:
    """A subset of a font: the letters, and one weight or a range of them."""

    font: str
    letters: tuple[int, ...]
    weight: int | tuple[int, int]


UPRIGHT, ITALIC = "SourceSans3[wght].ttf", "SourceSans3-Italic[wght].ttf"
# Latin-1 covers the Nordic languages; the rest is typographic: dashes, quotes, arrows, minus, soft hyphen.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026),
    *(0x2009, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)
_COMMON = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2009, 0x203B)])
# Each file with its source font, its letters and its weights. One emphasised word downloads a file, so italic has one
# weight (browsers embolden it) and is split into two files; `tokens.css` has the same ranges.
FILES: Final[Mapping[str, Cut]] = {
    "source-sans-3": Cut(UPRIGHT, LETTERS, (400, 700)),
    "source-sans-3-italic": Cut(ITALIC, tuple(letter for letter in LETTERS if letter in _COMMON), 400),
    "source-sans-3-italic-more": Cut(ITALIC, tuple(letter for letter in LETTERS if letter not in _COMMON), 400),
}
# The licence reserves the name "Source" for the unchanged font, so the subset has another.
NAME = "Röda tråden Text"
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "case"]
# A version number in the cache's name; increase it when anything above changes.
RECIPE = 2


def web_fonts() -> dict[str, bytes]:
    """Return the site's font files, path → bytes, with the licence that must go with them."""
    fonts = {f"{FOLDER}/{name}.woff2": _cached(name, cut) for name, cut in FILES.items()}
    return {**fonts, f"{FOLDER}/OFL.txt": (source_sans.ROOT / "LICENSE").read_bytes()}


def _cached(name: str, cut: Cut) -> bytes:
    """Return one font, from the user's cache folder if an earlier build has stored it."""
    release = f"{version('fontpkg-source-sans-3')}-{version('fonttools')}-{version('brotli')}-{RECIPE}"
    kept = DiskCache(cache_folder("fonts"))
    return kept.get_or_make(f"{name}-{release}", lambda: _subset(source_sans.ROOT / "files" / cut.font, cut))


def _subset(path: Path, cut: Cut) -> bytes:
    """Return a font with fewer letters and weights, as WOFF 2; equal input gives equal bytes."""
    # Slow to import (a tenth of a second), and needed only once.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=cut.letters)
        subsetter.subset(font)
        instantiateVariableFont(font, {"wght": cut.weight}, inplace=True)
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6):
                record.string = NAME if record.nameID != 6 else "RodaTradenText"
        font.flavor = "woff2"
        target = BytesIO()
        font.save(target)
    return target.getvalue()
