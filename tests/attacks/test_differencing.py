"""A differencing attacker: from everything published, no reader can derive the number of a small group.

The attacker knows every published number, that whole people are counted, which parts make up their whole, that a number
once was another, and what `suppressed` says; integer programmes give the least and the most that each hidden count can
be (the "feasibility interval" of A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 4.2).
`RODA_ATTACKS` is how many publications are attacked; without it a few are.
"""

import os
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.node import Node
from publisher.model.register import Indicator
from publisher.model.result import Hiding, Measurement, Result
from publisher.model.roles import NodeKind
from publisher.pipeline import load
from publisher.problem import Place
from publisher.publish.changes.versions import compared
from publisher.read.document import Document
from tests.attacks.programmes import solved
from tests.publications import page, smallest, without_problems, write
from tests.repository import PLAN, changed, commit, git, thread

ATTACKS = int(os.environ.get("RODA_ATTACKS", "120"))
NOWHERE = Document("a.yml", {}, {})


@dataclass
class Secret:
    """What is true: counts by name, the measurements as an author gives them, and which parts make up their whole."""

    limit: int
    counts: dict[str, int] = field(default_factory=dict)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    partitions: dict[str, list[str]] = field(default_factory=dict)

    def divide(self, chance: random.Random, whole: str, depth: int) -> None:
        """Add parts of a whole: they make it up, or overlap."""
        total, number = self.counts[whole], chance.randint(1, 5)
        if total < 2:
            return
        if disjoint := chance.random() < 0.7:
            cuts = sorted(chance.randint(0, total) for _ in range(number))
            sizes = [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]
        else:
            sizes = [chance.randint(0, total) for _ in range(number)]
        names = [f"{whole}.{at}" for at in range(len(sizes))]
        if disjoint:
            self.partitions[whole] = names
        for name, size in zip(names, sizes, strict=True):
            self.counts[name] = size
            share = f"{100 * size / total:.0f}"
            as_share = chance.random() < 0.2 and round(total * int(share) / 100) == size
            self.given[name] = {"share": share, "of": whole} if as_share else {"value": str(size), "of": whole}
            self.correct(chance, name, total)
            if depth and size > 5 and chance.random() < 0.3:
                self.divide(chance, name, depth - 1)

    def correct(self, chance: random.Random, name: str, most: int) -> None:
        """Let a number now and then have been another."""
        if "value" in self.given[name] and chance.random() < 0.25:
            was = str(chance.randint(0, most))
            self.given[name]["corrections"] = [{"was": was, "date": "2025-01-01", "reason": "Fel."}]


def secret(seed: int) -> Secret:
    chance = random.Random(seed)
    made = Secret(chance.choice([3, 5, 10]))
    made.counts["alla"] = chance.randint(1, 90)
    made.given["alla"] = {"value": str(made.counts["alla"])}
    made.correct(chance, "alla", 120)
    made.divide(chance, "alla", 2)
    return made


def published(made: Secret, flags: Mapping[str, bool]) -> Result:
    """Return the result as it is published; `flags` say of some indicators whether they count people."""
    fields = {"plan": "p", "year": "2024", "summary": "S", "measurements": made.given}
    values: dict[str, Any] = {"p/2024": Result.model_validate(fields)}
    for name in made.given:
        about = {"id": name, "title": name, "unit": "share" if "share" in made.given[name] else "count"}
        about |= {"direction": "higher", "counts_people": "true" if flags.get(name, True) else "false"}
        values[name] = Indicator.model_validate(about)
    nodes = {
        name: Node(name, NodeKind.RESULT if name == "p/2024" else NodeKind.INDICATOR, value, NOWHERE, Place("a.yml"))
        for name, value in values.items()
    }
    found = without_small_groups(nodes, made.limit)["p/2024"].value
    assert isinstance(found, Result)
    return found


