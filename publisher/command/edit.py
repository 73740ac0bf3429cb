"""The command that opens the forms in which a publication is edited."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import words_of
from publisher.problem import ProblemsFound

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from publisher.publish.preview.follower import Follower

# The environment variable of the secret that the proxy sends with each request.
SECRET: Final = "RODA_TRADEN_PROXY_SECRET"


@click.command()
@root_option
@click.option(
    "--host",
    "kind",
    type=click.Choice(["github", "gitlab", "forgejo"]),
    default=None,
    help="What the repository's host runs, to propose changes there. Default: by the remote's address.",
)
@click.option("--host-url", default="", help="The repository's front page on its host. Default: the remote's address.")
@click.option(
    "--serve-for",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Serve several people behind a sign-in: the folder of their copies and of the log of saves.",
)
@click.option("--name", default="", help="With --serve-for: the host's name that people see, plan.kommun.example.")
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    default=("127.0.0.1",),
    help="With --serve-for: the address of the proxy that says who has signed in. Default: this machine.",
)
@click.option("--bind", default="127.0.0.1", help="With --serve-for: where to listen. Default: this machine alone.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port on this machine. Default: 8000.")
def edit(
    root: Path,
    port: int,
    kind: str | None,
    host_url: str,
    folder: Path | None,
    name: str,
    proxies: tuple[str, ...],
    bind: str,
) -> None:
    """Edit the publication in forms in the browser, on this machine alone, beside its pages."""
    from publisher.edit.web.application import Application
    from publisher.edit.web.desk import OWN
    from publisher.edit.web.proposal_page import HostGiven
    from publisher.edit.web.team_application import SHORTEST_SECRET, Team, TeamApplication
    from publisher.publish.preview.server import serve_site

    terminal = Terminal()
    try:
        host = HostGiven(kind or "", host_url)
        program: Callable[[Path, Follower], WSGIApplication] = partial(Application, host=host)
        if folder:
            if not name:
                raise click.UsageError(words_of(root).text("command.team-name-missing"))
            secret = os.environ.get(SECRET, "")
            if secret and len(secret) < SHORTEST_SECRET:
                facts = {"name": SECRET, "count": SHORTEST_SECRET}
                raise click.UsageError(words_of(root).text("command.secret-short", **facts))
            program = partial(TeamApplication, team=Team(folder.resolve(), name, proxies, secret), host=host)
        serve_site(root.resolve(), port, terminal, program, OWN.removeprefix("/"), bind if folder else "127.0.0.1")
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
