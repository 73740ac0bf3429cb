"""Atomic writes: readers of a file see its old content or its new content, never part of either."""

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

# As `open` does: the permissions of new files are limited by the process's umask.
CREATED = 0o666
# Disk full, quota exceeded, or file too large for the file system.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# No permission, or a disk or a file system that nobody may write to.
READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
PRIVATE = 0o600
# A file system without hard links, such as a USB stick's.
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write_atomically(
    path: Path, *content: bytes, draft_folder: Path | None = None, durable: bool = False, mode: int = CREATED
) -> None:
    """Write `content`, in parts or one, to `path` through a draft that is then renamed; missing folders are created.

    The draft is made beside the file, or in `draft_folder` on the same file system. An existing file keeps its
    permissions; a new one gets `mode`, less the umask. `durable` flushes file and folder to disk first. Raises OSError
    if the file cannot be written; no draft is left behind.
    """
    draft = _drafted(path, *content, folder=draft_folder, durable=durable, mode=mode)
    try:
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if durable:
        flush(path.parent)


def write_together(changed: Mapping[Path, bytes | None], confirm: Callable[[], None] = lambda: None) -> None:
    """Write files, and delete those whose content is None: all of them, or none if one of them fails, or `confirm`.

    The drafts, and a second name for each earlier file, are on the disk before the first file is replaced; putting back
    what was replaced takes no room. Raises OSError if a file cannot be written or deleted. A process that is killed may
    leave some files as they were and others as they are to be.
    """
    drafts: dict[Path, Path] = {}
    earlier: dict[Path, Path] = {}
    done: list[Path] = []
    folders = _missing_folders(changed)
    try:
        for path, content in changed.items():
            if path.exists():
                earlier[path] = _second_name(path)
            if content is not None:
                drafts[path] = _drafted(path, content, durable=True)
        for path in changed:
            if path in drafts:
                drafts[path].replace(path)
            else:
                path.unlink(missing_ok=True)
            done.append(path)
        for folder in {path.parent for path in changed}:
            flush(folder)
        confirm()
    except BaseException:
        for path in done:
            if path in earlier:
                earlier[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    finally:
        for left in (*drafts.values(), *earlier.values()):
            left.unlink(missing_ok=True)
        for folder in folders:
            with suppress(OSError):  # it holds a file, or was never made
                folder.rmdir()


def _missing_folders(changed: Mapping[Path, bytes | None]) -> list[Path]:
    """Return the folders that files need and that are not there yet, the innermost first."""
    needed = {folder for path, content in changed.items() if content is not None for folder in path.parents}
    return sorted((each for each in needed if not each.exists()), key=lambda each: len(each.parts), reverse=True)


def _drafted(
    path: Path, *content: bytes, folder: Path | None = None, durable: bool = False, mode: int = CREATED
) -> Path:
    """Return a draft of a file, with the permissions that this has. Raises OSError, and then leaves none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _unused_name(path, folder)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.writelines(content)
        with suppress(FileNotFoundError):
            draft.chmod(path.stat().st_mode)
        if durable:
            flush(draft)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _second_name(path: Path) -> Path:
    """Return a second name for a file, or that of a copy where files have one name only. Raises OSError."""
    name = _unused_name(path)
    try:
        os.link(path, name)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        return _drafted(path, path.read_bytes(), durable=True)
    return name


def _unused_name(path: Path, folder: Path | None = None) -> Path:
    return (folder or path.parent) / f".{path.name}-{uuid4().hex}.tmp"


def write_new(path: Path, content: bytes) -> None:
    """Write `content` to a new file at `path`, all or nothing, even if the program is killed.

    Raises FileExistsError if something is already there, OSError if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _unused_name(path)
    try:
        draft.write_bytes(content)
        try:
            os.link(draft, path)  # unlike a rename, a link never replaces anything
        except OSError as error:
            if error.errno not in NO_LINKS or path.exists():
                raise
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk. Raises OSError if that fails."""
    if os.name == "nt" or path.is_symlink():  # Windows cannot open a folder, nor flush a file that is open for reading
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot flush a folder, such as a virtual machine's share
            raise
    finally:
        os.close(handle)
