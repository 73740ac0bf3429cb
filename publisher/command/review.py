"""The command that gives advice on the texts."""

import sys
from decimal import Decimal
from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import words_of
from publisher.messages import as_text
from publisher.problem import ProblemsFound, stops


@click.command()
@root_option
@click.option("--strict", is_flag=True, help="End with 1 where there is any advice.")
def review(root: Path, strict: bool) -> None:  # noqa: FBT001  # click's way
    """Give advice on plain language and privacy. It stops nothing, unless the settings or --strict say so."""
    from publisher.pipeline import prepare
    from publisher.review.advice import review as reviewed

    terminal = Terminal()
    try:
        ready = prepare(root.resolve())
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
    words = ready.language
    if stops(ready.problems):
        terminal.problems(ready.problems, words)
        sys.exit(1)
    given = reviewed(ready.root, ready.publication, words, ready.texts)
    for each in given.files:
        mean = words.number(round(Decimal(each.words_per_sentence), 1))
        terminal.say(words.text("review.file", file=each.file, lix=each.lix, words=each.words, mean=mean))
    terminal.say(as_text(given.advice, words) or words.text("review.none"))
    if given.advice:
        terminal.say(words.plural("review.advice", len(given.advice)))
        sys.exit(1 if strict else 0)
