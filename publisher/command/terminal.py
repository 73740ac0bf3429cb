"""The terminal: where a command shows its progress and problems."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from publisher.language import Language
from publisher.messages import as_text
from publisher.problem import Problem


class Terminal:
    """Shows the progress of a command: a bar in a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """Print a line."""
        self.console.print(line, markup=False)

    def write(self, text: str) -> None:
        """Print a finished text verbatim, for people and programs that read it."""
        self.console.out(text, end="", highlight=False)

    def problems(self, problems: Iterable[Problem], language: Language) -> None:
        """Print problems on standard error."""
        if words := as_text(problems, language):
            self.errors.print(words, markup=False)

    @contextmanager
    def progress(self, words: str, total: int) -> Iterator[Callable[[], object]]:
        """Show the progress of `total` units of work; the value is to be called after each."""
        if not self.console.is_terminal:
            self.say(f"{words} …")
            yield lambda: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task(words, total=total)
            yield lambda: bar.advance(task)
