"""Words that tell a hidden number: nobody can take it out of an author's text, so the author is told of it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from publisher.link.node import Node
from publisher.link.small import head_count
from publisher.model.result import Result
from publisher.problem import Place, Problem
from publisher.read.document import Document


def told_in_words(nodes: Mapping[str, Node], shown: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a notice for each text of a result in which a number may stand that is hidden among those `shown`."""
    for name, node in nodes.items():
        after = shown[name].value
        if isinstance(node.value, Result) and isinstance(after, Result):
            for measured, measurement in after.measurements.items():
                if measurement.suppressed:
                    yield from _told(node.document, node.value, measured)


def _told(document: Document, result: Result, hidden: str) -> Iterator[Problem]:
    measurement = result.measurements[hidden]
    number = measurement.number or Decimal(0)
    count = head_count(result.measurements, hidden)
    known = {f"{each:f}" for each in (number, (number if count is None else count).quantize(Decimal(1)))}
    written = "|".join(re.escape(each) for each in sorted(known | {each.replace(".", ",") for each in known}))
    found = re.compile(rf"(?<![\d.,:§-])(?:{written})(?![\d:-]|[.,]\d)")
    for place, text in _texts(document, result):
        if match := found.search(text):
            yield Problem.notice(place, "hidden-number-told", number=match[0], id=hidden)


def _texts(document: Document, result: Result) -> Iterator[tuple[Place, str]]:
    """Yield every text of a result with its place, the body line by line."""
    yield document.place("summary"), result.summary
    for name, measurement in result.measurements.items():
        yield document.place("measurements", name, "note"), measurement.note or ""
        for index, correction in enumerate(measurement.corrections):
            yield document.place("measurements", name, "corrections", index, "reason"), correction.reason
    for name, activity in result.activities.items():
        yield document.place("activities", name, "comment"), activity.comment or ""
    for number, line in enumerate(document.body.splitlines(), 1):
        yield document.body_place(number), line
