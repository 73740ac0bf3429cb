"""Targets in per cent of a number that is not above zero: what they ask for, nobody can compute."""

from collections.abc import Iterator

from publisher.link.figures.progress import is_no_start, start_of
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.problem import Problem


def percents_of_negatives(publication: Publication) -> Iterator[Problem]:
    """Yield a notice for each target that is so many per cent from a number that is not above zero."""
    for node in publication.nodes.values():
        if not isinstance(plan := node.value, Plan):
            continue
        for at, target in enumerate(plan.targets):
            lines = publication.target_periods(plan.id, target)
            readings = {line.period: line.reading for line in lines if line.reading}
            for line in lines:
                wanted = line.target_value
                since = wanted.counts_from(line.period) if wanted else None
                start = start_of(since, publication.indicator(target.indicator), readings)
                if wanted and start is not None and is_no_start(wanted, start):
                    place = node.document.place("targets", at, "values", str(line.period))
                    facts = {"id": target.indicator, "period": str(since), "value": start}
                    yield Problem.notice(place, "percent-of-negative", **facts)
