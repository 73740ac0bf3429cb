"""A file is replaced as a whole or left as it was, and no draft of it remains."""

import errno
import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from publisher.atomic import PRIVATE, write_atomically, write_new


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
