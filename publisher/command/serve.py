"""The command that shows the site while it is written."""

import sys
from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.teller import Teller
from publisher.command.work import words_of
from publisher.problem import ProblemsFound


@click.command()
@root_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port on this machine. Default: 8000.")
def serve(root: Path, port: int) -> None:
    """Show the site in the browser, on this machine alone, and follow every change."""
    from publisher.publish.preview.server import serve_site

    teller = Teller()
    try:
        serve_site(root.resolve(), port, teller)
    except ProblemsFound as found:
        teller.problems(found.problems, words_of(root))
        sys.exit(1)
