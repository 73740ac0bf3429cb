"""The shelf keeps editions that are set, by everything that went into them: what is unchanged is not set again."""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

# Below the folder of the publication.
SHELF: Final = Path("build/cache/print")
SIGN: Final = 32  # bytes of the checksum before each content
ROOM: Final = 400  # how many are kept


class Shelf:
    """A folder of finished editions. Without a folder, or where it cannot be used, it keeps nothing.

    A content goes in whole, by rename, and comes out only if its checksum is right, so two builds at once and a
    build that is killed do no harm.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a name, and make it first where nothing is."""
        content = self.get(name)
        if content is None:
            content = make()
            self.put(name, content)
        return content

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""
        if self._folder is None:
            return None
        path = self._folder / name
        try:
            kept = path.read_bytes()
            os.utime(path)  # what was used last goes last
        except OSError:
            return None
        content = kept[SIGN:]
        return content if kept[:SIGN] == sha256(content).digest() else None

    def put(self, name: str, content: bytes) -> None:
        """Keep a content under a name."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix="new-", delete=False) as file:
                file.write(sha256(content).digest() + content)
            Path(file.name).replace(self._folder / name)
            self._tidy()

    def _tidy(self) -> None:
        """Remove what has not been used for longest, where there is too much."""
        assert self._folder is not None
        kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[ROOM:]:
            path.unlink(missing_ok=True)
