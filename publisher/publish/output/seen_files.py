"""The digests of all files below a folder; only those are read that may have changed since they were last seen.

As in git's index, a file's digest is kept with its inode, size and times, if it was read some time after it changed.
"""

import os
import pickle
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from publisher.fingerprint import Stamp, content_digest, is_settled, stamp_of
from publisher.own_cache import DiskCache, cache_folder

# The number of folders whose files are known.
MOST: Final = 20


@dataclass(frozen=True)
class SeenFiles:
    """What is below a folder: the stamp and the digest of each file, and what else there is, such as folders."""

    files: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    def digest(self, names: Iterable[str]) -> str:
        """Return the digest of the files and folders with these names, and of all that is in them; "" is everything."""
        found = [(name, [(path, self._about(path)) for path in self.below(name)]) for name in names]
        return sha256(repr(found).encode()).hexdigest()

    def below(self, name: str) -> list[str]:
        """Return the file or folder with this name and the paths of everything in it, in order; "" is everything."""
        if not name:
            return self._paths
        own = [name] if name in self.files or name in self.others else []
        first = bisect_left(self._paths, f"{name}/")
        # The character that follows a slash.
        return own + self._paths[first : bisect_left(self._paths, f"{name}0", first)]

    def _about(self, path: str) -> str:
        return self.files[path][1] if path in self.files else self.others[path]

    @cached_property
    def _paths(self) -> list[str]:
        return sorted([*self.files, *self.others])


def seen(top: Path, known: SeenFiles) -> SeenFiles:
    """Return what is below a folder now. Files that stand as they are `known` are not read.

    Symbolic links are not followed; a missing folder is empty. Raises OSError if something cannot be read.
    """
    files: dict[str, tuple[Stamp, str]] = {}
    others: dict[str, str] = {}
    left = [""] if top.is_dir() else []
    while left:
        within = left.pop()
        with os.scandir(f"{top}/{within}") as entries:
            for entry in entries:
                path = f"{within}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    others[path] = "folder"
                    left.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    stamp = stamp_of(entry.stat(follow_symlinks=False))
                    before = known.files.get(path)
                    same = before is not None and before[0] == stamp
                    files[path] = before if same and before else (stamp, content_digest(entry.path).hex())
                else:
                    others[path] = f"link {Path(entry.path).readlink()}" if entry.is_symlink() else "neither"
    return SeenFiles(files, others)


def known_files(out: Path) -> SeenFiles:
    """Return what was kept of the files in an output folder."""
    content = DiskCache(cache_folder("seen"), MOST).get(_name(out))
    with suppress(Exception):  # what cannot be loaded counts as missing
        return SeenFiles(pickle.loads(content)) if content else SeenFiles()
    return SeenFiles()


def keep_seen(out: Path, found: SeenFiles, now: int) -> None:
    """Keep what was seen for an output folder, as far as the times will show the next change.

    `now` is the file system's time before anything was looked at, in nanoseconds.
    """
    settled = {path: each for path, each in found.files.items() if is_settled(each[0], now)}
    DiskCache(cache_folder("seen"), MOST).put(_name(out), pickle.dumps(settled, pickle.HIGHEST_PROTOCOL))


def _name(out: Path) -> str:
    return str(out.absolute())
