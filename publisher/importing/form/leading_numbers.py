"""Numbers at the beginning of a text: that of a heading or a list item, and no quantity such as 75 %."""

import re
from typing import Final

NUMBERED_HEADING: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[^\s%‰])")
"""Finds the number of a heading, with the space behind it."""
_STOPPED: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]|(?<=\d\.\d)|(?<=\d\.\d\d))\s+(?=[^\s%‰])")
_PLAIN: Final = re.compile(r"^(\d{1,2})\s+(?=[^\s%‰])(?![a-zåäöæø])")


def item_number(text: str) -> re.Match[str] | None:
    """Return the number at the beginning of a paragraph, with the space behind it; None if it is a quantity.

    A number without a full stop or a bracket is one only before a capital letter: 12 ton is an amount.
    """
    return _STOPPED.match(text) or _PLAIN.match(text)
