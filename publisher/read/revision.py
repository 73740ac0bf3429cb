"""Revisions: an earlier state of the publication, by tag, branch or commit, read from git without a checkout."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.files import MAX_BYTES, Folder, is_text, is_unreadable, same_names, text_in
from publisher.read.git import ask_git
from publisher.read.history import is_day, read_blobs, silent_repository

LINK: Final = "120000"  # git's mode of a symbolic link
_ADDRESS: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its `name`, which is safe in a URL, and its date (ISO)."""

    name: str
    commit: str
    day: str


def find_revision(root: Path, given: str, place: Place) -> Revision:
    """Return the revision called `given`, named at `place`. Raises ProblemsFound if there is none."""
    if folder := silent_repository(root):
        raise ProblemsFound([Problem.at(place, "git-silent", folder=folder)])
    if ask_git(root, "rev-parse", "--git-dir") is None:
        raise ProblemsFound([Problem.at(place, "no-git")])
    found = (
        None
        if given.startswith("-")
        else ask_git(root, "log", "-1", "--no-show-signature", "--format=%H", f"{given}^{{commit}}", "--")
    )
    if not found:
        if ask_git(root, "rev-parse", "--is-shallow-repository") == b"true\n":
            raise ProblemsFound([Problem.at(place, "shallow-clone", name=given)])
        names = ask_git(root, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads") or b""
        near = nearest(given, names.decode(errors="replace").split())
        raise ProblemsFound([Problem.at(place, "unknown-revision", name=given, near=near)])
    commit = found.decode().strip()
    is_tag = ask_git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{given}") is not None
    return Revision(
        given if is_tag and _ADDRESS.fullmatch(given) else commit[:8], commit, _day(root, commit, given, place)
    )


def _day(root: Path, commit: str, given: str, place: Place) -> str:
    """Return the date of a commit, or of its nearest ancestor with a valid one."""
    days = ask_git(root, "log", "--first-parent", "--no-show-signature", "--format=%cs", commit, "--") or b""
    for day in days.decode().split():
        if is_day(day):
            return day
    raise ProblemsFound([Problem.at(place, "unknown-revision", name=given, near="")])


def read_revision(root: Path, revision: Revision, *folders: str) -> Folder:
    """Return the files below `folders` of the publication in `root`, as of a revision.

    Nothing is checked out, and attributes and filters of the repository do not apply. A name that is not UTF-8 is a
    problem for a document and ignored for any other file: the past cannot be mended. Raises ProblemsFound if the
    publication did not exist yet.
    """
    listing = os.fsdecode(ask_git(root, "ls-tree", "-r", "-z", revision.commit) or b"")
    entries = [
        (about.split(" "), name) for about, _, name in (it.partition("\t") for it in listing.split("\0")) if name
    ]
    if not any(name == "mkdocs.yml" for _, name in entries):
        raise ProblemsFound([Problem.at(Place(f"{revision.name}:mkdocs.yml"), "file-missing")])
    found = {name: about for about, name in sorted(entries, key=lambda it: it[1]) if _is_content(name, folders)}
    problems = [Problem.at(Place(name), "symbolic-link") for name, about in found.items() if about[0] == LINK]
    files = {name: about[2] for name, about in found.items() if about[0] != LINK and about[1] == "blob"}
    blobs = read_blobs(root, (blob for name, blob in files.items() if is_text(name)))
    texts: dict[str, str] = {}
    for name, blob in files.items():
        if is_text(name):
            text, misread = _text(blobs.get(blob), name)
            problems += misread
            if text is not None:
                texts[name] = text
    others = frozenset(name for name in files if not is_text(name) and not is_unreadable(name))
    return Folder(texts, others, (*problems, *same_names([*texts, *others])))


def _is_content(name: str, folders: tuple[str, ...]) -> bool:
    first, *rest = name.split("/")
    return first in folders and bool(rest) and not any(part.startswith(".") for part in rest)


def _text(raw: bytes | None, name: str) -> tuple[str | None, list[Problem]]:
    if is_unreadable(name):
        return None, [Problem.at(Place(ascii(name)[1:-1]), "bad-file-name")]
    if raw is None:
        return None, [Problem.at(Place(name), "file-too-large", size=f"> {MAX_BYTES}", limit=MAX_BYTES)]
    return text_in(raw, name)
