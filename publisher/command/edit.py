"""The command that opens the forms in which a publication is edited."""

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
def edit(root: Path, port: int) -> None:
    """Edit the publication in forms in the browser, on this machine alone, beside its pages."""
    from publisher.edit.web.application import Application
    from publisher.edit.web.desk import OWN
    from publisher.publish.preview.server import serve_site

    terminal = Terminal()
    try:
        serve_site(root.resolve(), port, terminal, Application, OWN.removeprefix("/"))
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
