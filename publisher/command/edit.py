"""The command that opens the forms in which a publication is edited."""

import sys
from functools import partial
from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import words_of
from publisher.problem import ProblemsFound


@click.command()
@root_option
@click.option(
    "--host",
    "kind",
    type=click.Choice(["github", "gitlab", "forgejo"]),
    default="",
    help="What the repository's host runs, to propose changes there. Default: by the remote's address.",
)
@click.option("--host-url", default="", help="The repository's front page on its host. Default: the remote's address.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port on this machine. Default: 8000.")
def edit(root: Path, port: int, kind: str, host_url: str) -> None:
    """Edit the publication in forms in the browser, on this machine alone, beside its pages."""
    from publisher.edit.web.application import Application
    from publisher.edit.web.desk import OWN
    from publisher.edit.web.proposal_page import HostGiven
    from publisher.publish.preview.server import serve_site

    terminal = Terminal()
    try:
        program = partial(Application, host=HostGiven(kind, host_url))
        serve_site(root.resolve(), port, terminal, program, OWN.removeprefix("/"))
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
