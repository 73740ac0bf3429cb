"""What this machine keeps from build to build, for the user alone and outside every publication.

Whatever is kept is bound to a secret of the machine, so that a file which somebody commits, restores or copies there is
never taken for our own. A cache changes nothing but time: damaged, full, read-only or missing, it is as if empty.
"""

import hmac
import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_data_path

from publisher.atomic import PRIVATE, write_atomically

PROGRAM: Final = "roda-traden"
SECRET_BYTES: Final = 32
SEAL_BYTES: Final = 32  # of HMAC-SHA-256, before each content
CAPACITY: Final = 400  # contents
_NAME: Final = re.compile(r"[0-9a-f]{64}")


def cache_folder(name: str) -> Path:
    """Return the folder for one sort of content; it need not be there."""
    return Path(user_cache_path(PROGRAM)) / name


class DiskCache:
    """A folder of finished contents by key. Without a folder, or where it cannot be used, it keeps nothing.

    A content is written atomically and given back only if its seal is right, so two builds at once and a build that
    is killed do no harm. No link is followed, and nothing is removed but what was kept here.
    """

    def __init__(self, folder: Path | None, capacity: int = CAPACITY) -> None:
        self._folder = folder
        self._capacity = capacity

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the content under a key; what is missing is made and kept."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def get(self, key: str) -> bytes | None:
        """Return the content under a key, or None."""
        folder, secret = self._usable(), _secret()
        if folder is None or secret is None:
            return None
        path = folder / _name(key)
        try:
            kept = _read(path)
            os.utime(path, follow_symlinks=False)  # what was used last goes last
        except OSError:
            return None
        content = kept[SEAL_BYTES:]
        return content if hmac.compare_digest(kept[:SEAL_BYTES], _seal(secret, key, content)) else None

    def put(self, key: str, content: bytes) -> None:
        """Keep a content under a key."""
        with suppress(OSError):
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder, secret = self._usable(), _secret()
            if folder is None or secret is None:
                return
            write_atomically(folder / _name(key), _seal(secret, key, content) + content, mode=PRIVATE)
            self._evict(folder)

    def _usable(self) -> Path | None:
        """Return the folder where it is one of ours and no link leads to it from elsewhere."""
        if self._folder is None:
            return None
        try:
            ours = all(_is_own_folder(path) for path in (self._folder, self._folder.parent))
        except OSError:
            return None
        return self._folder if ours else None

    def _evict(self, folder: Path) -> None:
        """Remove what was used longest ago, beyond the capacity."""
        with os.scandir(folder) as entries:
            kept = [(entry.stat(follow_symlinks=False).st_mtime, entry.name) for entry in entries
                    if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]  # fmt: skip
        for _, name in sorted(kept, reverse=True)[self._capacity :]:
            (folder / name).unlink(missing_ok=True)


def print_cache() -> DiskCache:
    """Return the cache of printed editions, by everything that went into each."""
    return DiskCache(cache_folder("print"))


def printed_marks() -> DiskCache:
    """Return the notes on what was printed here: nothing but keys, so many more than there are editions."""
    return DiskCache(cache_folder("printed"), 10 * CAPACITY)


def _is_own_folder(path: Path) -> bool:
    about = path.lstat()
    return stat.S_ISDIR(about.st_mode) and (not hasattr(os, "getuid") or about.st_uid == os.getuid())


def _name(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _seal(secret: bytes, key: str, content: bytes) -> bytes:
    # The length keeps key and content apart.
    return hmac.digest(secret, f"{len(key)}:{key}".encode() + content, "sha256")


def _read(path: Path) -> bytes:
    """Return the content of an ordinary file. Raises OSError for anything else."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(handle)
        return file.read()


@lru_cache(maxsize=1)
def _secret() -> bytes | None:
    """Return the machine's secret, made the first time; None where it can be neither read nor kept."""
    path = Path(user_data_path(PROGRAM)) / "cache-secret"
    with suppress(OSError):
        if not path.exists():
            write_atomically(path, secrets.token_bytes(SECRET_BYTES), mode=PRIVATE)
        found = _read(path)
        if len(found) == SECRET_BYTES:
            return found
        path.unlink()
    return None