class Attacker:
    """Knows what is published, and what integers can be."""

    def __init__(self, made: Secret, shown: Mapping[str, Measurement]) -> None:
        self.names = list(shown)
        self.shown = shown
        at = {name: index for index, name in enumerate(self.names)}
        least, most = np.zeros(len(at)), np.full(len(at), 1000.0)
        rows: list[tuple[dict[str, float], float, float]] = []
        for name, one in shown.items():
            if one.value is not None:
                least[at[name]] = most[at[name]] = float(one.value)
            elif one.suppressed == "small":
                least[at[name]], most[at[name]] = 1, made.limit - 1
            elif one.share is not None and one.of:
                # The count is the whole number nearest to a share that is rounded itself.
                share = float(one.share) / 100
                rows += [
                    ({name: 1, one.of: -share - 0.005}, -np.inf, 0.5),
                    ({name: 1, one.of: -share + 0.005}, -0.5, np.inf),
                ]
            if one.of:
                rows.append(({name: 1, one.of: -1}, -np.inf, 0))
        rows += [({whole: 1.0} | dict.fromkeys(parts, -1.0), 0.0, 0.0) for whole, parts in made.partitions.items()]
        matrix = np.zeros((len(rows), len(at)))
        for row, (weights, _, _) in enumerate(rows):
            for name, weight in weights.items():
                matrix[row, at[name]] = weight
        self.bounds = Bounds(least, most)
        self.constraints = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows]) if rows else ()

    def interval(self, name: str) -> tuple[int, int]:
        """Return the least and the most that a count can be."""
        ends = []
        for factor in (1, -1):
            aim = np.zeros(len(self.names))
            aim[self.names.index(name)] = factor
            found = solved(aim, self.bounds, self.constraints)
            ends.append(round(found.x[self.names.index(name)]))
        return ends[0], ends[1]


def leaks(made: Secret, shown: Mapping[str, Measurement]) -> Iterator[str]:
    """Yield each small group that the attacker finds."""
    attacker = Attacker(made, shown)
    for name, one in shown.items():
        if one.suppressed and 0 < made.counts[name] < made.limit and len({*attacker.interval(name)}) == 1:
            yield f"{name} is {made.counts[name]}"
        whole = shown.get(one.of or "")
        for of, part in product(known(whole), known(one)) if whole else ():
            if 0 < of - part < made.limit:
                yield f"all but {name} are {of - part}"
        for number in known(one):
            if 0 < number < made.limit:
                yield f"{name} is or was {number}"


def known(one: Measurement | None) -> list[int]:
    """Return what a number is and was, as far as it is published."""
    numbers = [] if one is None else [one.value, *(correction.was for correction in one.corrections)]
    return [int(number) for number in numbers if number is not None]


@pytest.mark.parametrize("start", range(0, ATTACKS, 20))
def test_no_small_group_is_recovered(start: int) -> None:
    for seed in range(start, start + 20):
        made = secret(seed)
        shown = published(made, {}).measurements
        assert list(leaks(made, shown)) == [], (seed, made.given)


def test_the_attacker_finds_what_is_not_hidden_well() -> None:
    """The attack is one: with nothing but the small counts taken out it succeeds, again and again."""
    found = 0
    for seed in range(60):
        made = secret(seed)
        naive = {
            name: Measurement.model_validate("0").without_number(Hiding.SMALL).model_copy(update={"of": each.get("of")})
            if 0 < made.counts[name] < made.limit
            else Measurement.model_validate({**each, "corrections": []})
            for name, each in made.given.items()
        }
        found += bool([leak for leak in leaks(made, naive) if leak])
    assert found > 10


def test_a_part_of_people_is_people_whatever_its_indicator_says() -> None:
    made = Secret(5, {"alla": 60, "de": 57}, {"alla": {"value": "60"}, "de": {"value": "57", "of": "alla"}})
    shown = published(made, {"de": False}).measurements
    assert shown["de"].suppressed
    shown = published(made, {"alla": False}).measurements
    assert shown["de"].suppressed


