"""Git, asked through its own command line; it changes nothing."""

import subprocess
from pathlib import Path


def ask_git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """Return what git says in the folder `root`, or None where there is no git, no repository or no such thing."""
    # Without quotes, so that å, ä and ö in names are told as they are.
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
