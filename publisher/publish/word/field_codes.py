"""Fields and links in Word, which python-docx does not support, written as Word itself writes them.

Source: ECMA-376, part 1, 17.16 (Fields and Hyperlinks) and 17.13.6 (Bookmarks).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from publisher.publish.word.markup import add, element


def add_field(paragraph: Paragraph, code: str, shown: str, *, dirty: bool = False) -> None:
    """Add a field such as PAGE to a paragraph; `shown` until Word updates it, at once if it is `dirty`."""
    begin(paragraph, code, dirty=dirty)
    paragraph.add_run(shown)
    end(paragraph)


def begin(paragraph: Paragraph, code: str, *, dirty: bool = False) -> None:
    """Begin a field; what is added until its end is its shown result."""
    _add_field_character(paragraph, "begin", {"w:dirty": "true"} if dirty else {})
    add(paragraph.add_run()._r, "w:instrText", {"xml:space": "preserve"}, code)  # as in python-docx
    _add_field_character(paragraph, "separate")


def end(paragraph: Paragraph) -> None:
    """End a field."""
    _add_field_character(paragraph, "end")


def _add_field_character(paragraph: Paragraph, kind: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
    add(paragraph.add_run()._r, "w:fldChar", {"w:fldCharType": kind, **more})


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Add a bookmark at the end of a paragraph as a link target; `number` must be unique in the document."""
    add(paragraph._p, "w:bookmarkStart", {"w:id": number, "w:name": name})
    add(paragraph._p, "w:bookmarkEnd", {"w:id": number})


def link(paragraph: Paragraph, runs: Sequence[Run], *, bookmark: str = "", url: str = "") -> None:
    """Make runs at the end of a paragraph a link to a bookmark of the document, or to a URL."""
    if not runs:
        return
    target = {"w:anchor": bookmark}
    if not bookmark:
        target = {"r:id": paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
    leading = element("w:hyperlink", target)
    first = cast("etree._Element", runs[0]._r)
    first.addprevious(leading)
    for run in runs:
        leading.append(cast("etree._Element", run._r))
