"""Attacks by way of what others run: a new publication installs what was asked for, and no job has a right too many."""

import re
from pathlib import Path

import pytest
import yaml

from tests.program import build


def made(folder: Path, program: str) -> int:
    return build("new", "publication", str(folder), "--name", "Prov", "--program", program).returncode


@pytest.mark.parametrize("program", ["a\n--index-url https://evil.example", "a\r\nb", "a\x00"[:1] + "\u2028b", "", " "])
def test_a_program_of_several_lines_is_refused(tmp_path: Path, program: str) -> None:
    assert made(tmp_path / "ny", program) != 0
    assert not (tmp_path / "ny").exists()


def test_workflows_are_pinned_and_publishing_has_rights_of_its_own(tmp_path: Path) -> None:
    assert made(tmp_path / "ny", "roda-traden") == 0
    for path in (tmp_path / "ny/.github/workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        # What posts the comment runs nothing of a proposal's; tests/test_workflows.py tries it.
        if path.name == "comment.yml":
            assert yaml.safe_load(text)["permissions"] == {}
            continue
        used = re.findall(r"uses: (\S+)", text)
        assert used
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each) for each in used), path
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        for job in workflow["jobs"].values():
            runs = [step for step in job["steps"] if "run" in step]
            assert not (runs and job.get("permissions")), "what runs a program may not publish"
