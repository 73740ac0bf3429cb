"""Numbering: numbered lists that restart, which python-docx does not support.

Source: ECMA-376, part 1, 17.9 (Numbering).
"""

from docx.document import Document
from docx.oxml.ns import qn


def restarted(document: Document, style: str, start: int) -> int:
    """Return the number of a new list in a style that starts at `start`."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    named = document.styles[style].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    found = numbering.num_having_numId(int(named.get(qn("w:val"))))
    made = numbering.add_num(found.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)
