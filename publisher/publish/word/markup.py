"""Markup: elements of Word's own XML, for what python-docx has no name for.

Source: ECMA-376, part 1, WordprocessingML.
"""

from collections.abc import Mapping
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree


def element(tag: str, attributes: Mapping[str, object] | None = None) -> etree._Element:
    """Return a new element such as `w:fldChar` with its attributes, also by their names with a prefix."""
    made = OxmlElement(tag)
    for key, value in (attributes or {}).items():
        made.set(qn(key), str(value))
    return made


def add(parent: object, tag: str, attributes: Mapping[str, object] | None = None, text: str = "") -> etree._Element:
    """Add a new element, which may hold a text, to the end of one of python-docx, and return it."""
    made = element(tag, attributes)
    if text:
        made.text = text
    cast("etree._Element", parent).append(made)
    return made
