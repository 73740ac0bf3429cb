"""Atomic writes: whoever reads a file meets its old content or its new one, never a part of either."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

# As `open` creates files: the process's own mask takes away from it.
CREATED = 0o666
# A disk or a share of it that is used up, and a file larger than it may be.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
PRIVATE = 0o600
# A file system that has no second names for a file, such as a memory stick's.
NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write_atomically(
    path: Path, content: bytes, *, draft_folder: Path | None = None, durable: bool = False, mode: int = CREATED
) -> None:
    """Write `content` to `path` by way of a draft that is renamed. Folders that are missing are created.

    The draft stands beside the file, or in `draft_folder` on the same file system. A file that is replaced keeps its
    permissions; a new one gets `mode`, less the process's mask. `durable` flushes file and folder to the disk first.
    Raises OSError where the file cannot be written; no draft is left then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = (draft_folder or path.parent) / f".{path.name}-{uuid4().hex}.tmp"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
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
    """Write `content` to `path`, where nothing may stand: a part of it never does, whenever the program ends.

    Raises FileExistsError where something stands there, OSError where the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f".{path.name}-{uuid4().hex}.tmp"
    try:
        draft.write_bytes(content)
        try:
            os.link(draft, path)  # unlike a rename it replaces nothing
        except OSError as error:
            if error.errno not in NO_LINKS or path.exists():
                raise
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk. Raises OSError where that fails."""
    if os.name == "nt" or path.is_symlink():  # Windows opens no folder and flushes no file that is open for reading
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot flush a folder, such as one shared with a guest
            raise
    finally:
        os.close(handle)
