"""What is drawn on a printed page: horizontal lines, and areas in the colours of traffic lights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from publisher.importing.form.lights import light
from publisher.importing.form.source import LeftOut, Origin, SourceLine
from publisher.importing.printed.printed_words import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page

Lights: TypeAlias = Sequence[tuple[Box, str]]
"""Areas of a page with the traffic light of their colour, those above others last."""
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


def lights_of(page: "Page") -> Lights:
    """Return the filled areas of a page that are lights; empty if all have one colour, which judges nothing."""
    filled = [each for each in page.rects if each.get("fill")]
    found = [((each["x0"], each["top"], each["x1"], each["bottom"]), light_of(each.get("non_stroking_color")))
             for each in filled]  # fmt: skip
    return found if len({shown for _, shown in found} - {""}) > 1 else ()


def light_behind(cell: Box, lights: Lights) -> str:
    """Return the light behind the middle of a cell, or ""."""
    across, down = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    return next((shown for box, shown in reversed(lights)
                 if box[0] <= across <= box[2] and box[1] <= down <= box[3]), "")  # fmt: skip


def left_lights(lights: Lights, tables: Sequence[Box], page: int, count: int) -> Iterator[LeftOut]:
    """Yield a line for the lights of a page that are behind no cell of `tables`, in their order from above."""
    apart = [(box, shown) for box, shown in lights if shown and not any(_is_in(box, table) for table in tables)]
    if len({shown for _, shown in apart}) > 1:
        text = " ".join(shown for box, shown in sorted(apart, key=lambda each: (each[0][1], each[0][0])))
        yield LeftOut(SourceLine(Origin(page, count), text), "colours")


def _is_in(box: Box, table: Box) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= across <= table[2] and table[1] <= down <= table[3]


def light_of(colour: Any) -> str:
    """Return the light of a colour in red, green and blue, or in the four of print, each from 0 to 1."""
    parts = [float(each) for each in colour] if isinstance(colour, (tuple, list)) else []
    if len(parts) == 4:
        parts = [(1 - each) * (1 - parts[3]) for each in parts[:3]]
    if len(parts) != 3 or not all(0 <= each <= 1 for each in parts):
        return ""
    return light("".join(f"{round(each * 255):02X}" for each in parts))
