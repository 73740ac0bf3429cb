"""The disk cache of this machine: kept from build to build, for the user alone, outside every publication.

Each entry is authenticated with a secret of the machine, so that a file which somebody commits, restores or copies
there is never mistaken for an entry. The cache only saves time: damaged, full, read-only or missing, it counts as
empty.
"""

import hmac
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_data_path

from publisher.atomic import PRIVATE, write_atomically

PROGRAM: Final = "roda-traden"
SECRET_BYTES: Final = 32
SEAL_BYTES: Final = 32  # length of the HMAC-SHA-256 before each content
CAPACITY: Final = 400  # number of entries
_CHUNK: Final = 1 << 20
_NAME: Final = re.compile(r"[0-9a-f]{64}")


def cache_folder(name: str) -> Path:
    """Return the folder for one sort of entry; it may not exist yet."""
    return Path(user_cache_path(PROGRAM)) / name


class DiskCache:
    """A folder of byte strings by key. Without a folder, or with an unusable one, it stores nothing.

    An entry is written atomically and returned only if its HMAC is valid, so concurrent or killed builds do no harm.
    Symbolic links are not followed, and only its own entries are removed.
    """

    def __init__(self, folder: Path | None, capacity: int = CAPACITY) -> None:
        self._folder = folder
        self._capacity = capacity

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the entry of a key, making and storing it if missing."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def get(self, key: str) -> bytes | None:
        """Return the entry of a key, or None."""
        folder, secret = self._usable(), _secret()
        if folder is None or secret is None:
            return None
        path = folder / _name(key)
        try:
            seal, content = _seal_and_content(path)
            os.utime(path, follow_symlinks=False)  # so that eviction takes the least recently used first
        except OSError:
            return None
        return content if hmac.compare_digest(seal, _seal(secret, key, content)) else None

    def put(self, key: str, content: bytes) -> None:
        """Store the entry of a key."""
        self.put_all({key: content})

    def put_all(self, contents: Mapping[str, bytes]) -> None:
        """Store entries by key, looking only once for what has to leave."""
        with suppress(OSError):
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder, secret = self._usable(), _secret()
            if folder is None or secret is None:
                return
            for key, content in contents.items():
                write_atomically(folder / _name(key), _seal(secret, key, content), content, mode=PRIVATE)
            self._evict(folder)

    def _usable(self) -> Path | None:
        """Return the folder if it is our own and not reached by a symbolic link."""
        if self._folder is None:
            return None
        try:
            ours = all(is_own_folder(path) for path in (self._folder, self._folder.parent))
        except OSError:
            return None
        return self._folder if ours else None

    def _evict(self, folder: Path) -> None:
        """Evict the least recently used entries beyond the capacity."""
        with os.scandir(folder) as entries:
            kept = [(entry.stat(follow_symlinks=False).st_mtime, entry.name) for entry in entries
                    if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]  # fmt: skip
        for _, name in sorted(kept, reverse=True)[self._capacity :]:
            (folder / name).unlink(missing_ok=True)


def print_cache() -> DiskCache:
    """Return the cache of printed editions, keyed by everything that went into each."""
    return DiskCache(cache_folder("print"))


def seal_of(key: str, content: str) -> str:
    """Return a code that only this machine's user can make, to recognise content that comes back from a browser.

    It is valid across restarts, unless the machine can store no secret.
    """
    return _seal(_secret() or _of_this_process(), key, content.encode()).hex()


def printed_marks() -> DiskCache:
    """Return the cache that notes which editions were printed here: some bytes each, so many more than editions."""
    return DiskCache(cache_folder("printed"), 10 * CAPACITY)


def is_own_folder(path: Path) -> bool:
    """Return whether a path is a folder of this user, and no symbolic link. Raises OSError if there is nothing."""
    about = path.lstat()
    return stat.S_ISDIR(about.st_mode) and (not hasattr(os, "getuid") or about.st_uid == os.getuid())


def _name(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _seal(secret: bytes, key: str, content: bytes) -> bytes:
    # The length separates key and content. Together they would be a copy of what may be large.
    seal = hmac.new(secret, f"{len(key)}:{key}".encode(), "sha256")
    seal.update(content)
    return seal.digest()


def _seal_and_content(path: Path) -> tuple[bytes, bytes]:
    """Return the two parts of an entry's file. Raises OSError for what is no regular file."""
    with _opened(path) as handle:
        size = os.fstat(handle).st_size
        return os.read(handle, SEAL_BYTES), _rest(handle, size - SEAL_BYTES)


def read_regular_file(path: str | Path) -> bytes:
    """Return the content of a regular file. Raises OSError for anything else."""
    with _opened(path) as handle:
        return _rest(handle, os.fstat(handle).st_size)


@contextmanager
def _opened(path: str | Path) -> Iterator[int]:
    """Open a regular file for reading. Raises OSError for anything else."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(handle)
        yield handle
    finally:
        os.close(handle)


def _rest(handle: int, size: int) -> bytes:
    """Return what is left to read in a file, probably `size` bytes."""
    # One byte more than there should be, so that the end is seen.
    parts = [os.read(handle, max(size, 0) + 1)]
    while further := os.read(handle, _CHUNK):
        parts.append(further)
    # To join a single one would copy it.
    return b"".join(parts) if len(parts) > 1 else parts[0]


@lru_cache(maxsize=1)
def _secret() -> bytes | None:
    """Return the machine's secret, creating it the first time; None if it can be neither read nor stored."""
    path = Path(user_data_path(PROGRAM)) / "cache-secret"
    with suppress(OSError):
        if not path.exists():
            write_atomically(path, secrets.token_bytes(SECRET_BYTES), mode=PRIVATE)
        found = read_regular_file(path)
        if len(found) == SECRET_BYTES:
            return found
        path.unlink()
    return None


@lru_cache(maxsize=1)
def _of_this_process() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)
