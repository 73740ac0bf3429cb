"""The horizontal lines of a printed page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Parts of one line across a table may be so far from each other, in points.
_NEAR: Final = 2.0


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line across a part of the page: its ends and its height."""

    left: float
    right: float
    top: float


def rules_of(page: "Page") -> list[HorizontalRule]:
    """Return the horizontal lines of a page, and the edges of grounds; those beside each other are one."""
    found: list[HorizontalRule] = []
    for edge in sorted(page.horizontal_edges, key=lambda each: (round(each["top"]), each["x0"])):
        above = found[-1] if found else None
        if above and abs(above.top - edge["top"]) < _NEAR and edge["x0"] - above.right < _NEAR:
            found[-1] = HorizontalRule(above.left, max(above.right, edge["x1"]), above.top)
        else:
            found.append(HorizontalRule(edge["x0"], edge["x1"], edge["top"]))
    return found
