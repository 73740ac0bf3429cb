"""Tallies: how many targets were reached, of those whose outcome is known, and how many are not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publisher.link.figures.progress import Progress


@dataclass(frozen=True, slots=True)
class Tally:
    """How many targets were reached, nearly, not, or unknown."""

    reached: int
    nearly: int
    missed: int
    unknown: int

    @property
    def known(self) -> int:
        """The number of targets whose outcome is known."""
        return self.reached + self.nearly + self.missed

    @property
    def total(self) -> int:
        """How many targets there are."""
        return self.known + self.unknown


def tally(progress: Iterable[Progress]) -> Tally:
    """Return how many targets were reached, nearly reached, missed or unknown."""
    counts = Counter(progress)
    reached, nearly, missed = (counts[each] for each in (Progress.REACHED, Progress.NEARLY, Progress.MISSED))
    return Tally(reached, nearly, missed, sum(counts.values()) - reached - nearly - missed)


def counts(progress: Iterable[Progress]) -> Mapping[Progress, int]:
    """Return the number of targets for each Progress, in the order of that enumeration (reached first)."""
    found = Counter(progress)
    return {each: found[each] for each in Progress if found[each]}
