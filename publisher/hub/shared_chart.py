"""The chart of a comparison: a bar for each publication, in the order of the table, with its own target marked."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from markupsafe import Markup

from publisher.hub.facts import Aim
from publisher.hub.shared import SharedIndicator
from publisher.language import Language
from publisher.locales import HOUSE
from publisher.model.time_period import TimePeriod
from publisher.model.unit import Unit
from publisher.render.bars import Bar, Chart, Sort
from publisher.render.drawing import drawn
from publisher.render.environment import template_environment
from publisher.render.palette import theme_tokens

# With more bars a chart is unreadable; the table has them all.
MOST_BARS: Final = 60


def has_chart(indicator: SharedIndicator) -> bool:
    """Return whether an indicator's latest shared period can be charted."""
    return 1 < sum(1 for _ in indicator.at(indicator.latest)) <= MOST_BARS


def chart_of(indicator: SharedIndicator, words: Language) -> bytes:
    """Return the chart of an indicator's latest shared period as an SVG file."""
    rows = [(row, row.followed.targets.get(indicator.latest), value) for row, value in indicator.at(indicator.latest)]
    known = [Decimal(0), *(value for _, _, value in rows), *(end for _, aim, _ in rows if aim for end in aim.ends)]
    low, width = min(known), max(known) - min(known) or Decimal(1)
    bars = []
    for row, aim, value in rows:
        figure = f"{row.publication.publisher}: {words.amount(value, indicator.unit)}"
        target = words.text("hub.chart.target", target=target_in_words(aim, indicator.unit, words)) if aim else ""
        start, end = sorted(float((each - low) / width) for each in (Decimal(0), value))
        marks = tuple(float((each - low) / width) for each in aim.ends) if aim else ()
        said = f"{figure}, {target}" if target else figure
        bars.append(Bar(Sort.REPORTED, figure, target, said, start, end - start, marks))
    title = f"{indicator.title}, {words.period(TimePeriod.parse(indicator.latest))}"
    return drawn(Chart(indicator.key, title, tuple(bars), ""), "", _style(), words.code).draw()


def target_in_words(aim: Aim, unit: Unit, words: Language) -> str:
    """Return a target value in words: minst 70 %."""
    if not aim.ends:
        return aim.words
    low, high = (words.amount(end, unit) if end is not None else "" for end in (aim.low, aim.high))
    if low == high:
        return low
    key = "span" if low and high else "least" if low else "most"
    return words.text(f"hub.target-value.{key}", low=low, high=high)


@cache
def _style() -> str:
    """Return the style sheet of charts, in the theme's colours for both schemes."""
    return template_environment(
        [HOUSE / "macros"], comment_start_string="<##", comment_end_string="##>"
    ).get_template("charts/chart.css").render(dict(_tokens()))  # fmt: skip


def _tokens() -> Iterator[tuple[str, dict[str, Markup]]]:
    for scheme, values in theme_tokens().items():
        # The theme's own values: nothing to escape.
        yield scheme, {name: Markup(colour) for name, colour in values.items()}
