"""The last site as the cache of the next one: its files are reused if their inputs are unchanged.

An authenticated list has two digests for each file: of its inputs and of its content. A file is reused only if both
still match the output folder, so any tampering or truncation is detected. Without the list, or without the last site,
everything is made again. If there is a spare site, the new one is made of it, by changing what differs.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from publisher.own_cache import DiskCache, cache_folder
from publisher.publish.output.new_site import NewSite
from publisher.publish.output.seen_files import SeenFiles, keep_seen, known_files, seen
from publisher.publish.output.writer import MARKER

# The number of sites whose list is kept.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the site: the digests of its inputs and of its content, and whatever else is recorded about it."""

    key: str
    digest: str
    about: Mapping[str, list[str]] = field(default_factory=dict)


class KeptSite:
    """The last site of an output folder, and the folder `new` that will replace it."""

    def __init__(self, root: Path, out: Path, new: Path) -> None:
        self.out = out
        self._cache = DiskCache(cache_folder("sites"), MOST)
        self._name = json.dumps([str(root.resolve()), str(out.absolute())])
        self._last = self._read()
        self._live = SeenFiles()
        with suppress(OSError):
            self._live = seen(out, known_files(out))
        self._new = NewSite(out, new)
        self._folders: dict[str, tuple[str, Mapping[str, list[str]]]] = {}
        self.files: dict[str, Kept] = {}

    def reused(self, path: str, key: str) -> Kept | None:
        """Reuse a file of the last site if its inputs and its content are unchanged, and return its entry."""
        known = self._last.get(path)
        if known is None or known.key != key or known.digest != self._digest(path) or not self._placed(path):
            return None
        self.files[path] = known
        return known

    def put(self, path: str, content: bytes, key: str, about: Mapping[str, list[str]] | None = None) -> Kept:
        """Write a file of the new site, and record its inputs."""
        self.files[path] = kept = Kept(key, self.write(path, content), about or {})
        return kept

    def write(self, path: str, content: bytes) -> str:
        """Write a file of the new site, reusing an identical file of the last site; return its digest."""
        digest = sha256(content).hexdigest()
        if digest != self._digest(path) or not self._placed(path):
            self._new.write(path, content)
        return digest

    def reused_folder(self, name: str, key: str) -> bool:
        """Reuse a folder of the last site if its inputs and its content are unchanged; return whether it was."""
        known = self.last_folder(name)
        if known is None or known.key != key:
            return False
        if not all(self._placed(path) for path in self._live.below(name) if path in self._live.files):
            return False
        self._new.clear()
        self.files[name] = known
        return True

    def last_folder(self, name: str) -> Kept | None:
        """Return the entry of a folder of the last site if its content is unchanged."""
        known = self._last.get(name)
        return known if known and known.digest == self._live.digest((name,)) else None

    def put_folder(self, name: str, key: str, about: Mapping[str, list[str]]) -> None:
        """Record the inputs of a folder in the new site, and whatever else is to be recorded about it."""
        self._new.put_folder(name)
        self._folders[name] = key, about

    def clear(self, besides: str = "") -> None:
        """Remove from the new site what is no file of it, once all are put there but for the folder `besides`."""
        stamp = self._live.files.get(MARKER)
        # If it is shared, the writer knows that the replaced site is worth setting aside.
        if stamp and self._new.mostly_shared:
            self._new.share(MARKER, *stamp)
        self._new.clear(besides)

    def keep(self) -> None:
        """Store what is known of the new site's files for the next build."""
        now = self._new.now()
        found = seen(self._new.top, self._live)
        keep_seen(self.out, found, now)
        for name, (key, about) in self._folders.items():
            self.files[name] = Kept(key, found.digest((name,)), about)
        rows = {path: [kept.key, kept.digest, kept.about] for path, kept in self.files.items()}
        self._cache.put(self._name, json.dumps(rows).encode())

    def _placed(self, path: str) -> bool:
        return self._new.share(path, *self._live.files[path])

    def _digest(self, path: str) -> str | None:
        """Return the digest of a regular file of the last site, or None."""
        found = self._live.files.get(path)
        return found[1] if found else None

    def _read(self) -> dict[str, Kept]:
        content = self._cache.get(self._name)
        with suppress(ValueError, TypeError):
            return {path: Kept(*row) for path, row in json.loads(content or b"{}").items()}
        return {}
