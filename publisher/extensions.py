"""Extensions: what other installed packages add to the program by entry points, loaded on demand.

A publication's folder and the working directory are never searched for packages.
"""

import os
import signal
import site
import sys
import sysconfig
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path
from types import FrameType
from typing import Any, Final

from publisher.problem import Place, Problem, ProblemsFound

OUTPUTS: Final = "roda_traden.outputs"
"""Functions that take a `SiteMap` and return files: bytes by path below the output's own folder."""
READERS: Final = "roda_traden.readers"
"""Values of `OwnFormat`."""
LONGEST: Final = 120.0
"""Seconds that a package's code may take at a time; all of a large publication is built in less."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension of an installed package: its name and the package's."""

    name: str
    package: str
    _point: EntryPoint

    def load(self) -> Any:
        """Return the extension's object. Raises ProblemsFound if it cannot be imported."""
        with self.watched():
            return self._point.load()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Raise any exception or timeout of the package's own code as a Problem that names it."""
        here = Path.cwd()
        try:
            with _ended_after(LONGEST):
                yield
        except (ProblemsFound, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise self.refused("extension-failed", reason=_reason(error)) from error
        finally:
            os.chdir(here)

    def refused(self, code: str, **facts: object) -> ProblemsFound:
        """Return the exception to raise for a fault in the extension."""
        return ProblemsFound([Problem.at(Place(self.package), code, name=self.name, **facts)])


def extensions(group: str) -> tuple[Extension, ...]:
    """Return the extensions in a group, by name. Raises ProblemsFound if two share a name."""
    every = found(group)
    many = Counter(each.name for each in every)
    if twice := [each.refused("extension-name-taken") for each in every if many[each.name] > 1]:
        raise ProblemsFound(problem for refused in twice for problem in refused.problems)
    return every


def names(group: str) -> tuple[str, ...]:
    """Return the names of the extensions in a group, without loading them."""
    return tuple(dict.fromkeys(each.name for each in found(group)))


def found(group: str) -> tuple[Extension, ...]:
    """Return all extensions in a group, by name, including unusable ones."""
    packages: dict[str, list[Extension]] = {}
    for each in distributions(path=_places()):
        name, points = _described(each, group)
        if points:
            # The first is the one that Python would import.
            packages.setdefault(name, [Extension(point.name, name, point) for point in points])
    every = [extension for package in packages.values() for extension in package]
    return tuple(sorted(every, key=lambda each: (each.name, each.package)))


def _described(package: Distribution, group: str) -> tuple[str, list[EntryPoint]]:
    """Return a package's name and its entry points in a group; none if its metadata cannot be read.

    Few of the packages installed on a machine have anything to do with this program.
    """
    try:
        points = [point for point in package.entry_points if point.group == group]
    except Exception:  # whatever parsing other people's files may raise
        return "", []
    name: str | None = None
    with suppress(Exception):
        name = package.metadata["Name"] if points else None
    return name or (points[0].module if points else ""), points


def _reason(error: BaseException) -> str:
    """Return an error's message on one line; converting it to text may fail too."""
    try:
        words = str(error)
    except Exception:
        words = ""
    return " ".join(f"{type(error).__name__}: {words}".split())


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after `seconds`, then every second; only in the main thread, with signals."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"{seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _places() -> list[str]:
    """Return the folders where a maintainer installs packages: the environment's, the user's and those in PYTHONPATH.

    Other entries of `sys.path`, such as the folder of the running script, may belong to a publication.
    """
    places = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        places.append(site.getusersitepackages())
    places += filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    searched = {os.path.normpath(each) for each in sys.path if each}
    return [each for each in dict.fromkeys(map(os.path.normpath, places)) if each in searched]
