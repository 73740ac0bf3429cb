"""The count that a page begins with says how it was counted, and a row what was measured of a part of its year."""

from pathlib import Path

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name}, unit: count, direction: higher}}\n" for name in ("a", "b")
)
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2024-Q3: 1, 2024: 4}}
  - {indicator: b, values: {2024-Q3: 2}}
---
"""
QUARTER = "---\nplan: p\nperiod: 2024-Q3\nsummary: S\nmeasurements: {a: 1, b: 1}\n---\n"
YEAR = "---\nplan: p\nperiod: 2024\nsummary: S\nmeasurements: {a: 4}\n---\n"


def _year_page(root: Path, **results: str) -> str:
    files = smallest() | {"plans/indicators.yml": REGISTER, "plans/p/plan.md": PLAN}
    files |= {f"plans/p/results/{name}.md": text for name, text in results.items()}
    return page(without_problems(write(root, files)), "resultat/2024/index.md").markdown


def test_a_year_says_that_it_counts_targets_of_its_parts(tmp_path: Path) -> None:
    text = _year_page(tmp_path, **{"2024-Q3": QUARTER, "2024": YEAR})
    assert "1 av 2 mål nådda 2024. Varje mål räknas en gång, för sin sista period i året" in text


def test_targets_of_one_period_need_no_words_on_how_they_are_counted(tmp_path: Path) -> None:
    assert "räknas en gång" not in _year_page(tmp_path, **{"2024-Q3": QUARTER})


def test_what_a_quarter_could_not_measure_is_not_said_of_the_year(tmp_path: Path) -> None:
    missing = QUARTER.replace("a: 1, b: 1}", "b: 1}\ntargets: {a: {missing: Ingen räknade., judgement: partly}}")
    rows = [line for line in _year_page(tmp_path, **{"2024-Q3": missing}).splitlines() if line.startswith("| **[a]")]
    # It is said of the quarter, among the periods of the year.
    quarter = ["kvartal 3 2024", "1", "Ingen räknade."]
    assert [row.split(" | ")[1:4] for row in rows] == [["2024", "4", "–"], quarter]
    assert "Delvis uppfyllt" in rows[0] and "Ingen räknade" not in rows[0]


ON_THE_WAY = """\
---
id: p
title: P
summary: S
status: ongoing
targets:
  - {indicator: a, values: {2030: 4}}
  - {indicator: b, values: {2030: 2}}
---
"""


def _on_the_way(root: Path, targets: str) -> Loaded:
    files = smallest() | {"plans/indicators.yml": REGISTER, "plans/p/plan.md": ON_THE_WAY}
    files["plans/p/results/2025.md"] = f"---\nplan: p\nyear: 2025\nsummary: S\nmeasurements: {{a: 3}}\n{targets}---\n"
    return without_problems(write(root, files))


def test_what_people_say_on_the_way_to_a_target_is_how_it_goes(tmp_path: Path) -> None:
    loaded = _on_the_way(tmp_path, "targets: {a: {judgement: fulfilled}, b: {judgement: unfulfilled}}\n")
    for path in ("resultat/2025/index.md", "resultat/2025/p.md", "resultat/index.md", "planer/p.md"):
        text = page(loaded, path).markdown
        assert "/// box | outcome\n\nUppfyllt: 1 av 2 bedömda mål 2025\n" in text, path
        assert "2030" in text or path == "resultat/index.md", path
        # What is measured in its year is not missing before that.
        assert "Inget mål nått" not in text and "ej redovisat" not in text.casefold(), path


def test_what_nobody_can_judge_yet_is_in_the_table_and_in_no_count(tmp_path: Path) -> None:
    loaded = _on_the_way(tmp_path, "targets: {b: {judgement: unclear}}\n")
    text = page(loaded, "resultat/2025/p.md").markdown
    assert "Går inte att bedöma" in text and "/// box | outcome" not in text and "{: .answer }" not in text


def test_a_result_without_facts_has_no_box_for_them(tmp_path: Path) -> None:
    loaded = _on_the_way(tmp_path, "")
    assert "/// box | facts" not in page(loaded, "resultat/2025/p.md").markdown
    dated = tmp_path / "plans/p/results/2025.md"
    dated.write_text(dated.read_text("utf-8").replace("summary: S\n", "summary: S\nas_of: 2025-12-31\n"), "utf-8")
    assert "/// box | facts" in page(without_problems(tmp_path), "resultat/2025/p.md").markdown


def test_what_the_answer_says_is_not_listed_again(tmp_path: Path) -> None:
    for numbers, answer, listed in (
        ("a: 1, b: 2", "2 av 2 mål nådda", []),
        ("a: 0, b: 1", "0 av 2 mål nådda", []),
        ("a: 1, b: 1", "1 av 2 mål nådda", ["reached } 1", "missed } 1"]),
    ):
        text = _year_page(tmp_path / numbers[3] / numbers[-1], **{"2024-Q3": QUARTER.replace("a: 1, b: 1", numbers)})
        assert answer in text
        found = [line.rpartition("progress-")[2] for line in text.splitlines() if line.startswith("- **Målet")]
        assert found == listed, numbers
