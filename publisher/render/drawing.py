"""Drawing: a chart as a small SVG file without script, that reads at any width and in both colour schemes."""

from collections.abc import Iterator
from functools import partial
from textwrap import wrap
from typing import Final

import drawsvg

from publisher.render.chart import Bar, Chart, Sort
from publisher.render.page import Picture

# In units of the drawing. Text is larger on a narrow screen (the style sees to it), and each line has room for that.
WIDTH: Final = 600
LINE: Final = 33
BASELINE: Final = 11
BAR: Final = 22
BETWEEN: Final = 18
MARK: Final = 4
OVERSHOOT: Final = 4
APART: Final = 3
# How much less than LINE is between the lines of one text where it is small; the style takes it back where it is large.
TIGHTER: Final = 9
# Characters that fit across the drawing at the larger size, in whatever font a reader has.
LONGEST: Final = 42


class _Description(drawsvg.elements.Title):  # type: ignore[misc]  # drawsvg has no types
    """The long text of an SVG file, which the library has no name for."""

    TAG_NAME = "desc"


def drawn(chart: Chart, path: str, style: str, language: str) -> Picture:
    """Return a chart as a picture at a path, drawn in the colours of a style sheet."""
    height = sum(LINE * len(_lines(bar.figure, bar.words)) + BAR for bar in chart.bars)
    height += BETWEEN * (len(chart.bars) - 1)
    if chart.key:
        height += BETWEEN + LINE * len(_lines("", chart.key))
    return Picture(path, WIDTH, height, chart.alternative, partial(_svg, chart, height, style, language))


def _svg(chart: Chart, height: int, style: str, language: str) -> bytes:
    top = 0
    elements: list[drawsvg.DrawingElement] = []
    for bar in chart.bars:
        lines = _lines(bar.figure, bar.words)
        elements += [*_words(lines, top), *_bar(bar, top + LINE * len(lines))]
        top += LINE * len(lines) + BAR + BETWEEN
    if chart.key:
        lines = _lines("", chart.key)
        baseline = top + LINE - BASELINE + TIGHTER * (len(lines) - 1)
        elements += [*_key(chart, baseline), *_words(lines, top, left=BAR + 8, sort="key")]
    drawing = drawsvg.Drawing(WIDTH, height, lang=language)
    drawing.append_css(style)
    drawing.extend([drawsvg.Title(chart.title), _Description(chart.alternative), *elements])
    return bytes(drawing.as_svg(header="").encode())


def _lines(figure: str, words: str) -> list[tuple[str, str]]:
    """Return what stands above a bar, line by line: the figure, then words, as many as there is room for."""
    lines = wrap(words, LONGEST, initial_indent=" " * (len(figure) + 1), break_long_words=False) or [""]
    return [(figure, lines[0].strip()), *(("", line) for line in lines[1:])]


def _words(lines: list[tuple[str, str]], top: int, left: int = 0, sort: str = "words") -> Iterator[drawsvg.Text]:
    for number, (figure, words) in enumerate(lines, 1):
        lower = TIGHTER * (len(lines) - number)
        moved = {"class_": f"{sort} upper", "transform": f"translate(0 {lower})"} if lower else {"class_": sort}
        text = drawsvg.Text([], None, left, top + LINE * number - BASELINE, **moved)
        if figure:
            text.append(drawsvg.TSpan(figure, class_="figure"))
        if words:
            text.append(drawsvg.TSpan(f" {words}" if figure else words, dx=APART if figure else None))
        yield text


def _bar(bar: Bar, top: int) -> Iterator[drawsvg.DrawingElement]:
    if bar.sort is Sort.MISSING:
        middle = top + BAR / 2
        yield drawsvg.Line(0, middle, WIDTH, middle, class_="missing")
    else:
        yield drawsvg.Rectangle(0, top, WIDTH, BAR, class_="whole")
        yield drawsvg.Rectangle(_x(bar.start), top, max(_x(bar.length), 1), BAR, class_=bar.sort.value)
    if bar.mark is not None:
        left = min(max(_x(bar.mark) - MARK / 2, 1), WIDTH - MARK - 1)
        yield drawsvg.Rectangle(left, top - OVERSHOOT, MARK, BAR + 2 * OVERSHOOT, class_="mark")


def _key(chart: Chart, baseline: int) -> Iterator[drawsvg.DrawingElement]:
    """Yield the sample beside the key: a mark, or a computed bar."""
    if any(bar.mark is not None for bar in chart.bars):
        yield drawsvg.Rectangle(BAR / 2 - MARK / 2, baseline - BAR + 2, MARK, BAR + 4, class_="mark")
    elif any(bar.sort is Sort.COMPUTED for bar in chart.bars):
        yield drawsvg.Rectangle(0, baseline - BAR + 4, BAR, BAR, class_="computed")


def _x(part: float) -> float:
    return round(part * WIDTH, 1)
