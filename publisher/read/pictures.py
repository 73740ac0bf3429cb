"""Authors' pictures: what a file really contains, and the published picture without its metadata.

Pillow, Python's standard imaging library, decodes them; it is imported only if there are any.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from publisher.allowed import ALLOWED, SIZE
from publisher.own_cache import DiskCache, cache_folder
from publisher.problem import Place, Problem
from publisher.read.authors_files import DRAWING, MOST_PIXELS, PICTURES, harmless, pixels_of

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
# Pixels of all pictures together: to decode, scale and write a million takes up to 28 ms of a processor, and about
# twice that for WebP. A hundred photos of a telephone have 1,200 million.
MOST_PIXELS_TOGETHER: Final = 1_200_000_000
_WEIGHTS: Final = {".webp": 2}
_MOST_CACHED: Final = 1_000


def check_pictures(root: Path, names: list[str]) -> Iterator[Problem]:
    """Yield the problems of pictures, by their names below `root`, that only decoding reveals.

    None is decoded if they are too large together.
    """
    pictures = [name for name in names if name.lower().endswith(PICTURES) and not name.lower().endswith(DRAWING)]
    if SIZE not in ALLOWED.get() and (many := _too_many_pixels(root, pictures)):
        yield many
        return
    for name in pictures:
        yield from _check(root / name, name)


def _too_many_pixels(root: Path, names: Iterable[str]) -> Problem | None:
    """Return the Problem of the picture with which all are too large together, or None."""
    pixels = 0
    for name in names:
        pixels += pixels_of(root / name) * _WEIGHTS.get(Path(name).suffix.lower(), 1)
        if pixels > MOST_PIXELS_TOGETHER:
            facts = {"limit": MOST_PIXELS_TOGETHER // 1_000_000, "widest": WIDEST}
            return Problem.at(Place(name, 1, 1), "pictures-too-large", **facts)
    return None


def _check(path: Path, name: str) -> Iterator[Problem]:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            kind, mode = picture.format or "", picture.mode
            if kind in _SHOWN:
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
    """Return a picture without metadata, upright and no wider than a page.

    It is made once on this machine: each edition and the site ask for it, and so does the next build.
    """
    from PIL import Image

    with Image.open(BytesIO(content)) as picture:
        noted = bool(_NOTES & set(picture.info)) or len(picture.getexif()) > 0 or bool(getattr(picture, "text", None))
        if picture.format not in {"PNG", "JPEG", "WEBP"} or getattr(picture, "is_animated", False):
            return content
        if not noted and max(picture.size) <= WIDEST:
            return content
    made = DiskCache(cache_folder("pictures"), _MOST_CACHED)
    return made.get_or_make(f"{_program()} {sha256(content).hexdigest()}", lambda: _drawn_again(content))


@lru_cache(maxsize=1)
def _program() -> str:
    """Return what decides how pictures are written: this file, and the version of the library."""
    from PIL import __version__

    return f"{__version__} {sha256(Path(__file__).read_bytes()).hexdigest()}"


def _drawn_again(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as picture:
        kind, colours = str(picture.format), picture.info.get("icc_profile")
        # Scaled before it is turned: a JPEG is then decoded at a fraction of its size.
        picture.thumbnail((WIDEST, WIDEST))
        return _written(ImageOps.exif_transpose(picture), kind, colours)


def _written(picture: "Image", kind: str, colours: bytes | None) -> bytes:
    target = BytesIO()
    picture.info = {}
    options = {"quality": _QUALITY} if kind in {"JPEG", "WEBP"} else {}
    picture.save(target, format=kind, icc_profile=colours, **options)
    return target.getvalue()
