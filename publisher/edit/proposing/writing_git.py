"""Git commands that write: the only module that changes a repository, and only its branches, index and remote.

It runs as the current user, with that user's identity and access; no hook of the repository runs, nothing prompts on a
terminal, and nothing is ever forced.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired, run
from typing import Final

MOST_SECONDS: Final = 120
_SETTINGS: Final = (
    "core.quotePath=false",
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.pager=cat",
    # Otherwise git would invent an identity from the names of the user and the machine.
    "user.useConfigOnly=true",
    "commit.gpgSign=false",
    "gc.auto=0",
    "protocol.ext.allow=never",
    "safe.bareRepository=explicit",
)
# Environment variables that would make git work on another repository.
_FOREIGN: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a git command: whether it succeeded, its output, its last line of error, and all of them."""

    good: bool
    text: str
    reason: str
    errors: str = ""


def run_git(
    root: Path, *arguments: str, given: str = "", settings: Mapping[str, str] | None = None, index: str = ""
) -> Answer:
    """Return the result of a git command run in the folder `root`.

    `given` is its standard input, `index` the index file to use instead of the repository's; `settings` are passed
    through the environment, where they are not visible in process lists.
    """
    options = [word for setting in _SETTINGS for word in ("-c", setting)]
    ours = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    if "author.name" in (settings or {}):
        # The given identity must take precedence over that in the environment.
        ours = {name: value for name, value in ours.items() if not name.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))}
    ours |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1"}
    ours |= {"GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")}
    ours |= {"GIT_INDEX_FILE": index} if index else {}
    for at, (key, value) in enumerate((settings or {}).items()):
        ours |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    ours |= {"GIT_CONFIG_COUNT": str(len(settings or {}))}
    command = ["git", *options, "-C", str(root), *arguments]
    try:
        done = run(command, input=given.encode(), capture_output=True, env=ours, timeout=MOST_SECONDS, check=False)
    except (OSError, TimeoutExpired) as error:
        return Answer(False, "", str(error))  # noqa: FBT003
    errors = done.stderr.decode(errors="replace").strip()
    reason = (errors.splitlines() or [""])[-1]
    return Answer(done.returncode == 0, done.stdout.decode(errors="replace").strip("\n"), reason, errors)
