"""The command that checks and makes nothing."""

from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.work import run
from publisher.publish.order import Order


@click.command()
@common
def check(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Check the content and tell of every problem."""
    run(Order(root, out or root / "site", strict), None)
