"""What nobody has said has no row, column or word on the pages of a plan; what people alone judge is not unknown."""

from pathlib import Path

from tests.publications import page, smallest, without_problems, write

REGISTER = (
    "indicators:\n  - {id: a, title: Resor, unit: count}\n  - {id: b, title: Besök, unit: count, direction: higher}\n"
)
PLAN = """\
---
id: p
title: P
summary: S
status: unknown
activities:
  - {id: one, title: Ett, status: unknown, due: 2025}
  - {id: two, title: Två, status: STATUS, responsible: x}
targets:
  - {indicator: a, values: {2024: 4}, serves: SERVES}
  - {indicator: b, values: {2024: 4}, serves: SERVES}
---
"""
RESULT = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 3, b: 5}\ntargets: {a: {judgement: partly}}\n---\n"
BODIES = "bodies:\n  - {id: x, title: X-nämnden, kind: board}\n"
STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
AREA = """\
---
kind: focus-area
id: area
title: Resor i byn
summary: S
commitments:
  - {id: c, title: C, text: Vi ska resa., modality: shall}
---
"""


def _files(root: Path, status: str, serves: str = "[]") -> Path:
    plan = PLAN.replace("STATUS", status).replace("SERVES", serves)
    return write(
        root,
        smallest(body="\n{{ plan_list() }}\n\n{{ standing() }}\n")
        | {"plans/bodies.yml": BODIES, "plans/indicators.yml": REGISTER, "plans/p/plan.md": plan}
        | {"plans/p/results/2024.md": RESULT},
    )


def _table(text: str, header: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(f"| {header}")).strip("| ").split(" | ")


def test_a_status_that_nobody_has_said_is_not_on_any_page(tmp_path: Path) -> None:
    loaded = without_problems(_files(tmp_path, "unknown"))
    for address in ("planer/p.md", "index.md", "resultat/2024/index.md"):
        assert "Framgår inte" not in page(loaded, address).markdown, address
    plan = page(loaded, "planer/p.md").markdown
    assert _table(plan, "Aktivitet") == ["Aktivitet", "Ansvarig"]
    assert "Status" not in plan


def test_one_that_is_said_has_its_column(tmp_path: Path) -> None:
    plan = page(without_problems(_files(tmp_path, "ongoing")), "planer/p.md").markdown
    assert _table(plan, "Aktivitet") == ["Aktivitet", "Status", "Ansvarig"]
    rows = [line for line in plan.splitlines() if line.startswith("| **")]
    assert rows[0].split(" | ")[1:] == ["–", "– |"]
    assert "Pågår" in rows[1]


def test_a_target_of_unknown_outcome_has_no_column_for_it(tmp_path: Path) -> None:
    plan = page(without_problems(_files(tmp_path, "ongoing")), "planer/p.md").markdown
    first, second = [line for line in plan.splitlines() if line.startswith("| År | Mål")]
    assert "Utfall" not in first
    assert "Utfall" in second


def test_targets_that_people_alone_judge_are_counted_apart(tmp_path: Path) -> None:
    root = _files(tmp_path, "ongoing", "[c]")
    write(root, {"docs/strategi/index.md": STRATEGY, "docs/strategi/omrade.md": AREA})
    start = page(without_problems(root), "index.md").markdown
    assert _table(start, "Område")[-1] == "Bara bedömt"
    [row] = [line for line in start.splitlines() if line.startswith("| [") and "Resor i byn" in line]
    assert row.strip("| ").split(" | ")[1:] == ["1", "0", "0", "1"]
