"""What other packages add to the program by entry points: looked for where packages are installed, and loaded late.

Nothing of a publication is asked: its folder and the working one are no places where packages are looked for.
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
"""Functions that take a `SiteMap` and return files: bytes by their path below the output's own folder."""
READERS: Final = "roda_traden.readers"
"""Values of `OwnFormat`."""
LONGEST: Final = 120.0
"""Seconds that a package's own code may take at a time; the whole of a large publication is made in less."""


@dataclass(frozen=True, slots=True)
class Extension:
    """Something that an installed package adds: its name and the package's."""

    name: str
    package: str
    _point: EntryPoint

    def load(self) -> Any:
        """Return what the package gives. Raises ProblemsFound where it cannot be imported."""
        with self.watched():
            return self._point.load()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Raise whatever goes wrong in the package's own code, or never ends, as a Problem that names it."""
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
        """Return what is raised where something is wrong with it."""
        return ProblemsFound([Problem.at(Place(self.package), code, name=self.name, **facts)])


def extensions(group: str) -> tuple[Extension, ...]:
    """Return what installed packages add to a group, by name. Raises ProblemsFound where two have one name."""
    every = found(group)
    many = Counter(each.name for each in every)
    if twice := [each.refused("extension-name-taken") for each in every if many[each.name] > 1]:
        raise ProblemsFound(problem for refused in twice for problem in refused.problems)
    return every


def names(group: str) -> tuple[str, ...]:
    """Return what the additions to a group are called; nothing of them is loaded."""
    return tuple(dict.fromkeys(each.name for each in found(group)))


def found(group: str) -> tuple[Extension, ...]:
    """Return everything that installed packages add to a group, by name, also what cannot be used."""
    packages: dict[str, list[Extension]] = {}
    for each in distributions(path=_places()):
        name, points = _described(each, group)
        if points:
            # The first is the one that Python imports.
            packages.setdefault(name, [Extension(point.name, name, point) for point in points])
    every = [extension for package in packages.values() for extension in package]
    return tuple(sorted(every, key=lambda each: (each.name, each.package)))


def _described(package: Distribution, group: str) -> tuple[str, list[EntryPoint]]:
    """Return a package's name and what it adds to a group: nothing where its description cannot be read.

    Of all that is installed on a machine, few packages have to do with this program.
    """
    try:
        points = [point for point in package.entry_points if point.group == group]
    except Exception:  # whatever the parsers of other people's files raise
        return "", []
    name: str | None = None
    with suppress(Exception):
        name = package.metadata["Name"] if points else None
    return name or (points[0].module if points else ""), points


def _reason(error: BaseException) -> str:
    """Return what an error says, on one line; its own code may fail too."""
    try:
        words = str(error)
    except Exception:
        words = ""
    return " ".join(f"{type(error).__name__}: {words}".split())


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after so long, and again each second: where a signal can, in the main thread."""
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
    """Return the folders where a maintainer installs packages: the environment's, the user's, and those of PYTHONPATH.

    What else Python searches, such as the folder of the script that it runs, may be a publication's.
    """
    places = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        places.append(site.getusersitepackages())
    places += filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    searched = {os.path.normpath(each) for each in sys.path if each}
    return [each for each in dict.fromkeys(map(os.path.normpath, places)) if each in searched]
