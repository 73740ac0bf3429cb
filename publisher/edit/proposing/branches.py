"""Branches: commits saved changes on a branch of their own, and returns to the main branch.

The commit contains the publication's folders and settings only; it is made with a separate index before the branch is
updated. So nothing else in progress in the repository is included, and an interruption loses nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import MappingProxyType
from typing import Final

from publisher.edit.proposing.writing_git import Answer, run_git
from publisher.pipeline import FOLDERS
from publisher.problem import Place, Problem, ProblemsFound
from publisher.settings_file import SETTINGS

_TARGET: Final = "proposal-for"
_PROPOSED: Final = (*FOLDERS, SETTINGS)
# Worktrees of one repository share its configuration and branches, which git locks without waiting.
_ONE_AT_A_TIME: Final = Lock()
_NOTHING: Final = "0" * 40
# What git and ssh say in English when a push is refused, in the order in which it is looked for.
_UNSENT: Final = MappingProxyType(
    {
        "propose-not-sent-key": re.compile(
            r"Authentication failed|could not read (?:Username|Password)|Permission (?:to \S+ )?denied"
            r"|error: 40[13]|Host key verification failed"
        ),
        "propose-not-sent-silent": re.compile(
            r"Could not resolve|Failed to connect|Couldn't connect|Connection (?:refused|timed out|reset)"
            r"|Network is unreachable|timed out|error: 5\d\d"
        ),
        "propose-not-sent-behind": re.compile(r"non-fast-forward|fetch first|stale info"),
    }
)
# A lock of git that somebody holds, or that was left by what was interrupted.
_LOCKED: Final = re.compile(
    r"(?:Unable to create '(?P<lock>[^']+)'|could not lock config file (?P<config>\S+)): File exists"
)


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a change: a name and an e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """The state of a checkout: its branch, the target branch of proposals, and the remote, if there is one.

    `proposal` is the branch of the proposal in progress, or "".
    """

    target: str
    proposal: str
    remote: str
    address: str


def checkout_of(root: Path) -> Checkout | None:
    """Return the state of a publication's checkout; None if there is no repository, or no commit in it."""
    if not run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").good:
        return None
    branch = run_git(root, "symbolic-ref", "--short", "--quiet", "HEAD").text
    meant = run_git(root, "config", f"branch.{branch}.{_TARGET}").text if branch else ""
    names = run_git(root, "remote").text.split()
    remote = "origin" if "origin" in names else next(iter(names), "")
    target = meant or branch or _default(root, remote)
    address = run_git(root, "remote", "get-url", remote).text if remote else ""
    return Checkout(target, branch if meant else "", remote, address)


def lack_of(root: Path) -> Problem:
    """Return what a folder without a checkout lacks: a repository, or a first commit in it."""
    code = "propose-no-version" if run_git(root, "rev-parse", "--git-dir").good else "propose-no-git"
    return Problem.at(Place("."), code)


def _default(root: Path, remote: str) -> str:
    """Return the default branch of the remote, or of the main worktree if HEAD is detached."""
    found = run_git(root, "symbolic-ref", "--short", "--quiet", f"refs/remotes/{remote}/HEAD").text
    first = re.search(r"^branch refs/heads/(.+)$", run_git(root, "worktree", "list", "--porcelain").text, re.MULTILINE)
    return found.removeprefix(f"{remote}/") or (first[1] if first else "main")


def author_of(root: Path) -> Author | None:
    """Return the author according to this machine's git configuration, or None."""
    match = re.match(r"(?P<name>[^<]+) <(?P<email>[^>]+)>", run_git(root, "var", "GIT_AUTHOR_IDENT").text)
    return Author(match["name"], match["email"]) if match else None


def unproposed(root: Path) -> tuple[str, ...]:
    """Return the files of a publication that differ from the last commit."""
    listed = run_git(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *_PROPOSED
    ).text
    return tuple(line[3:] for line in listed.split("\0") if line)


def committed(root: Path, checkout: Checkout, name: str, message: str, author: Author | None = None) -> str:
    """Commit saved changes to the branch of the proposal, and return the branch.

    A new one is called `name`. Raises ProblemsFound if git fails.
    """
    with _ONE_AT_A_TIME:
        return _committed(root, checkout, name, message, author)


