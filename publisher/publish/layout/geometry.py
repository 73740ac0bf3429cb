"""The sheet of printed editions. The print template gets the same lengths, in `edition.json`."""

from dataclasses import dataclass
from typing import Final

POINTS_PER_MILLIMETRE: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lengths in millimetres: A4 (ISO 216), the margins in portrait and in landscape, and the press sheet around it.

    `below_chapter` stands between a chapter and the next one on its sheet. `bleed` is printed beyond the trim edge, and
    `slug` around that holds the crop marks.
    """

    width: float = 210
    height: float = 297
    inside: float = 28
    outside: float = 32
    top: float = 27
    bottom: float = 26
    landscape_side: float = 24
    landscape_top: float = 26
    landscape_bottom: float = 24
    below_chapter: float = 16
    bleed: float = 3
    slug: float = 7

    @property
    def text_width(self) -> float:
        """The width of the text on a portrait page."""
        return self.width - self.inside - self.outside

    @property
    def landscape_text_width(self) -> float:
        """The width of the text on a landscape page."""
        return self.height - 2 * self.landscape_side


SHEET: Final = Sheet()
# Bottom margins in millimetres, tried in turn if the colophon of a short edition would stand alone on its last sheet.
OTHER_BOTTOMS: Final = (18, 42)
