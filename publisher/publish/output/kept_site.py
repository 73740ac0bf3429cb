"""The last site as the cache of the next one: its files are reused if their inputs are unchanged.

An authenticated list has two digests for each file: of its inputs and of its content. A file is reused only if both
still match the output folder, so any tampering or truncation is detected. The cache takes no extra space, and without
it, or without the last site, everything is made again.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from publisher.fingerprint import tree_digest
from publisher.own_cache import DiskCache, cache_folder, read_regular_file

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
        self.out, self._new = out, new
        new.mkdir(parents=True, exist_ok=True)
        self._cache = DiskCache(cache_folder("sites"), MOST)
        self._name = json.dumps([str(root.resolve()), str(out.absolute())])
        self._last = self._read()
        self._folders: dict[str, bool] = {}
        self._made: set[str] = set()
        self.files: dict[str, Kept] = {}

    def reused(self, path: str, key: str) -> Kept | None:
        """Reuse a file of the last site if its inputs and its content are unchanged, and return its entry."""
        known = self._last.get(path)
        if known is None or known.key != key:
            return None
        content = self._content(path)
        if content is None or sha256(content).hexdigest() != known.digest:
            return None
        self._place(path, content)
        self.files[path] = known
        return known

    def put(self, path: str, content: bytes, key: str, about: Mapping[str, list[str]] | None = None) -> Kept:
        """Write a file of the new site, and record its inputs."""
        self.write(path, content)
        self.files[path] = kept = Kept(key, sha256(content).hexdigest(), about or {})
        return kept

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the new site, reusing an identical file of the last site."""
        if content == self._content(path):
            self._place(path, content)
        else:
            Path(self._target(path)).write_bytes(content)

    def reused_folder(self, name: str, key: str) -> bool:
        """Reuse a folder of the last site if its inputs and its content are unchanged; return whether it was."""
        known = self.last_folder(name)
        if known is None or known.key != key:
            return False
        for path in sorted((self.out / name).rglob("*")):
            if path.is_file():
                self._place(path.relative_to(self.out).as_posix(), path.read_bytes())
        self.files[name] = known
        return True

    def last_folder(self, name: str) -> Kept | None:
        """Return the entry of a folder of the last site if its content is unchanged."""
        known = self._last.get(name)
        if name not in self._folders:
            self._folders[name] = known is not None and tree_digest(self.out, (name,)).hex() == known.digest
        return known if self._folders[name] else None

    def put_folder(self, name: str, key: str, about: Mapping[str, list[str]]) -> None:
        """Record the inputs of a folder in the new site, and whatever else is to be recorded about it."""
        self.files[name] = Kept(key, tree_digest(self._new, (name,)).hex(), about)

    def keep(self) -> None:
        """Store the list of the new site's files for the next build."""
        rows = {path: [kept.key, kept.digest, kept.about] for path, kept in self.files.items()}
        self._cache.put(self._name, json.dumps(rows).encode())

    def _place(self, path: str, content: bytes) -> None:
        """Hard-link the last site's file into the new one: neither is written to, and the last site is then removed."""
        target = self._target(path)
        try:
            os.link(f"{self.out}/{path}", target, follow_symlinks=False)
        except OSError:  # a file system without hard links, or too many of them
            Path(target).write_bytes(content)

    def _target(self, path: str) -> str:
        """Return where a file of the new site goes, in a folder that exists."""
        # Asking the disk for each of ten thousand files takes longer than linking them.
        at = path.find("/")
        while at >= 0:
            if (folder := path[:at]) not in self._made:
                (self._new / folder).mkdir(exist_ok=True)
                self._made.add(folder)
            at = path.find("/", at + 1)
        return f"{self._new}/{path}"

    def _content(self, path: str) -> bytes | None:
        """Return the content of a regular file of the last site, or None."""
        with suppress(OSError):
            return read_regular_file(f"{self.out}/{path}")
        return None

    def _read(self) -> dict[str, Kept]:
        content = self._cache.get(self._name)
        with suppress(ValueError, TypeError):
            return {path: Kept(*row) for path, row in json.loads(content or b"{}").items()}
        return {}
