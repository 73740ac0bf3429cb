"""Drafts: what somebody has typed in a form and not saved, kept on the server until it is saved or discarded.

Each is a file that only this user can read, outside the publication and its repository, flushed to disk before the
browser is told. So it survives a closed browser, another computer, and a server that is killed. Each window has its
own: two of one form take nothing from each other.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

from platformdirs import user_state_path

from publisher.atomic import PRIVATE, write_atomically
from publisher.own_cache import PROGRAM, read_regular_file

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values as a form was sent, in order."""

NEW: Final = "new"
"""The first word in the name of a form for something to add; the second is what."""
SENT: Final = "@sent"
"""The field with a visit and, after a space, which of its states this is: a later one has a higher number."""
WINDOW: Final = "@window"
"""The field with the name of a window and, after a space, the digest of the draft that it began with, if any."""
NO_DRAFT: Final = "-"
"""What stands in place of a window in the address of a form that begins with what is saved."""
NOT_KEPT: Final = frozenset({"@token", "@do", SENT, WINDOW})
"""The fields that belong to one visit."""

_ENDING: Final = ".json"
# A person has a few windows of a form; more are somebody's program.
_MOST_WINDOWS: Final = 50


def new_window(draft: "Unsaved | None" = None) -> str:
    """Return the field WINDOW of a new window, which begins with a draft or with what is saved."""
    return f"{secrets.token_hex(8)} {draft.digest if draft else ''}"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed in the form called `name`, a file or something to add, and the content `base` it began with.

    `window` is the name of the window in which it was typed, and `digest` that of the draft on disk.
    """

    name: str
    base: bytes
    pairs: Pairs
    window: str = field(default="", compare=False)
    digest: str = field(default="", compare=False)


class UnsavedForms:
    """One person's drafts for one publication, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._newest: dict[str, tuple[str, int]] = {}

    def keep(self, draft: Unsaved, window: str = "", sent: str = "") -> bool:
        """Write a draft to disk, in place of an earlier one of its window, and return whether it is safe there.

        `window` is the field WINDOW: the draft that the window began with is now part of this one. `sent` is the field
        SENT: a state that is overtaken by a later one of its visit takes the place of nothing.
        """
        own, _, first = window.partition(" ")
        written = {"name": draft.name, "base": b64encode(draft.base).decode(), "pairs": draft.pairs, "window": own}
        path = self._path(draft.name, own)
        with self._lock, suppress(OSError):
            if not path.exists() and len(self.all_of(draft.name)) >= _MOST_WINDOWS:
                return False
            if not self._is_overtaken(path, sent):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_atomically(path, json.dumps(written).encode(), durable=True, mode=PRIVATE)
                self._drop(draft.name, first, but=path)
            return True
        return False

    def _is_overtaken(self, path: Path, sent: str) -> bool:
        """Say whether a later state of the same visit has come, and remember this one if not."""
        visit, _, number = sent.partition(" ")
        if not number.isdecimal():
            return False
        last_visit, last = self._newest.get(path.name, ("", 0))
        if visit == last_visit and int(number) < last:
            return True
        self._newest[path.name] = visit, int(number)
        return False

    def _drop(self, name: str, digest: str, but: Path) -> None:
        """Delete the draft that a window began with, unless something else was typed in its own window since."""
        for path, draft in self._drafts() if digest else ():
            if (draft.name, draft.digest) == (name, digest) and path != but:
                path.unlink(missing_ok=True)

    def of(self, name: str) -> Unsaved | None:
        """Return the latest draft of a form, or None."""
        return next(iter(self.all_of(name)), None)

    def all_of(self, name: str) -> list[Unsaved]:
        """Return the drafts of a form, one for each window, the latest first."""
        return [draft for _, draft in self._drafts() if draft.name == name]

    def forget(self, name: str, window: str = "", sent: str = "") -> None:
        """Delete the draft of a window, and the one it began with, unless a later state than `sent` is kept.

        Drafts of other windows stay.
        """
        own, _, first = window.partition(" ")
        path = self._path(name, own)
        with self._lock, suppress(OSError):
            if not self._is_overtaken(path, sent):
                path.unlink(missing_ok=True)
                self._drop(name, first, but=path)

    def names(self) -> Iterator[str]:
        """Yield the names of all forms with a draft, sorted."""
        yield from sorted({draft.name for _, draft in self._drafts()})

    def _drafts(self) -> list[tuple[Path, Unsaved]]:
        """Return all drafts with their files, the latest first."""
        found: list[tuple[int, Path, Unsaved]] = []
        with suppress(OSError):
            for path in self._folder.glob(f"*{_ENDING}"):
                if draft := _read(path):
                    found.append((path.stat().st_mtime_ns, path, draft))
        return [(path, draft) for _, path, draft in sorted(found, key=lambda each: each[:2], reverse=True)]

    def _path(self, name: str, window: str) -> Path:
        return self._folder / f"{sha256(f'{name} {window}'.rstrip().encode()).hexdigest()}{_ENDING}"


def own_unsaved(root: Path) -> UnsavedForms:
    """Return the drafts of this machine's user for the publication in `root`."""
    name = sha256(str(root.resolve()).encode()).hexdigest()[:32]
    return UnsavedForms(Path(user_state_path(PROGRAM)) / "drafts" / name)


def _read(path: Path) -> Unsaved | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        content = read_regular_file(path)
        kept, digest = json.loads(content), sha256(content).hexdigest()
        pairs = tuple((str(name), str(value)) for name, value in kept["pairs"])
        return Unsaved(str(kept["name"]), b64decode(kept["base"]), pairs, str(kept.get("window", "")), digest)
    return None
