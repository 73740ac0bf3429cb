"""Bounded reading: a file is read in a process of its own, with limits on memory and time.

Whatever a malicious file does to a library ends with that process.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from publisher.importing.form.source import SourceFile
from publisher.importing.readers.formats import read_source
from publisher.problem import Place, Problem, ProblemsFound

MEMORY: Final = 3_000_000_000
"""Bytes of address space: the libraries for pictures and PDF files alone take a gigabyte."""
SECONDS: Final = 300.0
"""Wall-clock seconds, for a file with text; a page of a scan takes some seconds."""
SECONDS_OF_A_SCAN: Final = 3600.0
_SCANS: Final = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})

Read = Callable[[Path, str | None, str], SourceFile]


def read_bounded(
    path: Path, format_name: str | None, language: str, *, read: Read = read_source, seconds: float | None = None,
    memory: int = MEMORY,
) -> SourceFile:  # fmt: skip
    """Return a file as a source, read in another process. Raises ProblemsFound, also if that exceeds its limits."""
    most = seconds or (SECONDS_OF_A_SCAN if path.suffix.lower() in _SCANS else SECONDS)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, read, path, format_name, language, memory), daemon=True)
    process.start()
    there.close()
    died = False
    try:
        answer = here.recv() if here.poll(most) else None
    except EOFError:  # it ended without an answer
        answer, died = None, True
        process.join()
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(answer, SourceFile):
        return answer
    if isinstance(answer, list) and answer:
        raise ProblemsFound(answer)
    # Linux kills by force what takes the memory of others; whatever else dies, dies of the file.
    if died and process.exitcode != -signal.SIGKILL:
        raise ProblemsFound([Problem.at(Place(path.name), "import-crashed", reason=_reason(process.exitcode or 0))])
    facts = {"memory": memory // 1_000_000_000, "seconds": round(most)}
    raise ProblemsFound([Problem.at(Place(path.name), "import-too-heavy", **facts)])


def _answer(pipe: Connection, read: Read, path: Path, format_name: str | None, language: str, memory: int) -> None:
    """Send the source, or its problems, or None if it runs out of memory."""
    _limit(memory)
    answer: SourceFile | list[Problem] = []
    try:
        answer = read(path, format_name, language)
    except ProblemsFound as found:
        answer = list(found.problems)
    except (MemoryError, RecursionError):
        answer = []
    except Exception as error:  # what a library does with a file that is not as it should be
        answer = [Problem.at(Place(path.name), "import-crashed", reason=type(error).__name__)]
    pipe.send(answer)
    pipe.close()


def _reason(exitcode: int) -> str:
    """Return how a process ended: by which signal, or with which number."""
    return signal.Signals(-exitcode).name if exitcode < 0 else str(exitcode)


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return  # the system has no such limit; time is limited there too
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
