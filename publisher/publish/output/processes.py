"""Work in as many processes as there are cores, for what takes more than a moment.

Each process ends by itself when its share is done: if this process is killed, no other waits for it. It is a copy of
this one (fork), so that nothing has to travel there; where a library has threads of its own, which a copy would lack,
it begins afresh (spawn). Where the system makes no copies, the work is done here.
"""

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Final, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

FORK: Final = "fork"
SPAWN: Final = "spawn"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[Given], Made], given: Sequence[Given], *, least: int = 1, afresh: bool = False
) -> Iterator[tuple[int, Made]]:
    """Yield what `work` makes of each that is given, with its place among them, as they are done.

    A process is worth its while from `least` on. With `afresh` it begins afresh: `work` and what is given can travel.
    Raises what `work` raises.
    """
    count = min(cores(), len(given) // least)
    # macOS has fork, but its own libraries do not bear it.
    copies = FORK in get_all_start_methods() and sys.platform != "darwin"
    if count < 2 or not (copies or afresh):
        yield from ((at, work(each)) for at, each in enumerate(given))
        return
    context: BaseContext = get_context(SPAWN if afresh else FORK)
    processes, ends = [], []
    try:
        for number in range(count):
            end, far = context.Pipe(duplex=False)
            share = [*enumerate(given)][number::count]
            process = context.Process(target=_share, args=(work, share, far))  # type: ignore[attr-defined]  # each has
            with warnings.catch_warnings():
                # That a copy lacks the threads of what it is copied from: nothing that it does needs them.
                warnings.simplefilter("ignore", DeprecationWarning)
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


def _share(
    work: Callable[[Given], object], share: Sequence[tuple[int, Given]], end: "Connection[object, object]"
) -> None:
    """Do one process's share of the work."""
    try:
        for at, each in share:
            end.send((at, work(each)))
        end.send(None)
    except BrokenPipeError:  # nobody listens any more
        return
    except Exception as error:  # it is raised where the work was asked for
        end.send(error)


def _received(ends: Sequence["Connection[object, tuple[int, Made] | Exception | None]"]) -> Iterator[tuple[int, Made]]:
    left = list(ends)
    while left:
        ready = wait(left)
        for end in [each for each in left if each in ready]:
            try:
                found = end.recv()
            except EOFError:
                raise ChildProcessError from None
            if isinstance(found, Exception):
                raise found
            if found is None:
                left.remove(end)
            else:
                yield found
