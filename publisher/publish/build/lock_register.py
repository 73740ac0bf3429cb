"""The register of locks, written as a readable file: `plans/locks.yml`."""

from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import yaml

from publisher.atomic import write_atomically
from publisher.link.time.locking import REGISTER
from publisher.model.locks import Lock


def write_locks(root: Path, locks: Iterable[Lock], about: str) -> None:
    """Write the register of the publication in `root`. It begins with the comments that it began with, or `about`."""
    fields = [lock.model_dump(mode="json", exclude_none=True) for lock in locks]
    text = yaml.safe_dump({"locks": fields}, allow_unicode=True, sort_keys=False, width=120)
    path = root / REGISTER
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    # One of them tells editors which schema the file has.
    comments = [*takewhile(lambda line: line.startswith("#"), lines)] or [f"# {about}"]
    write_atomically(path, "\n".join([*comments, text]).encode())
