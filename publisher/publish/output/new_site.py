"""The folder in which a site is built: empty, or the spare site, in which only what differs is changed.

A file that the folder shares with the last site is never opened for writing: it is removed, and made anew.
"""

import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile

from publisher.fingerprint import Stamp
from publisher.own_cache import read_regular_file
from publisher.publish.output.spare_site import take_spare


class NewSite:
    """The folder `top` of a new site, beside that of the last one, `out`."""

    def __init__(self, out: Path, top: Path) -> None:
        top.mkdir(parents=True, exist_ok=True)
        self.top, self._out = top, out
        # Files that are there and not yet known to be part of the new site, by path, with their inodes.
        self._inodes: dict[str, int] = {}
        # All folders that are there, and those that are needed.
        self._there: set[str] = set()
        self._needed: set[str] = set()
        # Files of the new site: those shared with the last one, and others.
        self._shared: set[str] = set()
        self._written: set[str] = set()
        if take_spare(out, top):
            self._look(same_disk=_disk(out) == _disk(top))

    @property
    def mostly_shared(self) -> bool:
        """Whether the new site shares most of its files with the last one."""
        return len(self._shared) > len(self._written)

    def share(self, path: str, stamp: Stamp, digest: str) -> bool:
        """Let the new site have a file of the last one, seen there with this stamp and digest.

        Return False if it is no longer there.
        """
        if path in self._shared:
            return True
        if self._inodes.get(path) == stamp[0]:
            del self._inodes[path]
        elif not self._linked(path, digest):
            return False
        self._need(path)
        self._shared.add(path)
        return True

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        Path(self._free(path)).write_bytes(content)
        self._need(path)
        self._written.add(path)

    def put_folder(self, name: str) -> None:
        """Let the new site have a folder as it stands."""
        self._inodes = {path: inode for path, inode in self._inodes.items() if not path.startswith(f"{name}/")}
        self._there = {path for path in self._there if not path.startswith(f"{name}/")}
        self._needed.add(name)

    def clear(self, besides: str = "") -> None:
        """Remove what is not part of the new site, except in the folder `besides`, if one is named."""
        within = f"{besides}/"
        for path in self._inodes:
            if not path.startswith(within):
                (self.top / path).unlink()
        left = {path for path in self._there - self._needed if path != besides and not path.startswith(within)}
        for path in sorted(left, reverse=True):
            (self.top / path).rmdir()
        self._inodes = {path: inode for path, inode in self._inodes.items() if path.startswith(within)}
        self._there -= left

    def now(self) -> int:
        """Return the file system's time, in nanoseconds."""
        with TemporaryFile(dir=self.top) as file:
            return os.fstat(file.fileno()).st_ctime_ns

    def _look(self, *, same_disk: bool) -> None:
        """Find out what the spare site has."""
        left = [""]
        while left:
            within = left.pop()
            with os.scandir(f"{self.top}/{within}") as entries:
                for entry in entries:
                    path = f"{within}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        self._there.add(path)
                        left.append(f"{path}/")
                    else:
                        plain = same_disk and entry.is_file(follow_symlinks=False)
                        self._inodes[path] = entry.inode() if plain else 0

    def _linked(self, path: str, digest: str) -> bool:
        """Hard-link the last site's file: neither is written to, and the last site is then removed or set aside."""
        target, source = self._free(path), f"{self._out}/{path}"
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # a file system without hard links, or too many of them
            try:
                content = read_regular_file(source)
            except OSError:
                return False
            if sha256(content).hexdigest() != digest:
                return False
            Path(target).write_bytes(content)
        return True

    def _need(self, path: str) -> None:
        """Note that the folders of a file are part of the new site."""
        at = path.rfind("/")
        while at >= 0 and (folder := path[:at]) not in self._needed:
            self._needed.add(folder)
            at = path.rfind("/", 0, at)

    def _free(self, path: str) -> str:
        """Return where a file of the new site goes: nothing is there, in a folder that exists."""
        # Asking the disk for each of ten thousand files takes longer than linking them.
        at = path.find("/")
        while at >= 0:
            if (folder := path[:at]) not in self._there:
                self._unlinked(folder)
                (self.top / folder).mkdir(exist_ok=True)
                self._there.add(folder)
            at = path.find("/", at + 1)
        self._unlinked(path)
        if path in self._there:
            shutil.rmtree(self.top / path)
            self.put_folder(path)
            self._there.discard(path)
            self._needed.discard(path)
        return f"{self.top}/{path}"

    def _unlinked(self, path: str) -> None:
        """Remove what stands at the path of a file, if anything."""
        if path in self._inodes or path in self._shared or path in self._written:
            (self.top / path).unlink()
            self._inodes.pop(path, None)
            self._shared.discard(path)
            self._written.discard(path)


def _disk(folder: Path) -> int | None:
    return folder.stat().st_dev if folder.exists() else None
