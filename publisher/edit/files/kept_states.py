"""Kept states: what files held when somebody opened them and what saves changed, also after the server starts anew.

They are kept sealed among the caches of this machine. Lost, they cost a way back and a comparison, and nothing else.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from publisher.own_cache import DiskCache, cache_folder

# How many states and saves of all publications are kept.
KEPT: Final = 400

Changes: TypeAlias = Mapping[str, tuple[bytes | None, bytes | None]]
"""What files held before and hold afterwards; None where there is no file."""


class KeptStates:
    """Earlier states of the files of one publication by their digests, and what each save changed by its receipt."""

    def __init__(self, root: Path) -> None:
        self._disk = DiskCache(cache_folder("edit"), KEPT)
        self._name = str(root.resolve())
        # What was asked for lately, and all there is where nothing can be kept on the disk.
        self._near: dict[str, bytes] = {}

    def keep_state(self, content: bytes) -> str:
        """Keep a state of a file, and return its digest."""
        digest = sha256(content).hexdigest()
        self._put(f"state {digest}", content)
        return digest

    def state(self, digest: str) -> bytes | None:
        """Return the state of a file that has this digest; None where it is not known any more."""
        return self._get(f"state {digest}")

    def keep_changes(self, receipt: str, changes: Changes) -> None:
        """Keep what a save changed."""
        written = {file: [_as_text(before), _as_text(after)] for file, (before, after) in changes.items()}
        self._put(f"changes {receipt}", json.dumps(written).encode())

    def changes(self, receipt: str) -> Changes:
        """Return what a save changed; nothing where that is not known any more."""
        with suppress(ValueError, TypeError, AttributeError):
            written = json.loads(self._get(f"changes {receipt}") or b"{}")
            return {file: (_as_bytes(before), _as_bytes(after)) for file, (before, after) in written.items()}
        return {}

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
