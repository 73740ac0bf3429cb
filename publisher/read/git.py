"""Git, by its command line: the only module that runs it. Nothing here changes an existing repository.

The configuration of a repository or machine has no effect here: no filter, hook, signature, file monitor or other
program runs, nothing is fetched, and time and output are limited.
"""

import os
import signal
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import Final

from publisher.problem import Place, Problem, ProblemsFound

# 20,000 commits take 3 seconds and their log 10 MB.
MOST_SECONDS: Final = 120
MOST_BYTES: Final = 300_000_000

# Options on the command line override what a repository, or a file that it includes, has configured.
_CLOSED: Final = (
    # Otherwise git escapes å, ä and ö in file names.
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    f"core.excludesFile={os.devnull}",
    "core.alternateRefsCommand=",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=",
    "core.commitGraph=false",
    "credential.helper=",
    "diff.external=",
    f"diff.orderFile={os.devnull}",
    "diff.renameLimit=1000",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.follow=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "pager.log=false",
    "protocol.allow=never",
    # A folder of the publication that looks like a bare repository is not one: its configuration would be content.
    "safe.bareRepository=explicit",
)
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


def ask_git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return the output of a git command run in the folder `root`; `given` is its standard input.

    None if git is not installed, `root` is in no repository, or the command fails. Raises ProblemsFound if it takes
    longer or prints more than any publication needs.
    """
    allowed = (f"safe.directory={folder}" for folder in _trusted_folders())
    return _run(["git", *_options((*_CLOSED, *allowed)), "-C", str(root), *arguments], _closed_environment(), given)


def _options(settings: Iterable[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


def _closed_environment() -> dict[str, str]:
    """Return our environment without any GIT_ variables but our own."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**ours, **_ENVIRONMENT}


@lru_cache(maxsize=1)
def _trusted_folders() -> tuple[str, ...]:
    """Return the folders that this machine's own configuration marks as safe though another user owns them.

    Git accepts `safe.directory` from the machine only, never from a repository; in containers there is often no other
    way.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_DIR", "GIT_WORK_TREE"))}
    command = ["git", f"--git-dir={os.devnull}", "config", "--null", "--get-all", "safe.directory"]
    output = _run(command, ours, b"")
    return tuple(os.fsdecode(folder) for folder in (output or b"").split(b"\0") if folder)


def _run(command: list[str], environment: Mapping[str, str], given: bytes) -> bytes | None:
    """Return the output of a command, or None if it fails. Raises ProblemsFound if it exceeds a limit."""
    try:
        with TemporaryFile() as question:
            question.write(given)
            question.seek(0)
            with Popen(
                command, stdin=question, stdout=PIPE, stderr=DEVNULL, env=environment, start_new_session=True
            ) as process:
                return _heard(process)
    except OSError:
        return None


def _heard(process: Popen[bytes]) -> bytes | None:
    assert process.stdout is not None
    late = Event()

    def stop() -> None:
        late.set()
        _kill(process)

    watch = Timer(MOST_SECONDS, stop)
    watch.start()
    try:
        output = process.stdout.read(MOST_BYTES + 1)
        if len(output) > MOST_BYTES:
            _kill(process)
        code = process.wait()
    finally:
        watch.cancel()
    if late.is_set() or len(output) > MOST_BYTES:
        facts = {"seconds": MOST_SECONDS, "size": MOST_BYTES // 1_000_000}
        raise ProblemsFound([Problem.at(Place(".git"), "git-limit", **facts)])
    return output if code == 0 else None


def _kill(process: Popen[bytes]) -> None:
    """Kill a process, with its children on systems that have process groups."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def repository_state(root: Path) -> bytes:
    """Return everything that git's answers about `root` depend on; equal as long as they are, empty without git.

    Besides the state of its history: all branches and tags.
    """
    if not _is_within_repository(root):
        return b""
    return repr((history_state(root), ask_git(root, "for-each-ref", "--format=%(objectname) %(refname)"))).encode()


def history_state(root: Path) -> bytes:
    """Return everything that the history of `root` depends on; empty without git or commits.

    The commit that is checked out, the path of `root` in its repository, git's version, and the files that make a
    clone shallow or graft its history.
    """
    if not _is_within_repository(root):
        return b""
    where = ("--is-shallow-repository", "--show-prefix", "--git-path", "shallow", "--git-path", "info/grafts", "HEAD")
    about = ask_git(root, "rev-parse", "--path-format=absolute", *where)
    if about is None:
        return b""
    cuts = [
        path.read_bytes() if path.is_file() else b"" for path in map(Path, map(os.fsdecode, about.splitlines()[2:4]))
    ]
    return repr((about, cuts, _version())).encode()


def is_committed(folder: Path, *names: str) -> bool:
    """Return whether git knows a file at or below one of these names in a folder; also if git cannot be asked there."""
    if not names or not _is_within_repository(folder):
        return False
    return ask_git(folder, "ls-files", "-z", "--", *names) != b""


def _is_within_repository(root: Path) -> bool:
    """Return whether git can have anything to say; starting it takes longer than reading a small publication."""
    within = root.resolve()
    return any((folder / ".git").exists() for folder in (within, *within.parents))


@lru_cache(maxsize=1)
def _version() -> bytes:
    return _run(["git", "version"], _closed_environment(), b"") or b""


def places_of_commits(root: Path) -> tuple[list[Path], list[Path]]:
    """Return the files and folders of git that change with a new commit, branch or tag; empty without git.

    The folders may not exist. Sources: gitrepository-layout(5), git-rev-parse(1).
    """
    return _places(root, "HEAD", "packed-refs"), _places(root, "refs/heads", "refs/tags", "reftable")


def _places(root: Path, *names: str) -> list[Path]:
    arguments = [part for name in names for part in ("--git-path", name)]
    output = ask_git(root, "rev-parse", "--path-format=absolute", *arguments) or b""
    return [Path(os.fsdecode(line)) for line in output.splitlines()]


def make_repository(folder: Path, bundle: Path, head: str) -> bool:
    """Make a repository in an empty folder from a git bundle, at the commit `head`; return whether that succeeded.

    A bundle holds objects only: no configuration, hooks or attributes that git would obey.
    """
    steps = (
        ("init", "--quiet", "--template=", "."),
        ("bundle", "unbundle", str(bundle)),
        ("update-ref", "HEAD", head),
    )
    return all(ask_git(folder, *step) is not None for step in steps)
