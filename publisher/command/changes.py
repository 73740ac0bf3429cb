"""The command that lists what changed since an earlier version of the publication."""

import sys
from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.terminal import Terminal
from publisher.command.work import loaded_or_exit, set_date, stop_for_problems
from publisher.problem import Place, ProblemsFound
from publisher.publish.output.build_options import BuildOptions


@click.command()
@common
@click.option("--since", required=True, help="The earlier version: a tag, a branch or a commit of git.")
@click.option("--until", default=None, help="The later version. Default: what is in the folder now.")
@click.option("--format", "form", type=click.Choice(["site", "markdown"]), default="site",
              help="site: a page on the site and a PDF. markdown: only the list, printed here.")  # fmt: skip
def changes(root: Path, out: Path | None, strict: bool, since: str, until: str | None, form: str) -> None:  # noqa: FBT001
    """List what was added, changed and removed since an earlier version."""
    from publisher.publish.build.changes_build import publish_changes
    from publisher.publish.changes.versions import compared

    terminal = Terminal()
    options = BuildOptions(root.resolve(), out or root / "site", strict)
    # The rest of the site is drawn only where there is none to put the page into.
    draw = form == "site" and not (options.out / "index.html").is_file()
    loaded = loaded_or_exit(root, terminal, draw=draw)
    stop_for_problems(loaded, terminal)
    set_date(loaded)
    try:
        comparison = compared(loaded, since, Place("--since"), until)
        if form == "markdown":
            terminal.write(comparison.listing())
        else:
            publish_changes(loaded, comparison, options, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, loaded.language)
        sys.exit(1)
