"""Funnels: the steps from a total to its parts, and the remainder at each step, about which nothing is claimed."""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.link.figures.shares import counted, parts_by_whole, wholes
from publisher.model.result import Result
from publisher.render.figures import Figures, rounded


@dataclass(frozen=True, slots=True)
class Remainder:
    """The remainder of a total beside one part: the part's title, and the number of the rest in words.

    `is_known` says that other numbers of the result account for it.
    """

    title: str
    words: str
    is_known: bool = False


def funnels(result: Result) -> tuple[str, ...]:
    """Return the ids of the measurements of a result that have parts."""
    return tuple(names[0] for names in wholes(result.measurements))


def remainders(figures: Figures, result: Result) -> Iterator[Remainder]:
    """Yield the remainder at each step of each funnel of a result, unless it is 0."""
    parts = parts_by_whole(result.measurements)
    for names in wholes(result.measurements):
        forks = any(len(parts.get(name, ())) > 1 for name in names)
        for name in names:
            if words := _remainder(figures, result, name):
                yield Remainder(figures.numbered(result, name, with_whole=False), words, is_known=forks)


def _remainder(figures: Figures, result: Result, name: str) -> str:
    """Return the remainder beside a part, in words; "" if it is 0 or unknown."""
    count, whole, words = counted(result.measurements, name), figures.whole(result, name), figures.language
    if count is None or whole is None or rounded(count) >= whole.number:
        return ""
    rest = words.number(whole.number - rounded(count))
    if result.measurements[name].share is not None:
        rest = words.text("funnel.about", part=rest)
    return words.text("funnel.others", rest=rest, part=words.number(rounded(count)), of=words.number(whole.number))
