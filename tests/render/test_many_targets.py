"""A plan of many targets is one table, and each of them is shown through time on its indicator's page."""

from pathlib import Path

import pytest

from publisher.commonmark.html_tree import LINE_END
from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

MANY = 95
NAMES = [f"k{number}" for number in range(MANY)]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    indicators = "".join(f"  - {{id: {name}, title: Tal {name}, unit: percent, direction: higher}}\n" for name in NAMES)
    targets = "".join(f"  - {{indicator: {name}, values: {{2023: 40, 2024: 50, 2045: 90}}}}\n" for name in NAMES)
    files = smallest(**{"plans/indicators.yml": f"indicators:\n{indicators}"})
    files["plans/p/plan.md"] = f"---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\ntargets:\n{targets}---\n"
    for year, start in ((2023, 39), (2024, 41)):
        values = "".join(f"  {name}: {start + number % 20}\n" for number, name in enumerate(NAMES))
        files[f"plans/p/results/{year}.md"] = f"---\nplan: p\nyear: {year}\nsummary: S\nmeasurements:\n{values}---\n"
    return without_problems(write(tmp_path, files))


def test_the_plan_and_the_year_have_a_row_for_each(loaded: Loaded) -> None:
    for path, ahead in (("planer/p.md", f"{LINE_END}2045: 90 %"), ("resultat/2024/index.md", "")):
        rows = [line for line in page(loaded, path).markdown.splitlines() if line.strip("| *").startswith("[Tal k")]
        assert len(rows) == MANY
        own = {row.strip("| *").split("]")[0]: row for row in rows}
        assert f"| 50 %{ahead} | 41 % | upp 2 procentenheter | **Målet inte nått**" in own["[Tal k0"]
        assert f"| 50 %{ahead} | 50 % | upp 2 procentenheter | **Målet nått**" in own["[Tal k9"]
    went = ["inte nått" in row for row in rows]
    assert went == sorted(went, reverse=True), "on the year's page what was missed comes first"
    assert not page(loaded, "planer/p.md").pictures


def test_one_that_lags_has_the_row_of_the_others_and_none_beside_the_answer(tmp_path: Path, loaded: Loaded) -> None:
    last, before = f"  {NAMES[-1]}: {41 + (MANY - 1) % 20}\n", f"  {NAMES[-1]}: {39 + (MANY - 1) % 20}\n"
    target = f"{{indicator: {NAMES[-1]}, values: {{2023: 40, "
    changes = {
        "results/2024.md": (last, f"  {NAMES[-1]}: {{value: 45, period: 2022}}\n"),
        "results/2023.md": (before, ""),
        "plan.md": (target, target.replace("2023: 40, ", "")),
    }
    for name, (old, new) in changes.items():
        file = tmp_path / "plans" / "p" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    markdown = page(without_problems(tmp_path), "planer/p.md").markdown
    (row,) = [line for line in markdown.splitlines() if line.strip("| *").startswith(f"[Tal {NAMES[-1]}]")]
    assert f"| 2024 | 50 %{LINE_END}2045: 90 % | 45 % (2022) |" in row
    assert "mål, utfall och bedömning" not in markdown


def test_each_is_shown_through_time_on_its_own_page(loaded: Loaded) -> None:
    own = page(loaded, "nyckeltal/k0.md")
    assert "## Mål i planen P" in own.markdown
    assert "| 2023 | 40 % | 39 % |" in own.markdown and "| 2045 | 90 % | – |" in own.markdown
    assert [picture.path for picture in own.pictures] == ["nyckeltal/k0/diagram/p.k0.svg"]


def test_the_start_page_counts_them(tmp_path: Path, loaded: Loaded) -> None:
    reached = sum(41 + number % 20 >= 50 for number in range(MANY))
    (tmp_path / "docs" / "index.md").write_text(
        "---\nkind: article\nsection: start\ntitle: Start\n---\n\n{{ standing() }}\n", encoding="utf-8"
    )
    start = page(without_problems(tmp_path), "index.md").markdown
    assert f"{reached} av {MANY} mål nådda 2024" in start
    assert f"**Målet inte nått**{{ .progress .progress-missed }} {MANY - reached}\n" in start
    rows = [row for row in start.splitlines() if row.startswith("- [Tal k")]
    more = f"- och {MANY - reached - len(rows)} mål till som inte nåddes"
    assert f"{rows[-1]}\n{more}\n" in start, "a short list says that it is one, in its last line"
