"""The repository of a new publication with its first version: dates, history and proposals work from then on."""

from pathlib import Path

from publisher.edit.proposing.writing_git import run_git


def begin_repository(folder: Path, message: str) -> bool:
    """Make `folder` a git repository, unless it is in one; return whether it is in one now.

    A new one has the branch main, and a commit of all files with `message` if git knows who its user is.
    """
    if run_git(folder, "rev-parse", "--git-dir").good:
        return True
    if not run_git(folder, "init", "--quiet", "--initial-branch=main").good:
        return False
    if run_git(folder, "add", "--all").good:
        run_git(folder, "commit", "--quiet", "--file", "-", given=message)
    return True
