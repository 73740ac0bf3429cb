"""Drawing: a chart as a small SVG file without scripts, readable at any width and in both colour schemes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import groupby
from textwrap import wrap
from typing import Final, TypeAlias

import drawsvg

from publisher.model.languages import RIGHT_TO_LEFT, direction_of
from publisher.render.bars import Bar, Chart, Sort
from publisher.render.page import Picture
from publisher.render.timeline import Point, Timeline

# In SVG user units.
WIDTH: Final = 600
MARK: Final = 4
OVERSHOOT: Final = 4
DESCENT: Final = 7
APART: Final = 3
# A timeline: its margins, a dot, half a mark, and the line beside the label of a curve.
INSET: Final = 14
DOT: Final = 5
MARKED: Final = 13
SAMPLE: Final = 56
EDGE: Final = 0.05

RIGHT_TO_LEFT_ISOLATE, END_OF_ISOLATE = "\u2067", "\u2069"
_Elements: TypeAlias = "list[drawsvg.DrawingElement]"
_OTHER_END: Final = {"start": "end", "end": "start"}


@dataclass(frozen=True)
class Spacing:
    """Heights in a drawing: a text line, its descenders, a bar, the gap before the next, the plot area.

    `tighter` is how much closer the lines of one text are when it is small; the style sheet undoes it when it is large.
    `longest` is how many characters fit across the drawing, in any font.
    """

    line: int
    baseline: int
    bar: int
    between: int
    tighter: int
    longest: int
    plane: int


# Text is larger on a narrow screen (by the style sheet), and each line has room for that. On paper its size is fixed.
SCREEN: Final = Spacing(line=33, baseline=11, bar=22, between=18, tighter=9, longest=42, plane=220)
PAPER: Final = Spacing(line=23, baseline=6, bar=13, between=11, tighter=0, longest=60, plane=170)


class _Description(drawsvg.elements.Title):  # type: ignore[misc]  # drawsvg has no types
    """The <desc> element of SVG, which the library has no class for."""

    TAG_NAME = "desc"


def drawn(chart: Chart | Timeline, path: str, style: str, language: str, example: str = "") -> Picture:
    """Return a chart as a picture; `example` labels its own file, below its size: a page is labelled itself."""
    draw = _timeline if isinstance(chart, Timeline) else _bars
    screen = partial(draw, chart, SCREEN, style, language, example)  # type: ignore[arg-type]  # of the chart's own type
    paper = partial(draw, chart, PAPER, style, language)  # type: ignore[arg-type]
    digest = sha256(repr(screen.args).encode()).hexdigest()
    return Picture(path, WIDTH, _height(chart, SCREEN), chart.alternative, screen, digest, paper, chart.caption)


def _height(chart: Chart | Timeline, spacing: Spacing) -> int:
    if isinstance(chart, Timeline):
        above = sum(spacing.line * len(_lines(*line, spacing)) for line in _all_lines(chart))
        height = above + spacing.between + spacing.plane + spacing.line
    else:
        height = sum(
            spacing.line * (len(_lines(bar.figure, bar.words, spacing)) + bool(bar.heading)) + spacing.bar
            for bar in chart.bars
        )
        height += spacing.between * (len(chart.bars) - 1)
    return height + (spacing.between + spacing.line * len(_lines("", chart.key, spacing)) if chart.key else 0)


def _bars(chart: Chart, spacing: Spacing, style: str, language: str, example: str = "") -> bytes:
    top = 0
    elements: _Elements = []
    for bar in chart.bars:
        if bar.heading:
            elements += _words([(bar.heading, "")], top, spacing)
            top += spacing.line
        lines = _lines(bar.figure, bar.words, spacing)
        under = top + spacing.line * len(lines)
        elements += [*_words(lines, top, spacing), *_bar(bar, under, spacing.bar)]
        for x in map(_position, chart.limits):
            # It ends below the words above the bar, and below their commas.
            beyond = max(2, spacing.baseline - DESCENT)
            elements.append(drawsvg.Line(x, under - beyond, x, under + spacing.bar + beyond, class_="limit"))
        top = under + spacing.bar + spacing.between
    if chart.key:
        lines = _lines("", chart.key, spacing)
        baseline = top + spacing.line - spacing.baseline + spacing.tighter * (len(lines) - 1)
        sample = [*_key(chart, baseline, spacing.bar)]
        elements += [*sample, *_words(lines, top, spacing, left=spacing.bar + 8 if sample else 0, sort="key")]
    return _file(chart, spacing, style, language, elements, example)


def _file(
    chart: Chart | Timeline, spacing: Spacing, style: str, language: str, elements: _Elements, example: str
) -> bytes:
    label = [*_words([("", example)], _height(chart, spacing), spacing, sort="key")] * bool(example)
    drawing = drawsvg.Drawing(WIDTH, _height(chart, spacing) + spacing.line * bool(example), lang=language)
    drawing.append_css(style)
    if direction_of(language) == RIGHT_TO_LEFT:
        label, elements = [*_from_the_right(label)], [*_from_the_right(elements)]
    words = [drawsvg.Title(chart.title), _Description(f"{chart.alternative} {example}".rstrip())]
    drawing.extend([*label, *words, *elements])
    return bytes(drawing.as_svg(header="").encode())


def _from_the_right(elements: list[drawsvg.DrawingElement]) -> Iterator[drawsvg.DrawingElement]:
    """Yield a drawing for right-to-left readers: shapes mirrored, texts on the other side in their own direction.

    The direction is given by control characters, since the print engine ignores the attribute for it.
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
                # Letter-spaced text is anchored on the other side, since its width is measured differently by each
                # renderer.
                span.args.pop("dx", None)
                span.escaped_text = "\u00a0" + span.escaped_text
            spans[0].escaped_text = RIGHT_TO_LEFT_ISOLATE + spans[0].escaped_text
            spans[-1].escaped_text += END_OF_ISOLATE
            yield text


