"""The git history of a publication's files: when each was published, when it changed, and its earlier content.

Only first parents count: a change is dated when it reached the main branch, whatever happened before. Names, addresses
and messages of committers are personal and never read.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.files import MAX_BYTES, as_text
from publisher.read.git import ask_git
from publisher.read.same_text import says_the_same

GIT: Final = ".git"
# A file may be reformatted this many times in a row; beyond that the date of its last change is unknown.
_MOST_REWRITTEN: Final = 25
# :old-mode new-mode old-blob new-blob status
_CHANGE: Final = re.compile(r":\d+ \d+ (?P<before>[0-9a-f]+) (?P<after>[0-9a-f]+) (?P<status>[A-Z])\d*")
# A clock can be set to any year; a date outside our calendar counts as unknown.
_DAY: Final = re.compile(r"[1-9]\d{3}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Version:
    """One change to a file: its date (ISO) and the blob hashes before and after, empty where there was no file."""

    day: str
    before: str
    after: str


@dataclass(frozen=True)
class Log:
    """The versions of each present or former file, latest first; a renamed file keeps its earlier versions.

    `complete` says whether git has them all: not without git or in a shallow clone. `changed` maps each file to the ISO
    date when its meaning last changed, if known.
    """

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    complete: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Commit:
    """A commit of the log: its date, and its changes: status, old path, path, blob before and after."""

    day: str
    changes: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def read_log(root: Path, renamed: Mapping[str, str] = MappingProxyType({})) -> Log:
    """Return the git history of the files below `root`. A name that is not UTF-8 keeps its bytes as surrogates.

    `renamed` maps former ids to present ones: where a file refers to one, its new name is no change.
    """
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
    # The first commit of a shallow clone contains everything before it.
    unknown = commits[-1] if shallow and commits else None
    dated: dict[str, list[Version]] = {}
    for commit in commits:
        moved = {}
        for status, old, path, before, after in commit.changes:
            name = later.get(path, path)
            if status == "R":
                moved[old] = name
            version = Version(commit.day, _blob(before), _blob(after))
            versions.setdefault(name, []).append(version)
            if commit is not unknown:
                dated.setdefault(name, []).append(version)
            if status == "A":
                later.pop(path, None)
        later |= moved
    every = {file: tuple(found) for file, found in versions.items()}
    return Log(every, complete=not shallow, changed=_last_changes(root, dated, renamed))


def published_since(log: Log, first: str) -> Log:
    """Return the history of a publication that nobody outside could read before the day `first` (ISO).

    How a file was when it was published is its first version; how it became so is left out.
    """
    versions = {file: found for file, every in log.versions.items() if (found := _published(every, first))}
    changed = {file: max(day, first) for file, day in log.changed.items() if file in versions}
    return Log(versions, log.complete, changed)


def _published(versions: tuple[Version, ...], first: str) -> tuple[Version, ...]:
    """Return the versions from a day on, and the one before them as that day's."""
    later = tuple(takewhile(lambda version: version.day >= first, versions))
    drafts = versions[len(later) :]
    return (*later, Version(first, "", drafts[0].after)) if drafts and drafts[0].after else later


def _last_changes(root: Path, versions: Mapping[str, Sequence[Version]], renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the date of each file's latest version whose meaning differs from the one before it."""
    found: dict[str, str] = {}
    left = {file: list(known) for file, known in versions.items()}
    for _ in range(_MOST_REWRITTEN):
        latest = {file: known[0] for file, known in left.items() if known}
        if not latest:
            break
        contents = read_blobs(root, (name for it in latest.values() if it.before for name in (it.before, it.after)))
        same = {file for file, it in latest.items() if it.before and _is_same(file, it, contents, renamed)}
        found |= {file: it.day for file, it in latest.items() if file not in same}
        left = {file: left[file][1:] for file in same}
    return found


def _is_same(file: str, version: Version, contents: Mapping[str, bytes], renamed: Mapping[str, str]) -> bool:
    same = version.before == version.after
    return same or says_the_same(file, contents.get(version.before), contents.get(version.after), renamed)


def unknown_days(root: Path, log: Log) -> Problem | None:
    """Return a notice that says why the repository, if there is one, gives no dates of changes."""
    if log.versions:
        return None if log.complete else Problem.notice(Place(GIT), "days-partly-known")
    if folder := silent_repository(root):
        return Problem.notice(Place(GIT), "days-unknown", folder=folder)
    # A repository without commits has no dates yet, nor has a folder of which none is committed.
    folder = None if log.complete else _repository(root)
    return Problem.notice(Place(GIT), "days-unreadable", folder=folder) if folder and _has_commits(root) else None


def silent_repository(root: Path) -> Path | None:
    """Return the folder of the repository that `root` is in if git does not read it: it is missing, or not trusted."""
    folder = _repository(root)
    return folder if folder and ask_git(root, "rev-parse", "--git-dir") is None else None


def _repository(root: Path) -> Path | None:
    return next((each for each in (root, *root.parents) if (each / GIT).exists()), None)


def _has_commits(root: Path) -> bool:
    """Return whether a branch or tag names a commit, be it there or not."""
    return any(ask_git(root, *words) for words in (("rev-parse", "--quiet", "--verify", "HEAD"), ("for-each-ref",)))


def without_git(root: Path) -> Problem | None:
    """Return a notice that the texts are in no git repository, so that changes cannot be dated; None if they are."""
    kept = any((each / GIT).exists() for each in (root, *root.parents))
    return None if kept else Problem.notice(Place(str(root)), "days-without-git")


def _commits(output: str) -> Iterator[_Commit]:
    """Yield the commits of a log in git's machine-readable format, separated by NUL."""
    words = iter(output.split("\0"))
    commit = None
    for word in words:
        if word.startswith("/"):  # never in a path
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
    """Return the commits with valid dates: an invalid one is replaced by that of the commit before it."""
    day = next((commit.day for commit in reversed(commits) if is_day(commit.day)), "")
    for commit in reversed(commits):
        day = commit.day = commit.day if is_day(commit.day) else day
    return [commit for commit in commits if commit.day]


def is_day(day: str) -> bool:
    """Return whether a date from git is valid, with a year of four digits."""
    return bool(_DAY.fullmatch(day))


def _blob(name: str) -> str:
    return name if name.strip("0") else ""


def read_contents(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of git's blobs called `names`; binary and oversized ones are left out."""
    texts = ((name, as_text(raw)) for name, raw in read_blobs(root, names).items())
    return {name: text for name, text in texts if text is not None}


def read_blobs(root: Path, names: Iterable[str], *where: str, most: int = MAX_BYTES) -> dict[str, bytes]:
    """Return the contents of git's blobs called `names`, in one call and unfiltered.

    Attributes and filters of the repository do not apply. Blobs over `most` bytes, by default the limit for texts, are
    left out. `where` are git options that name the repository if `root` alone does not.
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
