"""The command group: the default is `all`, and editors never see a traceback."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import click

from publisher.atomic import FULL

_LOADED = "publisher.command."
# Each command as its module and function: it is imported only when it is called, since some imports take longer than
# other commands do.
COMMANDS = {
    "all": "make.all_",
    "changes": "changes.changes",
    "check": "check.check",
    "data": "make.data",
    "doctor": "doctor.doctor",
    "edit": "edit.edit",
    "hub": "hub.hub",
    "import": "imports.import_",
    "lock": "lock.lock",
    "new": "new.new",
    "pdf": "make.pdf",
    "review": "review.review",
    "schemas": "schemas.schemas",
    "serve": "serve.serve",
    "site": "make.site",
    "stage": "make.stage",
    "statistics": "statistics.statistics",
    "upgrade": "upgrade.upgrade",
}


class Commands(click.Group):
    """The commands; the default is `all`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in (*ctx.help_option_names, "--version")):
            args = self._with_command_first(ctx, args)
        return super().parse_args(ctx, args)

    def _with_command_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the arguments, of which none or an option comes first, with the command in front."""
        everything = self.get_command(ctx, "all")
        assert everything
        with everything.make_context("all", [*args], ctx, resilient_parsing=True, ignore_unknown_options=True) as left:
            name = next((each for each in left.args if each in COMMANDS), None)
        if name is None:
            return ["all", *args]
        # The value of an option may have the name of a command: the last one stands by itself.
        at = len(args) - 1 - args[::-1].index(name)
        return [name, *args[:at], *args[at + 1 :]]

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a run, in which click speaks the language of the site."""
        from publisher.command.click_words import speak

        speak(args, ("-h", "--help"))
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            _in_words(error, args)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(_LOADED + module), name)
        return _explained(command, cmd_name, ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the requested command. By itself click would suggest none: it only knows imported commands."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def get_help(self, ctx: click.Context) -> str:
        _explained(self, "main", ctx)
        return super().get_help(ctx)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. An unexpected error is reported on one line, with its traceback saved in a file."""
        _end_in_order()
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _in_words(error, sys.argv)
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # editors never see a traceback
            click.echo(_apology(error), err=True)
            sys.exit(1)


def _apology(error: Exception) -> str:
    """Return the message about an unexpected error: that the disk is full, or where the traceback is saved."""
    from publisher.command.help_texts import language_of_help
    from publisher.messages import as_text
    from publisher.problem import Place, Problem

    words = language_of_help(sys.argv)
    if not (isinstance(error, OSError) and error.errno in FULL):
        # A unique name, and readable only by the user: a traceback may contain unpublished text.
        try:
            handle, path = mkstemp(prefix="roda-traden-", suffix=".txt")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("".join(traceback.format_exception(error)))
            return words.text("command.broken", path=path)
        except OSError as full:
            error = full
    place = str(error.filename or Path.cwd())
    return as_text([Problem.at(Place(place), "disk-full", path=place)], words)


def _in_words(error: click.UsageError, arguments: Sequence[str]) -> None:
    """Translate the names of missing arguments in an error message into the site's language."""
    from publisher.command.help_texts import in_own_words

    if error.ctx:
        in_own_words(error.ctx.command, arguments)


def _explained(command: click.Command, name: str, context: click.Context) -> click.Command:
    """Return a command; if help is requested, with its texts in the user's language."""
    if not set(context.help_option_names) & set(sys.argv[1:]):
        return command
    from publisher.command.help_texts import explained

    return explained(command, name)


def _end_in_order() -> None:
    """Handle SIGTERM and SIGHUP like Ctrl+C, so that temporary files are removed."""

    def end(number: int, _frame: object) -> None:
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(128 + number)

    for each in _ENDING:
        if signal.getsignal(each) is signal.SIG_DFL:  # under nohup it must stay ignored
            signal.signal(each, end)


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001  # click's way
    if asked:
        from publisher.command.version import PACKAGE, version_of_program

        click.echo(f"{PACKAGE} {version_of_program()}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Which version this is."
)
def main() -> None:
    """Publish a strategy, its plans and their results: website, printed editions and open data."""
