"""The command that locks a text as it was decided."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import loaded_or_exit, stop_for_errors
from publisher.link.time.locking import BROKEN, REGISTER, covered_ids
from publisher.link.time.new_locks import locked, with_lock
from publisher.pipeline import Loaded
from publisher.problem import Problem, ProblemsFound, Severity
from publisher.read.comments import UNCHECKED
from publisher.read.placeholders import UNFINISHED

# What nobody has confirmed yet: placeholders, and the questions of an import.
_OPEN: Final = frozenset({UNFINISHED, UNCHECKED})


@click.command()
@root_option
@click.argument("name", metavar="ID")
@click.option(
    "--decision",
    "date",
    required=True,
    metavar="DATE",
    help="The day of the decision, such as 2026-02-09. Alone it names a decision that the text has.",
)
@click.option("--body", default=None, help="Who decided: the id of a body.")
@click.option("--paragraph", default=None, help="The paragraph of the minutes, such as 12.")
@click.option("--reference", default=None, help="The registry number, such as KS 2026/12.")  # fmt: skip
def lock(root: Path, name: str, date: str, body: str | None, paragraph: str | None, reference: str | None) -> None:
    """Lock the text of a plan, or of the strategy with its parts, as it was decided."""
    from publisher.publish.build.lock_register import write_locks

    terminal = Terminal()
    loaded = loaded_or_exit(root, terminal, draw=False)
    words = loaded.language
    stop_for_errors(replace(loaded, problems=_in_the_way(loaded, name)), terminal)
    given = {"date": date, "body": body, "paragraph": paragraph, "reference": reference}
    try:
        new = locked(loaded.publication, name, {key: value for key, value in given.items() if value})
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        sys.exit(1)
    title = getattr(loaded.publication.nodes[name].value, "title", name)
    if new is None:
        terminal.say(words.text("command.already-locked", title=title))
        return
    write_locks(loaded.root, with_lock(loaded.publication.every_lock, new), words.text("lock.register"))
    terminal.say(words.text("command.locked", title=title, path=loaded.root / REGISTER))


def _in_the_way(loaded: Loaded, name: str) -> tuple[Problem, ...]:
    """Return the problems with their severity for a lock on `name`.

    Placeholders were not decided, nor was what an import was uncertain about and nobody has compared with its source.
    """
    publication = loaded.publication
    files = {publication.nodes[each].document.file for each in covered_ids(publication, name)}
    # A lock that the new decision replaces is no reason not to record it.
    rest = [each for each in loaded.problems if not (each.code in BROKEN and each.facts.get("id") == name)]
    return tuple(
        replace(each, severity=Severity.ERROR) if each.code in _OPEN and each.place.file in files else each
        for each in rest
    )
