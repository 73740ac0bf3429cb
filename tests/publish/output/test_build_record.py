"""Nothing changed: nothing is done. Anything changed, in what is read or in what was made: it is noticed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher import fingerprint
from publisher.publish.output.build_options import BuildOptions
from publisher.publish.output.build_record import EVERYTHING, BuildMessages, BuildRecord
from tests.caches import with_lasting
from tests.program import build
from tests.publications import smallest, write
from tests.repository import commit, git

MESSAGES = BuildMessages("a notice", "the last words")
Change = Callable[[Path], object]


@pytest.fixture(autouse=True)
def _own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(with_lasting(tmp_path / "caches")))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A publication in git, and a site of it that was recorded."""
    root = write(tmp_path / "sajt", smallest("Text.\n", **{"plans/bodies.yml": "bodies: []\n"}))
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "2024-01-01")
    write(root / "site", {"index.html": "<p>", "data/a.csv": "a", "pdf/a.pdf": "%PDF"})
    record(root).keep(MESSAGES, {"all": EVERYTHING, "data": ("data",), "pdf": ("pdf/a.pdf",)})
    return root


def record(root: Path, **options: object) -> BuildRecord:
    return BuildRecord(BuildOptions(root, root / "site", **options))  # type: ignore[arg-type]


def test_what_was_made_stands(root: Path) -> None:
    for work in ("all", "data", "pdf"):
        assert record(root).unchanged(work) == MESSAGES
    # Nobody asked for that yet.
    assert record(root).unchanged("site") is None
    assert record(root, edition="helheten").unchanged("pdf") is None
    assert record(root, crop_marks=True).unchanged("pdf") is None


def linked(root: Path) -> None:
    path = root / "site/data/a.csv"
    path.unlink()
    path.symlink_to("../index.html")


def same_size_and_time(root: Path) -> None:
    path = root / "docs/index.md"
    about = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Text.", "Taxt."), encoding="utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


READ: dict[str, Change] = {
    "a text, of the same size and time": same_size_and_time,
    "a setting": lambda root: (root / "mkdocs.yml").write_bytes((root / "mkdocs.yml").read_bytes() + b"# new\n"),
    "a register": lambda root: (root / "plans/bodies.yml").write_text("bodies: [] #\n"),
    "a new file": lambda root: (root / "docs/bild.png").write_bytes(b"x"),
    "a new folder": lambda root: (root / "docs/ny").mkdir(),
    "a new name": lambda root: (root / "docs/index.md").rename(root / "docs/start.md"),
    "a file that goes": lambda root: (root / "plans/bodies.yml").unlink(),
    "a link in a file's place": lambda root: (root / "docs/ny").symlink_to("index.md"),
    "own templates": lambda root: write(root, {"macros/parts/own.md": "x"}),
    "a commit": lambda root: commit(root, "2024-01-02"),
    "a tag": lambda root: git(root, "tag", "v1"),
    "no git": lambda root: shutil.rmtree(root / ".git"),
}
MADE: dict[str, Change] = {
    "changed": lambda root: (root / "site/data/a.csv").write_text("b"),
    "removed": lambda root: (root / "site/data/a.csv").unlink(),
    "added": lambda root: (root / "site/data/b.csv").write_text("b"),
    "a link": linked,
    "the folder": lambda root: shutil.rmtree(root / "site"),
}


@pytest.mark.parametrize("change", READ.values(), ids=READ)
def test_a_change_in_what_is_read_is_noticed(root: Path, change: Change) -> None:
    change(root)
    assert [record(root).unchanged(work) for work in ("all", "data", "pdf")] == [None] * 3


@pytest.mark.parametrize("change", MADE.values(), ids=MADE)
def test_a_change_in_what_was_made_is_noticed(root: Path, change: Change) -> None:
    change(root)
    assert record(root).unchanged("all") is None
    assert record(root).unchanged("data") is None
    assert bool(record(root).unchanged("pdf")) == (root / "site").exists()


def test_another_day_and_another_program_are_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert record(root).unchanged("all") is None
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert record(root).unchanged("all") == MESSAGES
    monkeypatch.setattr(fingerprint, "program_digest", lambda: b"another")
    assert record(root).unchanged("all") is None


def test_what_changes_during_a_build_belongs_to_the_next(root: Path) -> None:
    early = record(root)
    write(root, {"docs/ny.md": "x"})
    early.keep(MESSAGES, {"all": EVERYTHING})
    assert record(root).unchanged("all") is None
    (root / "docs/ny.md").unlink()
    assert record(root).unchanged("all") == MESSAGES


def test_a_damaged_record_is_none(root: Path, tmp_path: Path) -> None:
    (kept,) = (tmp_path / "caches/roda-traden/builds").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert record(root).unchanged("all") is None


def test_a_build_without_a_change_says_so_and_makes_again_what_is_lost(tmp_path: Path) -> None:
    root = write(tmp_path / "prov", smallest("Text.\n", **{"plans/bilaga.csv": "a"}))

    def run(command: str) -> tuple[str, str]:
        done = build(command, "--root", str(root))
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    first = run("all")
    again = run("all")
    assert "plans/bilaga.csv" in first[1]
    assert first[1] == again[1], "a notice is reported each time"
    assert "Inget har ändrats" in again[0]
    for command in ("site", "data", "pdf"):
        assert "Inget har ändrats" in run(command)[0]
    page = root / "site/index.html"
    whole = page.read_bytes()
    page.write_bytes(b"")
    assert "Inget har ändrats" not in run("all")[0]
    assert page.read_bytes() == whole
