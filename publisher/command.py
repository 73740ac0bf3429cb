"""The commands behind the front door: they call the rooms in order and tell people what happened."""

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from publisher.language import Language
from publisher.pipeline import Loaded, load
from publisher.problem import Problem, ProblemsFound, Severity, stops
from publisher.publish.order import Order, Steps
from publisher.telling import told

ENGINES = ("typst", "pdfkit")


class Teller:
    """Tells people what goes on: a moving bar in a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """Tell one line of how the work goes."""
        self.console.print(line, markup=False)

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


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all of them have."""
    options = (
        click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
                     help="The publication's folder, which holds mkdocs.yml. Default: this one."),
        click.option("--out", type=click.Path(path_type=Path), default=None,
                     help="The folder for the finished site. Default: site in the publication's folder."),
        click.option("--strict/--no-strict", default=True,
                     help="Whether the site generator's warnings stop the build. Default: yes."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


engine_option = click.option(
    "--pdf-engine", type=click.Choice(ENGINES), default="typst",
    help="What prints the PDF. pdfkit needs wkhtmltopdf and its file is not accessible.",
)  # fmt: skip


class Commands(click.Group):
    """The commands; `all` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["all", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What nobody foresaw is told in one line, and kept in a file for whoever mends programs."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # an editor never meets a traceback
            path = Path(gettempdir()) / "roda-traden-error.txt"
            path.write_text(traceback.format_exc(), encoding="utf-8")
            Teller().errors.print(Language("sv").text("command.broken", path=path), markup=False)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Publish a strategy, its plans and their results: website, printed editions and open data."""


@main.command("all")
@common
@engine_option
def all_(root: Path, out: Path | None, strict: bool, pdf_engine: str) -> None:  # noqa: FBT001  # click's way
    """Check, then make the site, the printed editions and the data. This is what happens without a command."""
    from publisher.publish.whole import publish_all

    _run(Order(root, out or root / "site", strict, pdf_engine), publish_all)


@main.command()
@common
def check(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Check the content and tell of every problem."""
    _run(Order(root, out or root / "site", strict), None)


@main.command()
@common
def site(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the website. Printed editions of the last build are kept."""
    from publisher.publish.whole import publish_site

    _run(Order(root, out or root / "site", strict), publish_site)


@main.command()
@common
@engine_option
def pdf(root: Path, out: Path | None, strict: bool, pdf_engine: str) -> None:  # noqa: FBT001
    """Make the printed editions only."""
    from publisher.publish.whole import publish_editions

    _run(Order(root, out or root / "site", strict, pdf_engine), publish_editions)


@main.command()
@common
def data(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the open data only."""
    from publisher.publish.whole import publish_data

    _run(Order(root, out or root / "site", strict), publish_data)


@main.command()
@common
def stage(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Write the pages as plain files for another site generator, into build or into --out."""
    from publisher.publish.whole import publish_stage

    _run(Order(root, out or root / "build", strict), publish_stage)


@main.command()
@common
@click.option("--address", default="127.0.0.1:8000", help="Where to serve. Default: 127.0.0.1:8000.")
def serve(root: Path, out: Path | None, strict: bool, address: str) -> None:  # noqa: FBT001
    """Show the site in the browser and follow every change."""
    from publisher.publish.serve import serve_site

    _set_date(_loaded(root, Teller(), draw=False))
    serve_site(root, address, strict=strict)


def _run(order: Order, publish: Callable[[Loaded, Order, Steps], None] | None) -> None:
    """Load the publication, tell of its problems, and publish it where that is asked for and nothing stops it."""
    # What is read stays to the end. To look it over for waste again and again takes a tenth of the time and finds none.
    gc.set_threshold(100_000, 50, 50)
    teller = Teller()
    loaded = _loaded(order.root, teller, draw=publish is not None)
    words = loaded.language
    teller.problems(loaded.problems, words)
    if stops(loaded.problems):
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        teller.errors.print(words.plural("command.problems", len(errors)), markup=False)
        sys.exit(1)
    _set_date(loaded)
    teller.say(words.text("command.checked", pages=loaded.count))
    if publish is None:
        return
    try:
        publish(loaded, order, teller)
    except ProblemsFound as found:
        teller.problems(found.problems, words)
        teller.errors.print(words.text("command.kept"), markup=False)
        sys.exit(1)


def _loaded(root: Path, teller: Teller, *, draw: bool) -> Loaded:
    try:
        return load(root.resolve(), draw=draw)
    except ProblemsFound as found:
        # Without settings nobody knows the site's language.
        teller.problems(found.problems, Language("sv"))
        sys.exit(1)


def _set_date(loaded: Loaded) -> None:
    """Let everything that dates a file use the day of the last change, so that the clock plays no part."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(loaded.publication.epoch))
