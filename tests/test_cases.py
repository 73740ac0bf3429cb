"""A folder in `cases/` is a publication and, in `expected`, every page that it gives.

`REWRITE_EXPECTED=1 pytest tests/test_cases.py` writes what is given now: read every line of the difference
before it is committed.
"""

import shutil
from pathlib import Path

import pytest

from tests.publications import HERE, REWRITE, without_problems, write

CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())


def texts_in(folder: Path) -> dict[str, str]:
    """Return every text below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_publication_gives_its_pages(case: Path, tmp_path: Path) -> None:
    # In a folder without git, so that no page is dated by the commits of this repository.
    shutil.copytree(case / "input", tmp_path, dirs_exist_ok=True)
    given = {page.path: page.document for page in without_problems(tmp_path).every_page}
    expected = case / "expected"
    if REWRITE:
        shutil.rmtree(expected, ignore_errors=True)
        write(expected, given)
    assert given == texts_in(expected)
