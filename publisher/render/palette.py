"""The palette: a publication's own colours as the theme's CSS variables, and their contrast.

Source: WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (graphics).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from publisher.locales import HOUSE
from publisher.model.colours import Colours
from publisher.problem import Problem
from publisher.read.document import Document

Scheme = Literal["light", "dark"]
Tokens = dict[Scheme, dict[str, str]]

TEXT: Final = 4.5
GRAPHICS: Final = 3.0
_TOKEN: Final = re.compile(r"--([a-z-]+): (#[0-9a-f]+);")
_DARK: Final = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Use:
    """The use of a colour setting: the theme's variable, its backgrounds, and the required contrast ratio."""

    setting: tuple[str, ...]
    scheme: Scheme
    token: str
    grounds: tuple[str, ...]
    ratio: float


_GROUNDS: Final = ("ground", "surface", "turn-ground")
# The brand is also the colour of headings on white; that ratio is the same as that of white text on it.
USES: Final = (
    Use(("brand",), "light", "header", ("on-header",), TEXT),
    Use(("link", "light"), "light", "link", _GROUNDS, TEXT),
    Use(("link", "dark"), "dark", "link", (*_GROUNDS, "on-action"), TEXT),
    Use(("accent", "light"), "light", "thread", _GROUNDS, GRAPHICS),
    Use(("accent", "dark"), "dark", "thread", _GROUNDS, GRAPHICS),
)


def own_tokens(colours: Colours) -> Tokens:
    """Return the theme's CSS variables that a publication's colours replace, by scheme."""
    own: Tokens = {"light": {}, "dark": {}}
    light, dark = own["light"], own["dark"]
    if brand := colours.brand:
        stock = theme_tokens()
        light |= {"header": brand, "action": brand, "action-hover": _mix(brand, "#000", 0.3), "turn": brand}
        light["turn-ground"] = _mix(stock["light"]["ground"], brand, 0.1)
        dark |= {"header": brand, "turn": _mix(brand, "#fff", 0.6)}
        dark["turn-ground"] = _mix(stock["dark"]["ground"], brand, 0.3)
    if link := colours.link:
        light |= {"link": link.light, "link-hover": _mix(link.light, "#000", 0.3)}
        dark |= {"link": link.dark, "link-hover": _mix(link.dark, "#fff", 0.5)}
        dark |= {"action": dark["link"], "action-hover": dark["link-hover"]}
    if accent := colours.accent:
        light["thread"], dark["thread"] = accent.light, accent.dark
    return own


def too_faint(document: Document, colours: Colours) -> Iterator[Problem]:
    """Yield a Problem for each colour with too little contrast to its backgrounds in the theme, at its line."""
    own = own_tokens(colours)
    given = colours.model_dump(exclude_none=True)
    for use in USES:
        if use.setting[0] not in given:
            continue
        tokens = {**theme_tokens()[use.scheme], **own[use.scheme]}
        colour = tokens[use.token]
        ratio, against = min((contrast(colour, tokens[name]), tokens[name]) for name in use.grounds)
        if ratio < use.ratio:
            facts = {"colour": colour, "against": against, "ratio": f"{ratio:g}", "needed": f"{use.ratio:g}"}
            place = document.place("extra", "publication", "colours", *use.setting)
            yield Problem.at(place, "contrast-too-low", **facts)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, truncated and not rounded: 4.499 is not yet 4.5."""
    from coloraide import Color  # half of what a check would load, for publications without colours of their own

    # The small addition compensates for binary rounding: 21 must stay 21.
    return math.floor(Color(one).contrast(other, method="wcag21") * 100 + 1e-9) / 100


@cache
def theme_tokens() -> Mapping[Scheme, Mapping[str, str]]:
    """Return the theme's own colours by scheme and variable; what dark does not set is as in light."""
    source = (HOUSE / "theme" / "assets" / "tokens.css").read_text(encoding="utf-8")
    light, dark = (dict(_TOKEN.findall(part)) for part in source.split(_DARK))
    return {"light": light, "dark": light | dark}


def _mix(colour: str, other: str, share: float) -> str:
    from coloraide import Color

    return Color(colour).mix(other, share, space="srgb").to_string(hex=True)
