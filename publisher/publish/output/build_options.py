"""What a build is asked for, and who hears how it goes."""

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
    """The folders of the publication and of the finished site, and how to build.

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
    """Hears how a build goes, in the words of the site's language."""

    def say(self, line: str) -> None:
        """Take a line of text."""

    def progress(self, words: str, total: int) -> AbstractContextManager[Callable[[], object]]:
        """Return a context for `total` units of work; its value is called after each of them."""

    def problems(self, problems: Iterable["Problem"], language: "Language") -> None:
        """Take problems that stop nothing."""


class Silence:
    """A listener for a build that nobody watches."""

    def say(self, line: str) -> None:
        """Pass over a line of text."""

    @contextmanager
    def progress(self, words: str, total: int) -> Iterator[Callable[[], object]]:
        """Give a context in which nothing is shown."""
        yield lambda: None

    def problems(self, problems: "Iterable[Problem]", language: "Language") -> None:
        """Pass over problems that stop nothing."""