def test_a_total_cost_and_a_cost_per_head_disclose_nobody() -> None:
    measured = {"deltagare": "3", "kostnad": "300000", "kostnad-per": "100000", "annan": "250000"}
    nodes: dict[str, Node] = {}
    for name in measured:
        unit = "count" if name == "deltagare" else "kronor"
        value: Any = Indicator.model_validate({"id": name, "title": name, "unit": unit, "direction": "higher"})
        nodes[name] = Node(name, NodeKind.INDICATOR, value, NOWHERE, Place("a.yml"))
    result: Any = Result.model_validate({"plan": "p", "year": "2024", "summary": "S", "measurements": measured})
    nodes["p/2024"] = Node("p/2024", NodeKind.RESULT, result, NOWHERE, Place("a.yml"))
    shown: Any = without_small_groups(nodes, 5)["p/2024"].value
    assert {name for name, one in shown.measurements.items() if one.suppressed} == {"deltagare", "kostnad-per"}


def test_what_is_not_said_to_count_otherwise_counts_people() -> None:
    result: Any = Result.model_validate({"plan": "p", "year": "2024", "summary": "S", "measurements": {"borta": "3"}})
    nodes = {"p/2024": Node("p/2024", NodeKind.RESULT, result, NOWHERE, Place("a.yml"))}
    shown: Any = without_small_groups(nodes, 5)["p/2024"].value
    assert shown.measurements["borta"].suppressed


@pytest.mark.parametrize("value", ["-3", "-1"])
def test_a_change_of_few_is_hidden(value: str) -> None:
    made = Secret(5, {"alla": int(value)}, {"alla": {"value": value}})
    assert published(made, {}).measurements["alla"].suppressed


RESULT = "plans/vagen/results/2024.md"
REGISTER = "plans/indicators.yml"


def with_small_group(tmp_path: Path) -> Path:
    """Return the thread in git with a hidden group of three, which was one of four in an earlier version."""
    root = thread(tmp_path)
    changed(root, "mkdocs.yml", ("  publication:\n", "  publication:\n    smallest_group: 5\n"))
    changed(root, RESULT, ("klara: {value: 72", "klara: {value: 4"))
    commit(root, "2024-03-01")
    git(root, "tag", "--force", "v1")
    changed(root, RESULT, ("klara: {value: 4", "klara: {value: 3"))
    commit(root, "2024-03-02")
    return root


def printed_text(root: Path) -> str:
    """Return the history of the plan and what changed since v1."""
    loaded = without_problems(root)
    return page(loaded, "planer/vagen/historik.md").markdown + compared(loaded, "v1", Place("--since")).listing()


def test_that_nothing_has_changed_is_said_of_what_is_shown_alone(tmp_path: Path) -> None:
    root = with_small_group(tmp_path)
    found = compared(without_problems(root), "v1", Place("--since"))
    assert found.listing().strip() == "Ingenting av det som visas har ändrats."
    assert "Ingenting har ändrats" not in found.page(None).markdown


def test_a_renamed_indicator_hides_what_it_hid(tmp_path: Path) -> None:
    root = with_small_group(tmp_path)
    changed(root, REGISTER, ("id: klara,", "id: avslutade, formerly: [klara],"))
    changed(root, RESULT, ("klara: {value: 3", "avslutade: {value: 3"), ("of: klara", "of: avslutade"))
    changed(root, PLAN, ("[borjade, klara]", "[borjade, avslutade]"))
    commit(root, "2024-03-03")
    assert not re.search(r"klara\D{0,40}\b[34]\b", printed_text(root))


