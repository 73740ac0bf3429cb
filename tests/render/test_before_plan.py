"""Numbers from before a plan began are its history: shown as that, and nothing that came of the plan."""

from pathlib import Path

import pytest

from publisher.link.figures.standing import Standing
from publisher.pipeline import Loaded, load
from tests.publications import page, smallest, write

STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
AREA = """\
---
kind: focus-area
id: o
number: "1"
title: O
summary: S
commitments: [{id: "1", title: Ett, text: Kommunen ska göra det., modality: shall}]
---
"""
PLAN = """\
---
id: p
title: P
summary: S
status: decided
serves: ["1"]
period: {from: 2022, to: 2026}
targets: [{indicator: a, values: {2024: 5}}]
---
"""
REGISTER = "indicators: [{id: a, title: Antal, unit: count, counts_people: false, direction: higher}]\n"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    files = {"docs/s.md": STRATEGY, "docs/o.md": AREA, "plans/p/plan.md": PLAN}
    files["plans/indicators.yml"] = REGISTER
    for name, field, number in (("2019", "year: 2019", 3), ("2020-21", "period: 2020/21", 4)):
        text = f"---\nplan: p\n{field}\nsummary: Så var det.\nmeasurements: {{a: {number}}}\n---\n"
        files[f"plans/p/results/{name}.md"] = text
    settings = smallest()["mkdocs.yml"].replace("{publication: {", "{publication: {covers: complete, ")
    return load(write(tmp_path, smallest() | {"mkdocs.yml": settings} | files))


def test_it_is_no_mistake_and_nothing_that_came_of_the_plan(loaded: Loaded) -> None:
    assert [problem.code for problem in loaded.problems] == []
    line = loaded.publication.ledger.line("1")
    assert (line.standing, loaded.publication.latest_result("1")) == (Standing.PLANNED, None)
    assert [plan.id for plan in loaded.publication.gaps.unreported] == ["p"]


def test_the_pages_say_that_it_is_from_before(loaded: Loaded) -> None:
    own = page(loaded, "planer/p.md").markdown
    assert "### 2019 (från före planen) {: #resultat-2019 }" in own
    assert "### 2020/21 (från före planen) {: #resultat-2020-21 }" in own
    assert "Resultaten:" not in own, "no link of the thread leads to what the plan did not bring about"
    assert "| 2019 | – | 3 |" in own and "| 2024 | 5 | – |" in own
    assert "Period\n:   2019 (från före planen)" in page(loaded, "resultat/2019/p.md").markdown
    for path in ("resultat/index.md", "resultat/2019/index.md"):
        assert "2019](" in page(loaded, path).markdown and "p.md) (från före planen)" in page(loaded, path).markdown


def test_the_year_does_not_hold_it_against_a_target_of_the_plan(loaded: Loaded) -> None:
    own = page(loaded, "resultat/2019/index.md").markdown
    assert "Mål för 2019" not in own
    _, _, table = own.partition("Från före planen: vad som mättes 2019.")
    assert [line for line in table.splitlines() if line.startswith("|")] == [
        "| Nyckeltal | Redovisat |",
        "|---|---|",
        "| **[Antal](../../nyckeltal/a.md)** \x10[P](../../planer/p.md) | 3 |",
    ]
    # Of a part of a year, or of a split one, it says which.
    split = page(loaded, "resultat/2021/index.md").markdown
    assert "[P](../../planer/p.md) | 2020/21 | 4 |" in split and "(2024)" not in split


def test_a_number_of_the_plan_s_own_time_is_on_the_way_to_its_target(tmp_path: Path) -> None:
    plan = PLAN.replace("from: 2022", "from: 2022-07-01")
    files = {"docs/s.md": STRATEGY, "docs/o.md": AREA, "plans/p/plan.md": plan, "plans/indicators.yml": REGISTER}
    for period, number in (("2022-Q1", 3), ("2022-Q4", 4)):
        text = f"---\nplan: p\nperiod: {period}\nsummary: S\nmeasurements: {{a: {number}}}\n---\n"
        files[f"plans/p/results/{period}.md"] = text
    own = page(load(write(tmp_path, smallest() | files)), "resultat/2022/index.md").markdown
    above, _, below = own.partition("Från före planen: vad som mättes 2022.")
    assert "| kvartal 4 2022 | 5 (2024) | 4 |" in above and "| kvartal 1 2022 |" not in above
    assert "| kvartal 1 2022 | 3 |" in below
