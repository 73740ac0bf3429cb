"""Parts of a document without targets begin with the last numbers of the plans that serve what they decide."""

from pathlib import Path

import pytest

from tests.publications import page, smallest, without_problems, write

AREA = """\
---
kind: {kind}
id: {id}
title: {id}
summary: S
commitments:
  - {{id: {id}-1, title: Ett, text: Vi ska, modality: shall}}
---
"""
PLAN = "---\nid: {0}\ntitle: {0}\nsummary: S\nstatus: done\nserves: [{1}]\nindicators: [{2}]\n---\n"
RESULT = "---\nplan: {0}\nperiod: {1}\nsummary: S\nmeasurements: {{{2}}}\n---\n"
REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: Antal {name}, unit: count, counts_people: false}}\n" for name in ("tag", "bussar")
)
FILES = {
    "docs/strategi/index.md": "---\nkind: steering-document\nid: strategin\ntitle: Strategin\nsummary: S\n---\n",
    "docs/strategi/resor.md": AREA.format(kind="focus-area", id="resor"),
    "docs/strategi/skola.md": AREA.format(kind="focus-area", id="skola"),
    "docs/strategi/sa.md": AREA.format(kind="implementation", id="sa"),
    "plans/indicators.yml": REGISTER,
    "plans/p/plan.md": PLAN.format("p", "resor-1", "tag"),
    "plans/p/results/2023.md": RESULT.format("p", 2023, "tag: 7"),
    "plans/p/results/2024.md": RESULT.format("p", 2024, "tag: 8"),
    "plans/q/plan.md": PLAN.format("q", "sa-1", "bussar"),
    "plans/q/results/2022.md": RESULT.format("q", 2022, "bussar: 5"),
}


@pytest.mark.parametrize(
    ("path", "source", "number"),
    [
        ("strategi/resor.md", "p, resultat 2024", "- **8** Antal tag"),
        ("strategi/sa.md", "q, resultat 2022", "- **5** Antal bussar"),
        ("strategi/skola.md", "", ""),
    ],
)
def test_a_part_begins_with_the_last_numbers_of_what_it_decides(
    tmp_path: Path, path: str, source: str, number: str
) -> None:
    text = page(without_problems(write(tmp_path, smallest() | FILES)), path).markdown
    begun = text.partition("\n## Hur går det?")[2].partition("\n## ")[0]
    numbers = [line for line in begun.splitlines() if line.startswith("- **")]
    assert (f"[{source}](" in begun, numbers) == (bool(source), [number] if number else [])
