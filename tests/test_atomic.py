"""A file is replaced as a whole or left as it was, and no draft of it remains."""

import errno
import os
import signal
import stat
from pathlib import Path
from threading import Thread

import pytest

from publisher.atomic import PRIVATE, write_atomically, write_new, write_together


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_file_stands_in_new_folders_with_the_permissions_of_the_process(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "file.txt"
    before = os.umask(0o027)
    try:
        write_atomically(path, b"one", durable=True)
        write_atomically(tmp_path / "own", b"one", mode=PRIVATE)
    finally:
        os.umask(before)
    assert path.read_bytes() == b"one"
    assert (permissions(path), permissions(tmp_path / "own")) == (0o640, 0o600)
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


def test_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    path.chmod(0o755)
    write_atomically(path, b"two")
    assert (path.read_bytes(), permissions(path)) == (b"two", 0o755)


def test_what_fails_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"two", durable=True)
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_draft_may_stand_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts, seen = tmp_path / "drafts", []
    drafts.mkdir()
    monkeypatch.setattr(os, "fsync", lambda _handle: seen.append([each.name for each in drafts.iterdir()]))
    write_atomically(tmp_path / "site" / "file", b"one", draft_folder=drafts, durable=True)
    assert len(seen[0]) == 1
    assert [each.name for each in (tmp_path / "site").iterdir()] == ["file"]
    assert not list(drafts.iterdir())


def test_several_at_once_write_one_of_their_contents(tmp_path: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(6)]
    threads = [
        Thread(target=write_atomically, args=(tmp_path / "file", content), kwargs={"durable": True})
        for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "file").read_bytes() in contents
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_new_file_replaces_nothing_and_leaves_no_draft(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b.md", b"mine")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a" / "b.md", b"other")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "a").iterdir()] == [("b.md", b"mine")]


def test_a_new_file_is_written_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "b.md", b"mine")
    with pytest.raises(OSError, match="no links here"):
        write_new(tmp_path / "b.md", b"other")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.md", b"mine")]


def _state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("names", ["one", "many"])
@pytest.mark.parametrize("how", ["full", "no-deletion", "unconfirmed"])
def test_files_are_written_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, names: str
) -> None:
    resource = pytest.importorskip("resource")
    for name in ("a", "b", "c/gone"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"before " + name.encode())
    before = _state(tmp_path)
    large = b"x" * (100_000 if how == "full" else 10)
    changed = {tmp_path / "a": b"after", tmp_path / "new/deep/d": b"after", tmp_path / "c/gone": None,
               tmp_path / "b": large}  # fmt: skip

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not here")

    if names == "one":
        monkeypatch.setattr(os, "link", refuse)
    if how == "no-deletion":
        unlink = Path.unlink
        monkeypatch.setattr(
            Path, "unlink", lambda path, **given: refuse() if path.name == "gone" else unlink(path, **given)
        )
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        if how == "full":
            # The error comes from the system itself, after two files have been drafted.
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, was[1]))
        with pytest.raises(OSError, match=r"too large|not here"):
            write_together(changed, refuse if how == "unconfirmed" else lambda: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
        signal.signal(signal.SIGXFSZ, handler)
    assert _state(tmp_path) == before and not (tmp_path / "new").exists()
    monkeypatch.undo()
    write_together(changed)
    assert _state(tmp_path) == {"a": b"after", "b": large, "new/deep/d": b"after"}
