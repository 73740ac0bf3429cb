"""Standing passed up: how many of the commitments below something have come how far, with what is not known as such."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.link.figures.standing import Standing

THERE: Final = frozenset({Standing.REACHED, Standing.DONE})
"""Where a commitment stands when it has come where it should."""
NOT_KNOWN: Final = frozenset({Standing.UNKNOWN, Standing.UNREPORTED})
"""Where nobody has told how it stands."""


@dataclass(frozen=True, slots=True)
class PassedUp:
    """Of `total` commitments, how many stand where; nothing is made of them but a count."""

    total: int
    counts: Mapping[Standing, int]

    @property
    def there(self) -> int:
        """How many have come where they should."""
        return sum(self.counts.get(standing, 0) for standing in THERE)

    @property
    def not_known(self) -> int:
        """Of how many nobody has told."""
        return sum(self.counts.get(standing, 0) for standing in NOT_KNOWN)


def passed_up(standings: Iterable[Standing]) -> PassedUp:
    """Return the count of commitments by where they stand, in the order of standings."""
    found = Counter(standings)
    return PassedUp(sum(found.values()), {standing: found[standing] for standing in Standing if found[standing]})
