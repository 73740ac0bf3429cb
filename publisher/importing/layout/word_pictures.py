"""Pictures in Word: as files to store beside the text, with their alternative texts."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from slugify import slugify

from publisher.importing.form.source import GivenPicture
from publisher.importing.layout.word_drawings import is_drawn
from publisher.importing.layout.word_numbers import W
from publisher.read.pictures import for_site

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# In the units of the format; anything smaller is an inline symbol.
_CENTIMETRE: Final = 360_000


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture: its alternative text, or "", its file if a site can show it, and whether it is decorative.

    `small` says that it is no larger than a character.
    """

    words: str
    file: GivenPicture | None = None
    decorative: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class WordDrawing:
    """A drawing with a picture: its element, its alternative text, the name of the picture's part, and what it is."""

    element: "Element"
    words: str
    part: str
    decorative: bool
    small: bool


def word_pictures(
    element: "Element", content: Callable[[str], bytes | None], read: "Set[Element]" = frozenset()
) -> Iterator[WordPicture]:
    """Yield the pictures of an element in order; `content` returns the content of a part of the document by name.

    Drawings that are `read` already are none.
    """
    for each in drawings_of(element):
        if each.element not in read:
            file = picture_file(content(each.part) if each.part else None, each.words)
            yield WordPicture(each.words, file, each.decorative, each.small)


def drawings_of(element: "Element") -> Iterator[WordDrawing]:
    """Yield the drawings of an element that may have a picture, in order."""
    for drawing in element.iter(f"{_WP}inline", f"{_WP}anchor", f"{W}pict"):
        if any(above.tag == _FALLBACK for above in drawing.iterancestors()):
            continue
        if drawing.tag == f"{W}pict":
            shape = next(drawing.iter(f"{_V}shape"), None)
            named = next(drawing.iter(f"{_V}imagedata"), None)
            words, name = ("" if shape is None else shape.get("alt", "")), named is not None and named.get(f"{_R}id")
            if not name:
                continue  # a line or a text box
            decorative = False
        else:
            about, blip = drawing.find(f"{_WP}docPr"), next(drawing.iter(_BLIP), None)
            words = "" if about is None else about.get("descr") or about.get("title") or ""
            decorative = any(each.get("val") in {"1", "true"} for each in drawing.iter(_DECORATIVE))
            name = blip is not None and blip.get(f"{_R}embed")
            if blip is None and (next(drawing.iter(f"{W}txbxContent"), None) is not None or is_drawn(drawing)):
                continue  # text boxes are read as text, and so are diagrams
        yield WordDrawing(drawing, " ".join(words.split()), name or "", decorative, _is_small(drawing))


def _is_small(drawing: "Element") -> bool:
    extent = drawing.find(f"{_WP}extent")
    return extent is not None and max(int(extent.get("cx", 0)), int(extent.get("cy", 0))) < _CENTIMETRE


def picture_file(content: bytes | None, words: str) -> GivenPicture | None:
    """Return a picture as a file to store, named by its alternative text; None if a site cannot show it."""
    made = for_site(content) if content else None
    if made is None:
        return None
    end, fit = made
    # Part of its digest, so that different pictures with the same words have different names, and the same one the
    # same.
    name = slugify(words, max_length=50, word_boundary=True, save_order=True) or "bild"
    return GivenPicture(f"{name}-{sha256(fit).hexdigest()[:6]}{end}", fit)
