"""Inline charts: embedded as SVG in the page, in its own font and colours, which an external image cannot inherit.

Each chart's file also stays beside the page, for print, for embedding on other sites and for staged pages.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from publisher.render.page import Picture

_IMAGE: Final = re.compile(r'<img\b[^>]*\bclass="chart"[^>]*>')
_ATTRIBUTE: Final = re.compile(r'\b(alt|src|width|height)="([^"]*)"')
_INNER: Final = re.compile(rb"</desc>(.*)</svg>\s*$", re.DOTALL)
# A sparkline or columns beside their link: numbers from 0 to 100, in chronological order, and the same in words. The
# attributes of a page are sorted by name.
_TREND: Final = re.compile(
    r'(<(?P<tag>a|span|strong)\b[^>]*?) data-numbers="(?P<words>[^"]*)"'
    r' data-(?P<sort>trend|shares)="(?P<heights>[0-9 ]*)"'
    r"(?P<rest>[^>]*>.*?</(?P=tag)>)",
    re.DOTALL,
)
WIDTH, HEIGHT, EDGE = 64, 20, 3


def with_drawings(html: str, pictures: Sequence[Picture]) -> str:
    """Return a page with its charts and sparklines inlined, each chart with all its numbers as text."""
    if 'class="chart"' in html:
        known = {picture.path.rsplit("/", 1)[-1]: picture for picture in pictures}
        html = _IMAGE.sub(lambda it: _chart(it[0], known), html)
    return _TREND.sub(lambda it: f"{it[1]}{it['rest']}{_trend(it)}", html) if " data-numbers=" in html else html


def _chart(image: str, known: Mapping[str, Picture]) -> str:
    given = dict(_ATTRIBUTE.findall(image))
    picture = known.get(unquote(given.get("src", "")).rsplit("/", 1)[-1])
    words = f'role="img" aria-label="{given.get("alt", "")}" data-pagefind-ignore="all"'
    return (picture and inlined(picture, f'class="chart" {words}')) or image


def inlined(picture: Picture, attributes: str) -> str:
    """Return a chart as an SVG element with these attributes and no style of its own; "" if it is not one of ours."""
    inner = _INNER.search(picture.draw())
    if inner is None:
        return ""
    size = f'width="{picture.width}" height="{picture.height}" viewBox="0 0 {picture.width} {picture.height}"'
    return f"<svg {attributes} {size}>{inner[1].decode()}</svg>"


def _trend(found: re.Match[str]) -> str:
    """Return a sparkline with a dot at its end, or columns on a line; its name has all its numbers."""
    values = [int(each) for each in found["heights"].split()]
    if len(values) < 2:
        return ""
    draw = _columns if found["sort"] == "shares" else _line
    return (
        f' <svg class="trend-line" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{found["words"]}" data-pagefind-ignore="all">{draw(values)}</svg>'
    )


def _line(values: Sequence[int]) -> str:
    step, room = (WIDTH - 2 * EDGE) / (len(values) - 1), HEIGHT - 2 * EDGE
    places = [
        (round(EDGE + at * step, 1), round(EDGE + room * (100 - each) / 100, 1)) for at, each in enumerate(values)
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    x, y = places[-1]
    return f'<polyline points="{line}"/><circle cx="{x}" cy="{y}" r="2.5"/>'


def _columns(values: Sequence[int]) -> str:
    """Return a column for each year, on a line that also a year of none stands on."""
    step, room = WIDTH / len(values), HEIGHT - 1.5
    columns = (
        f'<rect x="{round(at * step + step / 6, 1)}" y="{round(room - room * each / 100, 1)}"'
        f' width="{round(step * 2 / 3, 1)}" height="{round(room * each / 100, 1)}"/>'
        for at, each in enumerate(values)
    )
    return f'{"".join(columns)}<path d="M0 {HEIGHT - 0.75}H{WIDTH}"/>'
