"""Consistency within a plan: its themes, its targets and the verdicts on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publisher.model.plan import Plan
from publisher.problem import Problem, nearest
from publisher.read.document import Document


def aims(document: Document, plan: Plan) -> Iterator[Problem]:
    """Yield every problem with a plan's themes and targets."""
    themes = [theme.id for theme in plan.themes]
    for index, first in _repetitions(themes):
        place = document.place("themes", index, "id")
        yield Problem.at(place, "duplicate-id", id=themes[index], first=document.place("themes", first, "id"))
    yield from _order(document, plan)
    for index, first in _repetitions(target.indicator for target in plan.targets):
        facts = {"id": plan.targets[index].indicator, "first": document.place("targets", first, "indicator")}
        yield Problem.at(document.place("targets", index, "indicator"), "target-twice", **facts)
    for index, target in enumerate(plan.targets):
        if target.theme is not None and target.theme not in themes:
            near = nearest(target.theme, themes)
            yield Problem.at(document.place("targets", index, "theme"), "unknown-id", id=target.theme, near=near)
        years = [regulation.year for regulation in target.regulations]
        for later, _ in _repetitions(years):
            place = document.place("targets", index, "regulations", later, "year")
            yield Problem.at(place, "verdict-twice", id=target.indicator, year=years[later])


def _order(document: Document, plan: Plan) -> Iterator[Problem]:
    """Yield a Problem for each activity that follows an unknown one, and for one of each circle."""
    known = {activity.id for activity in plan.activities}
    closing = closing_circles((each.id, name) for each in plan.activities for name in each.after)
    for index, activity in enumerate(plan.activities):
        for at, name in enumerate(activity.after):
            place = document.place("activities", index, "after", at)
            if name not in known:
                yield Problem.at(place, "unknown-id", id=name, near=nearest(name, known))
            elif (activity.id, name) in closing:
                yield Problem.at(place, "after-itself", id=activity.id)


def closing_circles(references: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return the references, of one id to another, without which none would lead back to where it began.

    Of each circle that is the first: one place has to be mended.
    """
    onward: dict[str, list[str]] = {}
    closing = set()
    for source, target in reversed([*dict.fromkeys(references)]):
        if source in _reached(target, onward):
            closing.add((source, target))
        else:
            onward.setdefault(source, []).append(target)
    return frozenset(closing)


def _reached(name: str, onward: Mapping[str, Sequence[str]]) -> set[str]:
    """Return an id and all that it leads to."""
    rest, seen = [name], set[str]()
    while rest:
        if (one := rest.pop()) not in seen:
            seen.add(one)
            rest += onward.get(one, ())
    return seen


def _repetitions(values: Iterable[object]) -> Iterator[tuple[int, int]]:
    """Yield (place of the repetition, place of the first) for each repeated value."""
    first: dict[object, int] = {}
    for index, value in enumerate(values):
        if first.setdefault(value, index) != index:
            yield index, first[value]
