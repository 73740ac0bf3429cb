"""Limit lines: limits beyond which an assumption no longer holds, as lines across a chart."""

from collections.abc import Sequence
from decimal import Decimal

from publisher.language import Language
from publisher.model.register import Indicator
from publisher.render.views import Views


def in_words(limits: Sequence[Decimal], indicator: Indicator, views: Views) -> tuple[str, ...]:
    """Return the meaning of each line across a chart, as a sentence without its full stop."""
    words = views.language
    return tuple(words.text("chart.limit", number=words.amount(each, indicator.unit)) for each in limits)


def within(sentences: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return sentences in a form to be put inside another."""
    return tuple(map(language.within, sentences))
