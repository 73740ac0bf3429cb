"""The command that previews the site while it is being written."""

import sys
from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import words_of
from publisher.problem import ProblemsFound


@click.command()
@root_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port on this machine. Default: 8000.")
def serve(root: Path, port: int) -> None:
    """Show the site in the browser, on this machine alone, and follow every change."""
    from publisher.edit.web.application import Application
    from publisher.publish.preview.server import serve_site

    terminal = Terminal()
    try:
        serve_site(root.resolve(), port, terminal, Application)
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
