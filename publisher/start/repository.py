"""The git repository of a new publication, so that dates, history and proposals work from the first text on."""

from pathlib import Path
from subprocess import DEVNULL, run


def begin_repository(folder: Path) -> bool:
    """Make `folder` a git repository with the branch main, unless it is in one; return whether it is in one now."""
    try:
        inside = run(["git", "-C", str(folder), "rev-parse", "--git-dir"], stdout=DEVNULL, stderr=DEVNULL, check=False)
        if inside.returncode == 0:
            return True
        made = run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], stderr=DEVNULL, check=False)
    except OSError:  # git is not installed
        return False
    return made.returncode == 0
