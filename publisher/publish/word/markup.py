"""Markup: elements of WordprocessingML that python-docx does not support.

Source: ECMA-376, part 1, WordprocessingML.
"""

from collections.abc import Mapping
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree


def element(tag: str, attributes: Mapping[str, object] | None = None) -> etree._Element:
    """Return a new element such as `w:fldChar` with its attributes, whose names may have a prefix."""
    made = OxmlElement(tag)
    for key, value in (attributes or {}).items():
        made.set(qn(key), str(value))
    return made


def add(parent: object, tag: str, attributes: Mapping[str, object] | None = None, text: str = "") -> etree._Element:
    """Append a new element, possibly with text, to an element of python-docx, and return it."""
    made = element(tag, attributes)
    if text:
        made.text = text
    cast("etree._Element", parent).append(made)
    return made
