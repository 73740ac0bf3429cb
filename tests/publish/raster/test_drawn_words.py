"""Lines of a drawing that need several fonts are set by Typst's text engine, with every letter; others stay."""

import json
from typing import Any

import pytest

from publisher.publish.raster.drawn_words import drawing_files
from publisher.publish.raster.png import png_of

STYLE = (
    "/*<![CDATA[*/text { font-family: 'Source Sans 3'; font-size: 17px; fill: #17202a }\n.figure { font-weight: 700 }"
    "\n.key { fill: #47545f }\n@media (max-width: 440px) {\ntext { font-size: 26px }\n}/*]]>*/"
)
PER = "لكل"


def drawing(line: str, language: str = "ar") -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40" viewBox="0 0 600 40" lang="{language}">'
        f"<style>{STYLE}</style>{line}</svg>"
    ).encode()


def line(words: str, more: str = "") -> str:
    spans = f'<tspan class="figure">\u20676.7 {words}</tspan><tspan>\u00a0 8 {words}\u2069</tspan>'
    return f'<text x="600" y="17" class="words" text-anchor="end"{more}>{spans}</text>'


def lines_of(svg: bytes) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = json.loads(drawing_files(svg)["drawing.json"])["lines"]
    return lines


def test_arabic_beside_latin_has_its_letters() -> None:
    # The drawing engine has one box for each letter that it cannot find, so that all words of one length look alike.
    assert png_of(drawing(line("لكل asukas"))) != png_of(drawing(line("بيت asukas")))


def test_a_line_that_needs_several_fonts_is_taken_with_its_place_and_style() -> None:
    svg = drawing(line(f"{PER} asukas"))
    assert lines_of(svg) == [
        {
            "x": 600.0,
            "y": 17.0,
            "anchor": "end",
            "spans": [
                {"words": "\u20676.7 لكل asukas", "size": 17.0, "weight": 700, "fill": "#17202a"},
                {"words": "\u00a0 8 لكل asukas\u2069", "size": 17.0, "weight": 400, "fill": "#17202a"},
            ],
        }
    ]
    assert b"<text" not in drawing_files(svg)["drawing.svg"]


def test_what_is_moved_down_is_there() -> None:
    (moved,) = lines_of(drawing(line(PER, ' transform="translate(0 9)"')))
    assert moved["y"] == 26.0


@pytest.mark.parametrize(
    "own",
    [line("per asukas"), line(PER, ' style="fill: red"'), line(PER, ' transform="rotate(45)"'), f"<g>{line(PER)}</g>"],
)
def test_what_one_font_has_and_what_authors_drew_stays_as_it_is(own: str) -> None:
    svg = drawing(own)
    assert lines_of(svg) == []
    assert drawing_files(svg)["drawing.svg"] == svg
