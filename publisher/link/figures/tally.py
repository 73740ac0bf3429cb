"""Tallies: how many targets were reached, out of those with a known outcome, and how many are unknown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.link.figures.progress import Progress

# What is known of a target whose number can be compared, in the order in which it is counted.
KNOWN: Final = (Progress.REACHED, Progress.NEARLY, Progress.MISSED)


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
        """The number of targets."""
        return self.known + self.unknown


def tally(progress: Iterable[Progress]) -> Tally:
    """Return how many targets were reached, nearly reached, missed or unknown."""
    counts = Counter(progress)
    reached, nearly, missed = (counts[each] for each in KNOWN)
    return Tally(reached, nearly, missed, sum(counts.values()) - reached - nearly - missed)


def counts(progress: Iterable[Progress]) -> Mapping[Progress, int]:
    """Return the number of targets for each Progress, in the order of that enumeration (reached first)."""
    found = Counter(progress)
    return {each: found[each] for each in Progress if found[each]}
