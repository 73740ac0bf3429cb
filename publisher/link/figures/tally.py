"""How many targets went how: only those count of which that can be told, and of the others it says how many."""

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
        """Of how many targets it can be told how they went."""
        return self.reached + self.nearly + self.missed

    @property
    def total(self) -> int:
        """How many targets there are."""
        return self.known + self.unknown


def tally(progress: Iterable[Progress]) -> Tally:
    """Return how many targets were reached, nearly, not, and of how many nobody can tell."""
    counts = Counter(progress)
    reached, nearly, missed = (counts[each] for each in (Progress.REACHED, Progress.NEARLY, Progress.MISSED))
    return Tally(reached, nearly, missed, sum(counts.values()) - reached - nearly - missed)


def counts(progress: Iterable[Progress]) -> Mapping[Progress, int]:
    """Return how many targets went how, in the order of Progress: what was reached comes first."""
    found = Counter(progress)
    return {each: found[each] for each in Progress if found[each]}
