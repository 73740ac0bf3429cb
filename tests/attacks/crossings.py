"""Made-up counts of people in crossings of up to three dimensions, over several periods, with parts of a whole.

Which cells are given differs: all, only the innermost with no sums between, or some. An attacker who knows what is
published solves for every cell, given or not: whole people are counted, and all sums hold.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_matrix

from tests.attacks.programmes import solved

# A dimension: its groups, and whether they are all there are.
DIMENSIONS: Final[Mapping[str, tuple[tuple[str, ...], bool]]] = {
    "alder": (("u", "v", "w"), True),
    "kon": (("k", "m"), True),
    "skola": (("x", "y"), False),
}
PERIODS: Final[tuple[Mapping[str, tuple[str, ...]], ...]] = (
    {},
    {"2024": ("2024-H1", "2024-H2")},
    {"2024": tuple(f"2024-T{at}" for at in range(1, 4))},
    {"2024": tuple(f"2024-Q{at}" for at in range(1, 5))},
)
MOST: Final = 2_000
Key = tuple[str, str, str]  # period, indicator, cell


def cell_of(groups: tuple[str, ...] | list[str]) -> str:
    """Return the name of a cell: its groups in order, joined by +."""
    return "+".join(sorted(each for each in groups if each))


@dataclass
class Truth:
    """What is true: how many are in each cell, and which of them an author gives."""

    limit: int
    dimensions: tuple[str, ...]
    periods: Mapping[str, tuple[str, ...]]
    indicators: tuple[str, ...]
    counts: dict[Key, int] = field(default_factory=dict)
    given: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # by indicator and period

    @property
    def leaves(self) -> list[str]:
        """The shortest periods."""
        return [part for parts in self.periods.values() for part in parts] or ["2024"]

    @property
    def every_period(self) -> list[str]:
        return sorted({*self.leaves, "2024"})

    @property
    def groups(self) -> list[list[str]]:
        """The groups of each dimension, with ~ for those who are in none of them."""
        return [[*DIMENSIONS[one][0], *([] if DIMENSIONS[one][1] else [f"~{one}"])] for one in self.dimensions]

    @cached_property
    def innermost(self) -> list[str]:
        return [cell_of(each) for each in product(*self.groups)]

    @cached_property
    def cells(self) -> list[str]:
        return [cell_of(each) for each in product(*([*one, ""] for one in self.groups))]

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Yield each cell with those that make it up: over a dimension, over periods, over parts of the whole."""
        lines = [
            (cell, [cell_of([*cell.split("+"), each]) for each in own])
            for cell in self.cells
            for own in self.groups
            if not {*own} & {*cell.split("+")}
        ]
        for period, name in product(self.every_period, ("alla", "klara", "avbrott")):
            yield from (((period, name, cell), [(period, name, each) for each in parts]) for cell, parts in lines)
        for year, parts in self.periods.items():
            for name, cell in product(("alla", "klara", "avbrott"), self.cells):
                yield (year, name, cell), [(part, name, cell) for part in parts]
        for period, cell in product(self.every_period, self.cells):
            yield (period, "alla", cell), [(period, "klara", cell), (period, "avbrott", cell)]


def truth(seed: int) -> Truth:
    """Make up what is true, and what of it is given."""
    chance = random.Random(seed)
    dimensions = tuple(sorted(chance.sample([*DIMENSIONS], chance.choice([0, 1, 1, 2, 2, 2, 3, 3]))))
    indicators = chance.choice([("alla",), ("alla", "klara"), ("alla", "klara", "avbrott")])
    periods = PERIODS[0] if len(dimensions) == 3 and chance.random() < 0.5 else chance.choice(PERIODS)
    made = Truth(chance.choice([3, 5, 10]), dimensions, periods, indicators)
    for period, cell in product(made.leaves, made.innermost):
        whole = chance.choice([0, chance.randint(0, 8), chance.randint(5, 40), chance.randint(5, 40)])
        part = chance.randint(0, whole)
        made.counts |= {(period, "alla", cell): whole, (period, "klara", cell): part}
        made.counts[period, "avbrott", cell] = whole - part
    for cell in made.cells:
        within = [each for each in made.innermost if {*cell.split("+")} - {""} <= {*each.split("+")}]
        for period, name in product(made.leaves, ("alla", "klara", "avbrott")):
            made.counts[period, name, cell] = sum(made.counts[period, name, each] for each in within)
    for (year, parts), name, cell in product(made.periods.items(), ("alla", "klara", "avbrott"), made.cells):
        made.counts[year, name, cell] = sum(made.counts[part, name, cell] for part in parts)
    for name in indicators:
        like = given_cells(made, chance)
        for period in made.every_period:
            made.given[name, period] = like if chance.random() < 0.7 else given_cells(made, chance)
    return made


def given_cells(made: Truth, chance: random.Random) -> list[str]:
    """Return the cells that an author might give beside the total, in order."""
    named = [cell for cell in made.cells if cell and "~" not in cell]
    sizes = [0, *{len(cell.split("+")) for cell in named}]
    kind = chance.choice(["none", "all", "innermost", "margins", "some sizes", "some"])
    if kind == "none" or not named:
        return []
    if kind == "some":
        return [cell for cell in named if chance.random() < 0.8]
    chosen = {
        "all": {*sizes},
        "innermost": {max(sizes)},
        "margins": {1},
        "some sizes": {size for size in sizes if chance.random() < 0.6},
    }[kind]
    return [cell for cell in named if len(cell.split("+")) in chosen]


class Attacker:
    """Knows what is published, and what sums hold."""

    def __init__(self, made: Truth, now: Mapping[Key, int | None]) -> None:
        self.made = made
        self.keys = sorted(made.counts)
        self.at = {key: index for index, key in enumerate(self.keys)}
        least, most = np.zeros(len(self.at)), np.full(len(self.at), float(MOST))
        for key, number in now.items():
            if number is not None:
                least[self.at[key]] = most[self.at[key]] = number
        rows, columns, weights, number = [], [], [], 0
        for whole, parts in made.sums():
            for key, weight in ((whole, 1.0), *((part, -1.0) for part in parts)):
                rows.append(number)
                columns.append(self.at[key])
                weights.append(weight)
            number += 1
        self.bounds = Bounds(least, most)
        matrix = csr_matrix((weights, (rows, columns)), shape=(number, len(self.at)))
        self.constraints = LinearConstraint(matrix, 0, 0)

    def solved(self, weights: Mapping[Key, float], bounds: Bounds | None = None) -> dict[Key, int]:
        """Return counts that all which is published allows, with the least weighted sum."""
        aim = np.zeros(len(self.keys))
        for key, weight in weights.items():
            aim[self.at[key]] = weight
        found = solved(aim, bounds or self.bounds, self.constraints)
        return {key: round(found.x[at]) for key, at in self.at.items()}

    def certain(self) -> dict[Key, int]:
        """Return every small group of which what is published allows one number only."""
        left = {key for key, count in self.made.counts.items() if 0 < count < self.made.limit}
        for factor in (1.0, -1.0):
            # One programme for all shows most of them open; the rest is tried one by one.
            found = self.solved(dict.fromkeys(left, factor))
            left = {key for key in left if found[key] == self.made.counts[key]}
        for key in sorted(left):
            for factor in (1.0, -1.0):
                if key in left:
                    found = self.solved({key: factor})
                    left = {each for each in left if found[each] == self.made.counts[each]}
        return {key: self.made.counts[key] for key in left}
