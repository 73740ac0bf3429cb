"""The digest of everything that a build reads: as long as it is equal, the output is the same, byte for byte.

Every file is read in full. Comparing sizes and times would be faster, but unpacking an archive, restoring a backup or
saving twice in an instant can leave them unchanged, and reading thousands of small files takes only a tenth of a
second.
"""

import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from publisher.locales import HOUSE
from publisher.read.git import history_state, repository_state

# What makes up a publication, below its folder.
CONTENT: Final = ("mkdocs.yml", "docs", "plans", "macros")
_CHUNK: Final = 1 << 20
PACKAGE: Final = Path(__file__).resolve().parent
_PARTS: Final = ("locale", "macros", "theme")
_INSTALLED: Final = (".dist-info", ".egg-info", ".pth")
# Inode, size, and the times of the last change of content and of anything, in nanoseconds.
Stamp: TypeAlias = tuple[int, int, int, int]
_SECOND: Final = 1_000_000_000
# File systems count in whole seconds, or two; or else in the ticks of the kernel, of which there are at least a hundred
# in a second.
_COARSE: Final = 3 * _SECOND
_FINE: Final = _SECOND // 10
# On Windows, the last of the times is that of creation.
_CHANGE_TIMES: Final = os.name == "posix"


def inputs_digest(root: Path, day: str) -> str:
    """Return the digest of all that a build of the publication in `root` reads, including the given `day`."""
    parts = (program_digest(), tree_digest(root, CONTENT), repository_state(root), f"{root}\0{day}".encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@cache
def program_digest() -> bytes:
    """Return the digest of the program itself, its locale and theme, and the packages that it depends on."""
    sources = tree_digest(PACKAGE, (path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py"))))
    rest = repr((sys.version, sys.platform, sorted(_installed()))).encode()
    return hashlib.sha256(sources + tree_digest(HOUSE, _PARTS) + rest).digest()


def content_digest(path: str) -> bytes:
    """Return the digest of a file's content. Raises OSError if it cannot be read or is a symbolic link."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        digest = hashlib.sha256()
        while part := os.read(handle, _CHUNK):
            digest.update(part)
        return digest.digest()
    finally:
        os.close(handle)


class FileDigests:
    """The digests of files, which are only read again if they may have changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Stamp, bytes]] = {}
        # The latest change of any file asked for: by then the file system's clock had come.
        self._clock = 0

    def of(self, path: str) -> bytes:
        """Return the digest of a file's content. Raises OSError if it cannot be read or is a symbolic link."""
        stamp = stamp_of(os.lstat(path))
        known = self._known.get(path)
        if known and known[0] == stamp:
            return known[1]
        digest = content_digest(path)
        if is_settled(stamp, self._clock):
            self._known[path] = stamp, digest
        self._clock = max(self._clock, stamp[3])
        return digest


def stamp_of(about: os.stat_result) -> Stamp:
    """Return what distinguishes a file from what it was or will be, once it is settled."""
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def is_settled(stamp: Stamp, now: int) -> bool:
    """Return whether a file that was read at `now` or later must have another stamp if it is changed after that.

    The time of the last change (ctime), which no program can set, distinguishes two contents, unless they follow each
    other within one tick of the file system's clock. `now` is a time by that clock, in nanoseconds.
    """
    changed = stamp[3]
    return _CHANGE_TIMES and now - changed > (_FINE if changed % _SECOND else _COARSE)


def tree_digest(top: Path, names: Iterable[str], content: Callable[[str], bytes] = content_digest) -> bytes:
    """Return the digest of the files and folders called `names` below `top`: their names, kinds and contents.

    A missing one counts too. Symbolic links are not followed; `content` computes the digest of a file. Raises OSError
    if something cannot be read.
    """
    digest = hashlib.sha256()
    for name in names:
        _add_entries(digest.update, str(top / name), name, content)
    return digest.digest()


def unsaved_digest(
    root: Path, changed: Mapping[str, bytes | None], digest_of: Callable[[str], bytes] = content_digest
) -> bytes:
    """Return the digest of all that looking at a publication depends on, with other contents of files, by their names.

    None stands for a deleted file. A content counts as if it were written: once it is, the digest is the same. Where
    something cannot be read, the digest is random. `digest_of` may know a file's digest.
    """
    written = {str(root / file): content for file, content in changed.items() if (root / file).is_file()}
    rest = [(file, content) for file, content in changed.items() if content is None or str(root / file) not in written]

    def content_of(path: str) -> bytes:
        content = written.get(path)
        return digest_of(path) if content is None else hashlib.sha256(content).digest()

    try:
        files = tree_digest(root, CONTENT, content_of)
    except OSError:
        return secrets.token_bytes()
    parts = (files, history_state(root), os.environ.get("SOURCE_DATE_EPOCH", ""), date.today(), rest)
    return hashlib.sha256(repr(parts).encode()).digest()


def _add_entries(add: Callable[[bytes], object], path: str, name: str, content: Callable[[str], bytes]) -> None:
    """Add the name of a file or folder and of everything below it, each with its kind and content."""
    spelled = os.fsencode(name)
    add(b"%d\0" % len(spelled) + spelled)
    within: list[str] = []
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        about = b"none"
    else:
        if stat.S_ISDIR(mode):
            with os.scandir(path) as entries:
                about, within = b"folder", sorted(entry.name for entry in entries)
        elif stat.S_ISREG(mode):
            about = content(path)
        else:
            link = os.fsencode(Path(path).readlink()) if stat.S_ISLNK(mode) else b""
            about = b"%d %s" % (stat.S_IFMT(mode), link)
    add(b"%d\0" % len(about) + about)
    for each in within:
        _add_entries(add, f"{path}/{each}", f"{name}/{each}", content)


def _installed() -> Iterator[tuple[str, int]]:
    """Yield the installed packages and their versions, as metadata file names, with modification times."""
    for folder in {*sys.path} - {""}:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_INSTALLED):
                    yield entry.path, entry.stat().st_mtime_ns
