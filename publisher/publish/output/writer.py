"""The writer replaces the finished site in one step: visitors see the old site or the new one, never a mixture.

A site is built in a new folder beside the output folder, flushed to the disk and swapped in by rename:

    with Writer(out, root).replace_site() as new:
        ...  # build in `new`; an exception here leaves `out` as it was

A killed build leaves its new folder behind; the next build removes it first.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from publisher.atomic import FULL, READ_ONLY, flush, write_atomically
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.output.spare_site import AT_ONCE, leftovers, remove_site, set_aside
from publisher.read.git import is_committed

CONTENT: Final = frozenset({"docs", "handbook", "locale", "macros", "plans", "publisher", "schemas", "tests", "theme"})
MARKER: Final = ".roda-traden"


class Writer:
    """The only code that changes an output folder, for the publication at `root`.

    It touches only a folder that is new, empty or marked as ours, holds a lock beside it while it works, and raises
    errors of the folder or its disk as `ProblemsFound`.
    """

    def __init__(self, out: Path, root: Path) -> None:
        self._given, self._place, self._root = out.absolute(), Place(str(out)), root
        self._out = Path(os.path.realpath(out))
        self._fresh = self._beside(f"-new-{os.getpid()}")
        self._old = self._beside(f"-old-{os.getpid()}")
        self._lock = self._beside(".lock")

    @contextmanager
    def replace_site(self) -> Iterator[Path]:
        """Provide an empty folder to build in; it replaces the output folder when the block ends without exception."""
        with self._holding() as new:
            yield new
            mark(new)
            self._refuse()  # check again: a build takes time, and the folder may have been used meanwhile
            self._swap()

    @contextmanager
    def replace_folder(self, name: str) -> Iterator[Path]:
        """Provide an empty folder that replaces the site's folder `name`; the rest of the site stays as it is."""
        self._refuse_committed()
        with self.replace_site() as new:
            others = (path.name for path in self._out.iterdir()) if self._out.exists() else ()
            carry_over(self._out, new, (other for other in others if other != name))
            (new / name).mkdir()
            yield new / name

    def replace_file(self, name: str, content: bytes) -> None:
        """Write `content` to the file `name` of the site, atomically."""
        self._refuse_committed()
        with self._holding() as new:
            within = (self._out.joinpath(*Path(name).parts[:length]) for length in range(len(Path(name).parts)))
            for linked in filter(Path.is_symlink, within):
                # A link in the site leads into a folder that is none of ours.
                raise ProblemsFound([Problem.at(Place(str(linked)), "output-not-a-folder")])
            self._out.mkdir(exist_ok=True)
            mark(self._out)  # first of all, so that from here on the folder is recognised as ours
            # The draft of a killed build must not stay in the site.
            write_atomically(self._out / name, content, draft_folder=new, durable=True)

    def _beside(self, ending: str) -> Path:
        return self._out.parent / f".{self._out.name}{ending}"

    @contextmanager
    def _holding(self) -> Iterator[Path]:
        """Lock the output folder and provide a new folder beside it, which is removed afterwards."""
        with self._as_problems():
            self._refuse()
            self._out.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock, blocking=False):
                self._tidy()
                try:
                    self._fresh.mkdir()
                    yield self._fresh
                finally:
                    self._tidy()

    def _refuse(self) -> None:
        """Raise a Problem if the output folder must not be overwritten."""
        out = self._given
        refuse_content(self._given, self._root)
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise self._found("output-not-a-folder")
        if self._lock.is_symlink():
            raise self._found("output-failed", path=self._lock, reason=os.strerror(errno.ELOOP))
        is_marked = (out / MARKER).is_file() and not (out / MARKER).is_symlink()
        if out.exists() and not is_marked and any(out.iterdir()):
            raise self._found("output-not-ours", marker=MARKER)

    def _refuse_committed(self) -> None:
        """Raise a Problem if some of the output folder comes from git.

        Whoever can propose a change could otherwise put pages into a site that is only added to: a mark can be
        committed.
        """
        names = [path.name for path in (self._out, *leftovers(self._out)) if path.exists()]
        if is_committed(self._out.parent, *names):
            raise self._found("output-committed", path=self._out)

    def _swap(self) -> None:
        """Swap the new folder and the output folder, once the new one is flushed to the disk."""
        _flush_all(self._fresh)
        replaced = self._fresh
        if not _exchange(self._fresh, self._out):
            # A kill between these two leaves no site: `_tidy` restores the old one when the next build begins.
            if self._out.exists():
                self._out.rename(self._old)
            self._fresh.rename(self._out)
            replaced = self._old
        flush(self._out.parent)
        if _is_one_file(replaced / MARKER, self._out / MARKER):
            set_aside(replaced, self._out)

    def _tidy(self) -> None:
        """Restore an old site that was moved away, and remove leftovers of builds; under the lock, none is running."""
        for left in leftovers(self._out):
            is_site = left.is_dir() and not left.is_symlink() and (left / MARKER).is_file()
            if is_site and left.name.startswith(f".{self._out.name}-old-") and not self._out.exists():
                left.rename(self._out)
            else:
                # Failing to remove something is no reason to fail: the site is complete, and the next build tries
                # again.
                remove_site(left)

    @contextmanager
    def _as_problems(self) -> Iterator[None]:
        """Turn errors of the operating system into Problems, unless they are not about the output."""
        try:
            yield
        except Timeout:
            raise self._found("build-running", lock=self._lock) from None
        except OSError as error:
            path = Path(os.path.realpath(str(error.filename))) if error.filename else self._out
            if error.errno in FULL:
                raise self._found("disk-full", path=path) from error
            if error.errno is None or not self._is_ours(path):
                raise
            if error.errno in READ_ONLY:
                raise self._found("output-read-only", path=path) from error
            raise self._found("output-failed", path=path, reason=error.strerror or error) from error

    def _is_ours(self, path: Path) -> bool:
        """Return whether the path is the output folder, a temporary name beside it, or inside or above these."""
        above = self._out.parent
        if not path.is_relative_to(above):
            return above.is_relative_to(path)
        first = path.relative_to(above).parts[:1]
        return not first or first[0] == self._out.name or first[0].startswith(f".{self._out.name}")

    def _found(self, code: str, **facts: object) -> ProblemsFound:
        return ProblemsFound([Problem.at(self._place, code, **facts)])


