"""A differencing attacker over time and plans: where not all parts of a year are given, and several plans measure it.

It knows every published number of an indicator, in whatever unit people are counted, that whole people are counted, and
that each is counted in one month and one group. For each small number integer programmes give the least and the most
that it can be: also for the time between two periods that nobody gives. `RODA_ATTACKS` is how many are attacked.
"""

import os
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any, Final

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.node import Node
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.model.statistics import Observation
from publisher.model.time_period import TimePeriod
from publisher.problem import Place
from publisher.read.document import Document
from tests.attacks.programmes import solved

ATTACKS: Final = int(os.environ.get("RODA_ATTACKS", "120"))
LIMIT: Final = 5
YEAR: Final = 12
NOWHERE: Final = Document("a.yml", {}, {})
SEX: Final = Dimension.model_validate(
    {"id": "kon", "title": "Kön", "groups": [{"id": "k", "title": "Kvinnor"}, {"id": "m", "title": "Män"}]}
)
# The months of each period, counted from 0, the end not included.
MONTHS: Final = {
    "2024": (0, 12), "2024-H1": (0, 6), "2024-H2": (6, 12), "2024-T1": (0, 4), "2024-T2": (4, 8), "2024-T3": (8, 12),
    "2024-Q1": (0, 3), "2024-Q2": (3, 6), "2024-Q3": (6, 9), "2024-Q4": (9, 12), "2024-M01-M08": (0, 8),
    "2024-M01-M09": (0, 9), "2024-03": (2, 3),
}  # fmt: skip
# Those of two years, and of the school year and the financial year that begin in the first.
WITH_SPLIT: Final = {
    "2024": (0, 12), "2024-H1": (0, 6), "2024-H2": (6, 12), "2025": (12, 24), "2025-H1": (12, 18), "2025-Q1": (12, 15),
    "2024/25": (6, 18), "2024/25-H1": (6, 12), "2024/25-Q1": (6, 9), "2024/25-Q3": (12, 15), "2024/25-T3": (14, 18),
}  # fmt: skip
# Those of a year that begins in September or October, among periods that begin or end with it or its parts.
SEPTEMBER: Final = {
    "2024": (0, 12), "2024-T3": (8, 12), "2025": (12, 24), "2025-H1": (12, 18), "2025-M07-M08": (18, 20),
    "2025-09": (20, 21), "2024/25": (8, 20), "2024/25-H1": (8, 14), "2024/25-Q4": (17, 20), "2024/25-T3": (16, 20),
}  # fmt: skip
OCTOBER: Final = {
    "2024": (0, 12), "2024-Q4": (9, 12), "2025": (12, 24), "2025-H1": (12, 18), "2025-Q3": (18, 21),
    "2025-10": (21, 22), "2024/25": (9, 21), "2024/25-H1": (9, 15), "2024/25-Q4": (18, 21), "2024/25-T3": (17, 21),
}  # fmt: skip
UNITS: Final = ("count", {"one": "elev", "other": "elever"})
Given = dict[tuple[str, str], dict[str, int]]
"""The numbers by plan and period, then by group; the plan "" is the indicator's own statistics."""
Shown = dict[tuple[str, str, str], int]
"""The published numbers by plan, period and group."""


