"""The differencing attacker against crossings of dimensions without sums between, over periods and parts.

`RODA_ATTACKS` is how many publications are attacked; without it a few are.
"""

import os
from collections.abc import Iterator
from typing import Any, Final

import pytest

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.node import Node
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.problem import Place
from publisher.read.document import Document
from tests.attacks.crossings import DIMENSIONS, Attacker, Key, Truth, truth

ATTACKS: Final = int(os.environ.get("RODA_ATTACKS", "20"))
BATCH: Final = 10
NOWHERE: Final = Document("a.yml", {}, {})


def dimensions() -> tuple[Dimension, ...]:
    """Return the dimensions as they are declared."""
    return tuple(
        Dimension.model_validate(
            {"id": name, "title": name, "exhaustive": str(every).lower(),
             "groups": [{"id": group, "title": group} for group in groups]}
        )
        for name, (groups, every) in DIMENSIONS.items()
    )  # fmt: skip


def nodes(made: Truth) -> Iterator[Node]:
    """Yield the indicators and results as an author gives them."""
    for name in made.indicators:
        about = {"id": name, "title": name, "unit": "count", "direction": "higher"}
        yield Node(name, NodeKind.INDICATOR, Indicator.model_validate(about), NOWHERE, Place("a.yml"))
    for period in made.every_period:
        measurements: dict[str, Any] = {}
        for name in made.indicators:
            groups = {cell: str(made.counts[period, name, cell]) for cell in made.given[name, period]}
            measurements[name] = {"value": str(made.counts[period, name, ""]), "groups": groups}
            measurements[name] |= {"of": "alla"} if name != "alla" else {}
        when = {"year": period} if period == "2024" else {"period": period}
        fields: Any = {"plan": "p", "summary": "S", "measurements": measurements, **when}
        result = Result.model_validate(fields)
        yield Node(result.id, NodeKind.RESULT, result, NOWHERE, Place("a.yml"))


def shown(made: Truth) -> dict[Key, int | None]:
    """Return each given number as it is published, None where it is hidden."""
    published = without_small_groups({node.id: node for node in nodes(made)}, made.limit, dimensions())
    found: dict[Key, int | None] = {}
    for node in published.values():
        if isinstance(node.value, Result):
            period = str(node.value.period or node.value.year)
            for name, measured in node.value.measurements.items():
                for cell, number in {"": measured.value, **measured.groups}.items():
                    found[period, name, cell] = None if number is None else int(number)
    return found


@pytest.mark.parametrize("start", range(0, ATTACKS, BATCH))
def test_no_small_group_is_recovered_given_or_not(start: int) -> None:
    for seed in range(start, start + BATCH):
        made = truth(seed)
        now = shown(made)
        assert Attacker(made, now).certain() == {}, seed
        assert not [key for key, number in now.items() if number in range(1, made.limit)], seed


def test_the_attacker_finds_what_only_lacks_the_small_counts() -> None:
    found = 0
    for seed in range(20):
        made = truth(seed)
        given = [(period, name, cell) for (name, period), cells in made.given.items() for cell in ("", *cells)]
        naive = {key: None if 0 < made.counts[key] < made.limit else made.counts[key] for key in given}
        found += bool(Attacker(made, naive).certain())
    assert found > 10
