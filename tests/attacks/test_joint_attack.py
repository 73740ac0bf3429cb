"""A differencing attacker with all that data files hold: groups, periods, parts of a whole and corrections at once.

It reads `measurements.csv` as it is published and knows what anybody knows: that whole people are counted, that
groups which are all there are make up their whole, quarters and halves their year, and that no part exceeds its whole.
For each hidden number integer programmes give the least and the most that it can be. `RODA_ATTACKS` is how many
publications are attacked; without it a few are.
"""

import csv
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint

from publisher.pipeline import load
from publisher.problem import stops
from publisher.publish.data.open_data import data_files
from tests.attacks.programmes import solved
from tests.publications import smallest, write

ATTACKS: Final = int(os.environ.get("RODA_ATTACKS", "60"))
BATCH: Final = 20
MOST: Final = 2_000
CELLS: Final = ("", "k", "m")
# How many numbers of the first publications are hidden, by the first of each batch.
HIDDEN: Final = {0: 160, 20: 210, 40: 239}
Key = tuple[str, str, str]  # period, indicator, group
Row = dict[Key, float]

SETTINGS: Final = """\
site_name: Prov
theme: {{language: sv}}
extra: {{publication: {{organisation: {{name: Prov}}, smallest_group: {limit}}}}}
"""
INDICATORS: Final = """\
dimensions:
  - {id: kon, title: Kön, groups: [{id: k, title: Kvinnor}, {id: m, title: Män}]}
indicators:
  - {id: alla, title: Alla, unit: count, direction: neither, as_whole: alla}
  - {id: klara, title: Klara, unit: count, direction: neither, as_whole: klara}
  - {id: avbrott, title: Avbrott, unit: count, direction: neither, as_whole: avbrott}
"""
PLAN: Final = "---\nid: p\ntitle: P\nsummary: S.\nstatus: ongoing\nindicators: [alla, klara, avbrott]\n---\n"


