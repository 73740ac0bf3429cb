"""Limit lines: limits beyond which an assumption no longer holds, as lines across a chart."""

from collections.abc import Sequence
from decimal import Decimal

from publisher.link.figures.ledger import OVER
from publisher.link.graph.document_tree import DOCUMENTS_OVER
from publisher.link.publication import Publication
from publisher.model.parts import Assumption
from publisher.model.register import Indicator
from publisher.render.views import Views


def limits_on(indicator: Indicator, publication: Publication) -> Sequence[Decimal]:
    """Return the limits that call for a review when the indicator passes them, the lowest first."""
    held: list[Assumption] = []
    for document in publication.documents:
        held += document.assumptions if document.status not in DOCUMENTS_OVER else ()
    for plan in publication.plans:
        held += plan.assumptions if plan.status not in OVER else ()
    limits = [each.limit for each in held if each.limit and each.indicator == indicator.id]
    passed = (limit.above if limit.above is not None else limit.below for limit in limits)
    return sorted({number for number in passed if number is not None})


def in_words(limits: Sequence[Decimal], indicator: Indicator, views: Views) -> tuple[str, ...]:
    """Return what each line across a chart means, as a sentence without its full stop."""
    words = views.language
    return tuple(words.text("chart.limit", number=words.amount(each, indicator.unit)) for each in limits)


def within(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return sentences as they stand within another."""
    return tuple(each[:1].lower() + each[1:] for each in sentences)
