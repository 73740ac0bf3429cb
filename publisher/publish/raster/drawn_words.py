"""The words of a drawing, set by Typst's own text engine where its drawing engine would lose letters.

That engine looks for the letters that a font lacks in one other font for a whole line, and gives up if the line has
both joined and separate letters, such as Arabic words beside a Swedish name: they became empty boxes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final
from unicodedata import category

from lxml import etree

from publisher.model.languages import RIGHT_TO_LEFT, direction_of
from publisher.publish.raster.typst_fonts import FALLBACK_NAMES, FAMILIES, MAIN_FAMILY, characters_of

SVG: Final = "{http://www.w3.org/2000/svg}"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MOVED_DOWN: Final = re.compile(r"translate\(0 (-?[0-9.]+)\)")
# What our own charts give a text. One that has more, in a picture of an author, is left to the drawing engine.
_TEXT: Final = frozenset({"x", "y", "class", "text-anchor", "transform"})
_SPAN: Final = frozenset({"class", "dx"})


@dataclass(frozen=True)
class DrawnSpan:
    """Words in one style; `size` is in the units of the drawing."""

    words: str
    size: float
    weight: int
    fill: str


@dataclass(frozen=True)
class DrawnLine:
    """A line of a drawing: its place, its baseline, and which part of it is there (`start`, `middle` or `end`)."""

    x: float
    y: float
    anchor: str
    spans: tuple[DrawnSpan, ...]


def drawing_files(svg: bytes) -> dict[str, bytes]:
    """Return what `macros/charts/drawing.typ` reads: a drawing, and apart from it the lines that need several fonts."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False))
    style = _style("".join(each.text or "" for each in root.iter(f"{SVG}style")))
    lines = []
    for text in root.findall(f"{SVG}text"):
        # Marks of direction have no shape.
        letters = {ord(each) for each in "".join(text.itertext()) if category(each) != "Cf"}
        if _is_ours(text) and not letters <= characters_of(FAMILIES[-1]):
            lines.append(asdict(_line(text, style)))
            root.remove(text)
    turned = direction_of(root.get("lang", "")) == RIGHT_TO_LEFT
    given = {"fonts": [MAIN_FAMILY, *FALLBACK_NAMES], "lines": lines, "turned": turned}
    drawing = etree.tostring(root) if lines else svg
    return {"drawing.svg": drawing, "drawing.json": json.dumps(given, ensure_ascii=False).encode()}


def _is_ours(text: etree._Element) -> bool:
    moved = text.get("transform")
    return (
        _TEXT.issuperset(text.attrib)
        and (moved is None or _MOVED_DOWN.fullmatch(moved) is not None)
        and all(span.tag == f"{SVG}tspan" and _SPAN.issuperset(span.attrib) for span in text)
    )


def _style(sheet: str) -> Mapping[str, Mapping[str, str]]:
    """Return what a style sheet says of elements and classes, outside of conditions."""
    found: dict[str, dict[str, str]] = {}
    for names, declared in _RULE.findall(_COMMENT.sub("", sheet).partition("@media")[0]):
        pairs = (each.split(":", 1) for each in declared.split(";") if ":" in each)
        values = {name.strip(): value.strip() for name, value in pairs}
        for name in names.split(","):
            found.setdefault(name.strip(), {}).update(values)
    return found


def _line(text: etree._Element, style: Mapping[str, Mapping[str, str]]) -> DrawnLine:
    moved = _MOVED_DOWN.fullmatch(text.get("transform", ""))
    return DrawnLine(
        float(text.get("x", "0")),
        float(text.get("y", "0")) + (float(moved[1]) if moved else 0),
        text.get("text-anchor", "start"),
        tuple(_spans(text, style)),
    )


def _spans(text: etree._Element, style: Mapping[str, Mapping[str, str]]) -> Iterator[DrawnSpan]:
    outer = [f".{name}" for name in text.get("class", "").split()]
    for part in (text, *text):
        inner = [f".{name}" for name in part.get("class", "").split()] if part is not text else []
        said: dict[str, str] = {}
        for name in ("text", *outer, *inner):
            said |= style.get(name, {})
        if part.text:
            size = float(said.get("font-size", "16px").removesuffix("px"))
            yield DrawnSpan(part.text, size, int(said.get("font-weight", "400")), said.get("fill", "#000"))
