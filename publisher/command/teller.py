"""The teller: what a command says in the terminal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from publisher.language import Language
from publisher.problem import Problem
from publisher.telling import told


class Teller:
    """Tells people what goes on: a moving bar in a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """Tell one line of how the work goes."""
        self.console.print(line, markup=False)

    def write(self, text: str) -> None:
        """Write a finished text as it is, for people and programs to read on."""
        self.console.out(text, end="", highlight=False)

    def problems(self, problems: Iterable[Problem], language: Language) -> None:
        """Tell of problems, where errors belong."""
        if words := told(problems, language):
            self.errors.print(words, markup=False)

    @contextmanager
    def progress(self, words: str, total: int) -> Iterator[Callable[[], object]]:
        """Show that `total` steps are under way; the value is to be called after each."""
        if not self.console.is_terminal:
            self.say(f"{words} …")
            yield lambda: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task(words, total=total)
            yield lambda: bar.advance(task)
