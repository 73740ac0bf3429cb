"""The site before the last one, set aside to become the next one.

The two share most of their files, by hard links, so that little of it need be changed, and next to none of the disk is
taken. It stands in this machine's cache, if that is on the same file system; nothing in it is trusted but what is one
file with the last site.
"""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import Final
from uuid import uuid4

from publisher.own_cache import cache_folder, is_own_folder

# The number of sites set aside.
MOST: Final = 4
# The disk's journal handles many deletions at once: a site of 4,000 pages is removed in half a second instead of six.
AT_ONCE: Final = 8
_SPARE: Final = re.compile(r"[0-9a-f]{64}")
_LEFT: Final = re.compile(r"[0-9a-f]{64}-[0-9a-f]{32}")


def leftovers(out: Path) -> list[Path]:
    """Return what stopped builds have left beside an output folder, in order."""
    pattern = re.compile(rf"\.{re.escape(out.name)}-(?:new|old)-\d+")
    # Whatever else is in that folder may be much.
    found = out.parent.iterdir() if out.parent.is_dir() else ()
    return sorted(each for each in found if pattern.fullmatch(each.name))


def take_spare(out: Path, new: Path) -> bool:
    """Put the spare site of an output folder in the place of the empty folder `new`; return whether there is one."""
    place = _place()
    try:
        mode = new.stat().st_mode
        if place is None or not (place / _name(out)).is_dir():
            return False
        (place / _name(out)).rename(new)
        new.chmod(S_IMODE(mode))
    except OSError:  # another file system, or another system
        return False
    return True


def set_aside(site: Path, out: Path) -> None:
    """Set a site that was replaced in the output folder `out` aside, in the place of an earlier one.

    If that cannot be done, it stays where it is.
    """
    with suppress(OSError):
        cache_folder("spare").mkdir(parents=True, exist_ok=True, mode=0o700)
        place = _place()
        if place is not None:
            _discard(place / _name(out))
            site.rename(place / _name(out))
            _evict(place)


def remove_site(folder: Path) -> None:
    """Remove a folder and everything in it, as far as possible; of a symbolic link or a file only that itself."""
    if folder.is_symlink() or not folder.is_dir():
        # What a link leads to is another's: somebody may have committed one under a name that leftovers have.
        with suppress(OSError):
            folder.unlink()
        return
    with suppress(OSError), ThreadPoolExecutor(AT_ONCE) as pool:
        list(
            pool.map(
                partial(shutil.rmtree, ignore_errors=True), [each for top in _folders(folder) for each in _folders(top)]
            )
        )
    shutil.rmtree(folder, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _place() -> Path | None:
    """Return the folder of spare sites if it is our own and not reached by a symbolic link."""
    folder = cache_folder("spare")
    return folder if folder.is_dir() and all(map(is_own_folder, (folder, folder.parent))) else None


def _name(out: Path) -> str:
    return sha256(os.fsencode(os.path.realpath(out))).hexdigest()


def _evict(place: Path) -> None:
    """Remove the oldest spare sites beyond the number that is kept, and what was left of others."""
    with os.scandir(place) as entries:
        found = [(entry.stat(follow_symlinks=False).st_ctime_ns, entry.name) for entry in entries]
    spares = sorted(((at, name) for at, name in found if _SPARE.fullmatch(name)), reverse=True)
    for _, name in spares[MOST:]:
        _discard(place / name)
    for _, name in found:
        if _LEFT.fullmatch(name):
            remove_site(place / name)


def _discard(spare: Path) -> None:
    """Remove a spare site, under a name by which no build takes it meanwhile."""
    left = spare.with_name(f"{spare.name}-{uuid4().hex}")
    with suppress(FileNotFoundError):
        spare.rename(left)
        remove_site(left)
