"""A plan that serves a commitment by some of its parts alone: only what these are about counts, everywhere."""

import csv
import io
from pathlib import Path

import pytest

from publisher.pipeline import Loaded
from publisher.publish.data.open_data import data_files
from tests.link.figures.test_serves import SETTINGS, publication_files
from tests.publications import page, without_problems, write

PLAN = '---\nid: planen\ntitle: Planen\nsummary: S\nstatus: %s\nserves: ["1.1"]\n%s---\n'
RESULT = "---\nplan: planen\nyear: 2024\nsummary: S\nmeasurements: {buller: 48}\n%s---\n"
BULLER = "targets:\n  - {indicator: buller, values: {2024: 50}}\n"
VATTEN = '  - {indicator: vatten, serves: ["2.1"], values: {%s: 90}}\n'
WORK = 'activities:\n  - {id: rening, title: Rena, status: %s, serves: ["2.1"]}\n'


def made(root: Path, parts: str, result: str = "", status: str = "ongoing", *, whole: bool = False) -> Loaded:
    """Return a publication, an excerpt or `whole`, whose plan itself serves 1.1, and 2.1 by the given parts."""
    own = {"plans/planen/plan.md": PLAN % (status, BULLER + parts), "plans/planen/results/2024.md": RESULT % result}
    if whole:
        own["mkdocs.yml"] = SETTINGS.replace("    organisation", "    covers: complete\n    organisation")
    return without_problems(write(root, publication_files("[]") | own))


@pytest.mark.parametrize(
    ("parts", "result", "excerpt", "complete", "latest"),
    [
        (WORK % "planned", "", "scheduled", "scheduled", None),
        (WORK % "stopped", "", "halted", "halted", None),
        (WORK % "ongoing", "", "underway", "unreported", None),
        (WORK % "planned", "activities: {rening: {status: ongoing}}\n", "underway", "underway", "planen/2024"),
        (WORK % "planned", "activities: {rening: {status: done}}\n", "done", "done", "planen/2024"),
        (VATTEN % "2030", "", "unknown", "unreported", None),
        (VATTEN % "2024", "", "unknown", "unreported", None),
        (VATTEN % "2030", 'commitments: {"2.1": {value: partly}}\n', "underway", "underway", "planen/2024"),
        (
            VATTEN % "2024" + WORK % "planned",
            "targets: {vatten: {analysis: A}}\n",
            "scheduled",
            "scheduled",
            "planen/2024",
        ),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_standing_and_result(
    tmp_path: Path, parts: str, result: str, excerpt: str, complete: str, latest: str | None, *, whole: bool
) -> None:
    loaded = made(tmp_path, parts, result, whole=whole)
    standing = complete if whole else excerpt
    line = loaded.publication.ledger.line("2.1")
    assert (str(line.standing), line.latest and line.latest.id) == (standing, latest)
    other = loaded.publication.ledger.line("1.1")
    assert (str(other.standing), other.latest and other.latest.id) == ("reached", "planen/2024")
    tables = data_files(loaded.site_map)
    rows = {
        each["id"]: each for each in csv.DictReader(io.StringIO(tables["data/commitments.csv"].decode("utf-8-sig")))
    }
    assert rows["2.1"]["standing"] == standing
    text = page(loaded, "ataganden/2.1.md").markdown
    assert (f"standing-{standing}" in text) == (standing != "unknown")
    assert ("Senaste resultat" in text) == (latest is not None)


@pytest.mark.parametrize(
    ("status", "standing", "words"),
    [
        ("ongoing", "scheduled", "Aktivitet planerad"),
        ("decided", "planned", "Plan beslutad"),
        ("proposed", "proposed", "Plan föreslagen"),
    ],
)
def test_planned_work_is_no_plan_that_somebody_has_decided(
    tmp_path: Path, status: str, standing: str, words: str
) -> None:
    loaded = made(tmp_path, WORK % "planned", status=status)
    assert str(loaded.publication.ledger.line("2.1").standing) == standing
    assert words in page(loaded, "ataganden/2.1.md").markdown


def test_work_in_a_plan_that_is_paused_is_not_carried_out(tmp_path: Path) -> None:
    loaded = made(tmp_path, WORK % "ongoing", status="paused")
    assert str(loaded.publication.ledger.line("2.1").standing) == "halted"


@pytest.mark.parametrize(
    "parts", [WORK % "ongoing", VATTEN % "2030", 'themes:\n  - {id: t, title: T, serves: ["2.1"]}\n']
)
def test_the_matrix_says_what_the_ledger_says(tmp_path: Path, parts: str) -> None:
    matrix = page(made(tmp_path, parts), "ataganden/matris.md").markdown
    rows = [row for row in matrix.splitlines() if "Åtagande" in row and row.startswith("| [")]
    assert [row.count("**ja**") for row in rows] == [1, 1]


def test_a_goal_counts_only_targets_that_serve_it(tmp_path: Path) -> None:
    area = (
        '---\nkind: focus-area\nid: omrade-3\nnumber: "3"\ntitle: Område 3\nsummary: S\n'
        'objectives:\n  - {id: "3.1", title: Rent, text: T}\n---\n'
    )
    own = {
        "docs/omrade-3.md": area,
        "plans/planen/plan.md": PLAN % ("ongoing", BULLER + (VATTEN % "2024").replace("2.1", "3.1")),
        "plans/planen/results/2024.md": (RESULT % "").replace("buller: 48", "buller: 60, vatten: 95"),
    }
    loaded = without_problems(write(tmp_path, publication_files("[]") | own))
    goal = next(each for each in loaded.pages if each.path.endswith("3.1.md")).markdown
    row = next(row for row in goal.splitlines() if row.startswith("| [Planen]"))
    assert "1 av 1 mål nått" in row
    plans = page(loaded, "planer/index.md").markdown
    assert "1 av 2 mål nådda" in next(row for row in plans.splitlines() if row.startswith("| [Planen]"))
