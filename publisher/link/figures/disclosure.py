"""Suppressed numbers in running text: nobody can take them out of an author's words, so a notice names the place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from publisher.link.figures.suppression import head_count
from publisher.link.graph.node import Node
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.roles import Role, leaves
from publisher.model.time_period import TimePeriod
from publisher.problem import Place, Problem
from publisher.read.document import Document


def numbers_in_texts(nodes: Mapping[str, Node], shown: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a notice for each text in which a number of a result may stand that is hidden among those `shown`."""
    for name, node in nodes.items():
        after = shown[name].value
        if isinstance(node.value, Result) and isinstance(after, Result):
            plan = nodes.get(node.value.plan)
            for hidden in after.measurements:
                if numbers := _hidden(node.value, after, hidden):
                    texts = [*_texts(node.document, node.value), *_reasons(plan, hidden, node.value.period_of(hidden))]
                    yield from _notices(numbers, hidden, texts)


def _hidden(result: Result, after: Result, name: str) -> list[Decimal]:
    """Return the numbers of a measurement that are hidden: what was given, how many it is, how many are open."""
    given, shown, numbers = result.measurements[name], after.measurements[name], []
    if shown is given:
        return []
    if shown.suppressed:
        count = head_count(result.measurements, name)
        numbers = [given.number, None if count is None else count.quantize(Decimal(1))]
    if shown.open_suppressed:
        numbers.append(given.open)
    return [number for number in numbers if number is not None]


def _notices(numbers: Iterable[Decimal], hidden: str, texts: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    known = {f"{number:f}" for number in numbers}
    written = "|".join(re.escape(each) for each in sorted(known | {each.replace(".", ",") for each in known}))
    found = re.compile(rf"(?<![\d.,:§-])(?:{written})(?![\d:-]|[.,]\d)")
    for place, text in texts:
        if match := found.search(text):
            yield Problem.notice(place, "hidden-number-told", number=match[0], id=hidden)


def _reasons(plan: Node | None, indicator: str, period: TimePeriod) -> Iterator[tuple[Place, str]]:
    """Yield the reason of each verdict on an indicator's target for a period, which stands beside the number."""
    for index, target in enumerate(plan.value.targets if plan and isinstance(plan.value, Plan) else ()):
        for at, regulation in enumerate(target.regulations):
            if plan and target.indicator == indicator and regulation.year == period:
                yield plan.document.place("targets", index, "regulations", at, "reason"), regulation.reason


def _texts(document: Document, result: Result) -> Iterator[tuple[Place, str]]:
    """Yield every text of a result with its place, the body line by line."""
    for leaf in leaves(result, Role.PROSE):
        yield document.place(*leaf.path), leaf.value
    for number, line in enumerate(document.body.split("\n"), 1):
        yield document.body_place(number), line
