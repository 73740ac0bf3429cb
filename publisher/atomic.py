"""Atomic writes: readers of a file see its old content or its new content, never part of either."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

# As `open` does: the permissions of new files are limited by the process's umask.
CREATED = 0o666
# Disk full, quota exceeded, or file too large for the file system.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
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
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = (draft_folder or path.parent) / f".{path.name}-{uuid4().hex}.tmp"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.writelines(content)
        with suppress(FileNotFoundError):
            draft.chmod(path.stat().st_mode)
        if durable:
            flush(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if durable:
        flush(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write `content` to a new file at `path`, all or nothing, even if the program is killed.

    Raises FileExistsError if something is already there, OSError if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f".{path.name}-{uuid4().hex}.tmp"
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