def _all_lines(chart: Timeline) -> list[tuple[str, str]]:
    """Return the text above a timeline: its figures, and the names of its curves if there are several."""
    named = [(curve.name, "") for curve in chart.curves if curve.name]
    return [*chart.lines, *named]


def _timeline(chart: Timeline, spacing: Spacing, style: str, language: str, example: str = "") -> bytes:
    top, curve = 0, 0
    elements: _Elements = []
    for number, (figure, words) in enumerate(_all_lines(chart)):
        lines = _lines(figure, words, spacing)
        if number >= len(chart.lines):
            curve += 1
            middle = top + spacing.line - spacing.baseline - spacing.tighter / 2
            elements.append(drawsvg.Line(0, middle, SAMPLE - 8, middle, class_=f"curve curve-{curve}"))
            elements += _words([("", figure)], top, spacing, left=SAMPLE)
        else:
            elements += _words(lines, top, spacing)
        top += spacing.line * len(lines)
    top += spacing.between
    elements += _plane(chart, top, spacing)
    if chart.key:
        elements += _key_of(chart, top + spacing.plane + spacing.line + spacing.between, spacing)
    return _file(chart, spacing, style, language, elements, example)


def _plane(chart: Timeline, top: int, spacing: Spacing) -> Iterator[drawsvg.DrawingElement]:
    def place(point: Point) -> tuple[float, float]:
        return round(INSET + point.x * (WIDTH - 2 * INSET), 1), round(top + spacing.plane - point.y * spacing.plane, 1)

    zero = round(top + spacing.plane - chart.zero * spacing.plane, 1)
    yield drawsvg.Line(0, zero, WIDTH, zero, class_="axis")
    has_own = bool(chart.curves) and not chart.curves[0].name
    for number, curve in enumerate(chart.curves, 0 if has_own else 1):
        coordinates = [each for point in curve.points for each in place(point)]
        yield drawsvg.Lines(*coordinates, class_=f"curve curve-{number}")
        if number == 0:
            yield from (drawsvg.Circle(*place(point), DOT, class_="reported") for point in curve.points)
    if len({mark.x for mark in chart.marks}) == len(chart.marks) > 1:
        target_points = [each for mark in chart.marks for each in place(mark)]
        yield drawsvg.Lines(*target_points, fill="none", class_="target-line")
    for limit in chart.limits:
        height = round(top + spacing.plane - limit * spacing.plane, 1)
        yield drawsvg.Line(0, height, WIDTH, height, class_="limit")
    for mark in chart.marks:
        x, y = place(mark)
        yield drawsvg.Rectangle(round(x - MARKED, 1), y - MARK / 2, 2 * MARKED, MARK, class_="mark")
    for year, at in chart.ticks:
        anchor = "start" if at < EDGE else "end" if at > 1 - EDGE else "middle"
        x = round(INSET + at * (WIDTH - 2 * INSET), 1)
        x = {"start": 0, "end": WIDTH}.get(anchor, x)
        below = top + spacing.plane + spacing.line - 4
        yield drawsvg.Text(year, None, x, below, class_="words tick", text_anchor=anchor)


