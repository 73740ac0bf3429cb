"""Which groups fit their total: counts and money add up to it, other numbers are around it."""

from decimal import Decimal
from typing import Any

import pytest

from publisher.link.rules.group_rules import groups_fit
from publisher.model.unit import Unit


@pytest.mark.parametrize(
    ("unit", "whole", "parts", "fits"),
    [
        *(({"name": name}, 30, (10, 20), "complete or not") for name in ("count", "kronor", "SEK")),
        *(({"name": name}, 30, (10, 15), "if not complete") for name in ("count", "kronor", "SEK")),
        *(({"name": name}, 30, (20, 25), "never") for name in ("count", "kronor", "SEK")),
        # A sum per inhabitant is an average, with groups of any size; a percentage is between those of its groups.
        ({"name": "SEK", "per": "invånare"}, 30, (20, 35), "complete or not"),
        ({"name": "SEK", "per": "invånare"}, 30, (10, 20), "complete or not"),
        ({"name": "percent"}, 30, (20, 35), "complete or not"),
        ({"name": "percent"}, 30, (10, 20), "if not complete"),
    ],
)
def test_groups_fit_their_total(unit: dict[str, Any], whole: int, parts: tuple[int, ...], fits: str) -> None:
    found = {
        every: groups_fit(Unit.model_validate(unit), Decimal(whole), [*map(Decimal, parts)], every=every)
        for every in (True, False)
    }
    said = {(True, True): "complete or not", (False, True): "if not complete", (False, False): "never"}
    assert said[found[True], found[False]] == fits
