"""What git knows of a publication's files: when each was published, when it changed, and what it was before.

Only the main line counts: a change has the day when it reached readers, whatever happened on the way there.
Names, addresses and messages of those who made it are theirs, and are never asked for.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.files import MAX_BYTES, as_text
from publisher.read.git import ask_git
from publisher.read.same_text import says_the_same

GIT: Final = ".git"
# So often in a row may a file be written anew without another word; then its day is not known.
_MOST_REWRITTEN: Final = 25
# :mode mode content-before content-after status
_CHANGE: Final = re.compile(r":\d+ \d+ (?P<before>[0-9a-f]+) (?P<after>[0-9a-f]+) (?P<status>[A-Z])\d*")
# A clock can be set to any year; of those that no calendar of ours has, the day is not known.
_DAY: Final = re.compile(r"[1-9]\d{3}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Version:
    """One change to a file: its day (ISO) and git's names for the content before and after, empty where none was."""

    day: str
    before: str
    after: str


@dataclass(frozen=True)
class Log:
    """The versions of each file that there is or was, the latest first; a renamed file keeps those it had before.

    `complete` says whether git knows all of them: without git, or with the latest commits only, it does not. `changed`
    is the ISO date of the last change of each file to what it says, where that is known.
    """

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    complete: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Commit:
    """A commit of the log: its day, and what it did to each file: status, old path, path, contents before and after."""

    day: str
    changes: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def read_log(root: Path) -> Log:
    """Return what git knows of the files below `root`. A name that is not UTF-8 keeps its bytes as surrogates."""
    output = ask_git(
        root, "log", "-z", "--first-parent", "-m", "--raw", "--no-abbrev", "--find-renames", "--relative",
        "--no-show-signature", "--no-ext-diff", "--no-textconv", "--format=/%cs", "--", ".",
    )  # fmt: skip
    if output is None:
        return Log()
    shallow = ask_git(root, "rev-parse", "--is-shallow-repository") != b"false\n"
    versions: dict[str, list[Version]] = {}
    later: dict[str, str] = {}
    commits = _dated(list(_commits(os.fsdecode(output))))
    # The first commit of a part of a history has all that came before it.
    unknown = commits[-1] if shallow and commits else None
    dated: dict[str, list[Version]] = {}
    for commit in commits:
        moved = {}
        for status, old, path, before, after in commit.changes:
            name = later.get(path, path)
            if status == "R":
                moved[old] = name
            version = Version(commit.day, _known(before), _known(after))
            versions.setdefault(name, []).append(version)
            if commit is not unknown:
                dated.setdefault(name, []).append(version)
            if status == "A":
                later.pop(path, None)
        later |= moved
    every = {file: tuple(found) for file, found in versions.items()}
    return Log(every, complete=not shallow, changed=_last_changes(root, dated))


def _last_changes(root: Path, versions: Mapping[str, Sequence[Version]]) -> dict[str, str]:
    """Return the day of the last version of each file that says something else than the one before it."""
    found: dict[str, str] = {}
    left = {file: list(known) for file, known in versions.items()}
    for _ in range(_MOST_REWRITTEN):
        latest = {file: known[0] for file, known in left.items() if known}
        if not latest:
            break
        contents = read_blobs(root, (name for it in latest.values() if it.before for name in (it.before, it.after)))
        same = {file for file, it in latest.items() if it.before and _is_same(file, it, contents)}
        found |= {file: it.day for file, it in latest.items() if file not in same}
        left = {file: left[file][1:] for file in same}
    return found


def _is_same(file: str, version: Version, contents: Mapping[str, bytes]) -> bool:
    same = version.before == version.after
    return same or says_the_same(file, contents.get(version.before), contents.get(version.after))


def unknown_days(root: Path, log: Log) -> Problem | None:
    """Return a notice that says why git gives no dates of changes, where there is a repository."""
    if log.versions:
        return None if log.complete else Problem.notice(Place(GIT), "days-partly-known")
    folder = next((each for each in (root, *root.parents) if (each / GIT).exists()), None)
    # A repository without a commit has no dates yet.
    if folder is None or ask_git(root, "rev-parse", "--git-dir") is not None:
        return None
    return Problem.notice(Place(GIT), "days-unknown", folder=folder)


def without_git(root: Path) -> Problem | None:
    """Return a notice that no git keeps the texts, so that nobody knows when they were changed; None where one does."""
    kept = any((each / GIT).exists() for each in (root, *root.parents))
    return None if kept else Problem.notice(Place(str(root)), "days-without-git")


def _commits(output: str) -> Iterator[_Commit]:
    """Yield the commits of a log in git's own form for programs, where each word ends with a zero byte."""
    words = iter(output.split("\0"))
    commit = None
    for word in words:
        if word.startswith("/"):  # no path does
            if commit:
                yield commit
            commit = _Commit(word[1:])
        elif commit and (match := _CHANGE.fullmatch(word.removeprefix("\n"))):
            old = path = next(words, "")
            if match["status"] in "RC":
                path = next(words, "")
            commit.changes.append((match["status"], old, path, match["before"], match["after"]))
    if commit:
        yield commit


def _dated(commits: Sequence[_Commit]) -> Sequence[_Commit]:
    """Return the commits, each of a day that a calendar has: that of the commit before it where its own is none."""
    day = next((commit.day for commit in reversed(commits) if is_day(commit.day)), "")
    for commit in reversed(commits):
        day = commit.day = commit.day if is_day(commit.day) else day
    return [commit for commit in commits if commit.day]


def is_day(day: str) -> bool:
    """Return whether a day that git gives is one of a calendar with years of four digits."""
    return bool(_DAY.fullmatch(day))


def _known(name: str) -> str:
    return name if name.strip("0") else ""


def read_contents(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the texts that git keeps under `names`; what is no text, or larger than one may be, is left out."""
    texts = ((name, as_text(raw)) for name, raw in read_blobs(root, names).items())
    return {name: text for name, text in texts if text is not None}


def read_blobs(root: Path, names: Iterable[str], *where: str, most: int = MAX_BYTES) -> dict[str, bytes]:
    """Return the contents that git keeps under `names`, all in one go, as they are kept.

    Attributes and filters of a repository have no say. What is larger than `most` bytes, as much as a text may be, is
    left out. `where` are options of git that say which repository, where `root` alone does not.
    """
    request = _asked(dict.fromkeys(filter(None, names)))
    asked = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    sizes = ask_git(root, *where, "cat-file", asked, given=request) or b""
    about = (line.split(" ") for line in sizes.decode().splitlines())
    small = [words[0] for words in about if words[1] == "blob" and int(words[2]) <= most]
    output = ask_git(root, *where, "cat-file", "--batch", given=_asked(small)) or b"" if small else b""
    blobs: dict[str, bytes] = {}
    at = 0
    while (end := output.find(b"\n", at)) >= 0:
        name, _, size = output[at:end].decode().split(" ")
        at = end + 1 + int(size)
        blobs[name] = output[end + 1 : at]
        at += 1
    return blobs


def _asked(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()
