"""The check, as an editor's program or a pull request calls it: only the format on its output, and its exit code."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.command.work import ahead
from publisher.problem import Severity
from tests.program import REPOSITORY, build
from tests.publications import smallest, write

# What a check has no use for, and what would cost it a second.
HEAVY = {"coloraide", "fontTools", "jsonschema", "lxml", "mkdocs", "pikepdf", "slugify", "typst"}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write(tmp_path, smallest("[Bort](ref:borta)\n"))


def test_formats_hold_their_output_alone(broken: Path) -> None:
    done = build("check", "--format", "json", "--root", str(broken))
    (problem,) = json.loads(done.stdout)
    assert (done.returncode, done.stderr, problem["code"]) == (1, "", "unknown-id")
    # Other programs look for files from where they stand, and not from the publication.
    assert (REPOSITORY / problem["file"]).resolve() == (broken / "docs/index.md").resolve()
    done = build("check", "--format", "github", "--root", str(broken))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=")
    done = build("check", "--format", "sarif", "--root", str(broken))
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["version"] == "2.1.0"


def test_formats_say_when_all_is_well_and_when_there_are_no_settings(tmp_path: Path) -> None:
    done = build("check", "--format", "json", "--root", str(write(tmp_path / "well", smallest())))
    assert (done.returncode, done.stdout) == (0, "[]\n")
    (tmp_path / "empty").mkdir()
    done = build("check", "--format", "json", "--root", str(tmp_path / "empty"))
    assert (done.returncode, json.loads(done.stdout)[0]["code"]) == (1, "file-missing")


def test_a_check_loads_nothing_that_it_has_no_use_for() -> None:
    script = "import sys; sys.argv = ['build.py', 'check']; import runpy\n"
    script += "try: runpy.run_path('build.py', run_name='__main__')\nexcept SystemExit: print('\\n'.join(sys.modules))"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert "publisher.pipeline" in loaded
    assert not HEAVY & set(loaded.split("\n"))


def test_a_fix_lists_each_change_beside_the_output(tmp_path: Path) -> None:
    start = "---\nkind: article\nsection: start\ntitle: Start\nupdated: 2024-5-1\n---\nText \n"
    root = write(tmp_path, smallest() | {"docs/index.md": start})
    done = build("check", "--root", str(root))
    assert done.returncode == 1
    done = build("check", "--fix", "--format", "json", "--root", str(root))
    assert (done.returncode, done.stdout) == (0, "[]\n")
    assert done.stderr.splitlines() == [
        "docs/index.md:5: Datumet 2024-5-1 skrevs om till 2024-05-01",
        "docs/index.md:7: Blanksteg i slutet av raden togs bort",
    ]
    assert (root / "docs/index.md").read_text(encoding="utf-8") == start.replace("2024-5-1", "2024-05-01").replace(
        " \n", "\n"
    )
    done = build("check", "--fix", "--root", str(root))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_change_of_a_day_to_come_means_a_wrong_clock() -> None:
    now = int(time.time())
    assert ahead(now) is None and ahead(now + 86_400) is None, "where the sun rises first it is a day later"
    found = ahead(now + 400 * 86_400)
    assert found and found.code == "commit-ahead" and found.severity is Severity.NOTICE
    assert found.facts["day"] > found.facts["today"]
