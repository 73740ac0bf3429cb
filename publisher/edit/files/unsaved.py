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
from typing import Final, TypeAlias

from platformdirs import user_state_path

from publisher.atomic import PRIVATE, write_atomically
from publisher.own_cache import PROGRAM, read_regular_file

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values as a form was sent, in order."""

NEW: Final = "new"
"""The first word in the name of a form for something to add; the second is what."""
NOT_KEPT: Final = frozenset({"@token", "@do"})
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

    def keep(self, draft: Unsaved) -> bool:
        """Write a draft to disk, in place of an earlier one, and return whether it is safe there."""
        written = {"name": draft.name, "base": b64encode(draft.base).decode(), "pairs": draft.pairs}
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomically(self._path(draft.name), json.dumps(written).encode(), durable=True, mode=PRIVATE)
            return True
        return False

    def of(self, name: str) -> Unsaved | None:
        """Return the draft of a form, or None."""
        return _read(self._path(name))

    def forget(self, name: str) -> None:
        """Delete the draft of a form, if there is one."""
        with suppress(OSError):
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