def refuse_content(out: Path, root: Path) -> None:
    """Raise a Problem if the output folder contains the publication in `root` or is inside its content."""
    real, top = Path(os.path.realpath(out)), Path(os.path.realpath(root))
    inside = real.relative_to(top).parts[:1] if real.is_relative_to(top) else ()
    if top.is_relative_to(real) or any(name.startswith(".") or name.casefold() in CONTENT for name in inside):
        raise ProblemsFound([Problem.at(Place(str(out)), "output-holds-content", root=root)])


def _is_one_file(one: Path, other: Path) -> bool:
    """Return whether two paths are hard links to the same file: the two sites share most of their files then."""
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False


def mark(folder: Path) -> None:
    """Mark a folder as ours, so that later builds may replace its contents."""
    (folder / MARKER).touch()


def carry_over(old: Path, new: Path, names: Iterable[str]) -> None:
    """Copy the named files and folders of the last good site into the new one, ignoring missing ones."""
    for name in names:  # copies, not hard links: writing to the new site must not affect the old one
        for source in _everything(old / name) if (old / name).exists() else ():
            target = new / source.relative_to(old)
            if source.is_dir() and not source.is_symlink():
                target.mkdir(parents=True, exist_ok=True)
            elif source.is_file() and not source.is_symlink():  # the program makes no symbolic links, and follows none
                shutil.copy2(source, target, follow_symlinks=False)


def _everything(top: Path) -> Iterator[Path]:
    """Yield the path and everything below it, folders first; unlike `rglob`, raise errors of unreadable folders."""
    yield top
    if top.is_dir() and not top.is_symlink():
        for path in sorted(top.iterdir()):
            yield from _everything(path)


def _flush_all(folder: Path) -> None:
    """Flush a folder and everything in it to the disk. Raises OSError if that fails.

    Linux has a call for a whole file system, which Python lacks; elsewhere each folder and file is flushed.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
    if syncfs is None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(flush, _everything(folder)))
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; return whether that was possible.

    Linux has a system call for this which Python lacks, and it is worth these lines: the site is never missing, not
    even if the build is killed. Elsewhere two renames must do.
    """
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    at, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return renameat2 is not None and renameat2(at, os.fsencode(one), at, os.fsencode(other), exchange) == 0


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file, by its path below `folder`, creating folders as needed."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
