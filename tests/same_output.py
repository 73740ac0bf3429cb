"""Find what a change alters in everything that is published: `python -m tests.same_output REVISION`.

It builds the site, editions and data of every publication here, with the code of REVISION and with the code in this
folder, from the same content of REVISION and with the same date, and lists the files that differ. It exits with 1 if
any does, so that a change that only moves code can show that it changes nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.program import DAY, REPOSITORY

PUBLICATIONS = (
    ".",
    *(f"examples/{each.parent.name}" for each in sorted((REPOSITORY / "examples").glob("*/mkdocs.yml"))),
)
CODE = ("publisher", "macros", "theme", "locale", "build.py")


@contextmanager
def content_of(revision: str) -> Iterator[Path]:
    """Provide the repository as it was at a revision, in a temporary folder of its own."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "then"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", folder, revision], cwd=REPOSITORY, check=True)
        try:
            yield folder
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=REPOSITORY, check=True)


def built(folder: Path, out: Path) -> dict[str, str]:
    """Return the digest of every file that is built from the publications in a folder."""
    for name in PUBLICATIONS:
        arguments = ["build.py", "--root", name, "--out", str(out / name)]
        variables = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(folder)}
        run = subprocess.run([sys.executable, *arguments], cwd=folder, env=variables, capture_output=True, check=False)
        if run.returncode:
            # Where only one of the two can build it, the content asks for what the other's code does not know.
            sys.exit(f"{name}: {run.stderr.decode(errors='replace')}")
        shutil.rmtree(folder / name / "build", ignore_errors=True)
    return {
        path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def different(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the files that differ, a line each."""
    names = sorted({*before, *after})
    marks = {name: "+" if name not in before else "-" if name not in after else "~" for name in names}
    return [f"{marks[name]} {name}" for name in names if before.get(name) != after.get(name)]


def main(revision: str) -> int:
    """Compare, print what differs, and return 1 if anything does."""
    with content_of(revision) as folder, TemporaryDirectory() as out:
        before = built(folder, Path(out) / "before")
        for name in CODE:
            there, here = folder / name, REPOSITORY / name
            if here.is_dir():
                shutil.rmtree(there, ignore_errors=True)
                shutil.copytree(here, there)
            else:
                shutil.copyfile(here, there)
        after = built(folder, Path(out) / "after")
    lines = different(before, after)
    print("\n".join(lines or [f"{len(after)} files, all the same"]))
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
