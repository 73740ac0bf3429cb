"""What other packages add to the program by entry points: looked for where packages are installed, and loaded late.

Nothing of a publication is asked: its folder and the working one are no places where packages are looked for.
"""

import os
import site
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions
from typing import Any, Final

from publisher.problem import Place, Problem, ProblemsFound

OUTPUTS: Final = "roda_traden.outputs"
"""Functions that take a `SiteMap` and return files: bytes by their path below the output's own folder."""
READERS: Final = "roda_traden.readers"
"""Values of `OwnFormat`."""


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
        """Raise whatever goes wrong in the package's own code as a Problem that names it."""
        try:
            yield
        except ProblemsFound:
            raise
        except (Exception, SystemExit) as error:
            raise self.refused("extension-failed", reason=f"{type(error).__name__}: {error}") from error

    def refused(self, code: str, **facts: object) -> ProblemsFound:
        """Return what is raised where something is wrong with it."""
        return ProblemsFound([Problem.at(Place(self.package), code, name=self.name, **facts)])


def extensions(group: str) -> tuple[Extension, ...]:
    """Return what installed packages add to a group, by name. Raises ProblemsFound where two have one name."""
    every = found(group)
    many = Counter(each.name for each in every)
    for each in every:
        if many[each.name] > 1:
            raise each.refused("extension-name-taken")
    return every


def names(group: str) -> tuple[str, ...]:
    """Return what the additions to a group are called; nothing of them is loaded."""
    return tuple(dict.fromkeys(each.name for each in found(group)))


def found(group: str) -> tuple[Extension, ...]:
    """Return everything that installed packages add to a group, by name, also what cannot be used."""
    packages: dict[str, list[Extension]] = {}
    for each in distributions(path=_places()):
        if points := [point for point in each.entry_points if point.group == group]:
            # The first is the one that Python imports.
            name = each.metadata["Name"]
            packages.setdefault(name, [Extension(point.name, name, point) for point in points])
    every = [extension for package in packages.values() for extension in package]
    return tuple(sorted(every, key=lambda each: (each.name, each.package)))


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
