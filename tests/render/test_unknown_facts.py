"""What nobody has said has no row, column or word on the pages of a plan; what people alone judge is not unknown."""

from pathlib import Path

from tests.publications import SETTINGS, page, smallest, without_problems, write

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


def test_a_plan_that_is_only_mentioned_is_no_plan_that_a_body_takes_part_in(tmp_path: Path) -> None:
    plans = {
        f"plans/{name}/plan.md": f"---\nid: {name}\ntitle: {name}\nsummary: S\nstatus: {status}\npartners: [x]\n---\n"
        for name, status in (("resor", "mentioned"), ("besok", "ongoing"))
    }
    # One of its kind would have no table.
    bodies = BODIES + "  - {id: yn, title: Y-rådet, kind: board}\n"
    loaded = without_problems(write(tmp_path, smallest() | {"plans/bodies.yml": bodies} | plans))
    (row,) = [line for line in page(loaded, "ansvar/index.md").markdown.splitlines() if "X-nämnden" in line]
    assert row.endswith("| 1 |")
    body = page(loaded, "ansvar/x.md").markdown.splitlines()
    assert [line.partition(")")[2] for line in body if line.startswith("- [")] == ["", ": nämns"]


def test_an_excerpt_has_no_empty_page_of_a_year(tmp_path: Path) -> None:
    settings = {"mkdocs.yml": SETTINGS.replace("{organisation", "{covers: excerpt, organisation")}
    root = write(_files(tmp_path, "ongoing"), settings)
    write(root, {"docs/strategi/index.md": STRATEGY, "docs/strategi/omrade.md": AREA})
    plan = (root / "plans/p/plan.md").read_text(encoding="utf-8")
    assert {"per-ansvarig"} == _parts_of_year(root)
    write(root, {"plans/p/plan.md": plan.replace(", responsible: x", "").replace("serves: []", "serves: [c]")})
    assert {"per-omrade"} == _parts_of_year(root)
    write(root, {"mkdocs.yml": SETTINGS.replace("{organisation", "{covers: complete, organisation")})
    assert {"per-omrade", "per-ansvarig"} == _parts_of_year(root), "where silence is counted, the page counts it"


def _parts_of_year(root: Path) -> set[str]:
    loaded = without_problems(root)
    found = {
        each.path.rpartition("/")[2].removesuffix(".md") for each in loaded.pages if "resultat/2024/per-" in each.path
    }
    year = page(loaded, "resultat/2024/index.md").markdown
    assert {name for name in ("per-omrade", "per-ansvarig") if f"({name}.md)" in year} == found
    return found


def test_days_that_differ_are_not_given_as_the_latest_of_them(tmp_path: Path) -> None:
    for name, days in (("same", ("2024-05-01",) * 2), ("other", ("2023-02-01", "2024-05-01"))):
        plans = {
            f"plans/{plan}/plan.md": f"---\nid: {plan}\ntitle: P\nsummary: S\nstatus: ongoing\nas_of: {day}\n---\n"
            for plan, day in zip("ab", days, strict=True)
        }
        start = page(
            without_problems(write(tmp_path / name, smallest(body="\n{{ standing() }}\n") | plans)), "index.md"
        )
        (line,) = [line for line in start.markdown.splitlines() if "pågår" in line]
        said = "1 maj 2024" if name == "same" else "enligt uppgifter från 1 februari 2023 till 1 maj 2024"
        assert line.replace("\u00a0", " ").endswith(f"({said})")


def test_a_target_is_missed_by_a_result_and_on_no_day_of_its_plan(tmp_path: Path) -> None:
    root = _files(tmp_path, "ongoing", "[c]")
    write(root, {"docs/strategi/index.md": STRATEGY, "docs/strategi/omrade.md": AREA})
    plan = (root / "plans/p/plan.md").read_text(encoding="utf-8")
    plan = plan.replace("status: unknown\n", "status: ongoing\nas_of: 2024-05-01\n", 1)
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {b: 3}\n---\n"
    write(root, {"plans/p/plan.md": plan, "plans/p/results/2024.md": result})
    commitment = page(without_problems(root), "ataganden/c.md").markdown
    assert "Mål inte nått" in commitment
    assert "(2024)" in commitment
    assert "maj" not in commitment
