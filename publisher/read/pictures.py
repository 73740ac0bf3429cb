"""Authors' pictures: what a file really contains, and the published picture without its metadata.

Pillow, Python's standard imaging library, decodes them; it is imported only if there are any.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from publisher.problem import Place, Problem
from publisher.read.authors_files import DRAWING, MOST_PIXELS, PICTURES, harmless

if TYPE_CHECKING:
    from PIL.Image import Image

# Pillow's names of the formats, and their file extensions.
_KINDS: Final = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",), "WEBP": (".webp",), "AVIF": (".avif",)}
# Formats that both browsers and the printed editions support.
_SHOWN: Final = frozenset({"PNG", "JPEG", "GIF", "WEBP"})
# Metadata of a camera or program: where and when the picture was taken, by whom, and with what.
_NOTES: Final = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"})
# Twice the width of a page, for high-density screens.
WIDEST: Final = 2400
_QUALITY: Final = 88


def check_pictures(root: Path, names: list[str]) -> Iterator[Problem]:
    """Yield the problems of pictures, by their names below `root`, that only decoding reveals."""
    for name in names:
        if name.lower().endswith(PICTURES) and not name.lower().endswith(DRAWING):
            yield from _check(root / name, name)


def _check(path: Path, name: str) -> Iterator[Problem]:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            kind, mode = picture.format or "", picture.mode
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield Problem.at(Place(name), "picture-damaged")
        return
    if kind not in _SHOWN:
        yield Problem.at(Place(name), "picture-kind", kind=kind)
    elif path.suffix.lower() not in _KINDS[kind]:
        yield Problem.at(Place(name), "picture-extension", kind=kind, right=path.with_suffix(_KINDS[kind][0]).name)
    elif mode == "CMYK":
        yield Problem.at(Place(name), "picture-cmyk")


def says_where(path: Path) -> bool:
    """Return whether a picture's metadata say where it was taken; False for a file that is no picture."""
    from PIL import ExifTags, Image

    try:
        with Image.open(path) as picture:
            place = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
            notes = picture.info.get("xmp", picture.info.get("XML:com.adobe.xmp", ""))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return ExifTags.GPS.GPSLatitude in place or "GPSLatitude" in str(notes)


def published(path: Path) -> bytes:
    """Return an author's file as it is published.

    A drawing is sanitised; a picture loses its metadata and is scaled down to the width of a page; other files are
    unchanged.
    """
    content = path.read_bytes()
    if path.suffix.lower() == DRAWING:
        return harmless(content) or b""
    return plain_picture(content) if path.suffix.lower() in PICTURES else content


def for_site(content: bytes) -> tuple[str, bytes] | None:
    """Return the extension and the content to store for an author's file; None if no site could show it."""
    if content.startswith(b"%PDF-"):
        return (".pdf", content) if b"%%EOF" in content[-2048:] else None
    if content.lstrip()[:5] in {b"<?xml", b"<svg "} or content.lstrip().startswith(b"<svg"):
        drawing = harmless(content)
        return (".svg", drawing) if drawing else None
    return _picture(content)


def _picture(content: bytes) -> tuple[str, bytes] | None:
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.load()
            kind = str(picture.format)
            if kind not in _SHOWN or picture.mode == "CMYK":
                kind, content = "JPEG", _as_jpeg(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return _KINDS[kind][0], plain_picture(content)


def _as_jpeg(picture: "Image") -> bytes:
    """Return a picture of an unsupported format as JPEG."""
    from PIL import ImageOps

    target = BytesIO()
    ImageOps.exif_transpose(picture).convert("RGB").save(target, format="JPEG", quality=92)
    return target.getvalue()


def plain_picture(content: bytes) -> bytes:
    """Return a picture without metadata, upright and no wider than a page."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as picture:
        noted = bool(_NOTES & set(picture.info)) or len(picture.getexif()) > 0 or bool(getattr(picture, "text", None))
        if picture.format not in {"PNG", "JPEG", "WEBP"} or getattr(picture, "is_animated", False):
            return content
        if not noted and max(picture.size) <= WIDEST:
            return content
        # Orientation is in the metadata too, and is applied first.
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((WIDEST, WIDEST))
        return _written(upright, str(picture.format), picture.info.get("icc_profile"))


def _written(picture: "Image", kind: str, colours: bytes | None) -> bytes:
    target = BytesIO()
    picture.info = {}
    options = {"quality": _QUALITY} if kind in {"JPEG", "WEBP"} else {}
    picture.save(target, format=kind, icc_profile=colours, **options)
    return target.getvalue()
