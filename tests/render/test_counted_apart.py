"""Two plans with different numbers of one indicator: each counts its own, and neither is the number of both."""

import shutil
from pathlib import Path

import pytest

from publisher.pipeline import Loaded, load
from publisher.render.page import pictures_of
from tests.publications import HERE, page, write

PLAN = "---\nid: annan\ntitle: Annan plan\nsummary: En till.\nstatus: done\nindicators: [borjade, vantan]\n---\n"
RESULT = "---\nplan: annan\nyear: {year}\nsummary: Kort.\nmeasurements: {{borjade: {started}, vantan: 41}}\n---\n"
OWN, OTHER = "[Vägen till arbete, resultat 2024](../resultat/2024/vagen.md)", "../resultat/2024/annan.md"


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    root = tmp_path / "publication"
    shutil.copytree(HERE / "cases" / "thread" / "input", root)
    numbers = {2023: 30, 2024: 40}
    results = {f"plans/annan/results/{at}.md": RESULT.format(year=at, started=it) for at, it in numbers.items()}
    write(root, {"plans/annan/plan.md": PLAN, **results})
    return load(root)


def test_its_page_answers_with_the_latest_of_each_plan_and_draws_no_line_through_both(loaded: Loaded) -> None:
    shown = page(loaded, "nyckeltal/borjade.md")
    answer = shown.markdown.partition("/// box | facts")[0]
    assert f"[Annan plan, resultat 2024]({OTHER}): 40\n" in answer and f"{OWN}: 142\n" in answer
    assert not shown.pictures
    assert not [each for each in pictures_of(loaded.pages) if "measured.borjade" in each]


def test_the_list_has_both_with_their_plans(loaded: Loaded) -> None:
    lines = page(loaded, "nyckeltal/index.md").markdown.splitlines()
    (row,) = (line for line in lines if "](borjade.md)" in line)
    assert row.endswith(f"| 40 ([Annan plan, resultat 2024]({OTHER})); 142 ({OWN}) |")


def test_what_plans_agree_on_is_one_series(loaded: Loaded) -> None:
    assert not loaded.publication.is_counted_apart("vantan")
    assert page(loaded, "nyckeltal/vantan.md").markdown.count("{: .answer }") == 1


def test_numbers_of_other_years_are_no_series_unless_one_plan_follows_upon_the_other(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    shutil.copytree(HERE / "cases" / "thread" / "input", root)
    write(root, {"plans/annan/plan.md": PLAN, "plans/annan/results/2023.md": RESULT.format(year=2023, started=30)})
    assert "Förändring" not in page(load(root), "nyckeltal/borjade.md").markdown
    write(root, {"plans/annan/plan.md": PLAN.replace("status: done", "status: replaced")})
    own = root / "plans/vagen/plan.md"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("replaces: [gamla-vagen]", "replaces: [gamla-vagen, annan]"), encoding="utf-8")
    assert text != own.read_text(encoding="utf-8")
    shown = page(load(root), "nyckeltal/borjade.md").markdown
    assert "2024: 142\n" in shown and "upp 112 från 2023" in shown
