"""What a plan says of a theme that serves another commitment, or has another responsible body, than the plan."""

from pathlib import Path

import pytest

from tests.publications import page, smallest, without_problems, write

AREA = """\
---
kind: focus-area
id: resor
number: "1"
title: Resor
summary: S
commitments:
  - {id: "1.1", title: Buss, text: Vi ska åka buss., modality: shall}
  - {id: "1.2", title: Cykel, text: Vi ska cykla., modality: shall}
---
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
serves: ["1.1"]
themes:
  - {id: cykling, title: Cykling, text: Fler cyklar., serves: ["1.2"], responsible: bolaget}
  - {id: annat, title: Annat}
targets: TARGETS
---
"""


@pytest.mark.parametrize("count", [2, 13])
def test_a_theme_says_what_it_serves_and_who_answers_for_it(tmp_path: Path, count: int) -> None:
    names = [f"tal-{at}" for at in range(count)]
    targets = ", ".join(
        f"{{indicator: {name}, theme: {'annat' if at else 'cykling'}}}" for at, name in enumerate(names)
    )
    units = "unit: count, counts_people: false, direction: higher"
    files = {
        "docs/strategi/resor.md": AREA,
        "plans/bodies.yml": "bodies: [{id: bolaget, title: Bolaget, kind: company}]\n",
        "plans/indicators.yml": "indicators:\n"
        + "".join(f"  - {{id: {name}, title: {name}, {units}}}\n" for name in names),
        "plans/p/plan.md": PLAN.replace("TARGETS", f"[{targets}]"),
    }
    shown = page(without_problems(write(tmp_path, smallest() | files)), "planer/p.md").markdown
    first, _, second = shown.partition("### Cykling")[2].partition("### Annat")
    assert "Temat bidrar till [1.2 Cykel](../ataganden/1.2.md)." in first
    assert "Ansvarig för temat: [Bolaget](../ansvar/bolaget.md)." in first
    assert "Temat" not in second and "för temat" not in second
