"""Funnels: how many came how far, step by step, and at each step how many are left over."""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.link.figures.shares import counted, parts_by_whole, wholes
from publisher.model.result import Result
from publisher.render.figures import Figures, rounded


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step in words: how many, of what, and `about`, how it was computed and how many are left over."""

    figure: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """A whole, by its id, and its parts. `forks` says that some whole has several, so that they are no row of steps."""

    id: str
    steps: tuple[FunnelStep, ...]
    forks: bool


def funnels(figures: Figures, result: Result) -> Iterator[Funnel]:
    """Yield each whole of a result with its parts."""
    parts = parts_by_whole(result.measurements)
    for names in wholes(result.measurements):
        forks = any(len(parts.get(name, ())) > 1 for name in names)
        yield Funnel(names[0], tuple(_step(figures, result, name, forks=forks) for name in names), forks)


def _step(figures: Figures, result: Result, name: str, *, forks: bool) -> FunnelStep:
    measurement, words = result.measurements[name], figures.language
    count, figure, about = counted(result.measurements, name), figures.figure(result, name), []
    whole = figures.whole(result, name)
    if count is not None and whole is not None:
        facts = {"part": words.number(rounded(count)), "of": words.number(whole.number)}
        rest = words.number(whole.number - rounded(count))
        if measurement.share is not None:
            about.append(words.text("funnel.computed", share=figure, of=facts["of"]))
            figure, rest = (words.text("funnel.about", part=part) for part in (facts["part"], rest))
        if rounded(count) < whole.number:
            about.append(words.text("funnel.others" if forks else "funnel.unknown", rest=rest, **facts))
    return FunnelStep(figure, figures.numbered(result, name), " ".join(about))
