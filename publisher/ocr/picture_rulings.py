"""Pictures of pages without their ruling lines: an engine loses the cells of a table whose lines are a little askew."""

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
