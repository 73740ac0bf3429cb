"""Parallel work in as many processes as there are cores, for anything that takes more than a moment.

Each process ends by itself after its share: if the parent is killed, no child is left waiting. It is forked, so that no
data need be copied; if a library has threads of its own, which a fork would lack, it is spawned instead. On systems
without fork, the work is done in this process.
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
    """Yield the result of `work` for each input, with its index, in order of completion.

    A process is started for at least `least` inputs. With `afresh` it is spawned: `work` and inputs must be picklable.
    Exceptions of `work` are raised here.
    """
    count = min(cores(), len(given) // least)
    # macOS has fork, but its system libraries are not fork-safe.
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
                # Python warns of forking a process with threads: the child does not need them.
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
    """Process one share of the inputs."""
    try:
        for at, each in share:
            end.send((at, work(each)))
        end.send(None)
    except BrokenPipeError:  # the parent is gone
        return
    except Exception as error:  # re-raised in the parent
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
