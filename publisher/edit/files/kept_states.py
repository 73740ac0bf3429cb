"""Stored states: files as they were when opened, and the changes of each save, across restarts of the server.

They are stored, authenticated, in this machine's cache. Losing them only makes undo and merging impossible.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from publisher.own_cache import DiskCache, cache_folder

# The number of states and saves stored for all publications.
KEPT: Final = 400

Changes: TypeAlias = Mapping[str, tuple[bytes | None, bytes | None]]
"""The contents of files before and after; None where there is no file."""


class Deed(StrEnum):
    """What was done to a file."""

    SAVED = "saved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Done:
    """Something done to a file, and its title then; `receipt` undoes it, with all that followed from it."""

    receipt: str
    deed: Deed
    file: str
    title: str


class KeptStates:
    """Earlier states of a publication's files by digest, and the changes of each save by receipt."""

    def __init__(self, root: Path) -> None:
        self._disk = DiskCache(cache_folder("edit"), KEPT)
        self._name = str(root.resolve())
        # Recently used entries, and the only ones if nothing can be stored on disk.
        self._near: dict[str, bytes] = {}

    def keep_state(self, content: bytes) -> str:
        """Store a state of a file, and return its digest."""
        digest = sha256(content).hexdigest()
        self._put(f"state {digest}", content)
        return digest

    def state(self, digest: str) -> bytes | None:
        """Return the state of a file with this digest, or None if it is no longer stored."""
        return self._get(f"state {digest}")

    def keep_changes(self, receipt: str, changes: Changes) -> None:
        """Store the changes of a save."""
        written = {file: [_as_text(before), _as_text(after)] for file, (before, after) in changes.items()}
        self._put(f"changes {receipt}", json.dumps(written).encode())

    def changes(self, receipt: str) -> Changes:
        """Return the changes of a save; empty if they are no longer stored."""
        with suppress(ValueError, TypeError, AttributeError):
            written = json.loads(self._get(f"changes {receipt}") or b"{}")
            return {file: (_as_bytes(before), _as_bytes(after)) for file, (before, after) in written.items()}
        return {}

    def keep_done(self, done: Sequence[Done]) -> None:
        """Store what was done, in order."""
        self._put("done", json.dumps([astuple(each) for each in done]).encode())

    def done(self) -> list[Done]:
        """Return what was done, in order; empty if that is no longer stored."""
        with suppress(ValueError, TypeError):
            return [
                Done(receipt, Deed(deed), *about) for receipt, deed, *about in json.loads(self._get("done") or b"[]")
            ]
        return []

    def _put(self, key: str, content: bytes) -> None:
        if self._near.get(key) != content:
            self._near[key] = content
            self._disk.put(f"{self._name} {key}", content)
        while len(self._near) > KEPT:
            del self._near[next(iter(self._near))]

    def _get(self, key: str) -> bytes | None:
        found = self._near.get(key)
        return self._disk.get(f"{self._name} {key}") if found is None else found


def _as_text(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode()


def _as_bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
