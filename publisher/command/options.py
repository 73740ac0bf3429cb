"""The options that commands share."""

from collections.abc import Callable
from pathlib import Path

import click

ENGINES = ("typst", "pdfkit")


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all of them have."""
    options = (
        root_option,
        click.option("--out", type=click.Path(path_type=Path), default=None,
                     help="The folder for the finished site. Default: site in the publication's folder."),
        click.option("--strict/--no-strict", default=True,
                     help="Whether the site generator's warnings stop the build. Default: yes."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


root_option = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
    help="The publication's folder, which holds mkdocs.yml. Default: this one.",
)  # fmt: skip

engine_option = click.option(
    "--pdf-engine", type=click.Choice(ENGINES), default="typst",
    help="What prints the PDF. pdfkit needs wkhtmltopdf and its file is not accessible.",
)  # fmt: skip
