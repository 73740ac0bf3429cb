"""The command that shows the site while it is written."""

from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.teller import Teller
from publisher.command.work import loaded_or_exit, set_date


@click.command()
@common
@click.option("--address", default="127.0.0.1:8000", help="Where to serve. Default: 127.0.0.1:8000.")
def serve(root: Path, out: Path | None, strict: bool, address: str) -> None:  # noqa: FBT001
    """Show the site in the browser and follow every change."""
    from publisher.publish.serve import serve_site

    set_date(loaded_or_exit(root, Teller(), draw=False))
    serve_site(root, address, strict=strict)