@pytest.mark.parametrize("mended", [True, False])
def test_a_flag_of_now_or_then_hides_both(tmp_path: Path, mended: bool) -> None:  # noqa: FBT001
    root = with_small_group(tmp_path)
    text = (root / REGISTER).read_text(encoding="utf-8")
    open_ = re.sub(r"(id: klara,)", r"\1 counts_people: false,", text)
    assert open_ != text
    if mended:
        # It was said by mistake that the indicator counts no people, and that is put right now.
        (root / REGISTER).write_text(open_, encoding="utf-8")
        commit(root, "2024-03-03")
        git(root, "tag", "--force", "v1")
        (root / REGISTER).write_text(text, encoding="utf-8")
        changed(root, RESULT, ("klara: {value: 3", "klara: {value: 60"))
    else:
        (root / REGISTER).write_text(open_, encoding="utf-8")
        changed(root, RESULT, ("klara: {value: 3", "klara: {value: 60"))
    commit(root, "2024-03-04")
    assert not re.search(r"klara\D{0,40}\b[34]\b", printed_text(root))
    assert "från 3" not in printed_text(root)
    assert "från 4" not in printed_text(root)


def test_an_earlier_number_is_no_change_beside_a_later_part_of_its_year(tmp_path: Path) -> None:
    """The year was 64 in git; its first half of 61, which came later, would leave 3 for the second."""
    root = thread(tmp_path)
    changed(root, "mkdocs.yml", ("  publication:\n", "  publication:\n    smallest_group: 5\n"))
    changed(root, RESULT, ("klara: {value: 72", "klara: {value: 64"))
    commit(root, "2024-03-01")
    git(root, "tag", "--force", "v1")
    changed(root, RESULT, ("klara: {value: 64", "klara: {value: 72"))
    commit(root, "2024-03-02")
    assert "64" in printed_text(root)
    half = "---\nplan: vagen\nperiod: 2024-H1\nsummary: S.\nmeasurements:\n  klara: {value: 61, of: borjade}\n"
    write(root, {"plans/vagen/results/2024-H1.md": f"{half}  borjade: {{value: 90}}\n---\n"})
    commit(root, "2024-03-03")
    result = load(root).publication.nodes["vagen/2024"].value
    assert isinstance(result, Result) and not result.measurements["klara"].suppressed
    assert "64" not in printed_text(root)


def test_a_group_of_a_quarter_is_not_what_its_year_leaves_over(tmp_path: Path) -> None:
    """The year's group less its group in three quarters would be that of the fourth."""
    settings = "site_name: P\nextra: {publication: {organisation: {name: P}, smallest_group: 5}}\n"
    register = (
        "dimensions:\n  - {id: kon, title: Kön, groups: [{id: k, title: Kvinnor}, {id: m, title: Män}]}\n"
        "indicators:\n  - {id: alla, title: Alla, unit: count, direction: neither, as_whole: alla}\n"
    )
    plan = "---\nid: p\ntitle: P\nsummary: S.\nstatus: ongoing\nindicators: [alla]\n---\n"
    numbers = {"year: 2024": (53, 49), "period: 2024-Q1": (3, 22)}
    numbers |= {f"period: 2024-Q{at}": (20 - at, 5 + at) for at in (2, 3)} | {"period: 2024-Q4": (15, 12)}
    results = {
        f"plans/p/results/{about.split()[1]}.md": f"---\nplan: p\n{about}\nsummary: S.\nmeasurements:\n"
        f"  alla: {{value: {women + men}, groups: {{k: {women}, m: {men}}}}}\n---\n"
        for about, (women, men) in numbers.items()
    }
    files = {"plans/indicators.yml": register, "plans/p/plan.md": plan, **results}
    loaded = without_problems(write(tmp_path, {**smallest(**files), "mkdocs.yml": settings}))
    years: dict[str, list[str]] = {"k": [], "m": []}
    for node in loaded.publication.nodes.values():
        if isinstance(node.value, Result):
            for group, number in node.value.measurements["alla"].groups.items():
                years[group] += [] if number is None else [str(node.value.year)]
    # Of five numbers at least two are hidden, so that none is what the others leave over.
    assert all(0 < len(each) <= 3 for each in years.values())
