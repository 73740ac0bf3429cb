"""The register of locks as a file that staff can read: `plans/locks.yml`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml

from publisher.model.locks import Lock

REGISTER: Final = "plans/locks.yml"


def write_locks(root: Path, locks: Iterable[Lock], about: str) -> None:
    """Write the register of the publication in `root`, whole or not at all; `about` stands above it as a comment."""
    fields = [lock.model_dump(mode="json", exclude_none=True) for lock in locks]
    text = yaml.safe_dump({"locks": fields}, allow_unicode=True, sort_keys=False, width=120)
    path = root / REGISTER
    fresh = path.with_suffix(".new")
    fresh.write_text(f"# {about}\n{text}", encoding="utf-8")
    fresh.replace(path)
