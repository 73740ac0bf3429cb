"""Traffic lights: the meaning of an empty cell's colour, in tables that judge by colour alone."""

import re
from colorsys import rgb_to_hsv
from typing import Final

# The hues of traffic lights, in degrees.
_LIGHTS: Final = ((0, 20, "🔴"), (35, 65, "🟡"), (80, 160, "🟢"), (340, 361, "🔴"))


def light(rgb: str) -> str:
    """Return the traffic light of a colour, given as six hexadecimal digits, or ""."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", rgb):
        return ""
    hue, saturation, _ = rgb_to_hsv(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    found = (name for low, high, name in _LIGHTS if low <= hue * 360 < high)
    return next(found, "") if saturation > 0.35 else ""
