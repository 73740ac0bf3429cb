"""Work in as many processes as there are cores, for what takes more than a moment.

Each process is a copy of this one (fork), so nothing has to travel there, and it ends by itself when its share is done:
if this process is killed, no other waits for it. Where the system makes no such copies, the work is done here.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import wait
from typing import Any, Final, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

FORK: Final = "fork"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[Given], Made], given: Sequence[Given], *, least: int = 1
) -> Iterator[tuple[int, Made]]:
    """Yield what `work` makes of each that is given, with its place among them, as they are done.

    A process is worth its while from `least` on. Raises what `work` raises.
    """
    count = min(cores(), len(given) // least)
    # macOS has fork, but its own libraries do not bear it.
    if count < 2 or FORK not in get_all_start_methods() or sys.platform == "darwin":
        yield from ((at, work(each)) for at, each in enumerate(given))
        return
    context = get_context(FORK)
    processes, ends = [], []
    try:
        for number in range(count):
            end, far = context.Pipe(duplex=False)
            process = context.Process(target=_share, args=(work, given, number, count, far), daemon=True)
            process.start()
            far.close()
            processes.append(process)
            ends.append(end)
        yield from _received(ends)
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.terminate()
            process.join()


def _share(work: Callable[[Given], object], given: Sequence[Given], first: int, step: int, end: Any) -> None:
    """Do one process's share of the work."""
    try:
        for at in range(first, len(given), step):
            end.send((at, work(given[at])))
        end.send(None)
    except BrokenPipeError:  # nobody listens any more
        return
    except Exception as error:  # it is raised where the work was asked for
        end.send(error)


def _received(ends: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    left = list(ends)
    while left:
        ready: list[Any] = wait(left)
        for end in ready:
            try:
                found: Any = end.recv()
            except EOFError:
                raise ChildProcessError from None
            if isinstance(found, Exception):
                raise found
            if found is None:
                left.remove(end)
            else:
                yield found
