"""The commands that make something: the site, the printed editions, the data, the staged tree, or all of it."""

from pathlib import Path

import click

from publisher.command.options import common, engine_option
from publisher.command.work import run
from publisher.publish.output.build_options import BuildOptions


@click.command("all")
@common
@engine_option
def all_(root: Path, out: Path | None, strict: bool, pdf_engine: str) -> None:  # noqa: FBT001  # click's way
    """Check, then make the site, the printed editions and the data. This is what happens without a command."""
    from publisher.publish.build.site_build import publish_all

    run(BuildOptions(root, out or root / "site", strict, pdf_engine), publish_all)


@click.command()
@common
def site(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the website. Printed editions of the last build are kept."""
    from publisher.publish.build.site_build import publish_site

    run(BuildOptions(root, out or root / "site", strict), publish_site)


@click.command()
@common
@engine_option
@click.option("--edition", default="", help="Only this one, by its id in mkdocs.yml, or by the name of its file.")
@click.option("--crop-marks", is_flag=True, help="For a print shop: 3 mm more on every side, and marks where to cut.")
def pdf(root: Path, out: Path | None, strict: bool, pdf_engine: str, edition: str, crop_marks: bool) -> None:  # noqa: FBT001
    """Make the printed editions only."""
    from publisher.publish.build.print_build import publish_editions

    run(BuildOptions(root, out or root / "site", strict, pdf_engine, edition, crop_marks), publish_editions)


@click.command()
@common
def data(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the open data only."""
    from publisher.publish.build.site_build import publish_data

    run(BuildOptions(root, out or root / "site", strict), publish_data)


@click.command()
@common
def stage(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Write the pages as plain files for another site generator, into build or into --out."""
    from publisher.publish.build.site_build import publish_stage

    run(BuildOptions(root, out or root / "build", strict), publish_stage)
