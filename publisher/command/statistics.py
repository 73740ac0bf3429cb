"""The command that fetches statistics: the only one that uses the network, and only when called by people."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.atomic import write_atomically
from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import loaded_or_exit
from publisher.importing.kolada.api_address import ADDRESS
from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from publisher.importing.kolada.statistics_files import StatisticsFile


@click.command()
@root_option
@click.option(
    "--only", multiple=True, help="The id of an indicator to fetch; may be given several times. Default: all."
)
@click.option("--since", type=click.IntRange(1990, 2199), default=None, help="The first year. Default: the settings'.")
@click.option(
    "--date",
    "day",
    metavar="DATE",
    default=None,
    help="The day that is written as that of the numbers. Default: today.",
)
@click.option("--address", default=ADDRESS, help="Where Kolada's API answers.")
def statistics(root: Path, only: tuple[str, ...], since: int | None, day: str | None, address: str) -> None:
    """Fetch the indicators that name a Kolada id into plans/statistics/, to be reviewed and committed."""
    terminal = Terminal()
    loaded = loaded_or_exit(root, terminal, draw=False)
    words = loaded.language
    today = day or datetime.now(UTC).date().isoformat()
    try:
        done = _fetch(loaded, root, only, since, today, address, terminal)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        sys.exit(1)
    terminal.say(words.plural("kolada.done", len(done)))


def _fetch(
    loaded: Loaded, root: Path, only: tuple[str, ...], since: int | None, day: str, address: str, terminal: Terminal
) -> list[str]:
    """Write the file of each indicator as soon as it is fetched, and return the ids of those that changed."""
    # The HTTP client takes time to import, and no other command needs it.
    from publisher.importing.kolada.client import Kolada
    from publisher.importing.kolada.statistics_files import Fetching
    from publisher.importing.kolada.update import REGISTER, chosen, sexes_of, updated, with_source

    words, settings = loaded.language, loaded.publication.settings.publication.kolada
    if settings is None:
        raise ProblemsFound([Problem.at(Place("mkdocs.yml"), "kolada-settings-missing")])
    indicators = chosen(loaded.publication, only)
    years = range(since or settings.since, date.fromisoformat(day).year + 1)
    sexes, declared = sexes_of(loaded.publication, words)
    fetching = Fetching(settings, words, day, sexes)
    done: list[str] = []
    left = [each.id for each in indicators]
    with Kolada(address) as client, terminal.progress(words.text("kolada.fetching"), len(indicators)) as tick:
        try:
            for each in updated(client, indicators, root, years, fetching, tick):
                left.pop(0)
                if isinstance(each, Problem):
                    terminal.problems([each], words)
                elif each.changed:
                    # A group's column is unknown until the group is declared.
                    fresh = sexes if each.divided and not declared else None
                    # Before the numbers: a run that was killed in between finds them new again, and dates them.
                    if content := with_source(root, {each.indicator: day}, fresh):
                        write_atomically(root / REGISTER, content)
                        declared |= bool(fresh)
                    write_atomically(root / each.path, each.text.encode())
                    done.append(each.indicator)
                    terminal.say(_line(each, loaded))
                if not isinstance(each, Problem) and each.unfit:
                    terminal.say(words.text("kolada.unfit", years=", ".join(each.unfit)))
        except ProblemsFound as found:
            terminal.problems(found.problems, words)
            terminal.errors.print(
                words.text("kolada.left", ids=" ".join(f"--only {name}" for name in left)), markup=False
            )
            sys.exit(1)
    return done


def _line(each: "StatisticsFile", loaded: Loaded) -> str:
    return loaded.language.text("kolada.file", path=each.path, new=each.new, revised=each.revised)