def _committed(root: Path, checkout: Checkout, name: str, message: str, author: Author | None) -> str:
    branch = checkout.proposal or _unused_branch(root, checkout, name)
    parent = _must(run_git(root, "rev-parse", "HEAD"))
    with TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        _must(run_git(root, "read-tree", "HEAD", index=index))
        _must(run_git(root, "add", "--all", "--", *_existing_folders(root), index=index))
        tree = _must(run_git(root, "write-tree", index=index))
    commit = _must(_commit(root, tree, parent, message, author))
    if not checkout.proposal:
        _must(run_git(root, "config", f"branch.{branch}.{_TARGET}", checkout.target))
    _must(run_git(root, "update-ref", f"refs/heads/{branch}", commit, parent if checkout.proposal else _NOTHING))
    _must(run_git(root, "symbolic-ref", "HEAD", f"refs/heads/{branch}"))
    _must(run_git(root, "add", "--all", "--", *_existing_folders(root)))
    return branch


def _existing_folders(root: Path) -> list[str]:
    """Return the parts of a publication that exist in the repository or on disk: git rejects others."""
    return [name for name in _PROPOSED if (root / name).exists() or run_git(root, "ls-files", "--", name).text]


def _commit(root: Path, tree: str, parent: str, message: str, author: Author | None) -> Answer:
    own: dict[str, str] = {}
    if author:
        # A server process need not have a git identity of its own.
        own = {f"{who}.{key}": value for who in ("author", "committer")
               for key, value in (("name", author.name), ("email", author.email))}  # fmt: skip
    return run_git(root, "commit-tree", tree, "-p", parent, "-F", "-", given=message, settings=own)


def _unused_branch(root: Path, checkout: Checkout, name: str) -> str:
    """Return a branch name that neither the repository nor its remote has."""
    known = set(run_git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").text.split())
    if checkout.remote:
        listed = run_git(root, "ls-remote", "--heads", checkout.remote).text.splitlines()
        known |= {line.partition("refs/heads/")[2] for line in listed}
    return next(each for at in count(1) if (each := name if at == 1 else f"{name}-{at}") not in known)


def last_message(root: Path) -> tuple[str, str]:
    """Return the title and the text of the last commit."""
    return run_git(root, "log", "-1", "--format=%s").text, run_git(root, "log", "-1", "--format=%b").text


def pushed(root: Path, checkout: Checkout, branch: str, settings: Mapping[str, str]) -> None:
    """Push the branch to the remote, without force. Raises ProblemsFound if that is rejected."""
    answer = run_git(root, "push", "--quiet", checkout.remote, f"refs/heads/{branch}:refs/heads/{branch}",
                      settings=settings)  # fmt: skip
    if not answer.good:
        code = next((code for code, words in _UNSENT.items() if words.search(answer.errors)), "propose-not-sent")
        raise ProblemsFound([Problem.at(Place(checkout.remote), code, reason=answer.reason)])


def as_patch(root: Path, checkout: Checkout) -> bytes:
    """Return the commits of the proposal as patches that can be mailed and applied to any clone."""
    since = f"refs/heads/{checkout.target}"
    if not run_git(root, "rev-parse", "--verify", "--quiet", since).good:
        since = f"refs/remotes/{checkout.remote}/{checkout.target}"
    return _must(run_git(root, "format-patch", "--stdout", f"{since}..HEAD")).encode() + b"\n"


def start_over(root: Path, checkout: Checkout) -> None:
    """Leave the proposal, whose branch remains, and switch to the target branch. Raises ProblemsFound if git fails."""
    if checkout.remote:
        _must(run_git(root, "fetch", "--quiet", checkout.remote))
    remote = f"refs/remotes/{checkout.remote}/{checkout.target}"
    there = bool(checkout.remote) and run_git(root, "rev-parse", "--verify", "--quiet", remote).good
    if run_git(root, "checkout", "--quiet", checkout.target).good:
        if there:
            _must(run_git(root, "merge", "--quiet", "--ff-only", remote))
    else:
        # Another worktree has that branch checked out.
        _must(run_git(root, "checkout", "--quiet", "--detach", remote if there else checkout.target))


def _must(answer: Answer) -> str:
    if answer.good:
        return answer.text
    if found := _LOCKED.search(answer.errors):
        lock = ".git/" + (found["lock"] or f"{found['config']}.lock").rpartition(".git/")[2]
        raise ProblemsFound([Problem.at(Place(lock), "propose-locked", lock=lock)])
    code = "propose-unknown-author" if "user.useConfigOnly" in answer.reason or "tell me who" in answer.reason else ""
    raise ProblemsFound([Problem.at(Place(".git"), code or "propose-refused", reason=answer.reason)])
