"""Lists of objectives: the name of each level, and how objectives were judged, beside what is computed."""

from pathlib import Path

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

DOCUMENT = (
    "---\nkind: steering-document\nid: p\ntitle: P\nsummary: S\n"
    "levels: [{id: mal, one: Mål}, {id: delmal, one: Delmål}]\n---\n"
)
AREA = """\
---
kind: focus-area
id: del
title: Del
summary: S
objectives:
  - {id: m1, title: Överst, number: "1"}
  - {id: m2, title: Mellan, number: "1.1", part_of: m1, judgements: [{period: 2024, value: partly}]}
  - {id: m3, title: Underst, number: "1.1.1", part_of: m2}
  - {id: m4, title: Bredvid, level: delmal, judgements: [{period: 2024, value: fulfilled}]}
  - {id: m5, title: Under, part_of: m4}
commitments:
  - {id: a, title: A, text: Vi ska., modality: shall, part_of: m2, judgements: [{period: 2024, value: partly}]}
---
"""
PLAN = """\
---
id: plan
title: Planen
summary: S
status: ongoing
serves: [m4]
targets: [{indicator: fart, values: {2024: 9}}]
---
"""


def _loaded(root: Path) -> Loaded:
    files = smallest() | {
        "docs/p/index.md": DOCUMENT,
        "docs/p/del.md": AREA,
        "plans/indicators.yml": "indicators: [{id: fart, title: Fart, unit: count, direction: higher}]\n",
        "plans/plan/plan.md": PLAN,
        "plans/plan/results/2024.md": "---\nplan: plan\nyear: 2024\nsummary: S\n"
        "measurements: {fart: {value: 5}}\n---\n",
    }
    return without_problems(write(root, files))


def test_an_objective_below_the_named_levels_has_its_number_alone(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path)
    listed = page(loaded, "mal/index.md").markdown
    assert "- Mål 1: [Överst](" in listed and "- Delmål 1.1: [Mellan](" in listed
    assert "- 1.1.1: [Underst](" in listed
    # Below one that says that it is on the lowest level, nothing is named either.
    assert "- Delmål: [Bredvid](" in listed and "- [Under](" in listed
    assert "Nummer\n:   1.1.1\n" in page(loaded, "mal/m3.md").markdown
    assert "→ Delmål 1.1 [Mellan](" in page(loaded, "mal/m3.md").markdown


def test_a_list_says_how_an_objective_was_judged_and_that_its_targets_went_otherwise(tmp_path: Path) -> None:
    listed = page(_loaded(tmp_path), "mal/index.md").markdown
    lines = {
        name: next(each for each in listed.splitlines() if f"[{name}](" in each) for name in ("Mellan", "Bredvid", "A")
    }
    assert lines["Mellan"].count("inte känt. Bedömning: **Delvis uppfyllt**") == 1
    assert "[Bredvid](m4.md). Bedömning: **Uppfyllt**" in lines["Bredvid"]
    assert lines["Bredvid"].endswith("(2024) Bedömningen skiljer sig från det beräknade utfallet.")
    assert "Bedömning: **Delvis uppfyllt**" in lines["A"] and "skiljer" not in lines["A"]
