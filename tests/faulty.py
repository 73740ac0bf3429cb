"""Commands on a failing machine.

Changes of files below a folder are counted, as Python's audit events report them, and starts of git, which may change
some. `count` only counts them; `kill` ends the process just before the change of a number, as kill -9 does; `full`
reports a full disk there and from then on. Other programs that a command starts are not seen here:
RLIMIT_FSIZE covers them.
"""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

CHANGES = frozenset(
    {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime"}
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Machine:
    """Counts the changes below a folder, and fails at one of them."""

    def __init__(self, how: str, number: int, folder: str) -> None:
        self.how, self.number, self.folder, self.count = how, number, folder, 0

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Handle an audit event before it happens."""
        if not self._changes(event, arguments):
            return
        self.count += 1
        if self.how == "kill" and self.count == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        grows = event in {"open", "os.mkdir", "os.link", "os.rename"}
        if self.how == "full" and self.count >= self.number and grows:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    def _changes(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "subprocess.Popen":
            return str(arguments[0]).rpartition("/")[2] == "git"
        if event == "open":
            # The last argument of the event is what the file is opened for.
            if not isinstance(arguments[2], int) or not arguments[2] & WRITING:
                return False
        elif event not in CHANGES:
            return False
        path = arguments[0]
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        return os.path.abspath(os.fsdecode(path)).startswith(self.folder)  # noqa: PTH100  # to resolve is an event


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative for a signal, and what it printed."""

    returncode: int
    output: str


class FaultyMachine:
    """Runs commands in children of one process that has loaded the program: loading it takes longer than most commands.

    Each child is forked before anything but modules is in memory, so that it knows nothing of the others.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faulty"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, how: str, number: int, folder: Path, arguments: Sequence[str], environment: Mapping[str, str], *,
        size: int | None = None,
    ) -> Ended:  # fmt: skip
        """Run a command, or a function as `module:name`; with `size`, no file can grow beyond so many bytes."""
        assert self._process.stdin
        assert self._process.stdout
        asked = [how, number, os.path.realpath(folder), [*arguments], {**environment}, size]
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def main() -> None:
    """Answer each line of standard input, a command to run in JSON, with a line that says how it ended."""
    for line in sys.stdin:
        with TemporaryFile() as modules:
            # A pipe: a limit on the size of files must not hide what was printed.
            near, far = os.pipe()
            child = os.fork()
            if child == 0:
                os._exit(_run(*json.loads(line), output=far, modules=modules))
            os.close(far)
            with os.fdopen(near, encoding="utf-8") as output:
                printed = output.read()
            status = os.waitpid(child, 0)[1]
            print(json.dumps([os.waitstatus_to_exitcode(status), printed]), flush=True)
            modules.seek(0)
            for name in modules.read().decode().split():
                import_module(name)


def _run(
    how: str, number: int, folder: str, arguments: list[str], environment: dict[str, str], size: int | None, *,
    output: int, modules: IO[bytes],
) -> int:  # fmt: skip
    """Run a command in this process, and return its exit code."""
    os.environ.update(environment)
    for stream in (1, 2):
        os.dup2(output, stream)
    if size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    machine = Machine(how, number, folder)
    sys.addaudithook(machine.hook)
    code: object = 1
    try:
        module, _, function = arguments[0].partition(":")
        if function:
            getattr(import_module(module), function)(*arguments[1:])
            code = 0
        else:
            import_module("publisher.command.main").main(arguments, standalone_mode=True)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    if how == "count":
        Path(f"{folder}.count").write_text(str(machine.count), encoding="utf-8")
        modules.write("\n".join(name for name in sys.modules if name.startswith("publisher.")).encode())
        modules.flush()
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    main()
