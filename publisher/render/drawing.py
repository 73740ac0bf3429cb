"""Drawing: a chart as a small SVG file without script, that reads at any width and in both colour schemes."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from textwrap import wrap
from typing import Final

import drawsvg

from publisher.model.languages import RIGHT_TO_LEFT, direction_of
from publisher.render.bars import Bar, Chart, Sort
from publisher.render.page import Picture
from publisher.render.timeline import Point, Timeline

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


# A timeline: the height of its plane, its edges, a dot, half a mark, and the line beside the name of a curve.
PLANE: Final = 220
INSET: Final = 14
DOT: Final = 5
MARKED: Final = 13
SAMPLE: Final = 56
EDGE: Final = 0.05

RIGHT_TO_LEFT_ISOLATE, END_OF_ISOLATE = "\u2067", "\u2069"
_OTHER_END: Final = {"start": "end", "end": "start"}


class _Description(drawsvg.elements.Title):  # type: ignore[misc]  # drawsvg has no types
    """The long text of an SVG file, which the library has no name for."""

    TAG_NAME = "desc"


def drawn(chart: Chart | Timeline, path: str, style: str, language: str) -> Picture:
    """Return a chart as a picture at a path, drawn in the colours of a style sheet."""
    if isinstance(chart, Timeline):
        height = _timeline_height(chart)
        return _picture(path, chart, height, partial(_timeline, chart, height, style, language))
    height = sum(LINE * (len(_lines(bar.figure, bar.words)) + bool(bar.heading)) + BAR for bar in chart.bars)
    height += BETWEEN * (len(chart.bars) - 1)
    if chart.key:
        height += BETWEEN + LINE * len(_lines("", chart.key))
    return _picture(path, chart, height, partial(_svg, chart, height, style, language))


def _picture(path: str, chart: Chart | Timeline, height: int, draw: partial[bytes]) -> Picture:
    return Picture(path, WIDTH, height, chart.alternative, draw, draw.args)


def _svg(chart: Chart, height: int, style: str, language: str) -> bytes:
    top = 0
    elements: list[drawsvg.DrawingElement] = []
    for bar in chart.bars:
        if bar.heading:
            elements += _words([(bar.heading, "")], top)
            top += LINE
        lines = _lines(bar.figure, bar.words)
        under = top + LINE * len(lines)
        elements += [*_words(lines, top), *_bar(bar, under)]
        for x in map(_x, chart.limits):
            elements.append(drawsvg.Line(x, under - 2 * OVERSHOOT, x, under + BAR + 2 * OVERSHOOT, class_="limit"))
        top += LINE * len(lines) + BAR + BETWEEN
    if chart.key:
        lines = _lines("", chart.key)
        baseline = top + LINE - BASELINE + TIGHTER * (len(lines) - 1)
        sample = [*_key(chart, baseline)]
        elements += [*sample, *_words(lines, top, left=BAR + 8 if sample else 0, sort="key")]
    return _file(chart, height, style, language, elements)


def _file(
    chart: Chart | Timeline, height: int, style: str, language: str, elements: list[drawsvg.DrawingElement]
) -> bytes:  # fmt: skip
    drawing = drawsvg.Drawing(WIDTH, height, lang=language)
    drawing.append_css(style)
    placed = _from_the_right(elements) if direction_of(language) == RIGHT_TO_LEFT else elements
    drawing.extend([drawsvg.Title(chart.title), _Description(chart.alternative), *placed])
    return bytes(drawing.as_svg(header="").encode())


def _from_the_right(elements: list[drawsvg.DrawingElement]) -> Iterator[drawsvg.DrawingElement]:
    """Yield a drawing for readers from right to left: forms mirrored, texts at the other side in their own direction.

    The direction stands in the texts, as characters, since what prints them knows no attribute for it.
    """
    for is_text, those in groupby(elements, lambda each: isinstance(each, drawsvg.Text)):
        if not is_text:
            yield drawsvg.Group([*those], transform=f"matrix(-1 0 0 1 {WIDTH} 0)")
            continue
        for text in those:
            anchor = text.args.get("text-anchor", "start")
            text.args |= {"x": WIDTH - text.args["x"], "text-anchor": _OTHER_END.get(anchor, anchor)}
            spans = text.children or [text]
            for span in spans[1:]:
                # What stands apart does so towards the other side, which no program measures alike.
                span.args.pop("dx", None)
                span.escaped_text = "\u00a0" + span.escaped_text
            spans[0].escaped_text = RIGHT_TO_LEFT_ISOLATE + spans[0].escaped_text
            spans[-1].escaped_text += END_OF_ISOLATE
            yield text


def _timeline_height(chart: Timeline) -> int:
    above = sum(LINE * len(_lines(*line)) for line in _all_lines(chart))
    return above + BETWEEN + PLANE + LINE + (BETWEEN + LINE * len(_lines("", chart.key)) if chart.key else 0)


def _all_lines(chart: Timeline) -> list[tuple[str, str]]:
    """Return what stands above a timeline: its figures, and the names of its curves where there are several."""
    named = [(curve.name, "") for curve in chart.curves if curve.name]
    return [*chart.lines, *named]


def _timeline(chart: Timeline, height: int, style: str, language: str) -> bytes:
    top, curve = 0, 0
    elements: list[drawsvg.DrawingElement] = []
    for number, (figure, words) in enumerate(_all_lines(chart)):
        lines = _lines(figure, words)
        if number >= len(chart.lines):
            curve += 1
            middle = top + LINE - BASELINE - TIGHTER / 2
            elements.append(drawsvg.Line(0, middle, SAMPLE - 8, middle, class_=f"curve curve-{curve}"))
            elements += _words([("", figure)], top, left=SAMPLE)
        else:
            elements += _words(lines, top)
        top += LINE * len(lines)
    top += BETWEEN
    elements += _plane(chart, top)
    if chart.key:
        elements += _key_of(chart, top + PLANE + LINE + BETWEEN)
    return _file(chart, height, style, language, elements)


def _plane(chart: Timeline, top: int) -> Iterator[drawsvg.DrawingElement]:
    def place(point: Point) -> tuple[float, float]:
        return round(INSET + point.x * (WIDTH - 2 * INSET), 1), round(top + PLANE - point.y * PLANE, 1)

    zero = round(top + PLANE - chart.zero * PLANE, 1)
    yield drawsvg.Line(0, zero, WIDTH, zero, class_="axis")
    has_own = bool(chart.curves) and not chart.curves[0].name
    for number, curve in enumerate(chart.curves, 0 if has_own else 1):
        coordinates = [each for point in curve.points for each in place(point)]
        yield drawsvg.Lines(*coordinates, class_=f"curve curve-{number}")
        if number == 0:
            yield from (drawsvg.Circle(*place(point), DOT, class_="reported") for point in curve.points)
    if len({mark.x for mark in chart.marks}) == len(chart.marks) > 1:
        target_points = [each for mark in chart.marks for each in place(mark)]
        yield drawsvg.Lines(*target_points, fill="none", class_="wanted")
    for limit in chart.limits:
        height = round(top + PLANE - limit * PLANE, 1)
        yield drawsvg.Line(0, height, WIDTH, height, class_="limit")
    for mark in chart.marks:
        x, y = place(mark)
        yield drawsvg.Rectangle(round(x - MARKED, 1), y - MARK / 2, 2 * MARKED, MARK, class_="mark")
    for year, at in chart.ticks:
        anchor = "start" if at < EDGE else "end" if at > 1 - EDGE else "middle"
        x = round(INSET + at * (WIDTH - 2 * INSET), 1)
        x = {"start": 0, "end": WIDTH}.get(anchor, x)
        yield drawsvg.Text(year, None, x, top + PLANE + LINE - 4, class_="words tick", text_anchor=anchor)


def _key_of(chart: Timeline, top: int) -> Iterator[drawsvg.DrawingElement]:
    """Yield the key below a timeline, with a sample of the mark beside it."""
    lines = _lines("", chart.key)
    baseline = top + LINE - BASELINE + TIGHTER * (len(lines) - 1)
    if chart.marks:
        yield drawsvg.Rectangle(0, baseline - BAR / 3, 2 * MARKED, MARK, class_="mark")
    yield from _words(lines, top, left=2 * MARKED + 8 if chart.marks else 0, sort="key")


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
    for mark in bar.marks:
        left = min(max(_x(mark) - MARK / 2, 1), WIDTH - MARK - 1)
        yield drawsvg.Rectangle(left, top - OVERSHOOT, MARK, BAR + 2 * OVERSHOOT, class_="mark")


def _key(chart: Chart, baseline: int) -> Iterator[drawsvg.DrawingElement]:
    """Yield the sample beside the key: a mark, or a computed bar."""
    if any(bar.marks for bar in chart.bars):
        yield drawsvg.Rectangle(BAR / 2 - MARK / 2, baseline - BAR + 2, MARK, BAR + 4, class_="mark")
    elif any(bar.sort is Sort.COMPUTED for bar in chart.bars):
        yield drawsvg.Rectangle(0, baseline - BAR + 4, BAR, BAR, class_="computed")


def _x(part: float) -> float:
    return round(part * WIDTH, 1)
