"""Sides: which pages lie on their side as a whole, and which tables turn the sheet for themselves."""

from collections.abc import Sequence
from typing import Any, Final

from publisher.publish.elements import Tree

# Heading, lead, note, a sentence: what may stand before a table on a page that lies on its side.
INTRODUCTION: Final = 4


def lies(kids: Sequence[Tree]) -> bool:
    """Say whether a page is nothing but wide tables and their introduction, so that it lies on its side as a whole."""
    tables = _tables(kids)
    return bool(tables) and all(each["wide"] for each in tables) and len(kids) <= INTRODUCTION + len(tables)


def _tables(kids: Sequence[Tree]) -> list[dict[str, Any]]:
    """Return the tables among the parts of a page, also those in a frame that lets it scroll on a screen."""
    parts = [kid for kid in kids if isinstance(kid, dict)]
    below = [table for part in parts if part["tag"] == "div" for table in _tables(part["kids"])]
    return [part for part in parts if part["tag"] == "table"] + below


def turned(kids: Sequence[Tree]) -> list[Tree]:
    """Return the parts of a page with each table that must lie on its side together with the headings before it."""
    found: list[Tree] = []
    for kid in kids:
        group = [kid]
        if any(table["wide"] for table in _tables(group)):
            while found and isinstance(found[-1], dict) and found[-1]["tag"] == "heading":
                group.insert(0, found.pop())
            kid = {"tag": "div", "class": "turned", "kids": group}
        found.append(kid)
    return found
