"""Standings aggregated upwards: how many commitments below a node have each standing, unknown ones included."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.link.figures.standing import Standing

THERE: Final = frozenset({Standing.REACHED, Standing.DONE})
"""The standings of a commitment that is fulfilled."""
NOT_KNOWN: Final = frozenset({Standing.UNKNOWN, Standing.UNREPORTED})
"""The standings that count as unknown."""


@dataclass(frozen=True, slots=True)
class PassedUp:
    """The number of commitments for each standing, of `total`; a count, never a score."""

    total: int
    counts: Mapping[Standing, int]

    @property
    def there(self) -> int:
        """The number of commitments whose standing is reached or done."""
        return sum(self.counts.get(standing, 0) for standing in THERE)

    @property
    def not_known(self) -> int:
        """The number of commitments whose standing is unknown or unreported."""
        return sum(self.counts.get(standing, 0) for standing in NOT_KNOWN)


def passed_up(standings: Iterable[Standing]) -> PassedUp:
    """Return the number of commitments by standing, in the order of that enumeration."""
    found = Counter(standings)
    return PassedUp(sum(found.values()), {standing: found[standing] for standing in Standing if found[standing]})
