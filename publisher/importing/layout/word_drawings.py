"""Diagrams and charts in Word, which are not imported: their texts, so that the account names them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def is_drawn(element: "Element") -> bool:
    """Return whether an element contains a diagram or a chart."""
    return next(element.iter(f"{_DIAGRAM}relIds", f"{_CHART}chart"), None) is not None


def drawn_texts(element: "Element", content: Callable[[str], bytes | None]) -> "Iterator[tuple[str, str]]":
    """Yield each text of an element's diagrams and charts, with the reason why it is left out.

    `content` returns the content of a part of the document by its name.
    """
    from docx.oxml import parse_xml

    for each in element.iter(f"{_DIAGRAM}relIds", f"{_CHART}chart"):
        chart = each.tag == f"{_CHART}chart"
        raw = content(str(each.get(f"{_R}id" if chart else f"{_R}dm")))
        if raw is None:
            continue
        part = parse_xml(raw)
        texts = ["".join(paragraph.itertext(f"{_A}t")) for paragraph in part.iter(f"{_A}p")]
        texts += [value.text or "" for value in part.iter(f"{_CHART}v")] if chart else []
        for text in dict.fromkeys(filter(None, (" ".join(text.split()) for text in texts))):
            yield text, "chart" if chart else "diagram"
