"""The commands that make something: the site, the printed editions, the data, the staged tree, or all of it.

They import the rooms only if there is something to do.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.command.options import FORMS, common, engine_option
from publisher.publish.output.build_options import BuildOptions

if TYPE_CHECKING:
    from publisher.command.work import Publish
    from publisher.pipeline import Beside


@click.command("all")
@common
@engine_option
def all_(root: Path, out: Path | None, strict: bool, pdf_engine: str) -> None:  # noqa: FBT001  # click's way
    """Check, then make the site, the printed editions and the data. This is what happens without a command."""
    _make("all", BuildOptions(root, out or root / "site", strict, pdf_engine))


@click.command()
@common
def site(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the website. Printed editions of the last build are kept."""
    _make("site", BuildOptions(root, out or root / "site", strict))


@click.command()
@common
@engine_option
@click.option("--edition", default="", help="Only this one, by its id in mkdocs.yml, or by the name of its file.")
@click.option("--crop-marks", is_flag=True, help="For a print shop: 3 mm more on every side, and marks where to cut.")
@click.option("--format", "form", type=click.Choice(FORMS), default="pdf", help="docx: as Word files, to go on with.")
def pdf(root: Path, out: Path | None, strict: bool, pdf_engine: str, edition: str, crop_marks: bool, form: str) -> None:  # noqa: FBT001
    """Make the printed editions only, as PDF or as Word files."""
    options = BuildOptions(root, out or root / "site", strict, pdf_engine, edition, crop_marks)
    if form == "pdf":
        _make("pdf", options)
        return
    from publisher.command.work import run
    from publisher.publish.build.word_build import publish_word

    run(options, publish_word)


@click.command()
@common
def data(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Make the open data only."""
    _make("data", BuildOptions(root, out or root / "site", strict))


@click.command()
@common
def stage(root: Path, out: Path | None, strict: bool) -> None:  # noqa: FBT001
    """Write the pages as plain files for another site generator, into build or into --out."""
    from publisher.command.work import run
    from publisher.publish.build.site_build import publish_stage

    run(BuildOptions(root, out or root / "build", strict), publish_stage)


def _make(work: str, options: BuildOptions) -> None:
    """Do one sort of work, or nothing if its output is up to date."""
    from publisher.publish.output.build_record import BuildRecord

    record = BuildRecord(options)
    if messages := record.unchanged(work):
        if messages.notices:
            click.echo(messages.notices, err=True)
        click.echo(messages.last)
        return
    from publisher.command.work import run

    # Data is made from the graph, and needs no page.
    if made := run(options, _publisher(work), draw=work != "data", beside=_files_beside(work)):
        record.keep(made.messages, made.stands)


def _files_beside(work: str) -> "Beside | None":
    """Return the function that makes the files beside a site's pages; None if there is no site."""
    if work in {"data", "pdf"}:
        return None
    from publisher.publish.data.open_data import data_files

    return data_files


def _publisher(work: str) -> "Publish":
    if work == "pdf":
        from publisher.publish.build.print_build import publish_editions

        return publish_editions
    from publisher.publish.build.site_build import publish_all, publish_data, publish_site

    return {"all": publish_all, "site": publish_site, "data": publish_data}[work]