def _key_of(chart: Timeline, top: int, spacing: Spacing) -> Iterator[drawsvg.DrawingElement]:
    """Yield the key below a timeline, with a sample mark beside it."""
    lines = _lines("", chart.key, spacing)
    baseline = top + spacing.line - spacing.baseline + spacing.tighter * (len(lines) - 1)
    if chart.marks:
        yield drawsvg.Rectangle(0, baseline - spacing.bar / 3, 2 * MARKED, MARK, class_="mark")
    yield from _words(lines, top, spacing, left=2 * MARKED + 8 if chart.marks else 0, sort="key")


def _lines(figure: str, words: str, spacing: Spacing) -> list[tuple[str, str]]:
    """Return the text above a bar, line by line: the figure, then as many words as fit."""
    lines = wrap(words, spacing.longest, initial_indent=" " * (len(figure) + 1), break_long_words=False) or [""]
    return [(figure, lines[0].strip()), *(("", line) for line in lines[1:])]


def _words(
    lines: list[tuple[str, str]], top: int, spacing: Spacing, *, left: int = 0, sort: str = "words"
) -> Iterator[drawsvg.Text]:
    for number, (figure, words) in enumerate(lines, 1):
        lower = spacing.tighter * (len(lines) - number)
        moved = {"class_": f"{sort} upper", "transform": f"translate(0 {lower})"} if lower else {"class_": sort}
        text = drawsvg.Text([], None, left, top + spacing.line * number - spacing.baseline, **moved)
        if figure:
            text.append(drawsvg.TSpan(figure, class_="figure"))
        if words:
            text.append(drawsvg.TSpan(f" {words}" if figure else words, dx=APART if figure else None))
        yield text


def _bar(bar: Bar, top: int, height: int) -> Iterator[drawsvg.DrawingElement]:
    if bar.sort is Sort.MISSING:
        middle = top + height / 2
        yield drawsvg.Line(0, middle, WIDTH, middle, class_="missing")
    else:
        yield drawsvg.Rectangle(0, top, WIDTH, height, class_="whole")
        yield drawsvg.Rectangle(_position(bar.start), top, max(_position(bar.length), 1), height, class_=bar.sort.value)
    for mark in bar.marks:
        left = min(max(_position(mark) - MARK / 2, 1), WIDTH - MARK - 1)
        yield drawsvg.Rectangle(left, top - OVERSHOOT, MARK, height + 2 * OVERSHOOT, class_="mark")


def _key(chart: Chart, baseline: int, height: int) -> Iterator[drawsvg.DrawingElement]:
    """Yield the sample beside the key: a mark, or a computed bar."""
    if any(bar.marks for bar in chart.bars):
        yield drawsvg.Rectangle(height / 2 - MARK / 2, baseline - height + 2, MARK, height + 4, class_="mark")
    elif any(bar.sort is Sort.COMPUTED for bar in chart.bars):
        yield drawsvg.Rectangle(0, baseline - height + 4, height, height, class_="computed")


def _position(part: float) -> float:
    return round(part * WIDTH, 1)
