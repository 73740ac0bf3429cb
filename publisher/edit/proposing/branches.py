"""Branches: what was saved, as a commit on a branch of its own, and the way back to what holds.

A commit is made of the publication's folders alone, in an index of its own, and only then the branch is changed. So
nothing that somebody else has begun in the repository goes along, and a machine that stops halfway loses nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Final

from publisher.edit.proposing.writing_git import Answer, run_git
from publisher.pipeline import FOLDERS
from publisher.problem import Place, Problem, ProblemsFound

_TARGET: Final = "proposal-for"
# Copies of one repository share its settings and branches, which git locks without waiting.
_ONE_AT_A_TIME: Final = Lock()
_NOTHING: Final = "0" * 40


@dataclass(frozen=True, slots=True)
class Author:
    """Who has changed something: a name, and an address for mail."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """A repository as it is checked out: its branch, for what a proposal is meant, and the remote, if there is one.

    `proposal` is the branch of the proposal that is under way, or nothing.
    """

    target: str
    proposal: str
    remote: str
    address: str


def checkout_of(root: Path) -> Checkout | None:
    """Return how the repository of a publication is checked out; None where it is in none that has a commit."""
    if not run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").good:
        return None
    branch = run_git(root, "symbolic-ref", "--short", "--quiet", "HEAD").text
    meant = run_git(root, "config", f"branch.{branch}.{_TARGET}").text if branch else ""
    names = run_git(root, "remote").text.split()
    remote = "origin" if "origin" in names else next(iter(names), "")
    target = meant or branch or _default(root, remote)
    address = run_git(root, "remote", "get-url", remote).text if remote else ""
    return Checkout(target, branch if meant else "", remote, address)


def _default(root: Path, remote: str) -> str:
    """Return the branch that the remote shows first, or that of the first copy, where none is checked out."""
    found = run_git(root, "symbolic-ref", "--short", "--quiet", f"refs/remotes/{remote}/HEAD").text
    first = re.search(r"^branch refs/heads/(.+)$", run_git(root, "worktree", "list", "--porcelain").text, re.MULTILINE)
    return found.removeprefix(f"{remote}/") or (first[1] if first else "main")


def author_of(root: Path) -> Author | None:
    """Return who this machine's git says that somebody is; None where it does not know."""
    match = re.match(r"(?P<name>[^<]+) <(?P<email>[^>]+)>", run_git(root, "var", "GIT_AUTHOR_IDENT").text)
    return Author(match["name"], match["email"]) if match else None


def unproposed(root: Path) -> tuple[str, ...]:
    """Return the files of a publication that differ from the last commit."""
    listed = run_git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *FOLDERS).text
    return tuple(line[3:] for line in listed.split("\0") if line)


def committed(root: Path, checkout: Checkout, name: str, message: str, author: Author | None = None) -> str:
    """Put what was saved into a commit on the branch of the proposal and return the branch.

    A new one is called by `name`. Raises ProblemsFound where git refuses.
    """
    with _ONE_AT_A_TIME:
        return _committed(root, checkout, name, message, author)


def _committed(root: Path, checkout: Checkout, name: str, message: str, author: Author | None) -> str:
    branch = checkout.proposal or _free(root, checkout, name)
    parent = _must(run_git(root, "rev-parse", "HEAD"))
    with TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        _must(run_git(root, "read-tree", "HEAD", index=index))
        _must(run_git(root, "add", "--all", "--", *_there(root), index=index))
        tree = _must(run_git(root, "write-tree", index=index))
    commit = _must(_commit(root, tree, parent, message, author))
    if not checkout.proposal:
        _must(run_git(root, "config", f"branch.{branch}.{_TARGET}", checkout.target))
    _must(run_git(root, "update-ref", f"refs/heads/{branch}", commit, parent if checkout.proposal else _NOTHING))
    _must(run_git(root, "symbolic-ref", "HEAD", f"refs/heads/{branch}"))
    _must(run_git(root, "add", "--all", "--", *_there(root)))
    return branch


def _there(root: Path) -> list[str]:
    """Return the folders of a publication that the repository or the disk has: git refuses others."""
    return [name for name in FOLDERS if (root / name).exists() or run_git(root, "ls-files", "--", name).text]


def _commit(root: Path, tree: str, parent: str, message: str, author: Author | None) -> Answer:
    own: dict[str, str] = {}
    if author:
        # Who serves the editor for others need not have a name of its own.
        own = {f"{who}.{key}": value for who in ("author", "committer")
               for key, value in (("name", author.name), ("email", author.email))}  # fmt: skip
    return run_git(root, "commit-tree", tree, "-p", parent, "-F", "-", given=message, settings=own)


def _free(root: Path, checkout: Checkout, name: str) -> str:
    """Return a name for a branch that neither the repository nor its remote has."""
    known = set(run_git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").text.split())
    if checkout.remote:
        listed = run_git(root, "ls-remote", "--heads", checkout.remote).text.splitlines()
        known |= {line.partition("refs/heads/")[2] for line in listed}
    return next(each for at in count(1) if (each := name if at == 1 else f"{name}-{at}") not in known)


def last_message(root: Path) -> tuple[str, str]:
    """Return the title and the text of the last commit."""
    return run_git(root, "log", "-1", "--format=%s").text, run_git(root, "log", "-1", "--format=%b").text


def pushed(root: Path, checkout: Checkout, branch: str, settings: Mapping[str, str]) -> None:
    """Send the branch to the remote, as it is. Raises ProblemsFound where that is refused."""
    answer = run_git(root, "push", "--quiet", checkout.remote, f"refs/heads/{branch}:refs/heads/{branch}",
                      settings=settings)  # fmt: skip
    if not answer.good:
        raise ProblemsFound([Problem.at(Place(checkout.remote), "propose-not-sent", reason=answer.reason)])


def as_patch(root: Path, checkout: Checkout) -> bytes:
    """Return the commits of the proposal as text that can be sent by mail and put into any copy of the repository."""
    since = f"refs/heads/{checkout.target}"
    if not run_git(root, "rev-parse", "--verify", "--quiet", since).good:
        since = f"refs/remotes/{checkout.remote}/{checkout.target}"
    return _must(run_git(root, "format-patch", "--stdout", f"{since}..HEAD")).encode() + b"\n"


def start_over(root: Path, checkout: Checkout) -> None:
    """Leave the proposal, which stays where it is, for what holds now. Raises ProblemsFound where git refuses."""
    if checkout.remote:
        _must(run_git(root, "fetch", "--quiet", checkout.remote))
    remote = f"refs/remotes/{checkout.remote}/{checkout.target}"
    there = bool(checkout.remote) and run_git(root, "rev-parse", "--verify", "--quiet", remote).good
    if run_git(root, "checkout", "--quiet", checkout.target).good:
        if there:
            _must(run_git(root, "merge", "--quiet", "--ff-only", remote))
    else:
        # Somebody else's copy of the repository has that branch.
        _must(run_git(root, "checkout", "--quiet", "--detach", remote if there else checkout.target))


def _must(answer: Answer) -> str:
    if answer.good:
        return answer.text
    code = "propose-unknown-author" if "user.useConfigOnly" in answer.reason or "tell me who" in answer.reason else ""
    raise ProblemsFound([Problem.at(Place(".git"), code or "propose-refused", reason=answer.reason)])
