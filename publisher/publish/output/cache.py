"""The disk cache of printed editions, by everything that went into each: what is unchanged is not typeset again."""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from publisher.atomic import PRIVATE, write_atomically

# Below the folder of the publication.
PRINT_CACHE: Final = Path("build/cache/print")
DIGEST_BYTES: Final = 32  # of SHA-256, before each content
CAPACITY: Final = 400  # contents


class DiskCache:
    """A folder of finished contents by key. Without a folder, or where it cannot be used, it keeps nothing.

    A content is written atomically and given back only if its digest is right, so two builds at once and a build that
    is killed do no harm.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the content under a key; what is missing is made and kept."""
        content = self.get(key)
        if content is None:
            content = make()
            self.put(key, content)
        return content

    def get(self, key: str) -> bytes | None:
        """Return the content under a key, or None."""
        if self._folder is None:
            return None
        path = self._folder / key
        try:
            kept = path.read_bytes()
            os.utime(path)  # what was used last goes last
        except OSError:
            return None
        content = kept[DIGEST_BYTES:]
        return content if kept[:DIGEST_BYTES] == sha256(content).digest() else None

    def put(self, key: str, content: bytes) -> None:
        """Keep a content under a key."""
        if self._folder is None:
            return
        with suppress(OSError):
            write_atomically(self._folder / key, sha256(content).digest() + content, mode=PRIVATE)
            self._evict()

    def _evict(self) -> None:
        """Remove what was used longest ago, beyond the capacity."""
        assert self._folder is not None
        kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[CAPACITY:]:
            path.unlink(missing_ok=True)
