"""The masses are at most five megabytes, and what one costs is measured; `python -m tests.masses` builds them all."""

import pytest

from tests.mass_files import MASSES
from tests.masses import BYTES, SECONDS, Cost, cost


@pytest.mark.parametrize("name", sorted(MASSES))
def test_a_mass_is_at_most_five_megabytes(name: str) -> None:
    assert 0 < sum(map(len, MASSES[name]().values())) < 5_600_000


def test_what_a_mass_costs_is_measured() -> None:
    found = cost(MASSES["flow"](), "check")
    assert found.fair, found
    assert found.code == 1
    assert "[yaml-depth]" in found.said
    assert 10_000_000 < found.bytes < BYTES
    assert not Cost(SECONDS + 1, 0, 0, "").fair
    assert not Cost(1, BYTES, 0, "").fair
    assert not Cost(1, 1, 1, "Killed").fair
