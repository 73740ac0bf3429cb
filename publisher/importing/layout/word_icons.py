"""Small pictures alone in cells of a table in Word, which judge by their alternative text or by their colour."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeVar

from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.form.lights import light
from publisher.importing.layout.word_numbers import W
from publisher.importing.layout.word_pictures import drawings_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from PIL.Image import Image as Picture

_Key = TypeVar("_Key")
_TRENDS: Final = ("improving", "unchanged", "worsening")
# So large a picture is looked at, in points, and so small; the share of its coloured points that have one colour.
_WIDEST: Final = 1000
_LOOKED_AT: Final = (24, 24)
_MOST: Final = 0.8
_LEAST: Final = 20
_SOLID: Final = 128


@dataclass(frozen=True, slots=True)
class Icons:
    """What the only pictures of cells say, by cell: words or a traffic light, "" if that is not known.

    `drawings` are those that are read.
    """

    texts: "Mapping[Element, str]" = field(default_factory=dict)
    drawings: "frozenset[Element]" = frozenset()


def icons_of(table: "Element", content: Callable[[str], bytes | None], language: str) -> Icons:
    """Return the icons of a table; `content` returns the content of a part of the document by name."""
    found = {cell: each for cell in table.iter(f"{W}tc") if (each := _only(cell, content)) is not None}
    texts = judged_by_pictures({cell: (words, raw) for cell, (_, words, raw) in found.items()}, language)
    return Icons(texts, frozenset(found[cell][0] for cell, text in texts.items() if text))


def judged_by_pictures(found: Mapping[_Key, tuple[str, bytes]], language: str) -> dict[_Key, str]:
    """Return what pictures say, given their alternative texts and contents: a judgement, a traffic light or "".

    A colour that two different pictures have says nothing: two faces may both be yellow.
    """
    colours = {key: _colour(raw) for key, (_, raw) in found.items()}
    alike = defaultdict(set)
    for key, (_, raw) in found.items():
        alike[colours[key]].add(sha256(raw).digest())
    texts = {}
    for key, (words, _) in found.items():
        said = any(said_level(words, levels, language)[0] for levels in (LEVELS, _TRENDS))
        texts[key] = words if said else colours[key] if len(alike[colours[key]]) == 1 else ""
    return texts


def _only(cell: "Element", content: Callable[[str], bytes | None]) -> "tuple[Element, str, bytes] | None":
    """Return the picture that is all there is in a cell, with its alternative text and its content; or None."""
    if "".join(cell.itertext(f"{W}t")).strip():
        return None
    drawn = [*drawings_of(cell)]
    if len(drawn) != 1 or not drawn[0].small or drawn[0].decorative:
        return None
    raw = content(drawn[0].part) if drawn[0].part else None
    return None if raw is None else (drawn[0].element, drawn[0].words, raw)


def _colour(raw: bytes) -> str:
    """Return the traffic light of a picture: that of nearly all its points that have a colour; "" without one."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(raw)) as picture:
            if max(picture.size) > _WIDEST:
                return ""
            points = [*_points(picture.convert("RGBA").resize(_LOOKED_AT))]
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return ""
    lights = Counter(found for red, green, blue in points if (found := light(f"{red:02x}{green:02x}{blue:02x}")))
    [(most, count)] = lights.most_common(1) or [("", 0)]
    return most if count >= max(_LEAST, _MOST * lights.total()) else ""


def _points(picture: "Picture") -> Iterator[tuple[int, int, int]]:
    raw = picture.tobytes()
    for at in range(0, len(raw), 4):
        red, green, blue, solid = raw[at : at + 4]
        if solid >= _SOLID:
            yield red, green, blue
