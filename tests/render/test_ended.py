"""What has ended is said in the past tense, and a commitment's last day stands wherever the commitment does."""

from pathlib import Path

import pytest

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

BODIES = """\
bodies:
  - {{id: n, title: Nämnden, kind: board, until: 2022-12-31, taken_over_by: [ny]{0}}}
  - {{id: ny, title: Nya nämnden, kind: board}}
"""
STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\nresponsible: n\n---\n"
AREA = """\
---
kind: focus-area
id: o
title: O
summary: S
objectives: [{{id: m, title: M, responsible: n}}]
commitments:
  - {{id: "1", title: Ett, text: Kommunen ska det., modality: shall, responsible: n, until: 2022-12-31{0}}}
  - {{id: "2", title: Två, text: Kommunen ska det., modality: shall, partners: [n]}}
---
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
as_of: {0}
responsible: n
targets: [{{indicator: a, responsible: n, values: {{2022: 5}}}}]
activities: [{{id: k, title: K, status: ongoing, responsible: n}}]
---
"""
RESULT = "---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {a: 4}\n---\n"
REGISTER = "indicators: [{id: a, title: A, unit: percent, direction: higher}]\n"
NOW = (
    *("Avlöses av", "Ansvarar för styrdokumenten", "Ansvarar för planerna", "Ansvarar för åtagandena"),
    *("Ansvarar för målen", "Ansvarar för aktiviteterna", "Ansvarar för planernas mål", "Medverkar i"),
)
THEN = (
    *("Avlöstes av", "Ansvarade för styrdokumenten", "Ansvarade för planerna", "Ansvarade för åtagandena"),
    *("Ansvarade för målen", "Ansvarade för aktiviteterna", "Ansvarade för planernas mål", "Medverkade i"),
)


def _publication(root: Path, *, known: str = "", plan: str = "2022-06-30", result: str | None = None) -> Loaded:
    files = {
        "plans/bodies.yml": BODIES.format(known),
        "docs/s/index.md": STRATEGY,
        "docs/s/o.md": AREA.format(known),
        "plans/indicators.yml": REGISTER,
        "plans/p/plan.md": PLAN.format(plan),
        "plans/p/results/2023.md": result,
    }
    return without_problems(write(root, smallest() | files))


@pytest.mark.parametrize(
    ("known", "plan", "result", "ended"),
    [
        # Neither a plan's day nor a result is later than the last day, and no clock is read.
        ("", "2022-06-30", None, False),
        ("", "2023-01-01", None, True),
        ("", "2022-06-30", RESULT, True),
        (", as_of: 2023-01-01", "2022-06-30", None, True),
        (", as_of: 2022-12", "2023-01-01", None, True),
        # Who gave the last day did so before it came: it may have been moved since.
        (", as_of: 2021-05-01", "2023-01-01", RESULT, False),
    ],
)
def test_what_has_ended_is_in_the_past_tense(
    tmp_path: Path, known: str, plan: str, result: str | None, *, ended: bool
) -> None:
    loaded = _publication(tmp_path, known=known, plan=plan, result=result)
    own = page(loaded, "ansvar/n.md").markdown
    assert [word for word in NOW if word in own] == ([] if ended else [*NOW])
    assert [word for word in THEN if word in own] == ([*THEN] if ended else [])
    word = "ällde till och med" if ended else "äller till och med"
    assert f"G{word}\n:   31 december 2022" in page(loaded, "ataganden/1.md").markdown
    assert f"](1.md) (g{word} 31 december 2022) {{:" in page(loaded, "ataganden/index.md").markdown
    assert f"}}. G{word} 31 december 2022. " in page(loaded, "s/o.md").markdown


def test_what_has_no_last_day_has_not_ended(tmp_path: Path) -> None:
    loaded = _publication(tmp_path, result=RESULT)
    assert "](2.md) {:" in page(loaded, "ataganden/index.md").markdown
    assert page(loaded, "s/o.md").markdown.count("ällde till och med 31") == 1
