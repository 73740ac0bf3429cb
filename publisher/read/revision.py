"""A revision is the publication as it was: found in git by tag, branch or commit, and read beside what is there now."""

import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.git import ask_git

PARTS: Final = ("docs", "macros", "mkdocs.yml", "plans")
_ADDRESS: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit by its `name`, which may stand in an address, and its day (ISO)."""

    name: str
    commit: str
    day: str


def find_revision(root: Path, given: str, place: Place) -> Revision:
    """Return the revision that is `given` in a `place`. Raises ProblemsFound where there is none."""
    if ask_git(root, "rev-parse", "--git-dir") is None:
        raise ProblemsFound([Problem.at(place, "no-git")])
    found = (
        None if given.startswith("-") else ask_git(root, "log", "-1", "--format=%H %cs", f"{given}^{{commit}}", "--")
    )
    if not found:
        if ask_git(root, "rev-parse", "--is-shallow-repository") == b"true\n":
            raise ProblemsFound([Problem.at(place, "shallow-clone", name=given)])
        names = (ask_git(root, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads") or b"").decode()
        near = nearest(given, names.split())
        raise ProblemsFound([Problem.at(place, "unknown-revision", name=given, near=near)])
    commit, day = found.decode().split()
    is_tag = ask_git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{given}") is not None
    return Revision(given if is_tag and _ADDRESS.fullmatch(given) else commit[:8], commit, day)


@contextmanager
def unpacked(root: Path, revision: Revision) -> Iterator[Path]:
    """Give a folder with the publication in `root` as it was; it is gone afterwards, and the work tree is not touched.

    Raises ProblemsFound where the publication was not there yet, or holds what no publication may.
    """
    names = (ask_git(root, "ls-tree", "--name-only", revision.commit) or b"").decode().splitlines()
    archive = ask_git(root, "archive", revision.commit, *(name for name in names if name in PARTS))
    if archive is None or "mkdocs.yml" not in names:
        raise ProblemsFound([Problem.at(Place(f"{revision.name}:mkdocs.yml"), "file-missing")])
    with TemporaryDirectory() as folder:
        try:
            with tarfile.open(fileobj=BytesIO(archive)) as files:
                files.extractall(folder, filter="data")
        except tarfile.FilterError as error:
            raise ProblemsFound([Problem.at(Place(f"{revision.name}:{error.tarinfo.name}"), "symbolic-link")]) from None
        yield Path(folder)
