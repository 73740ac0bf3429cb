"""Pictures in PDF files, which are not imported: their positions, so that the account names them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from publisher.importing.form.source import LeftOut, Origin, SourceLine
from publisher.importing.printed.printed_words import Box

# Anything smaller, in points, is an ornament.
_LEAST: Final = 40


def pictures_of(images: Iterable[Mapping[str, float]]) -> tuple[Box, ...]:
    """Return the positions of a page's pictures, in whole points."""
    boxes = (tuple(float(round(each[side])) for side in ("x0", "top", "x1", "bottom")) for each in images)
    return tuple((x0, top, x1, bottom) for x0, top, x1, bottom in boxes if x1 - x0 > _LEAST < bottom - top)


def left_pictures(pages: Sequence[Sequence[Box]], lines: Sequence[SourceLine]) -> Iterator[LeftOut]:
    """Yield the pictures of each page after its lines; one that is on many pages is reported once."""
    common = Counter(box for page in pages for box in {*page})
    named: set[Box] = set()
    for number, page in enumerate(pages, start=1):
        last = max((line.origin.line for line in lines if line.origin.page == number), default=0)
        for count, box in enumerate((box for box in page if box not in named), start=1):
            often = common[box] > max(1, len(pages) // 4)
            named |= {box} if often else set()
            yield LeftOut(SourceLine(Origin(number, last + count), "–"), "running-head" if often else "picture")
