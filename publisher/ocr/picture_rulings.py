"""Pictures of pages without what is no text: ruling lines, in whose askew cells an engine gets lost, and specks."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

# Darker is ink.
_INK: Final = 128
# The length of a ruling line at the least, as a share of the page; no stroke of a letter is so long.
_ACROSS: Final = 1 / 18
_DOWN: Final = 1 / 25
# The edge of a line, in dots on each side.
_EDGE: Final = 7
# The share of a page that is ruling lines, if it has any.
_LEAST: Final = 0.0005
# How far from a speck everything else is, and the longest speck, as shares of the page's width.
_APART: Final = 1 / 330
_SPECK: Final = 1 / 240


def without_specks(picture: "Image") -> "Image":
    """Return a grey picture without what is smaller than a letter and beside none: dust, which is read as letters."""
    from PIL import Image, ImageChops, ImageFilter

    ink = picture.point(lambda dot: 255 if dot < _INK else 0)
    apart, longest = (max(round(picture.width * share), 1) for share in (_APART, _SPECK))
    # What stands near each other is one: the dot of an i and its stem, a full stop and the letter before it.
    grown = ink.filter(ImageFilter.MaxFilter(2 * apart + 1))
    length = 2 * apart + longest
    letters = ImageChops.lighter(_runs(grown, length, 1, 0), _runs(grown, length, 0, 1))
    alone = ImageChops.subtract(ink, letters.filter(ImageFilter.MaxFilter(2 * apart - 1)))
    return Image.composite(Image.new("L", picture.size, 255), picture, alone.filter(ImageFilter.MaxFilter(_EDGE)))


def without_ruling_lines(picture: "Image") -> "Image | None":
    """Return a grey picture with its ruling lines erased; None if it has none."""
    from PIL import Image, ImageChops, ImageFilter

    ink = picture.point(lambda dot: 255 if dot < _INK else 0)
    width, height = picture.size
    lines = ImageChops.lighter(_runs(ink, int(width * _ACROSS), 1, 0), _runs(ink, int(height * _DOWN), 0, 1))
    if lines.histogram()[255] < _LEAST * width * height:
        return None
    return Image.composite(Image.new("L", picture.size, 255), picture, lines.filter(ImageFilter.MaxFilter(_EDGE)))


def _runs(ink: "Image", length: int, across: int, down: int) -> "Image":
    """Return the ink that is part of a straight run of a length: an opening, in steps that double."""
    from PIL import ImageChops

    begins, known = ink, 1
    while known < length:
        step = min(known, length - known)
        begins = ImageChops.darker(begins, ImageChops.offset(begins, -across * step, -down * step))
        known += step
    whole, known = begins, 1
    while known < length:
        step = min(known, length - known)
        whole = ImageChops.lighter(whole, ImageChops.offset(whole, across * step, down * step))
        known += step
    return whole