@dataclass
class Truth:
    """What is true: how many are in each cell, the periods that make up another, the parts that make up a whole."""

    limit: int
    counts: dict[Key, int] = field(default_factory=dict)
    periods: dict[str, list[str]] = field(default_factory=dict)
    grouped: set[tuple[str, str]] = field(default_factory=set)
    indicators: list[str] = field(default_factory=list)
    was: dict[tuple[str, str], int] = field(default_factory=dict)
    by_group: set[tuple[str, str]] = field(default_factory=set)  # the number of all is not given
    divided: bool = False  # alla is klara and avbrott, and nothing else

    @property
    def every_period(self) -> list[str]:
        return sorted({period for _, period in self.pairs})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return sorted({(name, period) for period, name, _ in self.counts})

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Yield each cell with those that make it up."""
        for name, period in self.pairs:
            if (name, period) in self.grouped:
                yield (period, name, ""), [(period, name, cell) for cell in CELLS[1:]]
        for year, parts in self.periods.items():
            for name in self.indicators:
                for cell in CELLS:
                    yield (year, name, cell), [(part, name, cell) for part in parts]
        for period in self.every_period if self.divided else ():
            for cell in CELLS:
                yield (period, "alla", cell), [(period, name, cell) for name in ("klara", "avbrott")]


def truth(seed: int) -> Truth:
    """Make up what is true."""
    chance = random.Random(seed)
    made = Truth(chance.choice([3, 5, 10]))
    made.divided = chance.random() < 0.5
    made.indicators = ["alla", "klara", "avbrott"] if made.divided else ["alla", *["klara"] * (chance.random() < 0.7)]
    made.periods = chance.choice(
        [{}, {"2024": ["2024-H1", "2024-H2"]}, {"2024": [f"2024-Q{at}" for at in range(1, 5)]}]
    )
    leaves = [part for parts in made.periods.values() for part in parts] or ["2024"]
    for period in leaves:
        for cell in CELLS[1:]:
            whole = chance.choice([0, chance.randint(0, 8), chance.randint(5, 40)])
            part = chance.randint(0, whole)
            made.counts |= {(period, "alla", cell): whole, (period, "klara", cell): part}
            made.counts[period, "avbrott", cell] = whole - part
    for year, parts in made.periods.items():
        for name in ("alla", "klara", "avbrott"):
            for cell in CELLS[1:]:
                made.counts[year, name, cell] = sum(made.counts[part, name, cell] for part in parts)
    made.counts = {key: count for key, count in made.counts.items() if key[1] in made.indicators}
    for name, period in made.pairs:
        made.counts[period, name, ""] = made.counts[period, name, "k"] + made.counts[period, name, "m"]
        if chance.random() < 0.8:
            made.grouped.add((name, period))
        if chance.random() < 0.15:
            was = chance.randint(0, made.counts[period, name, ""] + 5)
            made.was |= {(name, period): was} if was != made.counts[period, name, ""] else {}
    return made


def files(made: Truth) -> dict[str, Any]:
    """Return the publication that holds all of it."""
    texts = {
        "mkdocs.yml": SETTINGS.format(limit=made.limit),
        "plans/indicators.yml": INDICATORS,
        "plans/p/plan.md": PLAN,
    }
    for period in made.every_period:
        lines = []
        for name in made.indicators:
            fields = {"value": str(made.counts[period, name, ""])} if (name, period) not in made.by_group else {}
            fields |= {"of": "alla"} if name != "alla" else {}
            if (name, period) in made.grouped:
                fields["groups"] = f"{{k: {made.counts[period, name, 'k']}, m: {made.counts[period, name, 'm']}}}"
            if (name, period) in made.was:
                was = made.was[name, period]
                fields["corrections"] = f"[{{was: {was}, date: 2025-01-01, reason: Fel.}}]"
            lines.append(f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}\n")
        about = f"year: {period}" if period == "2024" else f"period: {period}"
        text = f"---\nplan: p\n{about}\nsummary: S.\nmeasurements:\n{''.join(lines)}---\n"
        texts[f"plans/p/results/{period}.md"] = text
    return smallest(**texts)


def shown_in(made: Truth, root: Path) -> tuple[dict[Key, int | None], dict[Key, int]]:
    """Return the numbers in the table of measurements, and former ones; JSON has no number more."""
    loaded = load(write(root, files(made)), draw=False)
    assert not stops(loaded.problems)
    published = data_files(loaded.site_map)
    table = list(csv.DictReader(StringIO(published["data/measurements.csv"].decode("utf-8-sig"))))
    now = {
        (row["period"], row["indicator"], row["group"]): int(row["value"]) if row["value"] else None for row in table
    }
    was = {(row["period"], row["indicator"], row["group"]): int(row["was"]) for row in table if row["was"]}
    # Where one number is said to be the small one, no other is: together with a sum that could be enough.
    few = [row for row in table if row["suppressed"] == "small"]
    assert not few or not made.periods or sum(not row["value"] for row in table) == len(few) == 1
    for one in json.loads(published["data/publication.json"])["objects"]:
        for name, measured in one.get("measurements", {}).items():
            period = str(one.get("period") or one["year"])
            numbers = {"": measured.get("value"), **(measured.get("groups") or {})}
            for cell, number in numbers.items():
                assert number is None or now[period, name, cell] == int(number), (period, name, cell)
    return now, was


class Attacker:
    """Knows what is published, and what sums hold."""

    def __init__(self, made: Truth, now: dict[Key, int | None]) -> None:
        self.keys = sorted(made.counts)
        at = {key: index for index, key in enumerate(self.keys)}
        least, most = np.zeros(len(at)), np.full(len(at), float(MOST))
        for key, number in now.items():
            if number is not None:
                least[at[key]] = most[at[key]] = number
        rows: list[tuple[Row, float, float]] = []
        for whole, parts in made.sums():
            if whole in at:
                rows.append(({whole: 1.0} | dict.fromkeys(parts, -1.0), 0, 0))
        for period, name, cell in self.keys:
            if name != "alla":
                rows.append(({(period, "alla", cell): 1, (period, name, cell): -1}, 0, np.inf))
        matrix = np.zeros((len(rows), len(at)))
        for row, (weights, _, _) in enumerate(rows):
            for key, weight in weights.items():
                matrix[row, at[key]] += weight
        self.bounds = Bounds(least, most)
        self.constraints = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows]) if rows else ()

    def interval(self, key: Key) -> tuple[int, int]:
        """Return the least and the most that a count can be."""
        ends = []
        for factor in (1, -1):
            aim = np.zeros(len(self.keys))
            aim[self.keys.index(key)] = factor
            found = solved(aim, self.bounds, self.constraints)
            ends.append(round(found.x[self.keys.index(key)]))
        return ends[0], ends[1]


def leaks(made: Truth, now: dict[Key, int | None], was: dict[Key, int]) -> Iterator[str]:
    """Yield each small group that the attacker finds."""
    small = range(1, made.limit)
    attacker = Attacker(made, now)
    for key, number in now.items():
        # What is not published at all, such as groups that nobody gives, is nobody's to hide.
        if number is None and made.counts[key] in small and len({*attacker.interval(key)}) == 1:
            yield f"{key} is {made.counts[key]}"
        if number in small or was.get(key) in small:
            yield f"{key} is or was {number}"
        period, name, cell = key
        for whole in {now.get((period, "alla", cell)), was.get((period, "alla", cell))} if name != "alla" else ():
            for part in {number, was.get(key)} - {None}:
                if whole is not None and part is not None and whole - part in small:
                    yield f"all but {key} are {whole - part}"


@pytest.mark.parametrize("start", range(0, ATTACKS, BATCH))
def test_no_small_group_is_recovered(tmp_path: Path, start: int) -> None:
    hidden = 0
    for seed in range(start, start + BATCH):
        made = truth(seed)
        now, was = shown_in(made, tmp_path / str(seed))
        assert list(leaks(made, now, was)) == [], (seed, made)
        hidden += sum(number is None and key in made.counts for key, number in now.items())
    assert hidden == HIDDEN.get(start, hidden), "no more is hidden than is needed for that"


@pytest.mark.parametrize("start", range(0, ATTACKS, BATCH))
def test_no_small_group_is_recovered_where_only_groups_have_numbers(tmp_path: Path, start: int) -> None:
    hidden = 0
    for seed in range(start, start + BATCH):
        made, chance = truth(seed), random.Random(seed)
        made.by_group = {each for each in sorted(made.grouped - {*made.was}) if chance.random() < 0.5}
        now, was = shown_in(made, tmp_path / str(seed))
        assert list(leaks(made, now, was)) == [], (seed, made)
        assert all(now[period, name, ""] is None for name, period in made.by_group)
        hidden += sum(number is None for key, number in now.items() if key[2])
    assert hidden


def test_the_attacker_finds_what_is_not_hidden_well() -> None:
    found = 0
    for seed in range(40):
        made = truth(seed)
        naive = {
            (period, name, cell): None if 0 < count < made.limit else count
            for (period, name, cell), count in made.counts.items()
            if not cell or (name, period) in made.grouped
        }
        found += bool(list(leaks(made, naive, {})))
    assert found > 20
