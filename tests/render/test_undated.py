"""What is said of the present has a day beside it, or says that none is given; what has ended says when."""

from pathlib import Path

import pytest

from publisher.pipeline import Loaded, load
from tests.publications import page, smallest, write

PLAN = "---\nid: p\ntitle: Planen\nsummary: S\nstatus: {0}\nserves: ['1.1']\nresponsible: gamla\n{1}---\n"
DOCUMENT = "---\nkind: steering-document\nid: d\ntitle: D\nsummary: S\nstatus: {0}\nresponsible: gamla\n{1}---\n"
AREA = (
    "---\nkind: focus-area\nid: del\ntitle: Del\nsummary: S\n"
    "commitments: [{id: '1.1', title: Lek, text: Vi ska., modality: shall, responsible: gamla}]\n---\n"
)
BODIES = (
    "bodies:\n  - {id: gamla, title: Gamla nämnden, kind: board, until: 2022-12-31, taken_over_by: [nya]}\n"
    "  - {id: nya, title: Nya nämnden, kind: board}\n"
)
NONE = "(odaterat)"


def _loaded(root: Path, plan: str, document: str, result: str = "") -> Loaded:
    files = smallest() | {
        "plans/bodies.yml": BODIES,
        "plans/p/plan.md": plan,
        "docs/d/index.md": document,
        "docs/d/del.md": AREA,
    }
    if result:
        files["plans/p/results/2024.md"] = result
    return load(write(root, files))


@pytest.mark.parametrize(
    ("plan", "document", "result", "undated"),
    [
        (PLAN.format("ongoing", ""), DOCUMENT.format("in-force", ""), "", True),
        (PLAN.format("ongoing", "as_of: 2024-05\n"), DOCUMENT.format("in-force", "as_of: 2024-05\n"), "", False),
        (
            PLAN.format("ongoing", ""),
            DOCUMENT.format("in-force", "period: {from: 2020, to: 2028}\n"),
            "---\nplan: p\nyear: 2024\nsummary: Bra.\n---\n",
            False,
        ),
        (PLAN.format("done", ""), DOCUMENT.format("expired", ""), "", False),
    ],
)
def test_a_present_without_a_day_says_so_and_is_asked_for(
    tmp_path: Path, plan: str, document: str, result: str, *, undated: bool
) -> None:
    loaded = _loaded(tmp_path, plan, document, result)
    for path in ("planer/p.md", "planer/index.md", "d/index.md", "ataganden/1.1.md", "ataganden/index.md"):
        assert (NONE in page(loaded, path).markdown) == undated, path
    asked = [problem.place.file for problem in loaded.problems if problem.code == "status-undated"]
    assert asked == (["docs/d/index.md", "plans/p/plan.md"] if undated else [])


def test_a_body_that_has_ended_says_when_and_who_took_over(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, PLAN.format("done", ""), DOCUMENT.format("expired", ""))
    ended = "(till och med 31 december 2022, därefter [Nya nämnden]("
    for path in ("planer/p.md", "planer/index.md", "d/index.md", "ataganden/1.1.md"):
        assert ended in page(loaded, path).markdown.replace("\u00a0", " "), path


WORK = """\
activities:
  - {id: a, title: Ett, status: ongoing}
  - {id: b, title: Två, status: delayed}
  - {id: c, title: Tre, status: done}
"""
REPORT = "---\nplan: p\nyear: 2024\nsummary: Bra.\nactivities: {a: {status: ongoing}}\n---\n"


@pytest.mark.parametrize(
    ("own", "result", "caption", "rows"),
    [
        # Nothing dates the rows: the table says so once.
        ("", "", True, []),
        # A result dates one of them, so that the other says it by itself.
        ("", REPORT, False, ["Två"]),
        ("as_of: 2024-05\n", "", False, []),
        # What is done, planned or stopped is no present.
        ("", REPORT.replace("{a:", "{b: {status: ongoing}, a:"), False, []),
    ],
)
def test_activities_of_an_undated_plan_say_so(
    tmp_path: Path, own: str, result: str, rows: list[str], *, caption: bool
) -> None:
    document = DOCUMENT.format("in-force", "as_of: 2024-05\n")
    text = page(_loaded(tmp_path, PLAN.format("decided", own + WORK), document, result), "planer/p.md").markdown
    assert (f"Aktiviteter i Planen {NONE}\n" in text) == caption
    lines = [line for line in text.splitlines() if line.startswith("| **")]
    assert [line[4:].split("*")[0] for line in lines if NONE in line] == rows
    assert text.count(NONE) == caption + len(rows)


def test_a_delayed_activity_of_an_undated_plan_says_so_in_their_list(tmp_path: Path) -> None:
    document = DOCUMENT.format("in-force", "as_of: 2024-05\n")
    for name, own in (("none", ""), ("dated", "as_of: 2024-05\n")):
        loaded = _loaded(tmp_path / name, PLAN.format("decided", own + WORK), document)
        line = next(each for each in page(loaded, "forsenat.md").markdown.splitlines() if each.startswith("| Två"))
        assert (NONE in line) == (not own)
