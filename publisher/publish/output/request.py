"""An order is what was asked for; steps are how whoever asked wants to hear of the work."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from publisher.language import Language
from publisher.problem import Problem


@dataclass(frozen=True, slots=True)
class Order:
    """Where the publication is, where the site goes, how strict to be, and what prints which edition and how."""

    root: Path
    out: Path
    strict: bool = True
    engine: str = "typst"
    edition: str = ""
    crop_marks: bool = False


class Steps(Protocol):
    """Hears of the work: `say` takes a line, `progress` a title and a count and gives what to call after each."""

    def say(self, line: str) -> None:
        """Tell one line."""

    def progress(self, words: str, total: int) -> AbstractContextManager[Callable[[], object]]:
        """Show that `total` steps are under way."""

    def problems(self, problems: Iterable[Problem], language: Language) -> None:
        """Tell of problems that stop nothing."""
