"""The audit log: a line for each save, written to disk before the save is confirmed."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from publisher.edit.team.people import Person


class Audit:
    """Appends lines to a file that nobody else writes."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        path.parent.mkdir(parents=True, exist_ok=True)

    def saved(self, person: Person, changes: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
        """Record what somebody changed: each file with the digests of its content before and after."""
        files = {file: [_digest(before), _digest(after)] for file, (before, after) in changes.items()}
        line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "person": person.id, "files": files}
        with self._lock, self._path.open("a", encoding="utf-8") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
            target.flush()
            os.fsync(target.fileno())


def _digest(content: bytes | None) -> str:
    return sha256(content).hexdigest()[:16] if content is not None else ""
