"""What people say of a target during a year, and of a commitment whose targets went otherwise, stands in every list."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
AREA = """\
---
kind: focus-area
id: o
title: O
summary: S
commitments:
  - {id: "1", title: T, text: Kommunen ska göra det., modality: shall, responsible: ks}
---
"""
REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name.upper()}, unit: percent, direction: higher}}\n" for name in "abc"
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
as_of: 2025-01-01
serves: ["1"]
responsible: ks
targets:
  - {indicator: a, values: {2024-T1: 50}}
  - {indicator: b, values: {2024-T1: {value: 50, tolerance: 5}}}
  - {indicator: c, values: {2024: 60}}
---
"""
RESULT = """\
---
plan: p
period: 2024-T1
summary: S
measurements: {a: 60, b: 48}
targets: {c: {judgement: partly}}
commitments: {"1": {value: fulfilled, by: ks, comment: Det gick bra.}}
---
"""


def test_lists_say_how_a_target_was_judged_and_why_a_commitment_is_only_under_way(tmp_path: Path) -> None:
    files = {"docs/s.md": STRATEGY, "docs/o.md": AREA, "plans/indicators.yml": REGISTER}
    files |= {"plans/bodies.yml": "bodies: [{id: ks, title: Kommunstyrelsen, kind: board}]\n"}
    files |= {"plans/p/plan.md": PLAN, "plans/p/results/2024-T1.md": RESULT}
    loaded = without_problems(write(tmp_path, smallest() | files))
    for address in ("resultat/2024/per-omrade.md", "resultat/2024/per-ansvarig.md"):
        (row,) = [line for line in page(loaded, address).markdown.splitlines() if line.startswith("| [P]")]
        assert "[C](" in row and "Delvis uppfyllt" in row.rpartition("[C](")[2]
        assert row.endswith("(tertial 1 2024) |")
    (line,) = [line for line in page(loaded, "o.md").markdown.splitlines() if "Planer:" in line]
    assert "beräknade utfallet. Ansvarig: [Kommunstyrelsen]" in line and ".. " not in line and ". . " not in line
    assert ". Planer: [P]" in line
    # One of two targets is nearly reached: the words for its standing may not say that there are none.
    ledger = page(loaded, "ataganden/index.md").markdown
    assert "eller så är några av dem bara nästan nådda eller saknar uppgifter." in ledger
