"""The options of a build, and the listener to its progress."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from publisher.language import Language
    from publisher.problem import Problem


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The folders of the publication and the finished site, and the options of a build.

    `strict` makes the site generator's warnings stop the build. `engine` prints, `typst` or `pdfkit`; `edition` is the
    id of the only edition to print, or empty for all; `crop_marks` adds the bleed and marks that a print shop needs.
    """

    root: Path
    out: Path
    strict: bool = True
    engine: str = "typst"
    edition: str = ""
    crop_marks: bool = False


class Listener(Protocol):
    """Receives messages about a build, in the site's language."""

    def say(self, line: str) -> None:
        """Receive a line of text."""

    def progress(self, words: str, total: int) -> AbstractContextManager[Callable[[], object]]:
        """Return a context for `total` units of work; its value is to be called after each of them."""

    def problems(self, problems: Iterable["Problem"], language: "Language") -> None:
        """Receive problems that do not stop the build."""


class Silence:
    """A listener that ignores everything."""

    def say(self, line: str) -> None:
        """Ignore a line of text."""

    @contextmanager
    def progress(self, words: str, total: int) -> Iterator[Callable[[], object]]:
        """Return a context that shows nothing."""
        yield lambda: None

    def problems(self, problems: "Iterable[Problem]", language: "Language") -> None:
        """Ignore problems."""
