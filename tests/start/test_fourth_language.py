"""A language is a folder in `locale/`, and nothing else: one made here gives a publication, its check and its site."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.program import DAY

CODE = "nn"
UNFINISHED = {"statement-lacks", "text-to-replace"}


@pytest.fixture(scope="module")
def program(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed program with one more folder of words: those of Swedish, under another name."""
    program = tmp_path_factory.mktemp("program")
    shutil.copytree(installed, program, dirs_exist_ok=True)
    folder = program / "publisher" / "house" / "locale" / CODE
    shutil.copytree(folder.parent / "sv", folder)
    for path in folder.glob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert '"Language: sv\\n"' in text
        path.write_text(text.replace('"Language: sv\\n"', f'"Language: {CODE}\\n"'), encoding="utf-8")
    return program


@pytest.fixture(scope="module")
def publication(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fourth") / "ekby"
    new = "from publisher.command.main import main; main()"
    made = run(
        program, folder.parent, "-c", new, "new", "publication", str(folder), "--name", "Ekby", "--language", CODE
    )
    assert (made.returncode, made.stderr) == (0, "")
    return folder


def run(program: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PYTHONPATH": str(program), "SOURCE_DATE_EPOCH": DAY}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def test_all_is_made_in_it(program: Path, publication: Path) -> None:
    done = run(program, publication, "build.py")
    assert done.returncode == 0
    # A draft of a statement says what it still lacks, sentences are to be replaced, and nothing else is wrong.
    assert set(re.findall(r"\[([a-z-]+)\]$", done.stderr, re.MULTILINE)) == UNFINISHED
    page = (publication / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{CODE}"' in page
    whole = json.loads((publication / "site" / "data" / "publication.json").read_text(encoding="utf-8"))
    assert whole["language"] == CODE
    (paper,) = (publication / "site" / "pdf").glob("*.pdf")
    with pikepdf.open(paper) as pdf:
        assert str(pdf.Root.Lang) == CODE


def test_review_knows_its_telephone_numbers(program: Path, publication: Path) -> None:
    start = publication / "docs" / "index.md"
    before = start.read_text(encoding="utf-8")
    start.write_text(before + "\nRing 22 12 34 56.\n", encoding="utf-8")
    done = run(program, publication, "build.py", "review")
    start.write_text(before, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[personal-phone]" in done.stdout, "a number that is one in Norway alone"


def test_schemas_and_drafts_speak_it(program: Path, publication: Path) -> None:
    assert (publication / "schemas" / CODE / "plan.schema.json").is_file()
    made = run(program, publication, "build.py", "new", "plan", "--title", "Ny", "--summary", "Kort.")
    assert (made.returncode, made.stderr) == (0, "")
    checked = run(program, publication, "build.py", "check", "--format", "json")
    assert checked.returncode == 0
    assert {each["code"] for each in json.loads(checked.stdout)} == UNFINISHED
