"""The command that lists what changed since an earlier version of the publication."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.terminal import Terminal
from publisher.command.work import loaded_or_exit, set_date, stop_for_errors
from publisher.link.time.locking import BROKEN
from publisher.problem import Place, ProblemsFound
from publisher.publish.output.build_options import BuildOptions


@click.command()
@common
@click.option("--since", required=True, help="The earlier version: a tag, a branch or a commit of git.")
@click.option("--until", default=None, help="The later version. Default: what is in the folder now.")
@click.option("--format", "form", type=click.Choice(["site", "markdown"]), default="site",
              help="site: a page on the site and a PDF. markdown: only the list, printed here.")  # fmt: skip
@click.option("--proposal", is_flag=True, help="What is in the folder is a proposal: locked texts may be others in it.")
def changes(
    root: Path,
    out: Path | None,
    strict: bool,  # noqa: FBT001  # click's way
    since: str,
    until: str | None,
    form: str,
    proposal: bool,  # noqa: FBT001
) -> None:
    """List what was added, changed and removed since an earlier version."""
    from publisher.publish.build.changes_build import publish_changes
    from publisher.publish.changes.versions import compared

    terminal = Terminal()
    options = BuildOptions(root.resolve(), out or root / "site", strict)
    # The rest of the site is drawn only if there is no site to put the page into.
    draw = form == "site" and not (options.out / "index.html").is_file()
    loaded = loaded_or_exit(root, terminal, draw=draw)
    # These problems are what the council has to decide about, and no reason to hide the changes from it.
    kept = tuple(each for each in loaded.problems if not (proposal and each.code in BROKEN))
    if any(each.code in BROKEN for each in kept):
        terminal.say(loaded.language.text("command.proposal"))
    stop_for_errors(replace(loaded, problems=kept), terminal)
    set_date(loaded)
    try:
        comparison = compared(loaded, since, Place("--since"), until, proposal=proposal)
        if form == "markdown":
            terminal.write(comparison.listing())
        else:
            publish_changes(loaded, comparison, (since, until), options, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, loaded.language)
        sys.exit(1)
