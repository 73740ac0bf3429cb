"""The last commit that changed each file of a publication, as git knows it."""

from functools import lru_cache
from pathlib import Path

from publisher.read.git import ask_git


@lru_cache(maxsize=4)  # each edition asks for the same
def last_commits(root: Path) -> dict[str, tuple[int, str]]:
    """Return the last commit of each file below `root`: how many commits ago, and the first ten digits of its hash.

    Empty where there is no git.
    """
    output = ask_git(root, "log", "--format=%x01%H", "--name-only", "--relative", "--", "docs", "plans") or b""
    found: dict[str, tuple[int, str]] = {}
    for back, commit in enumerate(output.decode(errors="replace").split("\x01")[1:]):
        name, *files = commit.split("\n")
        for file in filter(None, files):
            # Ten characters name a commit in any clone; git's own short form depends on how many there are.
            found.setdefault(file, (back, name[:10]))
    return found
