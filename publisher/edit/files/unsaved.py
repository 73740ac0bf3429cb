"""Drafts: what somebody has typed in a form and not saved, kept on the server until it is saved or discarded.

Each is a file that only this user can read, outside the publication and its repository, flushed to disk before the
browser is told. So it survives a closed browser, another computer, and a server that is killed.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
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
NOT_KEPT: Final = frozenset({"@token", "@do", SENT})
"""The fields that belong to one visit."""

_ENDING: Final = ".json"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed in the form called `name`, a file or something to add, and the content `base` it began with."""

    name: str
    base: bytes
    pairs: Pairs


class UnsavedForms:
    """One person's drafts for one publication, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._newest: dict[str, tuple[str, int]] = {}

    def keep(self, draft: Unsaved, sent: str = "") -> bool:
        """Write a draft to disk, in place of an earlier one, and return whether it is safe there.

        `sent` is the field SENT: a state that is overtaken by a later one of its visit takes the place of nothing.
        """
        written = {"name": draft.name, "base": b64encode(draft.base).decode(), "pairs": draft.pairs}
        with self._lock, suppress(OSError):
            if not self._is_overtaken(draft.name, sent):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_atomically(self._path(draft.name), json.dumps(written).encode(), durable=True, mode=PRIVATE)
            return True
        return False

    def _is_overtaken(self, name: str, sent: str) -> bool:
        """Say whether a later state of the same visit has come, and remember this one if not."""
        visit, _, number = sent.partition(" ")
        if not number.isdecimal():
            return False
        last_visit, last = self._newest.get(name, ("", 0))
        if visit == last_visit and int(number) < last:
            return True
        self._newest[name] = visit, int(number)
        return False

    def of(self, name: str) -> Unsaved | None:
        """Return the draft of a form, or None."""
        return _read(self._path(name))

    def forget(self, name: str, sent: str = "") -> None:
        """Delete the draft of a form, if there is one, unless a later state than `sent` is kept."""
        with self._lock, suppress(OSError):
            if not self._is_overtaken(name, sent):
                self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Yield the names of all forms with a draft, sorted."""
        with suppress(OSError):
            found = [_read(path) for path in self._folder.glob(f"*{_ENDING}")]
            yield from sorted(draft.name for draft in found if draft)

    def _path(self, name: str) -> Path:
        return self._folder / f"{sha256(name.encode()).hexdigest()}{_ENDING}"


def own_unsaved(root: Path) -> UnsavedForms:
    """Return the drafts of this machine's user for the publication in `root`."""
    name = sha256(str(root.resolve()).encode()).hexdigest()[:32]
    return UnsavedForms(Path(user_state_path(PROGRAM)) / "drafts" / name)


def _read(path: Path) -> Unsaved | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(read_regular_file(path))
        pairs = tuple((str(name), str(value)) for name, value in kept["pairs"])
        return Unsaved(str(kept["name"]), b64decode(kept["base"]), pairs)
    return None
