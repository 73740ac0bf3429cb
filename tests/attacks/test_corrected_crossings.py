"""The differencing attacker against corrected totals: former numbers of periods and parts add up, too.

Totals of some cells were others before, and each corrected one says what it was. The attacker knows today's numbers,
the former ones that are published, and that a total which is not corrected was the same. `RODA_ATTACKS` is how many
publications are attacked; without it a few are, among them one whose half-year followed from its year's correction.
"""

import os
import random
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_matrix

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.node import Node
from publisher.model.correction import Correction
from publisher.model.result import Result
from tests.attacks.crossings import MOST, Key, Truth, truth
from tests.attacks.programmes import solved
from tests.attacks.test_crossings import dimensions, nodes

ATTACKS: Final = int(os.environ.get("RODA_ATTACKS", "2"))
FOUND: Final = (46,)
NAMES: Final = ("alla", "klara", "avbrott")
FORMER: Final = "former"
Total = tuple[str, str]  # period, indicator


def former(made: Truth, seed: int) -> dict[Total, int] | None:
    """Return what the totals were before; None if some would have been negative."""
    chance, old = random.Random(seed * 7 + 1), {key[:2]: count for key, count in made.counts.items() if not key[2]}
    for _ in range(chance.randint(1, 3)):
        period, part, more = chance.choice(made.leaves), chance.choice(NAMES[1:]), chance.randint(-6, 6)
        years = [year for year, parts in made.periods.items() if period in parts]
        for key in product((period, *years), (part, "alla")):
            old[key] += more
    return old if min(old.values()) >= 0 else None


def corrected(made: Truth, old: dict[Total, int], node: Node) -> Node:
    """Return a node with the corrections of its totals."""
    if not isinstance(node.value, Result):
        return node
    period = str(node.value.period or node.value.year)
    measurements = dict(node.value.measurements)
    for name, measured in node.value.measurements.items():
        if (was := old[period, name]) != made.counts[period, name, ""]:
            given = {"was": str(was), "date": "2025-01-01", "reason": "Fel."}
            correction = Correction.model_validate(given)
            measurements[name] = measured.model_copy(update={"corrections": (correction,)})
    return replace(node, value=node.value.model_copy(update={"measurements": measurements}))


def published(made: Truth, old: dict[Total, int]) -> tuple[dict[Key, int], set[Total]]:
    """Return the published numbers, of today and former ones, and which totals are said to be corrected."""
    given = {node.id: corrected(made, old, node) for node in nodes(made)}
    found: dict[Key, Decimal | None] = {}
    said: set[Total] = set()
    for node in without_small_groups(given, made.limit, dimensions()).values():
        for name, one in node.value.measurements.items() if isinstance(node.value, Result) else ():
            period = str(node.value.period or node.value.year)  # type: ignore[union-attr]  # a result
            found |= {(period, name, cell): number for cell, number in {"": one.value, **one.groups}.items()}
            for correction in one.corrections:
                said.add((period, name))
                found[period, name, FORMER] = correction.was
    return {key: int(number) for key, number in found.items() if number is not None}, said


def certain(made: Truth, old: dict[Total, int]) -> dict[Key, int]:
    """Return every small number, of today or a former one, of which what is published allows no other."""
    shown, said = published(made, old)
    true = {**made.counts, **{(*total, FORMER): count for total, count in old.items()}}
    keys = {key: at for at, key in enumerate(true)}
    sums = [{whole: 1.0, **dict.fromkeys(parts, -1.0)} for whole, parts in made.sums()]
    totals = [row for row in sums if not any(cell for _, _, cell in row)]
    sums += [{(*key[:2], FORMER): weight for key, weight in row.items()} for row in totals]
    same = [total for total in product(made.every_period, made.indicators) if total not in said]
    sums += [{(*total, FORMER): 1.0, (*total, ""): -1.0} for total in same]
    cells = [(at, keys[key], weight) for at, row in enumerate(sums) for key, weight in row.items()]
    rows, columns, weights = zip(*cells, strict=True)
    rule = LinearConstraint(csr_matrix((weights, (rows, columns)), shape=(len(sums), len(keys))), 0, 0)
    bounds = Bounds(*(np.array([shown.get(key, end) for key in keys], dtype=float) for end in (0, MOST)))
    left = {key for key, count in true.items() if 0 < count < made.limit}
    # One programme for all shows most of them open; the rest is tried one by one.
    for some in (left, *({key} for key in sorted(left))):
        for factor in (1.0, -1.0):
            aim = np.array([factor if key in some & left else 0.0 for key in keys])
            found = solved(aim, bounds, rule) if aim.any() else None
            left = {key for key in left if found is None or round(found.x[keys[key]]) == true[key]}
    return {key: true[key] for key in left}


def test_no_small_number_of_today_or_before_is_recovered() -> None:
    told = 0
    for seed in (*FOUND, *range(ATTACKS)):
        made = truth(seed)
        if old := former(made, seed):
            assert certain(made, old) == {}, seed
            told += any(key[2] == FORMER for key in published(made, old)[0])
    assert told, "some corrections say what a number was"
