"""Facts that were false or missing on pages of budget goals, a climate plan and a quarterly report."""

from pathlib import Path

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

RESULT = "---\nplan: p\nperiod: {0}\nsummary: S\nmeasurements: {{{1}}}\n{2}---\n"


def _publication(root: Path, units: str, targets: str, **results: str) -> Loaded:
    names = [line.split(":", 1) for line in units.splitlines()]
    register = "".join(f"  - {{id: {name}, title: {name}, unit: {unit}, direction: higher}}\n" for name, unit in names)
    plan = (
        "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nas_of: 2025\nperiod: {from: 2025}\nserves: ['1']\n"
        f"targets:\n{targets}---\n"
    )
    area = (
        "---\nkind: focus-area\nid: o\ntitle: O\nsummary: S\n"
        "commitments: [{id: '1', title: Ett, text: Vi ska., modality: shall}]\n---\n"
    )
    files = {
        "docs/s/index.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n",
        "docs/s/o.md": area,
        "plans/indicators.yml": f"indicators:\n{register}",
        "plans/p/plan.md": plan,
        **{f"plans/p/results/{name.strip('_').replace('_', '-')}.md": text for name, text in results.items()},
    }
    return without_problems(write(root, smallest() | files))


def test_a_table_of_what_was_measured_before_a_plan_is_one(tmp_path: Path) -> None:
    loaded = _publication(
        tmp_path, "a: percent", "  - {indicator: a, values: {2025: 5}}\n", _2024=RESULT.format(2024, "a: 3", "")
    )
    assert "| Nyckeltal | Redovisat |\n|---|---|\n| **[a](" in page(loaded, "resultat/2024/index.md").markdown


def test_a_number_without_a_target_stands_in_the_table_of_a_plan_with_many(tmp_path: Path) -> None:
    names = [f"n{at}" for at in range(13)]
    targets = "".join(f"  - {{indicator: {name}, values: {{2025: 5}}}}\n" for name in names[1:])
    loaded = _publication(
        tmp_path,
        "\n".join(f"{name}: percent" for name in names),
        f"  - {{indicator: n0}}\n{targets}",
        _2025=RESULT.format(2025, "n0: 87.5, n1: 6", ""),
    )
    text = page(loaded, "planer/p.md").markdown
    assert "| [n0](../nyckeltal/n0.md) | 2025 | mål anges inte | 87,5 % | – |" in text.replace("\u00a0", " ")


def test_what_a_target_counts_from_keeps_its_decimals(tmp_path: Path) -> None:
    loaded = _publication(
        tmp_path,
        "a: percent",
        "  - {indicator: a, values: {2025: {increase_since: 2024}}}\n",
        _2024=RESULT.format(2024, "a: 112.0", ""),
        _2025=RESULT.format(2025, "a: 110.5", ""),
    )
    text = page(loaded, "planer/p.md").markdown.replace("\u00a0", " ")
    assert "högre än för 2024 (då 112,0 %)" in text
    assert "112 %" not in text


def test_a_target_without_a_number_repeats_none_of_the_others(tmp_path: Path) -> None:
    judged = "targets: {b: {judgement: {value: unclear, comment: Enkäten kommer.}}}\n"
    loaded = _publication(
        tmp_path,
        "a: percent\nb: percent\nc: percent",
        "  - {indicator: a, values: {2025: 5}}\n  - {indicator: b, values: {2025: ska öka}}\n  - {indicator: c}\n",
        _2025=RESULT.format(2025, "a: 61, c: 73", judged),
    )
    text = page(loaded, "resultat/2025/p.md").markdown.replace("\u00a0", " ")
    # All measurements stand in one table, that of the answer; no other follows.
    assert (text.count("61 %"), text.count("73 %")) == (1, 1)
    assert "## Siffrorna" not in text
    own = page(loaded, "ataganden/1.md").markdown.replace("\u00a0", " ")
    assert own.count("61 %") == 1


def test_a_commitment_is_under_way_while_one_of_its_targets_has_no_outcome(tmp_path: Path) -> None:
    loaded = _publication(
        tmp_path,
        "a: count\nb: percent",
        "  - {indicator: a, values: {2025: 250}}\n  - {indicator: b, values: {2025-Q2: 90, 2025-Q3: 95}}\n",
        _2025_Q2=RESULT.format("2025-Q2", "a: 70, b: 91", ""),
    )
    own = page(loaded, "ataganden/1.md").markdown
    assert "1 av 1 mål nått kvartal 2 2025" in own
    assert "\n:   **Pågår**{ .standing .standing-underway }" in own