def shown(
    given: Mapping[tuple[str, str], Mapping[str, int]], unit: object = "count"
) -> dict[tuple[str, str, str], int]:
    """Return the published numbers by plan, period and group."""
    values: dict[str, Any] = {}
    statistics = {}
    for (plan, period), counts in given.items():
        numbers: dict[str, Any] = {"groups": {cell: str(count) for cell, count in counts.items() if cell}}
        numbers |= {"value": str(counts[""])} if "" in counts else {}
        if plan:
            fields = {"plan": plan, "period": period, "summary": "S", "measurements": {"antal": numbers}}
            values[f"{plan}/{TimePeriod.parse(period).slug}"] = Result.model_validate(fields)
        else:
            statistics[TimePeriod.parse(period)] = Observation.model_validate(numbers)
    about = {"id": "antal", "title": "Antal", "unit": unit, "direction": "higher"}
    values["antal"] = Indicator.model_validate(about).model_copy(update={"statistics": statistics})
    kinds = {name: NodeKind.RESULT if "/" in name else NodeKind.INDICATOR for name in values}
    nodes = {name: Node(name, kinds[name], value, NOWHERE, Place("a.yml")) for name, value in values.items()}
    found = without_small_groups(nodes, LIMIT, [SEX])
    numbers_of: dict[tuple[str, str], tuple[Decimal | None, Mapping[str, Decimal | None]]] = {}
    for node in found.values():
        if isinstance(node.value, Result):
            one = node.value.measurements["antal"]
            numbers_of[node.value.plan, str(node.value.period)] = one.value, one.groups
        elif isinstance(node.value, Indicator):
            numbers_of |= {("", str(at)): (each.value, each.groups) for at, each in node.value.statistics.items()}
    return {
        (*at, cell): int(number)
        for at, (whole, groups) in numbers_of.items()
        for cell, number in {"": whole, **groups}.items()
        if number is not None
    }


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("given", "hidden"),
    [
        ({("p", "2024"): {"": 3}}, {"p 2024"}),
        ({("", "2024"): {"": 3}}, {" 2024"}),
        ({("p", "2024"): {"": 12}, ("p", "2024-H1"): {"": 10}}, {"p 2024-H1"}),
        ({("p", "2024"): {"": 12}, ("p", "2024-H1"): {"": 6}}, set()),
        ({("p", "2024-M01-M08"): {"": 12}, ("p", "2024-H1"): {"": 10}}, {"p 2024-H1"}),
        ({("p", "2024-T1"): {"": 6}, ("p", "2024-T2"): {"": 6}, ("p", "2024-H1"): {"": 10}}, {"p 2024-T1"}),
        ({("p", "2024"): {"": 20}, ("p", "2024-Q1"): {"": 8}, ("p", "2024-H2"): {"": 10}}, {"p 2024-Q1"}),
        ({("", "2024"): {"": 20}, ("", "2024-Q1"): {"": 8}, ("", "2024-H2"): {"": 10}}, {" 2024-Q1"}),
        ({("p", "2024"): {"": 12}, ("q", "2024-H1"): {"": 10}}, {"q 2024-H1"}),
        ({("p", "2024"): {"": 20}, ("q", "2024"): {"k": 17}}, {"p 2024"}),
        ({("p", "2024"): {"": 20, "k": 17, "m": 3}, ("q", "2024"): {"k": 17}}, {"p 2024", "p 2024 k", "p 2024 m"}),
        # A school year has the same autumn as a calendar year, or a financial year the same nine months.
        ({("p", "2024"): {"": 20}, ("p", "2024/25-H1"): {"": 17}}, {"p 2024/25-H1"}),
        ({("p", "2024-H2"): {"": 20}, ("p", "2024/25-Q1"): {"": 17}}, {"p 2024/25-Q1"}),
        ({("", "2024/25"): {"": 20}, ("", "2025-H1"): {"": 17}}, {" 2025-H1"}),
        ({("p", "2024/25"): {"": 20}, ("q", "2025-H1"): {"": 17}}, {"q 2025-H1"}),
        ({("p", "2024"): {"": 20}, ("p", "2025-Q1"): {"": 17}, ("p", "2024/25-Q4"): {"": 14}}, set()),
        ({("p", "2025"): {"": 20}, ("p", "2024/25-Q4"): {"": 17}}, {"p 2024/25-Q4"}),
        # A year from September, October or August: the other periods begin or end with it, or with a part of it.
        ({("p", "2024/25"): {"": 20}, ("p", "2025-M07-M08"): {"": 17}}, {"p 2025-M07-M08"}),
        ({("", "2024/25"): {"": 20}, ("", "2025-Q3"): {"": 17}}, {" 2025-Q3"}),
        ({("p", "2024/25-H2"): {"": 20}, ("q", "2025-07"): {"": 17}}, {"q 2025-07"}),
        # No split year of which nothing else is known begins so that these have anything in common.
        ({("p", "2024/25"): {"": 20}, ("p", "2026-Q1"): {"": 17}}, set()),
    ],
)
def test_what_others_would_reveal_is_hidden(given: Given, hidden: set[str], unit: object) -> None:
    found = shown(given, unit)
    every = [(*at, cell) for at, counts in given.items() for cell in counts]
    assert {" ".join(key).rstrip() for key in every if key not in found} == hidden


@pytest.mark.parametrize(
    "given",
    [
        # People who are counted in several quarters: nothing is known of a sum.
        {("p", "2024"): {"": 20}} | {("p", f"2024-Q{at}"): {"": 10} for at in (1, 2, 3, 4)},
        {("p", "2024"): {"": 20}} | {("p", f"2024-Q{at}"): {"": 10} for at in (1, 2, 3)},
        # Plans that count other people.
        {("p", "2024"): {"": 20}, ("q", "2024-H1"): {"": 22}},
        {("p", "2024"): {"": 20, "k": 10, "m": 10}, ("q", "2024"): {"k": 17, "m": 8}},
        {("p", "2024"): {"": 20}, ("p", "2024-H1"): {"": 10}, ("q", "2024"): {"": 30}, ("q", "2024-H1"): {"": 18}},
    ],
)
def test_no_more_is_hidden_where_numbers_cannot_be_parts_of_each_other(given: Given) -> None:
    assert shown(given) == {(*at, cell): count for at, counts in given.items() for cell, count in counts.items()}


