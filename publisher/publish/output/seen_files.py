"""The digests of all files below a folder; only those are read that may have changed since they were last seen.

As in git's index, a file's digest is kept with its inode, size and times. The time of its last change (ctime), which no
program can set, distinguishes two contents, unless they follow each other within one tick of the file system's clock:
so it must have been some time ago when the file was read.
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
from typing import Final, TypeAlias

from publisher.fingerprint import content_digest
from publisher.own_cache import DiskCache, cache_folder

# Inode, size, and the times of the last change of content and of anything, in nanoseconds.
Stamp: TypeAlias = tuple[int, int, int, int]

# The number of folders whose files are known.
MOST: Final = 20
_SECOND: Final = 1_000_000_000
# File systems count in whole seconds, or two; or else in the ticks of the kernel, of which there are at least a hundred
# in a second.
_COARSE: Final = 3 * _SECOND
_FINE: Final = _SECOND // 10
# On Windows, the last of the times is that of creation.
_CHANGE_TIMES: Final = os.name == "posix"


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
                    stamp = _stamp(entry.stat(follow_symlinks=False))
                    before = known.files.get(path)
                    same = before is not None and before[0] == stamp
                    files[path] = before if same and before else (stamp, content_digest(entry.path).hex())
                else:
                    others[path] = f"link {Path(entry.path).readlink()}" if entry.is_symlink() else "neither"
    return SeenFiles(files, others)


def _stamp(about: os.stat_result) -> Stamp:
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


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
    settled = {path: each for path, each in found.files.items() if _CHANGE_TIMES and _settled(each[0][3], now)}
    DiskCache(cache_folder("seen"), MOST).put(_name(out), pickle.dumps(settled, pickle.HIGHEST_PROTOCOL))


def _settled(changed: int, now: int) -> bool:
    return now - changed > (_FINE if changed % _SECOND else _COARSE)


def _name(out: Path) -> str:
    return str(out.absolute())
