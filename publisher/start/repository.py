"""The repository of a new publication: git's own, so that days, history and proposals work from the first text on."""

from pathlib import Path
from subprocess import DEVNULL, run


def begin_repository(folder: Path) -> bool:
    """Make `folder` a repository with the branch main, unless it is within one already; say whether it is one now."""
    try:
        inside = run(["git", "-C", str(folder), "rev-parse", "--git-dir"], stdout=DEVNULL, stderr=DEVNULL, check=False)
        if inside.returncode == 0:
            return True
        made = run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], stderr=DEVNULL, check=False)
    except OSError:  # there is no git here
        return False
    return made.returncode == 0
