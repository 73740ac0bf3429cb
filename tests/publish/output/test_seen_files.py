"""A file is read again whenever it may have changed since it was seen, however it was changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.fingerprint import content_digest
from publisher.publish.output import seen_files
from publisher.publish.output.seen_files import SeenFiles, keep_seen, known_files, seen
from tests.publications import write

LONG = 10_000_000_000


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of which everything was seen, long after it was written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    out = write(tmp_path / "site", {"index.html": "<p>", "a/b.csv": "abc", "a-b/c.csv": "c"})
    keep_seen(out, seen(out, SeenFiles()), time.time_ns() + LONG)
    return out


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def noting(path: str) -> bytes:
        names.append(Path(path).name)
        return content_digest(path)

    monkeypatch.setattr(seen_files, "content_digest", noting)
    return names


def in_its_place(path: Path) -> None:
    """Put another file of the same size and time in the place of one."""
    about = path.stat()
    path.rename(path.with_name("old"))
    path.write_text("abx")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def as_old(path: Path) -> None:
    about = path.stat()
    path.write_text("abx")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "longer": lambda path: path.write_text("abcd"),
    "of the same size": lambda path: path.write_text("abx"),
    "of the same size and time": as_old,
    "another file": in_its_place,
}


def test_what_stands_is_not_read_again(out: Path, read: list[str]) -> None:
    found = seen(out, known_files(out))
    assert read == []
    assert found == seen(out, SeenFiles())
    assert sorted(read) == ["b.csv", "c.csv", "index.html"]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_read_again(out: Path, read: list[str], change: Callable[[Path], object]) -> None:
    before = seen(out, known_files(out))
    change(out / "a/b.csv")
    found = seen(out, known_files(out))
    assert "b.csv" in read
    assert "c.csv" not in read
    assert found.files["a/b.csv"][1] == content_digest(str(out / "a/b.csv")).hex()
    assert [before.digest((name,)) == found.digest((name,)) for name in ("", "a", "a-b")] == [False, False, True]


def test_what_had_just_changed_when_it_was_seen_is_read_again(out: Path, read: list[str]) -> None:
    # Within one tick of the clock, two contents have the same times.
    changed = (out / "a/b.csv").stat().st_ctime_ns
    for later, expected in ((LONG, []), (1_000_000, ["b.csv"])):
        keep_seen(out, seen(out, known_files(out)), changed + later)
        read.clear()
        seen(out, known_files(out))
        assert [name for name in read if name == "b.csv"] == expected


def test_everything_counts_in_a_digest(out: Path) -> None:
    names = ("", "a", "a/b.csv", "nothing")
    found = [seen(out, SeenFiles()).digest((name,)) for name in names]
    (out / "a/empty").mkdir()
    with_folder = [seen(out, SeenFiles()).digest((name,)) for name in names]
    (out / "a/empty").rmdir()
    (out / "a/empty").symlink_to("b.csv")
    with_link = [seen(out, SeenFiles()).digest((name,)) for name in names]
    for one, other in ((found, with_folder), (found, with_link), (with_folder, with_link)):
        assert [a == b for a, b in zip(one, other, strict=True)] == [False, False, True, True]
    assert seen(out / "nowhere", SeenFiles()) == SeenFiles()
    assert seen(out, SeenFiles()).below("a") == ["a", "a/b.csv", "a/empty"]


def test_a_damaged_list_is_none(out: Path, tmp_path: Path, read: list[str]) -> None:
    (kept,) = (tmp_path / "caches/roda-traden/seen").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    seen(out, known_files(out))
    assert sorted(read) == ["b.csv", "c.csv", "index.html"]
