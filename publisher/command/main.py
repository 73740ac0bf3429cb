"""The front door's group of commands: `all` where none is named, and never a traceback for an editor."""

import os
import signal
import sys
import traceback
from tempfile import mkstemp

import click

from publisher.command.changes import changes
from publisher.command.check import check
from publisher.command.edit import edit
from publisher.command.lock import lock
from publisher.command.make import all_, data, pdf, site, stage
from publisher.command.new import new
from publisher.command.review import review
from publisher.command.schemas import schemas
from publisher.command.serve import serve
from publisher.command.statistics import statistics
from publisher.command.terminal import Terminal
from publisher.language import Language

IMPORT = "import"


class Commands(click.Group):
    """The commands; `all` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["all", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), IMPORT])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == IMPORT:
            # What reads other people's files takes time to load, and no other command needs it.
            from publisher.command.imports import import_

            return import_
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. What nobody foresaw is told in one line, and kept in a file for whoever mends programs."""
        _end_in_order()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # an editor never meets a traceback
            # Its own name and nobody else's eyes: a traceback may hold what is not published yet.
            handle, path = mkstemp(prefix="roda-traden-", suffix=".txt")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(traceback.format_exc())
            Terminal().errors.print(Language("sv").text("command.broken", path=path), markup=False)
            sys.exit(1)


def _end_in_order() -> None:
    """Let whoever ends the program from outside have it put away what it was making, as whoever presses Ctrl+C does."""

    def end(number: int, _frame: object) -> None:
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(128 + number)

    for each in _ENDING:
        if signal.getsignal(each) is signal.SIG_DFL:  # under nohup it is to be passed over
            signal.signal(each, end)


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Publish a strategy, its plans and their results: website, printed editions and open data."""


for command in (
    all_,
    check,
    site,
    pdf,
    data,
    stage,
    changes,
    lock,
    serve,
    edit,
    review,
    new,
    statistics,
    schemas,
):
    main.add_command(command)
