"""An outcome that was counted before its period had ended stands with its day: the period may end otherwise."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from publisher.pipeline import Loaded
from tests.publications import SETTINGS, page, smallest, without_problems, write

REGISTER = "indicators: [{id: a, title: A, unit: percent, direction: higher}, {id: b, title: B, unit: percent}]\n"
PLAN = """\
---
id: {0}
title: Plan {0}
summary: S
status: ongoing
targets: [{{indicator: a, values: {{2024: 80}}}}]
---
"""
NOTHING: Final[Mapping[str, str]] = {}
RESULT = "---\nplan: {0}\nyear: 2024\nas_of: {1}\nsummary: S\nmeasurements: {{a: 79}}\n---\n"


def _loaded(root: Path, more: Mapping[str, str] = NOTHING, **days: str) -> Loaded:
    files = {"plans/indicators.yml": REGISTER, **more}
    for plan, day in days.items():
        files[f"plans/{plan}/plan.md"] = PLAN.format(plan)
        files[f"plans/{plan}/results/2024.md"] = RESULT.format(plan, day)
    return without_problems(write(root, smallest() | files))


def test_a_number_of_the_autumn_stands_with_its_day(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, p="2024-10-01")
    plan = page(loaded, "planer/p.md").markdown
    assert "\n0 av 1 mål nått 2024 (1 oktober 2024)\n{: .answer }" in plan
    assert plan.count("**Målet inte nått**{ .progress .progress-missed } (1 oktober 2024) |") == 2
    assert "0 av 1 mål nått 2024 (1 oktober 2024)" in page(loaded, "planer/index.md").markdown
    assert "(1 oktober 2024)" in page(loaded, "resultat/2024/index.md").markdown


def test_the_shared_picture_of_a_plan_has_the_day_too(tmp_path: Path) -> None:
    files = {"mkdocs.yml": SETTINGS.replace("site_name", "site_url: https://x.example/\nsite_name", 1)}
    card = page(_loaded(tmp_path, files, p="2024-10-01"), "planer/p.md").share
    assert card is not None
    assert [fact.text for fact in card.facts] == ["Pågår", "0 av 1 mål nått 2024 (1 oktober 2024)"]


def test_a_number_of_the_last_day_or_later_has_no_day_beside_it(tmp_path: Path) -> None:
    for at, day in enumerate(("2024-12-31", "2024-12", "2025-02-03")):
        plan = page(_loaded(tmp_path / str(at), p=day), "planer/p.md").markdown
        assert "\n0 av 1 mål nått 2024\n{: .answer }" in plan
        assert "**Målet inte nått**{ .progress .progress-missed } |" in plan


def test_of_several_it_is_said_how_many_were_counted_early(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, p="2024-10-01", q="2024-12-31")
    year = page(loaded, "resultat/2024/index.md").markdown
    assert "0 av 2 mål nådda 2024. 1 av dem räknades innan perioden var slut" in year
    assert year.count("(1 oktober 2024)") == 1
