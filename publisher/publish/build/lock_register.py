"""The register of locks, written as a readable file: `plans/locks.yml`."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from publisher.atomic import write_atomically
from publisher.link.time.locking import REGISTER
from publisher.model.locks import Lock


def write_locks(root: Path, locks: Iterable[Lock], about: str) -> None:
    """Write the register of the publication in `root`, with `about` as a comment at the top."""
    fields = [lock.model_dump(mode="json", exclude_none=True) for lock in locks]
    text = yaml.safe_dump({"locks": fields}, allow_unicode=True, sort_keys=False, width=120)
    write_atomically(root / REGISTER, f"# {about}\n{text}".encode())
