"""Run `build.py` on a failing machine: `python -m tests.faulty HOW NUMBER FOLDER ARGUMENT …`.

Changes of files below FOLDER are counted, as Python's audit events report them. `count` only prints how many there
were; `kill` ends the process at event NUMBER, as kill -9 does; `full` reports a full disk at that one and all later
ones. Other programs that a command starts are not seen here: RLIMIT_FSIZE covers them.
"""

import errno
import os
import signal
import sys
from pathlib import Path

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


def main() -> None:
    """Run the command."""
    from publisher.command.main import main as command

    how, number, folder, *arguments = sys.argv[1:]
    machine = Machine(how, int(number), os.path.realpath(folder))
    sys.addaudithook(machine.hook)
    try:
        command(arguments, standalone_mode=True)
    finally:
        if how == "count":
            Path(f"{folder}.count").write_text(str(machine.count), encoding="utf-8")


if __name__ == "__main__":
    main()