def attacked(seed: int, months: Mapping[str, tuple[int, int]] = MONTHS) -> tuple[Given, dict[tuple[int, str], int]]:
    """Make up what is given, and what is true of each month and group."""
    chance = random.Random(seed)
    last = max(end for _, end in months.values())
    true = {(month, cell): chance.choice([0, 0, 1, 2, 5, 9]) for month in range(last) for cell in "km"}
    given: Given = {}
    for plan in chance.choice([("p",), ("p", "q"), ("p", ""), ("",)]):
        divided = chance.random() < 0.5
        for period in chance.sample(sorted(months), chance.randint(1, 4)):
            counts = {cell: _count(true, *months[period], cell) for cell in ("", "k", "m")}
            if not divided:
                cells: tuple[str, ...] = ("",)
            else:
                cells = chance.choice([("",), ("", "k", "m"), ("", "k", "m"), ("", "m"), ("k",)])
            given[plan, period] = {cell: counts[cell] for cell in cells}
    return given, true


def _count(true: Mapping[tuple[int, str], int], begin: int, end: int, cell: str) -> int:
    return sum(number for (month, own), number in true.items() if begin <= month < end and cell in {"", own})


def leaks(
    given: Given,
    true: Mapping[tuple[int, str], int],
    found: Mapping[tuple[str, str, str], int],
    months: Mapping[str, tuple[int, int]] = MONTHS,
) -> Iterator[str]:
    """Yield each small number that the attacker derives."""
    many = len(true) // 2
    bounds = sorted({month for _, period in given for month in months[period]})
    known = [(_row(*months[period], cell, many), number) for (_, period, cell), number in found.items()]
    cells = sorted({"", *(cell for counts in given.values() for cell in counts)})
    limits = LinearConstraint(np.array([row for row, _ in known]), *2 * [[each for _, each in known]]) if known else ()
    for begin, end in ((begin, end) for begin, end in combinations(bounds, 2) if end - begin <= YEAR):
        for cell in cells:
            if 0 < (count := _count(true, begin, end, cell)) < LIMIT:
                ends = {_extreme(factor * _row(begin, end, cell, many), limits) * factor for factor in (1, -1)}
                if len(ends) == 1:
                    yield f"{begin}-{end} {cell}: {count}"


def _row(begin: int, end: int, cell: str, many: int) -> Any:
    months = [float(begin <= month < end) for month in range(many)]
    none = [0.0] * many
    return np.array([*(none if cell == "m" else months), *(none if cell == "k" else months)])


def _extreme(aim: Any, limits: Any) -> int:
    bounds = Bounds(np.zeros(len(aim)), np.full(len(aim), 500.0))
    return round(float(solved(aim, bounds, limits).fun))


@pytest.mark.parametrize("start", range(0, ATTACKS, 20))
def test_no_small_number_is_derived(start: int) -> None:
    for seed in range(start, start + 20):
        given, true = attacked(seed)
        found = shown(given, UNITS[seed % 2])
        assert list(leaks(given, true, found)) == [], (seed, given, found)


@pytest.mark.parametrize("start", range(0, ATTACKS // 2, 20))
def test_no_small_number_is_derived_from_years_that_overlap(start: int) -> None:
    for seed in range(start, start + 20):
        given, true = attacked(seed, WITH_SPLIT)
        found = shown(given, UNITS[seed % 2])
        assert list(leaks(given, true, found, WITH_SPLIT)) == [], (seed, given, found)


@pytest.mark.parametrize("months", [SEPTEMBER, OCTOBER])
def test_no_small_number_is_derived_from_years_that_begin_in_autumn(months: Mapping[str, tuple[int, int]]) -> None:
    for seed in range(ATTACKS // 4):
        given, true = attacked(seed, months)
        found = shown(given, UNITS[seed % 2])
        assert list(leaks(given, true, found, months)) == [], (seed, given, found)


def test_the_attacker_derives_what_is_hidden_alone() -> None:
    found = 0
    for seed in range(40):
        given, true = attacked(seed)
        every = {(*at, cell): count for at, counts in given.items() for cell, count in counts.items()}
        found += bool([*leaks(given, true, {key: count for key, count in every.items() if not 0 < count < LIMIT})])
    assert found > 5
