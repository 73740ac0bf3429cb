"""What a plan aims at must hold together: its themes, its targets and the verdicts on them."""

from collections.abc import Iterable, Iterator

from publisher.model.plan import Plan
from publisher.problem import Problem, nearest
from publisher.read.document import Document


def aims(document: Document, plan: Plan) -> Iterator[Problem]:
    """Yield every problem with a plan's themes and targets."""
    themes = [theme.id for theme in plan.themes]
    for index, first in _again(themes):
        place = document.place("themes", index, "id")
        yield Problem.at(place, "duplicate-id", id=themes[index], first=document.place("themes", first, "id"))
    for index, first in _again(target.indicator for target in plan.targets):
        facts = {"id": plan.targets[index].indicator, "first": document.place("targets", first, "indicator")}
        yield Problem.at(document.place("targets", index, "indicator"), "target-twice", **facts)
    for index, target in enumerate(plan.targets):
        if target.theme is not None and target.theme not in themes:
            near = nearest(target.theme, themes)
            yield Problem.at(document.place("targets", index, "theme"), "unknown-id", id=target.theme, near=near)
        years = [regulation.year for regulation in target.regulations]
        for later, _ in _again(years):
            place = document.place("targets", index, "regulations", later, "year")
            yield Problem.at(place, "verdict-twice", id=target.indicator, year=years[later])


def _again(values: Iterable[object]) -> Iterator[tuple[int, int]]:
    """Yield where each value that has stood before stands again, and where it stood first."""
    first: dict[object, int] = {}
    for index, value in enumerate(values):
        if first.setdefault(value, index) != index:
            yield index, first[value]
