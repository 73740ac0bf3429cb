"""When each file of a publication was last changed, as git knows it."""

import subprocess
from pathlib import Path


def last_changed(root: Path) -> dict[str, str]:
    """Return the ISO date of the last commit of each file below `root`; empty where there is no git."""
    # Without quotes, so that å, ä and ö in names are told as they are.
    git = ["git", "-c", "core.quotePath=false", "-C", str(root)]
    command = [*git, "log", "--format=%x01%cs", "--name-only", "--relative", "--", "."]
    try:
        log = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    dates: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        date, *names = commit.split("\n")
        for name in filter(None, names):
            dates.setdefault(name, date)
    return dates
