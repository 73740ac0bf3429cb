"""Git, asked by its command line: the only place that runs it. Nothing here changes a repository."""

import subprocess
from pathlib import Path


def ask_git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """Return the output of a git command run in the folder `root`; `given` is its input.

    None where git is not installed, `root` belongs to no repository, or the command fails.
    """
    # Without it git quotes å, ä and ö in file names.
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
