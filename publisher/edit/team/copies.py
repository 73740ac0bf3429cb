"""Working copies: a worktree of the repository for each person."""

from pathlib import Path

from publisher.edit.proposing.branches import checkout_of, lack_of
from publisher.edit.proposing.writing_git import run_git
from publisher.edit.team.people import Person
from publisher.problem import Place, Problem, ProblemsFound


def copy_of(root: Path, folder: Path, person: Person) -> Path:
    """Return the publication's folder in a person's own working copy, creating that if necessary.

    Raises ProblemsFound if git fails.
    """
    copy = folder / person.key
    if checkout_of(root) is None:
        raise ProblemsFound([lack_of(root)])
    inner = run_git(root, "rev-parse", "--show-prefix")
    if not (copy / ".git").exists():
        run_git(root, "worktree", "prune")
        made = run_git(root, "worktree", "add", "--quiet", "--detach", str(copy), "HEAD")
        if not made.good:
            raise ProblemsFound([Problem.at(Place(".git"), "propose-refused", reason=made.reason)])
    return copy / inner.text.strip("/")
