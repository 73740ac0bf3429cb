"""The command that joins many publications to one site."""

import sys
from pathlib import Path

import click

from publisher.command.terminal import Terminal
from publisher.language import Language
from publisher.problem import Place, Problem, ProblemsFound
from publisher.settings_file import language_in, language_of


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="PUBLICATION…")
@click.option(
    "--list",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=None,
    help="The hub's file: its title, its address, its language and its publications.",
)
@click.option("--title", default=None, help="The site's title, if there is no list.")
@click.option("--address", default=None, help="The address that the site will have, if there is no list.")
@click.option("--organisation", default=None, help="Who publishes the site, if there is no list.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the finished site.")
@click.option("--scheduler", default=None, help="The address of a Dask scheduler. Default: processes on this machine.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Processes here. Default: one a core.")
@click.option("--seconds", type=click.FloatRange(1), default=900, help="How long one publication may take to build.")
def hub(
    sources: tuple[Path, ...], listed: Path | None, out: Path, scheduler: str | None, workers: int | None,
    seconds: float, **options: str | None,
) -> None:  # fmt: skip
    """Make one site of many publications, each below its own address, with a common front."""
    # Only this command needs the libraries for distributed work.
    from publisher.hub.hub_settings import hub_of_options, read_hub, with_sources
    from publisher.hub.making import Hub, make_hub
    from publisher.hub.scheduling import cluster

    # The language that it is to have, even if its file cannot be used: else that of the first publication.
    language = language_in(listed, "language") if listed else language_of(*sources[:1] or (Path(),))
    terminal, words = Terminal(), Language(language)
    try:
        settings = with_sources(read_hub(listed), sources) if listed else hub_of_options(options, sources)
        words = Language(settings.language)
        if listed and settings.accessibility is None:
            terminal.problems([Problem.notice(Place(listed.name), "hub-no-statement")], words)
        with cluster(scheduler, workers) as client:
            terminal.say(words.text("hub.dashboard", address=client.dashboard_link))
            records = make_hub(Hub(settings, out, seconds), client, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        sys.exit(1)
    failed = [each for each in records if each.failed]
    for each in failed:
        reason = words.text("hub.late", seconds=words.number(int(seconds))) if each.late else each.problems
        terminal.errors.print(words.text("hub.failed", id=each.id, reason=reason), markup=False)
    terminal.say(words.plural("hub.done", len(records) - len(failed), path=out / "index.html"))
    if failed:
        sys.exit(1)
