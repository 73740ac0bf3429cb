"""The last commit that changed each file of a publication, according to git."""

import os
from functools import lru_cache
from pathlib import Path

from publisher.read.git import ask_git


@lru_cache(maxsize=4)  # each edition asks for the same root
def last_commits(root: Path) -> dict[str, tuple[int, str]]:
    """Return the last commit of each file below `root`: how many commits ago, and the first ten digits of its hash.

    Empty without git.
    """
    output = ask_git(root, "log", "-z", "--format=/%H", "--name-only", "--relative", "--", "docs", "plans") or b""
    found: dict[str, tuple[int, str]] = {}
    back = -1
    name = ""
    for word in os.fsdecode(output).split("\0"):
        if word.startswith("/"):  # no file name contains it
            back, name = back + 1, word[1:11]
        elif file := word.removeprefix("\n"):
            # Ten characters name a commit in any clone; git's own short form depends on how many there are.
            found.setdefault(file, (back, name))
    return found
