"""The differencing attacker against statistics by group: sums over sex, age and quarters, and a result beside.

Every period divides by two dimensions that cross, a year is the sum of its quarters, and a result holds some of the
same numbers. The attacker knows all of that, and what is published.
"""

import os
import random
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.node import Node
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.problem import Place
from publisher.read.document import Document
from tests.attacks.programmes import solved

ATTACKS = int(os.environ.get("RODA_ATTACKS", "20"))
NOWHERE = Document("a.yml", {}, {})
LIMIT = 5
SEX, AGE = ("kvinnor", "man"), ("unga", "vuxna", "gamla")
DIMENSIONS = tuple(
    Dimension.model_validate({"id": name, "title": name, "groups": [{"id": each, "title": each} for each in groups]})
    for name, groups in (("kon", SEX), ("alder", AGE))
)
QUARTERS = tuple(f"2024-Q{n}" for n in range(1, 5))
PERIODS = ("2024", *QUARTERS)
CELLS = ("", *SEX, *AGE, *(f"{sex}+{age}" for sex in SEX for age in AGE))
Cell = tuple[str, str]


def sums() -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each total with what it is the sum of."""
    for period in PERIODS:
        yield (period, ""), [(period, sex) for sex in SEX]
        yield (period, ""), [(period, age) for age in AGE]
        yield from (((period, sex), [(period, f"{sex}+{age}") for age in AGE]) for sex in SEX)
        yield from (((period, age), [(period, f"{sex}+{age}") for sex in SEX]) for age in AGE)
    yield from ((("2024", cell), [(quarter, cell) for quarter in QUARTERS]) for cell in CELLS)


def counts(chance: random.Random) -> dict[Cell, int]:
    """Return true counts, of which some are small."""
    true: dict[Cell, int] = {}
    for quarter in QUARTERS:
        for sex in SEX:
            for age in AGE:
                true[quarter, f"{sex}+{age}"] = chance.choice([0, 1, 2, 4, *range(5, 40)])
        for group in (*SEX, *AGE):
            within = [cell for cell in CELLS if "+" in cell and group in cell.split("+")]
            true[quarter, group] = sum(true[quarter, cell] for cell in within)
        true[quarter, ""] = sum(true[quarter, sex] for sex in SEX)
    return true | {("2024", cell): sum(true[quarter, cell] for quarter in QUARTERS) for cell in CELLS}


def published(seed: int) -> tuple[dict[Cell, int], dict[Cell, int | None]]:
    """Return the true counts and what is published of them, in statistics or in the result; None where hidden."""
    chance = random.Random(seed)
    true = counts(chance)
    given = {
        period: {cell for cell in CELLS if cell == "" or chance.random() < 0.8}
        for period in PERIODS
        if period == "2024" or chance.random() < 0.9
    }
    in_result = {cell for cell in CELLS[1:] if chance.random() < 0.5}
    about = {"id": "n", "title": "n", "unit": "count", "direction": "higher"}
    statistics = {
        period: {
            "value": str(true[period, ""]),
            "groups": {each: str(true[period, each]) for each in sorted(cells) if each},
        }
        for period, cells in given.items()
    }
    indicator: Any = Indicator.model_validate({**about, "statistics": statistics})
    measured = {"value": str(true["2024-Q1", ""]), "groups": {each: str(true["2024-Q1", each]) for each in in_result}}
    fields = {"plan": "p", "period": "2024-Q1", "summary": "S", "measurements": {"n": measured}}
    result: Any = Result.model_validate(fields)
    nodes = {
        "n": Node("n", NodeKind.INDICATOR, indicator, NOWHERE, Place("a.yml")),
        result.id: Node(result.id, NodeKind.RESULT, result, NOWHERE, Place("a.yml")),
    }
    shown = without_small_groups(nodes, LIMIT, DIMENSIONS)
    found: dict[Cell, int | None] = {}
    one: Any = shown["n"].value
    for period, observation in one.statistics.items():
        for cell, number in {"": observation.value, **observation.groups}.items():
            found[str(period), cell] = None if number is None else int(number)
    result_shown: Any = shown[result.id].value
    for cell, number in {"": result_shown.measurements["n"].number, **result_shown.measurements["n"].groups}.items():
        found["2024-Q1", cell] = None if number is None else int(number)
        if number is not None and cell in given.get("2024-Q1", ()):
            period = next(each for each in one.statistics if str(each) == "2024-Q1")
            beside = one.statistics[period]
            assert (beside.groups.get(cell) if cell else beside.value) is not None, "both hide the same"
    return true, found


def interval(shown: Mapping[Cell, int | None], cell: Cell) -> tuple[int, int]:
    """Return the least and the most that a count can be."""
    at = {name: index for index, name in enumerate((period, each) for period in PERIODS for each in CELLS)}
    least, most = np.zeros(len(at)), np.full(len(at), 1000.0)
    for name, number in shown.items():
        if number is not None:
            least[at[name]] = most[at[name]] = number
    rows = []
    for total, parts in sums():
        row = np.zeros(len(at))
        row[at[total]] = 1
        for part in parts:
            row[at[part]] -= 1
        rows.append(row)
    ends = []
    for factor in (1, -1):
        aim = np.zeros(len(at))
        aim[at[cell]] = factor
        constraints = LinearConstraint(np.array(rows), 0, 0)
        ends.append(round(solved(aim, Bounds(least, most), constraints).x[at[cell]]))
    return ends[0], ends[1]


@pytest.mark.parametrize("seed", range(ATTACKS))
def test_no_small_group_is_recovered_from_statistics(seed: int) -> None:
    true, shown = published(seed)
    for cell, number in shown.items():
        if number is None and 0 < true[cell] < LIMIT:
            low, high = interval(shown, cell)
            assert low < high, (cell, true[cell])
        assert number is None or not 0 < number < LIMIT


def test_the_attacker_finds_what_only_lacks_the_small_counts() -> None:
    found = 0
    for seed in range(10):
        true, _ = published(seed)
        naive = {cell: None if 0 < count < LIMIT else count for cell, count in true.items()}
        small = [cell for cell, count in naive.items() if count is None]
        found += any(len({*interval(naive, cell)}) == 1 for cell in small[:3])
    assert found > 5
