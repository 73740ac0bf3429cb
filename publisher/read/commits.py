"""Which commit each file of a publication was last changed by, as git knows it."""

import subprocess
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=4)  # each edition asks for the same
def last_commits(root: Path) -> dict[str, tuple[int, str]]:
    """Return each file's last commit: how far back it is, and its short name; empty where there is no git."""
    git = ["git", "-c", "core.quotePath=false", "-C", str(root)]
    command = [*git, "log", "--format=%x01%H", "--name-only", "--relative", "--", "docs", "plans"]
    try:
        log = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    found: dict[str, tuple[int, str]] = {}
    for back, commit in enumerate(log.split("\x01")[1:]):
        name, *files = commit.split("\n")
        for file in filter(None, files):
            # Ten characters name a commit in any clone; git's own short form depends on how many there are.
            found.setdefault(file, (back, name[:10]))
    return found
