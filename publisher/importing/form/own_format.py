"""Formats read by other packages: the interface of their entry points, and how it is used."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from publisher.extensions import READERS, Extension, extensions
from publisher.importing.form.source import SourceFile
from publisher.problem import Problem, ProblemsFound

Reader: TypeAlias = Callable[[Path, str, str], SourceFile]
"""Reads a file, given its digest and expected language; raises ProblemsFound if it cannot."""


@dataclass(frozen=True, slots=True)
class OwnFormat:
    """A package's format: the content type, as returned by `guard.checked`, the file extensions, and the reader."""

    content: str
    endings: tuple[str, ...]
    read: Reader


@dataclass(frozen=True, slots=True)
class InstalledFormat:
    """A format with the package that provides it."""

    extension: Extension
    given: OwnFormat

    @property
    def name(self) -> str:
        """Its name for `--as`."""
        return self.extension.name

    @property
    def content(self) -> str:
        """The content type of its files."""
        return self.given.content

    @property
    def endings(self) -> tuple[str, ...]:
        """Its file extensions."""
        return self.given.endings

    def read(self, path: Path, digest: str, language: str) -> SourceFile:
        """Return the file as a source. Raises ProblemsFound if that is impossible, or the package fails."""
        with self.extension.watched():
            source = self.given.read(path, digest, language)
            if not isinstance(source, SourceFile):
                raise TypeError(type(source).__name__)
            return source


def installed_format(ending: str, name: str | None) -> InstalledFormat | None:
    """Return the format of that name, or else the one for that extension; None if no package has it.

    If there is none but some package cannot be loaded, raises ProblemsFound, since it may be the right one.
    """
    formats, problems = loaded_formats(name)
    found = next((each for each in formats if name or ending in each.endings), None)
    if found is None and problems:
        raise ProblemsFound(problems)
    return found


def loaded_formats(name: str | None = None) -> tuple[list[InstalledFormat], list[Problem]]:
    """Return the formats of installed packages, or the one of that name, and the problems of loading them."""
    formats: list[InstalledFormat] = []
    problems: list[Problem] = []
    for each in extensions(READERS):
        try:
            formats += [_loaded(each)] if name in {None, each.name} else []
        except ProblemsFound as wrong:
            problems += wrong.problems
    return formats, problems


def _loaded(extension: Extension) -> InstalledFormat:
    given = extension.load()
    with extension.watched():
        if not isinstance(given, OwnFormat):
            raise TypeError(type(given).__name__)
        right = {
            "content": isinstance(given.content, str),
            "endings": isinstance(given.endings, tuple)
            and all(isinstance(each, str) and each for each in given.endings),
            "read": callable(given.read),
        }
        if wrong := [name for name, fits in right.items() if not fits]:
            raise TypeError(wrong[0])
    return InstalledFormat(extension, given)
