"""What git knows of a publication's files: when each was published, when it changed, and what it was before.

Only the main line counts: a change has the day when it reached readers, whatever happened on the way there.
Names, addresses and messages of those who made it are theirs, and are never asked for.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from publisher.read.files import as_text
from publisher.read.git import ask_git

# :mode mode content-before content-after status⇥path(⇥new path)
_LINE: Final = re.compile(
    r":\S+ \S+ (?P<before>\w+) (?P<after>\w+) (?P<status>\w)\d*\t(?P<path>[^\t]+)(?:\t(?P<new>.+))?"
)


@dataclass(frozen=True, slots=True)
class Version:
    """One change to a file: its day (ISO) and git's names for the content before and after, empty where none was."""

    day: str
    before: str
    after: str


@dataclass(frozen=True)
class Log:
    """The versions of each file that there is or was, the latest first; a renamed file keeps those it had before.

    `whole` says whether git knows all of them: without git, or with the latest commits only, it does not.
    """

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    whole: bool = False

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """The ISO date of the last change of each file."""
        return {file: versions[0].day for file, versions in self.versions.items()}


def read_log(root: Path) -> Log:
    """Return what git knows of the files below `root`."""
    output = ask_git(
        root, "log", "--first-parent", "-m", "--raw", "--no-abbrev", "--find-renames", "--relative",
        "--format=%x01%cs", "--", ".",
    )  # fmt: skip
    if output is None:
        return Log()
    versions: dict[str, list[Version]] = {}
    later: dict[str, str] = {}
    for commit in output.decode(errors="replace").split("\x01")[1:]:
        day, *lines = commit.split("\n")
        moved = {}
        for match in filter(None, map(_LINE.fullmatch, lines)):
            path = match["new"] or match["path"]
            name = later.get(path, path)
            if match["status"] == "R":
                moved[match["path"]] = name
            versions.setdefault(name, []).append(Version(day, _known(match["before"]), _known(match["after"])))
            if match["status"] == "A":
                later.pop(path, None)
        later |= moved
    shallow = ask_git(root, "rev-parse", "--is-shallow-repository") != b"false\n"
    return Log({file: tuple(found) for file, found in versions.items()}, whole=not shallow)


def _known(name: str) -> str:
    return name if name.strip("0") else ""


def read_contents(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the texts that git keeps under `names`, all in one go; what is no text is left out."""
    wanted = list(dict.fromkeys(filter(None, names)))
    output = ask_git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode()) or b""
    texts: dict[str, str] = {}
    at = 0
    while (end := output.find(b"\n", at)) >= 0:
        name, *about = output[at:end].decode().split(" ")
        at = end + 1
        if len(about) == 2:
            size = int(about[1])
            text = as_text(output[at : at + size])
            if text is not None:
                texts[name] = text
            at += size + 1
    return texts
